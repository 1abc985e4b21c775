"""U00: Utiyama & Isahara 2001, "A statistical model for domain-independent text segmentation", ACL, pp. 491-498.

The best segmentation is the most probable one: the words of a segment are drawn from a distribution of its own, which
is estimated from the segment with Laplace's rule, and each segment costs the logarithm of the number of words in the
text. The number of segments comes out by itself.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from segment.evaluate.systems.terms import find_terms
from segment.evaluate.systems.units import find_units, merge_units, start_at

if TYPE_CHECKING:
    from segment.evaluate.records import GoldDump, Segmentation
    from segment.evaluate.systems.terms import FloatArray, Terms

MOST_UNITS = 1000
"""The matrices are quadratic: 8 MB each at this size. Neighbours are joined beyond it."""


def cut_by_probability(gold: GoldDump) -> Segmentation:
    """Cut where U00 does. O(n²) time and memory in the units, of which there are at most `MOST_UNITS`."""
    units = merge_units(find_units(gold), MOST_UNITS)
    return start_at(units, find_boundaries(find_terms([gold.text[unit.start : unit.end] for unit in units])))


def find_boundaries(terms: Terms) -> list[int]:
    """Numbers of the units that start a segment, the first excepted, in order."""
    return find_path(measure_costs(terms)) if terms.words.any() else []


def measure_costs(terms: Terms) -> FloatArray:
    """Negative logarithm of the probability of each segment; of the units i to before j at [i, j], shape (n+1, n+1).

    A segment of t words costs log N + Σ f log((t + k) / (f + 1)), the sum over its stems and their frequencies f in
    it; N words and k stems has the text. Only i < j means anything.
    """
    size = len(terms.words)
    before = np.concatenate([[0], terms.words.cumsum()])
    # Where j < i there is no segment.
    words = np.maximum(before[None, :] - before[:, None], 0)
    costs = np.log(before[-1]) + words * np.log(words + len(terms.postings))
    costs[:size, 1:] -= _sum_repetitions(terms)
    return np.asarray(costs, np.float64)


def _sum_repetitions(terms: Terms) -> FloatArray:
    """Σ f log(f + 1) over the stems of the units i to j, both included, at [i, j].

    A stem counts for all segments that reach from one of its units, or one before it, to another, or one behind it.
    So its share is written down at pairs of its own units, as a difference, and two cumulative sums carry it to all
    segments that hold both: Σ r² in the r units of each stem instead of n² for each.
    """
    size = len(terms.words)
    shares = np.zeros((size, size))
    for units, counts in terms.postings:
        before = np.concatenate([[0], counts.cumsum()])
        frequency = np.maximum(before[None, :] - before[:, None], 0)
        value = frequency * np.log1p(frequency)
        share = value[:-1, 1:] - value[1:, 1:] - value[:-1, :-1] + value[1:, :-1]
        shares[np.ix_(units, units)] += share
    return shares.cumsum(1)[::-1].cumsum(0)[::-1]


def find_path(costs: FloatArray) -> list[int]:
    """Where the cheapest way from the start to the end of a text stops in between. O(n²).

    Of equal ways the one with the longer last segment.
    """
    size = len(costs) - 1
    best = np.zeros(size + 1)
    came_from = np.zeros(size + 1, np.int64)
    for end in range(1, size + 1):
        ways = best[:end] + costs[:end, end]
        came_from[end] = ways.argmin()
        best[end] = ways[came_from[end]]
    stops = []
    stop = int(came_from[size])
    while stop:
        stops.append(stop)
        stop = int(came_from[stop])
    return stops[::-1]
