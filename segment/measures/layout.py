"""Where a block stands, and which other blocks are like it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from segment.cues.ending import PARTNER_CHARS, PARTNER_WORDS
from segment.scan import sum_before

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from segment.measures.shape import Measured
    from segment.scan import Scan

    Ints = NDArray[np.int64]
    Floats = NDArray[np.float64]

FEWEST_PARTNER_WORDS = 15
LONGEST_DISTANCE = 40
"""Blocks from either end of the dump; beyond, a place says nothing."""
MOST_LINES = 4
"""Between two blocks, and between the last one and the end."""
_PLACE_FACTOR = np.uint64(0x4A8BE9229ED9BA3A)


def measure(scan: Scan, shape: Measured) -> Measured:
    """All of it, by name."""
    rows = np.concatenate((_place(scan, shape), _partners(scan, shape), _repeats(scan)))
    return dict(zip(MEANINGS, rows, strict=True))


def _place(scan: Scan, shape: Measured) -> Floats:
    size = len(scan)
    numbers = np.arange(size)
    line_starts, line_ends = scan.lines
    above = np.minimum(line_starts - np.append(0, line_ends[:-1]), MOST_LINES)
    words = sum_before(shape["words"], np.float64)
    flags = np.array([(block.inline, block.in_run, block.regular) for block in scan.blocks], np.float64)
    return np.array((
        above, np.append(above[1:], MOST_LINES), line_ends - line_starts, *flags.T,
        np.minimum(numbers, LONGEST_DISTANCE), np.minimum(size - 1 - numbers, LONGEST_DISTANCE), numbers / size,
        words[:-1], words[-1] - words[1:],
    ))  # fmt: skip


def _partners(scan: Scan, shape: Measured) -> Floats:
    """Blocks that were cut off at the same length: teasers of one site."""
    words, chars = shape["words"], shape["chars"]
    found = np.zeros((4, len(scan)))
    cut = np.flatnonzero(((shape["stopped"] == 0) | (shape["trailing"] > 0)) & (words >= FEWEST_PARTNER_WORDS))
    if len(cut) > 1:
        by_words = count_near(words[cut], words[cut], PARTNER_WORDS) - 1
        by_chars = count_near(chars[cut], chars[cut], PARTNER_CHARS) - 1
        found[:3, cut] = by_words, by_chars, by_words / (len(cut) - 1)
    found[3, cut] = 1
    return found


def count_near(values: NDArray[Any], others: NDArray[Any], reach: int) -> Ints:
    """How many of `others` each value is near to; a value that is one of them counts, too. O(n log n)."""
    ordered = np.sort(others)
    counts: Ints = ordered.searchsorted(values + reach, "right") - ordered.searchsorted(values - reach)
    return counts


def _repeats(scan: Scan) -> Floats:
    """How often the words of a block stand in the dump, as a whole or as an opening."""
    # A factor for each word by its place in its block, so that the order of words counts.
    place = (np.arange(len(scan.words)) - scan.first[scan.block_of]).astype(np.uint64)
    sums = sum_before(scan.words * (place * _PLACE_FACTOR + np.uint64(1)), np.uint64)
    filled = scan.last > scan.first
    whole = sums[scan.last] - sums[scan.first]
    opening = np.append(scan.words, np.uint64(0))[scan.first] * filled
    repeats, alike = count_near(whole, whole, 0) - 1, count_near(opening, opening, 0) - 1
    return np.array((np.minimum(repeats, 5) * filled, np.minimum(alike, 9) * filled), np.float64)


MEANINGS = {
    "lines_above": "line ends between the block and the one above",
    "lines_below": "line ends between the block and the one below",
    "inner_lines": "line ends inside the block",
    "inline": "no line ends before it",
    "in_run": "part of a text without line breaks",
    "regular": "stands where a text is cut into pieces of one length",
    "from_top": "blocks above it",
    "from_end": "blocks below it",
    "place": "where it stands in the dump, 0 to 1",
    "words_above": "words above it",
    "words_below": "words below it",
    "partners_by_words": "blocks cut off at the same number of words",
    "partners_by_chars": "blocks cut off at the same number of characters",
    "partner_share": "share of the cut-off blocks that are as long",
    "broken_off": "ends in the middle of a sentence",
    "repeats": "how often the same words stand in the dump",
    "same_opening": "how many other blocks open with the same word",
}
"""Name → what it says, in the order of `measure`."""
