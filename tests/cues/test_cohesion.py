"""Cues of what the text on both sides of a gap has in common."""

from __future__ import annotations

import pytest

from segment.cues.cohesion import NEAR_GRADES, WIDE_GRADES, Gap, content_words, find_names, grade_gaps
from tests.cues.blocks import context_of, names_on

FERRY = "Captain Lindqvist moored the ferry at Kellsund harbour while islanders watched from the granite breakwater."
FERRY_AGAIN = "Islanders say the ferry needs Kellsund, and Lindqvist needs the breakwater beside the granite harbour."
ORCHARD = "Growers below Velmdal pulled up blossoming apple trees after Aho and Brask tallied another frozen orchard."


def gap(above: str, below: str) -> Gap:
    return grade_gaps(context_of(f"{above} ⏎ {below}").facts)[1]


def test_related_text_is_graded_above_unrelated() -> None:
    same, other = gap(FERRY, FERRY_AGAIN), gap(FERRY, ORCHARD)
    assert None not in (same.wide, other.wide, same.near, other.near)
    assert same.wide > other.wide
    assert same.near > other.near


def test_text_repeated_has_the_highest_grade() -> None:
    assert gap(FERRY, FERRY)[:2] == (len(WIDE_GRADES), len(NEAR_GRADES))


def test_behind_a_cut_off_text_the_grades_are_cues_of_their_own() -> None:
    cut = context_of(f"{FERRY.removesuffix('.')} and the ⏎ {ORCHARD}")
    prefixes = ("cohesion", "near", "valley", "names", "lead")
    assert {name for name in names_on(cut, 1) if name.startswith(prefixes)} == set()
    assert {"cut_names_new"} <= names_on(cut, 1)


def test_of_too_little_text_nothing_is_said() -> None:
    assert gap(FERRY, "Read more")[:2] == (None, None)
    assert not any("cohesion" in name for name in names_on(context_of(f"{FERRY} ⏎ Read more"), 1))


def test_before_the_first_block_nothing_is_said() -> None:
    assert not any(name.startswith(("cohesion", "near", "names")) for name in names_on(context_of(FERRY), 0))


@pytest.mark.parametrize(
    ("above", "below", "seen"),
    [
        (FERRY, "Nobody met Aho, Brask or Holm.", {"names_new"}),
        (FERRY, "Lindqvist left Kellsund.", {"names_all_known"}),
        (FERRY, "Lindqvist met Aho, Brask, Holm and Dufort.", {"names_mostly_new"}),
        (FERRY, "Lindqvist of Kellsund met Aho.", {"names_known"}),
        (FERRY, "Nobody saw it.", set()),
    ],
)
def test_names_above_and_below(above: str, below: str, seen: set[str]) -> None:
    assert {name for name in names_on(context_of(f"{above} ⏎ {below}"), 1) if name.startswith("names_")} == seen


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("The ferry was late.", ["The", "ferry", "late"]),
        ("An old US-built boat", ["US-built", "boat"]),
        ("港口關閉", ["港口", "關閉"]),
        ("1 2 3", []),
    ],
)
def test_words_of_content(text: str, words: list[str]) -> None:
    assert content_words(text) == words


def test_a_word_that_opens_sentences_is_no_name() -> None:
    assert find_names(["The", "Lindqvist", "ferry", "When"]) == {"lindqvi"}
