"""Running heads, footers and page numbers: what stands at the edge of one page after the other.

A line is taken only from the outside of a page inwards, so that a refrain or a row of a table that comes back in the
middle of the text is never one.
"""

from __future__ import annotations

import re
from collections import defaultdict
from typing import TYPE_CHECKING, Final, Literal, NamedTuple

from segment.typeset.numbers import count_up, read_page_number

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence, Set

    from segment.typeset.rows import Row

Reason = Literal["running_head", "footer", "page_number"]

EDGE_ROWS: Final = 3
"""At either end of a page: the name of the paper, the date and a page number may have a line each."""
LONGEST: Final = 140
"""Code points of a running head; a line of text that comes back is longer, or no matter."""
LONGEST_CHAPTER: Final = 80
"""Code points of a head that has nothing but the number of its page in common with others."""
FEWEST_PAGES: Final = 3
"""That hold the same line, unless half of all pages do."""
DENSITY: Final = 1 / 3
"""Of the pages from the first to the last of a head: each second one bears it, but for those where chapters begin."""
SIMILAR: Final = 85.0
"""Of 100, by rapidfuzz: a head as a scanner misread it. Two letters in a dozen."""
MOST_HEADS: Final = 64
"""That misread ones are compared with, so that the work stays linear."""
SHORTEST_MISREAD: Final = 8
"""Code points; shorter lines are alike by chance."""

DIGITS: Final = re.compile(r"\d+")
OUTER_FIGURE: Final = re.compile(r"^\d{1,4}(?!\S)|(?<!\S)\d{1,4}$")
"""A number at either end of a line."""


class Edge(NamedTuple):
    """A row near the top or the bottom of its page."""

    row: int
    """Its index."""
    page: int
    side: Reason
    line: str
    is_apart: bool
    """The outermost row of its page, with a blank line between it and the text."""


def find_furniture(text: str, rows: Sequence[Row]) -> dict[int, Reason]:
    """Rows that belong to the page and not to its text, by their index. Linear in the number of rows."""
    sides = _find_edges(text, rows)
    edges = [edge for side in sides for edge in side]
    numbers = _find_page_numbers(edges)
    heads = _find_heads(edges, numbers, pages=len({edge.page for edge in edges}))
    furniture: dict[int, Reason] = {edge.row: "page_number" for edge in numbers}
    for side in sides:
        for edge in side:
            if edge.row not in furniture:
                if not heads.has(edge):
                    break
                furniture[edge.row] = edge.side
    return dict(sorted(furniture.items()))


def fold_head(line: str) -> str:
    """What stays the same of a running head from page to page.

    >>> fold_head("The Harbour Post   12")
    'The Harbour Post #'
    """
    return DIGITS.sub("#", " ".join(line.split()))


def has_letters(key: str) -> bool:
    """Whether a folded head has a word; figures and dashes alone are a page number or a row of a table."""
    return sum(map(str.isalpha, key)) > 1


def _find_edges(text: str, rows: Sequence[Row]) -> list[list[Edge]]:
    """The outer rows of each page, top and bottom apart, from the outside inwards."""
    sides = []
    for first, last in _find_page_rows(rows):
        middle = (first + last) // 2 + 1
        top, bottom = range(first, min(first + EDGE_ROWS, middle)), range(last, max(last - EDGE_ROWS, middle - 1), -1)
        sides.append([_edge(text, rows, index, "running_head", index == first) for index in top])
        sides.append([_edge(text, rows, index, "footer", index == last) for index in bottom])
    return sides


def _edge(text: str, rows: Sequence[Row], index: int, side: Reason, is_outermost: bool) -> Edge:
    inner = index + (1 if side == "running_head" else -1)
    is_apart = is_outermost and 0 <= inner < len(rows) and abs(rows[inner].number - rows[index].number) > 1
    return Edge(index, rows[index].page, side, _line(text, rows[index]), is_apart)


def _line(text: str, row: Row) -> str:
    """The text of a row; one that is too long for a head is cut, and with that like no other."""
    return text[row.start : min(row.end, row.start + LONGEST + 1)]


def _find_page_rows(rows: Sequence[Row]) -> Iterator[tuple[int, int]]:
    """The first and the last row of each page that has any."""
    first = 0
    for index in range(1, len(rows) + 1):
        if index == len(rows) or rows[index].page != rows[first].page:
            yield first, index - 1
            first = index


def _find_page_numbers(edges: Sequence[Edge]) -> list[Edge]:
    """Page numbers that go up by one with each page."""
    series: defaultdict[tuple[bool, int], list[Edge]] = defaultdict(list)
    for edge in edges:
        if number := read_page_number(edge.line):
            series[number.is_roman, number.value - edge.page].append(edge)
    pages = len({edge.page for edge in edges})
    often = (members for members in series.values() if _is_often(sorted({edge.page for edge in members}), pages))
    return [edge for members in often for edge in members]


def _is_often(on: Sequence[int], pages: int) -> bool:
    """Whether so many pages make a rule; `on` in their order."""
    if len(on) < min(FEWEST_PAGES, max(2, (pages + 1) // 2)):
        return False
    return len(on) >= DENSITY * (on[-1] - on[0] + 1)


class _Heads:
    """The lines that come back at the edges of pages."""

    def __init__(self, rows: Set[int], keys: Sequence[str], shifts: Set[int]) -> None:
        self._rows = rows
        self._keys = keys
        self._shifts = shifts
        """By how much pages are numbered higher than they are counted."""

    def has(self, edge: Edge) -> bool:
        return edge.row in self._rows or self._has_page_number(edge) or self._has_misread(edge)

    def _has_page_number(self, edge: Edge) -> bool:
        """Whether the number of its page stands at either end of a line, as beside the name of a short chapter."""
        if not edge.is_apart or len(edge.line) > LONGEST_CHAPTER:
            return False
        return any(int(figure) - edge.page in self._shifts for figure in OUTER_FIGURE.findall(edge.line))

    def _has_misread(self, edge: Edge) -> bool:
        """Whether a line is one of the heads but for a letter or two."""
        from rapidfuzz import fuzz, process

        key = fold_head(edge.line)
        if not SHORTEST_MISREAD <= len(key) <= LONGEST or not self._keys:
            return False
        return process.extractOne(key, self._keys, scorer=fuzz.ratio, score_cutoff=SIMILAR) is not None


def _find_heads(edges: Sequence[Edge], numbers: Sequence[Edge], pages: int) -> _Heads:
    groups: defaultdict[tuple[str, str], list[Edge]] = defaultdict(list)
    for edge in edges:
        if len(edge.line) <= LONGEST and has_letters(edge.line):
            groups[edge.side, fold_head(edge.line)].append(edge)
    heads = {key: members for (_, key), members in groups.items() if _comes_back(members, pages)}
    often = sorted(heads, key=lambda key: -len(heads[key]))
    rows = {edge.row for members in heads.values() for edge in members}
    known = [*numbers, *(edge for edge in edges if edge.is_apart or edge.row in rows)]
    return _Heads(rows, often[:MOST_HEADS], _find_shifts(known, pages))


def _find_shifts(edges: Sequence[Edge], pages: int) -> set[int]:
    """By how much figures at the ends of lines are higher than their pages, on enough of these."""
    series: defaultdict[int, set[int]] = defaultdict(set)
    for edge in edges:
        for figure in OUTER_FIGURE.findall(edge.line):
            series[int(figure) - edge.page].add(edge.page)
    return {shift for shift, on in series.items() if _is_often(sorted(on), pages)}


def _comes_back(members: Sequence[Edge], pages: int) -> bool:
    """Whether lines that are equal but for their figures are one head: each figure stands still or counts the pages."""
    on = [edge.page for edge in members]
    if not _is_often(sorted(set(on)), pages):
        return False
    columns = zip(*([int(figure) for figure in DIGITS.findall(edge.line)] for edge in members), strict=True)
    return all(count_up(on, list(values)) for values in columns)


def without_title(text: str, rows: Sequence[Row], furniture: Mapping[int, Reason]) -> dict[int, Reason]:
    """The furniture, but for a head that stands alone on the first page, without a figure: it is the title itself."""
    page = rows[0].page
    first = [index for index, reason in furniture.items() if rows[index].page == page and reason != "footer"]
    is_title = (
        len(first) == 1 and furniture[first[0]] == "running_head" and not DIGITS.search(_line(text, rows[first[0]]))
    )
    return {index: reason for index, reason in furniture.items() if not is_title or index != first[0]}
