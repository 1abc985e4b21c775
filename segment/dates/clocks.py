"""The time of day beside a date, and its zone."""

from __future__ import annotations

import datetime
from typing import TYPE_CHECKING

from segment.dates.folding import compile_folded, zones

if TYPE_CHECKING:
    import regex

FARTHEST_ZONE = 14
"""Hours: no place is farther from UTC."""

START = r"(?<! \d ) (?<! \d [.,:/-] )"
"""Not inside of a longer number, a time or a date."""
_HOURS = r"(?: [ ]? (?: uhr | uur | hrs | h | น | [時时点點시] ) (?! \p{L} ) )"
_HALF = r"(?: (?P<am> \L<forenoon> ) | (?P<pm> \L<afternoon> ) )"
_HALF_BEHIND = rf"(?: [ ]? {_HALF} (?! \p{{L}} ) )"
CLOCK = rf"""
    (?: {_HALF} [ ]? )? (?P<hour> \d{{1,2}} )
    (?:
      # 16:15:00.5, 16h15, 16時15分
      [ ]? [:h時时点點시] [ ]? (?P<minute> \d\d | \d (?= [ ]? [分분] ) ) (?! \d ) [ ]? [分분]?
        (?: :? [ ]? (?P<second> \d\d ) (?! \d ) (?: [.,] \d{{1,9}} )? [秒초]? )?
      # 16.15, if it cannot be a price
    | \. (?P<minute> \d\d ) (?= $ | [ ]? [,;|)] | {_HOURS} | {_HALF_BEHIND} )
      # 16 Uhr, 4 pm
    | (?= {_HOURS} | {_HALF_BEHIND} )
    )
    {_HOURS}? (?: {_HALF_BEHIND} \.? )? {_HOURS}?"""
ZONE = r"""
    (?: [ ]? [(\[]? (?:
      (?: utc | gmt ) [ ]? (?P<sign> [+−-] ) (?P<ahead> \d{1,2} ) (?: :? (?P<ahead_minutes> \d\d ) )? (?! \d )
    | (?P<sign> \+ ) (?P<ahead> \d\d ) (?: :? (?P<ahead_minutes> \d\d ) )? (?! \d )
      # "9:20-10:30" says until when; a zone behind UTC has no colon, or a time before it that only machines write.
    | (?P<sign> [−-] ) (?P<ahead> \d\d ) (?P<ahead_minutes> \d\d ) (?! \d )
    | (?<= t \d\d : \d\d | \d : \d\d : \d\d (?: \. \d{1,9} )? )
        (?P<sign> [−-] ) (?P<ahead> \d\d ) (?: : (?P<ahead_minutes> \d\d ) )? (?! \d )
    | (?P<zone> \L<zones> ) (?! \p{L} )
    ) )?"""
# Bounded, and never the "a" of "am 4:15".
_GAP = r"""
    (?: [ ,،.:;|/•·@()\[\]–—-] | (?! \L<forenoon> | \L<afternoon> ) (?: \L<weekdays> | \L<clock_links> ) ){0,12}+"""
_BEHIND = _GAP + CLOCK + ZONE
_BEFORE = START + CLOCK + ZONE + _GAP + "$"


def read_time(text: str, day: regex.Match[str]) -> str | None:
    """`16:15`, with seconds and an offset where they stand: within a date, right behind it, or right before it."""
    clock = day if day["hour"] else compile_folded(_BEHIND).match(text, day.end())
    # Most often a label or a place stands before a date; a look at it costs less than the pattern.
    if clock is None and any(map(str.isdigit, text[: day.start()])):
        clock = compile_folded(_BEFORE).search(text, 0, day.start())
    return _to_iso(clock) if clock else None


def _to_iso(clock: regex.Match[str]) -> str | None:
    """None if no clock shows such a time."""
    second = clock["second"]
    try:
        time = datetime.time(_read_hour(clock), int(clock["minute"] or 0), int(second or 0))
    except ValueError:
        return None
    return time.isoformat("seconds" if second else "minutes") + _read_zone(clock)


def _read_hour(clock: regex.Match[str]) -> int:
    """Of 24. Some write 16:15 pm; an hour after noon that is called one before noon is left too large."""
    hour = int(clock["hour"])
    if clock["am"]:
        return hour % 12 if hour <= 12 else hour + 12
    return hour % 12 + 12 if clock["pm"] and hour <= 12 else hour


def _read_zone(clock: regex.Match[str]) -> str:
    """`+02:00`; nothing where the text names no zone, or one that tells no offset."""
    if clock["zone"]:
        return zones()[clock["zone"]]
    hours, minutes = int(clock["ahead"] or 0), int(clock["ahead_minutes"] or 0)
    if not clock["sign"] or hours > FARTHEST_ZONE or minutes >= 60:
        return ""
    # ISO 8601 has no -00:00; mails write it for UTC where they do not say where the sender is.
    is_ahead = clock["sign"] == "+" or hours == minutes == 0
    return f"{'+' if is_ahead else '-'}{hours:02}:{minutes:02}"
