"""What `dedup` finds, keeps and tells, as its options ask for."""

from __future__ import annotations

from pathlib import Path

import orjson
import pytest
from hypothesis import given
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

from segment.cli.options import LEAST_MEMORY, RELATIONS, format_memory, parse_memory, parse_relations
from segment.emit import load_schema
from segment.matching.rows import DedupedRows
from tests.cli.conftest import BAKERY, FERRY

ROOT = Path(__file__).parents[2]
README = ROOT / "README.md"
COPIES = ROOT / "fixtures/clusters/copies.jsonl"
ROWS = {row["id"]: row for row in map(orjson.loads, COPIES.read_bytes().splitlines())}
MARKET = ("market", "market-exact", "market-norm", "market-light", "market-teaser", "market-excerpt")


@pytest.fixture
def market(place):
    """A file with an article, its copies, and parts of it."""
    return write_rows(place / "market.jsonl", *(ROWS[name] for name in MARKET))


def write_rows(path, *rows):
    path.write_bytes(b"".join(orjson.dumps(row) + b"\n" for row in rows))
    return path


def read_records(path):
    return [orjson.loads(line) for line in path.read_bytes().splitlines()]


def duplicates(result):
    """Which row stays in place of which other one, and how they match."""
    return {row["id"]: (row["duplicate_of"], row["relation"]) for row in result.records if row["duplicate_of"]}


@pytest.mark.parametrize(
    ("relations", "expected"),
    [
        ("exact", {"exact": "exact"}),
        ("normalized", {"norm": "normalized"}),
        ("exact,normalized", {"exact": "exact", "norm": "normalized"}),
        ("near", {"light": "near"}),
        ("near,near, exact", {"exact": "exact", "light": "near"}),
        ("contains", {"teaser": "contains", "excerpt": "contains"}),
    ],
)
def test_only_the_relations_asked_for_make_duplicates(market, call, relations, expected):
    found = duplicates(call("dedup", market, "--relations", relations))
    assert found == {f"market-{name}": ("market", relation) for name, relation in expected.items()}


def test_overlap_is_found_where_it_is_asked_for(place, call):
    first, second, third = (ROWS[name]["text"] for name in ("market", "bread", "bridge"))
    write_rows(place / "rows.jsonl", {"id": "a", "text": first + second}, {"id": "b", "text": second + third})
    assert duplicates(call("dedup", "rows.jsonl")) == {}
    result = call("dedup", "rows.jsonl", "--relations", "near,overlap", "--keep", "first")
    assert duplicates(result) == {"b": ("a", "overlap")}
    assert "near  contains  overlap\n" in result.err


@pytest.mark.parametrize(("threshold", "found"), [("0.7", True), ("0.96", True), ("0.99", False), ("1", False)])
def test_matches_below_the_threshold_do_not_count(market, call, threshold, found):
    assert ("market-light" in duplicates(call("dedup", market, "--threshold", threshold))) is found


@pytest.mark.parametrize(
    ("options", "keeper", "reason"),
    [
        ([], "long", "longest: 167 words"),
        (["--keep", "longest"], "long", "longest: 167 words"),
        (["--keep", "first"], "old", "first"),
        (["--keep", "newest"], "new", "newest: 2026-01-02"),
        (["--keep", "newest", "--date-field", "seen"], "old", "newest: 2026-02-01"),
    ],
)
def test_keep_says_which_row_stays_and_the_clusters_say_why(place, call, options, keeper, reason):
    text = ROWS["market"]["text"]
    write_rows(
        place / "rows.jsonl",
        {"id": "old", "text": text, "date": "2025-12-31", "seen": "2026-02-01"},
        {"id": "long", "text": f"{text} More soon.", "date": "yesterday"},
        {"id": "new", "text": text, "date": "2026-01-02", "seen": 0},
    )
    result = call("dedup", "rows.jsonl", "--unique", "--clusters", "clusters.jsonl", *options)
    (cluster,) = read_records(place / "clusters.jsonl")
    assert [row["id"] for row in result.records] == [keeper] == [cluster["representative"]]
    assert cluster["reason"] == reason


def test_only_rows_of_one_group_are_compared(place, call):
    rows = [{"id": f"{site}{n}", "site": site, "text": FERRY} for n in (1, 2) for site in ("a", "b", None)]
    write_rows(place / "rows.jsonl", *rows, {"id": "bare", "text": FERRY})
    found = duplicates(call("dedup", "rows.jsonl", "--group-by", "site"))
    assert found == {
        "a2": ("a1", "exact"),
        "b2": ("b1", "exact"),
        "None2": ("None1", "exact"),
        "bare": ("None1", "exact"),
    }


# --- --against: what of this is already there?


def test_known_rows_stay_and_are_not_written(place, market, call):
    write_rows(place / "old.jsonl", {**ROWS["market-excerpt"], "id": "k1"})
    write_rows(place / "older.jsonl", {"id": "k2", "text": FERRY})
    write_rows(place / "new.jsonl", {"id": "n1", "text": FERRY}, {"id": "n2", "text": BAKERY})
    args = ["dedup", market, "new.jsonl", "--against", "old.jsonl", "--against", "older.jsonl"]
    result = call(*args)
    assert [row["id"] for row in result.records] == [*MARKET, "n1", "n2"]
    assert {keeper for keeper, _ in duplicates(result).values()} == {"k1", "k2"}
    assert [row["id"] for row in call(*args, "--unique").records] == ["n2"]


def test_known_rows_are_known_in_clusters_and_summary(place, call):
    write_rows(place / "old.jsonl", {"id": "k1", "text": FERRY}, {"id": "k2", "text": FERRY}, {"id": "k3", "text": "x"})
    write_rows(
        place / "new.jsonl",
        {"id": "n1", "text": FERRY},
        {"id": "n2", "text": BAKERY},
        {"id": "n3", "text": BAKERY.upper()},
    )
    result = call("dedup", "new.jsonl", "--against", "old.jsonl", "--clusters", "clusters.jsonl")
    clusters = read_records(place / "clusters.jsonl")
    assert [(cluster["representative"], cluster["reason"]) for cluster in clusters] == [
        ("k1", "known"),
        ("n2", "longest: 41 words"),
    ]
    assert [cluster["members"] for cluster in clusters] == [["k1", "k2", "n1"], ["n2", "n3"]]
    assert result.err.startswith("rows        3\nknown       3\nduplicates  2 in 2 clusters, 1 of them of known rows\n")


def test_known_rows_are_read_with_the_fields_of_the_inputs(place, call):
    write_rows(place / "old.jsonl", {"key": 1, "body": FERRY})
    write_rows(place / "new.jsonl", {"key": 2, "body": FERRY})
    (row,) = call("dedup", "new.jsonl", "--against", "old.jsonl", "--text-field", "body", "--id-field", "key").records
    assert (row["duplicate_of"], row["relation"]) == ("1", "exact")


def test_a_known_row_that_cannot_be_used_is_named(place, call):
    (place / "old.jsonl").write_bytes(b"7\n")
    write_rows(place / "new.jsonl", {"id": "n1", "text": FERRY})
    result = call("dedup", "new.jsonl", "--against", "old.jsonl")
    assert (result.status, len(result.records)) == (3, 1)
    assert result.err.startswith("old.jsonl:1: SEG205")


# --- clusters, matches and the summary


def test_a_cluster_says_who_belongs_to_it_and_how(place, market, call):
    call("dedup", market, "--clusters", "clusters.jsonl")
    (cluster,) = read_records(place / "clusters.jsonl")
    Draft202012Validator(load_schema("cluster")).validate(cluster)
    assert cluster == {
        "schema": "segment.cluster/1",
        "representative": "market",
        "reason": "longest: 165 words",
        "size": 6,
        "relations": {"exact": 1, "normalized": 1, "near": 1, "contains": 2, "overlap": 0},
        "members": list(MARKET),
    }


def test_repeated_ids_do_not_make_more_duplicates_than_there_are(place, call):
    rows = [{"id": "x", "text": text} for text in (FERRY, BAKERY, FERRY, BAKERY)]
    result = call("dedup", write_rows(place / "rows.jsonl", *rows))
    assert "duplicates  2 in 2 clusters\n" in result.err


@pytest.mark.parametrize("options", [["--clusters", "list.jsonl"], ["--matches", "list.jsonl"]])
def test_lists_are_written_without_a_word_too(place, market, call, options):
    result = call("dedup", market, "-q", *options)
    assert (result.status, result.err) == (0, "")
    assert (place / "list.jsonl").read_bytes()


def test_texts_are_not_read_again_for_matches_that_nobody_asked_for(market, call, monkeypatch):
    def fail(found):
        pytest.fail("asked for matches")

    monkeypatch.setattr(DedupedRows, "matches", property(fail))
    assert call("dedup", market, "--clusters", "clusters.jsonl").status == 0


def test_the_summary_has_a_table_of_clusters_by_size_and_relation(call):
    summary = call("dedup", COPIES).err
    assert summary.splitlines() == [
        "rows        18",
        "duplicates  8 in 2 clusters",
        "  of size   clusters  members  exact  normalized  near  contains",
        "  4-5              1        4      0           0     0         3",
        "  6-10             1        6      1           1     1         2",
        "  all              2       10      1           1     1         5",
        "rejects     0",
    ]
    assert summary in README.read_text("utf-8")


def test_the_summary_of_rows_without_copies_has_no_table(place, call):
    write_rows(place / "rows.jsonl", {"text": FERRY}, {"text": ""}, {"text": ""})
    assert call("dedup", "rows.jsonl").err == "rows        3\nduplicates  0 in 0 clusters\nrejects     0\n"


def test_little_memory_gives_the_same_bytes(market, call):
    assert call("dedup", market, COPIES, "--memory", "16m").out == call("dedup", market, COPIES).out


# --- the same options of `run`


def test_run_takes_the_options_of_matching(place, call):
    (place / "copy.txt").write_text(FERRY)
    (place / "accents.txt").write_text(FERRY.replace("e", "é"))
    args = ["run", "ferry.txt", "copy.txt", "accents.txt", "--memory", "32M", "--threshold", "0.9"]
    ferry, copy, accents = (row["id"] for row in call(*args).records)
    assert duplicates(call(*args)) == {copy: (ferry, "exact"), accents: (ferry, "normalized")}
    assert duplicates(call(*args, "--relations", "exact")) == {copy: (ferry, "exact")}


@pytest.mark.parametrize(
    ("texts", "reason"),
    [
        ([FERRY, FERRY], "first"),
        ([ROWS["market"]["text"], ROWS["market-excerpt"]["text"]], "longest: 165 words"),
    ],
)
def test_run_says_why_an_article_stays(place, call, texts, reason):
    write_rows(place / "rows.jsonl", *({"text": text} for text in texts))
    result = call("run", "rows.jsonl", "--single", "--clusters", "clusters.jsonl")
    (cluster,) = read_records(place / "clusters.jsonl")
    assert cluster["reason"] == reason
    assert cluster["members"] == [record["id"] for record in result.records]


# --- laws


@given(st.integers(LEAST_MEMORY, 1 << 45))
def test_a_size_reads_as_it_is_written(size):
    assert parse_memory(format_memory(size)) == size


@given(st.lists(st.sampled_from(RELATIONS), min_size=1))
def test_the_order_of_relations_does_not_matter(names):
    parsed = parse_relations(",".join(names))
    assert set(parsed) == set(names)
    assert parsed == parse_relations(" , ".join(reversed(names)))
