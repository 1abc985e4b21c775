"""What belongs to the page and not to an article: menus, notices, invitations, comments."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from segment.cues.base import Cue
from segment.cues.finders import holding, matching, opening_with, when
from segment.cues.needs import either, having, opening, quoting, speaking_of

if TYPE_CHECKING:
    import regex

    from segment.cues.base import BlockFacts

LONGEST_NOTICE = 60
RIGHTS_WORDS = ("©", "(c)", "copyright", "reserved", "vorbehalten", "réservés", "reservados")
RIGHTS_KEYS = ("copyright", "rights", "rechte", "droits", "derechos")
"""One of them stands in each claim that has neither © nor (c)."""
COMMENT_KEYS = (
    "comment", "comments", "kommentar", "kommentare", "reply", "replys", "replies", "like", "likes", "share", "shares",
    "report", "reports", "flag", "flags", "upvote", "upvotes", "antworten", "antwortens", "says", "wrote", "commented",
    "posted", "joined",
)  # fmt: skip
"""The words of the pattern, in each form that it takes."""
LISTING_MARKS = ("|", "•", "·", "›", ">")
AROUND_NUMBER = ".,:%#()"
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
    lower = facts.lower
    return any(word in lower for word in RIGHTS_WORDS)


def may_be_comment(facts: BlockFacts) -> bool:
    """One of the words that parts of comment threads are made of."""
    lower = facts.lower
    return any(word in lower for word in COMMENT_WORDS)


def is_no_word(char: str) -> bool:
    """Neither a letter nor a figure."""
    return not char.isalnum()


def may_open_number(char: str) -> bool:
    """A figure, or what may stand before it."""
    return char.isdigit() or char in AROUND_NUMBER


def is_number(facts: BlockFacts) -> bool:
    """Figures, and what is written around them."""
    return facts.text.strip(AROUND_NUMBER).isdigit()


def is_listing(facts: BlockFacts) -> bool:
    """Several short things between bars, bullets or arrows."""
    # Guillemets in pairs are quotations.
    marks = LISTING_MARKS if "«" in facts.text else (*LISTING_MARKS, "»")
    return sum(facts.text.count(mark) for mark in marks) >= 2


CUES = (
    Cue(
        "furniture",
        opening_with("furniture", fold=True),
        "opens like a menu, a button or a section of a page",
        12,
        quoting("furniture"),
    ),
    Cue(
        "notice",
        holding("notices"),
        "speaks of cookies, newsletters, subscriptions or advertisements",
        LONGEST_NOTICE,
        needs=quoting("notices"),
    ),
    Cue(
        "copyright",
        matching(_copyright, only=may_claim_rights),
        "says who holds the rights",
        LONGEST_NOTICE,
        needs=either(having("©", "(c)"), speaking_of(*RIGHTS_KEYS)),
    ),
    Cue(
        "address",
        matching(_address),
        "holds the address of a page",
        LONGEST_NOTICE,
        needs=either(having("://", "www."), speaking_of("com", "org", "net")),
    ),
    Cue(
        "comment",
        matching(_comment, only=may_be_comment),
        "looks like a part of a comment thread",
        12,
        speaking_of(*COMMENT_KEYS),
    ),
    Cue("rule", matching(_rule), "no letter and no figure in it", 12, needs=opening(is_no_word)),
    Cue(
        "listing",
        when(is_listing),
        "several short things between bars or bullets",
        LONGEST_NOTICE,
        needs=having(*LISTING_MARKS, "»"),
    ),
    Cue("digits_only", when(is_number), "nothing but a number", 2, needs=opening(may_open_number)),
)
