"""`segment eval` as others see it."""

from __future__ import annotations

import json

import pytest

from segment.cli.options import RESULT_FORMATS
from segment.evaluate.formats import FORMATS
from tests.cli.conftest import BAKERY, FERRY

TEXT = FERRY + BAKERY
SECOND = len(FERRY)


def gold_row(number: int) -> dict:
    spans = [(0, SECOND - 1), (SECOND, len(TEXT) - 1)]
    blocks = [{"start": a, "end": b, "role": "body", "article": i} for i, (a, b) in enumerate(spans)]
    return {"id": f"d{number}", "text": TEXT, "articles": [{"kind": "full"}] * 2, "blocks": blocks}


def write_rows(path, rows):
    path.write_text("".join(json.dumps(row) + "\n" for row in rows))
    return path.name


@pytest.fixture
def gold(place):
    return write_rows(place / "gold.jsonl", [gold_row(i) for i in range(3)])


@pytest.fixture
def right(place, gold):
    return write_rows(place / "right.jsonl", [{"id": f"d{i}", "boundaries": [SECOND]} for i in range(3)])


def test_a_table_with_intervals(call, gold):
    done = call("eval", gold, "--system", "blocks")
    assert done.status == 0
    assert "boundary_f1" in done.out.decode()
    assert "1.000 [1.000, 1.000]" in done.out.decode()


def test_another_systems_output(call, gold, right):
    (record,) = call("eval", gold, right, "--format", "json").records
    assert record["schema"] == "segment.eval/1"
    assert record["systems"][0]["figures"]["boundary_f1"]["micro"]["value"] == 1.0


def test_our_own_records_can_be_measured(call, place, gold):
    assert call("split", gold, "-o", "pred.jsonl").status == 0
    ours = call("eval", gold, "--format", "json").records[0]["systems"][0]["figures"]
    assert call("eval", gold, "pred.jsonl", "--format", "json").records[0]["systems"][0]["figures"] == ours


@pytest.mark.parametrize(("floor", "status"), [("boundary_f1=0.9", 0), ("boundary_f1=0.9,pk=0.5", 0), ("exact=1", 0)])
def test_floors_that_are_reached(call, gold, right, floor, status):
    assert call("eval", gold, right, "--fail-under", floor).status == status


def test_a_floor_that_is_not_reached_is_a_finding(call, gold):
    done = call("eval", gold, "--system", "none", "--fail-under", "boundary_f1=0.9")
    assert done.status == 1
    assert "gold.jsonl: boundary_f1 is 0.0000, asked for was 0.9" in done.err
    assert "FAIL" in done.out.decode()


@pytest.mark.parametrize(
    ("name", "start"),
    [("r.json", b'{"schema":"segment.eval/1"'), ("r.csv", b"system,"), ("r.md", b"#"), ("r.xml", b"<?xml")],
)
def test_the_suffix_of_the_output_says_its_form(call, place, gold, name, start):
    assert call("eval", gold, "--system", "blocks", "-o", name).status == 0
    assert (place / name).read_bytes().startswith(start)


def test_every_form_of_the_result_can_be_asked_for():
    assert tuple(FORMATS) == RESULT_FORMATS


def test_a_page(call, place, gold):
    pytest.importorskip("jinja2")
    pytest.importorskip("matplotlib")
    assert call("eval", gold, "--system", "none", "--html", "page.html").status == 0
    page = (place / "page.html").read_text()
    assert page.lower().startswith("<!doctype html>")
    assert "segment explain" in page


def test_two_systems_compared(call, gold, right):
    (record,) = call("eval", gold, "--compare", "none", right, "--format", "json").records
    assert [system["system"] for system in record["systems"]] == ["none", right]
    assert record["differences"]


def test_a_bad_row_of_gold_costs_itself_only(call, place):
    broken = gold_row(1) | {"blocks": [{"start": 5, "end": 2, "role": "body", "article": 0}]}
    name = write_rows(place / "gold.jsonl", [gold_row(0), broken, gold_row(2)])
    done = call("eval", name, "--system", "blocks", "--format", "json")
    assert done.status == 3
    assert "gold.jsonl:2: SEG210" in done.err
    assert done.records[0]["systems"][0]["dumps"] == 2


def test_dumps_without_an_answer_are_named_and_count_as_not_found(call, place, gold):
    name = write_rows(place / "pred.jsonl", [{"id": "d0", "boundaries": [SECOND]}])
    done = call("eval", gold, name, "--format", "json")
    assert done.status == 3
    assert done.err.count("SEG213") == 2
    figures = done.records[0]["systems"][0]["figures"]
    assert figures["boundary_recall"]["micro"]["value"] == pytest.approx(1 / 3, abs=1e-6)


def test_many_dumps_without_an_answer_are_not_all_named(call, place):
    gold = write_rows(place / "gold.jsonl", [gold_row(i) for i in range(40)])
    name = write_rows(place / "pred.jsonl", [{"id": "d0", "boundaries": [SECOND]}])
    assert "pred.jsonl: 19 more like these" in call("eval", gold, name).err


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["gold.jsonl", "--system", "c98"], "no system is called 'c98'. Did you mean 'c99'?"),
        (["gold.jsonl", "--system", "none", "--compare", "none", "blocks"], "--system and --compare ask for"),
        (["gold.jsonl", "right.jsonl", "--system", "none"], "PRED and --system ask for"),
        (["missing.jsonl"], "missing.jsonl: no such file"),
        (["gold.jsonl", "missing.jsonl"], "missing.jsonl: no such file"),
        (["gold.jsonl", "--compare", "none", "missing.jsonl"], "no system is called 'missing.jsonl'"),
        (["gold.jsonl", "--fail-under", "boundary_f1"], "--fail-under takes"),
        (["gold.jsonl", "--fail-under", "title=1"], "title was not measured here"),
        (["gold.jsonl", "--format", "jsn"], "Did you mean json?"),
        (["gold.jsonl", "--unit", "line"], "--unit: 'line' is not known"),
        (["gold.jsonl", "--tolerance", "-1"], "--tolerance takes a number from 0"),
        (["gold.jsonl", "--gold-format", "xml"], "--gold-format: 'xml' is not known"),
        (["gold.jsonl", "-o", "out.pdf"], "out.pdf: the suffix"),
        (["gold.jsonl", "--html", "page.txt"], "page.txt: the suffix"),
    ],
)
def test_wrong_usage(call, right, arguments, message):
    done = call("eval", *arguments)
    assert done.status == 2
    assert message in done.err


def test_an_output_may_not_be_the_gold(call, place):
    write_rows(place / "gold.json", [gold_row(0)])
    done = call("eval", "gold.json", "-o", "gold.json")
    assert done.status == 2
    assert "input and output at once" in done.err


def test_copies(call, place):
    rows = [
        {"id": "a", "text": FERRY, "cluster": "x", "cat": "exact", "parent": None},
        {"id": "b", "text": FERRY, "cluster": "x", "cat": "exact", "parent": "a"},
        {"id": "c", "text": BAKERY, "cluster": "y", "cat": "exact", "parent": None},
    ]
    name = write_rows(place / "rows.jsonl", rows)
    (record,) = call("eval", name, "--format", "json").records
    figures = record["systems"][0]["figures"]
    assert figures["pair_f1"]["micro"]["value"] == figures["recall_exact"]["micro"]["value"] == 1.0
    assert call("dedup", name, "-o", "found.jsonl").status == 0
    assert call("eval", name, "found.jsonl", "--format", "json").records[0]["systems"][0]["figures"] == figures


def test_explain_shows_the_dump_that_eval_names(call, gold):
    done = call("explain", gold, "--dump", "d1")
    assert done.status == 0
    assert done.out.count(b"blocks\n") == 1
    assert b"d1" in done.out
    assert call("explain", gold, "--dump", "2").out.count(b"blocks\n") == 1
    missing = call("explain", gold, "--dump", "d9")
    assert missing.status == 2
    assert "there is no dump with the id or number 'd9'" in missing.err
