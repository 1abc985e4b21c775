"""The splitter as a system."""

from __future__ import annotations

from segment.config import SplitConfig
from segment.evaluate.records import RESIDUE, GoldDump, Segmentation
from segment.evaluate.systems import load_system
from segment.evaluate.systems.ours import split_gold
from segment.families import FAMILIES
from segment.pipeline import segment_dump, split
from tests.dumps import DUMPS, read_dump
from tests.evaluate.systems.invented import gold_of


def test_segmentation_says_what_the_articles_say() -> None:
    for name in DUMPS[::6]:
        dump = read_dump(name)
        segmented = segment_dump(dump, SplitConfig(residue=True))
        found = split_gold(GoldDump(name, dump.path, 0, 1, dump.text, Segmentation(()), ()), SplitConfig())
        assert found.blocks is not None
        assert [block.start for block in found.blocks] == sorted(block.start for block in found.blocks)
        starts = [article.source.start for article in segmented.articles]
        assert list(found.starts) == [start for start in starts if start != found.blocks[0].start]
        assert found.kinds == tuple(article.kind for article in segmented.articles)
        assert found.confidences == tuple(article.confidence for article in segmented.articles)
        assert found.body == "\n".join(article.text for article in segmented.articles)
        residue = [block for block in found.blocks if block.article is None]
        assert {block.role for block in residue} <= {RESIDUE}
        assert len(residue) == (len(segmented.residue.blocks) if segmented.residue else 0)


def test_the_system_is_what_split_does() -> None:
    gold = gold_of(["By Mara Lindqvist", "The ferry was late.", "Nobody minded."])
    found = load_system("segment")(gold)
    assert found == split_gold(gold, SplitConfig())
    assert found.body == "\n".join(article.text for article in split(gold.text))


def test_ablation_switches_one_family_off_and_keeps_the_settings() -> None:
    gold = gold_of(["By Mara Lindqvist", "The ferry was late.", "Nobody minded."])
    config = SplitConfig(single=True, without=("shape",))
    wanted = SplitConfig(single=True, without=("shape", "byline"))
    found = load_system("segment-byline", config)(gold)
    assert found == load_system("segment", wanted)(gold)
    assert found != load_system("segment", config)(gold)


def test_an_empty_dump_has_nothing() -> None:
    found = load_system("segment")(gold_of([]))
    assert (found.starts, found.blocks, found.body) == ((), (), "")


TELLING = (
    "page.txt",
    "obituary-bells.txt",
    "letters-page.txt",
    "digest.txt",
    "voorpagina.txt",
    "harbour.txt",
    "one-line.txt",
)
"""Dumps that have something for each family to see."""


def test_each_family_changes_some_fixture() -> None:
    dumps = [read_dump(name) for name in TELLING]
    whole = [segment_dump(dump) for dump in dumps]
    for family in FAMILIES:
        config = SplitConfig(without=(family,))
        assert any(segment_dump(dump, config) != before for dump, before in zip(dumps, whole, strict=True)), family
