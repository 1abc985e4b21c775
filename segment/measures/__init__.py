"""Measures: cues that have a value for every block, worked out for all blocks of a dump at once.

The other cues (`segment.cues`) are patterns that a block shows or does not; both are columns of the same evidence.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from segment.measures import cohesion, draft, echo, layout, lexicon, shape, windows

if TYPE_CHECKING:
    from segment.measures.lexicon import Lexicon
    from segment.measures.shape import Measured
    from segment.scan import Scan

FAMILIES = {
    "shape": tuple(shape.MEANINGS),
    "place": tuple(layout.MEANINGS),
    "wording": tuple(lexicon.MEANINGS),
    "cohesion": tuple(cohesion.MEANINGS),
    "echo": tuple(echo.MEANINGS),
}
"""The names of the measures by what they look at."""
MEASURED = tuple(name for names in FAMILIES.values() for name in names)
AVERAGED = ("words", "stopped", "sentences", "capitalised", "known_3", "lines_above", *lexicon.MODELS)
"""The measures whose means around a block are measures, too."""
MOST_WORDS = 60
"""At which the length of a block counts in a mean: one long paragraph says no more than two usual ones."""
_PLAIN = {**shape.MEANINGS, **layout.MEANINGS, **lexicon.MEANINGS, **cohesion.MEANINGS, **echo.MEANINGS}
_AROUND = windows.describe({name: _PLAIN[name] for name in AVERAGED})
DRAFTED = tuple(draft.MEANINGS)
"""What the second look adds."""
MEANINGS = {**_PLAIN, **_AROUND, **draft.MEANINGS}


def windowed_names() -> tuple[str, ...]:
    """The names of the means around a block."""
    return tuple(_AROUND)


def measure(scan: Scan, known: Lexicon, scores: Measured | None = None) -> Measured:
    """All measures of all blocks: an array of shape (blocks,) for each of `MEASURED` and `windowed_names`.

    `scores` replace those of the lexicon's models.
    """
    shapes = shape.measure(scan)
    found = {
        **shapes,
        **layout.measure(scan, shapes),
        **lexicon.measure(scan, known),
        **(lexicon.score(scan, known) if scores is None else scores),
        **cohesion.measure(scan, known),
        **echo.measure(scan),
    }
    averaged = {name: found[name] for name in AVERAGED} | {"words": np.minimum(found["words"], MOST_WORDS)}
    return {**found, **windows.average(averaged)}
