"""What headlines and headings look like."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from segment.cues.base import Cue, matching, when

if TYPE_CHECKING:
    import regex

    from segment.cues.base import BlockFacts

LONGEST_TITLE = 24
"""Words; one headline in a hundred is longer."""
TITLE_CASE_SHARE = 0.7


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
    if not 3 <= facts.words <= LONGEST_TITLE or facts.text.endswith("."):
        return False
    long_words = [token for token in facts.tokens if len(token) > 3]
    capitals = sum(not token.islower() and token[0].isupper() for token in long_words)
    return len(long_words) > 1 and capitals >= TITLE_CASE_SHARE * len(long_words)


def is_sentence_case(facts: BlockFacts) -> bool:
    """Like a headline in sentence case: a capital first, few more, no full stop."""
    if not 4 <= facts.words <= LONGEST_TITLE or facts.is_terminated or not facts.text[0].isupper():
        return False
    return not is_title_case(facts) and facts.bare[-1:] not in ":,;"


def is_upper(facts: BlockFacts) -> bool:
    """Letters, and no small one among them."""
    return facts.words <= LONGEST_TITLE and facts.text.isupper()


CUES = (
    Cue("title_case", when(is_title_case), "short, without a full stop, most words with a capital"),
    Cue("sentence_case", when(is_sentence_case), "short, without a full stop, one capital"),
    Cue("all_capitals", when(is_upper), "all in capitals"),
    Cue(
        "question",
        when(lambda facts: facts.words <= LONGEST_TITLE and facts.bare[-1:] in ("?", "？")),
        "a short question",
    ),
    Cue("markdown_heading", matching(_markdown, LONGEST_TITLE + 6), "marked as a heading in Markdown"),
    Cue(
        "markdown_top", matching(_markdown_top, LONGEST_TITLE + 6), "marked as a heading of the first level in Markdown"
    ),
)
