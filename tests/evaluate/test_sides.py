"""Both answers side by side: every piece of the text once, errors shown, agreement folded, all of it bounded."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from segment.evaluate import sides
from segment.evaluate.records import DumpScore, Example, GoldDump, RoleSpan, Segmentation
from segment.evaluate.sides import Cell, Fold, Row, lay_side_by_side, visible
from segment.types import Kind
from tests.evaluate.invented_results import OWNERS, TEXTS, make_example

RIGHT = {"found": OWNERS, "kinds": (Kind.FULL, Kind.TEASER, Kind.TEASER)}


def unfold(rows):
    for row in rows:
        if isinstance(row, Fold):
            yield from (*row.first, *row.last)
        else:
            yield row


def errors(rows):
    return [(row.text[:11], row.found.error) for row in unfold(rows) if row.found.error]


def test_errors_are_named_where_they_are():
    assert errors(lay_side_by_side(make_example())) == [("A new baker", "missed"), ("Council vot", "invented")]


def test_each_side_says_what_it_thinks():
    row = list(unfold(lay_side_by_side(make_example())))[4]
    assert row == Row(
        TEXTS[4],
        Cell("body", "teaser", 2, starts=True, error=""),
        Cell("body", "full", 1, starts=False, error="missed"),
    )


def test_what_is_right_is_folded():
    (fold,) = lay_side_by_side(make_example(**RIGHT))
    assert (fold.size, fold.hidden, len(fold.first)) == (7, 0, 7)


def test_where_only_starts_are_known_articles_are_numbered():
    rows = list(unfold(lay_side_by_side(make_example(blocks=None, kinds=None))))
    assert [row.found.article for row in rows] == [1, 1, 1, 1, 1, 2, 3]
    assert {row.found.role for row in rows} == {None}


def test_where_nobody_knows_blocks_rows_are_segments():
    example = make_example(blocks=None, kinds=None)
    bare = replace(example, gold=replace(example.gold, gold=replace(example.gold.gold, blocks=None, kinds=None)))
    assert [row.text[:11] for row in unfold(lay_side_by_side(bare))] == [
        text[:11] for text in (TEXTS[0], TEXTS[4], TEXTS[5], TEXTS[6])
    ]


@pytest.mark.parametrize(
    ("changes", "error"),
    [
        ({"blocks": ("bio", 0)}, "role"),
        ({"kinds": (Kind.FULL, Kind.FULL, Kind.TEASER)}, "kind"),
        ({"blocks": ("heading", 2)}, ""),  # gold knows no headings
    ],
)
def test_other_roles_and_kinds_are_errors(changes, error):
    example = make_example(**{**RIGHT, "kinds": changes.get("kinds", RIGHT["kinds"])})
    if "blocks" in changes:
        role, number = changes["blocks"]
        blocks = list(example.found.blocks)
        blocks[number] = blocks[number]._replace(role=role)
        example = replace(example, found=replace(example.found, blocks=tuple(blocks)))
    assert [name for _, name in errors(lay_side_by_side(example))] == ([error] if error else [])


def test_rows_of_one_dump_are_bounded():
    rows = lay_side_by_side(make_example(repeat=500))
    assert sum(isinstance(row, Row) for row in rows) == sides.MOST_ROWS
    assert rows[-1] == Fold(3500 - sides.MOST_ROWS, (), 3500 - sides.MOST_ROWS, ())


def test_folds_are_bounded():
    (fold,) = lay_side_by_side(make_example(repeat=500, gold=(0,) * 7, found=(0,) * 7, kinds=None))
    assert (fold.size, len(fold.first), len(fold.last)) == (3500, sides.FOLDED_ROWS, sides.FOLDED_ROWS)
    assert fold.hidden == 3500 - 2 * sides.FOLDED_ROWS


def test_long_blocks_are_cut_in_the_middle():
    text = "Ferry " * 10_000 + "ends"
    blocks = (RoleSpan(0, len(text), "body", 0),)
    answer = Segmentation((), blocks)
    example = Example(
        GoldDump("a", "a", 0, 1, text, answer, ()), Segmentation((len(text) - 4,)), DumpScore("a", 0, 1, 0, {})
    )
    first, last = unfold(lay_side_by_side(example))
    assert len(first.text) <= sides.EXCERPT_CHARS + 3
    assert last.text == "ends"


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("a\x00b\x1b[2J", "a␀b␛[2J"),
        ("\x7f\x85\u202e\u2066", "␡⟦U+0085⟧⟦U+202E⟧⟦U+2066⟧"),
        ("two\n lines\t\there ", "two lines here"),
        ("half \udc80", "half ⟦U+DC80⟧"),
        ("naïve – “quoted”", "naïve – “quoted”"),
    ],
)
def test_what_a_browser_would_obey_is_shown(text, shown):
    assert visible(text) == shown


offsets = st.lists(st.integers(-3, 60), max_size=6)


@example("aa", [], [-1, -2], [])
@given(
    st.text("ab \n\x00", max_size=50), offsets, offsets, st.lists(st.tuples(st.integers(-3, 60), st.integers(-3, 60)))
)
def test_any_answer_can_be_shown_and_no_text_is_lost(text, gold, found, blocks):
    spans = tuple(RoleSpan(a, b, "body", 0) for a, b in sorted(blocks))
    gold, found = tuple(sorted(set(gold))), tuple(sorted(set(found)))
    compared = Example(
        GoldDump("a", "a", 0, 1, text, Segmentation(gold), ()),
        Segmentation(found, spans, (Kind.FULL,)),
        DumpScore("a", 0, 1, len(text), {}, missed=gold, invented=found),
    )
    shown = "".join(row.text for row in unfold(lay_side_by_side(compared)))
    assert shown.replace(" ", "") == visible("".join(text.split()))
