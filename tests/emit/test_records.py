"""Records have the promised shape, and come back as they were."""

from __future__ import annotations

from dataclasses import replace

import orjson
import pytest
from jsonschema import Draft202012Validator

from segment.emit import (
    SCHEMA_NAMES,
    article_record,
    bundled_schema,
    cluster_record,
    load_schema,
    match_record,
    parse_article,
    reject_record,
    residue_record,
    to_json,
)
from segment.errors import RowError
from segment.evaluate.formats.record import evaluation_record
from segment.types import Cluster, Match, Reject, Relation, Residue, ResidueBlock, Source
from tests.evaluate.invented_results import ONE

RESIDUE = Residue(Source("a.txt", "r1", 2, 5, 20, 2, 3), (ResidueBlock("furniture", 5, 20, 2, 3, "Share this page"),))
MATCH = Match("3f2a", "9c01", Relation.CONTAINS, 0.97126, (0, 40), (0, 38))
CLUSTER = Cluster("3f2a", ("3f2a", "9c01", "77d0"), "longest: 849 words", (Relation.NEAR, Relation.NEAR))
REJECT = Reject("a.jsonl", 7, "SEG205", "not a JSON object", index=6, raw="[1]")


def test_article_record_has_the_promised_keys_in_their_order(article):
    keys = ", ".join(article_record(article))
    assert keys == (
        "schema, id, kind, truncated, title, byline, date, date_raw, dateline, publication, section, edition, page,"
        " language, text, captions, bio, disclaimer, words, confidence, source, blocks, extra, cluster, duplicate_of,"
        " relation, score"
    )


def test_empty_lists_and_nulls_stay_in(article):
    record = article_record(article)
    assert (record["captions"], record["bio"], record["relation"]) == ([], None, None)


def test_floats_have_four_decimals(copy):
    record = article_record(copy)
    assert (record["confidence"], record["score"], match_record(MATCH)["score"]) == (0.9877, 0.1235, 0.9713)


@pytest.mark.parametrize("number", [0, 1])
def test_parse_then_emit_gives_the_same_bytes(article, copy, number):
    line = to_json(article_record((article, copy)[number]))
    assert to_json(article_record(parse_article(line))) == line


def test_text_is_utf8_and_stands_on_one_line(article):
    line = to_json(article_record(article))
    assert "“Aurora”".encode() in line
    assert b"\n" not in line


@pytest.mark.parametrize(
    ("line", "message"),
    [
        (b"", "not a segment.article/2 record"),
        (b"[]", "not a segment.article/2 record"),
        (b"{}", "'schema'"),
        (b'{"schema": "segment.article/3"}', "'segment.article/3'"),
        (b'{"schema": "segment.article/2"}', "'kind'"),
        (b'{"schema": "segment.article/2", "kind": "half"}', "'half' is not a valid Kind"),
    ],
)
def test_what_is_no_article_record_is_refused(line, message):
    with pytest.raises(RowError, match=message):
        parse_article(line)


def test_an_unknown_key_is_refused(article):
    with pytest.raises(RowError, match="unexpected keyword"):
        parse_article(orjson.dumps({**article_record(article), "mood": "good"}))


def test_half_a_surrogate_pair_is_written_as_an_escape(article):
    odd = replace(article, source=replace(article.source, path="caf\udce9.txt"))
    line = to_json(article_record(odd))
    assert orjson.loads(line)["source"]["path"] == "caf\\udce9.txt"
    assert to_json(article_record(parse_article(line))) == line


@pytest.mark.parametrize("name", SCHEMA_NAMES)
def test_schemas_are_valid_strict_and_described(name):
    schema = load_schema(name)
    Draft202012Validator.check_schema(schema)
    assert schema["additionalProperties"] is False
    assert schema["required"] == list(schema["properties"])
    assert all("description" in value or "$ref" in value for value in schema["properties"].values())


def records(article, copy):
    return {
        "article": article_record(copy),
        "residue": residue_record(RESIDUE),
        "match": match_record(MATCH),
        "cluster": cluster_record(CLUSTER),
        "reject": reject_record(REJECT),
        "eval": evaluation_record(ONE),
    }


@pytest.mark.parametrize("name", SCHEMA_NAMES)
def test_records_fit_their_schema_and_the_bundle(article, copy, name):
    record = records(article, copy)[name]
    Draft202012Validator(load_schema(name)).validate(record)
    Draft202012Validator(bundled_schema()).validate(record)


@pytest.mark.parametrize("name", SCHEMA_NAMES)
def test_records_have_the_keys_of_their_schema_in_order(article, copy, name):
    assert list(records(article, copy)[name]) == load_schema(name)["required"]


@pytest.mark.parametrize("name", SCHEMA_NAMES)
def test_a_record_with_a_key_too_many_or_too_few_does_not_fit(article, copy, name):
    validator = Draft202012Validator(load_schema(name))
    record = records(article, copy)[name]
    assert not validator.is_valid({**record, "mood": "good"})
    assert not validator.is_valid({key: value for key, value in record.items() if key != "schema"})
