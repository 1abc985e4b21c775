"""What pairs of texts are, as arrays: a million of them take no more than their numbers."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import numpy as np

from segment.types import Relation

if TYPE_CHECKING:
    from collections.abc import Iterable

    from numpy.typing import NDArray

    from segment.matching.fingerprint import IndexArray

RELATIONS: Final = tuple(Relation)
"""A relation is its place here, where it stands in an array."""
NONE: Final = -1
"""In place of a relation: no match."""


@dataclass(frozen=True, slots=True)
class Verdicts:
    """The matches among pairs of ranks, sorted by them."""

    pairs: IndexArray
    """The longer text first; shape (n, 2)."""
    relations: NDArray[np.int8]
    scores: NDArray[np.float64]
    spans: IndexArray
    """From the first to the last shared word of either text, as word numbers; shape (n, 4)."""

    def __len__(self) -> int:
        return len(self.pairs)

    def find(self, pairs: IndexArray) -> IndexArray:
        """The place of each pair, shape (n, 2), among these; -1 where there is none. The shorter text may be first."""
        known, sought = join_keys(self.pairs), join_keys(pairs)
        if not len(known):
            return np.full(len(sought), NONE)
        places = np.minimum(np.searchsorted(known, sought), len(known) - 1)
        return np.where(known[places] == sought, places, NONE)

    @staticmethod
    def join(parts: Iterable[Verdicts]) -> Verdicts:
        """All of them, sorted. No pair may come twice."""
        all_parts = [_EMPTY, *parts]
        pairs = np.concatenate([part.pairs for part in all_parts])
        order = np.argsort(join_keys(pairs))
        return Verdicts(
            pairs[order],
            np.concatenate([part.relations for part in all_parts])[order],
            np.concatenate([part.scores for part in all_parts])[order],
            np.concatenate([part.spans for part in all_parts])[order],
        )


_EMPTY: Final = Verdicts(
    np.empty((0, 2), np.int64), np.empty(0, np.int8), np.empty(0, np.float64), np.empty((0, 4), np.int64)
)


def join_keys(pairs: IndexArray) -> IndexArray:
    """Pairs, shape (n, 2), as one number each, the same whichever comes first."""
    keys: IndexArray = pairs.min(axis=1) << 32 | pairs.max(axis=1)
    return keys


def split_keys(keys: IndexArray) -> IndexArray:
    """The pairs again, the smaller number first."""
    return np.stack([keys >> 32, keys & 0xFFFFFFFF], axis=1)
