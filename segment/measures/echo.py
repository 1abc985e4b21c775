"""Blocks that say what another block says: a headline stands in the title of its page, in menus, and above its text.

Blocks of a few words are compared whole, and with the first and the last words of longer ones, so that
"Ferry Runs Again" is found in "Ferry Runs Again | Harbour News" and in "Home > Local > Ferry Runs Again".
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from segment.scan import sum_before

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from segment.measures.shape import Measured
    from segment.scan import Scan

    Ints = NDArray[np.int64]
    Floats = NDArray[np.float64]
    Hashes = NDArray[np.uint64]

FEWEST_WORDS, MOST_WORDS = 2, 40
"""Of a block that is compared; one word alone says nothing, and longer ones are text."""
MOST_ECHOES = 9
_COUNTS = np.arange(MOST_WORDS + 1)
_BASE = 0x9E3779B97F4A7C15
_POWERS = np.array([pow(_BASE, count, 1 << 64) for count in range(MOST_WORDS + 1)], np.uint64)
_INVERSES = np.array([pow(_BASE, -count, 1 << 64) for count in range(MOST_WORDS + 1)], np.uint64)


def measure(scan: Scan) -> Measured:
    """All of it, by name. O(words × log words)."""
    lengths = scan.last - scan.first
    short = np.flatnonzero((lengths >= FEWEST_WORDS) & (lengths <= MOST_WORDS))
    echoes = np.zeros((3, len(scan)))
    if len(short):
        echoes[:, short] = _find_echoes(scan.words, scan.first[short], lengths[short])
    return dict(zip(MEANINGS, np.concatenate((echoes, _compare_with_top(scan))), strict=True))


def _find_echoes(words: Hashes, first: Ints, lengths: Ints) -> Floats:
    """How short blocks stand to each other: those with the same words, longer ones, and the longest shorter one."""
    openings, closes = _hash_runs(words, first, lengths)
    sayings, which = np.unique(openings[np.arange(len(first)), lengths], return_inverse=True)
    cuts = (_COUNTS >= FEWEST_WORDS) & (lengths[:, None] > _COUNTS)
    runs = np.array((openings[cuts], closes[cuts]))
    place = np.minimum(sayings.searchsorted(runs), len(sayings) - 1)
    held = sayings[place] == runs
    same, longer = np.bincount(which)[which] - 1, np.bincount(place[held], minlength=len(sayings))[which]
    is_held = np.zeros(cuts.shape, bool)
    is_held[cuts] = held.any(0)
    shorter = (is_held * _COUNTS).max(1) / lengths
    return np.array((np.minimum(same, MOST_ECHOES), np.minimum(longer, MOST_ECHOES), shorter))


def _hash_runs(words: Hashes, first: Ints, lengths: Ints) -> tuple[Hashes, Hashes]:
    """Hashes of the first and of the last words of blocks, by their number; shapes (blocks, MOST_WORDS + 1).

    The same words give the same hash wherever they stand. What is no run of a block has a hash that means nothing.
    """
    places = np.minimum(first[:, None] + _COUNTS[:-1], len(words) - 1)
    # With b for the base, the k-th word counts b ** -k, and a run from there on is multiplied by b ** k.
    openings = sum_before(words[places] * _INVERSES[:-1], np.uint64)
    skipped = np.maximum(lengths[:, None] - _COUNTS, 0)
    before = np.take_along_axis(openings, skipped, 1)
    return openings, (np.take_along_axis(openings, lengths[:, None], 1) - before) * _POWERS[skipped]


def _compare_with_top(scan: Scan) -> Floats:
    """Words in common with the first block, which is often the title of the page: shares of a block's, and of its."""
    top = np.unique(scan.words[: min(int(scan.last[0]), MOST_WORDS)])
    if not len(top):
        return np.zeros((2, len(scan)))
    place = np.minimum(top.searchsorted(scan.words), len(top) - 1)
    held = top[place] == scan.words
    said = np.zeros((len(scan), len(top)), bool)
    said[scan.block_of[held], place[held]] = True
    like_top = np.bincount(scan.block_of, held, len(scan)) / np.maximum(scan.last - scan.first, 1)
    return np.array((like_top, said.sum(1) / len(top)))


MEANINGS = {
    "echoes": "other blocks with the same words",
    "echo_of_longer": "other blocks that begin or end with all its words",
    "echo_of_shorter": "share of its words that are another block, at its beginning or end",
    "like_top": "share of its words that the first block has",
    "top_like_it": "share of the words of the first block that it has",
}
"""Name → what it says, in the order of `measure`."""
