"""The table of cues: the one list of their names in the code.

A new cue is a function, a line here (in the table of its module), a line in `data/weights.json` and a case file in
`fixtures/cues`.
"""

from __future__ import annotations

from functools import cache
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
from segment.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Sequence

_TABLES: dict[str, tuple[Cue | Echo | Grade, ...]] = {
    "layout": layout.CUES,
    "size": size.CUES,
    "ending": ending.CUES,
    "opening": opening.CUES,
    "lead": lead.CUES,
    "headline": headline.CUES,
    "byline": byline.CUES,
    "date": date.CUES,
    "caption": caption.CUES,
    "bio": bio.CUES,
    "furniture": furniture.CUES,
    "repeat": repeat.CUES,
    "cohesion": cohesion.CUES,
}
CUES = tuple(cue for table in _TABLES.values() for cue in table)
FAMILIES = {family: tuple(cue.name for cue in table) for family, table in _TABLES.items()}
"""The names of the cues of each module."""
SETTINGS_FAMILY = "ending"
"""What stands above a block is judged by how it ends."""

__all__ = [
    "CUES",
    "FAMILIES",
    "Context",
    "Cue",
    "Echo",
    "Evidence",
    "Grade",
    "Span",
    "collect_evidence",
    "silence",
]


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


def silence(evidence: Sequence[Sequence[Evidence]], families: tuple[str, ...]) -> list[list[Evidence]]:
    """The evidence without that of some families of cues, and without the echoes of it.

    Raises UsageError for a family that there is not.
    """
    heard = _find_heard(families)
    return [[item._replace(cue=heard[item.cue]) for item in block if item.cue in heard] for block in evidence]


@cache
def _find_heard(families: tuple[str, ...]) -> dict[str, str]:
    """The cues that still count, and as which.

    Without the endings nobody knows what a block stands behind, so that a grade then counts as in plain surroundings.
    """
    unknown = [family for family in families if family not in FAMILIES]
    if unknown:
        message = f"no family of cues is called {unknown[0]!r}. There are: {', '.join(FAMILIES)}."
        raise UsageError(message)
    silent = {name for family in families for name in FAMILIES[family]}
    silent |= {cue.name for cue in CUES if isinstance(cue, Echo) and cue.of in silent}
    heard = {cue.name: cue.name for cue in CUES if cue.name not in silent}
    return heard | _find_plain(heard) if SETTINGS_FAMILY in families else heard


def _find_plain(names: Collection[str]) -> dict[str, str]:
    """For each grade that says what it stands behind the one that does not."""
    scales = [scale for scale in _SCALES if scale.in_settings]
    return {
        name: f"{scale.name}_{grade}"
        for scale in scales
        for grade in scale.grades
        for setting in SETTINGS
        if (name := f"{setting.prefix}{scale.name}_{grade}") in names
    }
