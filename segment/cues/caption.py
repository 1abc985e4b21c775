"""Captions of pictures, and who made them."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from segment.cues.base import Cue
from segment.cues.finders import matching
from segment.cues.needs import quoting, speaking_of
from segment.words import compile_with

if TYPE_CHECKING:
    import regex

    from segment.cues.base import BlockFacts

LONGEST_LABELLED = 60
LONGEST_CREDIT = 14
CREDIT_TAIL = 90
"""Characters at the end of a block in which its maker is named."""
POSITIONS = (
    "left", "right", "center", "centre", "above", "top", "bottom", "second",
    "links", "rechts", "gauche", "droite", "izquierda", "derecha",
)  # fmt: skip


@cache
def _label() -> regex.Pattern[str]:
    return compile_with(
        r"""^ [\W_]{0,3} \L<caption_labels> \s*
        (?: [:：/／|–—] | \s (?: by | von | par | de | di | door )\b
          | \s (?: courtesy | credit )\b )""",
        "caption_labels",
        fold=True,
    )


@cache
def _label_inside() -> regex.Pattern[str]:
    return compile_with(
        r"""[.。(（|\[\s] \L<caption_labels> \s*
        (?: [:：] | \s by \s | \s courtesy \s ) [^.!?]{2,50} [)）\].]* $""",
        "caption_labels",
        fold=True,
    )


@cache
def _agency() -> regex.Pattern[str]:
    return compile_with(r"(?: \b | [/(] ) \L<picture_agencies> \b [^.!?]{0,24} [)\]. ]* $", "picture_agencies")


@cache
def _position() -> regex.Pattern[str]:
    import regex

    return regex.compile(
        r"""\( (?: [^()]{0,20}, \s )?
          (?: left | right | center | centre | above | top | bottom | second \s from \s \w+
            | links | rechts | à \s gauche | à \s droite | izquierda | derecha ) \)
        | , \s (?: left | right | center | centre ) , \s""",
        regex.VERBOSE | regex.IGNORECASE,
    )


def may_name_maker(facts: BlockFacts) -> bool:
    """A colon or a small word between the label and the maker, near the end."""
    tail = facts.lower[-CREDIT_TAIL:]
    return any(mark in tail for mark in (":", "：", " by ", " courtesy "))


CUES = (
    Cue(
        "caption_label",
        matching(_label),
        "opens with a label such as 'Photo:' or 'Illustration:'",
        LONGEST_LABELLED,
        needs=quoting("caption_labels"),
    ),
    Cue(
        "credit_last",
        matching(_label_inside, tail=CREDIT_TAIL, only=may_name_maker),
        "ends with who made the picture",
        LONGEST_LABELLED + 30,
        needs=quoting("caption_labels"),
    ),
    Cue(
        "agency_last",
        matching(_agency, tail=60),
        "ends with a picture agency",
        LONGEST_LABELLED + 30,
        needs=quoting("picture_agencies"),
    ),
    Cue(
        "agency_only",
        matching(_agency, tail=60),
        "short, and ends with a picture agency",
        LONGEST_CREDIT,
        needs=quoting("picture_agencies"),
    ),
    Cue(
        "picture_position",
        matching(_position),
        "says who stands where in a picture",
        LONGEST_LABELLED + 30,
        needs=speaking_of(*POSITIONS),
    ),
)
