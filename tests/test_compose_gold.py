"""Composed dumps are gold: tiled, labelled in the contract's words, and made of what went in."""

from __future__ import annotations

import json
import sys

import pytest

from segment.types import Kind, Role
from tests.dumps import FIXTURES

sys.path.append(str(FIXTURES.parent / "benchmarks"))

from compose_gold import LAYOUTS, SHAPES, _cut, compose_rows, take_apart

GOLD = [json.loads(path.read_bytes()) for path in sorted(FIXTURES.glob("gold/*.jsonl"))]
BODY = ["The ferry was late. Nobody on the pier minded.", "It came at nine, with a band on board, and left at ten."]


@pytest.fixture(scope="module")
def rows() -> list[dict]:
    return list(compose_rows(GOLD, 300, seed=1))


def test_blocks_tile_their_dump(rows) -> None:
    for row in rows:
        end = 0
        for block in row["blocks"]:
            assert row["text"][end : block["start"]].strip() == ""
            end = block["end"]
            assert row["text"][block["start"] : end].strip() == row["text"][block["start"] : end] != ""
        assert row["text"][end:] == ""


def test_articles_are_numbered_as_they_come_and_hold_a_body(rows) -> None:
    for row in rows:
        numbers = [block["article"] for block in row["blocks"] if block["article"] is not None]
        assert numbers == sorted(numbers)
        bodies = {block["article"] for block in row["blocks"] if block["role"] == Role.BODY}
        assert bodies == set(range(len(row["articles"])))


def test_every_text_comes_from_gold(rows) -> None:
    known = " ".join(" ".join(row["text"].split()) for row in GOLD)
    for row in rows:
        for block in row["blocks"]:
            if block["role"] in (Role.TITLE, Role.BYLINE, Role.BIO, Role.CAPTION):
                assert " ".join(row["text"][block["start"] : block["end"]].split()) in known


def test_every_kind_and_role_is_drawn(rows) -> None:
    assert {article["kind"] for row in rows for article in row["articles"]} == set(Kind)
    roles = {block["role"] for row in rows for block in row["blocks"]}
    assert roles >= {"title", "byline", "date", "body", "caption", "credit", "bio", "boilerplate"}


def test_the_same_seed_gives_the_same_dumps_and_another_one_others(rows) -> None:
    assert list(compose_rows(GOLD, 20, seed=1)) == rows[: len(list(compose_rows(GOLD, 20, seed=1)))]
    assert list(compose_rows(GOLD, 20, seed=2)) != list(compose_rows(GOLD, 20, seed=1))


def test_an_article_is_taken_once() -> None:
    once, furniture = take_apart(GOLD)
    twice, _ = take_apart([*GOLD, *GOLD])
    assert twice == once
    assert furniture


@pytest.mark.parametrize(
    ("how", "length", "expected"),
    [
        ("words", 4, ["The ferry was late.…"]),
        ("words", 12, []),
        ("chars", 20, ["The ferry was late.…"]),
        ("chars", 90, []),
        ("sentences", 1, ["The ferry was late."]),
        ("blocks", 1, ["The ferry was late. Nobody on the pier minded."]),
        ("blocks", 2, []),
    ],
)
def test_what_is_left_of_a_cut_body(how, length, expected) -> None:
    assert _cut(BODY, how, length, "…") == expected


def test_shapes_and_layouts_can_all_be_drawn() -> None:
    assert all(shape.weight > 0 and shape.articles[0] <= shape.articles[1] for shape in SHAPES.values())
    assert all(weight > 0 for weight in LAYOUTS.values())
