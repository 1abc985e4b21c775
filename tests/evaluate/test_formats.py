"""The result in all its forms: each says the same, and no name in it can do anything."""

from __future__ import annotations

import csv
import io
import math
import re
import shlex
from dataclasses import replace
from xml.etree import ElementTree as ET

import orjson
import pytest
from hypothesis import given
from hypothesis import strategies as st
from jsonschema import Draft202012Validator
from markdown_it import MarkdownIt

from segment.emit import load_schema
from segment.evaluate.formats import FORMATS
from segment.evaluate.formats.markdown import code
from segment.evaluate.formats.record import evaluation_record
from segment.evaluate.formats.table import align
from segment.evaluate.formats.wording import confident_line, explain_command, role_rows, short, with_interval
from segment.evaluate.records import Bin, Estimate, GoldDump, Segmentation
from tests.evaluate.invented_results import BARE, BINS, EVERY, ONE, TWO, UGLY, make_evaluation, make_summary

EVERY_FORM = pytest.mark.parametrize("form", FORMATS)
EVERY_RESULT = pytest.mark.parametrize("evaluation", EVERY.values(), ids=EVERY)
OBEYED = re.compile("[\\x00-\\x09\\x0b-\\x1f\\x7f-\\x9f\u2028-\u202e\u2066-\u2069]")


@EVERY_FORM
@EVERY_RESULT
def test_form_ends_with_a_line_end_and_comes_out_the_same_again(form, evaluation):
    text = FORMATS[form](evaluation)
    assert text.endswith("\n")
    assert FORMATS[form](evaluation) == text
    text.encode("utf-8")


@pytest.mark.parametrize("form", sorted(FORMATS.keys() - {"json"}))
def test_form_holds_nothing_that_a_terminal_obeys(form):
    assert OBEYED.findall(FORMATS[form](TWO)) == []


@pytest.mark.parametrize(
    ("estimate", "text"),
    [
        (Estimate(0.927, 0.915, 0.938), ".927 [.915, .938]"),
        (Estimate(1, 1, 1), "1.000 [1.000, 1.000]"),
        (Estimate(-0.02, -0.0001, 12.5), "-.020 [.000, 12.500]"),
        (None, "–"),
    ],
)
def test_figure_is_short_and_has_its_interval(estimate, text):
    assert with_interval(estimate) == text


@pytest.mark.parametrize(
    ("bins", "text"),
    [
        ((), None),
        (BINS, "of 212 articles with confidence >= .9, 201 are right (.948)"),
        (BINS[:1], "of 8 articles with confidence >= .5, 4 are right (.500)"),
        ((Bin(0.0, 0.1, 1, 0.02, 1.0),), "of 1 article with confidence >= 0, 1 is right (1.000)"),
    ],
)
def test_confidence_is_summed_up_in_a_line(bins, text):
    assert confident_line(bins) == text


def dump_of(path, name):
    return GoldDump(name, path, 0, 1, "", Segmentation(()), ())


@pytest.mark.parametrize("name", ["gold.jsonl", "our gold.jsonl", "it's.jsonl", "-.jsonl", "$(exe).jsonl"])
def test_command_is_what_a_shell_reads(name):
    assert shlex.split(explain_command(dump_of(name, "d 7"))) == ["segment", "explain", name, "--dump", "d 7"]


def test_command_writes_controls_as_escapes_that_a_shell_reads():
    assert explain_command(dump_of("a\x1b'\\.jsonl", "0")) == r"segment explain $'a\x1b\'\\.jsonl' --dump 0"


@pytest.mark.parametrize("name", ["export.txt", "sentences.ref", "articles/1.txt.gz", "-"])
def test_gold_that_was_put_together_has_no_command(name):
    assert explain_command(dump_of(name, "0")) is None


@given(st.text(), st.integers(5, 60))
def test_short_name_is_on_one_line_and_within_its_length(text, chars):
    line = short(text, chars)
    assert len(line) <= chars
    assert len(line.splitlines()) <= 1


def test_rows_of_roles_stand_in_the_order_of_the_contract():
    assert [(row.role, row.blocks) for row in role_rows(ONE.systems[0])] == [
        ("title", 100),
        ("byline", 40),
        ("body", 2000),
        ("bio", 20),
        ("residue", 200),
    ]


# --- table


@pytest.mark.parametrize(
    "line",
    [
        "fixtures/gold.jsonl, measured by segment 0.1.0",
        "exact boundaries; unit: block; 95 % intervals from 1,000 resamples of dumps",
        "segment: 121 dumps, 512,345 characters",
        "boundary_f1         .927 [.915, .937]     .925 [.913, .935]",
        "full_start_f1       .880 [.868, .890]     –",
        "pk ↓                .041 [.029, .051]     .052 [.040, .062]",
        "bio      .700 [.688, .710]   .700 [.688, .710]   .700 [.688, .710]       20",
        "of 212 articles with confidence >= .9, 201 are right (.948)",
        "boundary_f1                      .950  .927  FAIL",
        "pk ↓                             .100  .052  pass",
    ],
)
def test_table_says(line):
    assert line in FORMATS["table"](ONE).splitlines()


def test_table_names_the_worst_dumps_and_how_to_look_at_them():
    assert re.search(
        r"^harbour/3 +4 +1 +1  segment explain fixtures/gold.jsonl --dump harbour/3$", FORMATS["table"](ONE), re.M
    )


def test_table_shows_differences_only_of_two_systems():
    assert re.search(r"^boundary_f1 +\.927 +\.877 +-\.050  \[-\.071, -\.028\]  <\.001$", FORMATS["table"](TWO), re.M)
    assert "better by" not in FORMATS["table"](ONE)


def test_table_leaves_out_sections_without_content():
    lines = FORMATS["table"](BARE).splitlines()
    assert lines[3:] == ["blank-lines: 121 dumps, 512,345 characters"]


def test_columns_are_aligned_as_a_terminal_counts():
    assert align([("船", "x"), ("abc", "10")], numbers=[1]) == ["船    x", "abc  10"]


# --- json


@EVERY_RESULT
def test_record_fits_the_schema(evaluation):
    record = orjson.loads(FORMATS["json"](evaluation))
    Draft202012Validator(load_schema("eval")).validate(record)
    assert list(record) == load_schema("eval")["required"]


def test_record_is_one_line_and_says_everything_but_texts():
    text = FORMATS["json"](ONE)
    assert text.count("\n") == 1
    assert "ferry" not in text
    system = orjson.loads(text)["systems"][0]
    assert system["figures"]["pk"] == {
        "micro": {"value": 0.041, "low": 0.029, "high": 0.051},
        "macro": {"value": 0.052, "low": 0.04, "high": 0.062},
        "main": "macro",
    }
    assert system["roles"][:2] == [
        {"gold": "title", "found": "title", "blocks": 90},
        {"gold": "title", "found": "body", "blocks": 10},
    ]
    assert [dump["missed"] for dump in system["worst"]] == [list(e.score.missed) for e in ONE.systems[0].worst]


def test_record_rounds_to_six_places():
    assert evaluation_record(ONE)["systems"][0]["reliability"][1]["share_right"] == 0.666667


def test_half_a_surrogate_pair_costs_no_record():
    odd = make_evaluation(make_summary("caf\udce9"))
    assert orjson.loads(FORMATS["json"](odd))["systems"][0]["system"] == "caf\\udce9"


# --- csv


def sheet(evaluation):
    return list(csv.DictReader(io.StringIO(FORMATS["csv"](evaluation))))


def test_sheet_has_a_line_for_each_average():
    rows = [row for row in sheet(ONE) if row["measure"] in ("boundary_f1", "full_start_f1")]
    assert [tuple(row.values()) for row in rows] == [
        ("segment", "boundary_f1", "micro", "0.927", "0.915", "0.937"),
        ("segment", "boundary_f1", "macro", "0.925", "0.913", "0.935"),
        ("segment", "full_start_f1", "micro", "0.88", "0.868", "0.89"),
    ]


@pytest.mark.parametrize("name", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", " =1", "\r-1"])
def test_name_is_no_formula(name):
    cells = {row["system"] for row in sheet(make_evaluation(make_summary(name)))}
    assert not any(cell.lstrip().startswith(("=", "+", "-", "@")) for cell in cells)


def test_negative_number_stays_one():
    rows = sheet(make_evaluation(make_summary(shift=-0.05)))
    assert min(float(row["low"]) for row in rows) < 0


def test_ugly_name_stays_in_its_cell():
    assert {len(row) for row in sheet(TWO)} == {6}
    assert len(FORMATS["csv"](TWO).splitlines()) == len(sheet(TWO)) + 1


# --- markdown


def render(text):
    return MarkdownIt("commonmark").enable("table").render(text)


@EVERY_RESULT
def test_markdown_becomes_tables_and_never_html_of_others(evaluation):
    page = render(FORMATS["markdown"](evaluation))
    assert set(re.findall(r"<(\w+)", page)) <= {
        *("h1", "h2", "h3", "p", "code", "strong", "table", "thead", "tbody", "tr", "th", "td")
    }


def test_ugly_names_stay_in_their_cells():
    page = render(FORMATS["markdown"](TWO))
    for table in re.findall(r"<table>.*?</table>", page, re.S):
        assert len({row.count("<th") + row.count("<td") for row in re.findall(r"<tr>.*?</tr>", table, re.S)}) == 1


def test_markdown_shows_floors_confusion_and_differences():
    text = FORMATS["markdown"](TWO)
    assert "| `boundary_f1` | .950 | .927 | **FAIL** |" in text
    assert "| bio |  |  | 6 |  | 14 |  |" in text
    assert "| `pk` ↓ | .052 | .012 | +.040 [-.001, +.081] | .061 |" in text


@given(st.text("`ab| \\", min_size=1))
def test_code_comes_back_as_it_was(text):
    page = render(code(text))
    shown = re.search(r"<code>(.*)</code>", page, re.S)
    assert shown is not None
    assert shown[1].strip() == text.strip()


# --- junit


def suites(evaluation):
    return ET.fromstring(FORMATS["junit"](evaluation)).findall("testsuite")  # noqa: S314 - ours


def test_junit_has_a_case_for_each_floor_and_each_other_figure():
    (suite,) = suites(ONE)
    names = [case.get("name") for case in suite]
    assert names[:3] == ["boundary_f1", "body_f1:micro", "pk"]
    assert sorted(name.partition(":")[0] for name in names) == sorted(ONE.systems[0].figures)
    assert (suite.get("tests"), suite.get("failures")) == (str(len(names)), "1")


def test_junit_fails_only_below_a_floor():
    (suite,) = suites(ONE)
    failures = {case.get("name"): case.find("failure").get("message") for case in suite if len(case.findall("failure"))}
    assert failures == {"boundary_f1": "boundary_f1 is .927, below .950"}


def test_junit_calls_a_floor_of_errors_a_ceiling():
    check = ONE.checks[2]._replace(floor=0.01, passed=False)
    (suite,) = suites(replace(ONE, checks=(check,)))
    assert suite[0].find("failure").get("message") == "pk is .052, above .010"


def test_junit_has_a_suite_for_each_system_whatever_its_name():
    assert len(suites(TWO)) == 2
    assert suites(BARE)[0].get("tests") == "0"


@given(st.text())
def test_junit_can_be_read_whatever_the_names(name):
    (suite,) = suites(make_evaluation(make_summary(name), gold=name))
    assert suite.get("name") is not None


def test_figures_are_the_same_in_all_forms():
    value = ONE.systems[0].figures["boundary_f1"].micro
    assert with_interval(value) in FORMATS["table"](ONE)
    assert with_interval(value) in FORMATS["markdown"](ONE)
    assert with_interval(value) in FORMATS["junit"](replace(ONE, checks=()))
    assert any(math.isclose(float(row["value"]), value.value) for row in sheet(ONE))


def test_invented_name_is_ugly_enough():
    assert set("=|\n<\x1b\x00\u202e`,\"$@'") <= set(UGLY)
