"""From verified matches to clusters."""

from __future__ import annotations

import pytest

from segment.matching.cluster import Link, form_clusters
from segment.types import Relation

N, C = Relation.NEAR, Relation.CONTAINS
FIRST = [Link(a, b, N, 0.95) for a, b in ((0, 1), (1, 2), (0, 2))]
SECOND = [Link(a, b, N, 0.95) for a, b in ((3, 4), (4, 5), (3, 5))]

CASES = {
    "nothing": ([], []),
    "chain": ([Link(0, 1, N, 0.9), Link(1, 2, N, 0.9), Link(2, 3, N, 0.9)], [[0, 1, 2, 3]]),
    "big groups, one link": ([*FIRST, *SECOND, Link(2, 3, N, 0.8)], [[0, 1, 2], [3, 4, 5]]),
    "big groups, two links": ([*FIRST, *SECOND, Link(2, 3, N, 0.8), Link(1, 4, N, 0.8)], [[0, 1, 2, 3, 4, 5]]),
    "big group and a small one, one link": ([*FIRST, Link(2, 3, N, 0.8), Link(3, 4, N, 0.9)], [[0, 1, 2, 3, 4]]),
    "part of two": ([Link(0, 2, C, 0.9), Link(1, 2, C, 0.95)], [[1, 2]]),
    "part of two that are alike": ([Link(0, 2, C, 0.9), Link(1, 2, C, 0.9), Link(0, 1, N, 0.9)], [[0, 1, 2]]),
    "parts of one": ([Link(0, 1, C, 0.9), Link(0, 2, C, 0.9)], [[0, 1, 2]]),
    "part of a part": ([Link(0, 1, C, 0.9), Link(1, 2, C, 0.9), Link(0, 2, C, 0.9)], [[0, 1, 2]]),
    "copies that are parts of two": (
        [Link(2, 3, N, 1.0), Link(0, 2, C, 0.9), Link(1, 3, C, 1.0)],
        [[0, 2, 3]],
    ),
}


@pytest.mark.parametrize(("links", "clusters"), CASES.values(), ids=CASES)
def test_clusters(links: list[Link], clusters: list[list[int]]) -> None:
    assert form_clusters(links, lambda a, b: False) == clusters
    assert form_clusters(links[::-1], lambda a, b: False) == clusters


def test_big_groups_with_one_link_are_joined_if_their_middles_match() -> None:
    assert form_clusters([*FIRST, *SECOND, Link(2, 3, N, 0.8)], lambda a, b: True) == [[0, 1, 2, 3, 4, 5]]
