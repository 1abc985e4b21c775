"""The file of weights: what is written is read back, and a file that does not fit is refused with a way out."""

from __future__ import annotations

import json
from collections import Counter
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest

from segment import cues
from segment.decode import LABELS
from segment.errors import UsageError, WeightsError
from segment.families import FAMILIES, MEANINGS, find_names
from segment.measures import MEASURED, windowed_names
from segment.model import FIRST_NAMES, SECOND_NAMES, SINGLE, Weights, load_weights, parse_weights
from tests.fit import invented_weights

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

WEIGHTS = invented_weights()


def slow_grade(value: float, edges: tuple[float, ...]) -> int:
    """One more than the edges that lie below."""
    return 1 + sum(edge < value for edge in edges)


def interesting_values(weights: Weights, names: tuple[str, ...]) -> np.ndarray:
    """For each column its edges, values right beside them, and others."""
    rows = 24
    chance = np.random.default_rng(0)
    values = chance.normal(0, 12, (rows, len(names)))
    for column, name in enumerate(names):
        near = [
            near for edge in weights.edges[name] for near in (edge, np.nextafter(edge, -9e9), np.nextafter(edge, 9e9))
        ]
        values[: len(near[:rows]), column] = near[:rows]
    return values


@pytest.mark.parametrize("names", [FIRST_NAMES, SECOND_NAMES], ids=["first look", "both looks"])
def test_a_value_is_graded_by_the_edges_below_it(names: tuple[str, ...]) -> None:
    values = interesting_values(WEIGHTS, names)
    wanted = [
        [slow_grade(value, WEIGHTS.edges[name]) for value, name in zip(row, names, strict=True)] for row in values
    ]
    assert WEIGHTS.grade(values).tolist() == wanted


def test_columns_that_the_second_look_adds_are_graded_by_their_own_edges() -> None:
    both = interesting_values(WEIGHTS, SECOND_NAMES)
    added = WEIGHTS.grade_drafted(both[:, len(FIRST_NAMES) :])
    np.testing.assert_array_equal(added, WEIGHTS.grade(both)[:, len(FIRST_NAMES) :])


def test_a_value_on_an_edge_is_below_it() -> None:
    for number, name in enumerate(FIRST_NAMES[:6]):
        edges = WEIGHTS.edges[name]
        if edges:
            values = np.zeros((3, 6))
            values[:, number] = edges[0], np.nextafter(edges[0], 9e9), edges[-1] + 1
            assert WEIGHTS.grade(values)[:, number].tolist() == [1, 2, len(edges) + 1]


def test_a_column_without_edges_has_one_grade() -> None:
    columns = [number for number, name in enumerate(SECOND_NAMES) if not WEIGHTS.edges[name]]
    assert columns
    assert (WEIGHTS.grade(interesting_values(WEIGHTS, SECOND_NAMES))[:, columns] == 1).all()


@pytest.mark.parametrize("seed", range(3))
def test_weights_are_the_same_after_they_were_written_and_read(seed: int) -> None:
    weights = invented_weights(seed)
    data = weights.to_json()
    back = parse_weights(data)
    assert back.to_json() == data
    values = interesting_values(weights, SECOND_NAMES)
    grades = weights.grade(values)
    np.testing.assert_array_equal(back.grade(values), grades)
    for one, other in ((weights.first, back.first), (weights.second, back.second)):
        columns = grades[:, : len(FIRST_NAMES)] if one is weights.first else grades
        np.testing.assert_array_equal(other.start.score(columns), one.start.score(columns))
        np.testing.assert_array_equal(other.label.score(columns), one.label.score(columns))
    assert dict(zip(back.lexicon.stems, back.lexicon.rarity.tolist(), strict=True)) == dict(
        zip(weights.lexicon.stems, weights.lexicon.rarity.tolist(), strict=True)
    )
    assert list(back.lexicon.plain) == list(weights.lexicon.plain)
    assert back.lexicon.biases == weights.lexicon.biases
    assert (back.origin, back.threshold, back.sharpness) == (weights.origin, weights.threshold, weights.sharpness)


def test_the_weights_that_ship_are_the_same_after_they_were_read_and_written() -> None:
    data = load_weights().to_json()
    assert parse_weights(data).to_json() == data


def test_weights_of_a_file_are_those_that_were_written(tmp_path: Path) -> None:
    path = tmp_path / "weights.json"
    path.write_bytes(WEIGHTS.to_json())
    assert load_weights(str(path)).to_json() == WEIGHTS.to_json()


def change(make: Callable[[dict[str, Any]], object]) -> bytes:
    record = json.loads(WEIGHTS.to_json())
    make(record)
    return json.dumps(record).encode()


def drop(*path: str) -> Callable[[dict[str, Any]], object]:
    def make(record: dict[str, Any]) -> None:
        for key in path[:-1]:
            record = record[key]
        del record[path[-1]]

    return make


def put(value: object, *path: str) -> Callable[[dict[str, Any]], object]:
    def make(record: dict[str, Any]) -> None:
        for key in path[:-1]:
            record = record[key]
        record[path[-1]] = value

    return make


def reverse_edges(record: dict[str, Any]) -> None:
    record["edges"] = dict(reversed(record["edges"].items()))


OUTDATED = {
    "an older version": (put(1, "version"), r"version 1.*Fit them again\."),
    "a cue that is gone": (put([1.0], "edges", "zzyx"), r"cues and weights differ in: zzyx\. Fit the weights again\."),
    "a cue that is new": (drop("edges", "words"), r"cues and weights differ in: words\. Fit the weights again\."),
    "cues in another order": (reverse_edges, r"cues and weights differ in: .*order\. Fit the weights again\."),
    "another label": (
        put([*LABELS, "advert"], "labels"),
        r"labels and weights differ in: advert\. Fit the weights again\.",
    ),
}


@pytest.mark.parametrize(("make", "message"), OUTDATED.values(), ids=OUTDATED)
def test_weights_for_other_cues_are_to_be_fitted_again(make: Callable[[dict[str, Any]], object], message: str) -> None:
    with pytest.raises(WeightsError, match=message):
        parse_weights(change(make))


NONE = {
    "empty": b"",
    "no JSON": b"threshold: 0.5",
    "no text": b"\x00\xff\xfe",
    "cut short": WEIGHTS.to_json()[:5000],
    "a list": b"[]",
    "a number": b"2",
    "another object": b'{"articles": []}',
    "without a forest": change(drop("forests", "second_label")),
    "a damaged forest": change(put("?", "forests", "first_start", "value")),
    "without a model": change(drop("models", "lead")),
    "a damaged model": change(put("?", "models", "lead")),
    "without stems": change(drop("stems")),
    "stems without a rarity": change(put("ferry", "stems", "rare")),
    "plain words as a list": change(put(["ferry"], "plain")),
    "an edge that is no number": change(put(["far"], "edges", "words")),
    "no threshold": change(put(None, "threshold")),
}


@pytest.mark.parametrize("data", NONE.values(), ids=NONE)
def test_whatever_else_is_no_file_of_weights(data: bytes) -> None:
    with pytest.raises(WeightsError, match="not a file of weights"):
        parse_weights(data)


@pytest.mark.parametrize("name", ["missing.json", "."])
def test_a_file_that_cannot_be_read_is_named(name: str, tmp_path: Path) -> None:
    path = str(tmp_path / name)
    with pytest.raises(WeightsError) as caught:
        load_weights(path)
    assert str(caught.value).startswith(path)


def test_every_column_has_one_name_and_a_meaning() -> None:
    assert [name for name, count in Counter(SECOND_NAMES).items() if count > 1] == []
    assert [name for name in SECOND_NAMES if not MEANINGS.get(name)] == []
    assert set(MEANINGS) == set(SECOND_NAMES)
    assert SECOND_NAMES[: len(FIRST_NAMES)] == FIRST_NAMES


def test_patterns_measures_and_means_are_columns() -> None:
    assert {*MEASURED, *windowed_names(), *(cue.name for cue in cues.CUES), SINGLE} == set(FIRST_NAMES)


def test_each_column_belongs_to_one_family_but_for_single() -> None:
    owners = Counter(name for names in FAMILIES.values() for name in names)
    assert {name: owners[name] for name in SECOND_NAMES} == {name: int(name != SINGLE) for name in SECOND_NAMES}
    assert set(owners) <= set(SECOND_NAMES)


def test_names_of_families_are_those_of_their_cues() -> None:
    assert find_names(()) == frozenset()
    assert find_names(("byline", "draft")) == {*FAMILIES["byline"], *FAMILIES["draft"]}
    assert {"words", "words_above_3", "words_below_30"} <= find_names(("shape",))


def test_a_family_that_there_is_not_is_answered_with_those_that_there_are() -> None:
    with pytest.raises(UsageError, match=r"'weather'\. There are: .*byline.*draft"):
        find_names(("byline", "weather"))
