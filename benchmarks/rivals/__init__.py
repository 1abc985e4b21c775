"""Programs and libraries that find copies, ours among them, each behind the same function: texts -> pairs of numbers.

One adapter a file. Each uses its library as the library's own documentation shows it, in the settings that stand in
`SETTINGS`; packages are imported when the contestant runs, so a missing one costs its own row only.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from rivals import floor, gaoya, lsh_ensemble, minhash_lsh, ours, rensa, text_dedup, tfidf

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

Pair = tuple[int, int]


class Rival(NamedTuple):
    """A contestant."""

    packages: tuple[str, ...]
    """Distributions it needs."""
    settings: str
    find_pairs: Callable[[Sequence[str]], Iterable[Pair]]
    """Numbers of texts that it takes for copies of one another; in any order, and not all of a cluster's pairs."""


FLOOR = "read + hash"
OURS = "segment"

RIVALS: dict[str, Rival] = {
    FLOOR: Rival((), floor.SETTINGS, floor.find_pairs),
    OURS: Rival(("segment",), ours.SETTINGS, ours.find_pairs),
    "datasketch MinHash LSH": Rival(("datasketch",), minhash_lsh.SETTINGS, minhash_lsh.find_pairs),
    "datasketch LSH Ensemble": Rival(("datasketch",), lsh_ensemble.SETTINGS, lsh_ensemble.find_pairs),
    "rensa": Rival(("rensa",), rensa.SETTINGS, rensa.find_pairs),
    "gaoya": Rival(("gaoya",), gaoya.SETTINGS, gaoya.find_pairs),
    "text-dedup": Rival(("text-dedup",), text_dedup.SETTINGS, text_dedup.find_pairs),
    "TF-IDF cosine": Rival(("scikit-learn",), tfidf.SETTINGS, tfidf.find_pairs),
}


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
