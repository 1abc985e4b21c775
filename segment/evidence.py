"""Two looks at a dump: what every cue says of every block, and what the trees make of it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from segment.cues import Context, find_cues
from segment.decode import CERTAIN, LABELS, TEASER, decode
from segment.forest import UNIT
from segment.measures import draft, measure
from segment.model import FIRST_NAMES, SECOND_NAMES, SINGLE
from segment.scan import scan
from segment.types import Role

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence

    from numpy.typing import NDArray

    from segment.blocks import Block
    from segment.cues import Span
    from segment.decode import Placed
    from segment.forest import Forest
    from segment.measures.lexicon import Lexicon
    from segment.measures.shape import Measured
    from segment.model import Look, Weights
    from segment.scan import Scan

    Floats = NDArray[np.float64]
    Ints = NDArray[np.int64]

HEADLINE_SHARE = 0.15
"""A line that the likeliest title of a page begins or ends with is its title if it is at least so likely in comparison:
a page says "Ferry Runs Again - Harbour News", and "Ferry Runs Again" follows. By this .028, .016 and .006 more titles
are right on pages of dev, by renderer; with .1 or .2 up to .005 fewer."""
_COLUMN = {name: number for number, name in enumerate(SECOND_NAMES)}


@dataclass(frozen=True, slots=True)
class Evidence:
    """What all cues say of the blocks of a dump: all that the decision is made from."""

    values: Floats
    """Shape (blocks, SECOND_NAMES)."""
    spans: Sequence[Mapping[str, Span]]
    """For each block the patterns that it shows, and where."""


NO_EVIDENCE = Evidence(np.zeros((0, len(SECOND_NAMES))), ())


@dataclass(frozen=True, slots=True)
class Beliefs:
    """Probabilities in ten-thousandths: of a start, shape (blocks,), and of each label, shape (blocks, LABELS)."""

    start: Ints
    label: Ints


def collect(
    text: str, blocks: Sequence[Block], weights: Weights, *, single: bool, silent: Collection[str] = ()
) -> Evidence:
    """Both looks at the blocks of a dump. The cues named by `silent` are 0 everywhere. O(characters × log)."""
    scanned = scan(text, blocks)
    first, spans = look(text, scanned, weights.lexicon, single=single)
    _silence(first, silent)
    beliefs = judge(first, weights, weights.first, single=single)
    second = look_again_at(scanned, first[:, _COLUMN["words"]], beliefs, weights.lexicon)
    values = np.concatenate((first, second), axis=1)
    _silence(values, silent)
    return Evidence(values, spans)


def look(
    text: str, scanned: Scan, lexicon: Lexicon, *, single: bool, scores: Measured | None = None
) -> tuple[Floats, list[dict[str, Span]]]:
    """What the first look sees: the columns `FIRST_NAMES`. `scores` replace those of the lexicon's models."""
    spans = find_cues(Context(text, scanned.blocks))
    values = np.zeros((len(scanned), len(FIRST_NAMES)))
    measured = measure(scanned, lexicon, scores)
    values[:, : len(measured)] = np.concatenate(list(measured.values())).reshape(len(measured), -1).T
    for number, found in enumerate(spans):
        for name in found:
            values[number, _COLUMN[name]] = 1.0
    values[:, _COLUMN[SINGLE]] = single
    return values, spans


def look_again_at(scanned: Scan, words: Floats, beliefs: Beliefs, lexicon: Lexicon) -> Floats:
    """What the second look adds: the columns `DRAFTED`."""
    found = draft.measure(scanned, lexicon.weigh(scanned), words, beliefs.start // 10, beliefs.label // 10)
    return np.array(list(found.values())).T


def _silence(values: Floats, names: Collection[str]) -> None:
    for name in names:
        values[:, _COLUMN[name] : _COLUMN[name] + 1] = 0.0  # an empty slice where the look has no such column


def decide(evidence: Evidence, weights: Weights, *, single: bool) -> list[Placed]:
    """What each block is, from the evidence alone."""
    beliefs = judge(evidence.values, weights, weights.second, single=single)
    headline = find_headline(evidence.values, beliefs.label) if single else None
    return decode(beliefs.start, beliefs.label, round(weights.threshold * CERTAIN), single=single, headline=headline)


def find_headline(values: Floats, labels: Ints) -> int | None:
    """The block that is the title of a page if it has one; None if there are no blocks."""
    if not len(labels):
        return None
    likely = labels[:, LABELS.index(Role.TITLE)]
    best = int(likely.argmax())
    words, of_longer, of_shorter = (values[:, _COLUMN[name]] for name in ("words", "echo_of_longer", "echo_of_shorter"))
    # The likeliest title begins or ends with a line of so many words, and this one is the beginning or end of another.
    is_part = (of_longer > 0) & (np.abs(words - of_shorter[best] * words[best]) < 0.5)
    is_headline = is_part & (likely >= HEADLINE_SHARE * likely[best])
    return int((likely * is_headline).argmax()) if is_headline.any() else best


def judge(values: Floats, weights: Weights, with_look: Look, *, single: bool) -> Beliefs:
    """What one look believes of each block."""
    return judge_grades(weights.grade(values), weights, with_look, single=single)


def judge_grades(grades: NDArray[np.uint8], weights: Weights, with_look: Look, *, single: bool) -> Beliefs:
    """The same from grades."""
    start = _to_probability(with_look.start.score(grades)[:, 0], weights.sharpness)
    start[:1] = CERTAIN
    return Beliefs(start, _to_shares(with_look.label, grades, single=single))


def _to_probability(score: Ints, sharpness: float) -> Ints:
    odds = score * (sharpness / UNIT)
    probability: Ints = np.rint(CERTAIN / (1.0 + np.exp(-odds))).astype(np.int64)
    return probability


def _to_shares(forest: Forest, grades: NDArray[np.uint8], *, single: bool) -> Ints:
    scores = forest.score(grades) / UNIT
    odds = np.exp(scores - scores.max(1, keepdims=True, initial=-np.inf))
    shares: Ints = np.rint(CERTAIN * odds / odds.sum(1, keepdims=True)).astype(np.int64)
    if single:
        # One main article is wanted, so that there are no teasers: what looks like the text of one is text.
        shares[:, LABELS.index(Role.BODY)] += shares[:, LABELS.index(TEASER)]
        shares[:, LABELS.index(TEASER)] = 0
    return shares
