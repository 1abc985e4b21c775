"""Invented articles for the tests of what is written."""

from __future__ import annotations

from dataclasses import replace

import pytest

from segment.types import Article, Kind, LabelledBlock, Relation, Role, Source

ARTICLE = Article(
    id="3f2a",
    kind=Kind.FULL,
    truncated=False,
    title="Ferry “Aurora” sails again – at last",
    byline=("Mara Lindqvist", "Jon Aho"),
    date="2024-03-05",
    date_raw="March 5, 2024",
    dateline=None,
    publication="The Harbour Post",
    section=None,
    edition=None,
    page="7",
    language="en",
    text="The ferry left at noon.\n\nNobody waved.",
    captions=(),
    bio=None,
    disclaimer=None,
    words=7,
    confidence=0.98765432,
    source=Source("dumps/harbour.txt", None, 0, 0, 80, 1, 4),
    blocks=(LabelledBlock(Role.TITLE, 0, 36, 1, 1), LabelledBlock(Role.BODY, 37, 80, 3, 4)),
    extra={"document_number": "HP-0305"},
)
COPY = replace(
    ARTICLE, id="9c01", kind=Kind.TEASER, truncated=True, title=None, cluster="3f2a", duplicate_of="3f2a",
    relation=Relation.CONTAINS, score=0.123456,
)  # fmt: skip


@pytest.fixture
def article() -> Article:
    return ARTICLE


@pytest.fixture
def copy() -> Article:
    return COPY
