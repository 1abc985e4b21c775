"""What each command writes."""

from __future__ import annotations

import subprocess
from dataclasses import replace

import orjson
import pytest
from jsonschema import Draft202012Validator

from segment import pipeline
from segment.emit import SCHEMA_NAMES, article_record, bundled_schema, load_schema, parse_article, to_json
from segment.types import Residue, ResidueBlock, Source
from tests.cli.conftest import BAKERY, COMMAND, FERRY, names

MENU = "Home\nNews\nSport\nLog in\nSubscribe\n\n"


def rows(*texts):
    return b"".join(orjson.dumps({"id": f"r{n}", "text": text}) + b"\n" for n, text in enumerate(texts))


@pytest.mark.parametrize("command", ["split", "run"])
def test_articles_come_in_input_order(place, call, command):
    result = call(command, "ferry.txt", "bakery.txt")
    assert result.status == 0
    assert [record["source"]["path"] for record in result.records] == ["ferry.txt", "bakery.txt"]


def test_split_does_not_match_and_run_does(place, call):
    (place / "copy.txt").write_text(FERRY)
    split = call("split", "ferry.txt", "copy.txt").records
    run = call("run", "ferry.txt", "copy.txt").records
    assert [record["cluster"] for record in split] == [None, None]
    assert [record["duplicate_of"] for record in run] == [None, run[0]["id"]]
    assert [record["cluster"] for record in run] == [run[0]["id"]] * 2


def test_unique_leaves_duplicates_out(place, call):
    (place / "copy.txt").write_text(FERRY)
    result = call("run", "ferry.txt", "copy.txt", "bakery.txt", "--unique")
    assert [record["source"]["path"] for record in result.records] == ["ferry.txt", "bakery.txt"]


def test_matches_are_written_where_asked(place, call):
    (place / "copy.txt").write_text(FERRY)
    result = call("run", "ferry.txt", "copy.txt", "--matches", "matches.jsonl")
    (match,) = [orjson.loads(line) for line in (place / "matches.jsonl").read_bytes().splitlines()]
    assert {match["a"], match["b"]} == {record["id"] for record in result.records}
    assert match["relation"] == "exact"


@pytest.fixture
def with_residue(monkeypatch):
    """Let each dump have a line that belongs to no article."""
    block = ResidueBlock("share_row", 0, 15, 1, 1, "Share this page")
    split = pipeline.segment_dump

    def add_residue(dump, config):
        residue = Residue(Source(dump.path, None, 0, 0, 15, 1, 1), (block,))
        return replace(split(dump, config), residue=residue, left=((block.start, block.end),))

    monkeypatch.setattr(pipeline, "segment_dump", add_residue)


@pytest.mark.usefixtures("with_residue")
@pytest.mark.parametrize("command", ["split", "run"])
def test_residue_follows_the_articles_of_its_dump(place, call, command):
    article, residue = ("segment.article/2", "segment.residue/1")
    assert [record["schema"] for record in call(command, "ferry.txt", "bakery.txt").records] == [article] * 2
    result = call(command, "ferry.txt", "bakery.txt", "--residue")
    assert [record["schema"] for record in result.records] == [article, residue] * 2
    assert "residue     2 blocks" in result.err


@pytest.mark.usefixtures("with_residue")
def test_a_folder_keeps_the_residue_in_one_file(place, call):
    call("run", "ferry.txt", "bakery.txt", "-o", "out", "--residue")
    assert [name[:5] for name in names(place / "out")] == [".segm", "0001-", "0002-", "resid"]
    assert len((place / "out/residue.jsonl").read_bytes().splitlines()) == 2


@pytest.mark.usefixtures("with_residue")
def test_every_record_fits_the_schema_and_comes_back(place, call):
    (place / "copy.txt").write_text(FERRY)
    validator = Draft202012Validator(bundled_schema())
    result = call("run", ".", "--residue", "--matches", "m.jsonl", "--clusters", "c.jsonl", "--rejects", "r.jsonl")
    lists = [orjson.loads(line) for name in "mc" for line in (place / f"{name}.jsonl").read_bytes().splitlines()]
    assert len(lists) == 2
    for record in [*result.records, *lists]:
        validator.validate(record)
    articles = [line for line in result.out.splitlines() if b"segment.article/2" in line]
    assert [to_json(article_record(parse_article(line))) for line in articles] == articles


def test_rejects_are_kept_where_asked(place, call):
    (place / "rows.jsonl").write_bytes(rows(FERRY) + b"[1]\n")
    result = call("split", "rows.jsonl", "--rejects", "rejects.jsonl")
    (reject,) = [orjson.loads(line) for line in (place / "rejects.jsonl").read_bytes().splitlines()]
    Draft202012Validator(load_schema("reject")).validate(reject)
    assert (result.status, reject["path"], reject["line"], reject["raw"]) == (3, "rows.jsonl", 2, "[1]")


def test_single_and_field_names_reach_the_work(place, call):
    (place / "rows.jsonl").write_bytes(orjson.dumps({"key": "k1", "body": FERRY}))
    result = call("split", "rows.jsonl", "--text-field", "body", "--id-field", "key", "--single")
    assert [record["source"]["id"] for record in result.records] == ["k1"]


def test_encoding_and_input_format_reach_the_work(place, call):
    (place / "page").write_bytes(("<p>" + FERRY.replace("Monday", "Mänday") + "</p>").encode("cp437"))
    plain = call("split", "page", "--encoding", "cp437", "--input-format", "text").records[0]["text"]
    assert "Mänday" in plain
    assert plain.startswith("<p>")


def test_standard_input_is_read(spawn):
    result = spawn("split", "-", data=FERRY.encode())
    assert [record["source"]["path"] for record in result.records] == ["-"]


def test_a_folder_gets_a_file_for_each_article(place, call):
    result = call("run", "ferry.txt", "bakery.txt", "-o", "out")
    assert (result.status, result.out) == (0, b"")
    assert [name[:5] for name in names(place / "out")] == [".segm", "0001-", "0002-"]


def test_dedup_adds_the_result_to_each_row(place, call):
    data = rows(FERRY, BAKERY, FERRY)
    (place / "rows.jsonl").write_bytes(data)
    result = call("dedup", "rows.jsonl", "--matches", "m.jsonl")
    assert [record["duplicate_of"] for record in result.records] == [None, None, "r0"]
    for line, record in zip(data.splitlines(), result.records, strict=True):
        assert orjson.loads(line).items() <= record.items()
    assert len((place / "m.jsonl").read_bytes().splitlines()) == 1
    assert [record["id"] for record in call("dedup", "rows.jsonl", "--unique").records] == ["r0", "r1"]


def test_dedup_writes_no_folder(place, call):
    (place / "rows.jsonl").write_bytes(rows(FERRY))
    result = call("dedup", "rows.jsonl", "-o", "out")
    assert (result.status, names(place)) == (2, ["bakery.txt", "ferry.txt", "rows.jsonl"])


def test_explain_shows_lines_or_records(place, call):
    (place / "two.txt").write_text(f"{FERRY}\n{BAKERY}")
    text = call("explain", "two.txt")
    assert text.status == 0
    assert b"two.txt" in text.out
    (record,) = call("explain", "two.txt", "--json").records
    assert record["path"] == "two.txt"
    (one,) = call("explain", "two.txt", "--json", "--line", "3").records
    assert 0 < len(one["blocks"]) < len(record["blocks"])


def test_explain_shows_controls_as_escapes(place, call):
    (place / "odd.txt").write_text(FERRY.replace("noon", "no\u202eon\u009b2J"))
    result = call("explain", "odd.txt")
    assert result.status == 0
    assert not {"\x1b", "\u009b", "\u202e"} & set(result.out.decode())


@pytest.mark.parametrize("name", SCHEMA_NAMES)
def test_schema_prints_one(call, name):
    assert orjson.loads(call("schema", name).out) == load_schema(name)


def test_schema_prints_all(call):
    assert orjson.loads(call("schema").out) == bundled_schema()


@pytest.mark.parametrize("command", ["split", "run"])
@pytest.mark.parametrize(
    ("options", "env"),
    [
        (["--jobs", "4"], {}),
        ([], {"PYTHONHASHSEED": "1"}),
        pytest.param(["--jobs", "auto"], {}, marks=pytest.mark.slow),
        pytest.param([], {"PYTHONHASHSEED": "0"}, marks=pytest.mark.slow),
        pytest.param([], {"PYTHONHASHSEED": "2"}, marks=pytest.mark.slow),
    ],
)
def test_the_bytes_depend_on_the_input_alone(place, spawn, command, options, env):
    texts = [MENU + FERRY, BAKERY, FERRY + BAKERY, FERRY, "", BAKERY[:150]]
    (place / "rows.jsonl").write_bytes(rows(*texts))
    args = [command, "rows.jsonl", "ferry.txt", "--residue", "-q"]
    assert spawn(*args, *options, env=env)[:2] == spawn(*args, "--jobs", "1")[:2]


def test_the_installed_program_answers():
    done = subprocess.run([*COMMAND, "--version"], capture_output=True, check=True)
    assert done.stdout.startswith(b"segment ")
