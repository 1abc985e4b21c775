from __future__ import annotations

import bz2
import gzip
import io
import lzma
from pathlib import Path
from types import SimpleNamespace

import orjson
import pytest
from hypothesis import given
from hypothesis import strategies as st

from segment.config import ReadConfig
from segment.errors import InputNotFoundError, UsageError
from segment.evaluate.gold import DuplicateRow, is_duplicate_gold, read_duplicate_gold, read_gold
from segment.evaluate.records import RESIDUE, GoldDump, RoleSpan, Segmentation, Span
from segment.types import Kind, Reject

FORMS = Path(__file__).parent.parent.parent / "fixtures" / "gold-forms"
CONFIG = ReadConfig()
TEXT = "Menu\nFerry late\nIt was late again.\nIce gone\nThe lake is milk."
FULL = {"kind": "full"}


def block(text, role, article, *, of=TEXT):
    start = of.index(text)
    return {"start": start, "end": start + len(text), "role": role, "article": article}


ROW = {
    "id": "harbour",
    "text": TEXT,
    "articles": [FULL, {"kind": "teaser"}],
    "blocks": [
        block("Menu", "boilerplate", None),
        block("Ferry late", "title", 0),
        block("It was late again.", "body", 0),
        block("Ice gone", "teaser_title", 1),
        block("The lake is milk.", "body", 1),
    ],
}
SPANS = (
    RoleSpan(0, 4, RESIDUE, None),
    RoleSpan(5, 15, "title", 0),
    RoleSpan(16, 34, "body", 0),
    RoleSpan(35, 43, "title", 1),
    RoleSpan(44, 61, "body", 1),
)
UNITS = tuple(Span(span.start, span.end) for span in SPANS)
GOLD = Segmentation((5, 35), SPANS, (Kind.FULL, Kind.TEASER))
DUMP = GoldDump("harbour", "gold.jsonl", 0, 1, TEXT, GOLD, UNITS)


@pytest.fixture(autouse=True)
def folder(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    return tmp_path


def write(name, *rows):
    path = Path(name)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(b"".join(row if isinstance(row, bytes) else orjson.dumps(row) + b"\n" for row in rows))
    return name


def read(*rows):
    return list(read_gold(write("gold.jsonl", *rows), CONFIG))


def test_a_row_of_the_contract_is_a_dump_and_its_answer():
    assert read(ROW) == [DUMP]


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        ({"body": "It was late again."}, {"body": "It was late again."}),
        ({"body": None, "starts": [1, 2], "page": "x", "hard": True}, {}),
        ({"articles": None}, {"kinds": None}),
    ],
    ids=["body", "other keys", "no articles"],
)
def test_keys_beside_the_blocks(change, expected):
    (dump,) = read({**ROW, **change})
    changed = Segmentation(**{"starts": (5, 35), "blocks": SPANS, "kinds": GOLD.kinds, **expected})
    assert dump.gold == changed


def test_an_article_that_opens_the_dump_is_no_boundary():
    text = " \n" + TEXT[5:]
    blocks = [
        {**item, "start": item["start"] - 3, "end": item["end"] - 3}
        for item in ROW["blocks"]
        if item["role"] != "boilerplate"
    ]
    (dump,) = read({**ROW, "text": text, "blocks": blocks})
    assert dump.gold.starts == (32,)


def test_articles_are_numbered_in_the_order_of_the_text():
    turned = [{**item, "article": None if item["article"] is None else 1 - item["article"]} for item in ROW["blocks"]]
    assert read({**ROW, "articles": ROW["articles"][::-1], "blocks": turned}) == [DUMP]


def test_an_article_may_go_on_behind_another_one():
    articles = [None, 0, 1, 0, 1]
    mixed = [{**item, "article": article} for item, article in zip(ROW["blocks"], articles, strict=True)]
    (dump,) = read({**ROW, "blocks": mixed})
    assert dump.gold.starts == (5, 16)


def test_blank_edges_are_no_part_of_a_block():
    wide = [{**item, "end": min(item["end"] + 1, len(TEXT))} for item in ROW["blocks"]]
    assert read({**ROW, "blocks": wide}) == [DUMP]


@pytest.mark.parametrize(("given_id", "expected"), [("a", "a"), (7, "7"), (None, "#0"), ("", "#0")])
def test_ids(given_id, expected):
    (dump,) = read({**ROW, "id": given_id})
    assert dump.id == expected


def broken(**change):
    return {**ROW, **change}


def with_block(number, **change):
    return broken(blocks=[{**item, **change} if place == number else item for place, item in enumerate(ROW["blocks"])])


BAD = {
    "no JSON": (b"{nothing}\n", "SEG205", "not JSON at column 2"),
    "NaN": (b'{"text": NaN}\n', "SEG205", "not JSON"),
    "nested junk": (b"[" * 5000 + b"\n", "SEG205", "not JSON"),
    "no object": (b"[1, 2]\n", "SEG205", "a JSON list, not an object"),
    "bytes": (b'{"text": "caf\xe9"}\n', "SEG203", "not UTF-8 at byte 13"),
    "no text": (broken(text=None), "SEG205", '"text" holds null'),
    "blank text": (broken(text=" \n"), "SEG210", "the text is blank"),
    "id is a boolean": (broken(id=True), "SEG205", 'the id field "id" holds true'),
    "id is a list": (broken(id=[["x"]]), "SEG205", "holds a list"),
    "id is a megabyte": (broken(id="x" * 1_000_000), "SEG205", "longer than 4,096"),
    "no blocks": (broken(blocks=None), "SEG210", '"blocks" holds null'),
    "empty blocks": (broken(blocks=[], articles=[]), "SEG210", "61 characters"),
    "duplicates": ({"id": 1, "text": "a", "cluster": 1}, "SEG210", "a row of duplicates"),
    "block is a number": (broken(blocks=[5]), "SEG210", "block 0: 5 is no object"),
    "no start": (with_block(1, start=None), "SEG210", 'block 1: "start" is null'),
    "start is a boolean": (with_block(1, start=True), "SEG210", '"start" is true, not a whole number'),
    "start is a fraction": (with_block(1, start=5.0), "SEG210", '"start" is 5.0'),
    "start is negative": (with_block(0, start=-1), "SEG210", '"start" is -1'),
    "start is text": (with_block(1, start="5"), "SEG210", '"start" is "5"'),
    "huge end": (with_block(4, end=2**63), "SEG210", "beyond the text of 61 characters"),
    "beyond 64 bits": (orjson.dumps(with_block(4, end=777)).replace(b"777", b"9" * 400) + b"\n", "SEG2", ""),
    "end in bytes": (with_block(4, end=62), "SEG210", "block 4: its end, 62, is beyond the text"),
    "turned": (with_block(1, start=15, end=5), "SEG210", "its start, 15, is not before its end, 5"),
    "empty": (with_block(1, end=5), "SEG210", "not before"),
    "blank": (with_block(1, start=4, end=5), "SEG210", "characters 4 to 5 are blank"),
    "overlap": (with_block(2, start=14), "SEG210", "block 2 begins at 14, before block 1 ends at 15"),
    "order": (broken(blocks=ROW["blocks"][::-1]), "SEG210", "must stand in the order of the text"),
    "gap": (broken(blocks=[ROW["blocks"][0], *ROW["blocks"][2:]]), "SEG210", "10 characters between 4 and 16"),
    "tail": (broken(blocks=ROW["blocks"][:4]), "SEG210", '17 characters between 43 and 61 are in no block ("The lake'),
    "unknown role": (with_block(1, role="headline"), "SEG210", 'unknown role "headline". Known are title, byline'),
    "role is a list": (with_block(1, role=["title"]), "SEG210", "unknown role a list"),
    "no article": (broken(blocks=[{"start": 0, "end": 61, "role": "body"}]), "SEG210", 'no "article"'),
    "article beyond": (with_block(4, article=2), "SEG210", "block 4: article 2 of 2"),
    "article is a boolean": (with_block(4, article=True), "SEG210", '"article" is true'),
    "article unused": (broken(articles=[FULL] * 3), "SEG210", "article 2 has no block"),
    "articles is a number": (broken(articles=2), "SEG210", '"articles" holds 2'),
    "unknown kind": (broken(articles=[FULL, {"kind": "brief"}]), "SEG210", 'article 1: its kind is "brief"'),
    "no kind": (broken(articles=[FULL, None]), "SEG210", "article 1: its kind is null"),
    "kind is a list": (broken(articles=[{"kind": []}, FULL]), "SEG210", "article 0: its kind is a list"),
    "body is a list": (broken(body=["x"]), "SEG210", '"body" holds a list'),
}


@pytest.mark.parametrize(("row", "code", "message"), BAD.values(), ids=BAD.keys())
def test_a_bad_row_costs_itself_only(row, code, message):
    first, bad, last = read({**ROW, "id": "first"}, row, ROW)
    assert (first.index, last.index, last.line) == (0, 2, 3)
    assert (bad.path, bad.line, bad.index, bad.code[: len(code)]) == ("gold.jsonl", 2, 1, code)
    assert message in bad.message
    assert len(bad.message) < 400


def test_role_of_what_belongs_to_no_article_does_not_matter():
    (dump,) = read(with_block(0, role="anything"))
    assert dump.gold == GOLD


def test_an_id_may_come_once_in_a_file():
    first, second, third = read(ROW, ROW, {**ROW, "id": "other"})
    assert first == DUMP
    assert str(second).startswith('gold.jsonl:2: SEG210 the id "harbour" was used before, in gold.jsonl')
    assert (third.id, third.index) == ("other", 2)


def test_ids_of_several_files_are_told_apart_by_the_files_names():
    write("gold/a.jsonl", ROW, b"{}\n")
    write("gold/b.jsonl", ROW, {**ROW, "id": "new"})
    items = [item for item in read_gold("gold", CONFIG) if isinstance(item, GoldDump)]
    assert [(item.id, item.path, item.index) for item in items] == [
        ("harbour", "gold/a.jsonl", 0),
        ("b.jsonl/harbour", "gold/b.jsonl", 2),
        ("new", "gold/b.jsonl", 3),
    ]


PACKED = {
    "gz": gzip.compress,
    "bz2": bz2.compress,
    "xz": lzma.compress,
    "zst": lambda data: pytest.importorskip("backports.zstd").compress(data),
}


@pytest.mark.parametrize("suffix", PACKED)
def test_compressed_gold(suffix):
    write(f"gold.jsonl.{suffix}", PACKED[suffix](orjson.dumps(ROW)))
    (dump,) = read_gold(f"gold.jsonl.{suffix}", CONFIG)
    assert dump.gold == GOLD


@pytest.mark.parametrize(
    "data",
    [
        b"\xef\xbb\xbf" + orjson.dumps(ROW),
        orjson.dumps(ROW).decode().encode("utf-16"),
        orjson.dumps([ROW], option=orjson.OPT_INDENT_2),
        b"\r\n\r\n" + orjson.dumps(ROW) + b"\r\n",
    ],
    ids=["mark", "utf-16", "array", "crlf"],
)
def test_layouts_of_rows(data):
    (dump,) = read(data)
    assert dump.gold == GOLD


def test_damage_costs_what_is_behind_it():
    data = gzip.compress(b"".join(orjson.dumps({**ROW, "id": number}) + b"\n" for number in range(1000)), mtime=0)
    write("gold.jsonl.gz", data[: len(data) // 2])
    *dumps, last = read_gold("gold.jsonl.gz", CONFIG)
    assert (last.code, len(dumps) > 10, all(isinstance(dump, GoldDump) for dump in dumps)) == ("SEG202", True, True)


def test_standard_input(monkeypatch):
    monkeypatch.setattr("sys.stdin", SimpleNamespace(buffer=io.BytesIO(orjson.dumps(ROW))))
    (dump,) = read_gold("-", CONFIG)
    assert (dump.path, dump.gold) == ("-", GOLD)


def test_bytes_are_counted():
    counted = []
    list(read_gold(write("gold.jsonl", ROW), CONFIG, on_bytes=counted.append))
    assert sum(counted) == Path("gold.jsonl").stat().st_size


@pytest.mark.parametrize(
    ("data", "code"), [(b"", "SEG206"), (b"\x89PNG\r\n\x1a\n\0\0", "SEG204"), (b"\x1f\x8b\x08junk", "SEG202")]
)
def test_a_file_that_is_no_text_is_named(data, code):
    (reject,) = read_gold(write("gold.jsonl", data), CONFIG)
    assert (reject.path, reject.code) == ("gold.jsonl", code)


@pytest.mark.parametrize(("name", "starts"), [("sentences.ref", 2), ("export.txt", 2), ("articles", 2)])
def test_form_is_found_by_content(name, starts):
    (dump,) = [item for item in read_gold(str(FORMS / name), CONFIG) if isinstance(item, GoldDump)]
    assert len(dump.gold.starts) == starts


@pytest.mark.parametrize(
    ("files", "names"),
    [
        ({"a.jsonl": orjson.dumps(ROW), "notes.txt": b"Notes."}, ["harbour"]),
        ({"x/1.ref": b"One .\n==========\nTwo .\n", "x/notes.txt": b"Notes."}, ["x/1.ref"]),
        ({"1.txt": b"One .\n==========\nTwo .\n", "2.txt": b"==========\nThree .\n"}, ["1.txt", "2.txt"]),
        ({"1.txt": b" 1 of 1 DOCUMENTS\n\nFerry\n\nLENGTH: 1 words\n\nLate.\n"}, ["1.txt:1-1"]),
        ({"1.txt": b"One.", "2.txt": b"Two.", ".hidden.txt": b"No."}, ["1.txt..2.txt"]),
        ({"1.txt": b"\x89PNG\r\n\x1a\n\0\0", "2.txt": b"Two.", "3.txt": b"Three."}, [None, "1.txt..3.txt"]),
    ],
    ids=["rows", "choi by name", "choi by content", "exports", "articles", "first unreadable"],
)
def test_form_of_a_folder(files, names):
    for name, data in files.items():
        write(f"gold/{name}", data)
    assert [getattr(item, "id", None) for item in read_gold("gold", CONFIG)] == names


@pytest.mark.parametrize(
    ("path", "form", "error", "message"),
    [
        ("prose.txt", "auto", UsageError, "no known form. Looked for: JSONL"),
        ("prose.txt", "articles", UsageError, "Name the folder"),
        ("missing.jsonl", "auto", InputNotFoundError, "no such file"),
        ("empty", "auto", InputNotFoundError, "holds no gold"),
        ("texts", "jsonl", InputNotFoundError, "holds no gold"),
    ],
)
def test_wrong_usage(path, form, error, message):
    write("prose.txt", b"The ferry was late.\n")
    write("texts/prose.txt", b"The ferry was late.\n")
    Path("empty").mkdir()
    with pytest.raises(error, match=message):
        list(read_gold(path, CONFIG, form))


def test_unknown_encoding_is_found_at_once():
    with pytest.raises(UsageError, match="unknown encoding"):
        read_gold("-", ReadConfig(encoding="klingon"))


def test_a_link_does_not_lead_out_of_the_folder():
    write("secret.jsonl", ROW)
    write("gold/a.jsonl", {**ROW, "id": "a"})
    Path("gold/b.jsonl").symlink_to(Path("secret.jsonl").resolve())
    assert [item.id for item in read_gold("gold", CONFIG)] == ["a"]


WORDS = st.text(st.characters(codec="utf-8", exclude_categories=["Cs", "Zs", "Zl", "Zp", "Cc"]), min_size=1, max_size=9)
ROLES = st.sampled_from(["title", "byline", "body", "caption", "heading"])


@given(st.lists(st.tuples(WORDS, ROLES, st.integers(0, 3), st.sampled_from([" ", "\n", "\n\n", "\r\n"])), min_size=1))
def test_rows_written_are_read_as_they_were(tmp_path_factory, pieces):
    text, blocks, order = "", [], {}
    for word, role, article, gap in pieces:
        number = None if article == 3 else order.setdefault(article, len(order))
        blocks.append({"start": len(text), "end": len(text) + len(word), "role": role, "article": number})
        text += word + gap
    row = {"id": "x", "text": text, "articles": [FULL] * len(order), "blocks": blocks}
    path = tmp_path_factory.mktemp("gold") / "gold.jsonl"
    path.write_bytes(orjson.dumps(row))
    (dump,) = read_gold(str(path), CONFIG)
    spans = [
        RoleSpan(b["start"], b["end"], RESIDUE if b["article"] is None else b["role"], b["article"]) for b in blocks
    ]
    assert (dump.text, list(dump.gold.blocks or ())) == (text, spans)
    firsts = {span.article: span.start for span in reversed(spans) if span.article is not None}
    assert set(dump.gold.starts) == set(firsts.values()) - {0}


JSON = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**63), 2**64 - 1) | st.floats() | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.sampled_from(list(ROW)), inner, max_size=5),
    max_leaves=8,
)


@given(st.fixed_dictionaries({}, optional=dict.fromkeys([*ROW, "body"], JSON)), st.data())
def test_junk_is_a_reject_and_nothing_else(tmp_path_factory, row, data):
    if data.draw(st.booleans()):
        row = {**ROW, **row}
    path = tmp_path_factory.mktemp("gold") / "gold.jsonl"
    try:
        path.write_bytes(orjson.dumps(row))
    except TypeError:  # half a surrogate pair
        return
    (item,) = read_gold(str(path), CONFIG)
    assert isinstance(item, GoldDump | Reject)


def test_many_blocks_are_read_in_linear_time():
    text = "a " * 100_000
    blocks = [{"start": 2 * n, "end": 2 * n + 1, "role": "body", "article": 0} for n in range(100_000)]
    (dump,) = read({"id": 1, "text": text, "articles": [FULL], "blocks": blocks})
    assert len(dump.units) == 100_000


def test_gold_beside_the_project_has_no_fault(shared):
    items = list(read_gold(str(shared / "data" / "columns" / "dev.jsonl.gz"), CONFIG))
    assert (len(items), [item for item in items if isinstance(item, Reject)]) == (500, [])


COPIES = [
    {"id": 1, "text": "One.", "cluster": 1, "cat": "exact", "parent": None},
    {"id": 2, "text": "Two.", "cluster": 1, "category": "near", "parent": 1},
    {"id": 3, "text": "", "cluster": None},
    {"id": 4, "text": "Four.", "cluster": "3"},
]


def test_gold_of_duplicates():
    path = write("copies.jsonl", *COPIES)
    assert is_duplicate_gold(path, CONFIG)
    one, two, lone, four = read_duplicate_gold(path, CONFIG)
    assert one == DuplicateRow("1", "One.", "1", "exact", None)
    assert two == DuplicateRow("2", "Two.", "1", "near", "1")
    assert (lone.id, lone.text, four.cluster) == ("3", "", "3")
    assert lone.cluster != four.cluster


@pytest.mark.parametrize(
    ("row", "code", "message"),
    [
        ({"id": 1, "text": "Again.", "cluster": 9}, "SEG210", 'the id "1" was used before'),
        ({"id": 5, "cluster": 1}, "SEG205", '"text" holds null'),
        ({"id": 5, "text": "a"}, "SEG210", 'no field "cluster"'),
        ({"id": 5, "text": "a", "cluster": True}, "SEG210", '"cluster" holds true'),
        ({"id": 5, "text": "a", "cluster": 1.5}, "SEG210", '"cluster" holds 1.5'),
        ({"id": 5, "text": "a", "cluster": 1, "parent": []}, "SEG210", '"parent" holds a list'),
        (b"junk\n", "SEG205", "not JSON"),
    ],
)
def test_bad_rows_of_duplicates(row, code, message):
    path = write("copies.jsonl", COPIES[0], row, COPIES[1])
    first, bad, last = read_duplicate_gold(path, CONFIG)
    assert (first.id, bad.code, bad.line, last.id) == ("1", code, 2, "2")
    assert message in bad.message


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        ([ROW], False),
        ([{**ROW, "cluster": 1}], False),
        ([b"junk\n", COPIES[0]], True),
        ([b"Prose.\n==========\n"], False),
        ([], False),
        ([b"\x89PNG\r\n\x1a\n\0\0"], False),
    ],
    ids=["gold", "both", "first row damaged", "choi", "empty", "binary"],
)
def test_which_gold_is_of_duplicates(rows, expected):
    name = "gold.txt" if rows[:1] == [b"Prose.\n==========\n"] else "gold.jsonl"
    assert is_duplicate_gold(write(name, *rows), CONFIG) is expected


def test_standard_input_is_not_looked_at():
    assert not is_duplicate_gold("-", CONFIG)
