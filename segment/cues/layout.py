"""Where a text without line breaks seems to be cut."""

from __future__ import annotations

from typing import TYPE_CHECKING

from segment.cues.base import Cue
from segment.regular import LONGEST_PIECE

if TYPE_CHECKING:
    from collections.abc import Sequence

    from segment.cues.base import Context, Span


def inline(context: Context, numbers: Sequence[int]) -> Sequence[int]:
    """Blocks that begin inside a line."""
    return [number for number in numbers if context.blocks[number].inline]


def regular(context: Context, numbers: Sequence[int]) -> Sequence[int]:
    """Blocks that begin where a text is cut into pieces of one length."""
    return [number for number in numbers if context.blocks[number].regular]


def in_regular_piece(context: Context, numbers: Sequence[int]) -> Sequence[int]:
    """Blocks in one of the pieces of equal length that a text is cut into."""
    return [number for number in numbers if number in context.regular_pieces]


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


def find_regular_pieces(context: Context) -> frozenset[int]:
    """The blocks between two regular cuts, or behind the last one, that are not too far apart. O(n)."""
    if not context.among(needs=regular):
        return frozenset()
    found: set[int] = set()
    piece: list[int] = []
    words = 0
    for number, block in enumerate(context.blocks):
        if not block.inline or block.regular:
            found.update(piece if words <= LONGEST_PIECE else ())
            piece, words = [], 0
        if piece or block.regular:
            piece.append(number)
            words += context.facts[number].words
    found.update(piece if words <= LONGEST_PIECE else ())
    return frozenset(found)


CUES = (
    Cue("broken_above", find_broken, "no line ends before it, and no sentence either", needs=inline),
    Cue(
        "regular_break",
        find_regular_break,
        "cuts a sentence where the text is cut into pieces of equal length",
        needs=regular,
    ),
    Cue("regular_cut", find_regular, "cuts the text into pieces of equal length", needs=regular),
    Cue("regular_piece", find_regular_piece, "lies in a piece as long as its neighbours", needs=in_regular_piece),
)
