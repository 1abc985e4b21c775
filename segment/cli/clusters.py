"""The table of clusters by size and relation."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING, Final

from segment.types import Relation

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from segment.types import Census

SIZES: Final = ((2, "2"), (3, "3"), (5, "4-5"), (10, "6-10"), (100, "11-100"))
"""The largest cluster of each line of the table, and the name of the line."""
LARGER: Final = "more"
ALL: Final = "all"

INDENT: Final = "  "
LABEL_WIDTH: Final = 10
"""So that the first column ends where the labels of the summary do."""


def draw_table(census: Census) -> Iterator[str]:
    """A line for each size that there is, and one for all; nothing where there is no cluster."""
    if not census.sizes:
        return
    found = {relation for _, relation in census.duplicates}
    shown = [relation for relation in Relation if relation is not Relation.OVERLAP or relation in found]
    rows: list[list[str | int]] = [["of size", "clusters", "members", *shown]]
    for name, sizes in name_lines(census.sizes):
        clusters = sum(census.sizes[size] for size in sizes)
        members = sum(size * census.sizes[size] for size in sizes)
        matching = (sum(census.duplicates[size, relation] for size in sizes) for relation in shown)
        rows.append([name, clusters, members, *matching])
    yield from align_table(rows)


def name_lines(sizes: Iterable[int]) -> Iterator[tuple[str, list[int]]]:
    """The name of each line of the table, and the sizes that it stands for.

    >>> list(name_lines([4, 2, 5]))
    [('2', [2]), ('4-5', [4, 5]), ('all', [2, 4, 5])]
    """
    ordered = sorted(sizes)
    lines = [(name, list(some)) for name, some in groupby(ordered, name_size)]
    yield from lines
    if len(lines) > 1:
        yield ALL, ordered


def name_size(size: int) -> str:
    """The line of the table that clusters of a size are counted in.

    >>> name_size(2), name_size(5), name_size(101)
    ('2', '4-5', 'more')
    """
    return next((name for largest, name in SIZES if size <= largest), LARGER)


def align_table(rows: list[list[str | int]]) -> Iterator[str]:
    """Rows as lines of columns: labels to the left, numbers and what stands above them to the right.

    >>> print(*align_table([["of size", "clusters"], ["2", 1200]]), sep="\\n")
      of size   clusters
      2            1,200
    """
    texts = [[cell if isinstance(cell, str) else f"{cell:,}" for cell in row] for row in rows]
    widths = [max(map(len, column)) for column in zip(*texts, strict=True)]
    for label, *numbers in texts:
        columns = (number.rjust(width) for number, width in zip(numbers, widths[1:], strict=True))
        yield INDENT + label.ljust(LABEL_WIDTH) + "  ".join(columns)
