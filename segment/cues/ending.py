"""How a block ends: with a full stop, an invitation to read on, or in the middle of a sentence."""

from __future__ import annotations

from collections import Counter, defaultdict
from functools import cache
from typing import TYPE_CHECKING

from segment.cues.base import TERMINALS, Cue
from segment.cues.finders import by_last, when
from segment.cues.needs import ending_in, having, quoting, unfinished
from segment.scripts import STOPS
from segment.words import compile_with, word_list

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    import regex

    from segment.cues.base import BlockFacts, Context, Span

FEWEST_CUT_WORDS = 12
"""Shorter blocks without a full stop are headlines, names and menus."""
QUOTE_PAIRS = (("“", "”"), ("«", "»"), ("「", "」"), ("『", "』"))
OPENING_QUOTES = ("„", '"', *(opening for opening, _ in QUOTE_PAIRS))
LONGEST_INVITATION = 40
"""Characters; the list has none that is longer."""
INVITATION_BREAKS = ("", *".…!?])。！？|", *STOPS)
"""What may stand right before an invitation; inside a sentence "read more" is none."""
COMMAS = (",", ";", "，", "、", "،", "؛")
PARTNER_WORDS = 2
PARTNER_CHARS = 8
"""By how much two teasers of one limit differ: P .94, R .97 for teaser lines of columns."""


def is_cut_off(facts: BlockFacts) -> bool:
    """A sentence or more, and the last one does not end."""
    return facts.words >= FEWEST_CUT_WORDS and not facts.is_terminated and facts.last not in ":："


def find_partners(context: Context) -> frozenset[int]:
    """Blocks cut off at the length of another block. O(n)."""
    facts = context.facts
    broken = (number for number in context.among(needs=unfinished) if is_cut_off(facts[number]))
    dotted = (number for number in context.among(needs=_DOTTED) if ends_in_ellipsis(facts[number]))
    cut = sorted({*broken, *dotted})
    if len(cut) < 2:
        return frozenset()
    with_words = Counter(facts[number].words for number in cut)
    by_chars: defaultdict[int, list[int]] = defaultdict(list)
    for number in cut:
        by_chars[len(facts[number].text) // PARTNER_CHARS].append(number)
    return frozenset(
        number
        for number in cut
        if _count_near(facts[number].words, with_words) > 1 or _is_as_long(facts, number, by_chars)
    )


def _count_near(words: int, with_words: Mapping[int, int]) -> int:
    """How many blocks have about so many words."""
    return sum([with_words.get(words + step, 0) for step in range(-PARTNER_WORDS, PARTNER_WORDS + 1)])


def _is_as_long(facts: Sequence[BlockFacts], number: int, by_chars: Mapping[int, list[int]]) -> bool:
    """Whether another block has about as many characters."""
    chars = len(facts[number].text)
    near = [other for step in (-1, 0, 1) for other in by_chars.get(chars // PARTNER_CHARS + step, ())[:8]]
    return any(other != number and abs(len(facts[other].text) - chars) <= PARTNER_CHARS for other in near)


def partnered(context: Context, numbers: Sequence[int]) -> Sequence[int]:
    """Blocks cut off at the length of another block."""
    return [number for number in numbers if number in context.partners]


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
    tail = raw[-LONGEST_INVITATION:].lower()
    phrase = next(
        (phrase for phrase in by_last("read_more", fold=True).get(tail[-1:], ()) if tail.endswith(phrase)), None
    )
    if phrase is None:
        return None
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
    return not _connectives().isdisjoint(facts.text.rsplit(None, 1)[-1:])


@cache
def _connectives() -> frozenset[str]:
    return frozenset(word_list("connectives"))


def has_open_quote(facts: BlockFacts) -> bool:
    """A quotation begins and does not end."""
    text = facts.text
    if "„" in text:
        # German ends a quotation with the mark that begins one in English.
        return text.count("„") > text.count("“") + text.count("”")
    for opening, closing in QUOTE_PAIRS:
        if opening in text and text.count(opening) > text.count(closing):
            return True
    return "“" not in text and text.count('"') % 2 == 1


_DOTTED = having("...", "…")

CUES = (
    Cue("terminated", when(lambda facts: facts.is_terminated), "ends with a full stop", needs=ending_in(TERMINALS)),
    Cue("cut_off", when(is_cut_off), "breaks off in the middle of a sentence", needs=unfinished),
    Cue("equal_length", find_partner, "cut off at the same length as another block", needs=partnered),
    Cue("ellipsis", when(ends_in_ellipsis), "ends in an ellipsis", needs=_DOTTED),
    Cue("read_more", find_read_more, "ends with an invitation to read on", needs=quoting("read_more")),
    Cue(
        "connective_last",
        when(ends_in_connective),
        "the last word is one that no sentence ends with",
        needs=unfinished,
    ),
    Cue("open_quote", when(has_open_quote), "a quotation begins and does not end", needs=having(*OPENING_QUOTES)),
    Cue("colon_last", when(lambda facts: facts.last in (":", "：")), "ends with a colon", needs=ending_in(":：")),
    Cue(
        "comma_last",
        when(lambda facts: facts.last in COMMAS),
        "ends with a comma",
        needs=ending_in("".join(COMMAS)),
    ),
)
