"""datasketch: MinHash signatures in an LSH index, as in the documentation of `MinHashLSH`."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

from rivals.shingles import shingle

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

THRESHOLD = 0.7
PERMUTATIONS = 128
SETTINGS = "Jaccard .7, 128 permutations, 5-word shingles; what the index returns counts, without a second look"


def find_pairs(texts: Iterable[str]) -> Iterator[tuple[int, int]]:
    """Each text with the earlier ones that the index returns."""
    datasketch: Any = import_module("datasketch")
    index = datasketch.MinHashLSH(threshold=THRESHOLD, num_perm=PERMUTATIONS)
    for number, signature in sign(texts, PERMUTATIONS):
        yield from ((other, number) for other in index.query(signature))
        index.insert(number, signature)


def sign(texts: Iterable[str], permutations: int) -> Iterator[tuple[int, Any]]:
    """Number and signature of each text that has words."""
    datasketch: Any = import_module("datasketch")
    for number, text in enumerate(texts):
        if shingles := shingle(text):
            signature = datasketch.MinHash(num_perm=permutations)
            signature.update_batch([item.encode() for item in shingles])
            yield number, signature
