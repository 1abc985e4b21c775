"""The result is written into a row's line, in place of an older one, and nothing else changes."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from segment.matching.lines import KEYS, RowResult, add_result
from segment.types import Relation

ADDED = b'"cluster":"a","duplicate_of":"a","relation":"near","score":0.9}'
RESULT = RowResult("a", "a", Relation.NEAR, 0.9)

KEPT = {
    "integers of any size": b'{"id": 18446744073709551616',
    "space and escapes": b'{ "t" : "\\u00e9\\/"',
    "same key inside": b'{"a": {"cluster": 1}',
    "same key inside a list": b'{"a": [{"score": 1}, {"relation": null}]',
    "same word as a value": b'{"a": "score"',
    "same word as a value, then a colon in a text": b'{"a": "score", "b": ": 1"',
    "same key in a text": b'{"t": "he said \\"score\\": 1, \\"cluster\\" : 2"',
    "a text that ends like a key": b'{"t": "\\"score", "n": 1',
    "a key that ends like a key": b'{"\\"score": 1',
    "a longer key": b'{"my_score": 1, "scores": 2, "Score": 3',
    "half a surrogate pair": b'{"t": "\\ud800"',
    "not ASCII": '{"題": "京都"'.encode(),
}

REPLACED = {
    "first": (b'{"cluster": "old", "n": 1', b'{ "n": 1'),
    "middle": (b'{"n": 1, "score": 0.25, "m": 2', b'{"n": 1, "m": 2'),
    "last": (b'{"n": 1 , "relation": null ', b'{"n": 1'),
    "all": (b'{"cluster":"x","duplicate_of":null,"n":1,"relation":"near","score":1.0', b'{"n":1'),
    "nothing else": (b'{ "cluster": "x" , "score" : 1 ', b"{"),
    "twice": (b'{"score": 1, "n": 1, "score": 2', b'{ "n": 1'),
    "text with quotes, commas and braces": (b'{"cluster": "a \\"b\\", {c}: \\\\", "n": 1', b'{ "n": 1'),
    "backslash before": (b'{"t": "\\\\", "score": 1', b'{"t": "\\\\"'),
    "key in a text, too": (b'{"score": 1, "t": "\\"score\\": 1"', b'{ "t": "\\"score\\": 1"'),
    "integer beside": (b'{"score": 1, "n": 18446744073709551616', b'{ "n": 18446744073709551616'),
    "half a surrogate pair beside": (b'{"score": 1, "t": "\\ud800"', b'{ "t": "\\ud800"'),
    "object beside": (b'{"score": 1, "a": {"score": 2, "n": 18446744073709551616}', None),
    "object as value": (b'{"a": 1, "cluster": {"score": [1, {}]}', None),
    "list as value": (b'{"score": [1, "score"], "a": "\xc3\xa9"', None),
}
"""None: written anew, so that space may change."""


@pytest.mark.parametrize("start", KEPT.values(), ids=KEPT)
@pytest.mark.parametrize("end", [b"}", b" }", b"}  "], ids=["", "space inside", "space behind"])
def test_result_is_added_and_the_rest_kept(start: bytes, end: bytes) -> None:
    assert add_result(start + end, RESULT) == start + b"," + ADDED


@pytest.mark.parametrize("line", [b"{}", b"{ }"])
def test_result_is_all_of_an_empty_object(line: bytes) -> None:
    assert add_result(line, RESULT) == b"{" + ADDED


@pytest.mark.parametrize(("start", "rest"), REPLACED.values(), ids=REPLACED)
def test_an_old_result_is_replaced(start: bytes, rest: bytes | None) -> None:
    line = add_result(start + b"}", RESULT)
    check_line(start + b"}", RESULT, line)
    if rest is not None:
        assert line == rest + b"," * (rest != b"{") + ADDED


def check_line(old: bytes, result: RowResult, line: bytes) -> None:
    """The old members but for those of a result, in their order, then the new ones."""
    expected = {key: value for key, value in json.loads(old).items() if key not in KEYS} | result._asdict()
    assert json.loads(line) == expected
    assert list(json.loads(line)) == list(expected)
    assert line.endswith(b"}")
    assert b"\n" not in line


names = st.one_of(st.sampled_from([*KEYS, *(f'"{key}' for key in KEYS), "text", "\\", '":']), st.text(max_size=3))
values = st.recursive(
    st.one_of(
        st.none(),
        st.booleans(),
        st.integers(),
        st.floats(allow_nan=False, allow_infinity=False),
        names,
        st.sampled_from(['"score": 1', '\\"score\\": 1', ',"cluster":', '"score', "}{][", "\\"]),
        st.text(),
    ),
    lambda inner: st.one_of(st.lists(inner, max_size=3), st.dictionaries(names, inner, max_size=3)),
    max_leaves=4,
)
flat_rows = st.dictionaries(names, values.filter(lambda value: not isinstance(value, list | dict)), max_size=6)
rows = st.one_of(flat_rows, st.dictionaries(names, values, max_size=6))
separators = st.tuples(st.sampled_from([",", ", ", " , "]), st.sampled_from([":", ": ", " : "]))
results = st.one_of(
    st.builds(RowResult, st.text()),
    st.builds(RowResult, st.text(), st.text(), st.sampled_from(Relation), st.floats(0, 1)),
)


@given(rows, results, separators, st.booleans())
def test_a_row_with_its_result_is_the_row_without_an_old_one_and_the_new_one(
    row: dict[str, Any], result: RowResult, between: tuple[str, str], ascii_only: bool
) -> None:
    old = json.dumps(row, separators=between, ensure_ascii=ascii_only).encode()
    check_line(old, result, add_result(old, result))


@given(rows, results, results)
def test_a_second_result_leaves_nothing_of_the_first(row: dict[str, Any], first: RowResult, second: RowResult) -> None:
    old = json.dumps(row).encode()
    assert add_result(add_result(old, first), second).endswith(add_result(b"{}", second)[1:])
    check_line(old, second, add_result(add_result(old, first), second))
