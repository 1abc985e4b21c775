"""What always holds, for every fixture and for generated text."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from segment.config import SplitConfig
from segment.pipeline import segment_dump, split
from segment.types import Dump, Role, Segmented
from tests.dumps import DUMPS, read_dump

words = st.sampled_from(
    ["The", "harbour", "Mara", "Lindqvist", "said", "By", "June", "3,", "2031", "ferry.", "late", "Photo:", "“Yes,”",
     "is", "a", "columnist", "...", "Read", "more", "港口", "関係", "\t", "\x00", "—", "it.", "Cookies", "|", "#", "é"]
)  # fmt: skip
lines = st.lists(words, max_size=30).map(" ".join)
texts = st.one_of(
    st.text(max_size=400),
    st.lists(lines, max_size=12).map("\n".join),
    st.lists(lines, max_size=6).map("\r\n\r\n".join),
)


def check_nothing_is_lost(text: str, segmented: Segmented) -> None:
    spans = [(block.start, block.end) for article in segmented.articles for block in article.blocks]
    spans += [(block.start, block.end) for block in segmented.residue.blocks] if segmented.residue else []
    seen = [offset for start, end in sorted(spans) for offset in range(start, end) if not text[offset].isspace()]
    assert seen == [offset for offset, char in enumerate(text) if not char.isspace()]
    assert segmented.chars == segmented.article_chars + segmented.residue_chars + segmented.blank_chars == len(text)


@settings(max_examples=150, deadline=None)
@given(texts, st.booleans())
def test_each_character_lies_in_one_block(text: str, single: bool) -> None:
    check_nothing_is_lost(text, segment_dump(Dump(text, "-"), SplitConfig(single=single, residue=True)))


@pytest.mark.parametrize("single", [False, True])
@pytest.mark.parametrize("name", DUMPS)
def test_nothing_of_a_fixture_is_lost(name: str, single: bool) -> None:
    dump = read_dump(name)
    check_nothing_is_lost(dump.text, segment_dump(dump, SplitConfig(single=single, residue=True)))


@settings(max_examples=100, deadline=None)
@given(texts)
def test_every_article_has_text_and_blocks_in_order(text: str) -> None:
    articles = split(text)
    assert len({article.id for article in articles}) == len(articles)
    for article in articles:
        assert any(block.role is Role.BODY for block in article.blocks)
        assert 0.0 <= article.confidence <= 1.0
        assert article.source.start == article.blocks[0].start
        assert article.source.end == article.blocks[-1].end
        ends = [block.end for block in article.blocks]
        assert ends == sorted(ends)


def test_clean_text_is_clean() -> None:
    for name in DUMPS:
        for article in segment_dump(read_dump(name)).articles:
            for paragraph in article.text.split("\n\n"):
                assert paragraph == " ".join(paragraph.split())
                assert paragraph.isprintable()
