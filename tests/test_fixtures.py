"""The fixtures are what they say: built from their sources, tiled by their gold, labelled in the contract's words."""

from __future__ import annotations

import importlib.util
import json
import sys
import unicodedata
from pathlib import Path

import pytest

from segment.types import Kind, Role

FIXTURES = Path(__file__).parent.parent / "fixtures"
GOLD = sorted(FIXTURES.glob("gold/*.jsonl"))
MAX_BYTES = 1_000_000


def read(path):
    return path.read_bytes().decode("utf-8")


def read_rows(path):
    return [json.loads(line) for line in read(path).removesuffix("\n").split("\n")]


@pytest.fixture(scope="module")
def build_gold():
    spec = importlib.util.spec_from_file_location("build_gold", FIXTURES / "build_gold.py")
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module  # dataclasses look their module up by name
    spec.loader.exec_module(module)
    yield module
    del sys.modules[spec.name]


@pytest.fixture(params=GOLD, ids=lambda path: path.stem)
def row(request):
    (only,) = read_rows(request.param)
    return only


def test_committed_files_are_up_to_date(build_gold):
    expected = dict(build_gold.outputs())
    built = [path for folder in ("dumps", "gold") for path in (FIXTURES / folder).iterdir()]
    assert {path: read(path) for path in built} == expected


def test_there_are_enough_dumps_in_enough_languages_and_they_stay_small():
    assert len(GOLD) >= 60
    assert len({row["language"] for path in GOLD for row in read_rows(path)}) >= 6
    written = [path for folder in ("src", "inputs", "clusters") for path in (FIXTURES / folder).iterdir()]
    assert sum(path.stat().st_size for path in (*written, *GOLD)) < MAX_BYTES


def test_gold_tiles_the_dump(row):
    text, end = row["text"], 0
    for block in row["blocks"]:
        assert text[end : block["start"]].strip() == ""
        end = block["end"]
        assert text[block["start"] : end].strip() == text[block["start"] : end] != ""
    assert text[end:].strip() == ""


def test_gold_speaks_the_words_of_the_contract(row):
    assert set(row) == {"id", "language", "note", "text", "articles", "blocks"}
    assert len(row["note"]) > 20
    assert {article["kind"] for article in row["articles"]} <= set(Kind)
    assert {block["role"] for block in row["blocks"]} <= set(Role)
    assert all(block["article"] is not None or block["role"] == "boilerplate" for block in row["blocks"])


def test_articles_are_numbered_as_they_come_and_hold_a_body(row):
    numbers = [block["article"] for block in row["blocks"] if block["article"] is not None]
    assert numbers == sorted(numbers)
    bodies = {block["article"] for block in row["blocks"] if block["role"] == "body"}
    assert bodies == set(numbers) == set(range(len(row["articles"])))


@pytest.mark.parametrize(
    ("source", "text", "blocks"),
    [
        pytest.param("@articles full\n@ 0 body\nA.\n\nB.", "A.\n\nB.\n", [(0, 2), (4, 6)], id="empty lines stay"),
        pytest.param("@ 0 bio\nA.\n@ 0 disclaimer +\nB.", "A. B.\n", [(0, 2), (3, 5)], id="two blocks on one line"),
        pytest.param(
            "@layout stream\n@ 0 body\nA.\nB.\n@ 1 body\nC.", "A. B. C.", [(0, 5), (6, 8)], id="stream joins runs"
        ),
        pytest.param("@layout windows\n@ 0 body\né\nB", "Ã©\r\nB\r\n", [(0, 2), (4, 5)], id="mojibake and line ends"),
        pytest.param("@layout indented\n@ 0 body\nA.", "    A.\n", [(4, 6)], id="indent stands before the block"),
        pytest.param("@ 0 body\n　甲", "　甲\n", [(1, 2)], id="so does the indent of the source"),
        pytest.param("@ 0 body\nA␊B␛", "A\nB\x1b\n", [(0, 4)], id="control pictures"),
    ],
)
def test_sources_become_dumps(build_gold, source, text, blocks):
    built = build_gold.build("name", source)
    assert built["text"] == text
    assert [(block["start"], block["end"]) for block in built["blocks"]] == blocks


@pytest.mark.parametrize("line", ["@ 1 teaser body", "@ 1", "@article full", "@-"])
def test_a_mistyped_tag_is_an_error(build_gold, line):
    with pytest.raises(ValueError, match="not a tag"):
        build_gold.build("name", line)


def test_hard_wrapped_lines_keep_to_their_width(build_gold):
    lines = read(FIXTURES / "dumps" / "wrapped.txt").splitlines()
    assert build_gold.WRAP_COLUMNS - 5 < max(map(len, lines)) <= build_gold.WRAP_COLUMNS


def test_a_dump_without_line_breaks_has_none():
    assert len(read(FIXTURES / "dumps" / "one-line.txt").splitlines()) == 1


def test_crawl_has_one_bad_row_between_two_good_ones():
    assert [type(row["text"]) for row in read_rows(FIXTURES / "inputs" / "crawl.jsonl")] == [str, type(None), str]


COPIES = {row["id"]: row for row in read_rows(FIXTURES / "clusters" / "copies.jsonl")}


def fold(text):
    """Case, accents' form, quotes and white space made the same."""
    plain = unicodedata.normalize("NFKC", text).casefold().translate(str.maketrans("“”’", '""\''))
    return " ".join(plain.split())


def test_copies_have_unique_ids():
    assert len(COPIES) == len(read_rows(FIXTURES / "clusters" / "copies.jsonl"))


def test_what_must_stay_apart_is_alone_in_its_cluster():
    clusters = [row["cluster"] for row in COPIES.values()]
    for row in COPIES.values():
        assert (clusters.count(row["cluster"]) == 1) == row["cat"].startswith("neg_"), row["id"]


def shared_words(a, b):
    """Share of the different words of two texts that both hold, 0.0 to 1.0."""
    return len(set(a.split()) & set(b.split())) / len(set(a.split()) | set(b.split()))


CLAIMS = {
    "exact": lambda copy, parent: copy == parent,
    "norm": lambda copy, parent: copy != parent and fold(copy) == fold(parent),
    "light": lambda copy, parent: copy != parent and shared_words(copy, parent) > 0.85,
    "teaser": lambda copy, parent: fold(parent).startswith(fold(copy.removesuffix("…"))),
    "excerpt": lambda copy, parent: copy in parent and not parent.startswith(copy),
    "abridge": lambda copy, parent: copy not in parent and all(part in parent for part in copy.split("\n\n")),
    "boiler": lambda copy, parent: copy.startswith(parent) and copy != parent,
}
CHILDREN = [row for row in COPIES.values() if row["id"] != row["cluster"]]


@pytest.mark.parametrize("row", CHILDREN, ids=lambda row: row["id"])
def test_copies_are_what_their_category_says(row):
    assert CLAIMS[row["cat"]](row["text"], COPIES[row["cluster"]]["text"])


def test_every_category_of_copies_is_there():
    assert {row["cat"] for row in CHILDREN} == set(CLAIMS)
