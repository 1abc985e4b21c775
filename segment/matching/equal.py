"""Texts that are equal, or equal when folded: settled by hash, in linear time, before anything is compared.

A hundred thousand identical newsletters are one text from here on.
"""

from __future__ import annotations

from dataclasses import dataclass
from hashlib import blake2b
from typing import TYPE_CHECKING, Final, Protocol
from unicodedata import category

import numpy as np

from segment.types import Relation

if TYPE_CHECKING:
    from collections.abc import Collection

    from numpy.typing import NDArray

    from segment.matching.fingerprint import IndexArray, ShingleArray
    from segment.matching.signatures import Signatures

BLANK: Final = -1


class Texts(Protocol):
    """What is compared, by number: a list of texts, or something that has them elsewhere."""

    def __getitem__(self, number: int, /) -> str:
        """One text."""

    def __len__(self) -> int:
        """How many there are."""


@dataclass(frozen=True, slots=True)
class Distinct:
    """The texts that differ when folded, longest first, and which of them stands for each text."""

    firsts: IndexArray
    """Their numbers in the input. Equal lengths are sorted by hash, so the order does not depend on the input's."""
    counts: IndexArray
    """Words of each, in the order of `firsts`."""
    same_as: IndexArray
    """For each text the first identical one; `BLANK` for a text without a visible character."""
    ranks: IndexArray
    """For each text the place in `firsts` of the one that is the same when folded; `BLANK` as above."""

    def __len__(self) -> int:
        return len(self.firsts)

    def label(self, labels: IndexArray, relations: Collection[Relation]) -> IndexArray:
        """For each text the number of its cluster, given that of each rank; `BLANK` for those that stand alone.

        Where it does not count that texts are the same when folded, only the first of them, and what is identical to
        it, go with their rank; the others have but their own copies.
        """
        numbers = np.arange(len(self.ranks))
        known = np.flatnonzero(self.ranks != BLANK)
        found = np.full(len(self.ranks), BLANK)
        found[known] = labels[self.ranks[known]]
        if Relation.NORMALIZED not in relations:
            variants = known[self.firsts[self.ranks[known]] != self.same_as[known]]
            found[variants] = len(self) + self.same_as[variants]
        if Relation.EXACT not in relations:
            found[self.same_as != numbers] = BLANK
        return found


def find_distinct(signatures: Signatures, texts: Texts, groups: ShingleArray | None = None) -> Distinct:
    """Groups equal texts. Texts without any word (`***`) are equal only if identical.

    `groups` has a number for each text: only texts with the same number can be equal.
    """
    counts, digests = signatures.counts, signatures.digests.copy()
    is_blank = np.zeros(len(counts), np.bool_)
    for number in np.flatnonzero(counts == 0).tolist():
        text = texts[number]
        is_blank[number] = not any(map(_is_visible, text))
        digests[number] = int.from_bytes(_hash_raw(text)[:8], "little")
    if groups is not None:
        digests ^= groups
    seen = np.flatnonzero(~is_blank)
    order = seen[np.lexsort((digests[seen], -counts[seen]))]  # stable: among equals the first text comes first
    is_new = np.ones(len(order), np.bool_)
    is_new[1:] = (digests[order][1:] != digests[order][:-1]) | (counts[order][1:] != counts[order][:-1])
    ranks = np.full(len(counts), BLANK)
    ranks[order] = np.cumsum(is_new) - 1
    firsts = order[is_new]
    return Distinct(firsts, counts[firsts], _find_identical(texts, ranks, is_blank), ranks)


def _find_identical(texts: Texts, ranks: IndexArray, is_blank: NDArray[np.bool_]) -> IndexArray:
    """For each text the first identical one. Only texts that are equal when folded are read again."""
    same_as = np.where(is_blank, BLANK, np.arange(len(ranks)))
    texts_of_rank = np.bincount(ranks[~is_blank])
    seen: dict[tuple[int, bytes], int] = {}
    for number in np.flatnonzero(~is_blank)[texts_of_rank[ranks[~is_blank]] > 1].tolist():
        same_as[number] = seen.setdefault((int(ranks[number]), _hash_raw(texts[number])), number)
    return same_as


def _is_visible(char: str) -> bool:
    return category(char)[0] not in "CZ"


def _hash_raw(text: str) -> bytes:
    return blake2b(text.encode("utf-8", "surrogatepass"), digest_size=16).digest()
