"""Who wrote it."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from segment.cues.base import MARKS, Cue, is_whole, matching
from segment.words import compile_with, word_list

if TYPE_CHECKING:
    import regex

    from segment.cues.base import Context, Span

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


def find_job(context: Context, number: int) -> Span | None:
    """A newsroom job or an agency at the end of a short block."""
    facts = context.facts[number]
    end = len(facts.text.rstrip(MARKS + ".,;:)]}"))
    if facts.words > LONGEST_BYLINE or not facts.text.endswith(word_list("byline_jobs"), 0, end):
        return None
    starts = (end - len(job) for job in word_list("byline_jobs") if facts.text.endswith(job, 0, end))
    start = min((start for start in starts if is_whole(facts.text, start, end)), default=None)
    return None if start is None else (start, end)


byline = matching(_byline, LONGEST_BYLINE)

CUES = (
    Cue("byline", byline, "opens with 'By' and a person's name"),
    Cue("name_only", matching(_name_only, 7), "nothing but a person's name"),
    Cue("byline_job", find_job, "short, and ends with a newsroom job"),
)
