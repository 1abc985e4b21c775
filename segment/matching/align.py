"""Where two texts run side by side: anchors, the window of one that answers a piece of the other, and spans.

An anchor is a shingle that stands once in each text, so that there is no doubt about its place; a repeated figure of
speech is none. Of the anchors only those in the same order in both texts count.
"""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import numpy as np

from segment.matching.fingerprint import NUMBER, SHINGLE_WORDS, hash_shingles
from segment.matching.kernel import KERNEL

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from segment.matching.fingerprint import Fingerprints, IndexArray, WordArray

PIECE_WORDS: Final = 48
"""Short enough that a piece without a partner (another story above the same biography) is not outvoted by its
neighbours, long enough for about ten anchors in a damaged copy."""
MAX_PIECES: Final = 32
"""Of a longer text, so many pieces at even distances stand for the whole: the cost of a pair has a limit."""


@dataclass(frozen=True, slots=True)
class Alignments:
    """How the texts of pairs lie beside each other; `a` is the first of a pair."""

    spans: IndexArray
    """From the first to the last shared word of `a` and of `b`, as word numbers; shape (pairs, 4)."""
    counts: IndexArray
    """Windows of each pair; 0 for texts that share no shingle."""
    numbers: IndexArray
    """Of the numbers of `b` in its pieces: how many there are, and how many of them stand in the windows of `a`, and
    anywhere in `a`; shape (pairs, 3)."""
    windows: IndexArray
    """The part of `a` that should answer a piece of `b`, and that piece, as word numbers; shape (windows, 4)."""


@dataclass(frozen=True, slots=True)
class Anchors:
    """The anchors of two texts as word numbers, both rising."""

    a_places: IndexArray
    b_places: IndexArray

    def __len__(self) -> int:
        return len(self.a_places)


def align(prints: Fingerprints, pairs: NDArray[np.int64]) -> Alignments:
    """Lays the texts of each pair, shape (n, 2), side by side. O(n log n) of the words of each text and each pair."""
    if KERNEL is None:
        return _align(prints, pairs)
    count = len(pairs)
    spans, counts, numbers = np.empty((count, 4), np.int64), np.empty(count, np.int64), np.empty((count, 3), np.int64)
    windows = np.empty((count * MAX_PIECES, 4), np.int64)
    found = KERNEL.align(prints.words, prints.starts, np.ascontiguousarray(pairs), spans, counts, numbers, windows)
    return Alignments(spans, counts, numbers, windows[:found])


def _align(prints: Fingerprints, pairs: NDArray[np.int64]) -> Alignments:
    spans, counts = np.zeros((len(pairs), 4), np.int64), np.zeros(len(pairs), np.int64)
    numbers = np.zeros((len(pairs), 3), np.int64)
    windows = [np.empty((0, 4), np.int64)]
    for i, (first, second) in enumerate(pairs.tolist()):
        a, b = prints.of(first), prints.of(second)
        anchors = find_anchors(a, b)
        if len(anchors):
            windows.append(find_windows(anchors, len(a), len(b)))
            spans[i], counts[i] = find_spans(anchors, a, b), len(windows[-1])
            numbers[i] = _compare_numbers(a, b, windows[-1])
    return Alignments(spans, counts, numbers, np.concatenate(windows))


def find_anchors(a: WordArray, b: WordArray) -> Anchors:
    """The anchors of two texts. If they share only repeated shingles, these, at their first places in `a`."""
    shingles, sought = hash_shingles(a), hash_shingles(b)
    if not len(shingles):
        return Anchors(np.empty(0, np.int64), np.empty(0, np.int64))
    order = np.argsort(shingles, kind="stable")
    known = shingles[order]
    places = np.minimum(np.searchsorted(known, sought), len(known) - 1)
    b_places = np.flatnonzero(known[places] == sought)
    places = places[b_places]
    is_single = np.bincount(places, minlength=len(known))[places] == 1
    is_single &= np.diff(known, append=~known[-1:])[places] != 0
    if is_single.any():
        places, b_places = places[is_single], b_places[is_single]
    rising = _longest_rising(order[places])
    return Anchors(order[places][rising], b_places[rising])


def _longest_rising(places: IndexArray) -> IndexArray:
    """Indices of the longest rising run of places, leaving out the fewest: patience sorting, O(n log n)."""
    if (places[1:] > places[:-1]).all():  # the usual case
        return np.arange(len(places))
    tails: list[int] = []
    tail_ids: list[int] = []
    previous = [-1] * len(places)
    for index, place in enumerate(places.tolist()):
        length = bisect_left(tails, place)
        previous[index] = tail_ids[length - 1] if length else -1
        tails[length : length + 1] = [place]
        tail_ids[length : length + 1] = [index]
    chain = [tail_ids[-1]]
    while previous[chain[-1]] >= 0:
        chain.append(previous[chain[-1]])
    return np.array(chain[::-1])


def find_windows(anchors: Anchors, a_words: int, b_words: int) -> IndexArray:
    """Cuts `b` into pieces and finds for each, by its nearest anchors, the part of `a` to compare it with."""
    count = max(1, (b_words + PIECE_WORDS // 2) // PIECE_WORDS)
    chosen = min(count, MAX_PIECES)
    pieces = [count * i // chosen for i in range(chosen)]
    edges = [(b_words * piece // count, b_words * (piece + 1) // count) for piece in pieces]
    return np.array([_find_window(anchors, a_words, start, end) for start, end in edges])


def _find_window(anchors: Anchors, a_words: int, start: int, end: int) -> tuple[int, int, int, int]:
    left, right = np.searchsorted(anchors.b_places, (start, end)).tolist()
    if left == right:  # no anchor of its own: the nearest one before, or else after
        left, right = (left - 1, left) if left else (0, 1)
    shifts = anchors.a_places[[left, right - 1]] - anchors.b_places[[left, right - 1]]
    a_start, a_end = max(0, start + int(shifts[0])), min(a_words, end + int(shifts[1]))
    a_start = min(a_start, a_words)
    return a_start, max(a_start, a_end), start, end


def find_spans(anchors: Anchors, a: WordArray, b: WordArray) -> tuple[int, int, int, int]:
    """From the first to the last shared word, as word numbers of either text: the outer anchors and what joins them."""
    a_start, b_start = int(anchors.a_places[0]), int(anchors.b_places[0])
    back = min(a_start, b_start)
    grown = _count_equal(a[a_start - back : a_start][::-1], b[b_start - back : b_start][::-1])
    a_end, b_end = int(anchors.a_places[-1]) + SHINGLE_WORDS, int(anchors.b_places[-1]) + SHINGLE_WORDS
    ahead = min(len(a) - a_end, len(b) - b_end)
    grown_end = _count_equal(a[a_end : a_end + ahead], b[b_end : b_end + ahead])
    return a_start - grown, a_end + grown_end, b_start - grown, b_end + grown_end


def _count_equal(a: WordArray, b: WordArray) -> int:
    """How many words are equal from the front."""
    differs = np.flatnonzero(a != b)
    return int(differs[0]) if len(differs) else len(a)


def _compare_numbers(a: WordArray, b: WordArray, windows: IndexArray) -> tuple[int, int, int]:
    numbers = np.concatenate([_find_numbers(b[start:end]) for _, _, start, end in windows.tolist()])
    answers = np.concatenate([_find_numbers(a[start:end]) for start, end, _, _ in windows.tolist()])
    return len(numbers), int(np.isin(numbers, answers).sum()), int(np.isin(numbers, _find_numbers(a)).sum())


def _find_numbers(words: WordArray) -> WordArray:
    found: WordArray = words[(words & NUMBER) == NUMBER]
    return found
