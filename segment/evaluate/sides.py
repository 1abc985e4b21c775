"""Gold and a system's answer to one dump side by side: the text cut at every place where either of them cuts.

Each row is a piece of the text and what both say of it. Rows around errors are shown, long runs of agreement are
folded, and both are bounded: a page is to be looked at, whatever the dump.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass
from itertools import groupby, pairwise
from typing import TYPE_CHECKING, NamedTuple

from segment.types import Role

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from segment.evaluate.records import Example, Segmentation

CONTEXT = 2
"""Rows around an error that are shown with it."""
SHORTEST_FOLD = 3
"""Rows: folding fewer would save no space."""
FOLDED_ROWS = 20
"""Rows at either end of a fold that are kept; what is between them is only counted."""
MOST_ROWS = 200
"""Of one dump; a system that is wrong everywhere is understood by then."""
EXCERPT_CHARS = 260
"""Of one piece of text: its beginning, and its end, where the next article may be stuck to it."""

_UNSEEN = re.compile("[\\x00-\\x1f\\x7f-\\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ud800-\udfff\ufffe\uffff]")
CONTROL_PICTURES = 0x2400
"""U+2400 to U+241F are pictures of U+0000 to U+001F."""


class Cell(NamedTuple):
    """What one side says of a row."""

    role: str | None
    """None where only starts are known, or where a system left the text out."""
    kind: str | None
    """Of the article that it belongs to, if anybody says."""
    article: int | None
    """Its number from 1; None for residue."""
    starts: bool
    """Its article starts here."""
    error: str
    """`missed` or `invented` for a boundary, `role` or `kind` where only that is wrong, else empty."""


class Row(NamedTuple):
    """A piece of the text and both answers."""

    text: str
    gold: Cell
    found: Cell


class Fold(NamedTuple):
    """A run of rows on which both agree."""

    size: int
    """Rows in all."""
    first: tuple[Row, ...]
    hidden: int
    """Rows between the first and the last ones."""
    last: tuple[Row, ...]


class _Marks(NamedTuple):
    """What happens at an offset."""

    gold: bool
    found: bool
    missed: bool
    invented: bool


@dataclass(frozen=True, slots=True)
class _Piece:
    """A row before its text is looked at: of a long dump, few are shown."""

    start: int
    end: int
    gold: Cell
    found: Cell

    @property
    def is_wrong(self) -> bool:
        return bool(self.found.error)


def lay_side_by_side(example: Example) -> list[Row | Fold]:
    """The rows to show, in the order of the text. O(n log n) in the blocks of both sides."""
    pieces = list(_cut(example))
    text = example.gold.text
    wrong = [number for number, piece in enumerate(pieces) if piece.is_wrong]
    near = {number + step for number in wrong for step in range(-CONTEXT, CONTEXT + 1)}
    rows: list[Row | Fold] = []
    left = MOST_ROWS
    for shown, group in groupby(range(len(pieces)), key=near.__contains__):
        run = list(group)
        if not shown and len(run) >= SHORTEST_FOLD:
            rows.append(_fold(text, [pieces[number] for number in run]))
            continue
        rows.extend(_row(text, pieces[number]) for number in run[:left])
        left -= len(run)
        if left <= 0:
            unseen = len(pieces) - 1 - run[-1] - left
            return [*rows, Fold(unseen, (), unseen, ())] if unseen else rows
    return rows


def visible(text: str) -> str:
    """`text` on one line, with what a browser would hide or obey as a picture or by its number.

    >>> visible("a\\x1b[2J\\n b\\u202ec")
    'a␛[2J b⟦U+202E⟧c'
    """
    return _UNSEEN.sub(_picture, re.sub(r"[ \t\r\n\f\v\xa0]+", " ", text).strip())


def excerpt(text: str) -> str:
    """The beginning of `text`, and its end where it is longer than `EXCERPT_CHARS`, made visible."""
    if len(text) <= EXCERPT_CHARS:
        return visible(text)
    tail = EXCERPT_CHARS // 3
    return f"{visible(text[: EXCERPT_CHARS - tail])} … {visible(text[-tail:])}"


def _picture(found: re.Match[str]) -> str:
    code = ord(found[0])
    if code < 0x20:
        return chr(CONTROL_PICTURES + code)
    return "␡" if code == 0x7F else f"⟦U+{code:04X}⟧"


def _fold(text: str, run: Sequence[_Piece]) -> Fold:
    split = len(run) > 2 * FOLDED_ROWS
    first, last = (run[:FOLDED_ROWS], run[-FOLDED_ROWS:]) if split else (run, [])
    kept = [tuple(_row(text, piece) for piece in part) for part in (first, last)]
    return Fold(len(run), kept[0], len(run) - len(first) - len(last), kept[1])


def _row(text: str, piece: _Piece) -> Row:
    return Row(excerpt(text[piece.start : piece.end].strip()), piece.gold, piece.found)


def _cut(example: Example) -> Iterator[_Piece]:
    """The text in pieces; what happens in white space happens to the piece behind it."""
    dump, found = example.gold, example.found
    sides = (_Side(dump.gold, dump.text), _Side(found, dump.text))
    knows_headings = any(block.role == Role.HEADING for block in dump.gold.blocks or ())
    places = [set(dump.gold.starts), set(found.starts), set(example.score.missed), set(example.score.invented)]
    edges = {0, len(dump.text)}.union(*places, *(side.cuts for side in sides))
    cuts = sorted(edge for edge in edges if 0 <= edge <= len(dump.text))
    marks = _Marks(gold=True, found=True, missed=False, invented=False)  # both start with the dump
    for start, end in pairwise(cuts):
        here = (start in place for place in places)
        marks = _Marks(*(before or now for before, now in zip(marks, here, strict=True)))
        if dump.text[start:end].strip():
            gold = sides[0].look(start, starts=marks.gold)
            claim = sides[1].look(start, starts=marks.found)
            yield _Piece(start, end, gold, claim._replace(error=_judge(marks, gold, claim, knows_headings)))
            marks = _Marks(gold=False, found=False, missed=False, invented=False)


def _judge(marks: _Marks, gold: Cell, found: Cell, knows_headings: bool) -> str:
    if marks.missed or marks.invented:
        return " and ".join(word for word in ("missed", "invented") if getattr(marks, word))
    if gold.role and found.role and _as_known(gold.role, knows_headings) != _as_known(found.role, knows_headings):
        return "role"
    return "kind" if gold.kind and found.kind and gold.kind != found.kind else ""


def _as_known(role: str, knows_headings: bool) -> str:
    """Gold without headings calls them body; nobody is wrong then."""
    return Role.BODY if role == Role.HEADING and not knows_headings else role


class _Side:
    """One answer, ready to be asked what it says of an offset."""

    def __init__(self, answer: Segmentation, text: str) -> None:
        self.answer = answer
        self.blocks = tuple(block for block in answer.blocks or () if 0 <= block.start < block.end <= len(text))
        self._begins = [block.start for block in self.blocks]

    @property
    def cuts(self) -> set[int]:
        return {offset for block in self.blocks for offset in (block.start, block.end)}

    def look(self, offset: int, *, starts: bool) -> Cell:
        """What this side says of the text at `offset`."""
        if self.answer.blocks is None:
            number = bisect_right(self.answer.starts, offset)
            return Cell(None, self._kind(number), number + 1, starts, "")
        place = bisect_right(self._begins, offset) - 1
        if place < 0 or self.blocks[place].end <= offset:
            return Cell(None, None, None, starts=False, error="")
        _, _, role, article = self.blocks[place]
        if article is None:
            return Cell(role, None, None, starts=False, error="")
        return Cell(role, self._kind(article), article + 1, starts, "")

    def _kind(self, article: int) -> str | None:
        kinds = self.answer.kinds
        return str(kinds[article]) if kinds is not None and article < len(kinds) else None
