"""Columns become grades, and LightGBM's trees become forests that score as LightGBM does."""

from __future__ import annotations

from itertools import pairwise
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from segment.errors import MissingExtraError, UsageError
from segment.fit import extra
from segment.fit.extra import need
from segment.fit.forests import LARGEST, MOST_GRADES, convert, find_edges, fit_forest
from segment.forest import LEAF, REACH, SPAN, UNIT

MOST = 255
"""Grades that a byte holds."""
COLUMNS = 3
FEATURES = [column * SPAN + offset + REACH for column in range(COLUMNS) for offset in (-2, 0, 1)]
SETTINGS: dict[str, Any] = {
    "num_leaves": 8, "learning_rate": 0.3, "min_data_in_leaf": 5, "rounds": 12, "feature_fraction": 0.7,
}  # fmt: skip
values = st.integers(-40_000, 40_000).map(lambda number: number / 8)


@pytest.fixture(scope="module")
def lightgbm() -> Any:
    try:
        return need("lightgbm")
    except MissingExtraError as error:
        pytest.skip(str(error))


def grade(column: np.ndarray) -> list[int]:
    return np.searchsorted(find_edges(column), column).tolist()


@given(st.lists(values, min_size=1, max_size=200).filter(lambda column: len(set(column)) <= MOST_GRADES))
def test_of_few_values_each_has_a_grade_of_its_own(column: list[float]) -> None:
    numbers = {value: number for number, value in enumerate(sorted(set(column)))}
    assert grade(np.array(column, np.float32)) == [numbers[value] for value in column]


@given(st.lists(values, min_size=1, max_size=600))
def test_grades_keep_the_order_of_values(column: list[float]) -> None:
    found = np.array(column, np.float32)
    edges = find_edges(found)
    assert all(before < after for before, after in pairwise(edges))
    assert not set(edges) & set(found.tolist())
    assert len(edges) < MOST
    grades = grade(np.sort(found))
    assert grades == sorted(grades)


def test_many_values_are_parted_into_grades_of_about_the_same_size() -> None:
    column = np.random.default_rng(0).permutation(50_000).astype(np.float32)
    sizes = np.bincount(grade(column))
    assert MOST_GRADES - 2 <= len(sizes) <= MOST_GRADES + 1
    assert sizes.min() > 0.8 * sizes.mean()
    assert sizes.max() < 1.2 * sizes.mean()


def test_a_value_that_most_blocks_have_is_a_grade_by_itself() -> None:
    column = np.concatenate((np.zeros(5000), np.arange(-200, 0), np.arange(1, 800))).astype(np.float32)
    grades = np.array(grade(column))
    zeros = grades[column == 0]
    assert len(set(zeros.tolist())) == 1
    assert not np.isin(grades[column != 0], zeros).any()
    assert len(set(grades.tolist())) > MOST_GRADES // 2


@pytest.mark.parametrize("column", [[0.0], [3.5] * 9])
def test_a_column_of_one_value_has_no_edges(column: list[float]) -> None:
    assert find_edges(np.array(column, np.float32)) == ()


def leaf(value: float) -> dict[str, Any]:
    return {"leaf_value": value}


def test_a_described_tree_becomes_nodes_in_preorder() -> None:
    inner = {
        "split_feature": 1,
        "threshold": 3.5,
        "internal_value": 0.5,
        "left_child": leaf(-0.25),
        "right_child": leaf(1.0),
    }
    root = {
        "split_feature": 0,
        "threshold": 1.0000001,
        "internal_value": 0.25,
        "left_child": inner,
        "right_child": leaf(9),
    }
    forest = convert({"tree_info": [{"tree_structure": root}, {"tree_structure": leaf(-2)}]}, [3, 17], 2)
    assert forest.feature.tolist() == [3, 17, LEAF, LEAF, LEAF, LEAF]
    assert forest.threshold.tolist() == [1, 3, 0, 0, 0, 0]
    assert forest.right.tolist() == [4, 2, 0, 0, 0, 0]
    assert forest.value.tolist() == [UNIT // 4, UNIT // 2, -UNIT // 4, UNIT, 9 * UNIT, -2 * UNIT]
    assert forest.root.tolist() == [0, 5]
    assert forest.output.tolist() == [0, 1]


def test_a_label_that_no_gold_has_is_as_improbable_as_can_be() -> None:
    forest = convert({"tree_info": [{"tree_structure": leaf(-34.5)}]}, [3], 1)
    assert forest.value.tolist() == [-LARGEST]


def test_leaves_that_run_away_are_refused() -> None:
    root = {
        "split_feature": 0,
        "threshold": 1.5,
        "internal_value": 0.0,
        "left_child": leaf(0.0),
        "right_child": leaf(99.0),
    }
    with pytest.raises(UsageError, match=r"99\.0 log-odds"):
        convert({"tree_info": [{"tree_structure": root}]}, [3], 1)


def invented_dumps(seed: int, outputs: int) -> tuple[list[np.ndarray], list[np.ndarray], list[np.ndarray]]:
    """Grades of a few dumps, rows of them, and what is right there: it depends on the block and the one below."""
    chance = np.random.default_rng(seed)
    grades = [chance.integers(1, 9, (size, COLUMNS)).astype(np.uint8) for size in (40, 90, 1, 170)]
    rows = [np.flatnonzero(chance.random(len(dump)) < 0.8) for dump in grades]
    right = []
    for dump, chosen in zip(grades, rows, strict=True):
        below = np.append(dump[1:, 1], 0)
        score = dump[:, 0].astype(np.int64) + below + chance.integers(0, 3, len(dump))
        right.append(np.digitize(score, np.linspace(5, 14, outputs if outputs > 1 else 1))[chosen] % max(outputs, 2))
    return grades, rows, right


def table_of(grades: list[np.ndarray], rows: list[np.ndarray]) -> np.ndarray:
    """A row for each block, a column for each feature; 0 outside of the dump."""
    return np.array(
        [
            [
                dump[row + offset, column] if 0 <= row + offset < len(dump) else 0
                for column, offset in (divmod(feature, SPAN) for feature in FEATURES)
                for offset in [offset - REACH]
            ]
            for dump, chosen in zip(grades, rows, strict=True)
            for row in chosen
        ],
        np.uint8,
    )


def train(lightgbm: Any, table: np.ndarray, right: np.ndarray, outputs: int) -> Any:
    options = {"verbose": -1, "num_threads": 1, "num_leaves": 8, "min_data_in_leaf": 5, "learning_rate": 0.3, "seed": 1}
    options |= {"objective": "binary"} if outputs == 1 else {"objective": "multiclass", "num_class": outputs}
    return lightgbm.train(options, lightgbm.Dataset(table, right, params=options), 12)


@pytest.mark.parametrize("outputs", [1, 3])
def test_a_converted_forest_scores_as_lightgbm_does(lightgbm: Any, outputs: int) -> None:
    grades, rows, right = invented_dumps(0, outputs)
    table = table_of(grades, rows)
    booster = train(lightgbm, table, np.concatenate(right), outputs)
    forest = convert(booster.dump_model(), FEATURES, outputs)
    scores = np.concatenate([forest.score(dump)[chosen] for dump, chosen in zip(grades, rows, strict=True)]) / UNIT
    wanted = booster.predict(table, raw_score=True).reshape(-1, outputs)
    assert np.ptp(wanted) > 1
    np.testing.assert_allclose(scores, wanted, atol=0.01)


def fit(seed: int = 3, threads: int = 1, outputs: int = 3) -> Any:
    grades, rows, right = invented_dumps(0, outputs)
    weights = [np.ones(len(chosen), np.float32) for chosen in rows]
    return fit_forest(
        grades, rows, right, weights, features=FEATURES, settings=SETTINGS, outputs=outputs, seed=seed, threads=threads
    )


@pytest.mark.usefixtures("lightgbm")
@pytest.mark.parametrize("outputs", [1, 3])
def test_a_fitted_forest_has_learnt_what_is_right(outputs: int) -> None:
    grades, rows, right = invented_dumps(0, outputs)
    forest = fit(outputs=outputs)
    assert forest.outputs == outputs
    assert len(forest.root) == SETTINGS["rounds"] * outputs
    assert set(forest.feature.tolist()) <= {*FEATURES, LEAF}
    hits = [
        (scores[:, 0] > 0 if outputs == 1 else scores.argmax(1)) == answer
        for scores, answer in (
            (forest.score(dump)[chosen], answer) for dump, chosen, answer in zip(grades, rows, right, strict=True)
        )
    ]
    assert np.concatenate(hits).mean() > 0.8


@pytest.mark.usefixtures("lightgbm")
def test_the_same_seed_gives_the_same_forest_and_another_one_another() -> None:
    assert fit(seed=3).to_json() == fit(seed=3).to_json() != fit(seed=4).to_json()


@pytest.mark.slow
@pytest.mark.usefixtures("lightgbm")
def test_the_number_of_threads_changes_no_tree() -> None:
    assert fit(threads=1).to_json() == fit(threads=2).to_json()


@pytest.mark.parametrize("trouble", [ImportError("No module named 'lightgbm'"), OSError("libgomp.so.1: cannot open")])
def test_without_the_extra_it_says_what_to_install(trouble: Exception, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(module: str) -> None:
        raise trouble

    monkeypatch.setattr(extra, "import_module", fail)
    with pytest.raises(MissingExtraError, match=r"lightgbm.*pip install 'segment\[fit\]'.*libgomp1"):
        fit()
