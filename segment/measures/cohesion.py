"""What the text on both sides of a gap has in common: its rare words and its names."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from segment import kernel
from segment.scan import sum_before
from segment.scan.characters import Char

if TYPE_CHECKING:
    from collections.abc import Iterator

    from numpy.typing import NDArray

    from segment.measures.lexicon import Lexicon
    from segment.measures.shape import Measured
    from segment.scan import Scan

    Ints = NDArray[np.int64]
    Floats = NDArray[np.float64]

WINDOWS = (20, 50, 120, 300)
"""Content words on each side of a gap."""
REACHES = (40, 100, 250, 600, 2000)
"""Words between two uses of a word that a gap lies between."""
RECURRENCES = 12
"""Of one word are paired with each one, so that the cost stays linear."""
BLOCK_REACHES = (1, 3, 10, 1 << 40)
DEPTH_REACH = 3
ENDING_WINDOWS = 3
"""The widest of `WINDOWS` says nothing of where words begin and end."""
_UPPER = int(Char.UPPER)
_WINDOWS, _REACHES, _BLOCK_REACHES = (np.array(sizes, np.int64) for sizes in (WINDOWS, REACHES, BLOCK_REACHES))


class Uses(NamedTuple):
    """The content words of a dump, in the order of the text."""

    order: Ints
    """All of them by their stems, those of one stem in the order of the text."""
    stems: NDArray[np.uint64]
    words: Ints
    """Their numbers among all words."""
    weights: Ints
    named: NDArray[np.bool_]
    """Whether each has a capital."""
    block_of: Ints


class Sums(NamedTuple):
    """What pairs of uses of one word weigh."""

    spans: Ints
    """Over each gap; a row for each of `REACHES`, again for names, one for all pairs, and four for each of `WINDOWS`:
    products of the words above with those below, above with above, below with below, and next uses."""
    shares: Ints
    """In each block, three rows for each of `BLOCK_REACHES`: what stood above, what comes again below, and names that
    stood above."""
    starting: Ints
    """The weight of each use that is the first of several, or 0."""
    stopping: Ints
    """The same of the last."""


def measure(scan: Scan, lexicon: Lexicon) -> Measured:
    """All of it, by name."""
    weights = lexicon.weigh(scan)
    is_content = weights > lexicon.least_weight
    counts = sum_before(is_content)
    uses = _find_uses(scan, weights, is_content, counts)
    sums = _sum_uses(uses, len(scan))
    rows = np.concatenate((
        _chains(scan, weights, sums.spans), _shares(scan, uses, sums.shares), *_windows(scan, counts, uses, sums),
    ))  # fmt: skip
    return dict(zip(MEANINGS, rows, strict=True))


def _find_uses(scan: Scan, weights: Ints, is_content: NDArray[np.bool_], counts: Ints) -> Uses:
    content = np.flatnonzero(is_content)
    order = scan.groups.order
    order = counts[order[is_content[order]]]
    named = scan.initials[content] == _UPPER
    return Uses(order, scan.stems[content], content, weights[content], named, scan.block_of[content])


def _chains(scan: Scan, weights: Ints, spans: Ints) -> Floats:
    """Chains of one word over a gap, and of names."""
    total = sum_before(np.maximum(weights, 0))
    (before,), (behind,) = _sum_sides(total[None], scan.first, _REACHES // 2)
    return _interleave(spans[: 2 * len(REACHES)].reshape(2, len(REACHES), -1) / (np.sqrt(before * behind) + 80))


def _shares(scan: Scan, uses: Uses, shares: Ints) -> Floats:
    """How much of a block was said before and will be again."""
    found: Floats = shares / (np.bincount(uses.block_of, uses.weights, len(scan)) + 48)
    return found


def _windows(scan: Scan, counts: Ints, uses: Uses, sums: Sums) -> Iterator[Floats]:
    """The words on both sides of a gap, as vectors and as beginnings and ends of words; the gaps are among the uses."""
    size, gaps = len(uses.words), counts[scan.first]
    totals = sum_before(np.array((uses.weights, uses.weights * uses.weights, sums.starting, sums.stopping)))
    above, below = _sum_sides(totals, gaps, _WINDOWS)
    spans = sums.spans[2 * len(REACHES) + 1 :].reshape(len(WINDOWS), 4, -1)
    dot, both_above, both_below, links = spans.swapaxes(0, 1)
    cosine = dot / np.sqrt((above[1] + both_above + 5000.0) * (below[1] + both_below + 5000.0))
    shorter = np.minimum(gaps, size - gaps)
    yield _interleave((cosine, _depth(cosine), links / (16.0 * np.minimum(shorter, _WINDOWS[:, None]) + 48)))
    yield shorter[None]
    above, below = above[:, :ENDING_WINDOWS], below[:, :ENDING_WINDOWS]
    whole_above, whole_below = above[0] + 80, below[0] + 80
    against = below[3] / whole_below - above[2] / whole_above
    yield _interleave((above[3] / whole_above, below[2] / whole_below, against))
    weight = totals[0, gaps]
    yield (sums.spans[2 * len(REACHES)] / (np.minimum(weight, totals[0, -1] - weight) + 320.0))[None]


def _sum_sides(sums: Ints, gaps: Ints, windows: Ints) -> Ints:
    """What stands in windows above and below each gap; `sums` are what stands before each place.

    Shapes (rows, places + 1), (gaps,), (windows,), and the result (2, rows, windows, gaps).
    """
    found = np.empty((2, len(sums), len(windows), len(gaps)), np.int64)
    if kernel.KERNEL is not None:
        kernel.KERNEL.sum_sides(sums, gaps, windows, found)
        return found
    low = np.maximum(gaps - windows[:, None], 0)
    high = np.minimum(gaps + windows[:, None], sums.shape[1] - 1)
    here = sums[:, None, gaps]
    found[0], found[1] = here - sums[:, low], sums[:, high] - here
    return found


def _interleave(tables: Floats | tuple[Floats, ...]) -> Floats:
    """The first row of each table, the second of each ..."""
    rows = np.array(tables).swapaxes(0, 1)
    return rows.reshape(-1, rows.shape[2])


def _depth(values: Floats) -> Floats:
    """How much lower a gap lies than the highest near it, on both sides together."""
    count = values.shape[1]
    padded = np.concatenate((
        np.repeat(values[:, :1], DEPTH_REACH, axis=1), values, np.repeat(values[:, -1:], DEPTH_REACH, axis=1),
    ), axis=1)  # fmt: skip
    highest = padded[:, :-2]
    for step in range(1, DEPTH_REACH):
        highest = np.maximum(highest, padded[:, step : step + highest.shape[1]])
    depth: Floats = highest[:, :count] + highest[:, DEPTH_REACH + 1 :] - 2 * values
    return depth


def _sum_uses(uses: Uses, blocks: int) -> Sums:
    size = len(uses.words)
    sums = Sums(
        np.zeros((2 * len(REACHES) + 1 + 4 * len(WINDOWS), blocks), np.int64),
        np.zeros((3 * len(BLOCK_REACHES), blocks), np.int64),
        np.zeros(size, np.int64),
        np.zeros(size, np.int64),
    )
    if kernel.KERNEL is not None:
        kernel.KERNEL.sum_uses(*uses, _REACHES, _BLOCK_REACHES, _WINDOWS, *sums)
        return sums
    _add_chains(uses, blocks, sums)
    _add_pairs(uses, blocks, sums.spans[2 * len(REACHES) + 1 :].reshape(len(WINDOWS), 4, blocks))
    return sums


def _add_chains(uses: Uses, blocks: int, sums: Sums) -> None:
    """Each use and the next one of the same word."""
    stems = uses.stems[uses.order]
    same = np.concatenate(([False], stems[1:] == stems[:-1], [False]))[: len(stems) + 1]
    left, right = uses.order[:-1][same[1:-1]], uses.order[1:][same[1:-1]]
    is_first, is_last = uses.order[same[1:] & ~same[:-1]], uses.order[same[:-1] & ~same[1:]]
    sums.starting[is_first], sums.stopping[is_last] = uses.weights[is_first], uses.weights[is_last]
    before, behind, weight = uses.block_of[left], uses.block_of[right], uses.weights[left]
    named = uses.named[left] & uses.named[right]
    for row, reach in enumerate(REACHES):
        near = uses.words[right] - uses.words[left] <= reach
        for start, use in ((0, near), (len(REACHES), near & named)):
            sums.spans[start + row] = _cover(before[use] + 1, behind[use] + 1, weight[use], blocks)
    sums.spans[2 * len(REACHES)] = _cover(before + 1, behind + 1, weight, blocks)
    steps = behind - before
    for reach, rows in zip(BLOCK_REACHES, sums.shares.reshape(-1, 3, blocks), strict=True):
        use = (steps > 0) & (steps <= reach)
        for row, of, where in ((0, use, behind), (1, use, before), (2, use & named, behind)):
            rows[row] = np.bincount(where[of], weight[of], blocks)


def _add_pairs(uses: Uses, blocks: int, spans: Ints) -> None:
    """All pairs of uses of one word, as what they add to the products of the words above and below each gap."""
    size = len(uses.words)
    gaps = np.searchsorted(uses.block_of, np.arange(blocks))
    left, right, is_next = _pair(uses.stems[uses.order], uses.order)
    square = uses.weights * uses.weights
    for window, (dot, before, behind, links) in zip(WINDOWS, spans, strict=True):
        near = right - left < 2 * window
        one, other, value, direct = left[near], right[near], square[left[near]], is_next[near]
        for row, low, high, weight in (
            (dot, np.maximum(one + 1, other - window + 1), np.minimum(other, one + window), value),
            (before, other + 1, np.minimum(one + window, size), 2 * value),
            (behind, np.maximum(other - window + 1, 0), one, 2 * value),
            (links, one[direct] + 1, other[direct], uses.weights[one[direct]]),
        ):
            use = high >= low
            row[:] = _cover(gaps.searchsorted(low[use]), gaps.searchsorted(high[use] + 1), weight[use], blocks)


def _cover(first: Ints, stop: Ints, weight: Ints, blocks: int) -> Floats:
    """For each gap the sum of the weights of the spans from `first` to before `stop`. Sums of integers: exact."""
    steps = np.bincount(first, weight, blocks + 1) - np.bincount(stop, weight, blocks + 1)
    return np.cumsum(steps[:blocks])


def _pair(stems: NDArray[np.uint64], order: Ints) -> tuple[Ints, Ints, NDArray[np.bool_]]:
    """Pairs of uses of one word, and which of them have no use between."""
    left, right, sizes = [], [], []
    for step in range(1, RECURRENCES + 1):
        same = stems[step:] == stems[:-step]
        left.append(order[:-step][same])
        right.append(order[step:][same])
        sizes.append(int(same.sum()))
        if not sizes[-1]:
            break
    return np.concatenate(left), np.concatenate(right), np.repeat(np.arange(len(sizes)) == 0, sizes)


def _describe() -> Iterator[tuple[str, str]]:
    for reach in REACHES:
        yield f"chain_{reach}", f"words that stand on both sides of the gap, {reach} words apart at most"
        yield f"name_chain_{reach}", f"names that stand on both sides of the gap, {reach} words apart at most"
    for blocks in BLOCK_REACHES:
        suffix = "all" if blocks > REACHES[-1] else str(blocks)
        where = "of the dump" if suffix == "all" else f"within {suffix} blocks"
        yield f"known_{suffix}", f"share of its words that stood above, {where}"
        yield f"recurring_{suffix}", f"share of its words that come again below, {where}"
        yield f"known_names_{suffix}", f"share of names that stood above, {where}"
    for window in WINDOWS:
        yield f"cosine_{window}", f"likeness of the {window} words above and below the gap"
        yield f"valley_{window}", f"how much less alike than at the gaps near by, {window} words"
        yield f"links_{window}", f"words last used above and next used below the gap, {window} words"
        if window == WINDOWS[-1]:
            yield "shorter_side", "content words on the shorter side of the gap"
    for window in WINDOWS[:ENDING_WINDOWS]:
        yield f"stopping_{window}", f"words that recurred and are used for the last time in the {window} words above"
        yield f"starting_{window}", f"words that will recur and are new in the {window} words below"
        yield f"against_{window}", f"words that stop below and start above the gap, {window} words"
    yield "links_all", "words used on both sides of the gap, in all of the dump"


MEANINGS = dict(_describe())
"""Name → what it says."""
