"""Is a candidate pair a match, and of which kind? Exact shingle containment first, rapidfuzz where that is not enough.

Between the two limits of containment lie copies with damaged or edited words, and next to them reports from one
template and articles with the same biography. A copy answers everywhere, piece by piece, and has the same numbers.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Final

import numpy as np

from segment.matching.align import Alignment, Window, align, find_windows, shared_words
from segment.tokens import fold
from segment.types import Relation

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from numpy.typing import NDArray

    from segment.matching.fingerprint import Fingerprints

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

_NUMBER: Final = re.compile(rb"(?<![^ ])[0-9]{2,}")
"""At the start of a word; of two digits and more, because single ones agree by chance."""
FEW_NUMBERS: Final = 4
"""With fewer, one lost number decides too much."""
MIN_AGREEING: Final = 0.5
MIN_AGREEING_REWORDED: Final = 0.67
"""Where whole words differ and not letters in them, as they do in templates filled with other names."""

_QUARTERS: Final = 4
_BATCH_SHINGLES: Final = 1 << 19
_CACHED_TEXTS: Final = 8
"""Pairs come sorted by their longer text. Few, because a text of 10 MB takes 100 MB as a list of words."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """What a pair is; `a` is the longer one."""

    relation: Relation
    score: float
    a_words: tuple[int, int]
    """From the first to the last shared word, as word numbers."""
    b_words: tuple[int, int]


@dataclass(frozen=True, slots=True)
class Overlap:
    """How much of the shorter text's shingles the longer one has."""

    share: float
    spread: int
    """Quarters of the shorter text that have any of them."""


class Verifier:
    """Compares pairs of texts of one set. Texts are numbered longest first, as in `find_candidates`."""

    def __init__(self, texts: Sequence[str], prints: Fingerprints, relations: Sequence[Relation]) -> None:
        self._prints = prints
        self._relations = frozenset(relations)
        self._counts = prints.counts
        self._folded = lru_cache(_CACHED_TEXTS)(lambda row: fold(texts[row]).split())

    @property
    def compares(self) -> bool:
        """Whether more than equal texts is asked for."""
        return bool(self._relations - {Relation.EXACT, Relation.NORMALIZED})

    def verify_all(self, pairs: NDArray[np.int64]) -> Iterator[tuple[int, int, Verdict]]:
        """The matches among the candidates, shape (n, 2), in their order."""
        long_enough = pairs[self._counts[pairs[:, 1]] >= MIN_WORDS]
        for batch in _batches(long_enough, self._counts):
            overlaps = find_overlaps(self._prints, batch)
            for (a, b), overlap in zip(batch.tolist(), overlaps, strict=True):
                verdict = self._judge(a, b, overlap)
                if verdict is not None:
                    yield a, b, verdict

    def verify(self, a: int, b: int) -> Verdict | None:
        """One pair in any order."""
        pair = np.array([sorted((a, b))])
        return next((verdict for _, _, verdict in self.verify_all(pair)), None)

    def _judge(self, a: int, b: int, overlap: Overlap) -> Verdict | None:
        is_match_possible = overlap.share >= SURE_SHARE or (
            overlap.share >= GREY_SHARE and overlap.spread >= MIN_SPREAD
        )
        if not is_match_possible and not self._is_overlap(overlap):
            return None
        a_words, b_words = self._prints.of(a), self._prints.of(b)
        alignment = align(a_words, b_words)
        if not len(alignment):
            return None
        score = self._score(a, b, overlap, alignment) if is_match_possible else None
        if score is None and not self._is_overlap(overlap):
            return None
        relation = Relation.OVERLAP if score is None else self._relation(a, b)
        if relation not in self._relations:
            return None
        return Verdict(relation, overlap.share if score is None else score, *shared_words(alignment, a_words, b_words))

    def _is_overlap(self, overlap: Overlap) -> bool:
        return Relation.OVERLAP in self._relations and overlap.share >= OVERLAP_SHARE

    def _relation(self, a: int, b: int) -> Relation:
        is_as_long = self._counts[b] >= NEAR_LENGTH * self._counts[a]
        return Relation.NEAR if is_as_long else Relation.CONTAINS

    def _score(self, a: int, b: int, overlap: Overlap, alignment: Alignment) -> float | None:
        """The similarity, or None if the two are no match."""
        if overlap.share == 1.0:
            return 1.0
        a_folded, b_folded = self._folded(a), self._folded(b)
        windows = find_windows(alignment, len(a_folded), len(b_folded))
        similarity = _similarity(a_folded, b_folded, windows, 0.0 if overlap.share >= SURE_SHARE else MIN_SIMILARITY)
        if similarity is None or not _numbers_agree(a_folded, b_folded, windows, overlap.share, similarity):
            return None
        return max(similarity, overlap.share)


def find_overlaps(prints: Fingerprints, pairs: NDArray[np.int64]) -> list[Overlap]:
    """For each pair, what part of the second text's shingles the first one has. Second texts have `MIN_WORDS` words."""
    holders, holder_of = np.unique(pairs[:, 0], return_inverse=True)
    held, held_by = prints.take(holders).all_shingles()
    sought, sought_by = prints.take(pairs[:, 1]).all_shingles()
    known = _keyed(held, held_by)
    known.sort()
    wanted = _keyed(sought, holder_of[sought_by])
    is_shared = known[np.minimum(np.searchsorted(known, wanted), len(known) - 1)] == wanted
    edges = np.searchsorted(sought_by, np.arange(len(pairs) + 1))
    starts, sizes = edges[:-1, None], np.diff(edges)[:, None]
    quarters = np.add.reduceat(is_shared, (starts + sizes * np.arange(_QUARTERS) // _QUARTERS).ravel(), dtype=np.int64)
    shared = quarters.reshape(-1, _QUARTERS)
    shares, spreads = shared.sum(axis=1) / sizes[:, 0], (shared > 0).sum(axis=1)
    return [Overlap(share, spread) for share, spread in zip(shares.tolist(), spreads.tolist(), strict=True)]


def _keyed(shingles: NDArray[np.uint64], rows: NDArray[np.int64]) -> NDArray[np.uint64]:
    """Shingles that are equal only within one text: 20 bits for the text of this batch above 44 of the hash."""
    return (shingles >> np.uint64(20)) | (rows.astype(np.uint64) << np.uint64(44))


def _batches(pairs: NDArray[np.int64], counts: NDArray[np.int64]) -> Iterator[NDArray[np.int64]]:
    """Pairs, sorted by their first texts, of about `_BATCH_SHINGLES` shingles together."""
    is_new = np.diff(pairs[:, 0], prepend=-1) != 0
    sizes = np.cumsum(counts[pairs[:, 1]] + counts[pairs[:, 0]] * is_new)
    cuts = np.flatnonzero(np.diff(sizes // _BATCH_SHINGLES)) + 1
    return (batch for batch in np.split(pairs, cuts) if len(batch))


def _similarity(a: list[bytes], b: list[bytes], windows: list[Window], cutoff: float) -> float | None:
    """Mean similarity of the pieces' letters, 0.0 to 1.0; None as soon as it cannot reach `cutoff`.

    Spaces do not count: damaged copies lose them, and scripts without them have none.
    """
    from rapidfuzz import fuzz

    reached, possible = 0.0, float(len(windows))
    for window in windows:
        of_a, of_b = _letters(a, window.a), _letters(b, window.b)
        ratio = fuzz.ratio(of_a, of_b) / 100
        reached += ratio
        possible -= 1 - ratio
        if possible < cutoff * len(windows):
            return None
    return reached / len(windows)


def _letters(words: list[bytes], part: tuple[int, int]) -> str:
    return b"".join(words[slice(*part)]).decode()


def _numbers_agree(a: list[bytes], b: list[bytes], windows: list[Window], share: float, similarity: float) -> bool:
    """Whether the numbers in the pieces are mostly the same; True where there are few."""
    # What surely stands in `a` may stand there in another order, away from the windows.
    parts = [(0, len(a))] if share >= SURE_SHARE else [window.a for window in windows]
    known = {number for part in parts for number in _find_numbers(a, part)}
    numbers = [number for window in windows for number in _find_numbers(b, window.b)]
    if len(numbers) < FEW_NUMBERS:
        return True
    needed = MIN_AGREEING if similarity >= _letter_damage(share) else MIN_AGREEING_REWORDED
    return sum(number in known for number in numbers) >= needed * len(numbers)


def _find_numbers(words: list[bytes], part: tuple[int, int]) -> list[bytes]:
    return _NUMBER.findall(b" ".join(words[slice(*part)]))


def _letter_damage(share: float) -> float:
    """The similarity that damaged letters leave where they leave this share of the shingles.

    One wrong letter spoils a whole shingle, as a wrong word does, but changes fewer letters. On scans with 2-10 % of
    the letters wrong a straight line parts them from reports of one template, with little in between.
    """
    return 0.83 + 0.25 * share
