"""Texts -> matches and clusters, on their numbers. The stages in order: equal texts, candidates, verdicts, clusters."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

import numpy as np

from segment.config import DEFAULT, MatchConfig
from segment.matching.candidates import find_candidates
from segment.matching.cluster import Link, form_clusters
from segment.matching.equal import BLANK, Distinct, find_distinct
from segment.matching.outcome import Found, TextCluster, Verdicts, put_together
from segment.matching.verify import Verifier

if TYPE_CHECKING:
    from collections.abc import Sequence

Key = tuple[int, ...]
"""Sorts the members of a cluster; the smallest is the representative."""


def match_texts(texts: Sequence[str], config: MatchConfig = DEFAULT.match, keys: Sequence[Key] | None = None) -> Found:
    """Finds the copies among texts. Time and memory grow about linearly with their length.

    `keys` choose the representative of each cluster, smallest first; without them the longest (in words), then the
    first. Blank texts match nothing. Equal texts are linked to the first of them only.

    >>> ferry = "The old ferry leaves the harbour for the last time on Sunday."
    >>> found = match_texts([ferry, "", ferry.upper()])
    >>> [(match.a, match.b, str(match.relation)) for match in found.matches], found.placed[2].representative
    ([(0, 2, 'normalized')], 0)
    """
    distinct = find_distinct(texts)
    verifier = Verifier([texts[i] for i in distinct.firsts], distinct.prints, config.relations)
    verdicts = _compare(distinct, verifier)
    members = _join(distinct, verdicts, verifier, config)
    keys = _longest_first(distinct) if keys is None else keys
    clusters = [_choose(cluster, keys) for cluster in members]
    verdicts |= _compare_with_representatives(distinct, clusters, verdicts, verifier)
    return put_together(texts, distinct, clusters, verdicts, config)


def _compare(distinct: Distinct, verifier: Verifier) -> Verdicts:
    if not verifier.compares:
        return {}
    return {(a, b): verdict for a, b, verdict in verifier.verify_all(find_candidates(distinct.prints))}


def _join(distinct: Distinct, verdicts: Verdicts, verifier: Verifier, config: MatchConfig) -> list[list[int]]:
    """The texts of each cluster of two and more, in input order."""
    links = [Link(a, b, verdict.relation, verdict.score) for (a, b), verdict in verdicts.items()]
    joined = form_clusters(links, lambda a, b: verifier.verify(a, b) is not None)
    alone = set(range(len(distinct.firsts))).difference(*joined)
    equals = _group_equals(distinct, config)
    clusters = [sorted(text for rank in ranks for text in equals[rank]) for ranks in joined]
    return sorted(clusters + [equals[rank] for rank in alone if len(equals[rank]) > 1])


def _group_equals(distinct: Distinct, config: MatchConfig) -> dict[int, list[int]]:
    """For each rank the texts that are linked as equal, in input order."""
    groups: dict[int, list[int]] = defaultdict(list)
    for text, rank in enumerate(distinct.ranks):
        if rank != BLANK and distinct.equality(text) in {None, *config.relations}:
            groups[rank].append(text)
    return groups


def _longest_first(distinct: Distinct) -> list[Key]:
    words = [*distinct.prints.counts.tolist(), 0]  # the last one for blank texts, whose rank is -1
    return [(-words[rank], text) for text, rank in enumerate(distinct.ranks)]


def _choose(members: list[int], keys: Sequence[Key]) -> TextCluster:
    return TextCluster(min(members, key=keys.__getitem__), tuple(members))


def _compare_with_representatives(
    distinct: Distinct, clusters: Sequence[TextCluster], verdicts: Verdicts, verifier: Verifier
) -> Verdicts:
    """Verdicts on members that were no candidates with their representative, as happens in long chains."""
    pairs = set()
    for cluster in clusters:
        middle = distinct.ranks[cluster.representative]
        ranks = {distinct.ranks[text] for text in cluster.members} - {middle}
        pairs |= {(min(rank, middle), max(rank, middle)) for rank in ranks}
    missing = np.array(sorted(pairs - verdicts.keys()), np.int64).reshape(-1, 2)
    return {(a, b): verdict for a, b, verdict in verifier.verify_all(missing)}
