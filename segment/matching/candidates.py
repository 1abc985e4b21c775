"""Which pairs of texts are worth a closer look: those that share sampled shingles. Never all pairs.

A posting is one number, the hash of a shingle above the number of its text; one sort brings equal shingles together.
Texts must come longest first, equal ones once: then neighbours in a run are alike in length, and the result does not
depend on the order in which the texts were read.
"""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, Final

import numpy as np

from segment.matching.fingerprint import SHINGLE_WORDS, Fingerprints, IndexArray, ShingleArray

if TYPE_CHECKING:
    from numpy.typing import NDArray

SAMPLING: Final = ((120, 1), (480, 2))
"""Up to so many words, one shingle in so many is taken; a short text with damaged words needs all it has."""
SAMPLING_LONG: Final = 4
"""A power of two, as the others: what is taken at a rate is taken at each lower one."""
REACH: Final = 8
"""Each text of a run is paired with so many that follow: runs of up to nine give all their pairs."""
LONG_RUN: Final = 32
LONG_REACH: Final = 4
"""Longer runs are chains: 400 copies of a press release give some 3,000 pairs and not 79,800, each to be verified.
They must not be left out, or all 400 would be lost; several links to each side make up for poor matches."""
MIN_SHARE: Final = 0.08
"""Of the smaller text's shingles. A copy with each tenth character damaged still shares about .2 of them; unrelated
articles share below .02."""
MIN_SHARED: Final = 2
"""Sampled shingles; one alone is a figure of speech."""

_BLOCK: Final = 1 << 20


def find_candidates(prints: Fingerprints) -> NDArray[np.int64]:
    """Pairs of texts, shape (n, 2), the longer one first, sorted."""
    row_bits = np.uint64(max(1, len(prints) - 1).bit_length())
    postings = _shared_postings(_find_postings(prints, row_bits), row_bits)
    pairs, shared = _count_pairs(postings, row_bits)
    first, second = (pairs >> row_bits).astype(np.int64), (pairs & _low(row_bits)).astype(np.int64)
    counts = prints.counts
    # What the rarer sampling of the longer one leaves of the shorter one's shingles.
    sampled = (counts[second] - SHINGLE_WORDS + 1) / _sampling(counts[first])
    is_close = shared >= np.maximum(MIN_SHARED, MIN_SHARE * sampled)
    return np.stack([first[is_close], second[is_close]], axis=1)


def _sampling(counts: IndexArray) -> IndexArray:
    limits = np.array([limit for limit, _ in SAMPLING])
    rates = np.array([rate for _, rate in SAMPLING] + [SAMPLING_LONG])
    return rates[np.searchsorted(limits, counts)]


def _find_postings(prints: Fingerprints, row_bits: np.uint64) -> ShingleArray:
    """The sampled shingles of all texts, sorted: hash above, text below."""
    parts = [np.empty(0, np.uint64)]
    rates = _sampling(prints.counts).astype(np.uint64)
    for first, last in _blocks(prints.starts):
        hashes, rows = prints.part(first, last).all_shingles()
        rows += first
        is_taken = (hashes & (rates[rows] - 1)) == 0
        parts.append((hashes[is_taken] & ~_low(row_bits)) | rows[is_taken].astype(np.uint64))
    postings = np.concatenate(parts)
    postings.sort()
    return postings


def _blocks(starts: IndexArray) -> list[tuple[int, int]]:
    """Ranges of texts of about `_BLOCK` words each."""
    cuts = np.searchsorted(starts, np.arange(0, starts[-1], _BLOCK))
    edges = np.unique(np.concatenate([cuts, [0, len(starts) - 1]]))
    return [(int(first), int(last)) for first, last in pairwise(edges)]


def _shared_postings(postings: ShingleArray, row_bits: np.uint64) -> ShingleArray:
    """Those whose shingle stands in another text too; repeats inside one text are dropped."""
    postings = postings[np.concatenate([[True], postings[1:] != postings[:-1]])] if len(postings) else postings
    is_same = (postings[1:] >> row_bits) == (postings[:-1] >> row_bits)
    return (
        postings[np.concatenate([[False], is_same]) | np.concatenate([is_same, [False]])] if len(postings) else postings
    )


def _count_pairs(postings: ShingleArray, row_bits: np.uint64) -> tuple[ShingleArray, IndexArray]:
    """Each pair of neighbours in a run as one number, and how many runs have it."""
    low = _low(row_bits)
    parts = [np.empty(0, np.uint64)]
    for distance in range(1, REACH + 1):
        if distance == LONG_REACH + 1:
            postings = _drop_long_runs(postings, low)
        before, after = postings[:-distance], postings[distance:]
        is_same = ((before ^ after) & ~low) == 0
        if not is_same.any():
            break
        parts.append(((before[is_same] & low) << row_bits) | (after[is_same] & low))
    pairs = np.concatenate(parts)
    pairs.sort()
    edges = (
        np.flatnonzero(np.concatenate([[True], pairs[1:] != pairs[:-1], [True]])) if len(pairs) else np.zeros(1, int)
    )
    return pairs[edges[:-1]], np.diff(edges)


def _drop_long_runs(postings: ShingleArray, low: np.uint64) -> ShingleArray:
    is_new = ((postings[1:] ^ postings[:-1]) & ~low) != 0
    sizes = np.diff(np.flatnonzero(np.concatenate([[True], is_new, [True]])))
    return postings[np.repeat(sizes, sizes) <= LONG_RUN]


def _low(bits: np.uint64) -> np.uint64:
    return np.uint64((1 << int(bits)) - 1)
