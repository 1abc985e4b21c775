"""What was learnt of the lines of pages, and what each mark of the tags around them is worth."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files
from typing import TYPE_CHECKING

import numpy as np

from segment.forest import UNIT, Forest, parse_forest
from segment.readers.web.page.marks import Mark
from segment.readers.web.page.shape import NAMES, find_shapes

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from numpy.typing import NDArray

    Floats = NDArray[np.float64]
    Ints = NDArray[np.int64]


@dataclass(frozen=True, eq=False)
class PageWeights:
    """Log-odds that a line is of the article's text, by what it looks like and by where it stands."""

    edges: tuple[NDArray[np.float64], ...]
    """The values that part the grades of each column."""
    forest: Forest
    tags: Mapping[str, float]
    """By the name of a mark, or of what `choose` finds."""

    def judge_lines(self, lines: Sequence[str]) -> Floats:
        """By what they look like; shape (lines,)."""
        shapes = find_shapes(lines)
        grades = np.empty(shapes.shape, np.uint8)
        for column, edges in enumerate(self.edges):
            grades[:, column] = np.searchsorted(edges, shapes[:, column]) + 1
        return self.forest.score(grades)[:, 0] / UNIT

    def judge_marks(self, marks: Ints) -> Floats:
        """By the marks that each bears; shape (lines,)."""
        seen, places = np.unique(marks, return_inverse=True)
        worth = [sum(self.tags[name] for name in names_of(mark)) for mark in seen.tolist()]
        return np.array(worth, np.float64)[places]


@lru_cache(maxsize=1 << 12)
def names_of(marks: int) -> tuple[str, ...]:
    """The names of marks, those first that say most."""
    return tuple((mark.name or "").lower() for mark in Mark if mark & marks)


@cache
def load_page_weights() -> PageWeights:
    """Those that ship with the package."""
    import orjson

    data = files("segment").joinpath("data")
    learnt = orjson.loads(data.joinpath("page_weights.json").read_bytes())
    tags = tomllib.loads(data.joinpath("tags.toml").read_text("utf-8"))
    return PageWeights(
        tuple(np.array(learnt["edges"][name]) for name in NAMES),
        parse_forest(learnt["forest"]),
        {name: float(entry["weight"]) for name, entry in tags.items()},
    )
