"""rensa: R-MinHash with its LSH index, candidates checked against the estimated similarity."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

from rivals.shingles import shingle

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

THRESHOLD = 0.7
PERMUTATIONS = 128
BANDS = 16
"""Eight rows each: the documentation has 8 bands for .8, where 16 rows would lose most pairs near .7."""
SEED = 42
SETTINGS = "Jaccard .7, 128 permutations, 16 bands, 5-word shingles"
WORD_SETTINGS = "the same on words between white space, as its documentation begins"


def find_pairs(texts: Iterable[str]) -> Iterator[tuple[int, int]]:
    """Each text with the earlier ones that share shingles with it."""
    # Sets of strings come in another order in every process; the signature does not depend on it.
    return _find_alike(list(shingle(text)) for text in texts)


def find_pairs_by_words(texts: Iterable[str]) -> Iterator[tuple[int, int]]:
    """Each text with the earlier ones that share words with it, whatever their order."""
    return _find_alike(text.split() for text in texts)


def _find_alike(documents: Iterable[list[str]]) -> Iterator[tuple[int, int]]:
    library: Any = import_module("rensa")
    signatures: dict[int, Any] = {}
    index = library.RMinHashLSH(threshold=THRESHOLD, num_perm=PERMUTATIONS, num_bands=BANDS)
    for number, items in enumerate(documents):
        if not items:
            continue
        signature = library.RMinHash(num_perm=PERMUTATIONS, seed=SEED)
        signature.update(items)
        for other in index.query(signature):
            if index.is_similar(signatures[other], signature):
                yield other, number
        signatures[number] = signature
        index.insert(number, signature)
