"""Programs and libraries that find copies, ours among them: each from a file of rows to the same rows with clusters.

One adapter a file. A library is a function from texts to pairs of numbers, which `contestant.py` runs; a program has a
command of its own. Each is used as its own documentation shows it, in the settings that stand in `SETTINGS`; packages
are imported when the contestant runs, so a missing one costs its own row only.
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from rivals import floor, gaoya, lsh_ensemble, minhash_lsh, ours, rensa, text_dedup, tfidf

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

Pair = tuple[int, int]


class Rival(NamedTuple):
    """A contestant."""

    packages: tuple[str, ...]
    """Distributions it needs."""
    settings: str
    find_pairs: Callable[[Iterable[str]], Iterable[Pair]] | None = None
    """Of a library: numbers of texts that it takes for copies of one another; in any order, and not all of a cluster's
    pairs."""
    arguments: tuple[str, ...] = ()
    """Of a program: those of Python, before the files."""
    fewest_rows: int = 0
    """Of a file that it is run on."""


FLOOR = "read + hash"
OURS = "segment"
CONTESTANT = Path(__file__).resolve().parent.parent / "contestant.py"

RIVALS: dict[str, Rival] = {
    FLOOR: Rival((), floor.SETTINGS, arguments=(str(Path(floor.__file__).resolve()),)),
    OURS: Rival(("segment",), ours.SETTINGS, arguments=ours.COMMAND),
    "segment --jobs 2": Rival(
        ("segment",), ours.SETTINGS, arguments=(*ours.COMMAND, *ours.JOBS), fewest_rows=ours.FEWEST_ROWS
    ),
    "datasketch MinHash LSH": Rival(("datasketch",), minhash_lsh.SETTINGS, minhash_lsh.find_pairs),
    "datasketch LSH Ensemble": Rival(("datasketch",), lsh_ensemble.SETTINGS, lsh_ensemble.find_pairs),
    "rensa": Rival(("rensa",), rensa.SETTINGS, rensa.find_pairs),
    "rensa words": Rival(("rensa",), rensa.WORD_SETTINGS, rensa.find_pairs_by_words),
    "gaoya": Rival(("gaoya",), gaoya.SETTINGS, gaoya.find_pairs),
    "text-dedup": Rival(("text-dedup",), text_dedup.SETTINGS, text_dedup.find_pairs),
    "TF-IDF cosine": Rival(("scikit-learn",), tfidf.SETTINGS, tfidf.find_pairs),
}


def command_of(name: str, rows: Path, target: Path) -> list[str]:
    """What runs a contestant: it reads rows with an `id` and a `text`, and writes all of them with a `cluster`."""
    arguments = RIVALS[name].arguments or (str(CONTESTANT), name)
    return [sys.executable, *arguments, str(rows), "-o", str(target)]


def join_pairs(pairs: Iterable[Pair]) -> list[list[int]]:
    """Clusters of two and more, each ascending, by their first member.

    >>> join_pairs([(4, 2), (2, 7), (1, 3), (5, 5)])
    [[1, 3], [2, 4, 7]]
    """
    parents: dict[int, int] = {}

    def find(item: int) -> int:
        while (parent := parents.setdefault(item, item)) != item:
            parents[item] = item = parents[parent]
        return item

    for a, b in pairs:
        low, high = sorted((find(a), find(b)))
        parents[high] = low
    clusters: dict[int, list[int]] = {}
    for item in sorted(parents):
        clusters.setdefault(find(item), []).append(item)
    return [members for _, members in sorted(clusters.items()) if len(members) > 1]
