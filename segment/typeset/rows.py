"""The filled lines of a typeset text, with the page and the column that each stands in."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator

LAYOUT_END: Final = re.compile(r"\r\n|\n|\r|\f")
"""As `segment.lines`, and the form feed: it stands before the first line of a page."""
TAB_WIDTH: Final = 8

_STOPS: Final = ".!?…。！？؟।"
_CLOSERS: Final = "\"'”’»«“‘)]』」"
_OPENERS: Final = "\"'“‘„‚«»([『「¿¡"


class Row(NamedTuple):  # a book has a hundred thousand of them
    """A line, or the part of a line in one column; there is no blank at either end."""

    start: int
    """In the raw text."""
    end: int
    left: int
    """Blanks before it, from the left edge of its column."""
    number: int
    """Of its line in the raw text, from 0, blank ones counted; the same for all columns."""
    page: int
    """From 0, pages without text counted."""
    column: int = 0
    """0 where the page is as wide as the text; else a number that its other rows have, and no other column."""


def find_rows(text: str) -> list[Row]:
    """All filled lines, in order; pages end at form feeds. Linear in the length of the text."""
    rows: list[Row] = []
    start = page = 0
    for number, (end, after) in enumerate(_find_ends(text)):
        raw = text[start:end]
        filled = raw.strip()
        if filled:
            indent = raw[: len(raw) - len(raw.lstrip())]
            left = len(indent.expandtabs(TAB_WIDTH)) if "\t" in indent else len(indent)
            rows.append(Row(start + len(indent), start + len(indent) + len(filled), left, number, page))
        page += text[end:after] == "\f"
        start = after
    return rows


def _find_ends(text: str) -> Iterator[tuple[int, int]]:
    """Where each line ends, and where the next one begins."""
    for match in LAYOUT_END.finditer(text):
        yield match.span()
    yield len(text), len(text)


def ends_sentence(text: str, row: Row) -> bool:
    """Whether a row ends with a full stop or its like, also within quotes and brackets; colons count."""
    end = row.end
    while end > row.start + 1 and text[end - 1] in _CLOSERS:
        end -= 1
    return text[end - 1] in _STOPS or text[end - 1] in ":："


def goes_on(text: str, row: Row, following: Row) -> bool:
    """Whether a sentence plainly goes on from one row to the next: no full stop, and no capital after it.

    In scripts without capitals the full stop alone decides.
    """
    start = following.start
    while start < following.end - 1 and text[start] in _OPENERS:
        start += 1
    first = text[start]
    return first.isalpha() and first == first.lower() and not ends_sentence(text, row)
