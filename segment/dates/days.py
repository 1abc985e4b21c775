"""The day, or at least the month, in all the ways in which dates are written."""

from __future__ import annotations

import datetime
from typing import TYPE_CHECKING

from segment.dates.clocks import CLOCK, START, ZONE
from segment.dates.folding import compile_folded, months, thai_months, weekdays

if TYPE_CHECKING:
    import regex

FIRST_YEAR = 1600
"""The oldest newspapers are a little younger."""
LAST_YEAR = 2199
PIVOT = 70
"""Two figures from here on are a year of the 1900s, others of the 2000s."""
BUDDHIST_YEARS = 543
"""How far the years of Thailand are ahead."""
DAY_FIRST = frozenset(("ar", "de", "el", "es", "fr", "he", "hi", "it", "nl", "pt", "ru", "th"))
"""Languages whose dates in figures always have the day before the month; in English it depends on the country."""

# Names that stand here in several places are compiled only once: each such list takes ten milliseconds.
_NAMES = r"""(?(DEFINE)
    (?P<month_name> \L<months> (?! [\p{L}\p{M}] ) )
    (?P<weekday> \L<weekdays> )
)"""
_END = r"(?! \d ) (?! [./-] \d )"
_MONTH = r"(?P<month> (?&month_name) ) [.'’׳॰]?"
# "No. 12 Dezember 2031" and "page 3 - 6 février 2031": the number is not the day.
_NO_LABEL = r"""
    (?<! \b (?: (?: no | nr | n° | num | vol | issue | heft | ausgabe | page | seite ) \.? | pp?\. | s\. ) [ ]? )"""
_ORDINAL = r"(?: \.? (?: st | nd | rd | th | er | e | o | a | ten | η | -?го ) (?! [\p{L}\p{M}] ) | \. | ° )?"
_OF = r"[ .,،/-]{0,3} (?: (?: of | the | de | del | ב ) [ ]? )?"
_TO = r"(?: and | to | und | bis | et | au | y | al? | ed? | en | tot | и | по )"
_NEXT_WEEKDAY = r"(?: (?&weekday) [.,]? [ ] )?"
_JOIN = rf"(?: [ ]? [-–—/&+] [ ]? | [ ] {_TO} [ ] ) {_NEXT_WEEKDAY}"
# Alone, "3 - 5 June" are three days; behind something else the dash may part the 3 from the date.
_LOOSE = rf"(?P<loose> [ ] [-–—] [ ] ) {_NEXT_WEEKDAY}"
# A second month: "30 June - 2 July 2031", "June/July 2031", and the two names that Arab papers give a month.
_UNTIL = rf"""
    (?: (?: {_JOIN} (?: \d{{1,2}} {_ORDINAL} {_OF} )? | [ ]? \( ) (?P<until> (?&month_name) ) \)? )?"""
_BEFORE_YEAR = r"""
    [ .,،/-]{0,3} (?: (?: of | del? | του | (?P<buddhist> พ\.? [ ]? ศ\.? | b\.e\.? ) | ค\.? [ ]? ศ\.? ) [ ]? )?"""
_FULL_YEAR = r"(?P<year> \d{4} ) (?! \d )"
# Two figures are a year if nothing follows, or a mark or a clock: not "11 January 13, 2031", not "June 3, 16:15".
_YEAR = rf"""
    {_BEFORE_YEAR} (?: {_FULL_YEAR}
    | ['’]? (?P<short> \d\d ) (?= $ | [ ]? [,;|)] (?! [ ]? \d{{4}} ) | [ ] \d{{1,2}} [:h] \d\d ) )"""

_FIGURES_FIRST = rf"""
      # 3 June 2031, 1er mars 2031, 3. Juni 31, 3-5 June 2031
      {_NO_LABEL}
        (?: (?P<day> [0-2]?\d | 3[01] ) {_ORDINAL} (?: {_LOOSE} | {_JOIN} ) (?P<through> \d{{1,2}} )
          | (?P<day> \d{{1,2}} ) )
        {_ORDINAL} {_OF} {_MONTH} {_UNTIL} {_YEAR}
      # 2031 June 3, but not the year of a copyright before June 3, 2031
    | {_FULL_YEAR} [ .,-]{{1,2}} {_MONTH} [ .-]? (?P<day> \d{{1,2}} ) (?! [\d:] ) (?! ,? [ ] \d{{4}} )
      # 2031年6月3日, 2031년 6월 3일
    | {_FULL_YEAR} [ ]? [年년] [ ]? (?P<number> \d{{1,2}} ) [ ]? [月월] (?: [ ]? (?P<day> \d{{1,2}} ) [ ]? [日号號일] )?
      # 2031-06-03, 2031. 6. 3
    | {_FULL_YEAR} (?P<mark> [./-] ) [ ]? (?P<number> \d{{1,2}} ) (?P=mark) [ ]? (?P<day> \d{{1,2}} ) {_END}
      # 20310603T161500
    | (?P<year> (?: 19 | 20 ) \d\d ) (?P<number> 0[1-9] | 1[0-2] ) (?P<day> 0[1-9] | [12]\d | 3[01] )
        (?: t? (?P<hour> \d\d ) (?P<minute> \d\d ) (?P<second> \d\d ) {ZONE} )? {_END}
      # 03.06.2031, 3/6/31
    | (?P<first> \d{{1,2}} ) (?P<sep> [./-] ) [ ]? (?P<last> \d{{1,2}} ) (?P=sep) [ ]?
        (?: {_FULL_YEAR} | ['’]? (?P<short> \d\d ) ) {_END}
      # 2031-06 and 6/2031, which are something else in a text
    | ^ (?: {_FULL_YEAR} [./-] (?P<number> \d{{1,2}} ) | (?P<number> \d{{1,2}} ) [./-] {_FULL_YEAR} ) $"""
_AFTER_MONTH = rf"""
      # Jun 3 16:15:00 CEST 2031
      [ ] (?P<day> \d{{1,2}} ) [ ] {CLOCK} {ZONE} [ ] {_FULL_YEAR}
      # June 3, 2031, June 30 - July 2, 2031
    | {_OF} (?P<day> \d{{1,2}} ) (?! \d ) {_ORDINAL}
        (?: {_JOIN} (?: (?P<until> (?&month_name) ) {_OF} \d{{1,2}} | (?P<through> \d{{1,2}} ) ) {_ORDINAL} )? {_YEAR}
      # June 2031; but "3 years ago 2031", "sold out 2031" and "set 2031" hold no month
    | (?<! ago | out | set ) {_UNTIL} {_BEFORE_YEAR} (?: {_FULL_YEAR} | ['’] (?P<short> \d\d ) ) {_END}"""
_WRITTEN = rf"""
    {_NAMES} (?: {START} (?: {_FIGURES_FIRST} ) | (?<! [\p{{L}}\p{{M}}] ) {_MONTH} (?: {_AFTER_MONTH} ) )"""

_WEEKDAY_BEFORE = r"(?<! \p{L} ) (?P<weekday> \L<weekdays> ) [., ]{1,2} $"


def find_day(text: str) -> regex.Match[str] | None:
    """The first date of a folded text, whether the calendar has it or not."""
    return compile_folded(_WRITTEN).search(text)


def read_day(found: regex.Match[str], language: str | None) -> str | None:
    """`2031-06-03`, or `2031-06` where the text tells no day; None where it is not clear, or in no calendar."""
    if not found["first"]:
        return _read_parts(found)
    # In Thailand 74 may be 2574, which is 2031.
    return None if found["short"] and language == "th" else _read_figures(found, language)


def _read_parts(found: regex.Match[str]) -> str | None:
    """A date of which it is clear what is the day and what the month."""
    month = months()[found["month"]] if found["month"] else int(found["number"])
    if _is_odd_range(found, month):
        return None
    return _to_iso(_read_year(found), month, int(found["day"]) if found["day"] else None)


def _is_odd_range(found: regex.Match[str], month: int) -> bool:
    """From December to January, from the 12th to the 6th, or perhaps from the number of a page to the date."""
    is_over_new_year = bool(found["until"]) and months()[found["until"]] < month
    is_backwards = bool(found["through"]) and int(found["through"]) <= int(found["day"])
    return is_over_new_year or is_backwards or (bool(found["loose"]) and found.start() > 0)


def _read_figures(found: regex.Match[str], language: str | None) -> str | None:
    """Two figures and a year: the one date that they can be, or the one that a weekday or the language points to."""
    first, last, year = int(found["first"]), int(found["last"]), _read_year(found)
    day_first, month_first = _to_iso(year, last, first), _to_iso(year, first, last)
    readings = {day_first, month_first}
    if found["short"]:
        readings.add(_to_iso(_full_year(first), last, int(found["short"])))
    readings.discard(None)
    if len(readings) == 1:
        return day_first or month_first
    on_weekday = [reading for reading in readings if reading and _fits_weekday(found, reading)]
    if len(on_weekday) == 1:
        return on_weekday[0]
    return day_first if _is_day_first(found, language) else None


def _fits_weekday(found: regex.Match[str], reading: str) -> bool:
    """Whether the weekday before the date is that of this reading of it."""
    before = compile_folded(_WEEKDAY_BEFORE).search(found.string, 0, found.start())
    return before is not None and weekdays()[before["weekday"]] == datetime.date.fromisoformat(reading).isoweekday()


def _is_day_first(found: regex.Match[str], language: str | None) -> bool:
    # Dots are a European habit, but some Americans write 6.3.2031.
    is_dotted = found["sep"] == "." and not found["short"] and language != "en"
    return is_dotted or language in DAY_FIRST


def _read_year(found: regex.Match[str]) -> int:
    is_thai = bool(found["buddhist"]) or found["month"] in thai_months()
    if found["short"]:
        return 0 if is_thai else _full_year(int(found["short"]))
    year = int(found["year"])
    return year - BUDDHIST_YEARS if is_thai and year > LAST_YEAR else year


def _full_year(short: int) -> int:
    return short + (1900 if short >= PIVOT else 2000)


def _to_iso(year: int, month: int, day: int | None) -> str | None:
    """None if the calendar has no such day, or a paper no such year."""
    if not FIRST_YEAR <= year <= LAST_YEAR:
        return None
    try:
        date = datetime.date(year, month, 1 if day is None else day).isoformat()
    except ValueError:
        return None
    return date[: len("2031-06")] if day is None else date
