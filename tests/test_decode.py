"""The decoder finds the best walk that the grammar allows, against trying every one."""

from __future__ import annotations

import itertools
from functools import cache
from typing import TYPE_CHECKING

import numpy as np
import pytest

from segment.decode import (
    CERTAIN,
    FULL_BODY,
    FULL_HEAD,
    FURNITURE_COST,
    LABELS,
    PAGE_FLOORS,
    PAGE_STAKE,
    RESIDUE,
    STAKES,
    START_STAKE,
    TEASER,
    TEASER_BODY,
    TEASER_HEAD,
    Placed,
    decode,
)
from segment.types import Kind, Role

if TYPE_CHECKING:
    from collections.abc import Iterator

HALF = CERTAIN // 2
PARTS = {
    Kind.FULL: (FULL_HEAD.labels, "body", FULL_BODY.labels),
    Kind.TEASER: (TEASER_HEAD.labels, TEASER, TEASER_BODY.labels),
}
"""Of each kind of article: labels of its head, label of its first paragraph, labels from there on."""
Step = tuple[Kind | None, str, bool]
"""What a walk says of a block: the kind of its article, its label, and whether the article starts there."""
Walk = tuple[Step, ...]
OUTSIDE: Step = (None, RESIDUE, False)


def all_articles(kind: Kind, blocks: int) -> Iterator[Walk]:
    """Every article of so many blocks: any head, the first paragraph, any rest; none opens with furniture."""
    head, text, rest = PARTS[kind]
    for before in range(blocks):
        for labels in itertools.product(*[head] * before, [text], *[rest] * (blocks - before - 1)):
            if labels[0] != RESIDUE:
                yield tuple((kind, label, number == 0) for number, label in enumerate(labels))


def all_walks(blocks: int) -> Iterator[Walk]:
    """Every row of articles and residue."""
    if not blocks:
        yield ()
        return
    for walk in all_walks(blocks - 1):
        yield (OUTSIDE, *walk)
    for size in range(1, blocks + 1):
        for kind in Kind:
            for article, walk in itertools.product(all_articles(kind, size), all_walks(blocks - size)):
                yield (*article, *walk)


def all_single_walks(blocks: int) -> Iterator[Walk]:
    """Every full article, with residue on both sides of it."""
    for first in range(blocks):
        for size in range(1, blocks - first + 1):
            for article in all_articles(Kind.FULL, size):
                yield (*[OUTSIDE] * first, *article, *[OUTSIDE] * (blocks - first - size))


@cache
def list_walks(blocks: int, *, single: bool) -> frozenset[Walk]:
    return frozenset((all_single_walks if single else all_walks)(blocks))


def count_labels(labels: np.ndarray, *, single: bool, headline: int | None = None) -> list[list[int]]:
    """What each label of each block counts; on a page the likeliest title, byline and date more, and no other title."""
    if not single:
        stakes = [STAKES.get(label, 1.0) for label in LABELS]
        return [[round(value * stake) for value, stake in zip(row, stakes, strict=True)] for row in labels.tolist()]
    counted = labels.tolist()
    for row in counted:
        row[LABELS.index("title")] = -1
    for label, floor in PAGE_FLOORS.items():
        column = labels[:, LABELS.index(label)].tolist()
        if max(column) >= floor * CERTAIN:
            chosen = column.index(max(column)) if label != "title" or headline is None else headline
            counted[chosen][LABELS.index(label)] = PAGE_STAKE * CERTAIN
    return counted


def worth(walk: Walk, start: np.ndarray, counted: list[list[int]], threshold: int, *, single: bool) -> int:
    """What a walk is expected to get right, in ten-thousandths of a label."""
    total = 0
    for number, (kind, label, starts) in enumerate(walk):
        total += counted[number][LABELS.index(label)]
        total += START_STAKE * (int(start[number]) - threshold) if starts and not single else 0
        total -= FURNITURE_COST if kind and label == RESIDUE else 0
    return total


def best_walks(
    start: np.ndarray, labels: np.ndarray, threshold: int, *, single: bool, headline: int | None = None
) -> set[Walk]:
    """By trying every walk."""
    walks = list_walks(len(start), single=single)
    counted = count_labels(labels, single=single, headline=headline)
    worths = {walk: worth(walk, start, counted, threshold, single=single) for walk in walks}
    top = max(worths.values())
    return {walk for walk, value in worths.items() if value == top}


def walk_of(placed: list[Placed]) -> Walk:
    return tuple((place.kind, place.label, place.starts) for place in placed)


def random_beliefs(seed: int, blocks: int) -> tuple[np.ndarray, np.ndarray, int]:
    """Probabilities of starts and of labels, some of them sure; and a threshold."""
    chance = np.random.default_rng(seed)
    odds = np.exp(chance.normal(0.0, chance.choice((0.3, 1.5, 5.0)), (blocks, len(LABELS))))
    labels = np.rint(CERTAIN * odds / odds.sum(1, keepdims=True)).astype(np.int64)
    start = np.rint(CERTAIN * chance.random(blocks) ** chance.choice((0.5, 2.0, 6.0))).astype(np.int64)
    return start, labels, int(chance.choice((2000, HALF, 8000)))


def beliefs(*likely: str, starts: tuple[int, ...] = ()) -> tuple[np.ndarray, np.ndarray]:
    """Blocks that are most probably called so, at .7, and whose starts are as good as sure."""
    labels = np.full((len(likely), len(LABELS)), 200)
    labels[np.arange(len(likely)), [LABELS.index(label) for label in likely]] = 7000
    start = np.full(len(likely), 100)
    start[list(starts)] = 9900
    return start, labels


@pytest.mark.parametrize("single", [False, True])
@pytest.mark.parametrize("blocks", [1, 2, 3, 4])
@pytest.mark.parametrize("seed", range(25))
def test_no_walk_is_worth_more_than_the_one_taken(seed: int, blocks: int, single: bool) -> None:
    start, labels, threshold = random_beliefs(seed * 10 + blocks, blocks)
    taken = walk_of(decode(start, labels, threshold, single=single))
    assert taken in best_walks(start, labels, threshold, single=single)


@pytest.mark.parametrize("headline", range(3))
@pytest.mark.parametrize("seed", range(10))
def test_the_title_of_a_page_is_the_block_that_was_named(seed: int, headline: int) -> None:
    start, labels, threshold = random_beliefs(seed, 3)
    taken = walk_of(decode(start, labels, threshold, single=True, headline=headline))
    assert taken in best_walks(start, labels, threshold, single=True, headline=headline)
    assert {number for number, (_, label, _) in enumerate(taken) if label == "title"} <= {headline}


def test_a_page_without_a_likely_title_has_none() -> None:
    start, labels = beliefs("body", "body", "body")
    labels[:, LABELS.index("title")] = 0
    assert "title" not in spell(decode(start, labels, HALF, single=True, headline=0))


def test_what_starts_an_article_is_no_furniture() -> None:
    start, labels = beliefs(RESIDUE, "body", starts=(0,))
    first, second = decode(start, labels, HALF, single=False)
    assert (first.starts, first.kind, second.starts) == (True, Kind.FULL, False)
    assert first.label != RESIDUE


@pytest.mark.parametrize("single", [False, True])
@pytest.mark.parametrize("value", [0, 1, CERTAIN])
def test_beliefs_that_say_nothing_give_a_walk_all_the_same(value: int, single: bool) -> None:
    start, labels = np.full(4, value), np.full((4, len(LABELS)), value)
    assert walk_of(decode(start, labels, HALF, single=single)) in list_walks(4, single=single)


WALKS = {
    "an article and what stands around it": (
        "residue title byline body body bio residue", (1,), False, "- F:title byline body body bio -",
    ),
    "two articles without anything between": ("title body title body", (0, 2), False, "F:title body F:title body"),
    "a teaser beside a full article": ("title teaser title body", (0, 2), False, "T:title teaser F:title body"),
    "a title at the end belongs to the text above": ("body title", (0,), False, "F:body title"),
    "an article that is sure to start has text": ("body title", (0, 1), False, "F:body F:body"),
    "furniture inside an article stays there": ("title body residue body", (0,), False, "F:title body residue body"),
    "a page with menus": ("residue title body residue", (1,), True, "- F:title body -"),
    "a page with a date behind its text": ("title body residue date", (0,), True, "F:title body residue date"),
}  # fmt: skip


def spell(placed: list[Placed]) -> str:
    words = []
    for place in placed:
        prefix = f"{place.kind.name[0]}:" if place.starts and place.kind else ""
        words.append("-" if place.kind is None else prefix + place.label)
    return " ".join(words)


@pytest.mark.parametrize(("likely", "starts", "single", "wanted"), WALKS.values(), ids=WALKS)
def test_probable_labels_and_starts_become_articles(
    likely: str, starts: tuple[int, ...], single: bool, wanted: str
) -> None:
    assert spell(decode(*beliefs(*likely.split(), starts=starts), HALF, single=single)) == wanted


@pytest.mark.parametrize("likely", ["title body residue title body", "residue residue residue", "teaser", "title"])
def test_whatever_is_probable_a_page_has_one_article(likely: str) -> None:
    placed = decode(*beliefs(*likely.split(), starts=(0,)), HALF, single=True)
    assert spell(placed).count("F:") == 1


@pytest.mark.parametrize(("threshold", "starts"), [(2000, 2), (8000, 1)])
def test_a_lower_threshold_gives_more_articles(threshold: int, starts: int) -> None:
    start, labels = beliefs("body", "body", starts=(0,))
    start[1] = HALF
    assert sum(place.starts for place in decode(start, labels, threshold, single=False)) == starts


@pytest.mark.parametrize("seed", range(30))
def test_every_article_has_text_of_its_own_kind(seed: int) -> None:
    articles: list[list[Placed]] = []
    for place in decode(*random_beliefs(seed, 60), single=False):
        if place.starts:
            articles.append([])
        if place.kind is not None:
            articles[-1].append(place)
        else:
            assert place.label == RESIDUE
    for article in articles:
        assert len({place.kind for place in article}) == 1
        text = {TEASER if article[0].kind is Kind.TEASER else "body"}
        assert {place.label for place in article} & {TEASER, "body"} == text


@pytest.mark.parametrize("seed", range(30))
def test_single_gives_one_full_article(seed: int) -> None:
    placed = decode(*random_beliefs(seed, 60), single=True)
    inside = [number for number, place in enumerate(placed) if place.kind is not None]
    assert [number for number in inside if placed[number].starts] == inside[:1]
    assert {placed[number].kind for number in inside} == {Kind.FULL}
    assert inside == list(range(inside[0], inside[-1] + 1))
    assert any(placed[number].role is Role.BODY for number in inside)


@pytest.mark.parametrize("seed", range(10))
def test_a_block_is_called_one_thing_and_nearly_another(seed: int) -> None:
    start, labels, threshold = random_beliefs(seed, 40)
    for number, place in enumerate(decode(start, labels, threshold, single=False)):
        others = [labels[number, column] for column, label in enumerate(LABELS) if label != place.label]
        assert place.runner_up != place.label
        assert labels[number, LABELS.index(place.runner_up)] == max(others)
        assert place.start_probability == start[number] / CERTAIN
        assert place.label_probability == labels[number, LABELS.index(place.label)] / CERTAIN


@pytest.mark.parametrize("seed", range(10))
def test_a_page_has_one_title_and_what_else_looks_like_one_is_furniture(seed: int) -> None:
    start, labels, _ = random_beliefs(seed, 40)
    labels[:, LABELS.index("title")] += 3000
    placed = decode(start, labels, HALF, single=True)
    assert [place.label for place in placed].count("title") == 1
    assert all(place.runner_up != place.label for place in placed)


@pytest.mark.parametrize("single", [False, True])
def test_long_dumps_are_no_problem(single: bool) -> None:
    placed = decode(*random_beliefs(7, 3000), single=single)
    assert len(placed) == 3000
    assert sum(place.starts for place in placed) >= 1


@pytest.mark.parametrize("single", [False, True])
def test_no_blocks_no_walk(single: bool) -> None:
    assert decode(np.zeros(0, np.int64), np.zeros((0, len(LABELS)), np.int64), HALF, single=single) == []


@pytest.mark.parametrize("label", LABELS)
def test_every_label_is_a_role(label: str) -> None:
    role = Placed(Kind.FULL, label, False, 0.0, 0.0, "").role
    assert role == {TEASER: Role.BODY, RESIDUE: Role.BOILERPLATE}.get(label, label)
