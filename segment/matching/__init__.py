"""Finding duplicates: `dedup` for articles, `dedup_rows` for rows of a table. Nothing heavy is imported until used."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from segment.config import DEFAULT, MatchConfig
from segment.types import Article, Cluster, Dedup, Kind, Match

if TYPE_CHECKING:
    from collections.abc import Iterable


def dedup(articles: Iterable[Article], config: MatchConfig = DEFAULT.match) -> Dedup:
    """Finds the articles that are copies, teasers or excerpts of others; each gets its cluster and how it belongs.

    Needs all articles at once; beside them, no more memory than the configuration allows.
    """
    import numpy as np

    from segment.matching.engine import match_texts
    from segment.matching.keep import explain_article
    from segment.matching.ordered import find_places
    from segment.matching.verdicts import NONE, RELATIONS

    items = list(articles)
    words, is_teaser = [-item.words for item in items], [item.kind is Kind.TEASER for item in items]
    order = find_places(np.array(words, np.int64), np.array(is_teaser, np.bool_))
    found = match_texts([item.text for item in items], config, order)
    ids = [item.id for item in items]
    clusters = tuple(
        Cluster(
            ids[c.representative],
            tuple(ids[i] for i in c.members),
            explain_article(items[c.representative], [items[i] for i in c.members if i != c.representative]),
            tuple(RELATIONS[found.relations[i]] for i in c.members if i != c.representative),
        )
        for c in found.clusters
    )
    matches = tuple(Match(ids[m.a], ids[m.b], m.relation, m.score, m.a_span, m.b_span) for m in found.matches())
    filled = [replace(item, cluster=item.id, duplicate_of=None, relation=None, score=None) for item in items]
    for i in np.flatnonzero(found.relations != NONE).tolist():
        keeper, relation = ids[found.representatives[i]], RELATIONS[found.relations[i]]
        filled[i] = replace(
            items[i], cluster=keeper, duplicate_of=keeper, relation=relation, score=float(found.scores[i])
        )
    return Dedup(clusters, matches, tuple(filled))
