"""Texts -> word hashes and shingles, as numpy arrays: four bytes for each word instead of the text.

All constants are fixed, so the hashes are the same in every run.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import numpy as np
from numpy.typing import NDArray

from segment.matching.folding import MOST_UNKNOWN, fold_table
from segment.matching.kernel import KERNEL
from segment.tokens import fold

if TYPE_CHECKING:
    from collections.abc import Sequence

WordArray = NDArray[np.uint32]
ShingleArray = NDArray[np.uint64]
IndexArray = NDArray[np.int64]

SHINGLE_WORDS: Final = 3
"""Of what is compared. Two words are shared by chance; of four and more, too few survive in a text with each tenth
character damaged."""
NUMBER: Final = np.uint32(0xF)
"""The lowest bits of words of two digits and more, and of no others; one digit agrees by chance."""

BATCH_CHARS: Final = 1 << 18
"""Of texts that are hashed together: their arrays stay in the processor's cache. From 1 << 21 on it is slower."""

_STEP: Final = 8
_LONG_WORD: Final = 64
"""Bytes. Longer ones are hardly words; what is behind that is hashed one by one."""
_MASKS: Final = np.array([(1 << 8 * n) - 1 for n in range(_STEP + 1)], np.uint64)
MULTIPLIERS: Final = np.array(
    [0x9E3779B97F4A7C15, 0xC2B2AE3D27D4EB4F, 0xD6E8FEB86659FD93, 0xA0761D6478BD642F, 0xE7037ED1A0B428DB], np.uint64
)
_HALF: Final = np.uint64(32)
_DIGITS: Final = np.isin(np.arange(256), np.frombuffer(b"0123456789", np.uint8))


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

    def of(self, text: int) -> WordArray:
        """The word hashes of one text, in order."""
        return self.words[self.starts[text] : self.starts[text + 1]]


@dataclass(frozen=True, slots=True)
class Hashed:
    """What is known of a batch of texts."""

    words: WordArray
    """Of all texts, one after the other."""
    counts: IndexArray
    """Words of each text."""
    digests: ShingleArray
    """One hash for each text, equal if all words are equal; 0 for a text without words."""


def hash_texts(texts: Sequence[str]) -> Hashed:
    """The words of some texts as hashes. O(characters); about 3 ns each where the kernel is compiled, else 15.

    >>> hashed = hash_texts(["One ferry, two ferries.", "", "Two FERRIES"])
    >>> hashed.counts.tolist(), bool((hashed.words[2:4] == hashed.words[4:]).all())
    ([4, 0, 2], True)
    """
    if KERNEL is None:
        return _hash_texts(texts)
    table = fold_table()
    encoded = [text.encode("utf-8", "surrogatepass") for text in texts]
    ends = np.cumsum(np.fromiter(map(len, encoded), np.int64, len(encoded)))
    data = b"".join(encoded)
    # A word is a letter at least, and a blank between it and the next; one without blanks is two bytes at least.
    words = np.empty(len(data) // 2 + len(encoded), np.uint32)
    counts, digests = np.empty(len(encoded), np.int64), np.empty(len(encoded), np.uint64)
    unknown = np.empty(MOST_UNKNOWN, np.uint32)
    while True:
        found = KERNEL.hash_texts(data, ends, table.entries, table.letters, words, counts, digests, unknown)
        if found >= 0:
            return Hashed(words[:found], counts, digests)
        table.learn(unknown[:-found].tolist())


def hash_shingles(words: WordArray, length: int = SHINGLE_WORDS) -> ShingleArray:
    """Hashes of each `length` consecutive words; empty if there are fewer words.

    >>> hash_shingles(np.array([1, 2, 3, 1, 2, 3], np.uint32)).shape
    (4,)
    """
    count = max(0, len(words) - length + 1)
    sums = np.zeros(count, np.uint64)
    for place, multiplier in enumerate(MULTIPLIERS[:length]):
        sums += words[place : place + count] * multiplier
    return _mix(sums)


def sample_shingles(
    prints: Fingerprints, rates: NDArray[np.uint64], rows: NDArray[np.uint64], length: int, row_bits: int
) -> ShingleArray:
    """Of each text one shingle in so many, with the row in place of the lowest bits: shape (n,), in order of texts.

    Rates are powers of two, so that what is taken at a rate is taken at each lower one.
    """
    if KERNEL is None:
        return _sample_shingles(prints, rates, rows, length, row_bits)
    row_mask = np.array([(1 << row_bits) - 1], np.uint64)
    postings = np.empty(len(prints.words), np.uint64)
    taken = KERNEL.sample_shingles(
        prints.words, prints.starts, rates - np.uint64(1), rows, MULTIPLIERS[:length], row_mask, postings
    )
    return postings[:taken]


def _sample_shingles(
    prints: Fingerprints, rates: NDArray[np.uint64], rows: NDArray[np.uint64], length: int, row_bits: int
) -> ShingleArray:
    hashes, texts = find_shingles(prints, length)
    is_taken = (hashes & (rates[texts] - np.uint64(1))) == 0
    row_mask = np.uint64((1 << row_bits) - 1)
    postings: ShingleArray = (hashes[is_taken] & ~row_mask) | (rows[texts[is_taken]] & row_mask)
    return postings


def find_shingles(prints: Fingerprints, length: int = SHINGLE_WORDS) -> tuple[ShingleArray, IndexArray]:
    """The shingles of all texts and the number of the text that each is from, in order."""
    texts = np.repeat(np.arange(len(prints)), prints.counts)
    hashes = hash_shingles(prints.words, length)
    is_inside = texts[: len(hashes)] == texts[length - 1 :][: len(hashes)]
    return hashes[is_inside], texts[: len(hashes)][is_inside]


def _hash_texts(texts: Sequence[str]) -> Hashed:
    folded = [fold(text) for text in texts]
    # A space in front gives each word an edge on either side; zeros behind let eight bytes be read anywhere.
    joined = b" ".join([b"", *folded, bytes(_STEP)])
    chars = np.frombuffer(joined, np.uint8)[:-_STEP]
    is_word = chars != ord(" ")
    edges = np.flatnonzero(is_word[1:] != is_word[:-1]) + 1
    starts, ends = edges[::2], edges[1::2]
    text_ends = np.cumsum(np.fromiter((len(text) + 1 for text in folded), np.int64, len(folded)))
    counts = np.diff(np.searchsorted(starts, text_ends, side="right"), prepend=0)
    hashes = _hash_words(joined, starts, ends - starts)
    digits = np.append(0, np.cumsum(_DIGITS[chars]))
    is_number = (digits[ends] - digits[starts] == ends - starts) & (ends - starts > 1)
    return Hashed(_mark_numbers((hashes >> _HALF).astype(np.uint32), is_number), counts, _digest(hashes, counts))


def _hash_words(joined: bytes, starts: IndexArray, lengths: IndexArray) -> ShingleArray:
    """Hashes the words eight bytes at a time; each step works on the words that reach so far."""
    eights = np.ndarray(len(joined) - _STEP + 1, "<u8", joined, strides=(1,))
    hashes = (eights[starts] & _MASKS[np.minimum(lengths, _STEP)]) * MULTIPLIERS[0]
    active = np.flatnonzero(lengths > _STEP)
    for done in range(_STEP, _LONG_WORD, _STEP):
        if not len(active):
            break
        piece = eights[starts[active] + done] & _MASKS[np.minimum(lengths[active] - done, _STEP)]
        hashes[active] = (_mix(hashes[active]) ^ piece) * MULTIPLIERS[1]
        active = active[lengths[active] > done + _STEP]
    for word in active.tolist():
        rest = joined[starts[word] + _LONG_WORD : starts[word] + lengths[word]]
        hashes[word] = _hash_long(int(hashes[word]), rest)
    return _mix(hashes)


def _hash_long(value: int, rest: bytes) -> int:
    """As `_hash_words`, for what is behind the first bytes of one endless word."""
    multiplier, whole = int(MULTIPLIERS[1]), (1 << 64) - 1
    for place in range(0, len(rest), _STEP):
        value = (_mix_one(value) ^ int.from_bytes(rest[place : place + _STEP], "little")) * multiplier & whole
    return value


def _mark_numbers(words: WordArray, is_number: NDArray[np.bool_]) -> WordArray:
    words[is_number] |= NUMBER
    words[~is_number & ((words & NUMBER) == NUMBER)] ^= np.uint32(1)
    return words


def _digest(hashes: ShingleArray, counts: IndexArray) -> ShingleArray:
    """Of each text the sum of its words, each times a multiplier to the power of its place."""
    powers = np.full(int(counts.max(initial=0)), MULTIPLIERS[2])
    powers[:1] = 1
    ends = np.cumsum(counts)
    places = np.arange(len(hashes)) - np.repeat(ends - counts, counts)
    terms = hashes * np.cumprod(powers, dtype=np.uint64)[places]
    sums = np.concatenate([np.zeros(1, np.uint64), np.cumsum(terms, dtype=np.uint64)])
    digests: ShingleArray = sums[ends] - sums[ends - counts]
    return digests


def _mix(hashes: ShingleArray) -> ShingleArray:
    """Spreads each bit over the whole number: the end of MurmurHash3 (Appleby 2011)."""
    hashes = hashes ^ (hashes >> np.uint64(33))
    hashes *= np.uint64(0xFF51AFD7ED558CCD)
    hashes ^= hashes >> np.uint64(33)
    hashes *= np.uint64(0xC4CEB9FE1A85EC53)
    return hashes ^ (hashes >> np.uint64(33))


def _mix_one(value: int) -> int:
    """As `_mix`, for one number of Python's."""
    whole = (1 << 64) - 1
    value = (value ^ value >> 33) * 0xFF51AFD7ED558CCD & whole
    value = (value ^ value >> 33) * 0xC4CEB9FE1A85EC53 & whole
    return value ^ value >> 33
