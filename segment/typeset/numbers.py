"""Page numbers: lines that hold nothing else, in arabic or roman figures."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import Final, NamedTuple

LONGEST: Final = 30
"""Code points; `Page 1203 of 1415` with its dashes is far from it."""
FITTING_SHARE: Final = 0.6
"""Of the steps from one page to the next: sections begin to count anew, and scanners misread."""

_PAGE_NUMBER: Final = re.compile(
    r"""
    [-–—\[(|·•~]{0,2} [ ]?
    (?: (?:page|pagina|página|pág\.|seite|strana|sivu|sida|side|str\.|pp?\.|s\.) [ ]{0,2} )?
    (?: (?P<arabic> \d{1,4}) | (?P<roman> [ivxlc]{1,9}) )
    (?: [ ]? (?:of|von|de|di|sur|van|av|af|z|/) [ ]? \d{1,4} )?   # of how many
    [ ]? [-–—\])|·•~.]{0,2}
    """,
    re.VERBOSE | re.IGNORECASE,
)
_ROMAN: Final = (
    (100, "c"), (90, "xc"), (50, "l"), (40, "xl"), (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i")
)  # fmt: skip


class PageNumber(NamedTuple):
    """What a page is numbered with."""

    is_roman: bool
    value: int


def read_page_number(line: str) -> PageNumber | None:
    """The number of a line that holds only a page number.

    >>> read_page_number("- 12 -")
    PageNumber(is_roman=False, value=12)
    >>> read_page_number("Seite xiv")
    PageNumber(is_roman=True, value=14)
    """
    match = _PAGE_NUMBER.fullmatch(line) if len(line) <= LONGEST else None
    if match is None:
        return None
    if match["arabic"]:
        return PageNumber(is_roman=False, value=int(match["arabic"]))
    value = _read_roman(match["roman"].lower())
    return None if value is None else PageNumber(is_roman=True, value=value)


def _read_roman(figures: str) -> int | None:
    value, rest = 0, figures
    for worth, figure in _ROMAN:
        while rest.startswith(figure):
            value, rest = value + worth, rest[len(figure) :]
    return value if not rest and _write_roman(value) == figures else None


def _write_roman(value: int) -> str:
    written = ""
    for worth, figure in _ROMAN:
        written += figure * (value // worth)
        value %= worth
    return written


def count_up(pages: list[int], values: list[int]) -> bool:
    """Whether numbers stand still or go up with their pages, but for a few; both lists in the order of the pages."""
    steps = list(zip(pairwise(pages), pairwise(values), strict=True))
    fitting = sum(after - before in (0, page_after - page) for (page, page_after), (before, after) in steps)
    return fitting >= FITTING_SHARE * len(steps)
