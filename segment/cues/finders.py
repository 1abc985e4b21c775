"""How cues look: for a property of a block, a pattern, or the phrases of a list."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from segment.cues.base import MARKS, is_whole
from segment.cues.places import phrase_list
from segment.words import phrases, word_list

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    import regex

    from segment.cues.base import BlockFacts, Context, Finder, Span


def when(predicate: Callable[[BlockFacts], bool]) -> Finder:
    """A finder for a property of the whole block."""

    def find(context: Context, number: int) -> Span | None:
        facts = context.facts[number]
        return (0, len(facts.text)) if predicate(facts) else None

    return find


def matching(
    pattern: Callable[[], regex.Pattern[str]],
    *,
    tail: int | None = None,
    only: Callable[[BlockFacts], bool] | None = None,
) -> Finder:
    """A finder for a pattern, which is compiled on first use.

    With `tail` only the last so many characters are searched; with `only` it is silent on all other blocks.
    """

    def find(context: Context, number: int) -> Span | None:
        facts = context.facts[number]
        if only is not None and not only(facts):
            return None
        start = 0 if tail is None else max(0, len(facts.text) - tail)
        match = pattern().search(facts.text, start)
        return match.span() if match else None

    return find


def holding(name: str) -> Finder:
    """A finder for the phrases of a list, as whole words in any case: the longest, at its first place."""

    def find(context: Context, number: int) -> Span | None:
        text = context.facts[number].lower
        ranks = context.places.find_phrases(phrase_list(name)).get(number, ())
        for phrase in map(phrases(name).__getitem__, sorted(ranks)):
            start = text.find(phrase)
            if start >= 0 and is_whole(text, start, start + len(phrase)):
                return (start, start + len(phrase))
        return None

    return find


def opening_with(name: str, *, skipped: str = MARKS, fold: bool = False) -> Finder:
    """A finder for the phrases of a list at the start of a block, as whole words, behind `skipped` characters.

    With `fold` case does not count.
    """

    def find(context: Context, number: int) -> Span | None:
        text = context.facts[number].text
        bare = text.lstrip(skipped)
        head = bare[: _longest(name) + 1]
        if fold:
            head = head.lower()
        listed = by_first(name, fold).get(head[:1], ())
        if not head.startswith(listed):
            return None
        ends = (len(phrase) for phrase in listed if head.startswith(phrase))
        # "E-mail" does not open with the Italian for "and".
        end = max((end for end in ends if is_whole(head, 0, end) and head[end : end + 1] != "-"), default=None)
        start = len(text) - len(bare)
        return None if end is None else (start, start + end)

    return find


@cache
def _longest(name: str) -> int:
    return max(map(len, word_list(name)))


@cache
def by_first(name: str, fold: bool = False) -> dict[str, tuple[str, ...]]:
    """The phrases of a list by their first character; with `fold` in small letters."""
    return _group(phrases(name) if fold else word_list(name), 0)


@cache
def by_last(name: str, fold: bool = False) -> dict[str, tuple[str, ...]]:
    """The phrases of a list by their last character; with `fold` in small letters."""
    return _group(phrases(name) if fold else word_list(name), -1)


def _group(entries: Iterable[str], place: int) -> dict[str, tuple[str, ...]]:
    grouped: dict[str, list[str]] = {}
    for entry in entries:
        grouped.setdefault(entry[place], []).append(entry)
    return {char: tuple(group) for char, group in grouped.items()}
