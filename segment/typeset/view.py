"""The rejoined text, and the way back from it to the raw one."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from dataclasses import dataclass, field
from itertools import accumulate, pairwise
from typing import TYPE_CHECKING, NamedTuple

from segment.typeset.joints import Joint

if TYPE_CHECKING:
    from collections.abc import Sequence

    from segment.typeset.rows import Row


class Piece(NamedTuple):
    """A row as it stands in the view."""

    at: int
    """In the view."""
    start: int
    """In the raw text."""
    end: int
    tail: int
    """After the hyphen that the view leaves out; `end` where there is none."""
    adjoins: bool
    """Only white space parts it from the piece before, in the raw text."""

    @property
    def until(self) -> int:
        """Its end in the view."""
        return self.at + self.end - self.start


@dataclass(frozen=True, slots=True)
class View:
    """A typeset text as it was before it was set: paragraphs on one line each, without what belongs to the pages.

    Each character of the raw text that is not blank lies in one range of the view or in the furniture.
    """

    text: str
    furniture: Sequence[tuple[int, int, str]]
    """Spans of the raw text that are not in the view, in order: start, end, and `running_head`, `footer` or
    `page_number`."""
    raw: str = field(repr=False)
    pieces: Sequence[Piece] = field(repr=False)

    def raw_ranges(self, start: int, end: int) -> list[tuple[int, int]]:
        """The spans of the raw text that `text[start:end]` comes from, in the order of the view.

        None begins or ends with a blank, and there is one for what only white space parts. A hyphen that the view
        leaves out belongs to the word before it. O(log n), and linear in the number of rows between start and end.
        """
        ranges: list[tuple[int, int]] = []
        joins = False
        first = bisect_right(self.pieces, start, key=lambda piece: piece.until)
        last = bisect_left(self.pieces, end, key=lambda piece: piece.at)
        for piece in self.pieces[first:last]:
            joins = joins and piece.adjoins
            span = self._clip(piece, start, end)
            if span is None:
                continue
            if joins:
                ranges[-1] = (ranges[-1][0], span[1])
            else:
                ranges.append(span)
            joins = True
        return ranges

    def _clip(self, piece: Piece, start: int, end: int) -> tuple[int, int] | None:
        """The part of a piece between two places of the view; None if it is blank."""
        low = piece.start + max(0, start - piece.at)
        high = piece.tail if end >= piece.until else piece.start + end - piece.at
        raw = self.raw[low:high]
        if not raw.strip():
            return None
        return low + len(raw) - len(raw.lstrip()), high - len(raw) + len(raw.rstrip())


def build_view(
    raw: str, rows: Sequence[Row], joints: Sequence[Joint], furniture: Sequence[tuple[int, int, str]]
) -> View:
    """Put the rows together, with the joints after each but the last; the pieces lead back. Linear."""
    kept = [
        (row.start, row.end - (joint is Joint.DEHYPHENED))
        for row, joint in zip(rows, [*joints, Joint.LINE], strict=True)
    ]
    texts = [raw[start:end] for start, end in kept]
    for number, joint in enumerate(joints):
        texts[number] += joint.text
    places = [0, *accumulate(map(len, texts))]
    adjoin = [False, *(_adjoins(raw, row, following) for row, following in pairwise(rows))]
    pieces = [
        Piece(at, start, end, row.end, adjoins)
        for at, (start, end), row, adjoins in zip(places[:-1], kept, rows, adjoin, strict=True)
    ]
    return View("".join(texts), furniture, raw, pieces)


def _adjoins(raw: str, row: Row, following: Row) -> bool:
    return row.end <= following.start and not raw[row.end : following.start].strip()
