"""Rows come back as they stood, with the result added."""

from __future__ import annotations

import json

import pytest
from invented import FERRY, ORCHARD, TEASER_CHARS

from segment.config import MatchConfig
from segment.matching.rows import RowResult, add_result, dedup_rows
from segment.types import Relation, Row

ADDED = b'"cluster":"a","duplicate_of":"a","relation":"near","score":0.9}'
RESULT = RowResult("a", "a", Relation.NEAR, 0.9)

LINES = {
    "integers of any size": (b'{"id": 18446744073709551616}', b'{"id": 18446744073709551616,' + ADDED),
    "space and escapes": (b'{ "t" : "\\u00e9\\/" }', b'{ "t" : "\\u00e9\\/",' + ADDED),
    "space behind": (b'{"n": 1.0}  ', b'{"n": 1.0,' + ADDED),
    "empty object": (b"{}", b"{" + ADDED),
    "same key inside": (b'{"a": {"cluster": 1}}', b'{"a": {"cluster": 1},' + ADDED),
    "same word as a value": (b'{"a": "score"}', b'{"a": "score",' + ADDED),
    "key replaced": (
        b'{"cluster": "old", "n": 18446744073709551616, "t": "\xc3\xa9"}',
        b'{"n":18446744073709551616,"t":"\xc3\xa9",' + ADDED,
    ),
    "key replaced beside half a surrogate pair": (b'{"score": 1, "t": "\\ud800"}', b'{"t":"\\ud800",' + ADDED),
}


@pytest.mark.parametrize(("line", "expected"), LINES.values(), ids=LINES)
def test_result_is_added_and_the_rest_kept(line: bytes, expected: bytes) -> None:
    assert add_result(line, RESULT) == expected
    assert json.loads(expected)["cluster"] == "a"


def _row(row_id: str, text: str, index: int = 0) -> Row:
    return Row(row_id, text, json.dumps({"id": row_id, "text": text}).encode(), "rows.jsonl", index)


def test_rows_keep_their_order_and_get_their_results() -> None:
    rows = [_row("t", FERRY[:TEASER_CHARS]), _row("o", ORCHARD), _row("f", FERRY), _row("e", "")]
    result = dedup_rows(rows, MatchConfig())
    assert [list(json.loads(line).values())[2:5] for line in result.lines] == [
        ["f", "f", "contains"],
        ["o", None, None],
        ["f", None, None],
        ["e", None, None],
    ]
    assert result.duplicates == [True, False, False, False]
    assert [cluster.members for cluster in result.clusters] == [("t", "f")]
    assert list(result.lines) == list(result.lines)


def test_repeated_ids_are_different_rows() -> None:
    result = dedup_rows([_row("x", FERRY), _row("x", ORCHARD), _row("x", FERRY)], MatchConfig())
    assert result.duplicates == [False, False, True]
    assert result.results[2] == RowResult("x", "x", Relation.EXACT, 1.0)
