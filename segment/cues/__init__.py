"""The table of cues: the one list of their names in the code.

A new cue is a function, a line here (in the table of its module), a line in `data/weights.json` and a case file in
`fixtures/cues`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from segment.cues import (
    bio,
    byline,
    caption,
    cohesion,
    date,
    ending,
    furniture,
    headline,
    layout,
    lead,
    opening,
    repeat,
    size,
)
from segment.cues.base import SETTINGS, Context, Cue, Echo, Evidence, Grade, Span

if TYPE_CHECKING:
    from collections.abc import Iterator

CUES: tuple[Cue | Echo | Grade, ...] = (
    *layout.CUES,
    *size.CUES,
    *ending.CUES,
    *opening.CUES,
    *lead.CUES,
    *headline.CUES,
    *byline.CUES,
    *date.CUES,
    *caption.CUES,
    *bio.CUES,
    *furniture.CUES,
    *repeat.CUES,
    *cohesion.CUES,
)

__all__ = ["CUES", "Context", "Cue", "Echo", "Evidence", "Grade", "Span", "collect_evidence"]


_FINDERS = tuple(cue for cue in CUES if isinstance(cue, Cue))
_ECHOES = tuple(cue for cue in CUES if isinstance(cue, Echo))
_SCALES = tuple(dict.fromkeys(cue.scale for cue in CUES if isinstance(cue, Grade)))


def collect_evidence(context: Context) -> list[list[Evidence]]:
    """What the cues see on each block."""
    numbers = range(len(context.blocks))
    evidence = [[*_find(context, number), *_grade(context, number)] for number in numbers]
    names = [{item.cue for item in block} for block in evidence]
    for number, block in enumerate(evidence):
        for echo in _ECHOES:
            place = number + echo.offset
            if place in numbers and echo.of in names[place]:
                block.append(Evidence(echo.name, context.facts[number].whole))
    return evidence


def _find(context: Context, number: int) -> Iterator[Evidence]:
    for cue in _FINDERS:
        span = cue.find(context, number)
        if span is not None:
            yield Evidence(cue.name, span)


def _grade(context: Context, number: int) -> Iterator[Evidence]:
    setting = SETTINGS[context.settings[number]].prefix
    for scale in _SCALES:
        grade = scale.find(context, number)
        if grade is not None:
            prefix = setting if scale.in_settings else ""
            yield Evidence(f"{prefix}{scale.name}_{scale.grades[grade]}", context.facts[number].whole)
