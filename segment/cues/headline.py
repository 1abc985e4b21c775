"""What headlines and headings look like."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from segment.cues.base import Cue
from segment.cues.finders import matching, when
from segment.cues.needs import ending_in, opening_in, unfinished

if TYPE_CHECKING:
    import regex

    from segment.cues.base import BlockFacts

LONGEST_TITLE = 24
"""Words; one headline in a hundred is longer."""
TITLE_CASE_SHARE = 0.7
QUESTION_MARKS = ("?", "？", "؟", "\u037e")


@cache
def _markdown() -> regex.Pattern[str]:
    import regex

    return regex.compile(r"^\#{1,6}\s+\S")


@cache
def _markdown_top() -> regex.Pattern[str]:
    import regex

    return regex.compile(r"^\#\s+\S")


def is_title_case(facts: BlockFacts) -> bool:
    """Three words and more, most of the longer ones with a capital, no full stop."""
    if facts.words < 3 or facts.text.endswith("."):
        return False
    long_words = [token for token in facts.tokens if len(token) > 3]
    capitals = sum(not token.islower() and token[0].isupper() for token in long_words)
    return len(long_words) > 1 and capitals >= TITLE_CASE_SHARE * len(long_words)


def is_sentence_case(facts: BlockFacts) -> bool:
    """Like a headline in sentence case: a capital first, few more, no full stop."""
    if facts.words < 4 or facts.is_terminated or not facts.text[0].isupper():
        return False
    return facts.last not in ":,;" and not is_title_case(facts)


def is_upper(facts: BlockFacts) -> bool:
    """Letters, and no small one among them."""
    return facts.text.isupper()


CUES = (
    Cue("title_case", when(is_title_case), "short, without a full stop, most words with a capital", LONGEST_TITLE),
    Cue(
        "sentence_case",
        when(is_sentence_case),
        "short, without a full stop, one capital",
        LONGEST_TITLE,
        needs=unfinished,
    ),
    Cue("all_capitals", when(is_upper), "all in capitals", LONGEST_TITLE),
    Cue(
        "question",
        when(lambda facts: facts.last in QUESTION_MARKS),
        "a short question",
        LONGEST_TITLE,
        ending_in("".join(QUESTION_MARKS)),
    ),
    Cue(
        "markdown_heading",
        matching(_markdown),
        "marked as a heading in Markdown",
        LONGEST_TITLE + 6,
        needs=opening_in("#"),
    ),
    Cue(
        "markdown_top",
        matching(_markdown_top),
        "marked as a heading of the first level in Markdown",
        LONGEST_TITLE + 6,
        needs=opening_in("#"),
    ),
)
