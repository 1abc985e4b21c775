"""Means around a block, and the names of all measures."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from segment.measures import AVERAGED, DRAFTED, FAMILIES, MEANINGS, MEASURED, MOST_WORDS, measure, windowed_names
from segment.measures.lexicon import MODELS
from segment.measures.windows import WINDOWS, average, describe
from tests.measures import check_one_finite_value_for_each, invented_lexicon, scan_blocks, scan_text, texts

LEXICON = invented_lexicon()


def mean_of(values: list[int], low: int, high: int, number: int) -> float:
    """Of the blocks from `low` to `high`, counted from a block."""
    inside = [values[other] for other in range(number + low, number + high + 1) if 0 <= other < len(values)]
    return sum(inside) / len(inside) if inside else 0.0


@given(st.lists(st.integers(-999, 999), min_size=1, max_size=80))
def test_means_are_those_of_the_blocks_around(values: list[int]) -> None:
    found = average({"words": np.array(values)})
    for (low, high), means in zip(WINDOWS, found.values(), strict=True):
        wanted = [mean_of(values, low, high, number) for number in range(len(values))]
        np.testing.assert_allclose(means, wanted, rtol=1e-12, atol=1e-9)


def test_names_say_on_which_side_and_how_far() -> None:
    found = average({"words": np.array([1, 2, 4])}, ((-1, -1), (1, 2)))
    assert {name: means.tolist() for name, means in found.items()} == {
        "words_above_1": [0, 1, 2],
        "words_below_2": [3, 4, 0],
    }


def test_each_mean_has_a_meaning() -> None:
    said = describe({"words": "number of words"})
    assert list(said) == list(average({"words": np.ones(3)}))
    for name, parts in {"words_above_10": ("10", "above"), "words_below_3": ("3", "below")}.items():
        assert said[name].startswith("number of words, ")
        assert all(part in said[name] for part in parts)


def test_each_measure_is_of_one_family_and_has_a_meaning() -> None:
    names = [name for family in FAMILIES.values() for name in family]
    assert len(set(names)) == len(names)
    assert [*names, *windowed_names(), *DRAFTED] == list(MEANINGS)
    assert set(AVERAGED) <= set(names)
    assert all(MEANINGS.values())


@given(texts)
def test_all_measures_come_under_their_names(text: str) -> None:
    scanned = scan_text(text)
    measured = measure(scanned, LEXICON)
    assert list(measured) == [*MEASURED, *windowed_names()]
    check_one_finite_value_for_each(measured, len(scanned))


def test_a_long_paragraph_counts_no_more_than_usual_ones_in_a_mean() -> None:
    scanned = scan_blocks("ferry " * 500 + "left", "The ferry left", "Menu")
    measured = measure(scanned, LEXICON)
    assert measured["words"].tolist() == [501, 3, 1]
    assert measured["words_above_3"].tolist() == [0, MOST_WORDS, (MOST_WORDS + 3) / 2]


def test_scores_of_another_lexicon_take_the_place_of_its_own() -> None:
    scanned = scan_blocks("The ferry left", "Menu")
    given_scores = {name: np.array([1.0, 2.0]) for name in MODELS}
    measured = measure(scanned, LEXICON, given_scores)
    assert [measured[name].tolist() for name in MODELS] == [[1.0, 2.0]] * len(MODELS)
    assert measured["lead_below_3"].tolist() == [2.0, 0.0]
    assert measure(scanned, LEXICON)["lead"].tolist() != [1.0, 2.0]


@pytest.mark.parametrize("name", FAMILIES)
def test_the_second_look_adds_names_of_its_own(name: str) -> None:
    assert not set(DRAFTED) & {*FAMILIES[name], *windowed_names()}
