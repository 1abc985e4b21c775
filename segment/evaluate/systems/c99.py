"""C99: Choi 2000, "Advances in domain independent linear text segmentation", NAACL, pp. 26-33.

The cosine of two short units says little, so only its rank among its neighbours counts. On the matrix of ranks a
segment is a square on the diagonal; the text is cut again and again where the mean rank inside the squares grows
most, until it grows no more than usual.
"""

from __future__ import annotations

from bisect import bisect_left
from typing import TYPE_CHECKING

import numpy as np

from segment.evaluate.systems.terms import find_terms
from segment.evaluate.systems.units import find_units, merge_units, start_at

if TYPE_CHECKING:
    from segment.evaluate.records import GoldDump, Segmentation
    from segment.evaluate.systems.terms import FloatArray, IntArray, Terms

MASK = 11
"""Side of the square of neighbours that a similarity is ranked in; the paper's."""
THRESHOLD = 1.2
"""Standard deviations above the mean that the growth of density must reach; the paper's."""
SMOOTHING = (1.0, 2.0, 4.0, 8.0, 4.0, 2.0, 1.0)
"""Weights of neighbouring steps in the growth that is compared; those of Choi's program, the paper has none."""
MOST_UNITS = 1000
"""The matrices are quadratic: 8 MB each at this size, and half a second. Neighbours are joined beyond it."""


def cut_by_density(gold: GoldDump) -> Segmentation:
    """Cut where C99 does. O(n²) time and memory in the units, of which there are at most `MOST_UNITS`."""
    units = merge_units(find_units(gold), MOST_UNITS)
    return start_at(units, find_boundaries(find_terms([gold.text[unit.start : unit.end] for unit in units])))


def find_boundaries(terms: Terms) -> list[int]:
    """Numbers of the units that start a segment, the first excepted, the clearest first."""
    if len(terms.words) < 2:
        return []
    order, densities = divide(rank(measure_similarity(terms)))
    return order[: count_cuts(np.diff(densities))]


def measure_similarity(terms: Terms) -> FloatArray:
    """Cosine of the stem counts of each two units, shape (n, n); 0 beside a unit without words."""
    size = len(terms.words)
    products = np.zeros((size, size))
    for posting in terms.postings:
        products[np.ix_(posting.units, posting.units)] += np.outer(posting.counts, posting.counts)
    squares = products.diagonal()
    # One root of the product of two whole numbers: the cosine of a unit with itself is 1 to the last bit.
    lengths = np.sqrt(np.outer(squares, squares))
    cosines: FloatArray = products / np.where(lengths > 0, lengths, 1.0)
    return cosines


def rank(values: FloatArray, mask: int = MASK) -> FloatArray:
    """Share of the neighbours of each value, within the matrix, that are lower; `values` is symmetric, shape (n, n).

    >>> rank(np.array([[1.0, 0.5], [0.5, 1.0]])).round(2).tolist()
    [[0.67, 0.0], [0.0, 0.67]]
    """
    size = len(values)
    reach = min(mask // 2, size - 1)
    lower = np.zeros((size, size), np.int16)
    for down in range(-reach, reach + 1):
        here, there = _overlap(down, size)
        for right in range(-reach, reach + 1):
            columns, others = _overlap(right, size)
            lower[here, columns] += values[here, columns] > values[there, others]
    places = np.arange(size)
    seen = np.minimum(places + reach, size - 1) - np.maximum(places - reach, 0) + 1
    return np.asarray(lower / np.maximum(np.outer(seen, seen) - 1, 1), np.float64)


def _overlap(shift: int, size: int) -> tuple[slice, slice]:
    """The rows that have a neighbour `shift` rows further on, and those neighbours."""
    return slice(max(0, -shift), size - max(0, shift)), slice(max(0, shift), size - max(0, -shift))


def divide(ranks: FloatArray) -> tuple[list[int], FloatArray]:
    """All places for a cut in the order in which they make the inside density grow most, and the density of each step.

    The density of one segment comes first. `ranks` is symmetric, shape (n, n). O(n²).
    """
    size = len(ranks)
    sums = np.zeros((size + 1, size + 1))
    sums[1:, 1:] = ranks.cumsum(0).cumsum(1)
    total, area = float(sums[size, size]), size * size
    more, wider = np.zeros(size + 1), np.zeros(size + 1, np.int64)
    open_places = np.zeros(size + 1, bool)
    open_places[1:size] = True
    edges = [0, size]
    _weigh(sums, 0, size, more, wider)
    order: list[int] = []
    densities = [total / area]
    for _ in range(size - 1):
        density = np.full(size + 1, -1.0)
        np.divide(total + more, area + wider, out=density, where=open_places)
        place = int(density.argmax())
        total, area = total + float(more[place]), area + int(wider[place])
        order.append(place)
        densities.append(total / area)
        open_places[place] = False
        right = bisect_left(edges, place)
        _weigh(sums, edges[right - 1], place, more, wider)
        _weigh(sums, place, edges[right], more, wider)
        edges.insert(right, place)
    return order, np.array(densities)


def _weigh(sums: FloatArray, start: int, end: int, more: FloatArray, wider: IntArray) -> None:
    """Write down what each cut inside a segment adds to the sum and to the area of all squares."""
    places = np.arange(start + 1, end)
    diagonal = sums.diagonal()
    left = diagonal[places] - 2 * sums[start, places] + diagonal[start]
    right = diagonal[end] - 2 * sums[places, end] + diagonal[places]
    whole = diagonal[end] - 2 * sums[start, end] + diagonal[start]
    more[places] = left + right - whole
    wider[places] = (places - start) ** 2 + (end - places) ** 2 - (end - start) ** 2


def count_cuts(growth: FloatArray) -> int:
    """How many of the first steps let the density grow unusually: by more than the mean and `THRESHOLD` deviations."""
    smooth = _smooth(growth)
    above = smooth > smooth.mean() + THRESHOLD * smooth.std()
    return int(above.argmin()) if not above.all() else len(above)


def _smooth(values: FloatArray) -> FloatArray:
    """The weighted mean of each value and its neighbours.

    At both ends fewer neighbours weigh the same together: with zeros in their place the first steps, which are the
    ones that count, would look small, and texts of short segments lose nearly all cuts (Pk .40 instead of .14).
    """
    reach = len(SMOOTHING) // 2
    padded = np.pad(np.stack([values, np.ones_like(values)]), ((0, 0), (reach, reach)))
    sums, weights = (np.convolve(row, SMOOTHING, "valid") for row in padded)
    return np.asarray(sums / weights, np.float64)
