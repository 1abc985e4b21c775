"""Conditions that a block must meet to show a cue, for all blocks of a dump at once.

A pattern takes a microsecond to fail, and there are fifty of them for each block. A need takes a tenth of that and
leaves few blocks. It may let through what the cue then rejects, never the other way round.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from segment.cues.base import TERMINALS
from segment.cues.places import PhraseList, phrase_list
from segment.words import word_list

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from segment.cues.base import BlockFacts, Context, Need


def opening(may_be_first: Callable[[str], bool]) -> Need:
    """Blocks whose first character may be the first of the pattern."""

    def narrow(context: Context, numbers: Sequence[int]) -> Sequence[int]:
        firsts = context.firsts
        listed = set(filter(may_be_first, set(firsts)))
        return [number for number in numbers if firsts[number] in listed]

    return narrow


def opening_in(chars: str) -> Need:
    """Blocks that open with one of some characters."""
    return opening(frozenset(chars).__contains__)


def ending_in(chars: str) -> Need:
    """Blocks that end in one of some characters, closing quotes and brackets aside."""
    listed = frozenset(chars)

    def narrow(context: Context, numbers: Sequence[int]) -> Sequence[int]:
        lasts = context.lasts
        return [number for number in numbers if lasts[number] in listed]

    return narrow


def opening_like(name: str, skipped: str) -> Need:
    """Blocks that begin as a phrase of a list does, or with what may stand before it; case counts."""

    def narrow(context: Context, numbers: Sequence[int]) -> Sequence[int]:
        heads = context.heads
        by_length = _heads_of(name)
        firsts = by_length[1].union(skipped)
        return [
            number
            for number in numbers
            if (head := heads[number]) in by_length[4] or head[:2] in by_length[2] or head[:1] in firsts
        ]

    return narrow


@cache
def _heads_of(name: str) -> dict[int, frozenset[str]]:
    """The beginnings of the phrases of a list: four characters of each, or two, or the one that it has."""
    heads: dict[int, set[str]] = {1: set(), 2: set(), 4: set()}
    for phrase in word_list(name):
        length = max(length for length in heads if length <= len(phrase))
        heads[length].add(phrase[:length])
    return {length: frozenset(found) for length, found in heads.items()}


def naming(*particles: str) -> Need:
    """Blocks whose first word may be one of a name, and the second, behind one blank, another or a particle."""

    def narrow(context: Context, numbers: Sequence[int]) -> Sequence[int]:
        firsts, seconds, capitals = context.firsts, context.seconds, context.capitals
        following = capitals.union([particle[0] for particle in particles])
        return [number for number in numbers if firsts[number] in capitals and seconds[number] in following]

    return narrow


def starting(*prefixes: str) -> Need:
    """Blocks that open with one of some strings."""

    def narrow(context: Context, numbers: Sequence[int]) -> Sequence[int]:
        return [number for number in numbers if context.facts[number].text.startswith(prefixes)]

    return narrow


def having(*parts: str) -> Need:
    """Blocks with one of some strings, in any case."""

    def narrow(context: Context, numbers: Sequence[int]) -> Sequence[int]:
        found = context.places.find(parts)
        return [number for number in numbers if number in found]

    return narrow


def speaking(listed: PhraseList) -> Need:
    """Blocks with a phrase of a list, in any case."""

    def narrow(context: Context, numbers: Sequence[int]) -> Sequence[int]:
        found = context.places.find_phrases(listed)
        return [number for number in numbers if number in found]

    return narrow


def quoting(name: str) -> Need:
    """Blocks with an entry of a word list, in any case."""
    return speaking(phrase_list(name))


def speaking_of(*words: str) -> Need:
    """Blocks with one of some words, in any case."""
    return speaking(PhraseList(lambda: words))


def fitting(predicate: Callable[[BlockFacts], bool]) -> Need:
    """Blocks of which something is true."""

    def narrow(context: Context, numbers: Sequence[int]) -> Sequence[int]:
        return [number for number in numbers if predicate(context.facts[number])]

    return narrow


def each(*needs: Need) -> Need:
    """Blocks that meet all of some needs."""

    def narrow(context: Context, numbers: Sequence[int]) -> Sequence[int]:
        for need in needs:
            numbers = need(context, numbers)
        return numbers

    return narrow


def either(*needs: Need) -> Need:
    """Blocks that meet one of some needs."""

    def narrow(context: Context, numbers: Sequence[int]) -> Sequence[int]:
        return sorted({number for need in needs for number in need(context, numbers)})

    return narrow


def unfinished(context: Context, numbers: Sequence[int]) -> Sequence[int]:
    """Blocks without a full stop at the end."""
    finished = frozenset(TERMINALS)
    lasts = context.lasts
    return [number for number in numbers if lasts[number] not in finished]
