"""What dates are matched in: text without differences that do not count, and the words that stand in dates."""

from __future__ import annotations

import unicodedata
from functools import cache
from typing import TYPE_CHECKING, Any

from segment.words import word_list, word_lists

if TYPE_CHECKING:
    import regex

WORDS = ("clock_links", "forenoon", "afternoon")
"""Lists that patterns hold as they stand."""
HYPHEN = "\u2010"


def fold(text: str) -> str:
    """Small letters without accents, plain figures and hyphens, single blanks.

    >>> fold("Le 3\u00a0FÉVRIER ２０３１")
    'le 3 fevrier 2031'
    """
    if not text.isascii():
        # A raised figure is a footnote, not the end of a year.
        figures = "".join(" " if unicodedata.category(char) == "No" else char for char in text)
        plain = "".join(map(_plain, unicodedata.normalize("NFKD", figures)))
        text = unicodedata.normalize("NFC", plain)
    return " ".join(text.casefold().split())


def _plain(char: str) -> str:
    if char.isdecimal():
        return str(unicodedata.decimal(char))
    if char == HYPHEN:
        return "-"
    # Accents of Europe, and the vowels and hamzas of Arabic, are often left out; the signs of Hindi and Thai are not.
    is_accent = "\u0300" <= char <= "\u036f" or "\u064b" <= char <= "\u0655"
    return "" if is_accent or unicodedata.category(char) == "Cf" else char


@cache
def compile_folded(pattern: str) -> regex.Pattern[str]:
    r"""A verbose pattern for folded text; `\L<name>` is a month, a weekday, a zone, or an entry of one of `WORDS`."""
    import regex

    named: dict[str, Any] = {name: [fold(entry) for entry in word_list(name)] for name in WORDS}
    named |= {"months": list(months()), "weekdays": list(weekdays()), "zones": list(zones())}
    return regex.compile(pattern, regex.VERBOSE, ignore_unused=True, **named)


@cache
def months() -> dict[str, int]:
    """The number of each month, by its names: folded, and without the stop of a short form."""
    return _numbers("month_names")


@cache
def weekdays() -> dict[str, int]:
    """The same of weekdays, from Monday."""
    return _numbers("weekdays")


def _numbers(words: str) -> dict[str, int]:
    parts = word_lists(words).values()
    return {name: number for part in parts for number, line in enumerate(part, 1) for name in _names(line)}


def _names(line: str) -> list[str]:
    return [fold(name).rstrip(".") for name in line.split(",")]


@cache
def thai_months() -> frozenset[str]:
    """Names that tell how the year is counted."""
    return frozenset(name for line in word_lists("month_names")["th"] for name in _names(line))


@cache
def zones() -> dict[str, str]:
    """How far each zone is ahead of UTC, by its name; nothing where the name does not tell."""
    lines = (line.partition(" ") for line in word_list("zones"))
    return {fold(name): ahead for name, _, ahead in lines}
