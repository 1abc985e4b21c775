"""Documents of which the format says what is what: their article is put together, and not looked for.

Where it leaves a region open, as the body of a mail, the splitter decides there.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, TypeVar

from segment.analysis import KNOWN, Analysis, Part, Piece, analyse
from segment.blocks import find_blocks
from segment.evidence import NO_EVIDENCE
from segment.lines import LINE_END, LineIndex
from segment.types import Role

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from segment.blocks import Block
    from segment.config import SplitConfig
    from segment.types import Dump, Layout, Span

Placed = TypeVar("Placed", "Block", Piece)
CERTAIN = 1.0


def analyse_document(dump: Dump, layout: Layout, config: SplitConfig) -> Analysis:
    """The articles and the residue of one document. The cost is that of the region, and linear without one."""
    lines = LineIndex(dump.text)
    pieces = [piece for span in layout.spans for piece in _find_pieces(dump, span, lines)]
    head = [piece for piece in pieces if piece.role is not Role.BOILERPLATE]
    residue = [piece for piece in pieces if piece.role is Role.BOILERPLATE]
    if layout.region is not None:
        inner = _analyse_region(dump, layout.region, lines, config)
        articles, left = _join(head, inner.articles)
        residue += [*inner.residue, *left]
        return replace(inner, articles=articles, residue=_in_order(residue))
    if layout.kind is None:
        return Analysis([], NO_EVIDENCE, [], [], _in_order([*residue, *map(_leave_out, head)]))
    return Analysis([], NO_EVIDENCE, [], [Part(layout.kind, tuple(_in_order(head)), CERTAIN)], _in_order(residue))


def _find_pieces(dump: Dump, span: Span, lines: LineIndex) -> Iterator[Piece]:
    """The paragraphs of a body, or the one piece that a span is otherwise."""
    raw = dump.text[span.start : span.end]
    # One line of a body is one paragraph, and not a text without line breaks.
    if span.role is Role.BODY and LINE_END.search(raw):
        down = lines.number(span.start) - 1
        for block in find_blocks(replace(dump, text=raw, layout=None)):
            piece = Piece(Role.BODY, block.start, block.end, block.line_start, block.line_end, KNOWN, KNOWN)
            yield _move(piece, span.start, down)
        return
    start = span.start + len(raw) - len(raw.lstrip())
    end = start + len(raw.strip())
    if start < end:
        role = span.role or Role.BOILERPLATE
        yield Piece(role, start, end, lines.number(start), lines.number(end - 1), KNOWN, KNOWN, span.reason)


def _analyse_region(dump: Dump, region: tuple[int, int], lines: LineIndex, config: SplitConfig) -> Analysis:
    """What the splitter makes of a part of the text, in places of the whole of it."""
    start, end = region
    down = lines.number(start) - 1 if start < len(dump.text) else 0
    inner = analyse(replace(dump, text=dump.text[start:end], layout=None, wraps=True), config)
    return replace(
        inner,
        blocks=[_move(block, start, down) for block in inner.blocks],
        articles=[
            replace(part, pieces=tuple(_move(piece, start, down) for piece in part.pieces)) for part in inner.articles
        ],
        residue=[_move(piece, start, down) for piece in inner.residue],
    )


def _move(placed: Placed, chars: int, lines: int) -> Placed:
    """The same block or piece in a text before which so much more stands."""
    return replace(
        placed,
        start=placed.start + chars,
        end=placed.end + chars,
        line_start=placed.line_start + lines,
        line_end=placed.line_end + lines,
    )


def _join(head: Sequence[Piece], articles: Sequence[Part]) -> tuple[list[Part], list[Piece]]:
    """The first article gets what stands above the region; without one it belongs to nothing."""
    if not articles:
        return [], [_leave_out(piece) for piece in head]
    first = replace(articles[0], pieces=tuple(_in_order([*head, *articles[0].pieces])))
    return [first, *articles[1:]], []


def _leave_out(piece: Piece) -> Piece:
    return piece.with_role(Role.BOILERPLATE)


def _in_order(pieces: Sequence[Piece]) -> list[Piece]:
    return sorted(pieces, key=lambda piece: piece.start)
