"""Baselines that read no word."""

from __future__ import annotations

import pytest

from segment.evaluate.systems import load_system
from segment.evaluate.systems.simple import FIXED_WORDS, find_nearest
from tests.evaluate.systems.invented import gold_of, numbers_of

LONG = "late " * 240


@pytest.mark.parametrize(
    ("name", "texts", "joiner", "starts"),
    [
        ("none", ["a", "b", "c"], "\n", []),
        ("blocks", ["a", "b", "c"], "\n", [1, 2]),
        ("blocks", ["a"], "\n", []),
        ("blank-lines", ["a", "b", "c"], "\n", []),
        ("blank-lines", ["a", "b", "c"], "\n\n", [1, 2]),
        ("fixed", ["a", "b", "c"], "\n", []),
        ("fixed", [LONG.strip()] * 7, "\n", [2, 4, 6]),
    ],
)
def test_baseline_cuts(name: str, texts: list[str], joiner: str, starts: list[int]) -> None:
    gold = gold_of(texts, joiner=joiner)
    assert numbers_of(gold, load_system(name)(gold)) == starts


@pytest.mark.parametrize("name", ["none", "blocks", "blank-lines", "fixed"])
def test_an_empty_dump_has_no_starts(name: str) -> None:
    assert load_system(name)(gold_of([])).starts == ()


@pytest.mark.parametrize(
    ("words", "numbers"),
    [
        ([], []),
        ([FIXED_WORDS], []),
        ([FIXED_WORDS, 1], [1]),
        ([FIXED_WORDS - 100, 300, 300], [1]),
        ([FIXED_WORDS - 200, 300, 300], [2]),
        ([3 * FIXED_WORDS, 10], [1]),
    ],
)
def test_the_nearest_unit_is_taken(words: list[int], numbers: list[int]) -> None:
    assert sorted(set(find_nearest(words, FIXED_WORDS))) == numbers
