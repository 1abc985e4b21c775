"""Articles get their cluster and how they belong to it."""

from __future__ import annotations

import subprocess
import sys
from dataclasses import replace
from typing import Any

from invented import FERRY, ORCHARD, TEASER_CHARS

from segment.matching import dedup
from segment.types import Article, Cluster, Kind, Relation, Source

TEASER = FERRY[:TEASER_CHARS]


def _article(name: str, text: str, kind: Kind = Kind.FULL) -> Article:
    source = Source("dump.txt", None, 0, 0, len(text), 1, 1)
    words = len(text.split())
    nothing: dict[str, Any] = dict.fromkeys(
        ("title", "date", "date_raw", "dateline", "publication", "section", "edition", "page", "bio", "disclaimer")
    )
    return Article(
        id=name, kind=kind, truncated=False, byline=(), language="en", text=text, captions=(), words=words,
        confidence=1.0, source=source, blocks=(), **nothing,
    )  # fmt: skip


def test_teaser_is_a_duplicate_of_its_article() -> None:
    articles = [_article("t", TEASER, Kind.TEASER), _article("o", ORCHARD), _article("f", FERRY)]
    result = dedup(articles)
    assert result.clusters == (Cluster("f", ("t", "f"), "full", (Relation.CONTAINS,)),)
    assert [(m.a, m.b, m.relation, m.a_span, m.b_span) for m in result.matches] == [
        ("f", "t", Relation.CONTAINS, (0, TEASER_CHARS), (0, TEASER_CHARS))
    ]
    assert result.articles == (
        replace(articles[0], cluster="f", duplicate_of="f", relation=Relation.CONTAINS, score=1.0),
        replace(articles[1], cluster="o"),
        replace(articles[2], cluster="f"),
    )


def test_full_article_represents_before_a_longer_teaser() -> None:
    result = dedup([_article("t", FERRY, Kind.TEASER), _article("f", FERRY[:500])])
    assert [(item.cluster, item.duplicate_of) for item in result.articles] == [("f", "f"), ("f", None)]


def test_old_results_are_replaced() -> None:
    fresh = _article("o", ORCHARD)
    stale = replace(fresh, cluster="x", duplicate_of="x", relation=Relation.NEAR, score=0.9)
    assert dedup([stale]).articles == (replace(fresh, cluster="o"),)


def test_no_articles_no_clusters() -> None:
    assert dedup(iter(())).articles == ()


def test_importing_is_cheap() -> None:
    code = "import sys, segment.matching; sys.exit('numpy' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
