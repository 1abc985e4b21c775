"""When it was published."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from segment.cues.base import Cue
from segment.cues.finders import matching
from segment.cues.needs import fitting
from segment.words import compile_with

if TYPE_CHECKING:
    import regex

    from segment.cues.base import BlockFacts

LONGEST_DATE_LINE = 14
_DIGIT = re.compile(r"\d")


@cache
def date_pattern() -> regex.Pattern[str]:
    """A date with a day and a month, or in figures; the year may be missing."""

    # "3 marks" holds no month.
    months = r"\L<months> (?! \p{L} ) \.?"
    return compile_with(
        rf"""
          \b {months} \s+ \d{{1,2}} (?: st | nd | rd | th )? \b (?: ,? \s+ \d{{4}} \b )?
        | \b \d{{1,2}} (?: st | nd | rd | th | \. | º )? \s+ (?: (?: de | of ) \s+ )? {months}
          (?: ,? (?: \s+ (?: de | del ) )? \s+ \d{{4}} \b )?
        | \b (?: 19 | 20 ) \d\d [-/.] \d{{1,2}} [-/.] \d{{1,2}} (?: \b | (?= T\d ) )
        | \b \d{{1,2}} [-/.] \d{{1,2}} [-/.] (?: (?: 19 | 20 ) \d\d | \d\d ) \b
        | (?: [1１][9９] | [2２][0０] ) \d\d \s* [年년] \s* \d{{1,2}} \s* [月월] (?: \s* \d{{1,2}} \s* [日일] )?
        """,
        "months",
        fold=True,
    )


@cache
def _date_line() -> regex.Pattern[str]:
    # A label before, a weekday, a time and a zone behind: nothing else may stand in a date line.
    return compile_with(
        rf"""^ (?: \L<date_labels> \W* (?: \s* | (?: on | am | le | el ) \s+ ) )?
        (?: \p{{L}}{{3,10}} \.? ,? \s+ )?
        (?: {date_pattern().pattern} )
        (?: [\s,|•·@(–—-]+ (?: at | um | à | a \s las )? \s* \d{{1,2}} [:.h] \d\d (?: [:.] \d\d )?
          (?: \s* [ap]\.?m\.? )? (?: \s* \(? [\p{{L}}]{{1,5}} \)? )? )? [\s,.)]* $""",
        "date_labels",
        "months",
        fold=True,
    )


@cache
def _clock() -> regex.Pattern[str]:
    import regex

    return regex.compile(r"\b \d{1,2} [:.h] \d\d (?! \d ) (?: \s* [ap]\.?m\b )?", regex.VERBOSE | regex.IGNORECASE)


@cache
def _ago() -> regex.Pattern[str]:
    import regex

    return regex.compile(
        r"""\b \d{1,3} \s*
          (?: (?: sec | second | min | minute | hour | hr | day | week | month | year | h | d | mo )s? \s+ ago \b
            | [分小時天]{1,2}鐘?前 )
        | \b vor \s \d+ \s (?:Minute|Stunde|Tag)""",
        regex.VERBOSE | regex.IGNORECASE,
    )


def has_digit(facts: BlockFacts) -> bool:
    """A figure: without one there is no date."""
    return _DIGIT.search(facts.text) is not None


DATED = fitting(has_digit)

CUES = (
    Cue("date_line", matching(_date_line), "nothing but a date", LONGEST_DATE_LINE, DATED),
    Cue("date", matching(date_pattern), "short, with a date in it", LONGEST_DATE_LINE, DATED),
    Cue("clock", matching(_clock), "short, with a time of day in it", LONGEST_DATE_LINE, DATED),
    Cue("ago", matching(_ago), "short, and says how long ago it was", LONGEST_DATE_LINE, DATED),
)
