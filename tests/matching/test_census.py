"""Clusters counted on arrays and one by one come to the same."""

from __future__ import annotations

import json

from hypothesis import given
from hypothesis import strategies as st
from invented import FERRY, ORCHARD, TEASER_CHARS

from segment.config import MatchConfig
from segment.matching.census import count_clusters
from segment.matching.rows import dedup_rows
from segment.types import Relation, Row

TEXTS = (FERRY, FERRY.upper(), FERRY[:TEASER_CHARS], f"{FERRY} More soon.", ORCHARD, ORCHARD.lower(), "", "Read more")


def make_rows(texts: list[str]) -> list[Row]:
    return [
        Row("x", text, json.dumps({"text": text}).encode(), "rows.jsonl", index) for index, text in enumerate(texts)
    ]


@given(st.lists(st.sampled_from(TEXTS)), st.lists(st.sampled_from(TEXTS)))
def test_arrays_count_as_clusters_do(known: list[str], texts: list[str]) -> None:
    found = dedup_rows(
        make_rows(texts), MatchConfig(relations=(Relation.EXACT, Relation.NORMALIZED)), known=make_rows(known)
    )
    clusters = list(found.clusters)
    counted = count_clusters(clusters)
    assert (found.census.sizes, found.census.duplicates) == (counted.sizes, counted.duplicates)
    of_known = [len(cluster.relations) for cluster in clusters if cluster.reason == "known"]
    assert found.census.of_known == sum(of_known)
    assert found.census.duplicates.total() == sum(found.duplicates)
