"""Columns side by side are read one after the other; tables and ordinary lines are left as they stand."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from segment.typeset.columns import order_columns
from segment.typeset.rows import find_rows
from tests.typeset.pages import set_columns, set_lines, write_paragraphs


def read(text):
    return [text[row.start : row.end] for row in order_columns(text, find_rows(text))]


def lines_of(seed, width=30, count=6):
    return set_lines(write_paragraphs(count, seed), width)


def beside(*columns, width=30, gutter=3):
    height = max(map(len, columns))
    filled = [[line.ljust(width) for line in column] + [" " * width] * (height - len(column)) for column in columns]
    return [(" " * gutter).join(row).rstrip() for row in zip(*filled, strict=True)]


@pytest.mark.parametrize("columns", [2, 3, 4, 5, 6])
def test_one_column_after_the_other(columns):
    lines = lines_of(1, count=20)
    height = -(-len(lines) // columns)
    (page,) = set_columns(lines, columns, height, 30)
    assert read("\n".join(page)) == lines


def test_what_stands_above_and_below_is_read_first_and_last():
    left, right = lines_of(2)[:20], lines_of(3)[:20]
    above = ["THE FERRY WILL NOT COME BACK BEFORE THE SPRING, SAYS COUNCIL", "By Mara Lindqvist"]
    below = ["Printed at Kellsund by the harbour press, and sold on the quay"]
    assert read("\n".join([*above, "", *beside(left, right), "", *below])) == [*above, *left, *right, *below]


def test_a_headline_across_parts_two_bands():
    columns = [lines_of(seed)[:12] for seed in range(4)]
    across = ["NOBODY HAS SEEN THE LANTERNS SINCE SUNDAY, KEEPER TELLS COURT"]
    page = [*beside(columns[0], columns[1]), "", *across, "", *beside(columns[2], columns[3])]
    assert read("\n".join(page)) == [*columns[0], *columns[1], *across, *columns[2], *columns[3]]


def test_a_story_over_two_of_three_columns():
    first, second, third = lines_of(5)[:30], lines_of(6)[:14], lines_of(7)[:14]
    across = ["A HEADLINE OVER THE SECOND AND THE THIRD COLUMN OF THE PAGE", ""]
    right = [*across, *beside(second, third)]
    page = beside(first, right)
    assert read("\n".join(page)) == [*first, across[0], *second, *third]


def test_a_heading_below_a_shorter_right_column_is_read_after_it():
    left, right = lines_of(2)[:14], lines_of(3)[:14]
    page = [*beside(left, right), "", "WEATHER", *lines_of(4, width=63)[:3]]
    assert read("\n".join(page)) == [*left, *right, "WEATHER", *lines_of(4, width=63)[:3]]


def test_columns_know_their_own_left_edge():
    lines = set_lines(write_paragraphs(6, 8), 30, indent=2)[:30]
    (page,) = set_columns(lines, 2, 15, 30)
    text = "\n".join(page)
    rows = order_columns(text, find_rows(text))
    indents = [row.left - min(other.left for other in rows if other.column == row.column) for row in rows]
    assert indents == [len(line) - len(line.lstrip()) for line in lines]
    assert len({row.column for row in rows}) == 2


TABLE = [f"Harbour {number}     open daily      {number}:00 to {number + 9}:00" for number in range(10, 30)]
CAST = [f"{name:<20}is that the ferry or the fog again" for name in ["MARA", "JON", "KETIL", "EDDA"] * 5]
TERMS = [f"{word:<16}what the captains call the rope of a lantern" for word in ["painter", "sheet", "guy"] * 6]
GOODS = [f"{'Smoked herring from Kellsund':<34}{'Pickled herring from Nordvik':<34}" for _ in range(12)]

PAIRS = [f"{left:<24}{right}" for left, right in [("lighthouse keepers", "paraffin lanterns")] * 12]


@pytest.mark.parametrize(
    "lines",
    [
        pytest.param(PAIRS, id="a list of pairs"),
        pytest.param(TABLE, id="a table"),
        pytest.param(CAST, id="a play"),
        pytest.param(TERMS, id="a glossary"),
        pytest.param(GOODS, id="a list in two columns"),
        pytest.param([f"{line}   {number}" for number, line in enumerate(lines_of(1), 1)], id="numbered lines"),
        pytest.param(beside(lines_of(1)[:4], lines_of(2)[:4]), id="four rows"),
        pytest.param([f"  {line}" for line in lines_of(1)], id="one column"),
        pytest.param(["a\tb  c"] * 20, id="tabs"),
    ],
)
def test_what_is_no_column_stays(lines):
    text = "\n".join(lines)
    assert order_columns(text, find_rows(text)) == find_rows(text)


cells = st.sampled_from(
    ["", "ferry and fog", "   ", "the lamp was", "\t", "port  of", "x", "\u3000", "a\u00a0b", " " * 30]
)


@settings(max_examples=100)
@given(st.lists(st.lists(cells, max_size=8).map("   ".join), max_size=25))
def test_each_character_of_a_page_is_read_once(lines):
    text = "\n".join(lines)
    rows = order_columns(text, find_rows(text))
    read = sorted(offset for row in rows for offset in range(row.start, row.end) if not text[offset].isspace())
    assert read == [offset for offset, char in enumerate(text) if not char.isspace()]
    assert all(text[row.start : row.end] == text[row.start : row.end].strip() for row in rows)
