"""Texts that are equal, or equal when folded: settled by hash, in linear time, before anything is compared.

A hundred thousand identical newsletters are one text from here on.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import numpy as np

from segment.matching.fingerprint import Fingerprints, fingerprint
from segment.types import Relation

if TYPE_CHECKING:
    from collections.abc import Sequence

BLANK: Final = -1


@dataclass(frozen=True, slots=True)
class Distinct:
    """The texts that differ when folded, longest first, and which of them stands for each text."""

    firsts: list[int]
    """Their numbers in the input. Equal lengths are sorted by hash, so the order does not depend on the input's."""
    prints: Fingerprints
    """In the order of `firsts`."""
    same_as: list[int]
    """For each text the first identical one; `BLANK` for a text without a visible character."""
    ranks: list[int]
    """For each text the place in `firsts` of the one that is the same when folded; `BLANK` as above."""

    def equality(self, text: int) -> Relation | None:
        """How a text that is not blank is linked to an earlier equal one; None for the first of its kind."""
        if self.same_as[text] != text:
            return Relation.EXACT
        return Relation.NORMALIZED if self.firsts[self.ranks[text]] != text else None


def find_distinct(texts: Sequence[str]) -> Distinct:
    """Groups equal texts. Texts without any word (`***`) are equal only if identical."""
    seen: dict[str, int] = {}
    same_as = [seen.setdefault(text, i) if text and not text.isspace() else BLANK for i, text in enumerate(texts)]
    unlike = list(seen.values())
    prints = fingerprint([texts[i] for i in unlike])
    digests, counts = prints.digests(), prints.counts
    order = np.lexsort((digests, -counts))
    is_new = np.ones(len(order), np.bool_)
    is_new[1:] = (digests[order][1:] != digests[order][:-1]) | (counts[order][1:] == 0)
    # lexsort is stable: among equals the first text comes first.
    ranks = np.empty(len(order), np.int64)
    ranks[order] = np.cumsum(is_new) - 1
    rank_of = dict(zip(unlike, ranks.tolist(), strict=True)) | {BLANK: BLANK}
    return Distinct(
        firsts=[unlike[i] for i in order[is_new].tolist()],
        prints=prints.take(order[is_new]),
        same_as=same_as,
        ranks=[rank_of[first] for first in same_as],
    )
