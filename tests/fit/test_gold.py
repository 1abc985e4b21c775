"""Gold dumps become examples: each block with the label and the start that it should get."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from segment.decode import LABELS
from segment.evaluate.records import GoldDump, RoleSpan, Segmentation
from segment.fit.gold import NEAR_CHARS, Example, make_example, take_body
from segment.fit.lexicon import count_words
from segment.types import Kind
from tests.fit import Line, gold_of, invented_articles

EMPTY = count_words([])
"""A lexicon that knows nothing, so that blocks are lines."""
FERRY = "The ferry from Harsund left the harbour an hour late, because ice had closed the pier on Monday."
BAKERY = "A bakery in Velm has won a prize for rye bread that is baked before anybody else is awake at"
LINES: list[Line] = [
    ("Home | News | Sport", "residue", None),
    ("Ferry late again", "title", 0),
    ("By Mara Lindqvist", "byline", 0),
    (FERRY, "body", 0),
    ("What happens next", "heading", 0),
    ("Nobody knows, and the captain least of all.", "body", 0),
    ("Share this page", "residue", None),
    ("Rye bread wins", "title", 1),
    (BAKERY, "body", 1),
]
GOLD = gold_of("harbour", LINES, (Kind.FULL, Kind.TEASER))


def make(dump: GoldDump, *, single: bool = False) -> Example:
    example = make_example(dump, EMPTY, single=single, is_first=True)
    assert example is not None
    return example


def labels_of(example: Example) -> list[str]:
    return [LABELS[label] for label in example.labels.tolist()]


def mark(text: str, *spans: tuple[str, str, int | None], kinds: tuple[Kind, ...] = (Kind.FULL,)) -> GoldDump:
    """A dump whose gold blocks are pieces of its text, wherever the program ends its own."""
    blocks = tuple(
        RoleSpan(text.index(piece), text.index(piece) + len(piece), role, article) for piece, role, article in spans
    )
    return GoldDump("harbour", "gold.jsonl", 0, 1, text, Segmentation((), blocks, kinds), ())


def start_at(dump: GoldDump, *offsets: int) -> list[int]:
    """The blocks that should start an article if gold starts one at these offsets."""
    example = make(replace(dump, gold=replace(dump.gold, starts=offsets)))
    return np.flatnonzero(example.starts).tolist()


def test_blocks_that_gold_knows_get_their_label_and_their_article() -> None:
    example = make(GOLD)
    assert labels_of(example) == [
        "residue", "title", "byline", "body", "heading", "body", "residue", "title", "teaser",
    ]  # fmt: skip
    assert example.articles.tolist() == [-1, 0, 0, 0, 0, 0, -1, 1, 1]
    assert np.flatnonzero(example.starts).tolist() == [1, 7]
    assert (example.text, example.single, example.is_first) == (GOLD.text, False, True)


OVERLAPS = {
    "the longer of two in one line": (
        [("By Mara Lindqvist", "byline", 0), (FERRY, "body", 0)],
        f"Menu\n\nBy Mara Lindqvist {FERRY}\n\nShare",
        ["residue", "body", "residue"],
    ),
    "one over two lines": (
        [("Ferry late\n\nagain and again", "title", 0)], "Menu\n\nFerry late\n\nagain and again\n\nShare",
        ["residue", "title", "title", "residue"],
    ),
    "a bit of residue at the end of a line": (
        [(FERRY, "body", 0), ("Share this", "residue", None)], f"Menu\n\n{FERRY} Share this\n\nRye",
        ["residue", "body", "residue"],
    ),
    "more residue than text": (
        [("Late.", "body", 0), ("Home News Sport", "residue", None)], "Menu\n\nLate. Home News Sport\n\nRye",
        ["residue", "residue", "residue"],
    ),
    "half of a line and nothing else": (
        [("Ferry late", "title", 0)], "Menu\n\nFerry late again and again\n\nShare", ["residue", "title", "residue"],
    ),
}  # fmt: skip


@pytest.mark.parametrize(("spans", "text", "labels"), OVERLAPS.values(), ids=OVERLAPS)
def test_a_block_is_labelled_by_the_gold_block_it_shares_most_with(
    spans: list[tuple[str, str, int | None]], text: str, labels: list[str]
) -> None:
    assert labels_of(make(mark(text, *spans))) == labels


@pytest.mark.parametrize("seed", range(20))
def test_labels_are_those_that_a_look_at_each_pair_finds(seed: int) -> None:
    dump = invented_articles(seed)
    chance = np.random.default_rng(seed)
    # Gold that ends its blocks elsewhere than the program does.
    edges = sorted({0, len(dump.text), *chance.integers(0, len(dump.text), 12).tolist()})
    roles = chance.choice(("title", "body", "residue"), len(edges)).tolist()
    spans = [
        RoleSpan(start, end, role, None if role == "residue" else 0)
        for start, end, role in zip(edges, edges[1:], roles, strict=False)
    ]
    example = make(replace(dump, gold=Segmentation((), tuple(spans), (Kind.FULL,))))
    for block, label in zip(example.blocks, labels_of(example), strict=True):
        shared = [min(block.end, span.end) - max(block.start, span.start) for span in spans]
        assert label == spans[shared.index(max(shared))].role


def test_of_teasers_only_the_text_has_a_label_of_its_own() -> None:
    teaser = make(gold_of("velm", [*LINES[7:], ("Jon Aho", "byline", 1)], (Kind.FULL, Kind.TEASER)))
    assert labels_of(teaser) == ["title", "teaser", "byline"]


def test_where_gold_knows_no_kinds_every_article_is_full() -> None:
    example = make(replace(GOLD, gold=replace(GOLD.gold, kinds=None)))
    assert "teaser" not in labels_of(example)


def test_where_gold_knows_no_blocks_everything_is_residue() -> None:
    example = make(replace(GOLD, gold=Segmentation((21,))))
    assert set(labels_of(example)) == {"residue"}
    assert set(example.articles.tolist()) == {-1}


@pytest.mark.parametrize(
    ("off", "blocks"), [(0, [3]), (5, [3]), (-9, [3]), (-10, [2]), (NEAR_CHARS, [3]), (NEAR_CHARS + 1, [])]
)
def test_an_article_starts_with_the_nearest_block_if_it_is_near(off: int, blocks: list[int]) -> None:
    assert start_at(GOLD, GOLD.text.index(FERRY) + off) == blocks


def test_two_starts_near_one_block_are_one() -> None:
    start = GOLD.text.index(FERRY)
    assert start_at(GOLD, start - 1, start + 5) == [3]


@pytest.mark.parametrize("text", ["", " \n\n\t"])
def test_a_dump_without_blocks_is_no_example(text: str) -> None:
    assert make_example(mark(text), EMPTY, single=False, is_first=True) is None


def test_dumps_of_one_publisher_are_one_group() -> None:
    one, other, third = (
        make(gold_of("x", lines, (Kind.FULL, Kind.TEASER), group=group))
        for lines, group in ((LINES, "harbour.example"), (LINES[::-1], "harbour.example"), (LINES, "velm.example"))
    )
    assert len({*one.groups.tolist(), *other.groups.tolist()}) == 1
    assert one.groups[0] != third.groups[0]


def test_without_a_publisher_articles_that_open_alike_are_one_group() -> None:
    copy = make(
        gold_of("x", [("Most read", "residue", None), ("Another title", "title", 0), (FERRY, "body", 0)], (Kind.FULL,))
    )
    example = make(GOLD)
    assert len(set(example.groups[1:6].tolist())) == 1
    assert copy.groups[1] == copy.groups[2] == example.groups[3]
    assert len({*example.groups.tolist()}) == 4  # two articles, two lines of menus
    assert copy.groups[0] not in example.groups


def test_a_page_may_say_its_title_in_several_places() -> None:
    lines: list[Line] = [
        ("FERRY LATE – again!", "residue", None),
        *LINES[1:6],
        ("Ferry late again and again", "residue", None),
    ]
    page = replace(gold_of("page", lines, (Kind.FULL,)), title="Ferry late again")
    wanted = ["residue", "title", "byline", "body", "heading", "body", "residue"]
    assert labels_of(make(page)) == wanted
    assert labels_of(make(page, single=True)) == ["title", *wanted[1:]]


def test_the_body_of_a_page_is_a_dump_of_one_article() -> None:
    page = invented_articles(100, single=True)
    body = take_body(replace(page, gold=replace(page.gold, body=f"{FERRY}\n\n{BAKERY}")))
    assert body is not None
    example = make(body)
    assert labels_of(example) == ["body"] * len(example.blocks)
    assert len(example.blocks) > 1
    assert not example.starts[1:].any()
    assert body.group == page.group


@pytest.mark.parametrize("body", [None, "", " \n"])
def test_a_page_without_a_body_gives_no_dump(body: str | None) -> None:
    page = invented_articles(100, single=True)
    assert take_body(replace(page, gold=replace(page.gold, body=body))) is None
