"""Two fits become one file: their trees ask the same of the same values, whatever columns and edges were before."""

from __future__ import annotations

import sys
from dataclasses import replace
from typing import Any

import numpy as np
import orjson
import pytest

from segment.decode import LABELS
from segment.evidence import judge
from segment.forest import LEAF, SPAN, UNIT
from segment.measures.lexicon import CUT
from segment.model import FIRST_NAMES, SECOND_NAMES, Look, Weights, parse_weights
from tests.dumps import FIXTURES
from tests.fit import invented_weights, random_forest

sys.path.append(str(FIXTURES.parent / "benchmarks"))

from join_fits import join_fits, mean_of

OLDER, NEWER = invented_weights(1), invented_weights(2)
GONE = "echoes"


def list_features(weights: Weights) -> list[int]:
    """The columns that all trees ask, with their offsets."""
    looks = (weights.first, weights.second)
    return np.concatenate([forest.feature for look in looks for forest in (look.start, look.label)]).tolist()


def read(weights: Weights) -> dict[str, Any]:
    return orjson.loads(weights.to_json())


@pytest.fixture(scope="module")
def joined() -> Weights:
    return parse_weights(orjson.dumps(join_fits(read(OLDER), read(NEWER))))


@pytest.fixture(scope="module")
def values() -> np.ndarray:
    """What cues may say, the edges themselves among it."""
    chance = np.random.default_rng(5)
    columns = [
        chance.choice([*OLDER.edges[name], *NEWER.edges[name], 0.0, 1.0], 40) + chance.choice((0.0, 0.01), 40)
        for name in SECOND_NAMES
    ]
    return np.array(columns).T


def test_starts_are_those_of_the_older_fit(joined: Weights, values: np.ndarray) -> None:
    first = values[:, : len(FIRST_NAMES)]
    for looked, ours, theirs in ((first, joined.first, OLDER.first), (values, joined.second, OLDER.second)):
        found, wanted = judge(looked, joined, ours, single=False), judge(looked, OLDER, theirs, single=False)
        np.testing.assert_array_equal(found.start, wanted.start)


def test_labels_are_those_of_the_newer_fit_and_then_the_mean_of_both(joined: Weights, values: np.ndarray) -> None:
    first = values[:, : len(FIRST_NAMES)]
    found = joined.first.label.score(joined.grade(first))
    np.testing.assert_array_equal(found, NEWER.first.label.score(NEWER.grade(first)))
    both = [fit.second.label.score(fit.grade(values)) for fit in (OLDER, NEWER)]
    difference = joined.second.label.score(joined.grade(values)) - (both[0] + both[1]) / 2
    assert np.abs(difference).max() < UNIT / 100, "no more than what rounding each tree can bring"


def test_an_older_fit_may_know_fewer_cues(values: np.ndarray) -> None:
    gone = FIRST_NAMES.index(GONE)
    known = [name for name in FIRST_NAMES if name != GONE]
    start = random_forest(7, len(known), 1, trees=30)
    older = read(replace(OLDER, first=Look(start, OLDER.first.label)))
    older["edges"] = {name: edges for name, edges in older["edges"].items() if name != GONE}
    older["forests"]["second_start"] = older["forests"]["first_start"]
    older["forests"]["second_label"] = random_forest(8, len(known), len(LABELS), trees=30).to_json()
    first = values[:, : len(FIRST_NAMES)]
    grades = np.delete(OLDER.grade(first), gone, axis=1)
    joined = parse_weights(orjson.dumps(join_fits(older, read(NEWER))))
    np.testing.assert_array_equal(joined.first.start.score(joined.grade(first)), start.score(grades))


def test_only_edges_that_a_tree_asks_for_stay(joined: Weights) -> None:
    for name, edges in joined.edges.items():
        assert set(edges) <= {*OLDER.edges[name], *NEWER.edges[name]}
    asked = {feature // SPAN for feature in list_features(joined) if feature != LEAF}
    assert all(not edges for number, edges in enumerate(joined.edges.values()) if number not in asked)


def test_words_are_those_of_the_newer_fit_and_cuts_those_of_the_older(joined: Weights) -> None:
    assert sorted(joined.lexicon.stems) == sorted(NEWER.lexicon.stems)
    assert joined.lexicon.biases == {**NEWER.lexicon.biases, CUT: OLDER.lexicon.biases[CUT]}


def test_the_mean_of_a_forest_with_itself_is_that_forest() -> None:
    forest = OLDER.second.label
    grades = np.random.default_rng(1).integers(0, 60, (20, len(SECOND_NAMES))).astype(np.uint8)
    difference = mean_of(forest, forest).score(grades) - forest.score(grades)
    assert np.abs(difference).max() <= len(forest.root)
