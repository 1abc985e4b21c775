"""How a block begins: like the lead of a report, or like something that goes on."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from segment.cues.base import Cue
from segment.cues.finders import matching, opening_with, when
from segment.cues.needs import fitting, naming, opening, opening_in, opening_like, speaking
from segment.cues.places import PhraseList
from segment.words import compile_with, word_list

if TYPE_CHECKING:
    import regex

    from segment.cues.base import BlockFacts, Context, Span

QUOTES = "“\"‘'«„「『״"
LONGEST_DATELINE = 200
"""Characters; the pattern takes no more."""
ATTRIBUTION_CHARS = 42
"""Between a quotation mark and what was said, blanks behind the mark aside; the pattern takes no more."""
BULLETS = "-–—*•·▪►▶●■"
SAID = PhraseList(lambda: word_list("said"))


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
    """The first word may be a name: "On Monday the ferry was late" opens with none."""
    return facts.text.split(None, 1)[0] not in _openers()


def may_open_with_dateline(facts: BlockFacts) -> bool:
    """A dash with a blank behind it, not far from the start."""
    head = facts.text[:LONGEST_DATELINE]
    return "- " in head or "– " in head or "— " in head


def may_be_small(char: str) -> bool:
    """A small letter, or a quotation mark that one may stand behind."""
    return char.islower() or char in QUOTES


@cache
def _attribution() -> regex.Pattern[str]:
    # A quotation and who said it, near its end: reports go on like this, they do not begin so.
    return compile_with(r"[”\"’,」』] \s* (?: [\p{L}'’. -]{0,40}? \s )?? \L<said> (?! \p{L} )", "said")


def find_attribution(context: Context, number: int) -> Span | None:
    """A quotation and who said it. The pattern is slow, and only needed from where someone may have said something."""
    text = context.facts[number].text
    verbs = (word_list("said")[rank] for rank in context.places.find_phrases(SAID).get(number, ()))
    places = [place for place in map(text.find, verbs) if place >= 0]
    if not places:
        return None
    before = text[: max(0, min(places) - ATTRIBUTION_CHARS)]
    match = _attribution().search(text, max(0, len(before.rstrip()) - 1))
    return match.span() if match else None


def starts_lower(facts: BlockFacts) -> bool:
    """The first letter is a small one."""
    return facts.text.lstrip(QUOTES)[:1].islower()


CUES = (
    Cue(
        "dateline",
        matching(dateline_pattern),
        "opens with a place and a dash, as agency reports do",
        needs=fitting(may_open_with_dateline),
    ),
    Cue(
        "goes_on",
        opening_with("going_on", skipped=QUOTES),
        "opens with a word that joins it to what stands before",
        needs=opening_like("going_on", QUOTES),
    ),
    Cue(
        "pronoun_first",
        opening_with("pronouns", skipped=""),
        "opens with a pronoun",
        needs=opening_like("pronouns", ""),
    ),
    Cue(
        "name_first",
        matching(_full_name, only=may_open_with_name),
        "opens with the full name of a person",
        needs=naming(),
    ),
    Cue("attribution", find_attribution, "quotes someone and says who it is", needs=speaking(SAID)),
    Cue("lower_first", when(starts_lower), "opens with a small letter", needs=opening(may_be_small)),
    Cue("quote_first", when(lambda facts: facts.text[0] in QUOTES), "opens with a quotation", needs=opening_in(QUOTES)),
    Cue(
        "bullet_first",
        when(lambda facts: facts.text[0] in BULLETS),
        "opens with a bullet or a dash",
        needs=opening_in(BULLETS),
    ),
    Cue("digit_first", when(lambda facts: facts.text[0].isdigit()), "opens with a number", needs=opening(str.isdigit)),
)
