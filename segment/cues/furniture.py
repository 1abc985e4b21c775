"""What belongs to the page and not to an article: menus, notices, invitations, comments."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from segment.cues.base import Cue, holding, matching, opening_with, when

if TYPE_CHECKING:
    import regex

    from segment.cues.base import BlockFacts

LONGEST_NOTICE = 60
RIGHTS_WORDS = ("©", "(c)", "copyright", "reserved", "vorbehalten", "réservés", "reservados")
COMMENT_WORDS = (
    "comment", "kommentar", "repl", "like", "share", "report", "flag", "upvote", "antworten", "says:", "wrote:",
    "posted by", "joined",
)  # fmt: skip


@cache
def _copyright() -> regex.Pattern[str]:
    import regex

    return regex.compile(
        r"""© | \(c\) \s* (?:19|20)\d\d | \b copyright \s (?: © | \(c\) | by | (?:19|20)\d\d )
        | all \s rights \s reserved | alle \s rechte \s vorbehalten
        | tous \s droits \s réservés | todos \s los \s derechos \s reservados""",
        regex.VERBOSE | regex.IGNORECASE,
    )


@cache
def _address() -> regex.Pattern[str]:
    import regex

    # "late.Common sense" is two sentences without a blank.
    return regex.compile(r"https?:// | www\. | \.(?: com | org | net ) (?! \p{L} )", regex.VERBOSE | regex.IGNORECASE)


@cache
def _comment() -> regex.Pattern[str]:
    import regex

    return regex.compile(
        r"""^ (?: \d{1,5} \s+ (?: comments? | replies | likes? | shares? | Kommentare? )
            | (?: reply | report | flag | like | share | upvote | antworten )s?
              (?: \W+ (?: reply | report | flag | like | share )s? )* ) \W* $
        | \b (?: says | wrote | commented ) : $
        | ^ posted \s by \b
        | \b joined \b .{0,20} \d{4} $""",
        regex.VERBOSE | regex.IGNORECASE,
    )


@cache
def _rule() -> regex.Pattern[str]:
    import regex

    return regex.compile(r"^ [^\p{L}\p{N}]+ $", regex.VERBOSE)


def may_claim_rights(facts: BlockFacts) -> bool:
    """One of the words that a claim of rights is made of."""
    return any(word in facts.lower for word in RIGHTS_WORDS)


def may_hold_address(facts: BlockFacts) -> bool:
    """One of the parts that addresses have."""
    return any(part in facts.lower for part in ("://", "www.", ".com", ".org", ".net"))


def may_be_comment(facts: BlockFacts) -> bool:
    """One of the words that parts of comment threads are made of."""
    return any(word in facts.lower for word in COMMENT_WORDS)


def is_listing(facts: BlockFacts) -> bool:
    """Several short things between bars, bullets or arrows."""
    # Guillemets in pairs are quotations.
    marks = "|•·›>" if "«" in facts.text else "|•·›>»"
    return facts.words <= LONGEST_NOTICE and sum(facts.text.count(mark) for mark in marks) >= 2


CUES = (
    Cue("furniture", opening_with("furniture", 12, fold=True), "opens like a menu, a button or a section of a page"),
    Cue(
        "notice", holding("notices", LONGEST_NOTICE), "speaks of cookies, newsletters, subscriptions or advertisements"
    ),
    Cue("copyright", matching(_copyright, LONGEST_NOTICE, needs=may_claim_rights), "says who holds the rights"),
    Cue("address", matching(_address, LONGEST_NOTICE, needs=may_hold_address), "holds the address of a page"),
    Cue("comment", matching(_comment, 12, needs=may_be_comment), "looks like a part of a comment thread"),
    Cue("rule", matching(_rule, 12), "no letter and no figure in it"),
    Cue("listing", when(is_listing), "several short things between bars or bullets"),
    Cue(
        "digits_only",
        when(lambda facts: facts.words <= 2 and facts.text.strip(".,:%#()").isdigit()),
        "nothing but a number",
    ),
)
