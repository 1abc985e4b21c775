"""How a block ends: with a full stop, an invitation to read on, or in the middle of a sentence."""

from __future__ import annotations

from collections import defaultdict
from functools import cache
from typing import TYPE_CHECKING

from segment.cues.base import Cue, when
from segment.words import compile_with, phrases, word_list

if TYPE_CHECKING:
    from collections.abc import Sequence

    import regex

    from segment.cues.base import BlockFacts, Context, Span

FEWEST_CUT_WORDS = 12
"""Shorter blocks without a full stop are headlines, names and menus."""
QUOTE_PAIRS = (("“", "”"), ("«", "»"), ("「", "」"), ("『", "』"))
INVITATION_BREAKS = ("", *".…!?])。！？|")
"""What may stand right before an invitation; inside a sentence "read more" is none."""
PARTNER_WORDS = 2
PARTNER_CHARS = 8
"""By how much two teasers of one limit differ: P .94, R .97 for teaser lines of columns."""


def is_cut_off(facts: BlockFacts) -> bool:
    """A sentence or more, and the last one does not end."""
    return facts.words >= FEWEST_CUT_WORDS and not facts.is_terminated and facts.bare[-1:] not in ":："


def find_partners(facts: Sequence[BlockFacts]) -> frozenset[int]:
    """Blocks cut off at the length of another block. O(n)."""
    cut = [number for number, block in enumerate(facts) if is_cut_off(block) or ends_in_ellipsis(block)]
    by_words: defaultdict[int, list[int]] = defaultdict(list)
    by_chars: defaultdict[int, list[int]] = defaultdict(list)
    for number in cut:
        by_words[facts[number].words].append(number)
        by_chars[len(facts[number].text) // PARTNER_CHARS].append(number)
    return frozenset(number for number in cut if _has_partner(facts, number, by_words, by_chars))


def _has_partner(
    facts: Sequence[BlockFacts], number: int, by_words: dict[int, list[int]], by_chars: dict[int, list[int]]
) -> bool:
    words, chars = facts[number].words, len(facts[number].text)
    near = (by_words.get(words + step, ()) for step in range(-PARTNER_WORDS, PARTNER_WORDS + 1))
    # Two of a bucket are enough to look at: one of them is another block.
    if any(other != number for bucket in near for other in bucket[:2]):
        return True
    near = (by_chars.get(chars // PARTNER_CHARS + step, ()) for step in (-1, 0, 1))
    return any(
        other != number and abs(len(facts[other].text) - chars) <= PARTNER_CHARS
        for bucket in near
        for other in bucket[:8]
    )


def find_partner(context: Context, number: int) -> Span | None:
    """Cut off at the length of another block."""
    return context.facts[number].whole if number in context.partners else None


def ends_in_ellipsis(facts: BlockFacts) -> bool:
    """Three dots, an ellipsis, or one in brackets, maybe with an invitation to read on behind it."""
    tail = facts.text[-60:]
    return ("..." in tail or "…" in tail) and _ellipsis().search(tail) is not None


@cache
def _ellipsis() -> regex.Pattern[str]:
    return compile_with(
        r"(?: \.{3} | … | \[ \s? (?:\.{3} | …) \s? \] ) \s* (?: \L<read_more> [\s.»→>]* )? $", "read_more", fold=True
    )


def find_invitation(text: str) -> Span | None:
    """An invitation to read on at the end of a text, in words of its own.

    >>> find_invitation("The council meets again… Read more »")
    (25, 34)
    >>> find_invitation("She wanted to read more.") is None
    True
    """
    raw = text.rstrip(" .…»→>)]）")
    tail = raw.lower()
    if not tail.endswith(phrases("read_more")):
        return None
    phrase = next(phrase for phrase in phrases("read_more") if tail.endswith(phrase))
    # Counted from the end, since small letters may take more characters than capitals.
    before = raw[: len(raw) - len(phrase)]
    start = len(before.rstrip("([（"))
    stands_alone = start < len(before) or before.rstrip()[-1:] in INVITATION_BREAKS
    return (start, len(raw)) if stands_alone else None


def find_read_more(context: Context, number: int) -> Span | None:
    """An invitation to read on, at the end of the block."""
    return find_invitation(context.facts[number].text)


def ends_in_connective(facts: BlockFacts) -> bool:
    """The last word is one that no sentence ends with ("of", "the", "and")."""
    return bool(facts.tokens) and facts.tokens[-1] in _connectives()


@cache
def _connectives() -> frozenset[str]:
    return frozenset(word_list("connectives"))


def has_open_quote(facts: BlockFacts) -> bool:
    """A quotation begins and does not end."""
    text = facts.text
    if "„" in text:
        # German ends a quotation with the mark that begins one in English.
        return text.count("„") > text.count("“") + text.count("”")
    if any(text.count(opening) > text.count(closing) for opening, closing in QUOTE_PAIRS):
        return True
    return "“" not in text and text.count('"') % 2 == 1


cut_off = when(is_cut_off)
ellipsis = when(ends_in_ellipsis)

CUES = (
    Cue("terminated", when(lambda facts: facts.is_terminated), "ends with a full stop"),
    Cue("cut_off", cut_off, "breaks off in the middle of a sentence"),
    Cue("equal_length", find_partner, "cut off at the same length as another block"),
    Cue("ellipsis", ellipsis, "ends in an ellipsis"),
    Cue("read_more", find_read_more, "ends with an invitation to read on"),
    Cue("connective_last", when(ends_in_connective), "the last word is one that no sentence ends with"),
    Cue("open_quote", when(has_open_quote), "a quotation begins and does not end"),
    Cue("colon_last", when(lambda facts: facts.bare[-1:] in (":", "：")), "ends with a colon"),
    Cue("comma_last", when(lambda facts: facts.bare[-1:] in (",", ";", "，", "、")), "ends with a comma"),
)
