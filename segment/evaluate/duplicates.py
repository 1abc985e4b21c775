"""Clusters of duplicates against clusters of gold.

Each row has the label of its cluster on both sides; a row on its own has a label of its own. Everything is counted in
the table of (label in gold, label found), never over pairs of rows, so a cluster of 100,000 copies costs no more than
100,000 rows. Rows that no cluster of either side connects say nothing of each other: the connected components are what
a bootstrap may resample.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass
from math import comb
from typing import TYPE_CHECKING

from segment.evaluate.measures import MERGED, RECALL_OF
from segment.evaluate.records import Counts, Share

if TYPE_CHECKING:
    from collections.abc import Hashable, Iterable, Sequence

STAYS_APART = "neg_"
"""Categories of rows that look like copies and are none begin so."""


@dataclass(frozen=True, slots=True)
class Component:
    """Rows that clusters of gold and clusters found connect, and what was counted on them."""

    rows: tuple[int, ...]
    """Indexes, ascending."""
    pairs: Counts
    """Pairs of rows in one cluster."""
    bcubed: Counts
    """Over rows: the share of their cluster found that is of their cluster of gold (`right` of `claimed` rows), and
    the share of their cluster of gold that is in their cluster found (`found` of `wanted` rows)."""


def connect(*clusterings: Sequence[Hashable]) -> list[tuple[int, ...]]:
    """Rows that clusters of any of the clusterings connect, each component ascending, by their first rows.

    Raises ValueError where they are not of one length. About O(rows × clusterings).

    >>> connect("aabcd", "xyyzz")
    [(0, 1, 2), (3, 4)]
    """
    _check_lengths(clusterings)
    parents = list(range(len(clusterings[0])))
    for clustering in clusterings:
        first: dict[Hashable, int] = {}
        for row, label in enumerate(clustering):
            # The earlier row stays the root, so that no order depends on the labels.
            root, other = sorted((_find(parents, row), _find(parents, first.setdefault(label, row))))
            parents[other] = root
    members: dict[int, list[int]] = defaultdict(list)
    for row in range(len(parents)):
        members[_find(parents, row)].append(row)
    return [tuple(rows) for rows in members.values()]


def _check_lengths(clusterings: Sequence[Sequence[Hashable]]) -> None:
    lengths = [len(clustering) for clustering in clusterings]
    if len(set(lengths)) > 1:
        message = f"clusterings of different rows: {' and '.join(map(str, lengths))}"
        raise ValueError(message)


def _find(parents: list[int], row: int) -> int:
    """The root of a row; the way there is halved for the next one."""
    while parents[row] != row:
        parents[row] = row = parents[parents[row]]
    return row


def compare_clusters(
    gold: Sequence[Hashable], found: Sequence[Hashable], components: Sequence[tuple[int, ...]] | None = None
) -> tuple[Component, ...]:
    """What is counted on each component of two clusterings of the same rows.

    `components` are those of more clusterings, these two among them, where several systems are compared. Raises
    ValueError where the two are not of one length. O(rows).
    Sources: for pairs, Rand 1971, "Objective criteria for the evaluation of clustering methods"; for B-cubed, Bagga &
    Baldwin 1998, "Algorithms for scoring coreference chains".

    >>> [(part.rows, part.pairs) for part in compare_clusters("aab", "xyz")]
    [((0, 1), Counts(right=0, claimed=0, found=0, wanted=1)), ((2,), Counts(right=0, claimed=0, found=0, wanted=0))]
    """
    _check_lengths((gold, found))
    parts = connect(gold, found) if components is None else components
    return tuple(Component(rows, *_count((gold[row], found[row]) for row in rows)) for rows in parts)


def _count(labels: Iterable[tuple[Hashable, Hashable]]) -> tuple[Counts, Counts]:
    """Pairs and B-cubed of the rows of one component, from the table of their labels."""
    table = Counter(labels)
    ours: Counter[Hashable] = Counter()
    theirs: Counter[Hashable] = Counter()
    for (gold, found), rows in table.items():
        ours[gold] += rows
        theirs[found] += rows
    hits, claimed, wanted = (sum(comb(rows, 2) for rows in sizes.values()) for sizes in (table, theirs, ours))
    # Each of the n rows of a cell shares n rows with its cluster, itself included.
    precision = sum(rows * rows / theirs[found] for (_, found), rows in table.items())
    recall = sum(rows * rows / ours[gold] for (gold, _), rows in table.items())
    return Counts(hits, claimed, hits, wanted), Counts(precision, table.total(), recall, table.total())


def adjusted_rand(pairs: Counts, items: int) -> float:
    """Adjusted Rand index of clusterings of `items` rows, from the pairs summed over their components.

    1.0 for equal clusterings, about 0.0 for independent ones, less for worse.
    Source: Hubert & Arabie 1985, "Comparing partitions".

    >>> adjusted_rand(Counts(right=1, claimed=2, found=1, wanted=2), items=4)
    0.25
    """
    most = (pairs.claimed + pairs.wanted) / 2
    expected = pairs.claimed * pairs.wanted / comb(items, 2) if items > 1 else 0.0
    if most == expected:
        # All rows apart on both sides, or all together: the clusterings are equal.
        return 1.0
    return (pairs.right - expected) / (most - expected)


def category_shares(
    found: Sequence[Hashable],
    categories: Sequence[str],
    parents: Sequence[int | None],
    components: Sequence[Component],
) -> list[dict[str, Share]]:
    """For each component: the copies of each category that lie in one cluster with the row they were made from.

    `parents` are the indexes of those rows; rows without one are no copies. The names are `recall_teaser` and the like;
    and `merged_neg_…` for categories that are to stay apart: the rows that are merged with anything. O(rows).
    """
    sizes = Counter(found)
    results = []
    for component in components:
        sums: dict[str, list[int]] = defaultdict(lambda: [0, 0])
        for row in component.rows:
            category, parent = categories[row], parents[row]
            if category.startswith(STAYS_APART):
                _add(sums[MERGED + category], sizes[found[row]] > 1)
            elif parent is not None:
                _add(sums[RECALL_OF + category], found[row] == found[parent])
        results.append({name: Share(*pair) for name, pair in sums.items()})
    return results


def _add(sums: list[int], hit: bool) -> None:
    sums[0] += hit
    sums[1] += 1
