"""U00, against the formula of the paper and against all segmentations there are."""

from __future__ import annotations

from collections import Counter
from itertools import combinations, pairwise
from math import log

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

pytest.importorskip("nltk")

from segment.evaluate.systems import load_system, u00
from segment.evaluate.systems.terms import find_terms
from tests.evaluate.systems.invented import BREAD, CHESS, FERRY, gold_of, numbers_of

units = st.lists(
    st.lists(st.sampled_from(["ferri", "chess", "bread", "dough", "pawn"]), max_size=6), min_size=1, max_size=7
)


def cost_of(segment: list[list[str]], everything: list[list[str]]) -> float:
    words = Counter(word for unit in segment for word in unit)
    stems = {word for unit in everything for word in unit}
    total = sum(map(len, everything))
    return log(total) + sum(count * log((words.total() + len(stems)) / (count + 1)) for count in words.values())


@given(units)
def test_costs_follow_the_formula(texts: list[list[str]]) -> None:
    if not any(texts):
        return
    costs = u00.measure_costs(find_terms(list(map(" ".join, texts))))
    for start, end in combinations(range(len(texts) + 1), 2):
        assert costs[start, end] == pytest.approx(cost_of(texts[start:end], texts))


@given(units)
def test_the_path_is_the_cheapest(texts: list[list[str]]) -> None:
    if not any(texts):
        return
    costs = u00.measure_costs(find_terms(list(map(" ".join, texts))))
    inner = range(1, len(texts))

    def total(stops: tuple[int, ...]) -> float:
        edges = [0, *stops, len(texts)]
        return sum(costs[start, end] for start, end in pairwise(edges))

    best = min(total(stops) for count in range(len(texts)) for stops in combinations(inner, count))
    assert total(tuple(u00.find_path(costs))) == pytest.approx(best)


def test_a_text_worked_out_by_hand() -> None:
    # N = 4 words, k = 2 stems. Whole: log 4 + 4 log(6/3) = 4.159; each half: log 4 + 2 log(4/3) = 1.962.
    terms = find_terms(["ferry ferry", "chess chess"])
    costs = u00.measure_costs(terms)
    assert costs[0, 2] == pytest.approx(log(4) + 4 * log(2))
    assert costs[0, 1] == costs[1, 2] == pytest.approx(log(4) + 2 * log(4 / 3))
    assert u00.find_boundaries(terms) == [1]


def test_of_equal_ways_the_shorter_is_taken() -> None:
    costs = np.array([[0, 1, 2], [0, 0, 1], [0, 0, 0]], float)
    assert u00.find_path(costs) == []


def test_a_change_of_subject_is_cut() -> None:
    gold = gold_of([*FERRY, *CHESS, *BREAD])
    assert numbers_of(gold, load_system("u00")(gold)) == [4, 8]


@pytest.mark.parametrize("texts", [[], ["ferry"], ["the", "of", "and"], ["the", "ferry", "of"]])
def test_texts_with_nothing_to_tell_apart_stay_whole(texts: list[str]) -> None:
    assert load_system("u00")(gold_of(texts)).starts == ()


def test_many_units_are_joined() -> None:
    gold = gold_of(["ferry ferry", "chess chess"] * u00.MOST_UNITS)
    assert set(load_system("u00")(gold).starts) <= {unit.start for unit in gold.units[2::2]}
