"""Whether a text may be typeset at all: a look at a few characters, before any line of it is read."""

from __future__ import annotations

import re
from itertools import islice
from typing import Final

HYPHENS: Final = "-\u00ad\u2010"
FEWEST_HYPHENS: Final = 3
"""Words broken over two lines. Mails break one now and then, at a hyphen that the word has anyway."""
FEWEST_NUMBERS: Final = 3
"""Lines in order whose figures count up: without form feeds, fewer pages cannot be told from chance."""

_BREAKS: Final = tuple(re.compile(rf"{hyphen}[ \t]*(?:\r\n?|\n)[ \t]*") for hyphen in HYPHENS)
"""One for each, since a pattern that begins with a single character is found ten times as fast."""
_FIGURE: Final = re.compile(r"^\d{1,4}(?!\S)|(?<!\S)\d{1,4}$")
"""A number at the beginning of a line, or at its end."""


def may_be_typeset(text: str) -> bool:
    """Whether to look closer: form feeds, broken words or lines with page numbers. Linear; a fraction of a millisecond.

    >>> may_be_typeset("The ferry was late.")
    False
    """
    return "\f" in text or _has_broken_words(text) or _has_counting_lines(text)


def _has_broken_words(text: str) -> bool:
    broken = (
        match
        for pattern in _BREAKS
        for match in pattern.finditer(text)
        if text[match.start() - 1 : match.start()].isalpha() and text[match.end() : match.end() + 1].isalpha()
    )
    return len(list(islice(broken, FEWEST_HYPHENS))) == FEWEST_HYPHENS


def _has_counting_lines(text: str) -> bool:
    """Whether lines begin or end with numbers that go up by one."""
    ends: dict[int, int] = {}
    for line in text.split("\n" if "\n" in text else "\r"):
        filled = line.strip()
        if not filled or not (filled[0].isdecimal() or filled[-1].isdecimal()):
            continue
        for figure in _FIGURE.findall(filled):
            value = int(figure)
            ends[value] = max(ends.get(value, 0), ends.get(value - 1, 0) + 1)
            if ends[value] >= FEWEST_NUMBERS:
                return True
    return False
