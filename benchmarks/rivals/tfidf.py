"""Cosine of TF-IDF vectors by scikit-learn, every text against every other: quadratic, and sparse enough for 10,000."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

THRESHOLD = 0.8
"""At .75 the reports of one template join into one cluster; at .85 fewer copies are found and no other pair is lost."""
CHUNK = 500
"""Rows of the matrix of similarities that are held at once."""
SETTINGS = "words, the vectoriser as delivered, cosine of at least .8"


def find_pairs(texts: Iterable[str]) -> Iterator[tuple[int, int]]:
    """All pairs above the threshold."""
    texts = list(texts)
    features: Any = import_module("sklearn.feature_extraction.text")
    vectors = features.TfidfVectorizer(dtype=np.float32).fit_transform(texts)
    turned = vectors.T.tocsr()
    for begin in range(0, len(texts), CHUNK):
        likeness = (vectors[begin : begin + CHUNK] @ turned).tocoo()
        near = likeness.data >= THRESHOLD
        rows, columns = likeness.row[near] + begin, likeness.col[near]
        yield from ((int(a), int(b)) for a, b in zip(rows, columns, strict=True) if a < b)
