"""Columns that stand side by side, parted by a gutter of blanks, in the order in which they are read.

A page is cut as a printer would take it apart: at the gutter that most lines share, as far up and down as it runs.
What stands above it is read first, then the left side, the right side, and what stands below; each is cut again.
Tables have gutters, too. What is cut must read as prose on both sides.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import pairwise
from typing import TYPE_CHECKING, Final

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from segment.typeset.rows import Row

    Filled = NDArray[np.bool_]
    """Shape (rows, places of the widest row): where a character stands."""

WIDEST_ROW: Final = 400
"""Places in a line: six columns of a newspaper take less."""
MOST_ROWS: Final = 400
"""Of a page; above, a text without page ends has no columns that could be followed."""
GUTTER: Final = 2
"""Blanks; one stands between any two words."""
FEWEST_ROWS: Final = 5
"""With text on both sides of a gutter: in fewer, blanks of justified lines may lie one below the other."""
MOST_TRIES: Final = 4
"""Gutters of a region that are looked at, from the one that most rows share."""
FEWEST_WORDS: Final = 3
"""Of the usual row on either side: cells of tables, names of speakers and definitions have fewer."""
LOWER_SHARE: Final = 0.3
"""Of the rows on either side that begin with a small letter, as prose does; cells begin with a capital or a figure."""
NARROWEST: Final = 12
"""Places of the usual row on either side."""
DEEPEST: Final = 24
"""Cuts within cuts: a page of six columns takes three, a front page a few more."""
LONGEST_TAIL: Final = 2
"""Rows below a blank line at the foot of the left side alone: a heading, and no part of the column."""


def order_columns(text: str, rows: Sequence[Row]) -> list[Row]:
    """The rows of one page as they are read: those of side-by-side columns are cut, and one column follows the other.

    Linear in the size of the page. Only the left side of a row is looked at where it is wider than `WIDEST_ROW`.
    """
    if len(rows) > MOST_ROWS or sum("  " in text[row.start : row.end] for row in rows) < FEWEST_ROWS:
        return list(rows)
    page = _Page(text, rows)
    page.cut(_Region(0, len(rows), 0, WIDEST_ROW), depth=0)
    return page.read


@dataclass(frozen=True, slots=True)
class _Region:
    """A rectangle of a page: rows, and places from the left edge."""

    top: int
    bottom: int
    left: int
    right: int


@dataclass(slots=True)
class _Page:
    text: str
    rows: Sequence[Row]
    read: list[Row] = field(default_factory=list)
    filled: Filled = field(init=False)
    columns: int = 0
    """How many there are so far."""

    def __post_init__(self) -> None:
        self.filled = _fill(self.text, self.rows)

    def cut(self, region: _Region, depth: int) -> None:
        """Add the rows of a region in the order of reading."""
        gutter = self._find_gutter(region) if depth < DEEPEST else None
        if gutter is None:
            self._take(region)
            return
        band, middle = gutter
        parts = (
            _Region(region.top, band.top, region.left, region.right),
            _Region(band.top, band.bottom, region.left, middle),
            _Region(band.top, band.bottom, middle, region.right),
            _Region(band.bottom, region.bottom, region.left, region.right),
        )
        for part in parts:
            self.cut(part, depth + 1)

    def _take(self, region: _Region) -> None:
        whole = region.left == 0 and region.right == WIDEST_ROW
        if not whole:
            self.columns += 1
        for row in self.rows[region.top : region.bottom]:
            if whole:
                self.read.append(row)
            elif (cell := self._cell(row, region)) is not None:
                self.read.append(cell)

    def _cell(self, row: Row, region: _Region) -> Row | None:
        """What of a row stands in a column; None if nothing does."""
        begin = row.start - row.left
        start = max(row.start, begin + region.left)
        end = row.end if region.right == WIDEST_ROW else min(row.end, begin + region.right)
        raw = self.text[start:end] if start < end else ""
        if not raw.strip():
            return None
        start += len(raw) - len(raw.lstrip())
        end -= len(raw) - len(raw.rstrip())
        return row._replace(start=start, end=end, left=start - begin - region.left, column=self.columns)

    def _find_gutter(self, region: _Region) -> tuple[_Region, int] | None:
        """The rows that a gutter runs through, and the place in it where they are cut."""
        filled = self.filled[region.top : region.bottom, region.left : region.right]
        if len(filled) < FEWEST_ROWS:
            return None
        inner = _find_inner_blanks(filled)
        votes = inner.sum(axis=0)
        for _ in range(MOST_TRIES):
            place = int(votes.argmax())
            if votes[place] < FEWEST_ROWS:
                return None
            top, bottom = _follow(filled, inner, place)
            band = _Region(region.top + top, region.top + bottom, region.left, region.right)
            if inner[top:bottom, place].sum() >= FEWEST_ROWS and self._is_prose(band, region.left + place):
                return self._trim(band, region.left + place), region.left + place
            low, high = _blank_around(votes, place)
            votes[low:high] = 0
        return None

    def _is_prose(self, band: _Region, middle: int) -> bool:
        return all(
            self._reads_on(_Region(band.top, band.bottom, left, right))
            for left, right in ((band.left, middle), (middle, band.right))
        )

    def _reads_on(self, region: _Region) -> bool:
        """Whether the rows of a region are lines of prose."""
        found = (self._cell(row, region) for row in self.rows[region.top : region.bottom])
        lines = [self.text[cell.start : cell.end] for cell in found if cell is not None]
        if len(lines) < FEWEST_ROWS:
            return False
        words = sorted(len(line.split()) for line in lines)
        widths = sorted(map(len, lines))
        lower = sum(line[0].islower() for line in lines)
        half = len(lines) // 2
        return words[half] >= FEWEST_WORDS and widths[half] >= NARROWEST and lower >= LOWER_SHARE * len(lines)

    def _trim(self, band: _Region, middle: int) -> _Region:
        """Without a heading at its foot that is shorter than the left column."""
        filled = self.filled[band.top : band.bottom, middle : band.right].any(axis=1)
        last = band.top + int(np.flatnonzero(filled)[-1]) + 1
        tail = self.rows[last : band.bottom]
        if 0 < len(tail) <= LONGEST_TAIL and tail[0].number > self.rows[last - 1].number + 1:
            return _Region(band.top, last, band.left, band.right)
        return band


def _fill(text: str, rows: Sequence[Row]) -> Filled:
    filled = np.zeros((len(rows), WIDEST_ROW), np.bool_)
    for number, row in enumerate(rows):
        line = text[row.start : min(row.end, row.start + max(0, WIDEST_ROW - row.left))]
        codes = np.frombuffer(line.encode("utf-32-le", "surrogatepass"), np.uint32)
        filled[number, row.left : row.left + len(codes)] = codes != ord(" ")
    return filled


def _find_inner_blanks(filled: Filled) -> Filled:
    """Blanks of a gutter's width, with text of the row on both sides."""
    before = np.logical_or.accumulate(filled, axis=1)
    after = np.logical_or.accumulate(filled[:, ::-1], axis=1)[:, ::-1]
    blank = ~filled & before & after
    wide = np.zeros_like(blank)
    wide[:, 1:] |= blank[:, 1:] & blank[:, :-1]
    wide[:, :-1] |= blank[:, :-1] & blank[:, 1:]
    return wide


def _follow(filled: Filled, inner: Filled, place: int) -> tuple[int, int]:
    """The run of rows that a gutter goes through in which most have text on both sides: first row, and row after it."""
    low, high = max(0, place - GUTTER + 1), place + 1
    closed = filled[:, low:high].any(axis=1) & filled[:, place : place + GUTTER].any(axis=1)
    edges = [-1, *np.flatnonzero(closed).tolist(), len(filled)]
    runs = [(before + 1, after) for before, after in pairwise(edges)]
    shared = np.concatenate(([0], np.cumsum(inner[:, place])))
    return max(runs, key=lambda run: (shared[run[1]] - shared[run[0]], -run[0]))


def _blank_around(votes: NDArray[np.int_], place: int) -> tuple[int, int]:
    """The places beside one that have votes, too."""
    empty = np.flatnonzero(votes == 0)
    position = int(np.searchsorted(empty, place))
    low = int(empty[position - 1]) + 1 if position else 0
    high = int(empty[position]) if position < len(empty) else len(votes)
    return low, high
