"""Forests score as a walk down each tree would, and their explanations sum to the score."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import numpy as np
import pytest

from segment import forest
from segment.forest import NO_FOREST, REACH, SPAN, parse_forest
from tests.fit import plant, random_forest, random_trees

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.fit import Tree

COLUMNS, OUTPUTS = 4, 3


def random_grades(seed: int, blocks: int) -> np.ndarray:
    return np.random.default_rng(seed).integers(1, 7, (blocks, COLUMNS)).astype(np.uint8)


def grade_at(grades: np.ndarray, block: int, feature: int) -> int:
    """The grade that a feature asks for; 0 where there is no block."""
    column, offset = divmod(feature, SPAN)
    asked = block + offset - REACH
    return int(grades[asked, column]) if 0 <= asked < len(grades) else 0


def nodes_on_the_way(tree: Tree, grades: np.ndarray, block: int) -> Iterator[Tree]:
    """The nodes from the root to a leaf."""
    yield tree
    while not isinstance(tree, int):
        feature, threshold, _, left, right = tree
        tree = left if grade_at(grades, block, feature) <= threshold else right
        yield tree


def slow_score(trees: list[tuple[Tree, int]], grades: np.ndarray) -> np.ndarray:
    scores = np.zeros((len(grades), OUTPUTS), np.int64)
    for block in range(len(grades)):
        for tree, output in trees:
            *_, leaf = nodes_on_the_way(tree, grades, block)
            scores[block, output] += leaf
    return scores


@pytest.mark.parametrize("blocks", [1, 2, 5, 40])
@pytest.mark.parametrize("seed", range(12))
def test_a_score_is_what_walking_down_each_tree_gives(seed: int, blocks: int, monkeypatch: pytest.MonkeyPatch) -> None:
    trees = random_trees(seed, COLUMNS, OUTPUTS)
    grades = random_grades(seed, blocks)
    wanted = slow_score(trees, grades)
    np.testing.assert_array_equal(plant(trees, OUTPUTS).score(grades), wanted)
    monkeypatch.setattr(forest, "KERNEL", None)
    np.testing.assert_array_equal(plant(trees, OUTPUTS).score(grades), wanted)


@pytest.mark.parametrize("chunk", [1, 7, 30, 10_000])
def test_how_many_blocks_are_scored_at_once_changes_nothing(chunk: int, monkeypatch: pytest.MonkeyPatch) -> None:
    trees, grades = random_forest(1, COLUMNS, OUTPUTS), random_grades(1, 50)
    monkeypatch.setattr(forest, "KERNEL", None)  # only NumPy works in chunks
    whole = trees.score(grades)
    monkeypatch.setattr(forest, "CHUNK", chunk)
    np.testing.assert_array_equal(trees.score(grades), whole)


@pytest.mark.parametrize("seed", range(6))
def test_an_explanation_and_the_base_sum_to_the_score(seed: int) -> None:
    trees, grades = random_forest(seed, COLUMNS, OUTPUTS), random_grades(seed, 12)
    scores = trees.score(grades)
    for block in range(len(grades)):
        for output in range(OUTPUTS):
            parts = trees.explain(grades, block, output)
            assert trees.base[output] + sum(parts.values()) == scores[block, output]
            assert all(0 <= column < COLUMNS and -REACH <= offset <= REACH for column, offset in parts)


def test_each_step_down_is_credited_to_what_was_asked() -> None:
    ask_own, ask_above = 0 * SPAN + REACH, 1 * SPAN + REACH - 1
    tree = (ask_own, 2, 10, 4, (ask_above, 3, 30, 25, 90))
    trees = plant([(tree, 0)], 1)
    grades = np.array([[1, 5], [3, 1]], np.uint8)
    assert trees.base.tolist() == [10]
    assert trees.explain(grades, 0, 0) == {(0, 0): -6}
    assert trees.explain(grades, 1, 0) == {(0, 0): 20, (1, -1): 60}
    assert trees.score(grades).tolist() == [[4], [90]]


@pytest.mark.parametrize(("offset", "outside"), [(-3, [0, 1, 2]), (-1, [0]), (0, []), (1, [4]), (3, [2, 3, 4])])
def test_blocks_outside_the_dump_have_grade_0(offset: int, outside: list[int]) -> None:
    trees = plant([((offset + REACH, 0, 0, 1, 0), 0)], 1)
    lowest = np.ones((5, 1), np.uint8)
    assert np.flatnonzero(trees.score(lowest)[:, 0]).tolist() == outside


def test_a_tree_that_asks_nothing_scores_the_same_everywhere() -> None:
    trees = plant([(7, 1), (-2, 1), (5, 0)], OUTPUTS)
    assert trees.score(random_grades(0, 3)).tolist() == [[5, 5, 0]] * 3
    assert trees.base.tolist() == [5, 5, 0]
    assert trees.explain(random_grades(0, 3), 0, 1) == {}


@pytest.mark.parametrize(
    "trees", [random_forest(3, COLUMNS, OUTPUTS), plant([], 2), NO_FOREST], ids=["some", "none", "no outputs"]
)
def test_a_forest_is_the_same_after_it_was_written_and_read(trees: forest.Forest) -> None:
    raw = json.loads(json.dumps(trees.to_json()))
    back = parse_forest(raw)
    assert back.to_json() == raw
    np.testing.assert_array_equal(back.score(random_grades(3, 9)), trees.score(random_grades(3, 9)))
    np.testing.assert_array_equal(back.base, trees.base)


@pytest.mark.parametrize(("name", "value"), [("root", "?"), ("feature", "AAAA"), ("outputs", "three")])
def test_a_damaged_forest_is_no_forest(name: str, value: str) -> None:
    with pytest.raises(ValueError):  # noqa: PT011  (whatever base64 and NumPy say)
        parse_forest({**random_forest(3, COLUMNS, OUTPUTS).to_json(), name: value})


def test_a_forest_without_one_of_its_parts_is_no_forest() -> None:
    raw = random_forest(3, COLUMNS, OUTPUTS).to_json()
    del raw["threshold"]
    with pytest.raises(KeyError, match="threshold"):
        parse_forest(raw)


def test_no_blocks_no_scores() -> None:
    assert random_forest(0, COLUMNS, OUTPUTS).score(random_grades(0, 0)).shape == (0, OUTPUTS)
