"""Cues of how long a block is."""

from __future__ import annotations

from itertools import pairwise

import pytest

from segment.blocks import Block
from segment.cues import Context
from segment.cues.size import BINS, LONG, SHORT
from tests.cues.blocks import context_of, names_on


def bins_on(context: Context) -> list[str]:
    return sorted(name for name in names_on(context, 0) if name.startswith("words_"))


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        (1, "words_1_2"),
        (2, "words_1_2"),
        (3, "words_3_5"),
        (17, "words_11_17"),
        (18, "words_18_29"),
        (100, "words_90_129"),
        (130, "words_130_up"),
        (5000, "words_130_up"),
    ],
)
def test_each_length_has_one_bin(words: int, expected: str) -> None:
    assert bins_on(context_of("late " * words)) == [expected]


def test_bins_join_without_a_gap() -> None:
    for (_, high), (low, _) in pairwise(BINS):
        assert high is not None
        assert low == high + 1


def test_two_characters_of_chinese_are_a_word() -> None:
    assert bins_on(context_of("港口昨日關閉渡輪停航")) == ["words_6_10"]


@pytest.mark.parametrize(
    ("words", "seen"), [(SHORT, {"short"}), (SHORT + 1, set()), (LONG - 1, set()), (LONG, {"long"})]
)
def test_short_and_long(words: int, seen: set[str]) -> None:
    assert names_on(context_of("late " * words), 0) & {"short", "long"} == seen


@pytest.mark.parametrize(("text", "fires"), [("Why not?", True), ("Why did the ferry leave without us?", False)])
def test_in_a_run_only_a_fragment_says_something(text: str, fires: bool) -> None:
    block = Block(0, len(text), 1, 1, blank_lines=0, inline=False, in_run=True, regular=False)
    context = Context(text, [block])
    assert ("fragment" in names_on(context, 0)) == fires
    assert bins_on(context) == []
