"""How a block begins: like the lead of a report, or like something that goes on."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from segment.cues.base import Cue, matching, opening_with, when
from segment.words import compile_with, word_list

if TYPE_CHECKING:
    import regex

    from segment.cues.base import BlockFacts

QUOTES = "“\"‘'«„「『"
LONGEST_DATELINE = 200
"""Characters; the pattern takes no more."""
BULLETS = "-–—*•·▪►▶●■"


@cache
def dateline_pattern() -> regex.Pattern[str]:
    import regex

    # "ZAGREB, Croatia (AP) — ", "KELLSUND, June 3 — ", "London (Reuters) - "
    return regex.compile(
        r"""^ ["“(]? (?:
            \p{Lu}[\p{Lu}.'’-]+ (?: [ ] \p{Lu}[\p{Lu}.'’-]* ){0,3} (?: , [ ] [\p{L}\p{N}. ]{2,24} ){0,2} [ ]{0,2}
                (?: \( [^()\n]{2,30} \) [ ]{0,2} )? (?: -- | [—–-] ) [ ]
          | \p{Lu}\p{Ll}+ (?: [ ] \p{Lu}\p{Ll}+ ){0,2} (?: , [ ] [\p{L}\p{N}. ]{2,24} )?
                [ ] \( [^()\n]{2,30} \) [ ]{0,2} (?: -- | [—–-] ) [ ]
        )""",
        regex.VERBOSE,
    )


@cache
def _full_name() -> regex.Pattern[str]:
    import regex

    return regex.compile(
        r"""^ \p{Lu}[\p{L}'’-]+ (?: [ ] \p{Lu}\. )? [ ] \p{Lu}[\p{L}'’-]+ (?: , | [ ] (?: \p{Ll} | \( ) )""",
        regex.VERBOSE,
    )


@cache
def _openers() -> frozenset[str]:
    return frozenset(word_list("openers"))


def may_open_with_name(facts: BlockFacts) -> bool:
    """A capital first, on a word that may be a name: "On Monday the ferry was late" opens with none."""
    return facts.text[0].isupper() and facts.tokens[0] not in _openers()


@cache
def _attribution() -> regex.Pattern[str]:
    # A quotation and who said it, near its end: reports go on like this, they do not begin so.
    return compile_with(r"[”\"’,」』] \s* (?: [\p{L}'’. -]{0,40}? \s )?? \L<said> (?! \p{L} )", "said")


def may_open_with_dateline(facts: BlockFacts) -> bool:
    """A dash with a blank behind it, not far from the start."""
    head = facts.text[:LONGEST_DATELINE]
    return any(dash in head for dash in ("- ", "– ", "— "))


def starts_lower(facts: BlockFacts) -> bool:
    """The first letter is a small one."""
    return facts.text.lstrip(QUOTES)[:1].islower()


CUES = (
    Cue(
        "dateline",
        matching(dateline_pattern, needs=may_open_with_dateline),
        "opens with a place and a dash, as agency reports do",
    ),
    Cue("goes_on", opening_with("going_on", skipped=QUOTES), "opens with a word that joins it to what stands before"),
    Cue("pronoun_first", opening_with("pronouns", skipped=""), "opens with a pronoun"),
    Cue("name_first", matching(_full_name, needs=may_open_with_name), "opens with the full name of a person"),
    Cue("attribution", matching(_attribution), "quotes someone and says who it is"),
    Cue("lower_first", when(starts_lower), "opens with a small letter"),
    Cue("quote_first", when(lambda facts: facts.text[0] in QUOTES), "opens with a quotation"),
    Cue("bullet_first", when(lambda facts: facts.text[0] in BULLETS), "opens with a bullet or a dash"),
    Cue("digit_first", when(lambda facts: facts.text[0].isdigit()), "opens with a number"),
)
