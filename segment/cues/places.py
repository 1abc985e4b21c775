"""Which blocks of a dump may hold which strings, looked for in all blocks at once.

What is found are candidates, and none is missed. Whether a phrase stands there as it should is for the cue to see.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import defaultdict
from functools import cache, cached_property
from typing import TYPE_CHECKING, AnyStr, ClassVar, NamedTuple

import numpy as np

from segment.words import phrases

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from numpy.typing import NDArray

    from segment.blocks import Block

    Ints = NDArray[np.int64]
    Words = NDArray[np.uint64]
    """Of each word its first eight letters, the first one in the lowest byte."""

DOTTED_I = "İ"
"""In small letters an i and a combining dot, which is no letter: a word may be taken to begin behind it."""
_BLANKS = (
    "\x85\xa0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u2028\u2029\u202f\u205f\u3000"
)
_ASCII_FORMS = {"ſ": "s", "\u212a": "k", DOTTED_I: "i", **dict.fromkeys(_BLANKS, " ")}
"""All blanks, and all characters that are a letter of ASCII where case does not count; that of K is the kelvin sign."""
_SOLID = np.array([not chr(code).isspace() for code in range(128)])
_ASCII_WORD = re.compile(rb"[a-z]+")
WORD_BYTES = 8
_MASKS = np.array([(1 << 8 * length) - 1 for length in range(WORD_BYTES + 1)], np.uint64)
_PRIME = np.uint64(0xBF58476D1CE4E5B9)
_HASH_BITS = 16


class PhraseList:
    """Phrases that a cue looks for. All lists share one index: one pass over a dump finds them all."""

    every: ClassVar[list[PhraseList]] = []

    def __init__(self, load: Callable[[], tuple[str, ...]]) -> None:
        """`load` is called when the first dump is looked at."""
        self.load = load
        self.number = len(PhraseList.every)
        PhraseList.every.append(self)
        _index.cache_clear()


@cache
def phrase_list(name: str) -> PhraseList:
    """The entries of a word list in small letters, the longest first."""
    return PhraseList(lambda: phrases(name))


class Places:
    """Finds strings in the blocks of a dump; case does not count."""

    def __init__(self, text: str, blocks: Sequence[Block]) -> None:
        self.text = text
        self._edges = [*(block.start for block in blocks), len(text)]
        self._ends = [block.end for block in blocks]

    @cached_property
    def foreign(self) -> frozenset[str]:
        """The characters of the dump that are not ASCII."""
        if self.text.isascii():
            return frozenset()
        codes = np.frombuffer(self.text.encode("utf-32-le", "surrogatepass"), np.uint32)
        return frozenset(map(chr, set(codes[codes > 127].tolist())))

    @cached_property
    def _letters(self) -> bytes:
        return to_letters(self.text, self.foreign)

    def count_tokens(self) -> list[int]:
        """How many tokens each block has: what `str.split` would find in it."""
        starts = np.array(self._edges[:-1], np.int64)
        solid = np.append(_SOLID[np.frombuffer(self._letters, np.uint8)], False)
        begins = solid.copy()
        begins[1:] &= ~solid[:-1]
        begins[starts] = solid[starts]  # a block may begin at a seam, with no blank before it
        before = np.concatenate(([0], np.cumsum(begins)))
        counts: list[int] = (before[self._ends] - before[starts]).tolist()
        return counts

    def find(self, parts: Iterable[str]) -> set[int]:
        """Blocks that hold one of some strings, in any case.

        O(characters × strings), at the speed of `str.find`.
        """
        found: set[int] = set()
        for part in parts:
            if _has_case(part):
                self._look_for(to_letters(part), self._letters, found)
            elif part[0].isascii() or part[0] in self.foreign:
                self._look_for(part, self.text, found)
        return found

    def _look_for(self, part: AnyStr, text: AnyStr, found: set[int]) -> None:
        place = text.find(part)
        while place >= 0:
            following = bisect_right(self._edges, place)
            found.add(following - 1)
            place = text.find(part, self._edges[following]) if following < len(self._edges) else -1

    def find_phrases(self, listed: PhraseList) -> dict[int, set[int]]:
        """For each block those phrases of a list that it may hold as whole words, in any case, as numbers."""
        return self._phrases[listed.number]

    @cached_property
    def _phrases(self) -> list[defaultdict[int, set[int]]]:
        index = _index()
        found: list[defaultdict[int, set[int]]] = [defaultdict(set) for _ in PhraseList.every]
        for number, word in self._find_keys(index):
            for listed, ranks in index.by_word.get(word, ()):
                found[listed][number].update(ranks)
        for char in {char.lower() for char in self.foreign} & index.without.keys():
            for phrase, listed, rank in index.without[char]:
                for number in self.find((phrase,)):
                    found[listed][number].add(rank)
        return found

    def _find_keys(self, index: _Index) -> Iterator[tuple[int, int]]:
        """Blocks, and words in them of which some may be keys."""
        starts, words = _find_words(self._letters)
        if DOTTED_I in self.text:
            others, ending = _find_words(to_letters(self.text.replace(DOTTED_I, " ")))
            starts, words = np.concatenate((starts, others)), np.concatenate((words, ending))
        hits = np.flatnonzero(index.table[_hash(words)])
        numbers = np.searchsorted(np.array(self._edges), starts[hits], "right") - 1
        return zip(numbers.tolist(), words[hits].tolist(), strict=True)


class _Index(NamedTuple):
    """Of each phrase its longest word of ASCII letters, the key: where it is not, the phrase is not."""

    by_word: dict[int, list[tuple[int, list[int]]]]
    """The phrases that have a word as their key, by list."""
    table: NDArray[np.bool_]
    """Whether a key has a hash."""
    without: dict[str, list[tuple[str, int, int]]]
    """Phrases with no such word, by their first character."""


@cache
def _index() -> _Index:
    by_word: defaultdict[int, list[tuple[int, list[int]]]] = defaultdict(list)
    without: defaultdict[str, list[tuple[str, int, int]]] = defaultdict(list)
    for listed in PhraseList.every:
        ranks: defaultdict[int, list[int]] = defaultdict(list)
        for rank, phrase in enumerate(listed.load()):
            words = _ASCII_WORD.findall(to_letters(phrase))
            if words:
                ranks[int.from_bytes(max(words, key=len)[:WORD_BYTES], "little")].append(rank)
            else:
                without[phrase[0]].append((phrase, listed.number, rank))
        for word, found in ranks.items():
            by_word[word].append((listed.number, found))
    table = np.zeros(1 << _HASH_BITS, bool)
    table[_hash(np.array(list(by_word), np.uint64))] = True
    return _Index(dict(by_word), table, dict(without))


def to_letters(text: str, foreign: Iterable[str] | None = None) -> bytes:
    """A text in small letters, a byte for each character: what is neither ASCII nor a blank becomes a question mark.

    `foreign` are the characters of the text that are not ASCII, if they are known.

    >>> to_letters("“Ça\u00a0va”, 40 \u212a")
    b'??a va?, 40 k'
    """
    for char in _ASCII_FORMS.keys() & (text if foreign is None else foreign):
        text = text.replace(char, _ASCII_FORMS[char])
    return text.encode("ascii", "replace").lower()


@cache
def _has_case(part: str) -> bool:
    return part.lower() != part.upper()


def _find_words(letters: bytes) -> tuple[Ints, Words]:
    """Where words of ASCII letters begin, and what they are."""
    padded = np.frombuffer(letters + bytes(WORD_BYTES), np.uint8)
    inside = padded - np.uint8(ord("a")) < 26  # what lies before "a" wraps around
    edges = np.flatnonzero(inside[1:] != inside[:-1]) + 1
    if inside[0]:
        edges = np.concatenate(([0], edges))
    starts, ends = edges[::2], edges[1::2]
    every = np.ndarray(len(letters) + 1, "<u8", padded, strides=(1,))
    words: Words = every[starts] & _MASKS[np.minimum(ends - starts, WORD_BYTES)]
    return starts, words


def _hash(words: Words) -> Ints:
    return ((words * _PRIME) >> np.uint64(64 - _HASH_BITS)).astype(np.int64)
