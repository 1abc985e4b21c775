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
from segment.cues.base import Context, Cue, Echo, Evidence, Span

if TYPE_CHECKING:
    from collections.abc import Sequence

CUES: tuple[Cue | Echo, ...] = (
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

__all__ = ["CUES", "Context", "Cue", "Echo", "Evidence", "Span", "collect_evidence"]


def collect_evidence(context: Context, cues: Sequence[Cue | Echo] = CUES) -> list[list[Evidence]]:
    """What the cues see on each block, in the order of the table."""
    finders = [cue for cue in cues if isinstance(cue, Cue)]
    echoes = [cue for cue in cues if isinstance(cue, Echo)]
    count = len(context.blocks)
    evidence: list[list[Evidence]] = []
    for number in range(count):
        seen = ((cue.name, cue.find(context, number)) for cue in finders)
        evidence.append([Evidence(name, span) for name, span in seen if span is not None])
    names = [{item.cue for item in block} for block in evidence]
    for number, block in enumerate(evidence):
        for echo in echoes:
            place = number + echo.offset
            if 0 <= place < count and echo.of in names[place]:
                block.append(Evidence(echo.name, context.facts[number].whole))
    return evidence
