"""What a draft of the decision says of a block: the second look at a dump knows what the first one thought of it.

Where a cut was drafted beside the furniture that belongs to it, the second look can move it; where two drafted
articles have much in common, it can join them (cf. Cohen & Carvalho 2005, "Stacked sequential learning").
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from segment.decode import LABELS, RESIDUE, TEASER
from segment.measures.windows import WINDOWS, average, describe
from segment.types import Role

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from segment.measures.shape import Measured
    from segment.scan import Scan

    Ints = NDArray[np.int64]

CERTAIN = 1000
"""Probabilities are counted in thousandths, so that sums of them are exact."""
FURTHEST = 50
PARTNER_WORDS = 3
AVERAGED = (TEASER, RESIDUE, str(Role.TITLE), str(Role.BIO))


def measure(scan: Scan, weights: Ints, words: NDArray[np.float64], start: Ints, labels: Ints) -> Measured:
    """All of it, by name; `start` (blocks,) and `labels` (blocks, LABELS) in thousandths."""
    column = dict(zip(LABELS, labels.T, strict=True))
    text = column[Role.BODY] + column[TEASER]
    found: Measured = {"draft_start": start.astype(np.float64)}
    for label, probability in column.items():
        found[f"draft_{label}"] = probability.astype(np.float64)
    found["draft_text"] = text.astype(np.float64)
    found |= average(
        {"draft_start": start, "draft_text": text, **{f"draft_{label}": column[label] for label in AVERAGED}}, WINDOWS
    )
    found |= _neighbours(start)
    alike = _similarity(scan, weights, *_find_segments(start))
    found |= _segments(words, start, text, column[TEASER], alike)
    found |= _run(words, text)
    found |= _likeness(scan, weights, text)
    return found


def _neighbours(start: Ints) -> Measured:
    """The most probable other start near by."""
    padded = np.pad(start, 8)
    size = len(start)

    def highest(low: int, high: int) -> NDArray[np.float64]:
        near: Ints = np.max([padded[8 + step : 8 + step + size] for step in range(low, high + 1)], 0)
        return near.astype(np.float64)

    return {
        "start_near_above": highest(-3, -1),
        "start_near_below": highest(1, 3),
        "start_above": highest(-8, -1),
        "start_below": highest(1, 8),
    }


def _find_segments(start: Ints) -> tuple[Ints, Ints]:
    """For each gap the last drafted start above it and the next one below, or the ends of the dump."""
    size = len(start)
    numbers = np.arange(size)
    cuts = start > CERTAIN // 2
    above = np.maximum.accumulate(np.where(cuts, numbers, 0))
    below = np.minimum.accumulate(np.where(cuts, numbers, size)[::-1])[::-1]
    return np.concatenate(([0], above[:-1])), np.append(below[1:], size)


def _segments(
    words: NDArray[np.float64], start: Ints, text: Ints, teaser: Ints, alike: NDArray[np.float64]
) -> Measured:
    """The drafted articles on both sides of each gap, were there a cut: how long, of what, how alike."""
    size = len(start)
    numbers = np.arange(size)
    cuts = start > CERTAIN // 2
    before, behind = _find_segments(start)
    total = np.concatenate(([0.0], np.cumsum(words)))
    body = np.concatenate(([0.0], np.cumsum(words * text)))
    teasing = np.concatenate(([0], np.cumsum(teaser)))
    lengths = np.rint((body[behind] - body[numbers]) / CERTAIN)
    # Of the drafted articles, how many are as long as this one would be.
    firsts = np.flatnonzero(cuts | (numbers == 0))
    ordered = np.sort(lengths[firsts])
    partners = np.searchsorted(ordered, lengths + PARTNER_WORDS, "right") - np.searchsorted(
        ordered, lengths - PARTNER_WORDS
    )
    return {
        "blocks_since_start": np.minimum(numbers - before, FURTHEST).astype(np.float64),
        "blocks_to_start": np.minimum(behind - numbers, FURTHEST).astype(np.float64),
        "words_since_start": total[numbers] - total[before],
        "words_to_start": total[behind] - total[numbers],
        "text_since_start": (body[numbers] - body[before]) / CERTAIN,
        "text_to_start": (body[behind] - body[numbers]) / CERTAIN,
        "teasing_since_start": (teasing[numbers] - teasing[before]) / np.maximum(numbers - before, 1),
        "teasing_to_start": (teasing[behind] - teasing[numbers]) / np.maximum(behind - numbers, 1),
        "like_above": alike,
        "article_partners": np.where(lengths > 15, np.minimum(partners - np.isin(numbers, firsts), 9), 0).astype(
            np.float64
        ),
        "starts_above": np.minimum(np.cumsum(start) - start, 12 * CERTAIN).astype(np.float64),
        "starts_below": np.minimum(start.sum() - np.cumsum(start), 12 * CERTAIN).astype(np.float64),
    }


def _similarity(scan: Scan, weights: Ints, before: Ints, behind: Ints) -> NDArray[np.float64]:
    """At each gap, the weight of the words above (from the drafted start) that stand below (to the next), as a share.

    Each word's last use above a gap and first use below decide; O(words).
    """
    content = np.flatnonzero(weights > 0)
    order = np.argsort(scan.stems[content], kind="stable")
    stems = scan.stems[content][order]
    same = stems[1:] == stems[:-1]
    left = scan.block_of[content[order[:-1][same]]]
    right = scan.block_of[content[order[1:][same]]]
    weight = weights[content[order[:-1][same]]]
    # A pair spans the gaps of the blocks left + 1 ... right; it counts where both ends are in the two segments.
    low = np.maximum(left + 1, 0)
    size = len(scan)
    # `before` and `behind` only grow, so the gaps whose segments hold both ends are one interval.
    first = np.maximum(low, np.searchsorted(behind, right, "right"))
    final = np.minimum(right, np.searchsorted(before, left, "right") - 1)
    use = final >= first
    steps = np.bincount(first[use], weight[use], size + 2) - np.bincount(final[use] + 1, weight[use], size + 2)
    spanning = np.cumsum(steps)[:size]
    sums = np.concatenate(([0], np.cumsum(np.bincount(scan.block_of, weights, size))))
    numbers = np.arange(size)
    smaller = np.minimum(sums[numbers] - sums[before], sums[behind] - sums[numbers])
    alike: NDArray[np.float64] = spanning / (smaller + 200.0)
    return alike


def _run(words: NDArray[np.float64], text: Ints) -> Measured:
    """The run of blocks that is most text, and where a block lies to it."""
    gain = (text - CERTAIN // 2) * np.minimum(words + 1, 80)
    sums = np.concatenate(([0.0], np.cumsum(gain)))
    lowest = np.minimum.accumulate(sums)
    end = int(np.argmax(sums[1:] - lowest[:-1])) + 1 if len(gain) else 0
    begin = int(np.argmin(sums[:end])) if end else 0
    numbers = np.arange(len(gain))
    body = np.concatenate(([0.0], np.cumsum(text * words)))
    whole = max(float(body[-1]), 1.0)
    return {
        "from_run_start": np.clip(numbers - begin, -FURTHEST, FURTHEST).astype(np.float64),
        "from_run_end": np.clip(numbers - (end - 1), -FURTHEST, FURTHEST).astype(np.float64),
        "run_share": np.full(len(gain), (body[end] - body[begin]) / whole),
        "text_above": body[:-1] / whole,
        "text_below": (whole - body[1:]) / whole,
        "all_text": np.full(len(gain), np.rint(whole / CERTAIN)),
    }


def _likeness(scan: Scan, weights: Ints, text: Ints) -> Measured:
    """How much of a block's words the drafted text holds, itself left out."""
    own = weights * text[scan.block_of]
    stems, inverse = np.unique(scan.stems, return_inverse=True)
    in_text = np.bincount(inverse, own, len(stems))
    # What the block itself brings of each word is taken off again.
    key = inverse.astype(np.int64) * (len(scan) + 1) + scan.block_of
    pairs, back = np.unique(key, return_inverse=True)
    mine = np.bincount(back, own, len(pairs))
    others = in_text[inverse] - mine[back] if len(back) else np.zeros(0)
    held = np.minimum(others, weights * CERTAIN)
    shared = np.bincount(scan.block_of, held, len(scan))
    return {"like_text": shared / (np.bincount(scan.block_of, weights, len(scan)) * CERTAIN + 48.0 * CERTAIN)}


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
}  # fmt: skip
"""Name → what it says, in the order of `measure`."""
