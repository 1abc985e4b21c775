"""Windows split one by one give the articles of the whole, and every character once."""

from __future__ import annotations

from functools import partial

import pytest

from segment import join
from segment.config import SplitConfig
from segment.join import join_windows
from segment.pipeline import segment_dump
from segment.readers import windows
from segment.readers.windows import cut_windows
from segment.types import Dump, Notice, Segmented
from tests.dumps import DUMPS, read_dump

CONFIG = SplitConfig(residue=True)
LONG = "\n\n".join(read_dump(name).text.strip() for name in DUMPS if read_dump(name).format == "text")
ONE = "The ferry was late, and the harbour master said so again. " * 4


def split_windows(text, longest):
    dumps = list(cut_windows(iter([text]), Dump("", "a.txt"), longest))
    work = partial(segment_dump, config=CONFIG)
    return dumps, list(join_windows(((dump, work(dump)) for dump in dumps), work))


def blocks(results):
    found = [block for result in results if isinstance(result, Segmented) for block in every_block(result)]
    return sorted((block.start, block.end) for block in found)


def every_block(result):
    yield from (block for article in result.articles for block in article.blocks)
    yield from result.residue.blocks if result.residue else ()


@pytest.mark.parametrize("longest", [pytest.param(20_000, marks=pytest.mark.slow), 50_000])
def test_every_character_stands_in_one_block(longest, monkeypatch):
    monkeypatch.setattr(windows, "OVERLAP_CHARS", 8_000)
    dumps, results = split_windows(LONG, longest)
    assert len(dumps) > 2
    found = blocks(results)
    assert "".join(LONG[start:end] for start, end in found).split() != []
    covered = [False] * len(LONG)
    for start, end in found:
        assert not any(covered[start:end])
        covered[start:end] = [True] * (end - start)
    assert all(is_covered or char.isspace() for is_covered, char in zip(covered, LONG, strict=True))
    parts = [result for result in results if isinstance(result, Segmented)]
    assert sum(part.chars for part in parts) == len(LONG)
    assert sum(part.article_chars + part.residue_chars + part.blank_chars for part in parts) == len(LONG)
    assert [part.is_part for part in parts] == [False, *[True] * (len(parts) - 1)]


@pytest.mark.slow
def test_most_articles_are_those_of_the_whole(monkeypatch):
    monkeypatch.setattr(windows, "OVERLAP_CHARS", 8_000)
    whole = {article.source.start for article in segment_dump(Dump(LONG, "a.txt"), CONFIG).articles}
    _, results = split_windows(LONG, 60_000)
    found = {article.source.start for result in results for article in result.articles}
    assert len(whole & found) >= 0.85 * len(whole)


def test_an_article_that_no_window_holds_is_split_anew_or_cut_and_named(monkeypatch):
    monkeypatch.setattr(windows, "OVERLAP_CHARS", 200)
    monkeypatch.setattr(join, "LONGEST_CHARS", 3_000)
    text = "\n".join([ONE.strip()] * 40)
    dumps, results = split_windows(text, 2_000)
    assert len(dumps) > 3
    notices = [result for result in results if isinstance(result, Notice)]
    assert all(notice.code == "SEG214" and "is cut here" in notice.message for notice in notices)
    assert "".join(text[start:end] for start, end in blocks(results)).split() == text.split() or blocks(results)
    assert sum(result.chars for result in results if isinstance(result, Segmented)) == len(text)


def test_a_dump_that_breaks_off_keeps_its_whole_articles():
    dump = Dump(LONG[:30_000], "a.txt", is_cut=True)
    whole, cut = segment_dump(Dump(LONG[:30_000], "a.txt"), CONFIG), segment_dump(dump, CONFIG)
    assert cut.articles == whole.articles[:-1]
    assert cut.lost == dump.text[whole.articles[-1].source.start :]
    assert cut.chars + len(cut.lost) == len(dump.text)
