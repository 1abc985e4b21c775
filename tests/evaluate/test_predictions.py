from __future__ import annotations

import gzip
from dataclasses import replace
from pathlib import Path

import orjson
import pytest
from hypothesis import given
from hypothesis import strategies as st

from segment.config import ReadConfig
from segment.emit import article_record, residue_record
from segment.errors import GoldError, InputNotFoundError, PredictionError
from segment.evaluate.gold import read_gold
from segment.evaluate.predictions import parse_boundaries, read_duplicate_predictions, read_predictions
from segment.evaluate.records import RESIDUE, GoldDump, RoleSpan, Segmentation, Span
from segment.pipeline import segment_inputs
from segment.types import Kind, Reject

CONFIG = ReadConfig()
TEXT = "Menu\nFerry late\nIt was late again.\nIce gone\nThe lake is milk."
SPANS = (
    RoleSpan(0, 4, RESIDUE, None),
    RoleSpan(5, 15, "title", 0),
    RoleSpan(16, 34, "body", 0),
    RoleSpan(35, 43, "title", 1),
    RoleSpan(44, 61, "body", 1),
)
ANSWER = Segmentation((5, 35), SPANS, (Kind.FULL, Kind.TEASER))
UNITS = tuple(Span(span.start, span.end) for span in SPANS)
GOLD = [GoldDump(name, "gold.jsonl", index, index + 1, TEXT, ANSWER, UNITS) for index, name in enumerate("abc")]
BLOCKS = {
    "articles": [{"kind": "full"}, {"kind": "teaser"}],
    "blocks": [{"start": span.start, "end": span.end, "role": span.role, "article": span.article} for span in SPANS],
}


@pytest.fixture(autouse=True)
def folder(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    return tmp_path


def write(name, *rows):
    Path(name).parent.mkdir(parents=True, exist_ok=True)
    Path(name).write_bytes(b"".join(row if isinstance(row, bytes) else orjson.dumps(row) + b"\n" for row in rows))
    return name


def read(*rows, gold=GOLD):
    """Answers, and the codes, lines and messages of what could not be used; unanswered dumps by their id alone."""
    found, rejects = read_predictions(write("pred.jsonl", *rows), gold, CONFIG)
    assert {dump.id for dump in gold} - found.keys() == {gold[r.line - 1].id for r in rejects if r.code == "SEG213"}
    return found, [reject for reject in rejects if reject.code != "SEG213"]


def record(source=None, **change):
    given = {"path": "gold.jsonl", "id": "a", "index": 0, **(source or {})}
    return {
        "schema": "segment.article/2",
        "kind": "full",
        "text": "It was late again.",
        "confidence": 0.75,
        "source": given,
        "blocks": [{"role": "title", "start": 5, "end": 15}, {"role": "body", "start": 16, "end": 34}],
        **change,
    }


SECOND = record(
    kind="teaser", text="Milk.", confidence=0.5, blocks=[{"role": "body", "start": 35, "end": 61, "line_start": 4}]
)
RESIDUE_RECORD = {
    "schema": "segment.residue/1",
    "source": {"path": "gold.jsonl", "id": "a", "index": 0},
    "blocks": [{"reason": "menu", "start": 0, "end": 4, "text": "Menu"}],
}


def test_records_of_a_dump_are_put_together():
    found, rejects = read(record(), SECOND, RESIDUE_RECORD)
    assert rejects == []
    assert found == {
        "a": Segmentation(
            (5, 35),
            (SPANS[0], SPANS[1], SPANS[2], RoleSpan(35, 61, "body", 1)),
            (Kind.FULL, Kind.TEASER),
            "It was late again.\n\nMilk.",
            (0.75, 0.5),
        )
    }


@pytest.mark.parametrize("order", [(0, 1, 2), (2, 1, 0), (1, 2, 0)])
def test_order_of_records_does_not_matter(order):
    rows = [record(), SECOND, RESIDUE_RECORD]
    assert read(*(rows[i] for i in order)) == read(*rows)


def test_what_one_article_does_not_say_is_not_said_of_the_dump():
    found, _ = read(record(), {**SECOND, "confidence": None, "kind": None, "text": None})
    assert (found["a"].kinds, found["a"].body, found["a"].confidences) == (None, None, None)


def test_a_dump_of_residue_alone_has_no_article():
    found, _ = read(RESIDUE_RECORD)
    assert found == {"a": Segmentation((), (SPANS[0],), (), "", ())}


@pytest.mark.parametrize(
    ("source", "dump"),
    [
        ({"id": "b"}, "b"),
        ({"id": "b", "path": "elsewhere/gold.jsonl", "index": 9}, "b"),
        ({"id": "b", "path": "copy.jsonl"}, "b"),
        ({"id": None, "index": 2}, "c"),
        ({"id": "", "index": 2}, "c"),
        ({"id": "b", "path": None, "index": None}, "b"),
    ],
)
def test_the_dump_of_a_record(source, dump):
    found, rejects = read(record(source))
    assert (list(found), rejects) == ([dump], [])


def test_the_dump_of_a_record_where_gold_has_several_files():
    gold = [
        replace(GOLD[0], path="gold/a.jsonl"),
        replace(GOLD[0], id="b.jsonl/a", path="gold/b.jsonl", index=1, line=2),
    ]
    found, rejects = read(
        record({"path": "x/b.jsonl"}), record({"path": "a.jsonl", "id": "z"}), record({"id": None}), gold=gold
    )
    assert list(found) == ["b.jsonl/a"]
    assert [reject.line for reject in rejects] == [2, 3]
    assert "in a.jsonl" in rejects[0].message
    assert "several files" in rejects[1].message


BAD_RECORDS = {
    "no source": (record(source={}) | {"source": None}, '"source" is null'),
    "unknown id": (record({"id": "z"}), 'no dump of the gold has the id "z"'),
    "unknown number": (record({"id": None, "index": 7}), "has the number 7"),
    "no place": (record({"id": None, "index": None}), "neither an id nor an index"),
    "id is a number": (record({"id": 5}), '"source.id" is 5'),
    "index is a boolean": (record({"index": True}), '"source.index" is true'),
    "no blocks": (record(blocks=[]), '"blocks" is empty'),
    "blocks is text": (record(blocks="x"), '"blocks" is "x"'),
    "block is a list": (record(blocks=[[1]]), "block 0: a list is no object"),
    "beyond": (record(blocks=[{"role": "body", "start": 5, "end": 62}]), "block 0: its end, 62, is beyond"),
    "start is a boolean": (record(blocks=[{"role": "body", "start": True, "end": 6}]), '"start" is true'),
    "role": (record(blocks=[{"role": "headline", "start": 5, "end": 6}]), 'unknown role "headline"'),
    "kind": (record(kind="brief"), '"kind" is "brief"'),
    "text": (record(text=["x"]), '"text" is a list'),
    "confidence": (record(confidence=7), '"confidence" is 7'),
    "overlap": (record(blocks=[{"role": "body", "start": 40, "end": 50}]), "its block at 40 overlaps"),
}


@pytest.mark.parametrize(("row", "message"), BAD_RECORDS.values(), ids=BAD_RECORDS.keys())
def test_a_bad_record_costs_itself_only(row, message):
    found, (reject,) = read(record(), SECOND, row, RESIDUE_RECORD)
    assert (found, []) == read(record(), SECOND, RESIDUE_RECORD)
    assert (reject.path, reject.line, reject.code, message in reject.message) == ("pred.jsonl", 3, "SEG212", True)


def test_blocks_of_one_article_may_overlap_as_little_as_those_of_two():
    row = record(blocks=[{"role": "body", "start": 5, "end": 15}, {"role": "body", "start": 6, "end": 7}])
    found, (reject,) = read(row)
    assert (found, reject.code) == ({}, "SEG212")


def test_boundaries_are_starts():
    found, rejects = read({"id": "a", "boundaries": [0, 5, 35]}, {"id": "c", "boundaries": []})
    assert (found, rejects) == ({"a": Segmentation((5, 35)), "c": Segmentation(())}, [])


def test_rows_without_an_id_go_by_their_number():
    found, _ = read({"boundaries": [5]}, {"boundaries": [16]}, {"boundaries": [35]})
    assert {name: answer.starts for name, answer in found.items()} == {"a": (5,), "b": (16,), "c": (35,)}


@pytest.mark.parametrize(
    ("given_offsets", "starts"),
    [([4, 5], (5,)), ([4], (5,)), ([0, 1, 4, 15, 16, 34], (1, 5, 16, 35)), ([60], (60,)), ([], ())],
)
def test_a_boundary_in_white_space_is_that_of_what_follows(given_offsets, starts):
    assert parse_boundaries(given_offsets, TEXT) == starts


def test_a_boundary_before_the_first_character_is_none():
    assert parse_boundaries([0, 1, 2, 6], "\n\nMenu\nFerry") == (7,)


@pytest.mark.parametrize(
    ("value", "message"),
    [
        ([61], "behind the last character"),
        ([2**64 - 1], "behind the last character"),
        ([-1], "-1, not a whole number"),
        ([True], "true, not a whole number"),
        ([5.0], "5.0, not a whole number"),
        ([5, "16"], r'boundaries\[1\]" is "16"'),
        ([[5]], "a list, not a whole number"),
        ([16, 5], "boundary 5 follows 16"),
        ([5, 5], "boundary 5 follows 5"),
        (5, '"boundaries" is 5'),
        (None, '"boundaries" is null'),
        ({"5": 1}, '"boundaries" is an object'),
    ],
)
def test_bad_boundaries(value, message):
    with pytest.raises((PredictionError, GoldError), match=message):
        parse_boundaries(value, TEXT)


def test_a_megabyte_of_blanks_takes_linear_time():
    text = "a" + " " * 1_000_000 + "b"
    assert parse_boundaries(list(range(1_000_000)), text) == (1_000_001,)


@given(st.text("ab \n", min_size=1).filter(str.strip), st.data())
def test_boundaries_law(text, data):
    given_offsets = sorted(data.draw(st.sets(st.integers(0, len(text.rstrip()) - 1))))
    starts = parse_boundaries(given_offsets, text)
    first = len(text) - len(text.lstrip())
    expected = {next(i for i in range(offset, len(text)) if not text[i].isspace()) for offset in given_offsets}
    assert starts == tuple(sorted(start for start in expected if start > first))


def test_rows_in_the_form_of_gold():
    found, rejects = read({"id": "a", **BLOCKS}, {"id": "b", "text": TEXT, "body": "Late.", **BLOCKS})
    assert rejects == []
    assert found == {"a": ANSWER, "b": replace(ANSWER, body="Late.")}


def test_an_answer_need_not_cover_the_text():
    found, _ = read({"id": "a", **BLOCKS, "blocks": BLOCKS["blocks"][1:3], "articles": [{"kind": "full"}]})
    assert found["a"] == Segmentation((5,), SPANS[1:3], (Kind.FULL,))


BAD_ROWS = {
    "no JSON": (b"junk\n", "SEG205", "not JSON"),
    "NaN": (b'{"id": "b", "boundaries": [NaN]}\n', "SEG205", "not JSON"),
    "no object": (b"[1]\n", "SEG205", "a JSON list"),
    "nothing said": ({"id": "b"}, "SEG212", 'neither "boundaries" nor "blocks"'),
    "a match": ({"schema": "segment.match/1", "id": "b"}, "SEG212", "neither"),
    "schema is a list": ({"schema": [], "id": "b"}, "SEG212", "neither"),
    "unknown": ({"id": "z", "boundaries": []}, "SEG212", 'no dump of the gold has the id "z"'),
    "long id": ({"id": "z" * 1_000_000, "boundaries": []}, "SEG205", "longer than 4,096"),
    "id is a list": ({"id": [], "boundaries": []}, "SEG205", "holds a list"),
    "again": ({"id": "a", "boundaries": []}, "SEG212", 'a second answer to the dump "a"'),
    "record of it": (record(), "SEG212", 'a second answer to the dump "a"'),
    "other text": ({"id": "b", "text": "Other.", **BLOCKS}, "SEG212", "its text is not that of"),
    "bad block": ({"id": "b", "blocks": [5]}, "SEG212", "block 0: 5 is no object"),
    "bad offset": ({"id": "b", "boundaries": [99]}, "SEG212", "behind the last character"),
}


@pytest.mark.parametrize(("row", "code", "message"), BAD_ROWS.values(), ids=BAD_ROWS.keys())
def test_a_bad_row_costs_itself_only(row, code, message):
    found, (reject,) = read({"id": "a", "boundaries": [5]}, row, {"id": "c", "boundaries": [35]})
    assert found == {"a": Segmentation((5,)), "c": Segmentation((35,))}
    assert (reject.path, reject.line, reject.index, reject.code) == ("pred.jsonl", 2, 1, code)
    assert message in reject.message


def test_boundaries_after_records_are_a_second_answer():
    found, (reject,) = read(record(), {"id": "a", "boundaries": []})
    assert (found["a"].starts, reject.line) == ((5,), 2)


def test_unanswered_dumps_are_named_with_their_place_in_gold():
    _, rejects = read_predictions(write("pred.jsonl", {"id": "b", "boundaries": []}), GOLD, CONFIG)
    assert [str(reject).split(".", 2)[1] for reject in rejects] == [
        'jsonl:1: SEG213 no answer to the dump "a"',
        'jsonl:3: SEG213 no answer to the dump "c"',
    ]


@pytest.mark.parametrize(
    ("data", "code"),
    [(b"", "SEG206"), (b"Prose.\n", "SEG212"), (b"\x89PNG\r\n\x1a\n\0\0", "SEG204"), (b"\x1f\x8b\x08junk", "SEG202")],
)
def test_a_file_that_cannot_be_used(data, code):
    found, rejects = read_predictions(write("pred", data), GOLD[:1], CONFIG)
    assert (found, [(reject.path, reject.code) for reject in rejects]) == (
        {},
        [("pred", code), ("gold.jsonl", "SEG213")],
    )


def test_missing_files_are_wrong_usage():
    Path("empty").mkdir()
    for path in ("missing.jsonl", "empty"):
        with pytest.raises(InputNotFoundError):
            read_predictions(path, GOLD, CONFIG)


def test_choi_files():
    rule = "=" * 10
    for name in ("gold/0.ref", "gold/1.ref", "gold/2.ref"):
        write(name, f"{rule}\nOne .\nTwo .\n{rule}\nThree .\n{rule}\n".encode())
    gold = [item for item in read_gold("gold", CONFIG) if isinstance(item, GoldDump)]
    write("pred/0.ref", f"One .\n{rule}\nTwo .\nThree .\n".encode())
    write("pred/1.ref", f"One .\n{rule}\nTwo !\nThree .\n".encode())
    write("pred/9.ref", f"One .\n{rule}\nTwo .\n".encode())
    found, rejects = read_predictions("pred", gold, CONFIG)
    assert found == {"0.ref": Segmentation((6,))}
    assert [(reject.path, reject.code) for reject in rejects] == [
        ("pred/1.ref", "SEG212"),
        ("pred/9.ref", "SEG212"),
        ("gold/1.ref", "SEG213"),
        ("gold/2.ref", "SEG213"),
    ]


def test_what_segment_writes_is_read_back():
    texts = {name: f"Ferry {name} late\nIt was late again, said Jon Aho.\nNobody waved." for name in "abc"}
    write("gold.jsonl", *({"id": name, "text": text} for name, text in texts.items()))
    records, expected = [], {}
    for name, result in zip(texts, segment_inputs(["gold.jsonl"]), strict=True):
        assert not isinstance(result, Reject)
        records += [article_record(article) for article in result.articles]
        records += [residue_record(result.residue)] if result.residue else []
        expected[name] = [article.source.start for article in result.articles if article.source.start]
    gold = [replace(dump, text=texts[dump.id]) for dump in GOLD]
    write("pred.jsonl.gz", gzip.compress(b"\n".join(orjson.dumps(row) for row in records)))
    found, rejects = read_predictions("pred.jsonl.gz", gold, CONFIG)
    assert rejects == []
    assert {name: list(answer.starts) for name, answer in found.items()} == expected


def test_a_folder_of_records_is_read():
    write("pred/0001-ferry.json", orjson.dumps(record(), option=orjson.OPT_INDENT_2))
    write("pred/0002-ice.json", orjson.dumps(SECOND, option=orjson.OPT_INDENT_2))
    found, _ = read_predictions("pred", GOLD, CONFIG)
    assert found["a"].starts == (5, 35)


def test_clusters_of_a_system():
    rows = [{"id": 1, "cluster": "x"}, {"id": "2", "cluster": "x", "score": 0.5}, {"id": 3, "cluster": None}]
    clusters, rejects = read_duplicate_predictions(write("pred.jsonl", *rows, {"id": 4, "cluster": 3}), CONFIG)
    assert rejects == []
    assert (clusters["1"], clusters["2"], clusters["4"]) == ("x", "x", "3")
    assert len(set(clusters.values())) == 3


@pytest.mark.parametrize(
    ("row", "code", "message"),
    [
        ({"id": 1, "cluster": "y"}, "SEG212", 'the id "1" was used before'),
        ({"id": 2}, "SEG212", 'no field "cluster"'),
        ({"id": 2, "cluster": [1]}, "SEG212", '"cluster" holds a list'),
        ({"id": False, "cluster": 1}, "SEG205", "holds false"),
        (b"junk\n", "SEG205", "not JSON"),
    ],
)
def test_bad_clusters(row, code, message):
    path = write("pred.jsonl", {"id": 1, "cluster": "x"}, row, {"id": 3, "cluster": "x"})
    clusters, (reject,) = read_duplicate_predictions(path, CONFIG)
    assert (clusters, reject.code, reject.line) == ({"1": "x", "3": "x"}, code, 2)
    assert message in reject.message


JSON = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**63), 2**64 - 1) | st.floats() | st.sampled_from(["a", "full", "body"]),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.sampled_from(list(record())), inner, max_size=5),
    max_leaves=8,
)
ROWS = [{}, {"id": "a"}, record(), {"id": "b", **BLOCKS}]
KEYS = ("id", "boundaries", "blocks", "articles", "source", "kind", "confidence", "text")


@given(
    st.sampled_from([{}, {"id": "a"}, record(), {"id": "b", **BLOCKS}]), st.dictionaries(st.sampled_from(KEYS), JSON)
)
def test_junk_is_an_answer_or_a_reject(tmp_path_factory, row, junk):
    path = tmp_path_factory.mktemp("pred") / "pred.jsonl"
    path.write_bytes(orjson.dumps({**row, **junk}))
    found, rejects = read_predictions(str(path), GOLD, CONFIG)
    assert len(found) + sum(reject.code != "SEG213" for reject in rejects) == 1
