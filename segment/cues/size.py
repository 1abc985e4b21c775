"""How long a block is, and how long its neighbours are."""

from __future__ import annotations

from typing import TYPE_CHECKING

from segment.cues.base import Cue, Echo, Grade, Scale

if TYPE_CHECKING:
    from segment.cues.base import Context, Finder, Span

BINS = ((1, 2), (3, 5), (6, 10), (11, 17), (18, 29), (30, 49), (50, 89), (90, 129), (130, None))
"""Words. Menus have one or two, headlines six to ten, teasers thirty and more, paragraphs of columns about fifty."""
LONG = 18
SHORT = 5


def has_words(least: int, most: int | None) -> Finder:
    """A finder for lines and paragraphs of `least` to `most` words."""

    def find(context: Context, number: int) -> Span | None:
        words = context.facts[number].words
        if context.blocks[number].in_run or words < least or (most is not None and words > most):
            return None
        return (0, len(context.facts[number].text))

    return find


def find_fragment(context: Context, number: int) -> Span | None:
    """A few words between two seams of a text without line breaks."""
    facts = context.facts[number]
    return facts.whole if context.blocks[number].in_run and facts.words <= SHORT else None


def grade_words(context: Context, number: int) -> int | None:
    """The bin of a line or paragraph."""
    words = context.facts[number].words
    if context.blocks[number].in_run or not words:
        return None
    return next(index for index, (_, most) in enumerate(BINS) if most is None or words <= most)


WORDS = Scale("words", tuple(f"{low}_{high or 'up'}" for low, high in BINS), grade_words, "how many words it has")

CUES: tuple[Cue | Echo | Grade, ...] = (
    *WORDS.cues(),
    Cue("fragment", find_fragment, "a few words between two seams of a text without line breaks"),
    Cue("long", has_words(LONG, None), f"{LONG} words and more"),
    Cue("short", has_words(0, SHORT), f"{SHORT} words at most"),
    Echo("long_above", "long", -1, f"the block above has {LONG} words and more"),
    Echo("long_below", "long", 1, f"the block below has {LONG} words and more"),
    Echo("long_two_above", "long", -2, f"the block before the last has {LONG} words and more"),
    Echo("long_two_below", "long", 2, f"the block after the next has {LONG} words and more"),
    Echo("short_above", "short", -1, f"the block above has {SHORT} words at most"),
    Echo("short_below", "short", 1, f"the block below has {SHORT} words at most"),
    Echo("short_two_above", "short", -2, f"the block before the last has {SHORT} words at most"),
    Echo("short_two_below", "short", 2, f"the block after the next has {SHORT} words at most"),
)
