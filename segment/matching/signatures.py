"""What is kept of texts that are read once: their words as hashes, and one hash of them all."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, Final

import numpy as np

from segment.matching.fingerprint import BATCH_CHARS, Fingerprints, Hashed, hash_texts
from segment.matching.ordered import sort_once
from segment.matching.spool import Spool
from segment.parallel import batches

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from segment.matching.fingerprint import IndexArray, ShingleArray

WORDS_SHARE: Final = 2
"""Of the memory that may be used, one part in so many is for words; more goes to a temporary file."""

_WORD_BYTES: Final = 4
_READ_WORDS: Final = 1 << 20


class Signatures:
    """The words of many texts, by the number of the text. Some 24 bytes of memory for each, and a spool of words."""

    def __init__(self, spool: Spool) -> None:
        self._words = spool
        self._counts: list[IndexArray] = []
        self._digests: list[ShingleArray] = []
        self.counts: IndexArray = np.zeros(0, np.int64)
        """Words of each text; complete after `seal`."""
        self.digests: ShingleArray = np.zeros(0, np.uint64)
        """Equal if all words are equal, 0 without words; complete after `seal`."""

    def add(self, hashed: Hashed) -> None:
        """Takes up a batch of texts."""
        self._words.append(hashed.words.view(np.uint8).data)
        self._counts.append(hashed.counts)
        self._digests.append(hashed.digests)

    def seal(self) -> None:
        """No more texts come."""
        self.counts = np.concatenate([self.counts, *self._counts])
        self.digests = np.concatenate([self.digests, *self._digests])
        self._counts, self._digests = [], []
        self._starts = np.concatenate([[0], np.cumsum(self.counts)])

    @staticmethod
    def open(words: Spool, counts: IndexArray) -> Signatures:
        """Those of another process, without digests."""
        signatures = Signatures(words)
        signatures.counts = counts
        signatures.seal()
        return signatures

    def take(self, texts: IndexArray) -> Fingerprints:
        """The words of some texts, in the order given."""
        counts = self.counts[texts]
        starts = np.concatenate([[0], np.cumsum(counts)])
        if self._words.is_held:
            held = np.frombuffer(self._words.read(0, self._words.size), np.uint32)
            places = np.arange(starts[-1]) + np.repeat(self._starts[texts] - starts[:-1], counts)
            return Fingerprints(held[places], starts)
        parts = b"".join(self._read(text, text + 1) for text in texts.tolist())
        return Fingerprints(np.frombuffer(parts, np.uint32), starts)

    def parts(self) -> Iterator[tuple[int, Fingerprints]]:
        """All texts in their order, some at a time, with the number of the first."""
        cuts = np.searchsorted(self._starts, np.arange(_READ_WORDS, self._starts[-1], _READ_WORDS))
        edges = sort_once(np.concatenate([[0], cuts, [len(self.counts)]])).tolist()
        for first, last in pairwise(edges):
            words = np.frombuffer(self._read(first, last), np.uint32)
            yield first, Fingerprints(words, self._starts[first : last + 1] - self._starts[first])

    def close(self) -> None:
        """Gives back what is not needed any more."""
        self._words.close()

    def _read(self, first: int, last: int) -> bytes | memoryview:
        return self._words.read(_WORD_BYTES * int(self._starts[first]), _WORD_BYTES * int(self._starts[last]))


def sign(texts: Sequence[str], limit: int) -> Signatures:
    """The signatures of texts that are in memory; so many bytes of theirs, too."""
    signatures = Signatures(Spool(limit))
    for batch in batches(texts, len, BATCH_CHARS):
        signatures.add(hash_texts(batch))
    signatures.seal()
    return signatures
