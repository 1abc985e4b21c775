"""One pass over the text of a dump: characters, words and blocks as arrays, for the measures of all blocks at once."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from segment.scan.characters import Char, classify

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from segment.blocks import Block

    Ints = NDArray[np.int64]
    Hashes = NDArray[np.uint64]

LONGEST_WORD = 16
"""Characters of a word that its hash looks at; longer ones that begin alike are one word."""
STEM_CHARS = 6
"""Of a word, so that inflected forms fall together; for this purpose as good as a stemmer, and for every language."""
_PRIME = np.uint64(0x9E3779B97F4A7C15)
_MIX = (np.uint64(0xBF58476D1CE4E5B9), np.uint64(0x94D049BB133111EB))


@dataclass(frozen=True, slots=True)
class Scan:
    """The words and characters of a dump, by block."""

    blocks: Sequence[Block]
    starts: Ints
    """Of the blocks, in code points; shape (blocks,)."""
    ends: Ints
    classes: NDArray[np.uint8]
    """Of each character of the dump."""
    counts: NDArray[np.int32]
    """Characters of each class before each place: shape (chars + 1, classes)."""
    lines: Ints
    """Line ends before each place."""
    word_starts: Ints
    """Of all words, in order; shape (words,)."""
    word_ends: Ints
    words: Hashes
    """Of their folded characters."""
    stems: Hashes
    """Of their first six."""
    block_of: Ints
    """The block of each word."""
    first: Ints
    """The first word of each block, ..."""
    last: Ints
    """... and the one behind its last."""

    def __len__(self) -> int:
        return len(self.starts)

    def count(self, *kinds: Char) -> NDArray[np.int64]:
        """How many characters of some classes each block has."""
        total = np.zeros(len(self), np.int64)
        for kind in kinds:
            total += self.counts[self.ends, kind] - self.counts[self.starts, kind]
        return total

    def is_shouted(self) -> NDArray[np.bool_]:
        """Whether each word has two letters and more and all of them are capitals."""
        lengths = self.word_ends - self.word_starts
        capitals = self.counts[self.word_ends, Char.UPPER] - self.counts[self.word_starts, Char.UPPER]
        shouted: NDArray[np.bool_] = (capitals == lengths) & (lengths > 1)
        return shouted


def scan(text: str, blocks: Sequence[Block]) -> Scan:
    """Scan a dump. O(characters)."""
    codes = np.frombuffer(text.encode("utf-32-le", "surrogatepass"), np.uint32)
    classes, folds = classify(codes)
    counts = np.zeros((len(codes) + 1, len(Char)), np.int32)
    for kind in Char:
        np.cumsum(classes == kind, out=counts[1:, kind])
    starts = np.array([block.start for block in blocks], np.int64)
    ends = np.array([block.end for block in blocks], np.int64)
    word_starts, word_ends = _find_words(classes)
    block_of = np.searchsorted(starts, word_starts, "right") - 1
    inside = (block_of >= 0) & (word_starts < ends[np.maximum(block_of, 0)])
    word_starts, word_ends, block_of = word_starts[inside], word_ends[inside], block_of[inside]
    words, stems = _hash_words(folds, classes, word_starts, word_ends)
    numbers = np.arange(len(blocks))
    return Scan(
        blocks, starts, ends, classes, counts,
        np.concatenate(([0], np.cumsum(codes == ord("\n")))),
        word_starts, word_ends, words, stems, block_of,
        np.searchsorted(block_of, numbers), np.searchsorted(block_of, numbers, "right"),
    )  # fmt: skip


def _find_words(classes: NDArray[np.uint8]) -> tuple[Ints, Ints]:
    """Runs of letters and digits, apostrophes inside; of a script without blanks each character."""
    inside = classes <= Char.DIGIT
    marks = np.flatnonzero(classes == Char.APOSTROPHE)
    if len(marks):
        marks = marks[(marks > 0) & (marks < len(classes) - 1)]
        letters = (classes[marks - 1] <= Char.LETTER) & (classes[marks + 1] <= Char.LETTER)
        inside[marks[letters]] = True
    wide = classes == Char.WIDE
    edges = np.diff(inside.view(np.int8), prepend=0, append=0)
    begins, ends = edges[:-1] == 1, edges[1:] == -1
    if wide.any():
        begins |= wide
        begins[1:] |= wide[:-1] & inside[1:]
        ends |= wide
        ends[:-1] |= wide[1:] & inside[:-1]
    return np.flatnonzero(begins), np.flatnonzero(ends) + 1


def _hash_words(
    folds: NDArray[np.uint32], classes: NDArray[np.uint8], starts: Ints, ends: Ints
) -> tuple[Hashes, Hashes]:
    hashes = np.zeros(len(starts), np.uint64)
    lengths = ends - starts
    # Two characters of a script without blanks make a word more often than one.
    wide = (classes[starts] == Char.WIDE) if len(starts) else np.zeros(0, bool)
    if wide.any():
        following = np.minimum(ends, len(classes) - 1)
        lengths = np.where(wide & (classes[following] == Char.WIDE) & (ends < len(classes)), 2, lengths)
    stems = hashes
    going = np.arange(len(starts))
    with np.errstate(over="ignore"):
        for place in range(LONGEST_WORD):
            if place == STEM_CHARS:
                stems = hashes.copy()
            going = going[lengths[going] > place]
            if not len(going):
                break
            hashes[going] = (hashes[going] ^ folds[starts[going] + place]) * _PRIME
        if stems is hashes:
            stems = hashes.copy()
        return _mix(hashes), _mix(stems)


def _mix(hashes: Hashes) -> Hashes:
    """Spread the bits (the finaliser of splitmix64, Steele et al. 2014)."""
    hashes = (hashes ^ (hashes >> np.uint64(30))) * _MIX[0]
    hashes = (hashes ^ (hashes >> np.uint64(27))) * _MIX[1]
    return hashes ^ (hashes >> np.uint64(31))


def hash_word(word: str) -> int:
    """The hash of one word, as `Scan.words` has it.

    >>> from segment.blocks import Block
    >>> int(scan("Ferry", [Block(0, 5, 1, 1, 0, False, False, False)]).words[0]) == hash_word("ferry")
    True
    """
    return int(hash_words([word])[0])


def hash_words(words: Sequence[str]) -> Hashes:
    """The hashes of words, as `Scan.words` has them; those of their first six characters are as `Scan.stems`."""
    if not words:
        return np.zeros(0, np.uint64)
    text = "\0".join(words)
    codes = np.frombuffer(text.encode("utf-32-le", "surrogatepass"), np.uint32)
    classes, folds = classify(codes)
    ends = np.append(np.flatnonzero(codes == 0), len(codes))
    starts = np.concatenate(([0], ends[:-1] + 1))
    return _hash_words(folds, classes, starts, ends)[0]
