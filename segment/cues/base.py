"""What a cue is, and what it may look at.

A cue answers one question: *what did I see, and where?* It does not know of weights, of other cues or of settings;
the decoder adds up. So a cue is tested with one string and reweighted without touching code.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable
from functools import cached_property
from itertools import accumulate
from typing import TYPE_CHECKING, NamedTuple

from segment.words import phrases, word_list

if TYPE_CHECKING:
    from collections.abc import Sequence

    import regex

    from segment.blocks import Block

Span = tuple[int, int]
"""What was seen: code points inside the block."""

CLOSERS = "\"'”’»›)]}*_」』）】"
QUOTE_BLANKS = " \u00a0\u202f"
"""In French they stand between the full stop and the quotation mark."""
MARKS = "“\"‘'«»›„「『([{*_#>-–—•·|▪►▶●■◆★ "
"""What may stand before the first word of a line."""
TERMINALS = ".!?…。！？"
_WIDE = re.compile("[\u2e80-\ud7ff\uf900-\ufaff]")
WIDE_CHARS_PER_WORD = 2
"""A Chinese or Japanese word has about two characters."""


Finder = Callable[["Context", int], Span | None]
"""`find(context, block)` is the span that a cue saw, or None."""


class Cue(NamedTuple):
    """A pattern that a block shows or not, or the gap before it."""

    name: str
    find: Finder
    meaning: str
    """What it says when it fires, in words for `segment explain`."""


class BlockFacts:
    """What many cues ask of one block, worked out once."""

    __slots__ = ("bare", "is_terminated", "lower", "text", "tokens", "words")

    def __init__(self, text: str) -> None:
        self.text = text
        self.lower = text.lower()
        self.tokens = text.split()
        wide = 0 if text.isascii() else len(_WIDE.findall(text))
        self.words = len(self.tokens) + wide // WIDE_CHARS_PER_WORD
        self.bare = text.rstrip(CLOSERS + QUOTE_BLANKS)
        """The text without closing quotes and brackets."""
        self.is_terminated = self.bare[-1:] in TERMINALS and self.bare != ""

    @property
    def whole(self) -> Span:
        """The span of all of it."""
        return (0, len(self.text))


class Context:
    """The blocks of one dump, and what cues have found out about all of them together."""

    def __init__(self, text: str, blocks: Sequence[Block]) -> None:
        self.text = text
        self.blocks = blocks
        self.facts = [BlockFacts(text[block.start : block.end]) for block in blocks]
        self._phrases: dict[str, dict[int, Span]] = {}

    @cached_property
    def _lowered(self) -> tuple[str, list[int]]:
        """All blocks in small letters, and where each begins there."""
        lowered = [facts.lower for facts in self.facts]
        return "\n".join(lowered), list(accumulate((len(lower) + 1 for lower in lowered), initial=0))

    def find_phrases(self, name: str) -> dict[int, Span]:
        """For each block that holds a phrase of a list as whole words: where; the longest phrase, its first place.

        Each phrase is looked for in all blocks at once: most dumps hold few of them.
        """
        if name not in self._phrases:
            text, begins = self._lowered
            found: dict[int, Span] = {}
            for phrase in phrases(name):
                start, last = text.find(phrase), -1
                while start >= 0:
                    number = bisect_right(begins, start) - 1
                    if number != last and number not in found and is_whole(text, start, start + len(phrase)):
                        found[number] = (start - begins[number], start - begins[number] + len(phrase))
                    last = number
                    start = text.find(phrase, start + 1)
            self._phrases[name] = found
        return self._phrases[name]

    @cached_property
    def regular_pieces(self) -> frozenset[int]:
        """Blocks in pieces of equal length that a text without line breaks is cut into."""
        from segment.cues.layout import find_regular_pieces

        return find_regular_pieces(self.blocks, self.facts)

    @cached_property
    def partners(self) -> frozenset[int]:
        """Blocks that were cut off at the length of another one."""
        from segment.cues.ending import find_partners

        return find_partners(self.facts)

    @cached_property
    def repeats(self) -> frozenset[int]:
        """Blocks whose text stands elsewhere in the dump, too."""
        from segment.cues.repeat import find_repeats

        return find_repeats(self.facts)


def when(predicate: Callable[[BlockFacts], bool]) -> Finder:
    """A finder for a property of the whole block."""

    def find(context: Context, number: int) -> Span | None:
        facts = context.facts[number]
        return (0, len(facts.text)) if predicate(facts) else None

    return find


def matching(
    pattern: Callable[[], regex.Pattern[str]],
    most_words: int | None = None,
    *,
    tail: int | None = None,
    needs: Callable[[BlockFacts], bool] | None = None,
) -> Finder:
    """A finder for a pattern, in blocks of at most so many words; the pattern is compiled on first use.

    With `tail` only the last so many characters are searched; `needs` is a cheap test that comes first.
    """

    def find(context: Context, number: int) -> Span | None:
        facts = context.facts[number]
        if most_words is not None and facts.words > most_words:
            return None
        if needs is not None and not needs(facts):
            return None
        start = 0 if tail is None else max(0, len(facts.text) - tail)
        match = pattern().search(facts.text, start)
        return match.span() if match else None

    return find


def holding(name: str, most_words: int) -> Finder:
    """A finder for the phrases of a list, as whole words in any case, in blocks of at most so many words."""

    def find(context: Context, number: int) -> Span | None:
        facts = context.facts[number]
        if facts.words > most_words:
            return None
        return context.find_phrases(name).get(number)

    return find


def opening_with(name: str, most_words: int | None = None, *, skipped: str = MARKS, fold: bool = False) -> Finder:
    """A finder for the phrases of a list at the start of a block, as whole words, behind `skipped` characters.

    With `fold` case does not count.
    """
    listed = phrases if fold else word_list

    def find(context: Context, number: int) -> Span | None:
        facts = context.facts[number]
        if most_words is not None and facts.words > most_words:
            return None
        text = facts.lower if fold else facts.text
        start = len(text) - len(text.lstrip(skipped))
        if not text.startswith(listed(name), start):
            return None
        ends = (start + len(phrase) for phrase in listed(name) if text.startswith(phrase, start))
        # "E-mail" does not open with the Italian for "and".
        end = max((end for end in ends if is_whole(text, start, end) and text[end : end + 1] != "-"), default=None)
        return None if end is None else (start, end)

    return find


def is_whole(text: str, start: int, end: int) -> bool:
    """Whether no word goes on over either end of a span.

    >>> is_whole("a cookiecutter", 2, 8), is_whole("隱私權政策", 0, 3)
    (False, True)
    """
    return not (_joins(text[start - 1 : start], text[start]) or _joins(text[end - 1], text[end : end + 1]))


def _joins(left: str, right: str) -> bool:
    """Two letters of one word; in Chinese and Japanese any two may be of two words."""
    return left.isalpha() and right.isalpha() and not (_WIDE.match(left) or _WIDE.match(right))
