"""What matching gives back, on the numbers of the texts, put together from the verdicts on the distinct ones."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from segment.matching.equal import BLANK, Distinct
from segment.matching.spans import find_span
from segment.matching.verify import Verdict
from segment.types import Relation

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from segment.config import MatchConfig

Verdicts = dict[tuple[int, int], Verdict]
"""By the ranks of two distinct texts, the longer one first."""


@dataclass(frozen=True, slots=True)
class TextMatch:
    """Two texts that match, by their numbers; `a` contains `b`."""

    a: int
    b: int
    relation: Relation
    score: float
    a_span: tuple[int, int]
    b_span: tuple[int, int]


@dataclass(frozen=True, slots=True)
class TextCluster:
    """Texts joined by matches, by their numbers, in input order."""

    representative: int
    members: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Placed:
    """What became of a text that is not the representative of its cluster."""

    representative: int
    relation: Relation
    """Of its match with the representative, or else of its best match in the cluster."""
    score: float


@dataclass(frozen=True, slots=True)
class Found:
    """What matching found in a sequence of texts."""

    matches: tuple[TextMatch, ...]
    """Sorted by the earlier text of each, then by the later one."""
    clusters: tuple[TextCluster, ...]
    """Of two texts and more, in the order of their first members."""
    placed: dict[int, Placed]
    """For each text whose representative is another one."""


def put_together(
    texts: Sequence[str],
    distinct: Distinct,
    clusters: Sequence[TextCluster],
    verdicts: Verdicts,
    config: MatchConfig,
) -> Found:
    """The matches of all texts, the equal ones included, and for each text the one that places it."""
    matches = [*_equal_matches(texts, distinct, config), *_other_matches(texts, distinct, verdicts)]
    matches.sort(key=lambda match: sorted((match.a, match.b)))
    return Found(tuple(matches), tuple(clusters), _place(distinct, clusters, verdicts))


def _equal_matches(texts: Sequence[str], distinct: Distinct, config: MatchConfig) -> Iterator[TextMatch]:
    for text, same in enumerate(distinct.same_as):
        relation = distinct.equality(text) if same != BLANK else None
        if relation not in config.relations:
            continue
        if relation is Relation.EXACT:
            whole = (0, len(texts[text]))
            yield TextMatch(same, text, relation, 1.0, whole, whole)
        elif relation is Relation.NORMALIZED:
            first = distinct.firsts[distinct.ranks[text]]
            yield TextMatch(first, text, relation, 1.0, find_span(texts[first]), find_span(texts[text]))


def _other_matches(texts: Sequence[str], distinct: Distinct, verdicts: Verdicts) -> Iterator[TextMatch]:
    for (rank_a, rank_b), verdict in verdicts.items():
        a, b = distinct.firsts[rank_a], distinct.firsts[rank_b]
        spans = find_span(texts[a], *verdict.a_words), find_span(texts[b], *verdict.b_words)
        yield TextMatch(a, b, verdict.relation, verdict.score, *spans)


def _place(distinct: Distinct, clusters: Sequence[TextCluster], verdicts: Verdicts) -> dict[int, Placed]:
    best = _best_verdicts(distinct, clusters, verdicts)
    placed = {}
    for cluster in clusters:
        middle = cluster.representative
        for text in cluster.members:
            if text != middle:
                relation, score = _relation(distinct, middle, text, verdicts) or best[distinct.ranks[text]]
                placed[text] = Placed(middle, relation, score)
    return placed


def _relation(distinct: Distinct, x: int, y: int, verdicts: Verdicts) -> tuple[Relation, float] | None:
    """How two texts match. An equal text matches others as the first of its kind does, without a match of its own."""
    if distinct.same_as[x] == distinct.same_as[y]:
        return Relation.EXACT, 1.0
    rank_x, rank_y = distinct.ranks[x], distinct.ranks[y]
    if rank_x == rank_y:
        return Relation.NORMALIZED, 1.0
    verdict = verdicts.get((min(rank_x, rank_y), max(rank_x, rank_y)))
    return (verdict.relation, verdict.score) if verdict else None


def _best_verdicts(
    distinct: Distinct, clusters: Sequence[TextCluster], verdicts: Verdicts
) -> dict[int, tuple[Relation, float]]:
    """For each distinct text its highest verdict inside its cluster; of equal ones that with the longest partner."""
    cluster_of = {distinct.ranks[text]: i for i, cluster in enumerate(clusters) for text in cluster.members}
    best: dict[int, tuple[Relation, float]] = {}
    for (a, b), verdict in sorted(verdicts.items(), key=lambda item: (-item[1].score, item[0])):
        if cluster_of.get(a, a) == cluster_of.get(b, b):
            for rank in (a, b):
                best.setdefault(rank, (verdict.relation, verdict.score))
    return best
