"""Rows come back in their order with the result added; which row of a cluster stays is a matter of choice."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from invented import BIO, FERRY, ORCHARD, TEASER_CHARS, invent, reword

from segment.config import MatchConfig
from segment.matching import table, verify
from segment.matching.keep import read_seconds
from segment.matching.rows import DedupedRows, RowResult, dedup_rows, dedup_signed
from segment.parallel import Workers
from segment.types import Cluster, Keep, Match, Relation, Row

EXACT, NORMALIZED, NEAR, CONTAINS = Relation.EXACT, Relation.NORMALIZED, Relation.NEAR, Relation.CONTAINS
TEASER = FERRY[:TEASER_CHARS]
LONGER = f"{FERRY} Nobody waved."


def row(row_id: str, text: str, **fields: Any) -> Row:
    line = json.dumps({"id": row_id, "text": text, **fields}).encode()
    return Row(row_id, text, line, "rows.jsonl", 0)


def duplicates_of(found: DedupedRows) -> list[str | None]:
    return [result.duplicate_of for result in found.results]


def test_rows_keep_their_order_and_get_their_results() -> None:
    found = dedup_rows([row("t", TEASER), row("o", ORCHARD), row("f", FERRY), row("e", "")])
    assert [list(json.loads(line).values())[2:5] for line in found.lines] == [
        ["f", "f", "contains"],
        ["o", None, None],
        ["f", None, None],
        ["e", None, None],
    ]
    assert len(found) == 4
    assert found.duplicates == [True, False, False, False]
    assert list(found.clusters) == [Cluster("f", ("t", "f"), "longest: 115 words", (Relation.CONTAINS,))]
    assert list(found.matches) == [Match("f", "t", CONTAINS, 1.0, (0, TEASER_CHARS), (0, TEASER_CHARS))]
    assert list(found.lines) == list(found.lines)


def test_repeated_ids_are_different_rows() -> None:
    found = dedup_rows([row("x", FERRY), row("x", ORCHARD), row("x", FERRY)])
    assert found.duplicates == [False, False, True]
    assert list(found.results)[2] == RowResult("x", "x", EXACT, 1.0)


def test_no_rows_no_lines() -> None:
    found = dedup_rows(iter(()))
    assert (len(found), list(found.lines), list(found.clusters), list(found.matches)) == (0, [], [], [])


def test_the_text_of_another_field_is_compared() -> None:
    rows = [Row(name, FERRY, json.dumps({"body": FERRY, "text": name}).encode(), "-", 0) for name in "ab"]
    found = dedup_rows(rows, text_field="body")
    assert duplicates_of(found) == [None, "a"]
    assert [match.a_span for match in found.matches] == [(0, len(FERRY))]


KEPT = {
    "longest": (Keep.LONGEST, [TEASER, FERRY, LONGER], 2),
    "longest, of equals the first": (Keep.LONGEST, [TEASER, LONGER, LONGER.upper()], 1),
    "first": (Keep.FIRST, [TEASER, FERRY, LONGER], 0),
    "newest, without any date the first": (Keep.NEWEST, [TEASER, FERRY, LONGER], 0),
}


@pytest.mark.parametrize(("keep", "texts", "stays"), KEPT.values(), ids=KEPT)
def test_which_row_stays(keep: Keep, texts: list[str], stays: int) -> None:
    check_stays(dedup_rows([row(str(i), text) for i, text in enumerate(texts)], MatchConfig(keep=keep)), stays)


DATES = {
    "days": (["2026-01-01", "2026-03-01", "2026-02-01"], 1),
    "seconds in other zones": (["2026-01-01T10:00:00Z", "2026-01-01T10:00:01Z", "2026-01-01T10:00:02+01:00"], 1),
    "seconds as numbers": ([5, 7.5, 7], 1),
    "no date is the oldest of all": ([None, "yesterday", "1066-10-14"], 2),
    "of equals the first": (["yesterday", "2026-01-01", "2026-01-01T00:00Z"], 1),
}


@pytest.mark.parametrize(("dates", "stays"), DATES.values(), ids=DATES)
def test_the_newest_row_stays(dates: list[Any], stays: int) -> None:
    rows = [row(str(i), text, date=dates[i]) for i, text in enumerate([FERRY, TEASER, LONGER])]
    check_stays(dedup_rows(rows, MatchConfig(keep=Keep.NEWEST)), stays)


def check_stays(found: DedupedRows, number: int) -> None:
    assert [i for i, is_duplicate in enumerate(found.duplicates) if not is_duplicate] == [number]
    assert {result.cluster for result in found.results} == {str(number)}


def test_the_newest_row_is_told_by_the_field_asked_for() -> None:
    rows = [
        row("a", FERRY, date="2026-02-01", seen="2026-01-01"),
        row("b", FERRY, date="2026-01-01", seen="2026-02-01"),
    ]
    assert duplicates_of(dedup_rows(rows, MatchConfig(keep=Keep.NEWEST))) == [None, "a"]
    assert duplicates_of(dedup_rows(rows, MatchConfig(keep=Keep.NEWEST, date_field="seen"))) == ["b", None]


@pytest.mark.parametrize(
    ("date", "seconds"),
    [
        ("1970-01-01T00:00:10", 10),
        (" 1970-01-01T01:00:10+01:00 ", 10),
        ("19700102", 86400),
        (12, 12),
        (1.5, 1.5),
        (0, 0),
        *((date, float("-inf")) for date in (None, True, "", "12 May", [], {}, "9999999-01-01")),
    ],
)
def test_dates_are_read(date: object, seconds: float) -> None:
    assert read_seconds(date) == seconds


REASONS = {
    "longest": (Keep.LONGEST, {}, "longest: 117 words"),
    "first": (Keep.FIRST, {"date": "2026-01-01"}, "first"),
    "newest": (Keep.NEWEST, {"date": "2026-01-01"}, "newest: 2026-01-01"),
    "newest, in seconds": (Keep.NEWEST, {"date": 7}, "newest: 7"),
    "newest, without a date": (Keep.NEWEST, {"date": "yesterday"}, "newest"),
}


@pytest.mark.parametrize(("keep", "fields", "reason"), REASONS.values(), ids=REASONS)
def test_clusters_say_why_a_row_stays(keep: Keep, fields: dict[str, Any], reason: str) -> None:
    found = dedup_rows([row("a", LONGER, **fields), row("b", FERRY)], MatchConfig(keep=keep))
    assert list(found.clusters) == [Cluster("a", ("a", "b"), reason, (NEAR,))]


GROUPS = {
    "same value": (["de", "de"], [None, "0"]),
    "other values": (["de", "fr"], [None, None]),
    "missing is a value": ([..., "de", ...], [None, None, "0"]),
    "null is as missing": ([..., None], [None, "0"]),
    "a number is no text": ([1, "1"], [None, None]),
    "lists and objects": ([["a", {"b": 1, "c": 2}], ["a", {"c": 2, "b": 1}], ["a"]], [None, "0", None]),
}


@pytest.mark.parametrize("relation", [EXACT, NORMALIZED, NEAR], ids=str)
@pytest.mark.parametrize(("values", "expected"), GROUPS.values(), ids=GROUPS)
def test_only_rows_of_a_group_are_compared(relation: Relation, values: list[Any], expected: list[str | None]) -> None:
    texts = {EXACT: [FERRY] * 3, NORMALIZED: [FERRY, f"“{FERRY}”", FERRY.upper()]}.get(relation)
    texts = texts or [FERRY, FERRY.replace("laughed", "smiled"), FERRY.replace("laughed", "coughed")]
    rows = [
        row(str(number), texts[number], **({} if value is ... else {"lang": value}))
        for number, value in enumerate(values)
    ]
    found = dedup_rows(rows, MatchConfig(group_by="lang", keep=Keep.FIRST))
    assert duplicates_of(found) == expected
    assert {match.relation for match in found.matches} == ({relation} if any(expected) else set())


def test_groups_are_found_apart_as_together() -> None:
    texts = [reword(article, seed, 0.07) for seed in range(12) for article in (FERRY, ORCHARD)] + ["***", "", FERRY] * 2
    groups = [number % 3 for number in range(len(texts))]
    rows = [row(str(number), text, group=groups[number]) for number, text in enumerate(texts)]
    together = list(dedup_rows(rows, MatchConfig(group_by="group")).results)
    for group in range(3):
        apart = [one for one, number in zip(rows, groups, strict=True) if number == group]
        assert together[group::3] == list(dedup_rows(apart).results)


KNOWN = {
    "copy": ([FERRY], [FERRY], ["k0"]),
    "longer than what is known": ([TEASER], [LONGER], ["k0"]),
    "newer rows of one text": ([ORCHARD], [FERRY, FERRY.upper()], [None, "0"]),
    "known twice": ([FERRY, FERRY.upper()], [FERRY.replace("laughed", "smiled")], ["k0"]),
    "not known": ([FERRY], [ORCHARD, ""], [None, None]),
    "blank": ([""], ["", " "], [None, None]),
    "nothing known": ([], [FERRY, FERRY], [None, "0"]),
    "no rows": ([FERRY, FERRY], [], []),
}


@pytest.mark.parametrize("keep", Keep, ids=str)
@pytest.mark.parametrize(("known", "texts", "expected"), KNOWN.values(), ids=KNOWN)
def test_rows_are_compared_with_known_ones(
    keep: Keep, known: list[str], texts: list[str], expected: list[str | None]
) -> None:
    found = dedup_rows(
        (row(str(number), text, date="2026-01-01") for number, text in enumerate(texts)),
        MatchConfig(keep=keep),
        known=(row(f"k{number}", text) for number, text in enumerate(known)),
    )
    assert duplicates_of(found) == expected
    assert found.duplicates == [keeper is not None for keeper in expected]
    assert [json.loads(line)["id"] for line in found.lines] == [str(number) for number in range(len(texts))]
    assert (found.known, len(found)) == (len(known), len(texts))


def test_what_is_only_among_known_rows_is_not_told() -> None:
    found = dedup_rows(
        [row("a", ORCHARD), row("b", ORCHARD)], known=[row("x", FERRY), row("y", FERRY), row("z", FERRY.upper())]
    )
    assert list(found.clusters) == [Cluster("a", ("a", "b"), "longest: 95 words", (Relation.EXACT,))]
    assert [(match.a, match.b) for match in found.matches] == [("a", "b")]


def test_a_cluster_of_known_and_other_rows_is_told_whole() -> None:
    found = dedup_rows([row("a", TEASER), row("b", LONGER)], known=[row("x", FERRY)])
    assert list(found.clusters) == [Cluster("x", ("x", "a", "b"), "known", (Relation.CONTAINS, Relation.NEAR))]
    assert [(result.duplicate_of, result.relation) for result in found.results] == [("x", CONTAINS), ("x", NEAR)]


MANY = [
    row(str(number), text, score="old", **{"größe": number})
    for number, text in enumerate(
        [FERRY, ORCHARD, TEASER, "", *(f"{invent(40, seed % 20)} {BIO}" for seed in range(60)), FERRY.upper(), "***"]
        + [reword(ORCHARD, seed, 0.07) for seed in range(30)]
    )
]


def check_same(found: DedupedRows, expected: DedupedRows) -> None:
    for name in ("lines", "results", "clusters", "matches", "duplicates"):
        assert list(getattr(found, name)) == list(getattr(expected, name))


def test_little_memory_gives_the_same_lines() -> None:
    plenty, little = (dedup_rows(MANY, MatchConfig(memory=memory)) for memory in (1 << 30, 1 << 16))
    check_same(little, plenty)


def test_two_processes_give_the_same_lines(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(verify, "_BATCH_WORDS", 1000)
    monkeypatch.setattr(table, "BATCH_CHARS", 5000)
    expected = dedup_rows(MANY)
    with Workers(2) as workers:
        config, signed = MatchConfig(), table.sign_rows(MANY)
        found = dedup_signed(signed, config, text_field="text", known=(), workers=workers)
        check_same(found, expected)
        for unique in (False, True):
            assert list(found.write(unique=unique)) == list(expected.write(unique=unique))


@pytest.mark.parametrize("unique", [False, True])
def test_lines_are_written_many_at_a_time(unique: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(table, "BATCH_CHARS", 5000)
    found = dedup_rows(MANY)
    written = list(found.write(unique=unique))
    assert len(written) > 3
    assert sum(rows for rows, _ in written) == len(found)
    lines = [
        line for line, is_left_out in zip(found.lines, found.duplicates, strict=True) if not (unique and is_left_out)
    ]
    assert b"".join(block for _, block in written) == b"".join(line + b"\n" for line in lines)


@given(st.lists(st.sampled_from(["", FERRY, TEASER, ORCHARD, "***", "Tides"]), max_size=8), st.sampled_from(Keep))
def test_one_row_of_each_cluster_stays(texts: list[str], keep: Keep) -> None:
    found = dedup_rows([row(str(number), text) for number, text in enumerate(texts)], MatchConfig(keep=keep))
    results, duplicates = list(found.results), found.duplicates
    for number, result in enumerate(results):
        assert duplicates[number] == (result.duplicate_of is not None) == (result.cluster != str(number))
        assert not duplicates[int(result.cluster)]
    assert {frozenset(cluster.members) for cluster in found.clusters} == {
        frozenset(str(number) for number, other in enumerate(results) if other.cluster == result.cluster)
        for result in results
        if result.duplicate_of
    }
