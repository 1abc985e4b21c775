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

    Needs all articles at once, and about 30 bytes for each of their words.
    """
    from segment.matching.engine import match_texts

    items = list(articles)
    keys = [(int(item.kind is Kind.TEASER), -item.words, i) for i, item in enumerate(items)]
    found = match_texts([item.text for item in items], config, keys)
    ids = [item.id for item in items]
    clusters = tuple(Cluster(ids[c.representative], tuple(ids[i] for i in c.members)) for c in found.clusters)
    matches = tuple(Match(ids[m.a], ids[m.b], m.relation, m.score, m.a_span, m.b_span) for m in found.matches)
    filled = [replace(item, cluster=item.id, duplicate_of=None, relation=None, score=None) for item in items]
    for i, placed in found.placed.items():
        keeper = ids[placed.representative]
        filled[i] = replace(items[i], cluster=keeper, duplicate_of=keeper, relation=placed.relation, score=placed.score)
    return Dedup(clusters, matches, tuple(filled))
