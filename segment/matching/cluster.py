"""Verified matches -> clusters. A chain of matches is not yet a cluster: what hangs by one thread is looked at again.

`near` makes groups; `contains` then hangs each group below one other, its best. So a biography that two columns both
contain does not make the columns duplicates of each other, and a teaser goes to the article it was taken from.
"""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Final, NamedTuple

import numpy as np

from segment.matching.verdicts import RELATIONS
from segment.types import Relation

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from segment.matching.fingerprint import IndexArray
    from segment.matching.verdicts import Verdicts

BIG: Final = 3
"""Two groups of so many and more need more than one link to become one."""
ENOUGH_LINKS: Final = 2


class Link(NamedTuple):
    """A verified match of two texts; texts are numbered longest first, `a` before `b`."""

    a: int
    b: int
    relation: Relation
    score: float


class _Groups:
    """Union-find with the members of each group; the smaller group joins the larger one."""

    def __init__(self, members: Iterable[int]) -> None:
        self.group_of = {member: member for member in members}
        self.members = {member: [member] for member in self.group_of}

    def join(self, x: int, y: int) -> None:
        keep, drop = sorted((self.group_of[x], self.group_of[y]), key=lambda group: (-len(self.members[group]), group))
        for member in self.members.pop(drop):
            self.group_of[member] = keep
            self.members[keep].append(member)

    def are_joined(self, x: int, y: int) -> bool:
        return self.group_of[x] == self.group_of[y]

    def of(self, x: int) -> list[int]:
        return self.members[self.group_of[x]]


def label_clusters(texts: int, verdicts: Verdicts, is_match: Callable[[int, int], bool]) -> IndexArray:
    """For each text the longest one of its cluster: its own number if it is alone."""
    labels = np.arange(texts)
    degrees = np.bincount(verdicts.pairs.ravel(), minlength=texts)
    is_simple = (degrees[verdicts.pairs] == 1).all(axis=1)  # most clusters are two texts and their one match
    labels[verdicts.pairs[is_simple, 1]] = verdicts.pairs[is_simple, 0]
    rest = np.flatnonzero(~is_simple)
    links = [
        Link(a, b, RELATIONS[relation], score)
        for (a, b), relation, score in zip(
            verdicts.pairs[rest].tolist(),
            verdicts.relations[rest].tolist(),
            verdicts.scores[rest].tolist(),
            strict=True,
        )
    ]
    for members in form_clusters(links, is_match):
        labels[members] = members[0]
    return labels


def form_clusters(links: Iterable[Link], is_match: Callable[[int, int], bool]) -> list[list[int]]:
    """The clusters of two and more, members and clusters sorted. `is_match` verifies a pair that was no candidate.

    >>> near, within = Relation.NEAR, Relation.CONTAINS
    >>> form_clusters([Link(0, 1, near, 0.9), Link(1, 3, within, 0.8), Link(2, 3, within, 1.0)], lambda a, b: False)
    [[0, 1], [2, 3]]
    """
    ordered = sorted(links, key=lambda link: (-link.score, link.a, link.b))
    groups = _Groups(sorted({member for link in ordered for member in link[:2]}))
    _join_alike(groups, [link for link in ordered if link.relation is not Relation.CONTAINS], is_match)
    _hang_contained(groups, [link for link in ordered if link.relation is Relation.CONTAINS])
    return sorted(sorted(members) for members in groups.members.values() if len(members) > 1)


def _join_alike(groups: _Groups, links: list[Link], is_match: Callable[[int, int], bool]) -> None:
    """Joins the closest first, so that loose links meet groups that stand."""
    partners: dict[int, list[int]] = defaultdict(list)
    for link in links:
        partners[link.a].append(link.b)
        partners[link.b].append(link.a)
    for link in links:
        if not groups.are_joined(link.a, link.b) and _is_firm(groups, link, partners, is_match):
            groups.join(link.a, link.b)


def _is_firm(groups: _Groups, link: Link, partners: dict[int, list[int]], is_match: Callable[[int, int], bool]) -> bool:
    """Whether two groups may become one: one is small, or several links join them, or their middles match."""
    smaller, larger = sorted((groups.of(link.a), groups.of(link.b)), key=len)
    if len(smaller) < BIG:
        return True
    goal = groups.group_of[larger[0]]
    found = 0
    for member in smaller:
        found += sum(groups.group_of[partner] == goal for partner in partners[member])
        if found >= ENOUGH_LINKS:
            return True
    return is_match(*sorted((_middle(smaller, partners), _middle(larger, partners))))


def _middle(members: list[int], partners: dict[int, list[int]]) -> int:
    return min(members, key=lambda member: (-len(partners[member]), member))


def _hang_contained(groups: _Groups, links: list[Link]) -> None:
    """Joins each group to the first that contains one of its members, long members and high scores first."""
    group_of = dict(groups.group_of)
    hung: set[int] = set()
    for link in sorted(links, key=lambda link: (link.b, -link.score, link.a)):
        if groups.are_joined(link.a, link.b) or group_of[link.b] in hung:
            continue
        groups.join(link.a, link.b)
        hung.add(group_of[link.b])
