"""Floors under the scores on our own gold. They are raised when the splitter gets better, and lowered only by hand."""

from __future__ import annotations

import sys
from pathlib import Path

import orjson
import pytest

from segment.pipeline import segment_dump, split
from segment.types import Kind, Role
from tests.dumps import DUMPS, FIXTURES, read_dump

sys.path.append(str(FIXTURES.parent / "benchmarks"))

from segmentation import Score, count_near, gold_starts, role_chars

STARTS_F1 = 0.53
TEASER_F1 = 0.73
ROLES_RIGHT = 0.91
LEFT_WHOLE = 0.91


def read_gold(name: str) -> dict:
    return orjson.loads((FIXTURES / "gold" / f"{Path(name).stem}.jsonl").read_bytes())


@pytest.fixture(scope="module")
def results() -> list:
    return [(read_gold(name), segment_dump(read_dump(name))) for name in DUMPS]


def test_starts_of_articles(results) -> None:
    score = Score()
    for gold, segmented in results:
        wanted, claimed = gold_starts(gold), [article.source.start for article in segmented.articles][1:]
        score.add(count_near(claimed, wanted, 0), len(claimed), len(wanted))
    assert round(score.f1, 3) >= STARTS_F1, score.f1


def test_bodies_of_teasers(results) -> None:
    score = Score()
    for gold, segmented in results:
        kinds = [article["kind"] for article in gold["articles"]]
        wanted = [b for b in gold["blocks"] if b["article"] is not None and b["role"] == Role.BODY]
        theirs = [("", b["start"], b["end"]) for b in wanted if kinds[b["article"]] == Kind.TEASER]
        teasers = [article for article in segmented.articles if article.kind is Kind.TEASER]
        ours = [("", b.start, b.end) for article in teasers for b in article.blocks if b.role is Role.BODY]
        mine, other = set(role_chars(gold["text"], ours)), set(role_chars(gold["text"], theirs))
        score.add(len(mine & other), len(mine), len(other))
    assert round(score.f1, 3) >= TEASER_F1


def test_roles_of_characters(results) -> None:
    right = total = 0
    for gold, segmented in results:
        theirs = [(b["role"] if b["article"] is not None else "", b["start"], b["end"]) for b in gold["blocks"]]
        ours = [(str(b.role), b.start, b.end) for article in segmented.articles for b in article.blocks]
        ours += [("", b.start, b.end) for b in segmented.residue.blocks] if segmented.residue else []
        wanted = set(role_chars(gold["text"], theirs))
        right += len(wanted & set(role_chars(gold["text"], ours)))
        total += len(wanted)
    assert round(right / total, 3) >= ROLES_RIGHT


def test_texts_of_full_articles_are_left_whole() -> None:
    whole = []
    for name in DUMPS:
        gold = read_gold(name)
        for number, article in enumerate(gold["articles"]):
            blocks = [b for b in gold["blocks"] if b["article"] == number and b["role"] in (Role.BODY, Role.HEADING)]
            if article["kind"] == Kind.FULL and name != "broken-lines.txt":
                text = "\n\n".join(gold["text"][b["start"] : b["end"]] for b in blocks)
                whole.append([found.kind for found in split(text)] == [Kind.FULL])
    assert round(sum(whole) / len(whole), 3) >= LEFT_WHOLE
