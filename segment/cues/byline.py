"""Who wrote it."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from segment.cues.base import MARKS, Cue, is_whole
from segment.cues.finders import by_first, by_last, matching
from segment.cues.needs import either, ending_in, naming, opening, quoting
from segment.words import compile_with

if TYPE_CHECKING:
    import regex

    from segment.cues.base import Context, Span

LONGEST_BYLINE = 16
_BEHIND_JOB = MARKS + ".,;:)]}"
PARTICLES = ("de", "del", "van", "von", "der", "den", "la", "le", "al", "bin", "di", "da", "dos")
NAME = rf"""\p{{Lu}} (?: [\p{{L}}'’-]+ | \. )
    (?: [ ] (?: \p{{Lu}} (?: [\p{{L}}'’-]+ | \.? )
              | (?: {"|".join(PARTICLES)} ) (?! \p{{L}} ) ) ){{1,4}}"""
"""Two to five words with capitals, particles between; for patterns with VERBOSE."""


CASELESS_NAME = r"\p{Lo} [\p{L}\p{M}.'’׳״־-]{1,20} (?: [ ] [\p{L}\p{M}.'’׳״־-]{1,20} ){0,4}"
"""One to five words of a script without capitals; for patterns with VERBOSE, where nothing stands behind it."""
FIRST_IN_BYLINE = "記记文撰"
LAST_IN_BYLINE = "者導道자"
"""Of the bylines in Chinese that the pattern spells out."""


@cache
def _byline() -> regex.Pattern[str]:
    return compile_with(
        rf"""^ [\W_]{{0,3}} \L<bylines> \s* :? \s* {NAME}
        (?: \s* (?: , | & | \b(?:and|und|et|y|e|en|for|in|with|/)\b | [|/•·—–-] | \( | \d | \p{{Lu}} | $ ) )
        | ^ [\W_]{{0,3}} \L<bylines> (?: \s* [:：] \s* | \s+ ) {CASELESS_NAME} $
        | ^ \p{{Hangul}}{{2,4}} \s? 기자 $
        | ^ (?: 記者 | 记者 | 文 [／/:：] | 撰文 ) .{{1,20}} $
        | ^ \S{{2,8}} (?: 記者 | 记者 | 報導 | 报道 ) $""",
        "bylines",
    )


@cache
def _name_only() -> regex.Pattern[str]:
    import regex

    return regex.compile(rf"^ {NAME} (?: \s* (?: , | & | and | und | et | y | e | en ) \s* {NAME} )? $", regex.VERBOSE)


def may_open_byline(char: str) -> bool:
    """The first of a word before a name, or something before that word."""
    return not char.isalnum() or char in by_first("bylines") or char in FIRST_IN_BYLINE


def find_job(context: Context, number: int) -> Span | None:
    """A newsroom job or an agency at the end of a short block."""
    text = context.facts[number].text
    bare = text.rstrip(_BEHIND_JOB)
    end = len(bare)
    starts = (end - len(job) for job in by_last("byline_jobs").get(bare[-1:], ()) if bare.endswith(job))
    start = min((start for start in starts if is_whole(text, start, end)), default=None)
    return None if start is None else (start, end)


CUES = (
    Cue(
        "byline",
        matching(_byline),
        "opens with 'By' and a person's name",
        LONGEST_BYLINE,
        needs=either(opening(may_open_byline), ending_in(LAST_IN_BYLINE)),
    ),
    Cue("name_only", matching(_name_only), "nothing but a person's name", 7, needs=naming(*PARTICLES)),
    Cue("byline_job", find_job, "short, and ends with a newsroom job", LONGEST_BYLINE, quoting("byline_jobs")),
)
