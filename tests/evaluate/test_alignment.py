"""Articles and blocks beside gold, counted character by character in the tests."""

from __future__ import annotations

from collections import Counter
from typing import NamedTuple

import pytest
from hypothesis import given
from hypothesis import strategies as st

from segment.evaluate.alignment import (
    article_counts,
    overlay,
    role_confusion,
    segments_from_starts,
    teaser_counts,
    v_measure,
)
from segment.evaluate.records import RESIDUE, Counts, RoleSpan, Share
from segment.types import Kind

TEXT = "Menu\nThe ferry is late.\nMara waits.\nMore news\nJon rows on.\n"
LINES = [(0, 4), (5, 23), (24, 35), (36, 45), (46, 58)]


def blocks(*said: tuple[str, int | None]) -> tuple[RoleSpan, ...]:
    """The lines of TEXT, each with its role and article."""
    return tuple(RoleSpan(*line, *what) for line, what in zip(LINES, said, strict=True))


NOTHING = (RESIDUE, None)
FIRST, SECOND = ("body", 0), ("body", 1)
GOLD = blocks(NOTHING, FIRST, FIRST, NOTHING, SECOND)

texts = st.text("ab \n\u2003\x1c…", max_size=30)


@st.composite
def sides(draw: st.DrawFn) -> list[RoleSpan]:
    """Blocks in order, without regard for the text: they may overlap, be empty and reach out of it."""
    spans = draw(st.lists(st.tuples(st.integers(0, 34), st.integers(0, 12)), max_size=6))
    articles = st.sampled_from([None, 0, 1, 2])
    said = [(start, start + size, draw(articles)) for start, size in sorted(spans)]
    roles = st.sampled_from(["body", "title", "caption"])
    return [RoleSpan(start, end, RESIDUE if article is None else draw(roles), article) for start, end, article in said]


def owners(text: str, side: list[RoleSpan]) -> list[int | None]:
    """The slow way: for each non-blank character the first block, by its start, that holds it."""
    order = sorted(range(len(side)), key=lambda number: side[number][:2])
    return [
        next((number for number in order if side[number].start <= offset < side[number].end), None)
        for offset, char in enumerate(text)
        if not char.isspace()
    ]


class Char(NamedTuple):
    """What one non-blank character belongs to on both sides."""

    gold: int | None
    found: int | None


@given(texts, sides(), sides())
def test_pieces_are_runs_of_characters_with_the_same_owners(
    text: str, gold: list[RoleSpan], found: list[RoleSpan]
) -> None:
    chars = [Char(*pair) for pair in zip(owners(text, gold), owners(text, found), strict=True)]
    pieces = overlay(text, gold, found)
    assert [Char(piece.gold, piece.found) for piece in pieces for _ in range(piece.chars)] == chars


@given(texts, sides(), sides())
def test_v_measure_equals_that_of_scikit_learn_over_characters(
    text: str, gold: list[RoleSpan], found: list[RoleSpan]
) -> None:
    cluster = pytest.importorskip("sklearn.metrics.cluster")
    labels = [
        [
            -1 if number is None or side[number].article is None else side[number].article
            for number in owners(text, side)
        ]
        for side in (gold, found)
    ]
    measured = v_measure(text, gold, found)
    if not labels[0]:
        assert set(measured) == {Share(0, 0)}
        return
    expected = cluster.homogeneity_completeness_v_measure(*labels)
    assert [share.part / share.whole for share in measured] == pytest.approx(expected, abs=1e-9)
    assert all(0 <= share.part <= share.whole == len(labels[0]) for share in measured)


def test_v_measure_of_the_paper_s_kind() -> None:
    # Two articles of 2 and 2 characters, found as one: no information at all; complete, since none is torn.
    gold = segments_from_starts("aabb", [2])
    homogeneity, completeness, v = v_measure("aabb", gold, segments_from_starts("aabb", []))
    assert (homogeneity, completeness, v) == (Share(0, 4), Share(4, 4), Share(0, 4))


@given(texts, sides(), sides(), st.sampled_from([0.6, 0.9, 1.0]))
def test_articles_are_sets_of_characters(
    text: str, gold: list[RoleSpan], found: list[RoleSpan], least_iou: float
) -> None:
    ours, theirs = (
        [
            chars
            for article in (0, 1, 2)
            if (chars := {i for i, n in enumerate(owners(text, side)) if n is not None and side[n].article == article})
        ]
        for side in (gold, found)
    )
    right = sum(len(a & b) / len(a | b) >= least_iou for a in ours for b in theirs)
    assert article_counts(text, gold, found, least_iou) == Counts(right, len(theirs), right, len(ours))


@pytest.mark.parametrize(
    ("found", "exact", "near"),
    [
        (GOLD, 2, 2),
        (blocks(NOTHING, SECOND, SECOND, NOTHING, FIRST), 2, 2),  # numbers are only names
        (blocks(NOTHING, ("title", 0), ("caption", 0), NOTHING, SECOND), 2, 2),  # so are roles
        (blocks(FIRST, FIRST, FIRST, NOTHING, SECOND), 1, 1),  # 25 of 29 characters are .86
        (blocks(NOTHING, FIRST, FIRST, FIRST, FIRST), 0, 0),
        (blocks(NOTHING, FIRST, FIRST, NOTHING, NOTHING), 1, 1),
        ((RoleSpan(5, 35, "body", 0), RoleSpan(46, 59, "body", 1)), 2, 2),  # white space counts for nothing
        ((RoleSpan(5, 34, "body", 0), RoleSpan(46, 58, "body", 1)), 1, 2),  # without a full stop: 24 of 25
        ((), 0, 0),
    ],
)
def test_articles_match_exactly_or_nearly(found: tuple[RoleSpan, ...], exact: int, near: int) -> None:
    assert article_counts(TEXT, GOLD, found, 1.0).right == exact
    assert article_counts(TEXT, GOLD, found, 0.9).right == near


def test_an_article_of_white_space_is_none() -> None:
    assert article_counts("a \n ", [RoleSpan(0, 1, "body", 0)], [RoleSpan(1, 4, "body", 0)], 1.0) == Counts(0, 0, 0, 1)


def test_a_partner_must_be_the_only_one() -> None:
    with pytest.raises(ValueError, match=r"0\.5: articles have one partner"):
        article_counts(TEXT, GOLD, GOLD, 0.5)


@pytest.mark.parametrize(
    ("starts", "spans"),
    [
        ([], [(0, 9)]),
        ([5], [(0, 5), (5, 9)]),
        ([0, 5, 5, 9, 12], [(0, 5), (5, 9)]),
    ],
)
def test_starts_become_articles_that_cover_the_text(starts: list[int], spans: list[tuple[int, int]]) -> None:
    expected = tuple(RoleSpan(*span, "body", number) for number, span in enumerate(spans))
    assert segments_from_starts("One. Two.", starts) == expected


def test_no_text_has_no_article() -> None:
    assert segments_from_starts("", []) == ()


@pytest.mark.parametrize(
    ("found", "table"),
    [
        (GOLD, {(RESIDUE, RESIDUE): 2, ("body", "body"): 3}),
        ((), {(RESIDUE, RESIDUE): 2, ("body", RESIDUE): 3}),
        (
            blocks(("title", 0), ("title", 0), FIRST, NOTHING, ("bio", 0)),
            {
                (RESIDUE, "title"): 1,
                ("body", "title"): 1,
                ("body", "body"): 1,
                (RESIDUE, RESIDUE): 1,
                ("body", "bio"): 1,
            },
        ),
        # One block over all lines but the last, which is torn: "Jon" and "rows" are 7 characters, "on." is 3.
        (
            (RoleSpan(0, 46, "body", 0), RoleSpan(46, 54, "byline", 0), RoleSpan(55, 58, "body", 0)),
            {(RESIDUE, "body"): 2, ("body", "body"): 2, ("body", "byline"): 1},
        ),
    ],
)
def test_each_block_of_gold_has_the_role_that_most_of_it_got(
    found: tuple[RoleSpan, ...], table: dict[tuple[str, str], int]
) -> None:
    assert role_confusion(TEXT, GOLD, found) == Counter(table)


def test_of_two_roles_with_as_many_characters_the_earlier_counts() -> None:
    gold = [RoleSpan(0, 4, "body", 0)]
    for first, second in (("title", "date"), ("date", "title")):
        found = [RoleSpan(0, 2, first, 0), RoleSpan(2, 4, second, 0)]
        assert role_confusion("abcd", gold, found) == Counter({("body", first): 1})


@given(texts, sides(), sides())
def test_each_block_of_gold_that_has_characters_stands_in_the_table_once(
    text: str, gold: list[RoleSpan], found: list[RoleSpan]
) -> None:
    with_chars = {number for number in owners(text, gold) if number is not None}
    table = role_confusion(text, gold, found)
    assert Counter(role for role, _ in table.elements()) == Counter(gold[number].role for number in with_chars)


FULL, TEASER = Kind.FULL, Kind.TEASER


@pytest.mark.parametrize(
    ("found", "kinds", "counts"),
    [
        (GOLD, (FULL, TEASER), Counts(1, 1, 1, 1)),
        (GOLD, (FULL, FULL), Counts(0, 0, 0, 1)),
        (GOLD, (TEASER, FULL), Counts(0, 2, 0, 1)),
        (blocks(FIRST, FIRST, SECOND, SECOND, SECOND), (FULL, TEASER), Counts(1, 2, 1, 1)),
        # Half of the last line is not enough: "Jon r" are four of its ten characters, "Jon ro" are five.
        ((RoleSpan(46, 51, "body", 0),), (TEASER,), Counts(0, 0, 0, 1)),
        ((RoleSpan(46, 52, "body", 0),), (TEASER,), Counts(0, 0, 0, 1)),
        ((RoleSpan(46, 53, "title", 0),), (TEASER,), Counts(1, 1, 1, 1)),
        ((), (), Counts(0, 0, 0, 1)),
    ],
)
def test_blocks_of_teasers(found: tuple[RoleSpan, ...], kinds: tuple[Kind, ...], counts: Counts) -> None:
    assert teaser_counts(TEXT, GOLD, (FULL, TEASER), found, kinds) == counts


def test_only_body_blocks_of_gold_count_for_teasers() -> None:
    gold = blocks(("title", 0), FIRST, ("byline", 0), NOTHING, NOTHING)
    assert teaser_counts(TEXT, gold, (TEASER,), gold, (TEASER,)) == Counts(1, 1, 1, 1)
