"""From counts on each dump to figures over all of them, with intervals.

A resample is a row of weights, how often each dump is drawn. Dumps are resampled, never boundaries: those of one dump
hang together.
Source: Efron & Tibshirani 1993, "An introduction to the bootstrap", chapter 13 (percentile intervals); for pairs of
systems, Koehn 2004, "Statistical significance tests for machine translation evaluation".
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from segment.evaluate.averages import Average, make_columns
from segment.evaluate.measures import FAMILIES, is_less_better
from segment.evaluate.records import Band, Bin, Counts, Difference, Estimate, Figure

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from numpy.typing import NDArray

    from segment.evaluate.records import DumpScore

    FloatArray = NDArray[np.float64]

INTERVAL = (0.025, 0.975)
CHUNK_CELLS = 4_000_000
"""Weights held at once; more dumps mean fewer resamples at a time."""
BINS = 10
BANDS = 5
BAND_DUMPS = 10
"""Fewer dumps than this say nothing of a length."""


def resample(dumps: int, resamples: int, seed: int) -> Iterator[FloatArray]:
    """Rows of weights, how often each dump is drawn, shape (chunk, dumps); the same for the same seed."""
    generator = np.random.default_rng(seed)
    chunk = max(1, CHUNK_CELLS // max(1, dumps))
    chances = np.full(dumps, 1.0 / dumps)
    for begin in range(0, resamples, chunk):
        yield generator.multinomial(dumps, chances, size=min(chunk, resamples - begin)).astype(float)


class Sample(NamedTuple):
    """One measure: its value and those of all resamples, shape (resamples,)."""

    value: float
    resampled: FloatArray

    @property
    def estimate(self) -> Estimate:
        """With its interval; resamples in which there was nothing to measure are left out."""
        kept = self.resampled[~np.isnan(self.resampled)]
        low, high = np.quantile(kept, INTERVAL) if len(kept) else (self.value, self.value)
        return Estimate(self.value, float(low), float(high))


def draw(scores: Sequence[DumpScore], resamples: int, seed: int) -> dict[str, tuple[Sample | None, Sample | None]]:
    """Micro and macro average of every measure. O(resamples × dumps) for each."""
    columns = make_columns(scores)
    parts: dict[str, list[Average]] = {}
    for weights in (np.ones((1, len(scores))), *resample(len(scores), resamples, seed)):
        for column in columns:
            for name, average in column.average(weights):
                parts.setdefault(name, []).append(average)
    return {name: (_join([a.micro for a in found]), _join([a.macro for a in found])) for name, found in parts.items()}


def _join(parts: Sequence[FloatArray | None]) -> Sample | None:
    arrays = [part for part in parts if part is not None]
    if not arrays or np.isnan(arrays[0][0]):
        return None
    return Sample(float(arrays[0][0]), np.concatenate(arrays[1:]) if len(arrays) > 1 else np.empty(0))


def make_figures(scores: Sequence[DumpScore], resamples: int, seed: int) -> dict[str, Figure]:
    """Every measure with its intervals, in the order of the table. `scores` must not be empty."""
    figures = {}
    for name, (micro, macro) in draw(scores, resamples, seed).items():
        of_all, of_dumps = (None if sample is None else sample.estimate for sample in (micro, macro))
        if of_all or of_dumps:
            figures[name] = Figure(name, of_all, of_dumps, macro_first=_is_macro_first(name))
    return figures


def make_differences(
    first: Sequence[DumpScore], second: Sequence[DumpScore], resamples: int, seed: int
) -> tuple[Difference, ...]:
    """What the second system has over the first, on the same resamples of the same dumps."""
    ours, theirs = draw(first, resamples, seed), draw(second, resamples, seed)
    differences = []
    for name in ours.keys() & theirs.keys():
        macro_first = _is_macro_first(name)
        pair = [_main(samples[name], macro_first) for samples in (ours, theirs)]
        if pair[0] is not None and pair[1] is not None:
            differences.append(_difference(name, pair[0], pair[1]))
    order = list(ours)
    return tuple(sorted(differences, key=lambda difference: order.index(difference.name)))


def _is_macro_first(name: str) -> bool:
    family = FAMILIES.get(name) or FAMILIES.get(name.rpartition("_")[0])
    return family is not None and family.macro_first


def _main(samples: tuple[Sample | None, Sample | None], macro_first: bool) -> Sample | None:
    micro, macro = samples
    return (macro or micro) if macro_first else (micro or macro)


def _difference(name: str, first: Sample, second: Sample) -> Difference:
    sign = -1.0 if is_less_better(name) else 1.0
    resampled = sign * (second.resampled - first.resampled)
    resampled = resampled[~np.isnan(resampled)]
    sample = Sample(sign * (second.value - first.value), resampled)
    # Twice the smaller tail; never less than one resample can show.
    tail = min(int(np.count_nonzero(resampled <= 0)), int(np.count_nonzero(resampled >= 0)))
    p_value = min(1.0, 2.0 * max(tail, 1) / max(1, len(resampled)))
    return Difference(name, first.value, second.value, sample.estimate, p_value)


def make_bins(scores: Sequence[DumpScore]) -> tuple[Bin, ...]:
    """How often articles are right, by their confidence; bins of equal width, empty ones left out."""
    bins: dict[int, list[tuple[float, bool]]] = {}
    for score in scores:
        for confidence, right in score.confidences:
            bins.setdefault(min(int(confidence * BINS), BINS - 1), []).append((confidence, right))
    return tuple(
        Bin(
            number / BINS,
            (number + 1) / BINS,
            len(members),
            sum(confidence for confidence, _ in members) / len(members),
            sum(right for _, right in members) / len(members),
        )
        for number, members in sorted(bins.items())
    )


def make_bands(scores: Sequence[DumpScore], resamples: int, seed: int) -> tuple[Band, ...]:
    """Boundary F1 by length, in bands of about as many dumps each; dumps without boundaries say nothing."""
    telling = sorted(
        (score for score in scores if _has_boundaries(score)), key=lambda score: (score.chars, score.index)
    )
    count = min(BANDS, len(telling) // BAND_DUMPS)
    bands = []
    for members in (telling[i * len(telling) // count : (i + 1) * len(telling) // count] for i in range(count)):
        figure = make_figures(members, resamples, seed).get("boundary_f1")
        if figure is not None:
            bands.append(Band(members[0].chars, members[-1].chars, len(members), figure.main))
    return tuple(bands)


def _has_boundaries(score: DumpScore) -> bool:
    counts = score.values.get("boundary")
    return isinstance(counts, Counts) and counts.claimed + counts.wanted > 0


def sum_roles(scores: Sequence[DumpScore]) -> Counter[tuple[str, str]]:
    """The table of confusion over all dumps."""
    total: Counter[tuple[str, str]] = Counter()
    for score in scores:
        total.update(score.roles)
    return total


def loss(score: DumpScore) -> float:
    """How badly a dump went, to find the worst: boundaries missed and invented, and what its body lacks of F1 1."""
    body = score.values.get("body")
    missing = 0.0
    if isinstance(body, Counts) and body.claimed + body.wanted > 0:
        missing = 1.0 - 2.0 * body.right / (body.claimed + body.wanted)
    return len(score.missed) + len(score.invented) + missing
