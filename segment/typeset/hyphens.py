"""Words broken at the end of a line: whether the hyphen belongs to the word is asked of the other words of the text."""

from __future__ import annotations

import re
from enum import Enum
from typing import Final

from segment.typeset.signs import HYPHENS

SOFT_HYPHEN: Final = "\u00ad"
LONGEST_PART: Final = 60
"""Code points of a word looked at on either side of a hyphen; compounds of lawyers stay below."""

HYPHENED_BEFORE: Final = frozenset(
    ("half", "non", "pseudo", "quasi", "self", "vice", "well",
     "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")
)  # fmt: skip
"""Keep their hyphen in most words. Not `all`, `cross`, `ex`: they are syllables (`cross-ing`, `ex-ample`)."""
HYPHENED_AFTER: Final = frozenset(("based", "called", "friendly", "minded", "oriented", "related", "sized", "term"))

_WORD: Final = re.compile(rf"[^\W\d_]++(?:[{HYPHENS}][^\W\d_]++)*+")
_BEFORE: Final = re.compile(rf"(?:^|[\s\"'“”‘’„‚«»(\[—–])((?:[^\W\d_]+[-\u2010])*)([^\W\d_]+)[{HYPHENS}]$")
_AFTER: Final = re.compile(r"[^\W\d_]+")
_SUSPENDED: Final = re.compile(r"(?:und|oder|bzw|sowie|bis|och|og|eller)\b|(?:and|or|to)\s+\S{1,30}-", re.IGNORECASE)
"""What follows the hyphen of `Haupt- und Nebensaison` or `two- and three-masted`, which stands for a later word."""


class Hyphen(Enum):
    """What the hyphen at the end of a line is."""

    BREAK = "break"
    """A mark of the break only: the word goes on without it."""
    PART = "part"
    """Part of the word, which goes on after it."""
    SUSPENDED = "suspended"
    """The end of a word of its own."""


class Vocabulary:
    """The words of a text, as far as they are not broken."""

    def __init__(self, text: str) -> None:
        words = {word for word in _WORD.findall(text.lower()) if len(word) <= 2 * LONGEST_PART}
        self._compounds = {word.replace("\u2010", "-") for word in words if not word.isalpha()}
        self._words = words

    def judge(self, before: str, after: str) -> Hyphen | None:
        """What the hyphen is that `before` ends with, where `after` is the next line; None if there is none.

        >>> Vocabulary("an example of self-denial").judge("for exam-", "ple")
        <Hyphen.BREAK: 'break'>
        """
        before, after = before[-3 * LONGEST_PART :], after[:LONGEST_PART]
        if before[-1:] not in HYPHENS or not before[-2:-1].isalnum() or not after[:1].isalnum():
            return None
        if before[-1] == SOFT_HYPHEN:
            return Hyphen.BREAK
        left, right = _BEFORE.search(before), _AFTER.match(after)
        if left is None or right is None:
            return Hyphen.PART  # of a number, an address or a name
        return self._judge_word(left[1], left[2], right[0], after)

    def _judge_word(self, stem: str, left: str, right: str, after: str) -> Hyphen:
        """Of `well-estab-` and `lished ...`, `stem` is `well-`, `left` is `estab` and `right` is `lished`."""
        joined, compound = (left + right).lower(), f"{stem}{left}-{right}".lower().replace("\u2010", "-")
        if joined in self._words:
            return Hyphen.BREAK
        if compound in self._compounds:
            return Hyphen.PART
        if _SUSPENDED.match(after):
            return Hyphen.SUSPENDED
        if stem or left.lower() in HYPHENED_BEFORE or right.lower() in HYPHENED_AFTER:
            return Hyphen.PART
        return Hyphen.BREAK if left[-1].islower() and right[0].islower() else Hyphen.PART
