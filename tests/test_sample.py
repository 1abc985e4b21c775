"""A real scraped column with four bare teasers behind it; the text is not ours to ship, so these tests may skip."""

from __future__ import annotations

import bz2
import gzip
import lzma
import random
import subprocess
import sys
import textwrap
from pathlib import Path

import orjson
import pytest

from segment import pipeline, readers
from segment.config import SplitConfig
from segment.emit.records import article_record
from segment.explain import explain_record
from segment.types import Article, Dump, Kind, Relation, Role

SAMPLE = Path(__file__).parent.parent.parent / "shared" / "sample" / "column-with-teasers.txt"
pytestmark = pytest.mark.skipif(not SAMPLE.exists(), reason="the sample is not here")


@pytest.fixture(scope="module")
def text() -> str:
    return SAMPLE.read_text("utf-8").rstrip("\n")


def fold(articles: list[Article]) -> list[tuple[str, bool, str, tuple[str, ...], str | None, str | None]]:
    """What must not depend on the layout: paragraphs cannot be told from one line, so white space is folded."""
    return sorted(
        (str(a.kind), a.truncated, " ".join(a.text.split()), a.captions, a.bio, a.disclaimer) for a in articles
    )


def test_a_column_and_four_teasers(text: str) -> None:
    full, *teasers = pipeline.split(text)
    assert (full.kind, full.truncated) == (Kind.FULL, False)
    assert len(full.text.split("\n\n")) == 15
    assert [block.role for block in full.blocks].count(Role.BODY) == 15
    assert full.captions == ("Illustration: Mountain People",)
    assert full.bio is not None
    assert full.bio.endswith("deputy bureau chief.")
    assert full.disclaimer is not None
    assert full.disclaimer.startswith("This column reflects")
    assert full.disclaimer.endswith("its owners.")
    assert [(teaser.kind, teaser.truncated, teaser.words) for teaser in teasers] == [
        (Kind.TEASER, True, words) for words in (101, 102, 100, 101)
    ]
    outside = (*full.captions, full.bio, full.disclaimer, *(teaser.text for teaser in teasers))
    assert not any(part in full.text for part in outside)


def test_every_line_is_explained(text: str) -> None:
    blocks = explain_record(Dump(text, "-"), SplitConfig())["blocks"]
    assert {block["line_start"] for block in blocks} == set(range(1, 22))
    for block in blocks:
        assert block["cues"], f"line {block['line_start']} has no reason"
        assert block["runner_up"] != block["label"]


def layouts(text: str) -> dict[str, str]:
    lines = text.split("\n")
    shuffled = lines[17:]
    random.Random(1).shuffle(shuffled)
    return {
        "line end": text + "\n",
        "blank lines": text.replace("\n", "\n\n"),
        "crlf": text.replace("\n", "\r\n"),
        "wrapped": "\n".join(textwrap.fill(line, 72) for line in lines),
        "wrapped, hyphens kept": "\n".join(textwrap.fill(line, 72, break_on_hyphens=False) for line in lines),
        "wrapped, blank lines": "\n\n".join(textwrap.fill(line, 72) for line in lines),
        "wrapped at 80": "\n".join(textwrap.fill(line, 80) for line in lines),
        "one line": text.replace("\n", " "),
        "shuffled": "\n".join([*lines[:17], *shuffled]),
        "among the teasers": "\n".join([*shuffled[:2], *lines[:17], *shuffled[2:]]),
    }


LAYOUTS = (
    "line end", "blank lines", "crlf", "wrapped", "wrapped, hyphens kept", "wrapped, blank lines", "wrapped at 80",
    "one line", "shuffled", "among the teasers",
)  # fmt: skip


@pytest.mark.parametrize("layout", LAYOUTS)
def test_the_same_five_in_every_layout(text: str, layout: str) -> None:
    assert fold(pipeline.split(layouts(text)[layout])) == fold(pipeline.split(text))


@pytest.mark.parametrize(
    ("name", "write"),
    [
        ("a.txt.gz", lambda text: gzip.compress(text.encode(), mtime=0)),
        ("a.txt.bz2", lambda text: bz2.compress(text.encode())),
        ("a.txt.xz", lambda text: lzma.compress(text.encode())),
        ("a.txt", lambda text: text.encode("utf-16")),
        ("a.txt", lambda text: b"\xef\xbb\xbf" + text.encode()),
        ("a.jsonl", lambda text: orjson.dumps({"id": "x", "text": text}) + b"\n"),
        ("a.jsonl.gz", lambda text: gzip.compress(orjson.dumps({"text": text}), mtime=0)),
    ],
)
def test_the_same_five_in_every_format(text: str, tmp_path: Path, name: str, write) -> None:
    path = tmp_path / name
    path.write_bytes(write(text))
    dumps = list(readers.read(path))
    assert [dump.text for dump in dumps] == [text]


def test_the_same_five_through_a_pipe(text: str) -> None:
    piped = subprocess.run(
        [sys.executable, "-m", "segment", "split", "-", "-q"], input=text.encode(), capture_output=True, check=True
    )
    records = [orjson.loads(line) for line in piped.stdout.splitlines()]
    ours = [article_record(article) for article in pipeline.segment_dump(Dump(text, "-")).articles]
    assert records == orjson.loads(orjson.dumps(ours))


def test_two_copies_are_five_clusters(text: str, tmp_path: Path) -> None:
    paths = [tmp_path / "one.txt", tmp_path / "two.txt"]
    for path in paths:
        path.write_text(text, "utf-8")
    articles = list(pipeline.run([str(path) for path in paths]))
    assert len(articles) == 10
    assert len({article.cluster for article in articles}) == 5
    assert [article.relation for article in articles] == [None] * 5 + [Relation.EXACT] * 5


CONTINUATION = """ office. The ballots were counted in gymnasiums and temple halls until well past nine in the evening.

Organizers in the northern districts conceded before the last boxes were opened, and thanked the volunteers who had
stood at bus stops since February with clipboards, umbrellas and thermos flasks of ginger tea.

Turnout was higher than the pollsters had expected, above all among voters over sixty, who had been courted with visits
to markets and with leaflets printed in large type. Younger voters stayed at home in numbers that surprised both camps.

What follows is a second round in August, in which seven more seats are at stake. The arithmetic has changed little: the
majority in the legislature remains where it was, and so does the temptation to read a verdict into a local quarrel.

The lesson for both parties is an old one. A recall is a blunt instrument, and voters are slow to pick it up."""


def test_a_teaser_is_a_duplicate_of_its_full_article(text: str, tmp_path: Path) -> None:
    (tmp_path / "column.txt").write_text(text, "utf-8")
    teaser_text = text.rsplit("\n", maxsplit=1)[-1]
    whole = f"{teaser_text} least half of them from" + CONTINUATION.replace("\n", " ").replace("  ", "\n\n")
    (tmp_path / "whole.txt").write_text(whole, "utf-8")
    articles = list(pipeline.run([str(tmp_path / "column.txt"), str(tmp_path / "whole.txt")]))
    teaser, full = articles[4], articles[5]
    assert full.kind is Kind.FULL
    assert (teaser.duplicate_of, teaser.relation) == (full.id, Relation.CONTAINS)
    from segment.matching import dedup

    (match,) = dedup(articles).matches
    assert (match.a, match.b, match.relation) == (full.id, teaser.id, Relation.CONTAINS)
    assert match.b_span == (0, len(teaser.text))
    assert full.text[slice(*match.a_span)] == teaser.text
