"""Which pairs of texts are worth a closer look: those that share sampled shingles. Never all pairs.

A posting is one number, the hash of a shingle above the number of its text; sorting brings equal shingles together.
Texts come longest first, equal ones once: then neighbours in a run are alike in length, and the result does not depend
on the order in which the texts were read.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

import numpy as np

from segment.matching.fingerprint import sample_shingles
from segment.matching.kernel import KERNEL
from segment.matching.ordered import find_edges, is_first
from segment.matching.spool import NumberSpool

if TYPE_CHECKING:
    from collections.abc import Iterator

    from numpy.typing import NDArray

    from segment.matching.equal import Distinct
    from segment.matching.fingerprint import IndexArray, ShingleArray
    from segment.matching.signatures import Signatures

SAMPLING: Final = ((127, 1), (255, 2))
"""Up to so many words, one shingle in so many is taken; a short text with damaged words needs all it has."""
SAMPLING_LONG: Final = 4
"""A power of two, as the others: what is taken at a rate is taken at each lower one."""
REACH: Final = 2
"""Each text of a run is paired with so many that follow: a run without one of its texts is still a chain."""
LONG_RUN: Final = 32
"""Longer runs are chained without that: 400 copies of a press release give 399 pairs from each run and not 79,800.
They must not be left out, or all 400 would be lost."""
_MIN_ROW_BITS: Final = 24
"""So that the bits that are left of a hash do not depend on the number of texts, up to 16 million."""
_UNSAMPLED: Final = np.uint64(1 << 63)


class Shingling(NamedTuple):
    """How shingles are cut for a number of texts."""

    texts: float
    """Up to so many."""
    words: int
    min_share: float
    """Of the smaller text's shingles. A copy with each tenth character damaged still shares about .2 of those of three
    words and .1 of those of four; unrelated articles share a fourth of that."""


SHINGLINGS: Final = (Shingling(200_000, 3, 0.08), Shingling(np.inf, 4, 0.04))
"""Among more texts more shingles of three words are shared by chance."""


def find_candidates(
    signatures: Signatures, distinct: Distinct, limit: int, groups: ShingleArray | None = None
) -> NDArray[np.int64]:
    """Pairs of ranks, shape (n, 2), the longer text first, sorted. `limit` bytes of postings are held in memory."""
    row_bits = max(_MIN_ROW_BITS, (max(1, len(distinct)) - 1).bit_length())
    shingling = next(shingling for shingling in SHINGLINGS if len(distinct) <= shingling.texts)
    postings = NumberSpool(limit)
    for part in _find_postings(signatures, distinct, shingling.words, row_bits, groups):
        postings.append(part)
    pairs = NumberSpool(limit, 2 * row_bits)
    for part in postings.sorted_parts():
        pairs.append(pair_neighbours(part, row_bits))
    found = [_choose(part, distinct.counts, shingling, row_bits) for part in pairs.sorted_parts()]
    return np.concatenate([np.empty((0, 2), np.int64), *found])


def _find_postings(
    signatures: Signatures, distinct: Distinct, words: int, row_bits: int, groups: ShingleArray | None
) -> Iterator[ShingleArray]:
    """The sampled shingles of all texts that differ: hash above, rank below."""
    for first, prints in signatures.parts():
        ranks = distinct.ranks[first : first + len(prints)]
        is_new = distinct.firsts[ranks] == np.arange(first, first + len(prints)) if len(distinct) else ranks >= 0
        rates = np.where(is_new, _sampling(prints.counts), _UNSAMPLED)
        postings = sample_shingles(prints, rates, ranks.astype(np.uint64), words, row_bits)
        if groups is not None:
            of_text = groups[distinct.firsts[postings & _low(row_bits)]]
            postings ^= of_text & ~_low(row_bits)
        yield postings


def _sampling(counts: IndexArray) -> NDArray[np.uint64]:
    limits = np.array([limit for limit, _ in SAMPLING])
    rates = np.array([*(rate for _, rate in SAMPLING), SAMPLING_LONG], np.uint64)
    return rates[np.searchsorted(limits, counts)]


def pair_neighbours(postings: ShingleArray, row_bits: int) -> ShingleArray:
    """The pairs of neighbours in each run, as one number each, the first rank above; once for each shared shingle."""
    if KERNEL is None:
        return _pair_neighbours(postings, row_bits)
    pairs = np.empty(REACH * len(postings), np.uint64)
    return pairs[: KERNEL.pair_neighbours(postings, np.array([row_bits]), pairs)]


def _pair_neighbours(postings: ShingleArray, row_bits: int) -> ShingleArray:
    postings = postings[is_first(postings)]
    parts = [np.empty(0, np.uint64)]
    for distance in range(1, REACH + 1):
        if distance > 1:
            postings = _drop_long_runs(postings, row_bits)
        before, after = postings[:-distance], postings[distance:]
        is_same = ((before ^ after) & ~_low(row_bits)) == 0
        parts.append(((before & _low(row_bits)) << np.uint64(row_bits) | (after & _low(row_bits)))[is_same])
    return np.concatenate(parts)


def _drop_long_runs(postings: ShingleArray, row_bits: int) -> ShingleArray:
    sizes = np.diff(find_edges(postings & ~_low(row_bits)))
    return postings[np.repeat(sizes, sizes) <= LONG_RUN]


def _drop_single(pairs: ShingleArray) -> ShingleArray:
    """Those that come twice and more, which most do not: one shared shingle is a figure of speech."""
    is_repeat = pairs[1:] == pairs[:-1]
    is_kept = np.zeros(len(pairs), np.bool_)
    is_kept[1:] |= is_repeat
    is_kept[:-1] |= is_repeat
    return pairs[is_kept]


def _choose(pairs: ShingleArray, counts: IndexArray, shingling: Shingling, row_bits: int) -> NDArray[np.int64]:
    """The pairs that come often enough, shape (n, 2)."""
    pairs = _drop_single(pairs)
    edges = find_edges(pairs)
    shared, pairs = np.diff(edges), pairs[edges[:-1]]
    first, second = (pairs >> np.uint64(row_bits)).astype(np.int64), (pairs & _low(row_bits)).astype(np.int64)
    # What the rarer sampling of the longer one leaves of the shorter one's shingles.
    sampled = (counts[second] - shingling.words + 1) / _sampling(counts[first])
    is_close = shared >= shingling.min_share * sampled
    return np.stack([first[is_close], second[is_close]], axis=1)


def _low(bits: int) -> np.uint64:
    return np.uint64((1 << bits) - 1)
