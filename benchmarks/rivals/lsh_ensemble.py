"""datasketch: LSH Ensemble, which looks for containment instead of likeness (Zhu et al. 2016)."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

from rivals.minhash_lsh import sign
from rivals.shingles import shingle

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

THRESHOLD = 0.8
PERMUTATIONS = 128
PARTS = 32
LEAST_SHARED = 0.7
"""Counted on the shingles themselves: taken as it comes, what the index returns is wrong in half of its pairs."""
SETTINGS = "containment .8, 128 permutations, 32 parts as in its documentation, 5-word shingles; checked to share .7"


def find_pairs(texts: Iterable[str]) -> Iterator[tuple[int, int]]:
    """Each text with those that contain it."""
    datasketch: Any = import_module("datasketch")
    texts = list(texts)
    shingles = [shingle(text) for text in texts]
    entries = [(number, signature, len(shingles[number])) for number, signature in sign(texts, PERMUTATIONS)]
    if not entries:
        return
    index = datasketch.MinHashLSHEnsemble(threshold=THRESHOLD, num_perm=PERMUTATIONS, num_part=PARTS)
    index.index(entries)
    for number, signature, size in entries:
        for other in index.query(signature, size):
            if len(shingles[number] & shingles[other]) >= LEAST_SHARED * size:
                yield number, other
