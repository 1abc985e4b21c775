"""Where a block stands, and which other blocks are like it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from segment.cues.ending import PARTNER_CHARS, PARTNER_WORDS
from segment.measures.shape import count_words

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from segment.measures.shape import Measured
    from segment.scan import Scan

FEWEST_PARTNER_WORDS = 15
LONGEST_DISTANCE = 40
"""Blocks from either end of the dump; beyond, a place says nothing."""


def measure(scan: Scan, shape: Measured) -> Measured:
    """All of it, by name."""
    return {**_place(scan), **_partners(scan, shape), **_repeats(scan)}


def _place(scan: Scan) -> Measured:
    numbers = np.arange(len(scan))
    line_starts, line_ends = scan.lines[scan.starts], scan.lines[scan.ends]
    above = line_starts - np.concatenate(([0], line_ends[:-1]))
    words = np.concatenate(([0.0], np.cumsum(count_words(scan))))
    return {
        "lines_above": np.minimum(above, 4).astype(np.float64),
        "lines_below": np.minimum(np.append(above[1:], 4), 4).astype(np.float64),
        "inner_lines": (line_ends - line_starts).astype(np.float64),
        "inline": np.array([block.inline for block in scan.blocks], np.float64),
        "in_run": np.array([block.in_run for block in scan.blocks], np.float64),
        "regular": np.array([block.regular for block in scan.blocks], np.float64),
        "from_top": np.minimum(numbers, LONGEST_DISTANCE).astype(np.float64),
        "from_end": np.minimum(len(scan) - 1 - numbers, LONGEST_DISTANCE).astype(np.float64),
        "place": numbers / len(scan),
        "words_above": words[:-1],
        "words_below": words[-1] - words[1:],
    }


def _partners(scan: Scan, shape: Measured) -> Measured:
    """Blocks that were cut off at the same length: teasers of one site."""
    words, chars = shape["words"], shape["chars"]
    names = ("partners_by_words", "partners_by_chars", "partner_share")
    found: Measured = {name: np.zeros(len(scan), np.float64) for name in names}
    cut = np.flatnonzero(((shape["stopped"] == 0) | (shape["trailing"] > 0)) & (words >= FEWEST_PARTNER_WORDS))
    if len(cut) > 1:
        by_words = _count_near(words[cut], PARTNER_WORDS)
        found["partners_by_words"][cut] = by_words
        found["partners_by_chars"][cut] = _count_near(chars[cut], PARTNER_CHARS)
        found["partner_share"][cut] = by_words / (len(cut) - 1)
    found["broken_off"] = np.isin(np.arange(len(scan)), cut).astype(np.float64)
    return found


def _count_near(values: NDArray[np.float64], reach: int) -> NDArray[np.float64]:
    ordered = np.sort(values)
    near = np.searchsorted(ordered, values + reach, "right") - np.searchsorted(ordered, values - reach)
    return (near - 1).astype(np.float64)


def _repeats(scan: Scan) -> Measured:
    """How often the words of a block stand in the dump, as a whole or as an opening."""
    sums = np.concatenate(
        (np.zeros(1, np.uint64), np.cumsum(scan.words * _odd(len(scan.words), scan), dtype=np.uint64))
    )
    whole = sums[scan.last] - sums[scan.first]
    _, inverse, counts = np.unique(whole, return_inverse=True, return_counts=True)
    opening = np.where(scan.last > scan.first, np.append(scan.words, 0)[np.minimum(scan.first, len(scan.words))], 0)
    _, inverse2, counts2 = np.unique(opening, return_inverse=True, return_counts=True)
    filled = scan.last > scan.first
    return {
        "repeats": np.where(filled, np.minimum(counts[inverse] - 1, 5), 0).astype(np.float64),
        "same_opening": np.where(filled, np.minimum(counts2[inverse2] - 1, 9), 0).astype(np.float64),
    }


def _odd(n: int, scan: Scan) -> NDArray[np.uint64]:
    """A factor for each word by its place in its block, so that the order of words counts."""
    place = (np.arange(n) - scan.first[scan.block_of]).astype(np.uint64)
    with np.errstate(over="ignore"):
        return place * np.uint64(0x2545F4914F6CDD1D) * np.uint64(2) + np.uint64(1)


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
