"""Joins articles into a dump whose right answer is known."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

from segment.evaluate.labelled import make_segmentation
from segment.evaluate.records import GoldDump, RoleSpan, Span
from segment.types import Kind, Role

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

JOINED: Final = 10
"""Articles of a dump, as in Choi's test; enough boundaries to count, and few enough dumps' worth of text to look at."""
PARAGRAPH_GAP: Final = "\n\n"
"""Between paragraphs and between articles alike, so that the layout gives no answer away."""


class Piece(NamedTuple):
    """A block of an article."""

    start: int
    """Offset in the article's text."""
    end: int
    role: Role


class Part(NamedTuple):
    """A whole article: its text without blanks at the edges, and its blocks."""

    text: str
    pieces: tuple[Piece, ...]


def lay_out(blocks: Iterable[tuple[Role, str]], gap: str = PARAGRAPH_GAP) -> Part:
    """An article from its blocks, which hold text and no blanks at their edges."""
    texts: list[str] = []
    pieces: list[Piece] = []
    start = 0
    for role, text in blocks:
        texts.append(text)
        pieces.append(Piece(start, start + len(text), role))
        start += len(text) + len(gap)
    return Part(gap.join(texts), tuple(pieces))


def compose(parts: Sequence[Part], name: str, path: str, *, line: int = 1, gap: str = PARAGRAPH_GAP) -> GoldDump:
    """The articles one after the other, each of them full."""
    spans: list[RoleSpan] = []
    start = 0
    for article, part in enumerate(parts):
        spans.extend(
            RoleSpan(start + piece.start, start + piece.end, piece.role.value, article) for piece in part.pieces
        )
        start += len(part.text) + len(gap)
    text = gap.join(part.text for part in parts)
    gold = make_segmentation(text, spans, kinds=(Kind.FULL,) * len(parts))
    units = tuple(Span(span.start, span.end) for span in spans)
    return GoldDump(name, path, 0, line, text, gold, units)
