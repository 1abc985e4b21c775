"""The table of cues that are patterns: the one list of their names in the code.

A new cue is a function, a line in the table of its module, and a case file in `fixtures/cues`; what it is worth is
learnt (`segment fit`). Cues that have a value for every block are in `segment.measures`.
"""

from __future__ import annotations

from segment.cues import bio, byline, caption, date, ending, furniture, headline, layout, opening, repeat
from segment.cues.base import Context, Cue, Span

__all__ = ["CUES", "FAMILIES", "Context", "Cue", "Span", "find_cues"]

_TABLES: dict[str, tuple[Cue, ...]] = {
    "layout": layout.CUES,
    "ending": ending.CUES,
    "opening": opening.CUES,
    "headline": headline.CUES,
    "byline": byline.CUES,
    "date": date.CUES,
    "caption": caption.CUES,
    "bio": bio.CUES,
    "furniture": furniture.CUES,
    "repeat": repeat.CUES,
}
CUES = tuple(cue for table in _TABLES.values() for cue in table)
FAMILIES = {family: tuple(cue.name for cue in table) for family, table in _TABLES.items()}
"""The names of the cues of each module."""


def find_cues(context: Context) -> list[dict[str, Span]]:
    """For each block the cues that fire on it, and what they saw."""
    found: list[dict[str, Span]] = [{} for _ in context.blocks]
    for cue in CUES:
        for number in context.among(cue.most_words, cue.needs):
            span = cue.find(context, number)
            if span is not None:
                found[number][cue.name] = span
    return found
