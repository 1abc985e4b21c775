"""Who wrote it."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from segment.cues.base import Cue, Echo, matching
from segment.words import compile_with

if TYPE_CHECKING:
    import regex

LONGEST_BYLINE = 16
NAME = r"""\p{Lu} (?: [\p{L}'’-]+ | \. )
    (?: [ ] (?: \p{Lu} (?: [\p{L}'’-]+ | \.? )
              | (?: de|del|van|von|der|den|la|le|al|bin|di|da|dos ) (?! \p{L} ) ) ){1,4}"""
"""Two to five words with capitals, particles between; for patterns with VERBOSE."""


@cache
def _byline() -> regex.Pattern[str]:

    return compile_with(
        rf"""^ [\W_]{{0,3}} \L<bylines> \s* :? \s* {NAME}
        (?: \s* (?: , | & | \b(?:and|und|et|y|e|en|for|in|with|/)\b | [|/•·—–-] | \( | \d | \p{{Lu}} | $ ) )
        | ^ (?: 記者 | 记者 | 文 [／/:：] | 撰文 ) .{{1,20}} $
        | ^ \S{{2,8}} (?: 記者 | 记者 | 報導 | 报道 ) $""",
        "bylines",
    )


@cache
def _name_only() -> regex.Pattern[str]:
    import regex

    return regex.compile(rf"^ {NAME} (?: \s* (?: , | & | and | und | et | y | e | en ) \s* {NAME} )? $", regex.VERBOSE)


@cache
def _job() -> regex.Pattern[str]:

    return compile_with(r"\b \L<byline_jobs> \W* $", "byline_jobs")


byline = matching(_byline, LONGEST_BYLINE)

CUES = (
    Cue("byline", byline, "opens with 'By' and a person's name"),
    Echo("byline_above", "byline", -1, "the block above is a byline"),
    Echo("byline_below", "byline", 1, "the block below is a byline"),
    Cue("name_only", matching(_name_only, 7), "nothing but a person's name"),
    Cue("byline_job", matching(_job, LONGEST_BYLINE), "short, and ends with a newsroom job"),
)
