"""One dump, two answers: what is counted."""

from __future__ import annotations

import pytest

from segment.config import EvalConfig
from segment.evaluate.records import Counts, GoldDump, RoleSpan, Segmentation, Share, Span
from segment.evaluate.score import choose_units, full_starts, score_dump
from segment.types import Kind

FULL, TEASER = Kind.FULL, Kind.TEASER
# Four blocks of ten characters: a menu, a story of two paragraphs, a teaser.
TEXT = "Menu Login\nA ferry s.\nIt sank...\nA mayor w "
SPANS = (Span(0, 10), Span(11, 21), Span(22, 32), Span(33, 42))


def blocks(*labels):
    """Each block's role and article: `body 0`; `-` for residue."""
    parts = [label.split() for label in labels]
    return tuple(
        RoleSpan(*span, role, None if article == "-" else int(article))
        for span, (role, article) in zip(SPANS, parts, strict=True)
    )


GOLD = Segmentation((11, 33), blocks("residue -", "body 0", "body 0", "body 1"), (FULL, TEASER))
DUMP = GoldDump("ferry", "gold.jsonl", 0, 1, TEXT, GOLD, SPANS)
ONLY_STARTS = Segmentation((22, 33))
MENU_KEPT = Segmentation((33,), blocks("title 0", "body 0", "body 0", "body 1"), (FULL, FULL), confidences=(0.5, 0.9))


def count(found, **settings):
    return score_dump(DUMP, found, EvalConfig(**settings))


def test_the_right_answer_is_right_in_every_measure():
    score = count(GOLD)
    assert score.missed == score.invented == ()
    for name, value in score.values.items():
        if isinstance(value, Counts):
            assert value.right == value.claimed == value.found == value.wanted, name
        else:
            wrong = name in {"pk", "windowdiff", "edit_distance"}
            assert value.part == pytest.approx(0 if wrong else value.whole), name


def test_starts_alone_say_nothing_of_roles_bodies_and_kinds():
    score = count(ONLY_STARTS)
    assert score.values["boundary"] == Counts(1, 2, 1, 2)
    assert (score.missed, score.invented) == ((11,), (22,))
    assert score.roles == {}
    assert not {"body", "teaser", "full_start", "false_teaser"} & score.values.keys()


@pytest.mark.parametrize(("tolerance", "hits"), [(0, 1), (10, 1), (11, 2)])
def test_starts_may_be_off_by_the_tolerance(tolerance, hits):
    assert count(ONLY_STARTS, tolerance=tolerance).values["boundary"] == Counts(hits, 2, hits, 2)


def test_an_article_that_took_the_menu_along():
    score = count(MENU_KEPT)
    assert score.values["boundary"] == Counts(1, 1, 1, 2)
    assert score.values["exact"] == Share(0, 1)
    assert score.values["article"] == Counts(1, 2, 1, 2)
    assert score.values["teaser"] == Counts(0, 0, 0, 1)
    assert score.roles == {("residue", "title"): 1, ("body", "body"): 3}


def test_starts_of_full_articles():
    # The first article of gold starts behind the menu, that of the answer with it; its second one is called full.
    assert count(MENU_KEPT).values["full_start"] == Counts(1, 1, 0, 1)
    assert full_starts(GOLD) == [11]
    assert full_starts(MENU_KEPT) == [33]


def test_confidence_is_judged_by_both_ends_and_the_kind():
    assert count(MENU_KEPT).confidences == ((0.5, False), (0.9, False))
    right = Segmentation(GOLD.starts, GOLD.blocks, GOLD.kinds, confidences=(0.7, 0.8))
    assert count(right).confidences == ((0.7, True), (0.8, True))


def test_a_body_that_the_system_cleaned_is_taken_as_it_is():
    said = Segmentation(GOLD.starts, GOLD.blocks, GOLD.kinds, body="A ferry s. It sank... A mayor w")
    assert count(said).values["body"] == Counts(5, 5, 5, 5)


def test_one_article_left_whole():
    gold = Segmentation((), (RoleSpan(0, 10, "body", 0),), (FULL,))
    dump = GoldDump("one", "gold.jsonl", 0, 1, TEXT, gold, SPANS)
    settings = EvalConfig()
    assert score_dump(dump, Segmentation(()), settings).values["left_whole"] == Share(1, 1)
    assert score_dump(dump, ONLY_STARTS, settings).values["left_whole"] == Share(0, 1)
    assert score_dump(dump, MENU_KEPT, settings).values["left_whole"] == Share(0, 1)
    assert score_dump(dump, MENU_KEPT, settings).values["false_teaser"] == Share(0, 1)


@pytest.mark.parametrize(
    ("unit", "units", "starts", "expected"),
    [
        ("auto", SPANS, (11,), 4),
        ("auto", SPANS[:2], (11,), 10),
        ("block", SPANS[:2], (11,), 2),
        ("word", SPANS, (11,), 10),
    ],
    ids=["blocks", "words where each article is one block", "blocks if asked for", "words if asked for"],
)
def test_units_that_pk_counts_in(unit, units, starts, expected):
    dump = GoldDump("ferry", "gold.jsonl", 0, 1, TEXT, Segmentation(starts), units)
    assert len(choose_units(dump, EvalConfig(unit=unit))) == expected


def test_an_empty_dump_is_measured_as_nothing():
    dump = GoldDump("empty", "gold.jsonl", 0, 1, "", Segmentation((), (), ()), ())
    score = score_dump(dump, Segmentation((), (), (), confidences=()), EvalConfig())
    assert score.values["pk"].whole == score.values["boundary_similarity"].whole == 0
