"""Is a candidate pair a match, and of which kind? Exact shingle containment first, rapidfuzz where that is not enough.

Between the two limits of containment lie copies with damaged or edited words, and next to them reports from one
template and articles with the same biography. A copy answers everywhere, piece by piece, and has the same numbers.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np

from segment.matching.align import MAX_PIECES, PIECE_WORDS, align
from segment.matching.fingerprint import SHINGLE_WORDS, find_shingles
from segment.matching.folding import fold_letters
from segment.matching.kernel import KERNEL
from segment.matching.ordered import sort_once
from segment.matching.verdicts import NONE, RELATIONS, Verdicts
from segment.types import Relation

if TYPE_CHECKING:
    from collections.abc import Iterator

    from numpy.typing import NDArray

    from segment.config import MatchConfig
    from segment.matching.align import Alignments
    from segment.matching.equal import Texts
    from segment.matching.fingerprint import Fingerprints, IndexArray
    from segment.matching.signatures import Signatures

    Shares = NDArray[np.float64]

MIN_WORDS: Final = 8
"""Of the shorter text. Below that, `near` and `contains` mean nothing: a menu entry stands in many articles."""
SURE_SHARE: Final = 0.7
"""Of the shorter text's shingles: a match whatever the letters say. Articles with the same biography stay below."""
GREY_SHARE: Final = 0.08
"""Below that not even a copy with each tenth character damaged."""
MIN_SPREAD: Final = 3
"""Of four quarters of the shorter text, so many must share something; a biography or an appeal fills one or two."""
MIN_SIMILARITY: Final = 0.78
"""Of the letters, in the grey zone. Rewritten copies (each fifth word changed) reach .80, other texts .77 at most,
templates with other names .91: for them, see `_numbers_agree`."""
NEAR_LENGTH: Final = 0.8
"""Words of the shorter by words of the longer: from here on `near`, below `contains`."""
OVERLAP_SHARE: Final = 0.3
"""Of the shorter text's shingles: from here on at least an `overlap`."""

FEW_NUMBERS: Final = 4
"""With fewer, one lost number decides too much."""
MIN_AGREEING: Final = 0.67
"""Of the numbers. With fewer, and `MIN_NUMBER_DAMAGE`, two texts are reports from one template."""
MIN_NUMBER_DAMAGE: Final = 0.08
"""Of the words that differ, so many are numbers in reports from one template; in damaged copies numbers are no more
often hit than other words are."""

RARE_NUMBERS: Final = 0.03
"""Of the words: where next to all else is shared, fewer numbers that differ are years and versions, as in licences."""
LOOSE_END: Final = 0.25
"""Of the shorter text's words, before the first or behind the last one that is shared: from here on two texts overlap,
and neither contains the other, where what lies between is `WHOLE_SHARE` shared. Copies with a lead of their own stay
below."""
WHOLE_SHARE: Final = 0.8
"""Of the shingles there. Below that a text is damaged, at its end as elsewhere."""
MOVED_SHARE: Final = 0.1
"""Of the shorter text's shingles: so much more than could stand between its ends is shared where parts come in another
order."""

_QUARTERS: Final = 4
_HASH_BITS: Final = 44
_DROPPED_BITS: Final = np.uint64(64 - _HASH_BITS)
_BATCH_WORDS: Final = 1 << 18
_MOST_PAIRS: Final = 1 << 14
"""Of a batch."""


class Verifier:
    """Compares texts by their ranks."""

    def __init__(self, texts: Texts, signatures: Signatures, firsts: IndexArray, config: MatchConfig) -> None:
        """`firsts` has the number of the text of each rank."""
        self._texts, self._signatures, self._firsts, self._config = texts, signatures, firsts, config
        self._counts = signatures.counts[firsts]

    @property
    def compares(self) -> bool:
        """Whether more than equal texts is asked for."""
        return bool(set(self._config.relations) - {Relation.EXACT, Relation.NORMALIZED})

    def verify(self, pairs: NDArray[np.int64]) -> Verdicts:
        """The matches among pairs of ranks, shape (n, 2), the longer text first, sorted, each once."""
        return Verdicts.join(map(self.verify_batch, self.cut(pairs)))

    def cut(self, pairs: NDArray[np.int64]) -> Iterator[NDArray[np.int64]]:
        """Pairs that can match, in batches of about `_BATCH_WORDS` words of their texts together."""
        if not self.compares:
            return iter(())
        pairs = pairs[self._counts[pairs[:, 1]] >= MIN_WORDS]
        is_new = np.diff(pairs[:, 0], prepend=-1) != 0
        sizes = np.cumsum(self._counts[pairs[:, 1]] + self._counts[pairs[:, 0]] * is_new)
        batch_of = np.maximum(sizes // _BATCH_WORDS, np.arange(len(pairs)) // _MOST_PAIRS)
        return (batch for batch in np.split(pairs, np.flatnonzero(np.diff(batch_of)) + 1) if len(batch))

    def verify_batch(self, pairs: NDArray[np.int64]) -> Verdicts:
        """As `verify`, for pairs whose texts are held at once."""
        ranks = sort_once(pairs)
        prints, local = self._signatures.take(self._firsts[ranks]), np.searchsorted(ranks, pairs)
        shared = count_shared(prints, local)
        shares = shared.sum(axis=1) / (prints.counts[local[:, 1]] - SHINGLE_WORDS + 1)
        is_possible = (shares >= SURE_SHARE) | ((shares >= GREY_SHARE) & ((shared > 0).sum(axis=1) >= MIN_SPREAD))
        chosen = np.flatnonzero(is_possible | self._is_overlap(shares))
        pairs, shares, is_possible = pairs[chosen], shares[chosen], is_possible[chosen]
        alignments = align(prints, local[chosen])
        scores = self._score(pairs, shares, alignments, is_possible)
        relations = self._relate(pairs, shares, scores)
        found = np.flatnonzero((relations != NONE) & (alignments.counts > 0))
        scores = np.where(np.isnan(scores), shares, scores)
        return Verdicts(pairs[found], relations[found], scores[found], alignments.spans[found])

    def _is_overlap(self, shares: Shares) -> NDArray[np.bool_]:
        return (shares >= OVERLAP_SHARE) & (Relation.OVERLAP in self._config.relations)

    def _score(
        self, pairs: NDArray[np.int64], shares: Shares, alignments: Alignments, is_possible: NDArray[np.bool_]
    ) -> Shares:
        """The similarity of each pair; NaN for those that are no copies of each other."""
        scores = np.where(is_possible & (shares == 1.0), 1.0, np.nan)
        words = self._counts[pairs[:, 1]]
        asked = is_possible & (shares < 1.0) & _numbers_agree(shares, alignments, words)
        asked &= ~_have_loose_end(shares, alignments, words)
        similarities = self._compare_letters(pairs, alignments, asked)
        is_copy = asked & ((shares >= SURE_SHARE) | (similarities >= MIN_SIMILARITY))
        return np.where(is_copy, np.maximum(similarities, shares), scores)

    def _relate(self, pairs: NDArray[np.int64], shares: Shares, scores: Shares) -> NDArray[np.int8]:
        """The relation of each pair, or `NONE`."""
        counts, config = self._counts, self._config
        is_as_long = counts[pairs[:, 1]] >= NEAR_LENGTH * counts[pairs[:, 0]]
        relations = np.where(is_as_long, RELATIONS.index(Relation.NEAR), RELATIONS.index(Relation.CONTAINS))
        is_copy = scores >= config.threshold  # not so where a score is NaN
        relations[~is_copy] = RELATIONS.index(Relation.OVERLAP)
        wanted = [RELATIONS.index(relation) for relation in config.relations]
        is_match = (is_copy | self._is_overlap(shares)) & np.isin(relations, wanted)
        return np.where(is_match, relations, NONE).astype(np.int8)

    def _compare_letters(self, pairs: NDArray[np.int64], alignments: Alignments, asked: NDArray[np.bool_]) -> Shares:
        """Mean similarity of the letters of each pair's pieces, 0.0 to 1.0; 0.0 where it is not asked for.

        Spaces do not count: damaged copies lose them, and scripts without them have none.
        """
        similarities = np.zeros(len(pairs))
        chosen = np.flatnonzero(asked & (alignments.counts > 0))
        if not len(chosen):
            return similarities
        from rapidfuzz import fuzz, process

        ranks = sort_once(pairs[chosen])
        letters = fold_letters([self._texts[text] for text in self._firsts[ranks].tolist()])
        pair_of = np.repeat(np.arange(len(pairs)), alignments.counts)
        is_asked = asked[pair_of]
        windows, of_a, of_b = alignments.windows[is_asked], *np.searchsorted(ranks, pairs[pair_of[is_asked]]).T
        a_parts, b_parts = letters.cut(of_a, windows[:, :2]), letters.cut(of_b, windows[:, 2:])
        ratios = process.cpdist(a_parts, b_parts, scorer=fuzz.ratio, dtype=np.float64)
        counts = alignments.counts[chosen]
        similarities[chosen] = np.add.reduceat(ratios, np.cumsum(counts) - counts) / (100 * counts)
        return similarities


def count_shared(prints: Fingerprints, pairs: NDArray[np.int64]) -> IndexArray:
    """For each pair, how many shingles of each quarter of the second text the first one has; shape (n, 4).

    Of hashes the `_HASH_BITS` highest are compared. O(words of the texts of each pair).
    """
    if KERNEL is None:
        return _count_shared(prints, pairs)
    shared = np.empty((len(pairs), _QUARTERS), np.int64)
    KERNEL.count_shared(prints.words, prints.starts, np.ascontiguousarray(pairs), shared)
    return shared


def _count_shared(prints: Fingerprints, pairs: NDArray[np.int64]) -> IndexArray:
    hashes, texts = find_shingles(prints)
    hashes >>= _DROPPED_BITS
    edges = np.searchsorted(texts, np.arange(len(prints) + 1))
    shared = np.zeros((len(pairs), _QUARTERS), np.int64)
    for i, (holder, text) in enumerate(pairs.tolist()):
        sought = hashes[edges[text] : edges[text + 1]]
        is_shared = np.isin(sought, hashes[edges[holder] : edges[holder + 1]])
        cuts = len(sought) * np.arange(_QUARTERS + 1) // _QUARTERS
        shared[i] = np.diff(np.append(0, np.cumsum(is_shared))[cuts])
    return shared


def _have_loose_end(shares: Shares, alignments: Alignments, words: IndexArray) -> NDArray[np.bool_]:
    """Whether the shorter text begins or ends outside of the longer one, and is the same inside."""
    spans = alignments.spans
    loose = np.maximum(spans[:, 2], words - spans[:, 3]) / words
    inside = (spans[:, 3] - spans[:, 2]) / words
    # More is shared than stands inside where parts come in another order: there, no end is loose.
    is_whole = (shares >= WHOLE_SHARE * inside) & (shares <= inside + MOVED_SHARE)
    have: NDArray[np.bool_] = (loose >= LOOSE_END) & is_whole
    return have


def _numbers_agree(shares: Shares, alignments: Alignments, words: IndexArray) -> NDArray[np.bool_]:
    """Whether the numbers in the pieces are not what two texts differ in; True where there are few."""
    found, in_windows, anywhere = alignments.numbers.T
    # What surely stands in `a` may stand there in another order, away from the windows.
    agreeing = np.where(shares >= SURE_SHARE, anywhere, in_windows)
    # A shingle is shared if all its words are, so this is what each word is worth.
    differing = np.minimum(words, MAX_PIECES * PIECE_WORDS) * (1 - shares ** (1 / SHINGLE_WORDS))
    is_hit_no_more = found - agreeing < MIN_NUMBER_DAMAGE * differing
    is_hardly_hit = (shares >= SURE_SHARE) & (found - agreeing < RARE_NUMBERS * words)
    is_like_words = (agreeing >= MIN_AGREEING * found) | is_hit_no_more | is_hardly_hit
    agree: NDArray[np.bool_] = (found < FEW_NUMBERS) | is_like_words
    return agree
