"""The weights: everything that was learnt, read from one file.

A dump is looked at twice. The first look knows the cues of each block and of its neighbours and drafts a decision; the
second one knows that draft, too. Each look has trees for the start of an article and for the label of a block.
"""

from __future__ import annotations

import base64
import json
from dataclasses import dataclass
from functools import cache, cached_property, lru_cache
from importlib.resources import files
from itertools import chain, pairwise
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from segment import kernel
from segment.cues import CUES
from segment.decode import LABELS
from segment.errors import WeightsError
from segment.forest import NO_FOREST, Forest, parse_forest
from segment.measures import DRAFTED, MEASURED, windowed_names
from segment.measures.lexicon import BUCKETS, CUT, MODELS, Lexicon

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from numpy.typing import NDArray

VERSION = 2
SINGLE = "single"
"""The column that says whether one main article is wanted."""
FIRST_NAMES = (*MEASURED, *windowed_names(), *(cue.name for cue in CUES), SINGLE)
"""The columns of evidence that the first look asks, in their order; ..."""
SECOND_NAMES = (*FIRST_NAMES, *DRAFTED)
"""... and the second."""


@dataclass(frozen=True, eq=False)
class Look:
    """Trees for the start of an article, one output, and for the label of a block, an output for each of `LABELS`."""

    start: Forest
    label: Forest


NO_LOOK = Look(NO_FOREST, NO_FOREST)


@dataclass(frozen=True, eq=False)
class Weights:
    """What each cue is worth, and the words it was learnt on."""

    origin: str
    lexicon: Lexicon
    edges: Mapping[str, tuple[float, ...]]
    """Name of a column → values that part its grades; a value up to the first one is of grade 1."""
    first: Look
    second: Look
    threshold: float
    """Probability from which on an article starts."""
    sharpness: float
    """By which the log-odds of a start are multiplied, so that of those called probable as many are right."""

    def grade(self, values: NDArray[np.float64]) -> NDArray[np.uint8]:
        """Each value as a grade of its column, from 1; shape (blocks, columns), of the first or of both looks."""
        return self._grade(values, 0)

    def grade_drafted(self, values: NDArray[np.float64]) -> NDArray[np.uint8]:
        """The same for the columns that the second look adds."""
        return self._grade(values, len(FIRST_NAMES))

    @cached_property
    def _edges(self) -> tuple[NDArray[np.float64], NDArray[np.int64]]:
        """The edges of all columns behind each other, and where those of each column begin, and the end."""
        edges = [self.edges[name] for name in SECOND_NAMES]
        bounds = np.cumsum([0, *map(len, edges)], dtype=np.int64)
        return np.fromiter(chain.from_iterable(edges), np.float64, int(bounds[-1])), bounds

    def _grade(self, values: NDArray[np.float64], begin: int) -> NDArray[np.uint8]:
        """The grades of some neighbouring columns, of which `begin` is the first."""
        edges, bounds = self._edges
        bounds = bounds[begin : begin + values.shape[1] + 1]
        grades = np.empty(values.shape, np.uint8)
        if kernel.KERNEL is not None:
            kernel.KERNEL.grade(np.ascontiguousarray(values), edges, bounds, grades)
            return grades
        for column, (low, high) in enumerate(pairwise(bounds.tolist())):
            grades[:, column] = np.searchsorted(edges[low:high], values[:, column]) + 1
        return grades

    def to_json(self) -> bytes:
        """As the file that `parse_weights` reads."""
        record = {
            "version": VERSION,
            "origin": self.origin,
            "labels": LABELS,
            "threshold": self.threshold,
            "sharpness": self.sharpness,
            "edges": {name: list(self.edges[name]) for name in SECOND_NAMES},
            "forests": {
                "first_start": self.first.start.to_json(),
                "first_label": self.first.label.to_json(),
                "second_start": self.second.start.to_json(),
                "second_label": self.second.label.to_json(),
            },
            "plain": " ".join(self.lexicon.plain),
            "stems": _pack_stems(self.lexicon),
            "models": {
                name: base64.b64encode(self.lexicon.models[name].astype("<i1").tobytes()).decode()
                for name in (*MODELS, CUT)
            },
            "biases": {name: self.lexicon.biases[name] for name in (*MODELS, CUT)},
        }
        return json.dumps(record, ensure_ascii=False, indent=0).encode("utf-8") + b"\n"


def _pack_stems(lexicon: Lexicon) -> dict[str, str]:
    """Stems by their rarity."""
    packed: dict[str, list[str]] = {}
    for stem, rarity in zip(lexicon.stems, lexicon.rarity.tolist(), strict=True):
        packed.setdefault(str(rarity), []).append(stem)
    return {rarity: " ".join(packed[rarity]) for rarity in sorted(packed, key=int)}


def load_weights(path: str | None = None) -> Weights:
    """The weights of a file, or those that ship with the package. Raises WeightsError if it holds none.

    Read once, and again when the file has changed.
    """
    if path is None:
        return _load_shipped()
    try:
        place = Path(path).resolve(strict=True)
        found = place.stat()
    except OSError as error:
        message = f"{path}: {error.strerror or error}. --weights takes a file that `segment fit` wrote."
        raise WeightsError(message) from error
    return _load_file(place, found.st_mtime_ns, found.st_size)


@cache
def _load_shipped() -> Weights:
    return parse_weights(files("segment").joinpath("data", "weights.json").read_bytes())


@lru_cache(maxsize=4)
def _load_file(path: Path, changed: int, size: int) -> Weights:
    """The file as it was at that time."""
    try:
        return parse_weights(path.read_bytes())
    except OSError as error:
        message = f"{path}: {error.strerror or error}"
        raise WeightsError(message) from error
    except WeightsError as error:
        message = f"{path}: {error}"
        raise WeightsError(message) from error


def parse_weights(data: bytes) -> Weights:
    """Read a file of weights. Raises WeightsError if it is none, or not one for the cues of this version."""
    import orjson

    try:
        raw = orjson.loads(data)
        if raw["version"] != VERSION:
            message = f"weights of version {raw['version']}, and this is version {VERSION}. Fit them again."
            raise WeightsError(message)
        _check_names(list(raw["edges"]), SECOND_NAMES, "cues")
        _check_names(list(raw["labels"]), LABELS, "labels")
        return _build(raw)
    except WeightsError:
        raise
    except (orjson.JSONDecodeError, KeyError, TypeError, ValueError, AttributeError) as error:
        message = f"not a file of weights: {error}. `segment fit GOLD -o FILE` writes one."
        raise WeightsError(message) from error


def _check_names(found: list[str], wanted: Sequence[str], what: str) -> None:
    """Trees know columns and labels by their number, so that the order counts, too."""
    if found != list(wanted):
        differing = sorted(set(found) ^ set(wanted))[:10] or ["their order"]
        message = f"{what} and weights differ in: {', '.join(differing)}. Fit the weights again."
        raise WeightsError(message)


def _build(raw: dict[str, Any]) -> Weights:
    forests = {name: parse_forest(forest) for name, forest in raw["forests"].items()}
    if not raw["plain"] or not raw["stems"]:
        message = "no words in it"
        raise ValueError(message)
    stems = [(stem, int(rarity)) for rarity, row in raw["stems"].items() for stem in row.split()]
    models = {
        name: np.frombuffer(base64.b64decode(raw["models"][name], validate=True), "<i1", BUCKETS)
        for name in (*MODELS, CUT)
    }
    lexicon = Lexicon(
        stems=[stem for stem, _ in stems],
        rarity=np.array([rarity for _, rarity in stems], np.int64),
        plain=raw["plain"].split(),
        models=models,
        biases={name: int(raw["biases"][name]) for name in (*MODELS, CUT)},
    )
    return Weights(
        origin=str(raw["origin"]),
        lexicon=lexicon,
        edges={name: tuple(map(float, edges)) for name, edges in raw["edges"].items()},
        first=Look(forests["first_start"], forests["first_label"]),
        second=Look(forests["second_start"], forests["second_label"]),
        threshold=float(raw["threshold"]),
        sharpness=float(raw["sharpness"]),
    )
