"""One pass over the text of a dump: characters, words and blocks as arrays, for the measures of all blocks at once."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np

from segment import kernel
from segment.scan.characters import Char, classify, give_case
from segment.scripts import find_ends

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from segment.blocks import Block
    from segment.measures.lexicon import Lexicon

    Ints = NDArray[np.int64]
    Hashes = NDArray[np.uint64]

LONGEST_WORD = 16
"""Characters of a word that its hash looks at; longer ones that begin alike are one word."""
STEM_CHARS = 6
"""Of a word, so that inflected forms fall together; for this purpose as good as a stemmer, and for every language."""
WIDE_STEM_CHARS = 2
"""Of a script without blanks: two characters make a word more often than one, ..."""
LONG_WIDE_STEM_CHARS = 4
"""... and four in Thai, Lao, Burmese and Khmer, whose vowels and tones are characters, too."""
LAST_LONG_WIDE = 0x17FF
_PRIME = np.uint64(0x9E3779B97F4A7C15)
_MIX = (np.uint64(0xBF58476D1CE4E5B9), np.uint64(0x94D049BB133111EB))


@dataclass(frozen=True, eq=False)
class Scan:
    """The words and characters of a dump, by block."""

    blocks: Sequence[Block]
    starts: Ints
    """Of the blocks, in code points; shape (blocks,)."""
    ends: Ints
    classes: NDArray[np.uint8]
    """Of each character of the dump."""
    tally: Ints
    """Characters of each class in each block: shape (blocks, classes)."""
    lines: Ints
    """Line ends before the start and before the end of each block: shape (2, blocks)."""
    word_starts: Ints
    """Of all words, in order; shape (words,)."""
    word_ends: Ints
    words: Hashes
    """Of their folded characters."""
    stems: Hashes
    """Of their first six."""
    block_of: Ints
    """The block of each word."""
    shouted: NDArray[np.bool_]
    """Whether each word has two letters and more and all of them are capitals."""
    first: Ints
    """The first word of each block, ..."""
    last: Ints
    """... and the one behind its last."""
    weights: dict[Lexicon, Ints] = field(default_factory=dict, repr=False)
    """Of the words, by the lexicon that they were weighed with."""

    def __len__(self) -> int:
        return len(self.starts)

    def count(self, *kinds: Char) -> Ints:
        """How many characters of some classes each block has."""
        total = np.zeros(len(self), np.int64)
        for kind in kinds:
            total += self.tally[:, kind]
        return total

    @cached_property
    def counts(self) -> NDArray[np.int32]:
        """Characters of each class before each place: shape (chars + 1, classes)."""
        counts = np.zeros((len(self.classes) + 1, len(Char)), np.int32)
        for kind in Char:
            np.cumsum(self.classes == kind, out=counts[1:, kind])
        return counts

    @cached_property
    def initials(self) -> NDArray[np.uint8]:
        """The class of the first character of each word."""
        return self.classes[self.word_starts]

    @cached_property
    def groups(self) -> Groups:
        """Which words are of one stem."""
        return _group_words(self.stems, self.block_of)


class Groups(NamedTuple):
    """Which words are of one stem."""

    order: Ints
    """The words by their stems, those of one stem in the order of the text."""
    stem_numbers: Ints
    """A number for each word, from 0, which is the same for words of one stem, ..."""
    pairs: Ints
    """... and one that is the same for words of one stem in one block."""
    stem_of: Ints
    """The number of the stem of each such pair."""


def sum_before(values: NDArray[Any], dtype: type[np.generic] = np.int64) -> NDArray[Any]:
    """What stands before each place of the last axis, summed, and the whole sum behind them."""
    sums = np.zeros((*values.shape[:-1], values.shape[-1] + 1), dtype)
    np.cumsum(values, axis=-1, out=sums[..., 1:])
    return sums


def scan(text: str, blocks: Sequence[Block]) -> Scan:
    """Scan a dump; the blocks are in order and do not overlap. O(characters)."""
    codes = np.frombuffer(text.encode("utf-32-le", "surrogatepass"), np.uint32)
    classes, folds = classify(codes)
    starts = np.array([block.start for block in blocks], np.int64)
    ends = np.array([block.end for block in blocks], np.int64)
    if not text.isascii():
        give_case(codes, classes, starts)
        classes[ends[np.array(find_ends(text, blocks), np.int64)] - 1] = Char.STOP
    word_starts, word_ends, block_of, shouted, bounds = _find_words(classes, starts, ends)
    words, stems = _hash_words(folds, classes, word_starts, word_ends)
    return Scan(
        blocks, starts, ends, classes, _count_classes(classes, starts, ends),
        np.flatnonzero(codes == ord("\n")).searchsorted((starts, ends)),
        word_starts, word_ends, words, stems, block_of, shouted, bounds[:-1], bounds[1:],
    )  # fmt: skip


def _group_words(stems: Hashes, block_of: Ints) -> Groups:
    if kernel.KERNEL is not None:
        groups = Groups(*np.empty((4, len(stems)), np.int64))
        count = kernel.KERNEL.group_words(stems, block_of, *groups)
        return groups._replace(stem_of=groups.stem_of[:count])
    order = np.argsort(stems, kind="stable")
    stems, block_of = stems[order], block_of[order]
    is_new = np.append(True, stems[1:] != stems[:-1])[: len(order)]
    is_pair = is_new | np.append(True, block_of[1:] != block_of[:-1])[: len(order)]
    numbers = np.cumsum(is_new) - 1
    groups = Groups(order, np.empty(len(order), np.int64), np.empty(len(order), np.int64), numbers[is_pair])
    groups.stem_numbers[order] = numbers
    groups.pairs[order] = np.cumsum(is_pair) - 1
    return groups


def count_marks(marks: NDArray[np.uint32], starts: Ints, stops: Ints, kinds: int) -> Ints:
    """How many of the words `starts` to before `stops` of each block have each of the lowest bits; (kinds, blocks)."""
    counts = np.empty((kinds, len(starts)), np.int64)
    if kernel.KERNEL is not None:
        kernel.KERNEL.count_marks(marks, starts, stops, counts)
        return counts
    sums = sum_before((marks >> np.arange(kinds, dtype=np.uint32)[:, None]) & 1)
    counts[:] = sums[:, stops] - sums[:, starts]
    return counts


def _count_classes(classes: NDArray[np.uint8], starts: Ints, ends: Ints) -> Ints:
    """Characters of each class in each block."""
    tally = np.empty((len(starts), len(Char)), np.int64)
    if kernel.KERNEL is not None:
        kernel.KERNEL.count_classes(classes, starts, ends, tally)
        return tally
    for kind in Char:
        before = sum_before(classes == kind)
        tally[:, kind] = before[ends] - before[starts]
    return tally


def _find_words(
    classes: NDArray[np.uint8], starts: Ints, ends: Ints
) -> tuple[Ints, Ints, Ints, NDArray[np.bool_], Ints]:
    """The words that begin in a block: starts, ends, blocks, and which are shouted; and where each block begins."""
    if kernel.KERNEL is not None:
        room, bounds = np.empty((3, len(classes)), np.int64), np.empty(len(starts) + 1, np.int64)
        shouted = np.empty(len(classes), bool)
        count = kernel.KERNEL.find_words(classes, starts, ends, *room, shouted, bounds)
        word_starts, word_ends, block_of = room[:, :count]
        return word_starts, word_ends, block_of, shouted[:count], bounds
    word_starts, word_ends = _find_runs(classes)
    block_of = np.searchsorted(starts, word_starts, "right") - 1
    inside = (block_of >= 0) & (word_starts < np.append(ends, 0)[block_of])
    word_starts, word_ends, block_of = word_starts[inside], word_ends[inside], block_of[inside]
    capitals, lengths = sum_before(classes == Char.UPPER), word_ends - word_starts
    shouted = (capitals[word_ends] - capitals[word_starts] == lengths) & (lengths > 1)
    return word_starts, word_ends, block_of, shouted, np.searchsorted(block_of, np.arange(len(starts) + 1))


def _find_runs(classes: NDArray[np.uint8]) -> tuple[Ints, Ints]:
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
    if kernel.KERNEL is not None:
        stems = np.empty_like(hashes)
        kernel.KERNEL.hash_words(folds, classes, starts, ends, hashes, stems)
        return hashes, stems
    lengths = ends - starts
    wide = (classes[starts] == Char.WIDE) if len(starts) else np.zeros(0, bool)
    if wide.any():
        padded = np.append(classes, np.full(LONG_WIDE_STEM_CHARS, Char.OTHER, np.uint8))
        going = wide & (padded[ends] == Char.WIDE)
        lengths = np.where(going, WIDE_STEM_CHARS, lengths)
        going &= folds[starts] <= LAST_LONG_WIDE
        for place in range(WIDE_STEM_CHARS, LONG_WIDE_STEM_CHARS):
            going &= padded[starts + place] == Char.WIDE
            lengths += going
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
    starts = np.append(0, ends[:-1] + 1)
    return _hash_words(folds, classes, starts, ends)[0]
