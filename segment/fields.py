"""What stands in the head of an article, taken out of its lines: names, date, dateline."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from segment.cues.byline import NAME
from segment.cues.date import date_pattern
from segment.cues.opening import dateline_pattern
from segment.words import compile_with

if TYPE_CHECKING:
    import regex

LONGEST_NAME = 5
"""Words; longer pieces of a byline are no names."""


@cache
def _label() -> regex.Pattern[str]:
    return compile_with(r"^ [\W_]* \L<bylines> \s* :? \s+", "bylines")


@cache
def _between_names() -> regex.Pattern[str]:
    import regex

    return regex.compile(r"\s* (?: , | ; | & | \s (?: and | und | et | y | e | en ) \s ) \s*", regex.VERBOSE)


@cache
def _name() -> regex.Pattern[str]:
    import regex

    return regex.compile(rf"^ {NAME}", regex.VERBOSE)


def find_names(line: str) -> list[str]:
    """The names in a byline; the line without its label where none can be made out.

    >>> find_names("By Mara Lindqvist and Jon Aho, Staff Writers")
    ['Mara Lindqvist', 'Jon Aho']
    """
    bare = _label().sub("", line, count=1)
    # A byline of which only the label is known ("By the editors") is kept as it stands.
    found = []
    for part in _between_names().split(bare):
        match = _name().match(part)
        if match and len(match.group().split()) <= LONGEST_NAME and not _is_job(part):
            found.append(match.group())
    return found or ([bare] if bare else [])


def _is_job(part: str) -> bool:
    return _job().search(part) is not None


@cache
def _job() -> regex.Pattern[str]:
    return compile_with(r"(?: ^ | \s ) \L<byline_jobs> $", "byline_jobs")


def find_date(line: str) -> str:
    """The date in a date line, as written; the whole line where none can be made out.

    >>> find_date("Published: June 3, 2031 at 4:15 pm")
    'June 3, 2031'
    """
    match = date_pattern().search(line)
    return match.group() if match else line


def find_dateline(paragraph: str) -> str | None:
    """The place, and maybe the agency or the day, that a paragraph opens with.

    >>> find_dateline("KELLSUND, June 3 — The ferry was late.")
    'KELLSUND, June 3'
    """
    match = dateline_pattern().match(paragraph)
    return match.group().rstrip(" -–—:") if match else None
