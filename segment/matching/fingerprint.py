"""Texts -> word hashes and shingles, as numpy arrays: four bytes for each word instead of the text.

Words are hashed many at a time, eight bytes a step. All constants are fixed, so the hashes are the same in every run.
"""

from __future__ import annotations

from dataclasses import dataclass
from hashlib import blake2b
from typing import TYPE_CHECKING, Final

import numpy as np
from numpy.typing import NDArray

from segment.tokens import fold

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

WordArray = NDArray[np.uint32]
ShingleArray = NDArray[np.uint64]
IndexArray = NDArray[np.int64]

SHINGLE_WORDS: Final = 3
"""Two words are shared by chance; of four and more, too few survive in a text with each tenth character damaged."""

_BATCH_CHARS: Final = 1 << 18  # the arrays of one batch stay in the processor's cache; from 1 << 21 it is slower
_STEP: Final = 8
_LONG_WORD: Final = 64
"""Bytes. Longer ones are hardly words; they are hashed one by one, so that one endless word costs no endless loop."""
_MASKS: Final = np.array([(1 << 8 * n) - 1 for n in range(_STEP + 1)], np.uint64)
_MULTIPLIERS: Final = tuple(np.uint64(m) for m in (0x9E3779B97F4A7C15, 0xC2B2AE3D27D4EB4F, 0xD6E8FEB86659FD93))
_HALF: Final = np.uint64(32)


@dataclass(frozen=True, slots=True)
class Fingerprints:
    """The words of many texts, one text after the other."""

    words: WordArray
    """Hashes; those of text `i` are `words[starts[i]:starts[i + 1]]`."""
    starts: IndexArray

    def __len__(self) -> int:
        return len(self.starts) - 1

    @property
    def counts(self) -> IndexArray:
        """Words of each text."""
        return np.diff(self.starts)

    def of(self, row: int) -> WordArray:
        """The word hashes of one text, in order."""
        return self.words[self.starts[row] : self.starts[row + 1]]

    def shingles(self, row: int) -> ShingleArray:
        """The shingles of one text, in order of place: number `i` begins with word `i`."""
        return hash_shingles(self.of(row))

    def digests(self) -> ShingleArray:
        """One hash for each text, equal if all words are equal; 0 for a text without words."""
        place = np.arange(len(self.words), dtype=np.uint64) - np.repeat(self.starts[:-1], self.counts).astype(np.uint64)
        terms = _mix((self.words.astype(np.uint64) + _MULTIPLIERS[2]) * (_mix(place) | np.uint64(1)))
        sums = np.concatenate([np.zeros(1, np.uint64), np.cumsum(terms, dtype=np.uint64)])
        digests: ShingleArray = sums[self.starts[1:]] - sums[self.starts[:-1]]
        return digests

    def all_shingles(self) -> tuple[ShingleArray, IndexArray]:
        """The shingles of all texts and the number of the text that each is from, in order."""
        rows = np.repeat(np.arange(len(self)), self.counts)
        hashes = hash_shingles(self.words)
        is_inside = rows[: len(hashes)] == rows[SHINGLE_WORDS - 1 :][: len(hashes)]
        return hashes[is_inside], rows[: len(hashes)][is_inside]

    def part(self, first: int, last: int) -> Fingerprints:
        """The fingerprints of texts `first` to `last` (not included)."""
        start, end = self.starts[first], self.starts[last]
        return Fingerprints(self.words[start:end], self.starts[first : last + 1] - start)

    def take(self, rows: IndexArray) -> Fingerprints:
        """The fingerprints of some of the texts, in the order given."""
        counts = self.counts[rows]
        starts = np.concatenate([np.zeros(1, np.int64), np.cumsum(counts)])
        places = np.arange(starts[-1]) + np.repeat(self.starts[rows] - starts[:-1], counts)
        return Fingerprints(self.words[places], starts)


def fingerprint(texts: Sequence[str]) -> Fingerprints:
    """The word hashes of all texts.

    >>> prints = fingerprint(["One ferry, two ferries.", "", "Two FERRIES"])
    >>> prints.counts.tolist(), bool((prints.of(0)[2:] == prints.of(2)).all())
    ([4, 0, 2], True)
    """
    words, counts = [np.empty(0, np.uint32)], [np.zeros(1, np.int64)]
    for batch in _batches(texts):
        hashes, lengths = _hash_batch([fold(text) for text in batch])
        words.append(hashes)
        counts.append(lengths)
    return Fingerprints(np.concatenate(words), np.cumsum(np.concatenate(counts)))


def hash_shingles(words: WordArray) -> ShingleArray:
    """Hashes of each `SHINGLE_WORDS` consecutive words; empty if there are fewer words.

    >>> hash_shingles(np.array([1, 2, 3, 1, 2, 3], np.uint32)).shape
    (4,)
    """
    count = max(0, len(words) - SHINGLE_WORDS + 1)
    sums = np.zeros(count, np.uint64)
    for place, multiplier in enumerate(_MULTIPLIERS[:SHINGLE_WORDS]):
        sums += words[place : place + count] * multiplier
    return _mix(sums)


def _batches(texts: Sequence[str]) -> Iterator[list[str]]:
    batch: list[str] = []
    chars = 0
    for text in texts:
        batch.append(text)
        chars += len(text)
        if chars >= _BATCH_CHARS:
            yield batch
            batch, chars = [], 0
    if batch:
        yield batch


def _hash_batch(folded: list[bytes]) -> tuple[WordArray, IndexArray]:
    """The word hashes of some folded texts, and how many words each has."""
    # A space in front gives each word an edge on either side; zeros behind let eight bytes be read anywhere.
    joined = b" ".join([b"", *folded, bytes(_STEP)])
    chars = np.frombuffer(joined, np.uint8)[:-_STEP]
    is_word = chars != ord(" ")
    edges = np.flatnonzero(is_word[1:] != is_word[:-1]) + 1
    starts, ends = edges[::2], edges[1::2]
    text_ends = np.cumsum(np.fromiter((len(text) + 1 for text in folded), np.int64, len(folded)))
    counts = np.diff(np.searchsorted(starts, text_ends, side="right"), prepend=0)
    return _hash_words(joined, starts, ends - starts), counts


def _hash_words(joined: bytes, starts: IndexArray, lengths: IndexArray) -> WordArray:
    """Hashes the words eight bytes at a time; each step works on the words that reach so far."""
    eights = np.ndarray(len(joined) - _STEP + 1, "<u8", joined, strides=(1,))
    hashes = (eights[starts] & _MASKS[np.minimum(lengths, _STEP)]) * _MULTIPLIERS[0]
    active = np.flatnonzero(lengths > _STEP)
    for done in range(_STEP, _LONG_WORD, _STEP):
        if not len(active):
            break
        piece = eights[starts[active] + done] & _MASKS[np.minimum(lengths[active] - done, _STEP)]
        hashes[active] = (_mix(hashes[active]) ^ piece) * _MULTIPLIERS[1]
        active = active[lengths[active] > done + _STEP]
    for word in active:
        digest = blake2b(joined[starts[word] : starts[word] + lengths[word]], digest_size=_STEP).digest()
        hashes[word] = int.from_bytes(digest, "little")
    return (_mix(hashes) >> _HALF).astype(np.uint32)


def _mix(hashes: ShingleArray) -> ShingleArray:
    """Spreads each bit over the whole number (the end of MurmurHash3)."""
    hashes = hashes ^ (hashes >> np.uint64(33))
    hashes *= np.uint64(0xFF51AFD7ED558CCD)
    hashes ^= hashes >> np.uint64(33)
    hashes *= np.uint64(0xC4CEB9FE1A85EC53)
    return hashes ^ (hashes >> np.uint64(33))
