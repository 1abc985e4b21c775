"""Blocks that stand in a dump more than once."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from segment.cues.base import Cue

if TYPE_CHECKING:
    from collections.abc import Sequence

    from segment.cues.base import BlockFacts, Context, Span


def find_repeats(facts: Sequence[BlockFacts]) -> frozenset[int]:
    """Numbers of the blocks whose words stand elsewhere in the dump, too. O(n)."""
    folded = [" ".join(block.tokens).casefold() for block in facts]
    counts = Counter(folded)
    return frozenset(number for number, text in enumerate(folded) if counts[text] > 1)


def find_repeat(context: Context, number: int) -> Span | None:
    """The block stands elsewhere in the dump, too."""
    return context.facts[number].whole if number in context.repeats else None


CUES = (Cue("repeated", find_repeat, "the same text stands elsewhere in the dump"),)
