"""How many clusters there are of which size, and how their members match."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

import numpy as np

from segment.matching.verdicts import NONE, RELATIONS
from segment.types import Census

if TYPE_CHECKING:
    from collections.abc import Collection

    from segment.matching.fingerprint import IndexArray
    from segment.matching.outcome import Found
    from segment.types import Cluster


def count_clusters(clusters: Collection[Cluster]) -> Census:
    """The clusters one by one."""
    return Census(
        Counter(len(cluster.members) for cluster in clusters),
        Counter((len(cluster.members), relation) for cluster in clusters for relation in cluster.relations),
    )


def count_found(found: Found, known: int = 0) -> Census:
    """The clusters with a text that is not one of the first, `known` ones; on arrays, as there may be a million."""
    members = np.bincount(found.representatives, minlength=len(found.representatives))
    representatives, relations = found.representatives[known:], found.relations[known:]
    sizes = members[np.bincount(representatives, minlength=len(members)) > 0]
    is_placed = relations != NONE
    keys = members[representatives[is_placed]] * len(RELATIONS) + relations[is_placed]
    return Census(
        _count(sizes[sizes > 1]),
        Counter({(key // len(RELATIONS), RELATIONS[key % len(RELATIONS)]): n for key, n in _count(keys).items()}),
        int((representatives < known).sum()),
    )


def _count(values: IndexArray) -> Counter[int]:
    counts = np.bincount(values)
    found = np.flatnonzero(counts)
    return Counter(dict(zip(found.tolist(), counts[found].tolist(), strict=True)))
