"""Blocks that say what another one says, against comparing lists of words."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from segment.measures.echo import FEWEST_WORDS, MEANINGS, MOST_ECHOES, MOST_WORDS, measure
from tests.measures import check_one_finite_value_for_each, list_measures, scan_blocks, scan_text, texts

HEADLINE = "Ferry Runs Again"
PAGE = (
    "Ferry Runs Again | Harbour News",
    "Home",
    "Ferry Runs Again",
    "By Mara Lindqvist",
    "The ferry runs again since Monday.",
    "Home > Local > Ferry runs again",
    "Home",
)


@pytest.mark.parametrize(
    ("number", "wanted"),
    [
        pytest.param(2, {"echoes": 0, "echo_of_longer": 2, "echo_of_shorter": 0}, id="headline in title and path"),
        pytest.param(0, {"echo_of_longer": 0, "echo_of_shorter": 0.6}, id="title of the page"),
        pytest.param(5, {"echo_of_longer": 0, "echo_of_shorter": 0.6}, id="path, and case does not count"),
        pytest.param(1, {"echoes": 0, "echo_of_longer": 0}, id="one word says nothing"),
        pytest.param(4, {"echo_of_longer": 0, "echo_of_shorter": 0}, id="neither at the beginning nor at the end"),
    ],
)
def test_a_headline_is_found_in_longer_lines(number: int, wanted: dict[str, float]) -> None:
    found = list_measures(measure(scan_blocks(*PAGE)), number)
    assert {name: found[name] for name in wanted} == wanted


def test_words_in_common_with_the_first_block() -> None:
    found = measure(scan_blocks(*PAGE))
    assert found["like_top"].tolist() == pytest.approx([1, 0, 1, 0, 3 / 6, 3 / 5, 0])
    assert found["top_like_it"].tolist() == pytest.approx([1, 0, 3 / 5, 0, 3 / 5, 3 / 5, 0])


@given(st.lists(st.lists(st.sampled_from("abcd"), max_size=6), min_size=1, max_size=12))
def test_echoes_are_those_of_lists_of_words(blocks: list[list[str]]) -> None:
    found = measure(scan_blocks(*(" ".join(words) or "*" for words in blocks)))
    is_short = [FEWEST_WORDS <= len(words) <= MOST_WORDS for words in blocks]
    for number, words in enumerate(blocks):
        others = [other for place, other in enumerate(blocks) if place != number and is_short[place]]
        same = sum(other == words for other in others) if is_short[number] else 0
        longer = [
            (other[: len(words)] == words) + (other[-len(words) :] == words)
            for other in others
            if is_short[number] and len(other) > len(words)
        ]
        shorter = [
            len(other) for other in others
            if is_short[number] and len(other) < len(words) and other in (words[: len(other)], words[-len(other) :])
        ]  # fmt: skip
        assert found["echoes"][number] == min(same, MOST_ECHOES)
        assert found["echo_of_longer"][number] == min(sum(longer), MOST_ECHOES)
        assert found["echo_of_shorter"][number] == max(shorter, default=0) / max(len(words), 1)


@given(texts)
def test_every_text_has_values(text: str) -> None:
    scanned = scan_text(text)
    found = measure(scanned)
    assert list(found) == list(MEANINGS)
    check_one_finite_value_for_each(found, len(scanned))
    assert all(np.all(values >= 0) for values in found.values())
