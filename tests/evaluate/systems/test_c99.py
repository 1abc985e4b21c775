"""C99, against a slow version that does what the paper says word by word."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

pytest.importorskip("nltk")

from segment.evaluate.systems import c99, load_system
from segment.evaluate.systems.terms import find_terms
from tests.evaluate.systems.invented import BREAD, CHESS, FERRY, gold_of, numbers_of

matrices = st.integers(1, 16).flatmap(
    lambda size: st.lists(st.integers(0, 4), min_size=size * size, max_size=size * size).map(
        lambda values: (np.array(values).reshape(size, size) + np.array(values).reshape(size, size).T) / 8
    )
)


def rank_slowly(values: np.ndarray) -> list[list[float]]:
    size = len(values)
    ranks = [[0.0] * size for _ in range(size)]
    for i in range(size):
        for j in range(size):
            seen = [
                values[a, b]
                for a in range(max(0, i - 5), min(size, i + 6))
                for b in range(max(0, j - 5), min(size, j + 6))
                if (a, b) != (i, j)
            ]
            ranks[i][j] = sum(value < values[i, j] for value in seen) / len(seen) if seen else 0.0
    return ranks


def density_of(ranks: np.ndarray, cuts: list[int]) -> float:
    edges = [0, *sorted(cuts), len(ranks)]
    squares = [ranks[start:end, start:end] for start, end in pairwise(edges)]
    return sum(square.sum() for square in squares) / sum(square.size for square in squares)


@given(matrices)
def test_ranks_count_lower_neighbours(values: np.ndarray) -> None:
    assert np.allclose(c99.rank(values), rank_slowly(values))


def test_ranks_of_a_known_matrix() -> None:
    # Choi 2000, figure 3, with a mask of 3 on the value in the middle: four of eight neighbours are lower.
    values = np.array([[5, 4, 2], [4, 3, 1], [2, 1, 4]]) / 5
    assert c99.rank(values, 3)[1, 1] == 4 / 8
    assert c99.rank(values, 3)[0].tolist() == [1.0, 3 / 5, 1 / 3]


@given(matrices)
def test_each_cut_makes_the_density_as_great_as_it_can(values: np.ndarray) -> None:
    order, densities = c99.divide(values)
    assert sorted(order) == list(range(1, len(values)))
    assert densities[0] == pytest.approx(density_of(values, []))
    for step, place in enumerate(order):
        left = [other for other in range(1, len(values)) if other not in order[:step]]
        best = max(density_of(values, [*order[:step], other]) for other in left)
        assert densities[step + 1] == pytest.approx(best)
        assert density_of(values, [*order[:step], place]) == pytest.approx(best)


def test_cosines_of_units() -> None:
    cosines = c99.measure_similarity(find_terms(["ferry ferry harbour", "ferry", "", "chess"]))
    assert cosines.round(4).tolist() == [
        [1.0, 0.8944, 0.0, 0.0],
        [0.8944, 1.0, 0.0, 0.0],
        [0.0, 0.0, 0.0, 0.0],
        [0.0, 0.0, 0.0, 1.0],
    ]


@pytest.mark.parametrize(
    ("growth", "cuts"),
    [
        ([0.0], 0),
        ([0.0] * 20, 0),
        ([0.9, 0.8, 0.7] + [0.01] * 40, 3),
        ([0.01] * 20 + [0.9] + [0.01] * 20, 0),
    ],
)
def test_cuts_are_the_first_steps_of_unusual_growth(growth: list[float], cuts: int) -> None:
    assert c99.count_cuts(np.array(growth)) == cuts


def test_a_change_of_subject_is_cut() -> None:
    gold = gold_of([*FERRY, *CHESS, *BREAD])
    order, _ = c99.divide(c99.rank(c99.measure_similarity(find_terms([*FERRY, *CHESS, *BREAD]))))
    assert sorted(order[:2]) == [4, 8]
    assert numbers_of(gold, load_system("c99")(gold)) == [4, 8]


@pytest.mark.parametrize("texts", [[], ["ferry"], ["ferry", "chess"], ["the", "of", "and"], ["ferry"] * 30])
def test_texts_with_nothing_to_tell_apart_are_no_trouble(texts: list[str]) -> None:
    gold = gold_of(texts)
    assert set(load_system("c99")(gold).starts) <= {unit.start for unit in gold.units[1:]}


def test_many_units_are_joined() -> None:
    gold = gold_of(["ferry", "chess"] * c99.MOST_UNITS)
    assert set(load_system("c99")(gold).starts) <= {unit.start for unit in gold.units[2::2]}
