"""What the text on both sides of a gap has in common: its rare words and its names."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

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


def measure(scan: Scan, lexicon: Lexicon) -> Measured:
    """All of it, by name."""
    weights = lexicon.weigh(scan)
    content = np.flatnonzero(weights > lexicon.least_weight)
    stems = scan.stems[content]
    order = np.argsort(stems, kind="stable")
    return {
        **_chains(scan, weights, content, stems, order),
        **_windows(scan, weights, content, stems, order),
    }


def _chains(scan: Scan, weights: Ints, content: Ints, stems: NDArray[np.uint64], order: Ints) -> Measured:
    """Chains of one word over a gap, and how much of a block was said before and will be again."""
    same = stems[order][1:] == stems[order][:-1]
    left, right = content[order[:-1][same]], content[order[1:][same]]
    weight = weights[left]
    capital = (scan.classes[scan.word_starts] == Char.UPPER) if len(scan.word_starts) else np.zeros(0, bool)
    named = capital[left] & capital[right]
    total = np.concatenate(([0], np.cumsum(np.where(weights > 0, weights, 0))))
    crossing = scan.block_of[left] != scan.block_of[right]
    gaps, size = scan.first, len(scan.word_starts)
    found: Measured = {}
    for reach in REACHES:
        half = reach // 2
        before = total[gaps] - total[np.maximum(gaps - half, 0)]
        behind = total[np.minimum(gaps + half, size)] - total[gaps]
        norm = np.sqrt(before * behind) + 80
        near = (right - left <= reach) & crossing
        for name, use in (("chain", near), ("name_chain", near & named)):
            found[f"{name}_{reach}"] = _cover(left[use] + 1, right[use], weight[use], size)[gaps] / norm
    own = np.bincount(scan.block_of[content], weights[content], len(scan)) + 48
    steps = scan.block_of[right] - scan.block_of[left]
    for reach in BLOCK_REACHES:
        use = (steps > 0) & (steps <= reach)
        suffix = "all" if reach > REACHES[-1] else str(reach)
        found[f"known_{suffix}"] = np.bincount(scan.block_of[right[use]], weight[use], len(scan)) / own
        found[f"recurring_{suffix}"] = np.bincount(scan.block_of[left[use]], weight[use], len(scan)) / own
        use &= named
        found[f"known_names_{suffix}"] = np.bincount(scan.block_of[right[use]], weight[use], len(scan)) / own
    return found


def _cover(low: Ints, high: Ints, weight: Ints, size: int) -> Floats:
    """For each place the sum of the weights of the spans over it; spans hold both ends. Sums of integers: exact."""
    steps = np.bincount(low, weight, size + 2)[: size + 2] - np.bincount(high + 1, weight, size + 2)[: size + 2]
    return np.cumsum(steps)


def _windows(scan: Scan, weights: Ints, content: Ints, stems: NDArray[np.uint64], order: Ints) -> Measured:
    size = len(content)
    gaps = np.searchsorted(content, scan.first)
    weight = weights[content]
    left, right, next_only = _pair(stems[order], order)
    square = weight * weight
    found: Measured = {}
    sums, squares = _sums(weight), _sums(square)
    for window in WINDOWS:
        low, high = np.maximum(gaps - window, 0), np.minimum(gaps + window, size)
        near = right - left < 2 * window
        one, other, value = left[near], right[near], square[left[near]]
        dot = _between(np.maximum(one + 1, other - window + 1), np.minimum(other, one + window), value, size)[gaps]
        both_before = _between(other + 1, np.minimum(one + window, size), 2 * value, size)[gaps]
        both_behind = _between(np.maximum(other - window + 1, 0), one, 2 * value, size)[gaps]
        before = squares[gaps] - squares[low] + both_before
        behind = squares[high] - squares[gaps] + both_behind
        cosine = dot / np.sqrt((before + 5000.0) * (behind + 5000.0))
        found[f"cosine_{window}"] = cosine
        found[f"valley_{window}"] = _depth(cosine)
        shortest = np.minimum(np.minimum(gaps, window), np.minimum(size - gaps, window))
        direct = near & next_only
        found[f"links_{window}"] = _cover(left[direct] + 1, right[direct], weight[left[direct]], size)[gaps] / (
            16.0 * shortest + 48
        )
        if window in WINDOWS[-1:]:
            found["shorter_side"] = np.minimum(gaps, size - gaps).astype(np.float64)
    first, final = _ends(stems, order)
    recurring = ~(first & final)
    starting, stopping = _sums(weight * (first & recurring)), _sums(weight * (final & recurring))
    for window in WINDOWS[:3]:
        low, high = np.maximum(gaps - window, 0), np.minimum(gaps + window, size)
        above, below = sums[gaps] - sums[low] + 80, sums[high] - sums[gaps] + 80
        found[f"stopping_{window}"] = (stopping[gaps] - stopping[low]) / above
        found[f"starting_{window}"] = (starting[high] - starting[gaps]) / below
        found[f"against_{window}"] = (stopping[high] - stopping[gaps]) / below - (
            starting[gaps] - starting[low]
        ) / above
    spanning = _cover(left[next_only] + 1, right[next_only], weight[left[next_only]], size)[gaps]
    found["links_all"] = spanning / (np.minimum(sums[gaps], sums[-1] - sums[gaps]) + 320.0)
    return found


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


def _between(low: Ints, high: Ints, weight: Ints, size: int) -> Floats:
    use = high >= low
    return _cover(low[use], high[use], weight[use], size)


def _sums(weight: Ints) -> Ints:
    return np.concatenate(([0], np.cumsum(weight)))


def _depth(values: Floats) -> Floats:
    """How much lower a gap lies than the highest near it, on both sides together."""
    padded = np.pad(values, DEPTH_REACH, mode="edge")
    count = len(values)
    left = np.max([padded[step : step + count] for step in range(DEPTH_REACH)], 0)
    right = np.max([padded[step : step + count] for step in range(DEPTH_REACH + 1, 2 * DEPTH_REACH + 1)], 0)
    depth: Floats = left + right - 2 * values
    return depth


def _ends(stems: NDArray[np.uint64], order: Ints) -> tuple[NDArray[np.bool_], NDArray[np.bool_]]:
    """For each content word whether it stands here for the first time, and for the last."""
    first, final = np.ones(len(stems), bool), np.ones(len(stems), bool)
    same = stems[order][1:] == stems[order][:-1]
    first[order[1:][same]] = False
    final[order[:-1][same]] = False
    return first, final


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
    for window in WINDOWS[:3]:
        yield f"stopping_{window}", f"words that recurred and are used for the last time in the {window} words above"
        yield f"starting_{window}", f"words that will recur and are new in the {window} words below"
        yield f"against_{window}", f"words that stop below and start above the gap, {window} words"
    yield "links_all", "words used on both sides of the gap, in all of the dump"


MEANINGS = dict(_describe())
"""Name → what it says."""
