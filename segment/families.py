"""Families of cues: what each module of patterns and of measures looks at, and what each cue says."""

from __future__ import annotations

from functools import cache

from segment import cues, measures
from segment.errors import UsageError
from segment.measures import DRAFTED, windowed_names
from segment.model import SINGLE


def _around(names: tuple[str, ...]) -> tuple[str, ...]:
    """The means of these cues around a block."""
    return tuple(
        name
        for name in windowed_names()
        if name.startswith(tuple(f"{part}_above_" for part in names))
        or name.startswith(tuple(f"{part}_below_" for part in names))
    )


FAMILIES: dict[str, tuple[str, ...]] = {
    **{family: (*names, *_around(names)) for family, names in measures.FAMILIES.items()},
    **cues.FAMILIES,
    "draft": DRAFTED,
}
"""The names of the cues of each family."""
MEANINGS = {
    **measures.MEANINGS,
    **{cue.name: cue.meaning for cue in cues.CUES},
    SINGLE: "one main article is wanted",
}
"""What each cue says, in words for `segment explain`."""


@cache
def find_names(families: tuple[str, ...]) -> frozenset[str]:
    """The cues of some families. Raises UsageError for a family that there is not."""
    unknown = [family for family in families if family not in FAMILIES]
    if unknown:
        message = f"no family of cues is called {unknown[0]!r}. There are: {', '.join(FAMILIES)}."
        raise UsageError(message)
    return frozenset(name for family in families for name in FAMILIES[family])
