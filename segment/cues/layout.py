"""Where a block stands: first, last, inside a line, below a gap."""

from __future__ import annotations

from typing import TYPE_CHECKING

from segment.cues.base import Cue, Echo
from segment.regular import LONGEST_PIECE

if TYPE_CHECKING:
    from collections.abc import Sequence

    from segment.blocks import Block
    from segment.cues.base import BlockFacts, Context, Span


def find_first(context: Context, number: int) -> Span | None:
    """The dump begins here."""
    return (0, 0) if number == 0 else None


def find_last(context: Context, number: int) -> Span | None:
    """The dump ends here."""
    return (0, 0) if number == len(context.blocks) - 1 else None


def find_inline(context: Context, number: int) -> Span | None:
    """No line ends before it."""
    return (0, 0) if context.blocks[number].inline else None


def find_broken(context: Context, number: int) -> Span | None:
    """It begins inside a line, behind an unfinished sentence."""
    if not context.blocks[number].inline or context.facts[number - 1].is_terminated:
        return None
    return (0, 0)


def find_regular_break(context: Context, number: int) -> Span | None:
    """It begins behind an unfinished sentence, where a text is cut into pieces of one length."""
    return find_broken(context, number) if context.blocks[number].regular else None


def find_regular(context: Context, number: int) -> Span | None:
    """It begins where a text is cut into pieces of one length."""
    return (0, 0) if context.blocks[number].regular else None


def find_regular_piece(context: Context, number: int) -> Span | None:
    """It lies in one of the pieces of equal length that a text is cut into."""
    return context.facts[number].whole if number in context.regular_pieces else None


def find_regular_pieces(blocks: Sequence[Block], facts: Sequence[BlockFacts]) -> frozenset[int]:
    """The blocks between two regular cuts, or behind the last one, that are not too far apart. O(n)."""
    found: set[int] = set()
    piece: list[int] = []
    words = 0
    for number, block in enumerate(blocks):
        if not block.inline or block.regular:
            found.update(piece if words <= LONGEST_PIECE else ())
            piece, words = [], 0
        if piece or block.regular:
            piece.append(number)
            words += facts[number].words
    found.update(piece if words <= LONGEST_PIECE else ())
    return frozenset(found)


def find_gap_above(context: Context, number: int) -> Span | None:
    """More blank lines than between most blocks."""
    blank_lines = context.blocks[number].blank_lines
    return (0, 0) if number and blank_lines > context.usual_blank_lines else None


def find_no_gap_above(context: Context, number: int) -> Span | None:
    """Fewer blank lines than between most blocks."""
    blank_lines = context.blocks[number].blank_lines
    return (0, 0) if number and not context.blocks[number].inline and blank_lines < context.usual_blank_lines else None


CUES = (
    Cue("first_block", find_first, "the dump begins here"),
    Cue("last_block", find_last, "the dump ends here"),
    Cue("inline", find_inline, "no line ends before it"),
    Cue("broken_above", find_broken, "no line ends before it, and no sentence either"),
    Cue("regular_break", find_regular_break, "cuts a sentence where the text is cut into pieces of equal length"),
    Cue("regular_cut", find_regular, "cuts the text into pieces of equal length"),
    Echo("regular_cut_below", "regular_cut", 1, "the text is cut into pieces of equal length behind it"),
    Cue("regular_piece", find_regular_piece, "lies in a piece as long as its neighbours"),
    Cue("gap_above", find_gap_above, "more blank lines above than usual"),
    Cue("no_gap_above", find_no_gap_above, "fewer blank lines above than usual"),
)
