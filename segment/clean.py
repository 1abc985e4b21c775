"""Clean text from raw blocks: the raw text is never edited, cleaned text is a new value."""

from __future__ import annotations

import re
import unicodedata
from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import regex

    from segment.types import TextFormat

_MOJIBAKE = re.compile(
    "[\u00c2-\u00c5\u00c3\u00d0\u00d1\u00e2\u00e3\u00ef\u0192\u201a][\u0080-\u00bf\u0152\u0153\u0160\u0161\u0178\u017d\u017e\u0192\u02c6\u02dc\u2013-\u203a\u20ac\u2122]"
)
"""What UTF-8 looks like when it was read as Latin-1 or cp1252: a first byte and a following byte, both as letters.

A cheap test, since the repair itself is slow (about .6 MB/s); it may fire where nothing is wrong.
"""
_CONTROL = re.compile(
    "[\x00-\x08\x0e-\x1f\x7f-\x9f\u00ad\u061c\u180e\u200b\u200e\u200f\u202a-\u202e\u2060-\u206f\ufdd0-\ufdef\ufeff"
    "\ufff9-\ufffb\ufffe\uffff]"
)
"""Controls, soft hyphens, zero-width spaces, bidi controls and non-characters; joiners stay, some scripts need them."""


@cache
def _wrapped_hyphen() -> regex.Pattern[str]:
    import regex

    # "US-\nJapan": the hyphen was there before the line was wrapped behind it; in Hebrew it is the maqaf.
    return regex.compile(r"(?<= \p{L}[-\u05be]) [ \t]* (?:\r\n|\n|\r) [ \t]* (?= [\p{L}\p{N}] )", regex.VERBOSE)


@cache
def _wrapped_wide() -> regex.Pattern[str]:
    import regex

    # No blank belongs between characters of a script without blanks where a line was wrapped; Korean has blanks.
    wide = rf"[{UNSPACED}\u3000-\u303f\uff00-\uff60]"
    return regex.compile(rf"(?<={wide})[ \t]*(?:\r\n|\n|\r)[ \t]*(?={wide})")


UNSPACED = r"\p{Han}\p{Hiragana}\p{Katakana}\p{Thai}\p{Lao}\p{Khmer}\p{Myanmar}"
"""Scripts without blanks between words, for a set of a pattern."""
_SURROGATE = re.compile("[\ud800-\udfff]")
"""Halves of characters, which no encoding can write."""


def clean_text(raw: str, text_format: TextFormat = "text") -> str:
    """One line of clean text: NFC, mojibake repaired, no control characters, white space single.

    Curly quotes and dashes stay as they are.

    >>> clean_text("the US-\\n  Japan alliance\\x00  donâ€™t")
    'the US-Japan alliance don’t'
    """
    text = raw
    if "\n" in text or "\r" in text:
        text = _wrapped_wide().sub("", _wrapped_hyphen().sub("", text))
    if text_format == "markdown":
        from segment.markdown import strip_markdown

        text = strip_markdown(text)
    if not text.isascii():
        text = _repair(_SURROGATE.sub("\ufffd", text))
    text = _CONTROL.sub("", text.replace("\x00", " "))
    if not text.isascii():
        # Last of all: a control between a letter and its mark keeps them apart.
        text = unicodedata.normalize("NFC", text)
    return " ".join(text.split())


def _repair(text: str) -> str:
    if not _MOJIBAKE.search(text):
        return text
    import ftfy

    return ftfy.fix_encoding(text)


def count_words(text: str) -> int:
    """Words between blanks; in a text of a script without blanks each letter counts as one, without its marks.

    >>> count_words("Ten articles (十篇), five clusters."), count_words("港口昨日關閉。"), count_words("배가 늦었다.")
    (5, 6, 2)
    """
    words = len(text.split())
    if text.isascii():
        return words
    wide = len(_wide().findall(text))
    return words if wide * 3 < len(text) else wide + len(_other_words().findall(text))


@cache
def _wide() -> regex.Pattern[str]:
    import regex

    return regex.compile(rf"(?=\p{{L}})[{UNSPACED}]")


@cache
def _other_words() -> regex.Pattern[str]:
    import regex

    return regex.compile(rf"(?:(?![{UNSPACED}])[\p{{L}}\p{{M}}'’-]|\p{{N}})++")
