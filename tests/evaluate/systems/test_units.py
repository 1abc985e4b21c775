"""Between what baselines may cut."""

from __future__ import annotations

import pytest

from segment.evaluate.records import Segmentation, Span
from segment.evaluate.systems.units import find_units, is_behind_blank_line, merge_units, start_at
from tests.evaluate.systems.invented import BREAD, CHESS, FERRY, gold_of


def test_units_are_those_of_gold() -> None:
    gold = gold_of([*FERRY, *CHESS], [4])
    assert find_units(gold) == list(gold.units)


def test_where_a_unit_is_an_article_the_units_are_blocks() -> None:
    # To cut between all units would be right by itself.
    gold = gold_of(["\n".join(FERRY), "\n".join(CHESS)], [1])
    assert [gold.text[start:end] for start, end in find_units(gold)] == [*FERRY, *CHESS]


@pytest.mark.parametrize(
    ("gap", "blank"), [("\n", False), ("\r\n", False), ("\n \n", True), ("\r\r", True), (" ", False)]
)
def test_a_blank_line_has_two_line_ends(gap: str, blank: bool) -> None:
    assert is_behind_blank_line(f"a{gap}b", Span(0, 1), Span(1 + len(gap), 2 + len(gap))) is blank


@pytest.mark.parametrize(("count", "most", "left"), [(0, 5, 0), (5, 5, 5), (6, 5, 3), (11, 5, 4), (1000, 7, 7)])
def test_neighbours_are_merged_until_they_are_few_enough(count: int, most: int, left: int) -> None:
    units = [Span(2 * number, 2 * number + 1) for number in range(count)]
    merged = merge_units(units, most)
    assert len(merged) == left
    assert [unit.start for unit in merged[:1]] == [unit.start for unit in units[:1]]
    assert [unit.end for unit in merged[-1:]] == [unit.end for unit in units[-1:]]


def test_the_first_unit_is_no_start() -> None:
    units = find_units(gold_of([*FERRY, *BREAD]))
    assert start_at(units, [4, 0, 4]) == Segmentation((units[4].start,))
