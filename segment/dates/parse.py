"""A date and the time beside it. The first date counts, for what follows it is mostly an update."""

from __future__ import annotations

from segment.dates.clocks import read_time
from segment.dates.days import find_day, read_day
from segment.dates.folding import fold

SEARCHED_CHARS = 200
"""A date must begin within so many; what stands farther back is text."""
LONGEST_CHARS = 100
"""Of a date with its weekday, time and zone, and room to spare."""


def parse_date(raw: str, language: str | None = None) -> str | None:
    """The first date of a text in ISO 8601; None where there is none, or where it is not clear.

    As much as the text says: `2031-06`, `2031-06-03`, `2031-06-03T16:15`, `2031-06-03T16:15:00+02:00`. `language` (ISO
    639-1) tells the order of day and month in figures. Looks at the beginning only, so the cost is bounded.

    >>> parse_date("Published: Tuesday, June 3, 2031 at 4:15 pm GMT")
    '2031-06-03T16:15+00:00'
    >>> parse_date("03/04/2031", "fr"), parse_date("03/04/2031")
    ('2031-04-03', None)
    """
    looked_at = SEARCHED_CHARS + LONGEST_CHARS
    # A single character may unfold to eighteen.
    text = fold(raw[:looked_at])[:looked_at]
    found = find_day(text)
    if found is None or found.start() > SEARCHED_CHARS:
        return None
    day = read_day(found, language)
    time = read_time(text, found) if day and len(day) == len("2031-06-03") else None
    return f"{day}T{time}" if time else day
