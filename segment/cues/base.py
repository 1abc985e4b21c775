"""What a cue is, and what it may look at.

A cue answers one question: *what did I see, and where?* It does not know of weights, of other cues or of settings;
the decoder adds up. So a cue is tested with one string and reweighted without touching code.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from functools import cached_property
from itertools import repeat
from operator import add
from typing import TYPE_CHECKING, NamedTuple

from segment.cues.places import Places
from segment.scripts import STOPS, ends_sentence, find_stopless

if TYPE_CHECKING:
    from segment.blocks import Block

Span = tuple[int, int]
"""What was seen: code points inside the block."""

CLOSERS = "\"'”’»›)]}*_」』）】״"
QUOTE_BLANKS = " \u00a0\u202f"
"""In French they stand between the full stop and the quotation mark."""
_BEHIND_STOP = CLOSERS + QUOTE_BLANKS
MARKS = "“\"‘'«»›„「『״([{*_#>-–—•·|▪►▶●■◆★ "
"""What may stand before the first word of a line."""
TERMINALS = ".!?…。！？" + STOPS
_WIDE = re.compile("[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u2e80-\uabff\uf900-\ufaff]")
WIDE_CHARS_PER_WORD = 2
"""A Chinese or Japanese word has about two characters; Thai words have about four, and count double."""


Finder = Callable[["Context", int], Span | None]
"""`find(context, block)` is the span that a cue saw, or None."""
Need = Callable[["Context", Sequence[int]], Sequence[int]]
"""`needs(context, blocks)` are those of some blocks that may show a cue."""


class Cue(NamedTuple):
    """A pattern that a block shows or not, or the gap before it."""

    name: str
    find: Finder
    meaning: str
    """What it says when it fires, in words for `segment explain`."""
    most_words: int | None = None
    """It is silent on longer blocks."""
    needs: Need | None = None
    """A condition that is necessary and cheap, for all blocks of a dump at once: few are then looked at closely."""


class BlockFacts:
    """What many cues ask of one block, worked out once."""

    __slots__ = ("bare", "is_terminated", "last", "text", "words")

    def __init__(self, text: str, words: int | None = None) -> None:
        self.text = text
        self.words = len(text.split()) + count_wide(text) if words is None else words
        self.bare = text.rstrip(_BEHIND_STOP)
        """The text without closing quotes and brackets, ..."""
        self.last = self.bare[-1:]
        """... and its last character, if there is one."""
        self.is_terminated = self.last != "" and self.last in TERMINALS
        if ends_sentence(text):
            self.stop()

    def stop(self) -> None:
        """Take the block to end with a full stop, for which its script has another sign, or none."""
        self.last, self.is_terminated = ".", True

    @property
    def tokens(self) -> list[str]:
        """What stands between blanks."""
        return self.text.split()

    @property
    def lower(self) -> str:
        """The text in small letters."""
        return self.text.lower()

    @property
    def whole(self) -> Span:
        """The span of all of it."""
        return (0, len(self.text))


class Context:
    """The blocks of one dump, and what cues have found out about all of them together."""

    def __init__(self, text: str, blocks: Sequence[Block]) -> None:
        self.text = text
        self.blocks = blocks
        self.places = Places(text, blocks)
        """Where words and other strings stand in the dump."""
        self.tokens = self.places.count_tokens()
        """How many each block has."""
        texts = [text[block.start : block.end] for block in blocks]
        wide = map(count_wide, texts) if _WIDE.search("".join(self.places.foreign)) else repeat(0, len(texts))
        self.facts = list(map(BlockFacts, texts, map(add, self.tokens, wide)))
        if self.places.foreign:
            for number in find_stopless(text, blocks):
                self.facts[number].stop()
        self._among: dict[tuple[int | None, Need | None], Sequence[int]] = {}

    @cached_property
    def heads(self) -> list[str]:
        """The first four characters of all blocks, ..."""
        return [facts.text[:4] for facts in self.facts]

    @cached_property
    def firsts(self) -> list[str]:
        """... their first ones, ..."""
        return [head[:1] for head in self.heads]

    @cached_property
    def seconds(self) -> list[str]:
        """... the first ones of their second words, ..."""
        texts = (facts.text for facts in self.facts)
        return [text[(place := text.find(" ") + 1) : place + 1] for text in texts]

    @cached_property
    def capitals(self) -> frozenset[str]:
        """Those of both that may be capitals."""
        return frozenset(filter(may_be_capital, {*self.firsts, *self.seconds}))

    @cached_property
    def lasts(self) -> list[str]:
        """... and the last ones of all, closing quotes and brackets aside."""
        return [facts.last for facts in self.facts]

    def among(self, most_words: int | None = None, needs: Need | None = None) -> Sequence[int]:
        """Numbers of the blocks that are short enough and meet a need; cues that ask for the same share the answer."""
        key = (most_words, needs)
        if key not in self._among:
            self._among[key] = needs(self, self.among(most_words)) if needs else self._up_to(most_words)
        return self._among[key]

    def _up_to(self, most_words: int | None) -> Sequence[int]:
        if most_words is None:
            return range(len(self.facts))
        return [number for number, facts in enumerate(self.facts) if facts.words <= most_words]

    @cached_property
    def regular_pieces(self) -> frozenset[int]:
        """Blocks in pieces of equal length that a text without line breaks is cut into."""
        from segment.cues.layout import find_regular_pieces

        return find_regular_pieces(self)

    @cached_property
    def partners(self) -> frozenset[int]:
        """Blocks that were cut off at the length of another one."""
        from segment.cues.ending import find_partners

        return find_partners(self)

    @cached_property
    def repeats(self) -> frozenset[int]:
        """Blocks whose text stands elsewhere in the dump, too."""
        from segment.cues.repeat import find_repeats

        return find_repeats(self)


def may_be_capital(char: str) -> bool:
    """A capital, or a letter too new for `str`: the patterns may know a later Unicode."""
    return char.isupper() or not char.isprintable()


def count_wide(text: str) -> int:
    """How many words there are of scripts without blanks."""
    return len(_WIDE.findall(text)) // WIDE_CHARS_PER_WORD


def is_whole(text: str, start: int, end: int) -> bool:
    """Whether no word goes on over either end of a span.

    >>> is_whole("a cookiecutter", 2, 8), is_whole("隱私權政策", 0, 3)
    (False, True)
    """
    return not (_joins(text[start - 1 : start], text[start]) or _joins(text[end - 1], text[end : end + 1]))


def _joins(left: str, right: str) -> bool:
    """Two letters of one word; in Chinese, Japanese and Thai any two may be of two words."""
    return left.isalpha() and right.isalpha() and not (_WIDE.match(left) or _WIDE.match(right))
