"""gaoya: its index of strings, which cuts the shingles itself and checks the similarity of what it finds."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

from rivals.shingles import WORD, WORDS

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

THRESHOLD = 0.7
HASHES = 128
SETTINGS = "Jaccard .7, 128 hashes of 32 bits, bands by its own choice, 5-word shingles, small letters"


def find_pairs(texts: Iterable[str]) -> Iterator[tuple[int, int]]:
    """Each text with the earlier ones that the index returns; texts without a whole shingle are left out."""
    library: Any = import_module("gaoya.minhash")
    index = library.MinHashStringIndex(
        hash_size=32,
        jaccard_threshold=THRESHOLD,
        num_bands=None,
        band_size=None,
        num_hashes=HASHES,
        analyzer="word",
        lowercase=True,
        ngram_range=(WORDS, WORDS),
    )
    for number, text in enumerate(texts):
        if len(WORD.findall(text)) < WORDS:
            continue
        yield from ((other, number) for other in index.query(text))
        index.insert_document(number, text)
