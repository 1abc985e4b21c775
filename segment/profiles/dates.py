"""Lines that hold nothing but a date, as the heads of exports do."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING, Final

from segment.words import compile_with

if TYPE_CHECKING:
    import regex

LONGEST_DATE: Final = 100
"""Characters of a line, remarks behind the date included."""

_YEAR: Final = re.compile(r"\d{4}")
"""A quick look: every date has one."""


@cache
def _date_line() -> regex.Pattern[str]:
    # "Tuesday, June 3, 2031 9:20 AM GMT", "3. Juni 2031 Dienstag", "June 2031", "2031-06-03"; a year must be there.
    year = r"(?: 1[6-9] | 2[01] ) \d\d"
    return compile_with(
        rf"""^ (?: \p{{L}}{{2,12}} \.? ,? \s+ (?: (?: le | den | el | il ) \s+ )? )?
        (?: \L<months> \.? (?: \s+ \d{{1,2}} (?: st | nd | rd | th )? )? ,? \s+ {year}
          | (?: \d{{1,2}} (?: er | st | nd | rd | th | \. | º )? \s+ (?: de \s+ )? )?
            \L<months> \.? ,? \s+ (?: del? \s+ )? {year}
          | {year} [-/.] \d{{1,2}} [-/.] \d{{1,2}} | \d{{1,2}} [-/.] \d{{1,2}} [-/.] {year}
          | {year} \s* 年 \s* \d{{1,2}} \s* 月 (?: \s* \d{{1,2}} \s* 日 )? )
        (?! \d ) (?: [\s,;(].{{0,60}} )? $""",
        "months",
        fold=True,
    )


def is_date_line(line: str) -> bool:
    """Whether a trimmed line begins with a date that has a year, and holds little else.

    >>> is_date_line("June 3, 2031 Tuesday 9:20 AM GMT"), is_date_line("3. Juni 2031 Dienstag"), is_date_line("June 3")
    (True, True, False)
    """
    return len(line) <= LONGEST_DATE and _YEAR.search(line) is not None and _date_line().match(line) is not None
