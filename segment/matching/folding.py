"""The folded letters of a text, for the kernel: `segment.tokens.fold`, as a table and a few bytes for each character.

The table grows by the characters that are met; nothing is worked out for the rest of Unicode.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Final

import numpy as np

from segment.matching.kernel import KERNEL
from segment.tokens import class_of, fold, fold_char

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from numpy.typing import NDArray

    from segment.tokens import CharClass

_KINDS: Final[dict[CharClass, int]] = {"w": 0, "s": 1, "-": 2, " ": 3}
"""As the kernel calls them: WORD, ALONE, VANISHES, SPACE."""
MOST_LETTERS: Final = 63
"""Of one character, in bytes: six bits of its entry."""
MOST_UNKNOWN: Final = 1024
"""Characters that are learned at a time."""
COMMON: Final = (range(0x180), range(0x2000, 0x2070))
"""Latin letters and punctuation."""


class FoldTable:
    """What each character that was met becomes."""

    def __init__(self) -> None:
        self.entries = np.zeros(0x110000, np.uint32)
        """By code point: place in `letters` << 8 | length << 2 | kind; 0 for characters that were not met."""
        self.letters = b""
        self.longest = 1
        """The most letters, in bytes, of one character."""

    def learn(self, codes: Iterable[int]) -> None:
        """Takes up those characters that are new."""
        for char in map(chr, codes):
            if self.entries[ord(char)] == 0:
                kind = class_of(char)
                letters = fold_char(char).encode() if kind in {"w", "s"} else b""
                self.entries[ord(char)] = len(self.letters) << 8 | len(letters) << 2 | _KINDS[kind]
                self.letters += letters
                self.longest = max(self.longest, len(letters))


@cache
def fold_table() -> FoldTable:
    """The one table of this process."""
    table = FoldTable()
    for codes in COMMON:
        table.learn(codes)
    return table


@dataclass(frozen=True, slots=True)
class Letters:
    """The letters of texts without spaces, in UTF-8, and the places between their words."""

    letters: bytes
    edges: NDArray[np.int64]
    """Where each word begins, and where the last one ends; one more than there are words."""
    starts: NDArray[np.int64]
    """The first word of each text, and the number of words."""

    def cut(self, text: NDArray[np.int64], parts: NDArray[np.int64]) -> list[str]:
        """The letters of parts of texts, `text` saying of which; each from a word to another (not included), (n, 2)."""
        bounds = self.edges[parts + self.starts[text][:, None]]
        return [self.letters[start:end].decode() for start, end in bounds.tolist()]


def fold_letters(texts: Sequence[str]) -> Letters:
    """The letters of some texts.

    >>> found = fold_letters(["Don’t", "panic, CAFÉ!"])
    >>> found.letters, found.edges.tolist(), found.starts.tolist()
    (b'dontpaniccafe', [0, 4, 9, 13], [0, 1, 3])
    """
    if KERNEL is None:
        return _fold_letters(texts)
    table = fold_table()
    encoded = [text.encode("utf-8", "surrogatepass") for text in texts]
    ends = np.cumsum(np.fromiter(map(len, encoded), np.int64, len(encoded)))
    chars = sum(map(len, texts))
    edges, counts = np.zeros(chars + 3, np.int64), np.empty(len(texts), np.int64)
    data, unknown = b"".join(encoded), np.empty(MOST_UNKNOWN, np.uint32)
    while True:
        folded = np.empty(chars * table.longest + MOST_LETTERS, np.uint8)
        words = KERNEL.fold_letters(data, ends, table.entries, table.letters, folded, edges[1:], counts, unknown)
        if words >= 0:
            return Letters(folded[: edges[words]].tobytes(), edges[: words + 1], _sum_up(counts))
        table.learn(unknown[:-words].tolist())


def _fold_letters(texts: Sequence[str]) -> Letters:
    words = [fold(text).split() for text in texts]
    lengths = np.array([len(word) for of_text in words for word in of_text], np.int64)
    counts = np.array([len(of_text) for of_text in words], np.int64)
    return Letters(b"".join(word for of_text in words for word in of_text), _sum_up(lengths), _sum_up(counts))


def _sum_up(values: NDArray[np.int64]) -> NDArray[np.int64]:
    return np.concatenate([[0], np.cumsum(values)])
