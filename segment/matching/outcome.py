"""What matching gives back, on the numbers of the texts, put together from the verdicts on the distinct ones."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from segment.matching.equal import BLANK, Distinct
from segment.matching.spans import find_span
from segment.matching.verdicts import NONE, RELATIONS, Verdicts
from segment.types import Relation

if TYPE_CHECKING:
    from collections.abc import Iterator

    from numpy.typing import NDArray

    from segment.config import MatchConfig
    from segment.matching.equal import Texts
    from segment.matching.fingerprint import IndexArray


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
class Found:
    """What matching found among texts, by their numbers."""

    representatives: IndexArray
    """Of each text: its own number if it is one, or alone."""
    relations: NDArray[np.int8]
    """Of each text that has another representative, its match with that one, or else its best match in the cluster:
    a place in `RELATIONS`; `NONE` for all others."""
    scores: NDArray[np.float64]
    """Of the same matches; NaN for all others."""
    clusters: tuple[TextCluster, ...]
    """Of two texts and more, in the order of their first members."""
    texts: Texts
    distinct: Distinct
    verdicts: Verdicts
    config: MatchConfig

    def matches(self) -> list[TextMatch]:
        """All matches, sorted by the earlier text of each, then by the later one. Reads each matched text again.

        Equal texts are matched with the first of them only.
        """
        matches = [*self._equal_matches(), *self._other_matches()]
        matches.sort(key=lambda match: sorted((match.a, match.b)))
        return matches

    def _equal_matches(self) -> Iterator[TextMatch]:
        distinct, relations = self.distinct, self.config.relations
        is_equal = distinct.ranks != BLANK
        is_equal[distinct.firsts] = False
        for text in np.flatnonzero(is_equal).tolist():
            same, first = int(distinct.same_as[text]), int(distinct.firsts[distinct.ranks[text]])
            if same != text and Relation.EXACT in relations:
                whole = (0, len(self.texts[text]))
                yield TextMatch(same, text, Relation.EXACT, 1.0, whole, whole)
            elif same == text and Relation.NORMALIZED in relations:
                spans = find_span(self.texts[first]), find_span(self.texts[text])
                yield TextMatch(first, text, Relation.NORMALIZED, 1.0, *spans)

    def _other_matches(self) -> Iterator[TextMatch]:
        verdicts, firsts = self.verdicts, self.distinct.firsts
        for place, (a, b) in enumerate(firsts[verdicts.pairs].tolist()):
            a_first, a_last, b_first, b_last = verdicts.spans[place].tolist()
            spans = find_span(self.texts[a], a_first, a_last), find_span(self.texts[b], b_first, b_last)
            yield TextMatch(a, b, RELATIONS[verdicts.relations[place]], float(verdicts.scores[place]), *spans)


def find_relations(
    distinct: Distinct, representatives: IndexArray, verdicts: Verdicts
) -> tuple[NDArray[np.int8], NDArray[np.float64]]:
    """How each text matches its representative, or else another text of its cluster; see `Found`."""
    relations, scores = np.full(len(representatives), NONE, np.int8), np.full(len(representatives), np.nan)
    placed = np.flatnonzero(representatives != np.arange(len(representatives)))
    middles = representatives[placed]
    best = _find_best(distinct, representatives, verdicts)
    pairs = np.stack([distinct.ranks[placed], distinct.ranks[middles]], axis=1)
    places = verdicts.find(pairs)
    places = np.where(places == NONE, best[pairs[:, 0]], places)
    # Behind the verdicts stands what -1 leads to: equal texts need none.
    relations[placed] = np.append(verdicts.relations, NONE)[places]
    scores[placed] = np.append(verdicts.scores, np.nan)[places]
    for relation, is_so in (
        (Relation.NORMALIZED, pairs[:, 0] == pairs[:, 1]),
        (Relation.EXACT, distinct.same_as[placed] == distinct.same_as[middles]),
    ):
        relations[placed[is_so]], scores[placed[is_so]] = RELATIONS.index(relation), 1.0
    return relations, scores


def _find_best(distinct: Distinct, representatives: IndexArray, verdicts: Verdicts) -> IndexArray:
    """For each rank its highest verdict inside its cluster, as a place; of equal ones that with the longest partner."""
    best = np.full(len(distinct), NONE)
    cluster_of = representatives[distinct.firsts]
    is_inside = cluster_of[verdicts.pairs[:, 0]] == cluster_of[verdicts.pairs[:, 1]]
    inside = np.flatnonzero(is_inside)
    # From the lowest on, so that the highest stays; pairs are sorted, and of equal scores the first one stays.
    order = inside[np.lexsort((-inside, verdicts.scores[inside]))]
    best[verdicts.pairs[order].ravel()] = np.repeat(order, 2)
    return best
