"""segment's own matching."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

SETTINGS = "as delivered"


def find_pairs(texts: Sequence[str]) -> Iterator[tuple[int, int]]:
    """Each member of a cluster with its first."""
    from segment.matching.engine import match_texts

    for cluster in match_texts(texts).clusters:
        yield from ((cluster.members[0], member) for member in cluster.members[1:])
