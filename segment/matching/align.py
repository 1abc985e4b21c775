"""Where two texts run side by side: anchors, the window of one that answers a piece of the other, and spans.

An anchor is a shingle that stands once in each text, so that there is no doubt about its place; a repeated figure of
speech is none. Of the anchors only those in the same order in both texts count.
"""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass
from typing import Final

import numpy as np

from segment.matching.fingerprint import SHINGLE_WORDS, IndexArray, WordArray, hash_shingles

PIECE_WORDS: Final = 48
"""Short enough that a piece without a partner (another story above the same biography) is not outvoted by its
neighbours, long enough for about ten anchors in a damaged copy."""
MAX_PIECES: Final = 32
"""Of a longer text, so many pieces at even distances stand for the whole: the cost of a pair has a limit."""


@dataclass(frozen=True, slots=True)
class Alignment:
    """The anchors of two texts as word numbers, both rising."""

    a_places: IndexArray
    b_places: IndexArray

    def __len__(self) -> int:
        return len(self.a_places)


@dataclass(frozen=True, slots=True)
class Window:
    """A piece of `b` and the part of `a` that should answer it, as ranges of word numbers."""

    a: tuple[int, int]
    b: tuple[int, int]


def align(a: WordArray, b: WordArray) -> Alignment:
    """The anchors of two texts that have shingles; O(n log n). If they share only repeated ones, the first in `a`."""
    shingles = hash_shingles(a)
    order = np.argsort(shingles, kind="stable")
    known, sought = shingles[order], hash_shingles(b)
    places = np.minimum(np.searchsorted(known, sought), len(known) - 1)
    b_places = np.flatnonzero(known[places] == sought)
    places = places[b_places]
    is_single = np.bincount(places, minlength=len(known))[places] == 1
    is_single &= np.diff(known, append=~known[-1:])[places] != 0
    if is_single.any():
        places, b_places = places[is_single], b_places[is_single]
    rising = _longest_rising(order[places])
    return Alignment(order[places][rising], b_places[rising])


def _longest_rising(places: IndexArray) -> IndexArray:
    """Indices of the longest rising run of places, leaving out the fewest. O(n log n)."""
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


def find_windows(alignment: Alignment, a_words: int, b_words: int) -> list[Window]:
    """Cuts `b` into pieces and finds for each, by its nearest anchors, the part of `a` to compare it with."""
    count = max(1, round(b_words / PIECE_WORDS))
    edges = [b_words * piece // count for piece in range(count + 1)]
    chosen = range(count) if count <= MAX_PIECES else [count * i // MAX_PIECES for i in range(MAX_PIECES)]
    return [_find_window(alignment, a_words, edges[piece], edges[piece + 1]) for piece in chosen]


def _find_window(alignment: Alignment, a_words: int, start: int, end: int) -> Window:
    left, right = np.searchsorted(alignment.b_places, (start, end)).tolist()
    if left == right:  # no anchor of its own: the nearest one before, or else after
        left, right = (left - 1, left) if left else (0, 1)
    shifts = alignment.a_places[[left, right - 1]] - alignment.b_places[[left, right - 1]]
    a_start, a_end = max(0, start + int(shifts[0])), min(a_words, end + int(shifts[1]))
    return Window((min(a_start, a_words), max(a_start, a_end)), (start, end))


def shared_words(alignment: Alignment, a: WordArray, b: WordArray) -> tuple[tuple[int, int], tuple[int, int]]:
    """From the first to the last shared word, as word numbers of either text: the outer anchors and what joins them."""
    a_start, b_start = int(alignment.a_places[0]), int(alignment.b_places[0])
    back = min(a_start, b_start)
    grown = _count_equal(a[a_start - back : a_start][::-1], b[b_start - back : b_start][::-1])
    a_end, b_end = int(alignment.a_places[-1]) + SHINGLE_WORDS, int(alignment.b_places[-1]) + SHINGLE_WORDS
    ahead = min(len(a) - a_end, len(b) - b_end)
    grown_end = _count_equal(a[a_end : a_end + ahead], b[b_end : b_end + ahead])
    return (a_start - grown, a_end + grown_end), (b_start - grown, b_end + grown_end)


def _count_equal(a: WordArray, b: WordArray) -> int:
    """How many words are equal from the front."""
    differs = np.flatnonzero(a != b)
    return int(differs[0]) if len(differs) else len(a)
