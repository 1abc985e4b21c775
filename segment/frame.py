"""How places in the text that is analysed lead back to the raw dump.

Mostly the two are the same text, of which a part may be read at a time. Of typeset pages a *view* is analysed, in which
the lines of a paragraph are joined and the heads of pages are gone: there a piece may come from several places.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple

from segment.lines import LineIndex

if TYPE_CHECKING:
    from collections.abc import Sequence

    from segment.analysis import Piece
    from segment.blocks import Block
    from segment.types import Dump
    from segment.typeset import View


class Place(NamedTuple):
    """A stretch of the whole dump, in code points and lines; it begins and ends with a character that is not blank."""

    start: int
    end: int
    line_start: int
    line_end: int


@dataclass(frozen=True, eq=False)
class Frame:
    """A dump, or a part of one, and the text that is analysed in its place."""

    dump: Dump
    view: View | None = field(default=None)

    @cached_property
    def analysed(self) -> Dump:
        """What the splitter gets to see."""
        return self.dump if self.view is None else replace(self.dump, text=self.view.text)

    def find(self, piece: Piece | Block) -> list[Place]:
        """Where a piece of the analysed text stands in the whole dump; in order, and more than one only in a view."""
        if self.view is None:
            shift, down = self.dump.start, self.dump.line - 1
            return [Place(piece.start + shift, piece.end + shift, piece.line_start + down, piece.line_end + down)]
        return [self._place(*span) for span in self.view.raw_ranges(piece.start, piece.end)]

    def find_furniture(self) -> list[tuple[Place, str]]:
        """What the view leaves out, and why."""
        found: Sequence[tuple[int, int, str]] = self.view.furniture if self.view else ()
        return [(self._place(start, end), reason) for start, end, reason in found]

    def raw(self, start: int, end: int) -> str:
        """The characters of the whole dump that stand there."""
        return self.dump.text[start - self.dump.start : end - self.dump.start]

    def find_left(self, residue: Sequence[Piece]) -> list[tuple[Place, Piece | str]]:
        """Where that stands which belongs to no article, in order, each with its piece or the view's reason."""
        left: list[tuple[Place, Piece | str]] = [(place, piece) for piece in residue for place in self.find(piece)]
        left += self.find_furniture()
        return sorted(left, key=lambda item: item[0])

    def _place(self, start: int, end: int) -> Place:
        down = self.dump.line - 1
        first, last = self._lines.number(start) + down, self._lines.number(end - 1) + down
        return Place(start + self.dump.start, end + self.dump.start, first, last)

    @cached_property
    def _lines(self) -> LineIndex:
        return LineIndex(self.dump.text)


def find_frame(dump: Dump) -> Frame:
    """The frame of a dump; typeset pages get a view, unless a format says already what is what."""
    if dump.layout is not None or dump.format != "text":
        return Frame(dump)
    from segment.typeset import find_view

    return Frame(dump, find_view(dump.text))
