"""Blocks that stand in a dump more than once."""

from __future__ import annotations

from collections import Counter, defaultdict
from typing import TYPE_CHECKING

from segment.cues.base import Cue

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from segment.cues.base import BlockFacts, Context, Span


def find_repeats(context: Context) -> frozenset[int]:
    """Numbers of the blocks whose words stand elsewhere in the dump, too. O(n)."""
    # Few long blocks have as many words as another one, and the same first letter.
    counts = Counter(context.tokens)
    alike: defaultdict[tuple[int, str], list[int]] = defaultdict(list)
    for number, tokens in enumerate(context.tokens):
        if counts[tokens] > 1:
            alike[tokens, context.firsts[number].casefold()].append(number)
    groups = (group for numbers in alike.values() if len(numbers) > 1 for group in _find_same(context.facts, numbers))
    return frozenset(number for group in groups for number in group)


def _find_same(facts: Sequence[BlockFacts], numbers: Sequence[int]) -> Iterator[list[int]]:
    """Groups of blocks with the same words."""
    same: defaultdict[str, list[int]] = defaultdict(list)
    for number in numbers:
        same[" ".join(facts[number].tokens).casefold()].append(number)
    return (group for group in same.values() if len(group) > 1)


def repeated(context: Context, numbers: Sequence[int]) -> Sequence[int]:
    """Blocks that stand elsewhere in the dump, too."""
    return [number for number in numbers if number in context.repeats]


def find_repeat(context: Context, number: int) -> Span | None:
    """The block stands elsewhere in the dump, too."""
    return context.facts[number].whole if number in context.repeats else None


CUES = (Cue("repeated", find_repeat, "the same text stands elsewhere in the dump", needs=repeated),)
