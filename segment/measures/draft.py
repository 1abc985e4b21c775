"""What a draft of the decision says of a block: the second look at a dump knows what the first one thought of it.

Where a cut was drafted beside the furniture that belongs to it, the second look can move it; where two drafted
articles have much in common, it can join them (cf. Cohen & Carvalho 2005, "Stacked sequential learning").
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from segment.decode import LABELS, RESIDUE, TEASER
from segment.measures.layout import count_near
from segment.measures.windows import describe, find_means
from segment.scan import sum_before
from segment.types import Role

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from segment.measures.shape import Measured
    from segment.scan import Scan

    Ints = NDArray[np.int64]
    Floats = NDArray[np.float64]

CERTAIN = 1000
"""Probabilities are counted in thousandths, so that sums of them are exact."""
FURTHEST = 50
"""Blocks; beyond, a distance says nothing."""
PARTNER_WORDS = 3
FEWEST_PARTNER_WORDS = 15
MOST_PARTNERS = 9
MOST_STARTS = 12
MOST_RUN_WORDS = 80
"""At which the length of a block counts in a run: one long paragraph is no run."""
SINGULAR = (str(Role.TITLE), str(Role.BYLINE), str(Role.DATE))
"""Labels of which an article has one block, mostly."""
AVERAGED = (TEASER, RESIDUE, str(Role.TITLE), str(Role.BIO))


def measure(scan: Scan, weights: Ints, words: Floats, start: Ints, labels: Ints) -> Measured:
    """All of it, by name; `start` (blocks,) and `labels` (blocks, LABELS) in thousandths."""
    column = dict(zip(LABELS, labels.T, strict=True))
    text, teaser = column[Role.BODY] + column[TEASER], column[TEASER]
    averaged = np.array((start, text, *(column[label] for label in AVERAGED)), np.float64)
    # What stands before each block: words, words of text, and blocks of teaser.
    sums = sum_before(np.array((words, words * text, teaser)), np.float64)
    before, behind = _find_segments(start)
    rows = np.concatenate((
        [start], labels.T, [text], find_means(averaged), _neighbours(start),
        _segments(start, before, behind, sums, _similarity(scan, weights, before, behind)),
        _run(words, text, sums[1]), [_likeness(scan, weights, text)],
        _leads(np.array([column[label] for label in SINGULAR])),
    ))  # fmt: skip
    return dict(zip(MEANINGS, rows, strict=True))


def _neighbours(start: Ints) -> Ints:
    """The most probable other start up to three and eight blocks above and below."""
    size = len(start)
    padded = np.zeros(size + 16, np.int64)
    padded[8 : 8 + size] = start
    two = np.maximum(padded[:-1], padded[1:])
    three, four = np.maximum(two[:-1], padded[2:]), np.maximum(two[:-2], two[2:])
    eight = np.maximum(four[:-4], four[4:])
    return np.array((three[5 : 5 + size], three[9 : 9 + size], eight[:size], eight[9 : 9 + size]))


def _find_segments(start: Ints) -> tuple[Ints, Ints]:
    """For each gap the last drafted start above it and the next one below, or the ends of the dump."""
    size = len(start)
    numbers = np.arange(size)
    cuts = start > CERTAIN // 2
    above = np.maximum.accumulate(np.where(cuts, numbers, 0))
    below = np.minimum.accumulate(np.where(cuts, numbers, size)[::-1])[::-1]
    return np.append(0, above[:-1]), np.append(below[1:], size)


def _segments(start: Ints, before: Ints, behind: Ints, sums: Floats, alike: Floats) -> Floats:
    """The drafted articles on both sides of each gap, were there a cut: how long, of what, how alike."""
    numbers = np.arange(len(start))
    since, to = sums[:, :-1] - sums.take(before, 1), sums.take(behind, 1) - sums[:, :-1]
    above, below = numbers - before, behind - numbers
    starts = sum_before(start)
    return np.array((
        np.minimum(above, FURTHEST), np.minimum(below, FURTHEST), since[0], to[0], since[1] / CERTAIN, to[1] / CERTAIN,
        since[2] / np.maximum(above, 1), to[2] / np.maximum(below, 1), alike,
        _count_partners(np.rint(to[1] / CERTAIN), (start > CERTAIN // 2) | (numbers == 0)),
        np.minimum(starts[:-1], MOST_STARTS * CERTAIN), np.minimum(starts[-1] - starts[1:], MOST_STARTS * CERTAIN),
    ))  # fmt: skip


def _count_partners(lengths: Floats, cuts: NDArray[np.bool_]) -> Ints:
    """Of the drafted articles, how many are as long as the one that would begin at each gap; itself does not count."""
    partners = count_near(lengths, lengths[cuts], PARTNER_WORDS) - cuts
    counts: Ints = np.minimum(partners, MOST_PARTNERS) * (lengths > FEWEST_PARTNER_WORDS)
    return counts


def _similarity(scan: Scan, weights: Ints, before: Ints, behind: Ints) -> Floats:
    """At each gap, the weight of the words above (from the drafted start) that stand below (to the next), as a share.

    Each word's last use above a gap and first use below decide; O(words).
    """
    order = scan.groups.order
    order = order[weights[order] > 0]
    stems = scan.groups.stem_numbers[order]
    same = stems[1:] == stems[:-1]
    left, right = order[:-1][same], order[1:][same]
    weight, left, right = weights[left], scan.block_of[left], scan.block_of[right]
    size = len(scan)
    # A pair spans the gaps of the blocks left + 1 ... right; it counts where both ends are in the two segments.
    # `before` and `behind` only grow, so the gaps whose segments hold both ends are one interval.
    first = np.maximum(left + 1, behind.searchsorted(right, "right"))
    stop = np.minimum(right + 1, before.searchsorted(left, "right"))
    weight = weight * (stop > first)
    steps = np.bincount(first, weight, size + 1) - np.bincount(stop, weight, size + 1)
    sums = sum_before(np.bincount(scan.block_of, weights, size), np.float64)
    smaller = np.minimum(sums[:-1] - sums[before], sums[behind] - sums[:-1])
    alike: Floats = np.cumsum(steps[:size]) / (smaller + 200.0)
    return alike


def _run(words: Floats, text: Ints, body: Floats) -> Floats:
    """The run of blocks that is most text, and where a block lies to it; `body` are the words of text before each."""
    size = len(text)
    sums = sum_before((text - CERTAIN // 2) * np.minimum(words + 1, MOST_RUN_WORDS), np.float64)
    lowest = np.minimum.accumulate(sums)
    end = int(np.argmax(sums[1:] - lowest[:-1])) + 1 if size else 0
    begin = int(np.argmin(sums[:end])) if end else 0
    numbers = np.arange(size)
    whole = max(float(body[-1]), 1.0)
    rows = np.empty((6, size))
    rows[0], rows[1] = numbers - begin, numbers - (end - 1)
    np.minimum(np.maximum(rows[:2], -FURTHEST), FURTHEST, out=rows[:2])
    rows[2], rows[5] = (body[end] - body[begin]) / whole, np.rint(whole / CERTAIN)
    rows[3], rows[4] = body[:-1] / whole, (whole - body[1:]) / whole
    return rows


def _likeness(scan: Scan, weights: Ints, text: Ints) -> Floats:
    """How much of a block's words the drafted text holds, itself left out."""
    size = len(scan)
    own = weights * text[scan.block_of]
    # What the block itself brings of each word is taken off again.
    pairs, stem_of = scan.groups.pairs, scan.groups.stem_of
    mine = np.bincount(pairs, own, len(stem_of))
    others = np.bincount(stem_of, mine)[stem_of] - mine
    held = np.minimum(others[pairs], weights * CERTAIN)
    shared = np.bincount(scan.block_of, held, size)
    likeness: Floats = shared / (np.bincount(scan.block_of, weights, size) * CERTAIN + 48.0 * CERTAIN)
    return likeness


def _leads(probabilities: Ints) -> Ints:
    """How far each block is ahead of the likeliest other one, by label; below 0 for all but the likeliest."""
    size = probabilities.shape[1]
    if size < 2:
        return probabilities
    second, first = np.partition(probabilities, size - 2, axis=1)[:, -2:].T[:, :, None]
    leads: Ints = probabilities - np.where(probabilities == first, second, first)
    return leads


MEANINGS = {
    "draft_start": "the draft starts an article here (in thousandths)",
    **{f"draft_{label}": f"the draft calls it {label}" for label in LABELS},
    "draft_text": "the draft calls it text",
    **describe({
        "draft_start": "starts in the draft", "draft_text": "text in the draft",
        **{f"draft_{label}": f"{label} in the draft" for label in AVERAGED},
    }),
    "start_near_above": "a start was drafted up to three blocks above",
    "start_near_below": "a start was drafted up to three blocks below",
    "start_above": "a start was drafted up to eight blocks above",
    "start_below": "a start was drafted up to eight blocks below",
    "blocks_since_start": "blocks since the last drafted start",
    "blocks_to_start": "blocks to the next drafted start",
    "words_since_start": "words since the last drafted start",
    "words_to_start": "words to the next drafted start",
    "text_since_start": "words of text since the last drafted start",
    "text_to_start": "words of text to the next drafted start",
    "teasing_since_start": "share of teaser since the last drafted start",
    "teasing_to_start": "share of teaser to the next drafted start",
    "like_above": "words in common of the drafted articles above and below the gap",
    "article_partners": "drafted articles of the same length",
    "starts_above": "starts drafted above",
    "starts_below": "starts drafted below",
    "from_run_start": "blocks from the start of the run that is most text",
    "from_run_end": "blocks from the end of the run that is most text",
    "run_share": "share of the text in the run that is most text",
    "text_above": "share of the drafted text above",
    "text_below": "share of the drafted text below",
    "all_text": "words of text in the draft",
    "like_text": "share of its words that the drafted text holds",
    **{f"lead_{label}": f"how far it is ahead of the likeliest other {label}" for label in SINGULAR},
}  # fmt: skip
"""Name → what it says, in the order of `measure`."""
