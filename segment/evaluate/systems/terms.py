"""What the rivals that compare words know of a text: how often which stem stands in which unit.

Both C99 and U00 were published with stop words left out and Porter's stems (Porter 1980, "An algorithm for suffix
stripping"). Words of letters alone count, as in Choi's program.
"""

from __future__ import annotations

from collections import Counter
from functools import cache, lru_cache
from typing import TYPE_CHECKING, NamedTuple, Protocol, TypeAlias

import numpy as np

from segment.errors import MissingExtraError
from segment.tokens import fold
from segment.words import word_list

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    IntArray: TypeAlias = NDArray[np.int64]
    FloatArray: TypeAlias = NDArray[np.float64]

LONGEST_WORD = 40
"""Characters. What is longer is an address or a mistake, and the stemmer would take long for it."""
REMEMBERED_STEMS = 100_000


class Postings(NamedTuple):
    """Where one stem stands."""

    units: IntArray
    """Numbers of the units that hold it, ascending."""
    counts: IntArray
    """How often it stands in each of them."""


class Terms(NamedTuple):
    """The stems of a text."""

    postings: tuple[Postings, ...]
    """Of each stem, in the order of their first places."""
    words: IntArray
    """How many words of each unit count."""


class Stemmer(Protocol):
    """What is used of NLTK."""

    def stem(self, word: str) -> str:
        """The stem of a word in lower case."""


def find_terms(texts: Sequence[str]) -> Terms:
    """Stems and their places in the texts of the units. Linear in their length.

    Raises MissingExtraError without the extra.
    """
    places: dict[str, dict[int, int]] = {}
    words = np.zeros(len(texts), np.int64)
    for number, text in enumerate(texts):
        counted = Counter(find_stems(text))
        words[number] = counted.total()
        for stem, count in counted.items():
            places.setdefault(stem, {})[number] = count
    postings = tuple(
        Postings(np.array(list(found), np.int64), np.array(list(found.values()), np.int64)) for found in places.values()
    )
    return Terms(postings, words)


def find_stems(text: str) -> list[str]:
    """The stems of the words that count, in order."""
    words = fold(text).decode().split()
    return [_stem(word) for word in words if word.isalpha() and word not in _stop_words()]


@cache
def _stop_words() -> frozenset[str]:
    return frozenset(fold(word).decode() for word in word_list("stop_words"))


@lru_cache(REMEMBERED_STEMS)
def _stem(word: str) -> str:
    return word if len(word) > LONGEST_WORD else load_stemmer().stem(word)


@cache
def load_stemmer() -> Stemmer:
    """NLTK's stemmer, as Porter published it; raises MissingExtraError without the extra."""
    try:
        from nltk.stem.porter import PorterStemmer  # type: ignore[import-untyped] # NLTK has no types
    except ImportError as err:
        message = 'this system needs the extra: pip install "segment[eval]"'
        raise MissingExtraError(message) from err
    stemmer: Stemmer = PorterStemmer(mode=PorterStemmer.ORIGINAL_ALGORITHM)
    return stemmer
