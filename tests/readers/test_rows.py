from __future__ import annotations

from typing import TYPE_CHECKING

import orjson
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from segment.config import ReadConfig
from segment.readers import read_inputs, read_rows
from segment.readers.tabular.layout import RawRow, cut_lines, cut_objects
from segment.types import Dump, Reject, Row

from .invented import ENGLISH, FRENCH, JSONL, ROWS, read_bytes

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

DUMPS = [Dump(row["text"], "a", index, row["id"]) for index, row in enumerate(ROWS)]
PRETTY = orjson.dumps(ROWS, option=orjson.OPT_INDENT_2)
GOOD = b'{"text": "Good."}'


@pytest.mark.parametrize(
    "data",
    [
        JSONL,
        JSONL.rstrip(b"\n"),
        JSONL.replace(b"\n", b"\r\n"),
        b"\n \n" + JSONL.replace(b"\n", b"\n\n"),
        b"\xef\xbb\xbf" + JSONL,
        JSONL.decode().encode("utf-16"),
        JSONL.decode().encode("utf-16-be"),
        JSONL.decode().encode("utf-32"),
        PRETTY,
        PRETTY.replace(b"\n", b"\r\n"),
        orjson.dumps(ROWS),
    ],
    ids=[
        "lines",
        "no last line end",
        "crlf",
        "blank lines",
        "mark",
        "utf-16",
        "utf-16-be",
        "utf-32",
        "pretty array",
        "crlf array",
        "array in a line",
    ],
)
def test_rows_are_read_in_every_layout(folder: Path, data: bytes) -> None:
    assert read_bytes(folder, "a", data) == DUMPS


def test_objects_may_follow_each_other_over_many_lines(folder: Path) -> None:
    data = b"\n".join(orjson.dumps(row, option=orjson.OPT_INDENT_2) for row in ROWS)
    assert [dump.id for dump in read_bytes(folder, "a.json", data) if isinstance(dump, Dump)] == ["r0", "r1", "r2"]


BAD_ROWS = [
    (b'{"text": "a"', "SEG205", "not JSON at column"),
    (b"A headline", "SEG205", "not JSON at column 1"),
    (b'["a"]', "SEG205", "a JSON list, not an object"),
    (b"7", "SEG205", "a JSON number, not an object"),
    (b"{}", "SEG205", 'no field "text". The row has no text at all'),
    (b'{"n": 1}', "SEG205", 'no field "text". No other field holds a text'),
    (b'{"title": "A", "body": "Longer."}', "SEG205", "It has title, body; try --text-field body"),
    (b'{"text": null}', "SEG205", "holds a null, not a text"),
    (b'{"text": 5}', "SEG205", "holds a number, not a text"),
    (b'{"text": ["a"], "body": "B"}', "SEG205", "holds a list, not a text. It has body; try --text-field body"),
    (b'{"text": "a", "id": [1]}', "SEG205", 'the id field "id" holds a list'),
    (b'{"text": "a", "id": true}', "SEG205", 'the id field "id" holds a boolean'),
    (b'{"text": "a", "id": 1.5}', "SEG205", 'the id field "id" holds a number'),
    (b'{"text": "caf\xe9"}', "SEG203", "not UTF-8 at byte 13 of the row (0xe9). Try --encoding cp1252"),
    (rb'{"text": "\ud83d"}', "SEG205", "surrogate"),
    (b'{"text": ' + b"[" * 2000 + b"]" * 2000 + b"}", "SEG205", "not JSON"),
    (b'{"text": NaN}', "SEG205", "not JSON"),
    (b'{"text": ""}', "SEG206", "is empty"),
    (b'{"text": " \\n\\t "}', "SEG206", "only white space"),
]


@pytest.mark.parametrize(("row", "code", "part"), BAD_ROWS, ids=[part for _, _, part in BAD_ROWS])
def test_a_bad_row_costs_itself_only(folder: Path, row: bytes, code: str, part: str) -> None:
    first, bad, last = read_bytes(folder, "a.jsonl", b"\n".join([GOOD, b"", row, GOOD]))
    assert (first, last) == (Dump("Good.", "a.jsonl", 0), Dump("Good.", "a.jsonl", 2))
    assert isinstance(bad, Reject)
    assert (bad.path, bad.line, bad.index, bad.code) == ("a.jsonl", 3, 1, code)
    assert part in bad.message
    assert "\n" not in bad.message
    assert bad.raw == row.decode("utf-8", "replace")


@pytest.mark.parametrize(
    ("value", "expected"), [(b'"x"', "x"), (b"7", "7"), (b"-1", "-1"), (b"null", None), (b'""', "")]
)
def test_ids_are_texts_or_whole_numbers(folder: Path, value: bytes, expected: str | None) -> None:
    assert read_bytes(folder, "a.jsonl", b'{"text": "T", "id": %b}' % value) == [Dump("T", "a.jsonl", 0, expected)]


def test_fields_can_be_named(folder: Path) -> None:
    config = ReadConfig(text_field="body", id_field="url")
    assert read_bytes(folder, "a", b'{"body": "T", "url": "u/1", "text": "no"}', config) == [Dump("T", "a", 0, "u/1")]


def test_html_and_byte_order_marks_within_a_row_stay_as_they_are(folder: Path) -> None:
    text = "\ufeff<html><body><p>One</p>\0</body></html>"
    assert read_bytes(folder, "a.jsonl", orjson.dumps({"text": text})) == [Dump(text, "a.jsonl")]


def test_rows_in_a_given_encoding(folder: Path) -> None:
    data = b"".join(b'{"text": "%b"}\n' % word for word in (b"caf\x82", b"\xe9", b"th\x82"))
    items = read_bytes(folder, "a.jsonl", data, ReadConfig(encoding="cp437"))
    assert [getattr(item, "text", "") for item in items] == ["café", "Θ", "thé"]


def test_a_byte_that_does_not_fit_the_given_encoding_costs_its_row(folder: Path) -> None:
    data = "".join(f'{{"text": "船{number}"}}\n' for number in range(3)).encode("shift_jis").replace(b"1", b"\xff")
    first, bad, last = read_bytes(folder, "a.jsonl", data, ReadConfig(encoding="shift_jis"))
    assert (first, last) == (Dump("船0", "a.jsonl", 0), Dump("船2", "a.jsonl", 2))
    assert isinstance(bad, Reject)
    assert (bad.line, bad.code) == (2, "SEG203")


@pytest.mark.parametrize("name", ["a.json", "a"])
def test_lines_are_counted_in_an_array(folder: Path, name: str) -> None:
    data = b'[\n  {"text": "One."},\n\n  {\n    "text": null\n  },\n  {"text": "Two."}\n]\n'
    one, bad, two = read_bytes(folder, name, data)
    assert (one, two) == (Dump("One.", name, 0), Dump("Two.", name, 2))
    assert isinstance(bad, Reject)
    assert (bad.line, bad.index) == (4, 1)


@pytest.mark.parametrize("end", range(3, len(PRETTY)))
def test_no_cut_of_an_array_is_silent(folder: Path, end: int) -> None:
    *dumps, last = read_bytes(folder, "a.json", PRETTY[:end])
    assert isinstance(last, Reject)
    assert [dump.id for dump in dumps if isinstance(dump, Dump)] == ["r0", "r1", "r2"][: len(dumps)]


@pytest.mark.parametrize("data", [b"[]", b"\n\n", b"", b"\xef\xbb\xbf\n"])
def test_a_table_without_rows_is_empty(folder: Path, data: bytes) -> None:
    (reject,) = read_bytes(folder, "a.json", data)
    assert isinstance(reject, Reject)
    assert reject.code == "SEG206"


def test_a_row_above_the_limit_ends_the_input(folder: Path) -> None:
    data = GOOD + b"\n" + b'{"text": "' + b"x" * 400_000 + b'"}\n' + GOOD
    first, last = read_bytes(folder, "a.jsonl", data, ReadConfig(max_bytes=100_000))
    assert first == Dump("Good.", "a.jsonl", 0)
    assert isinstance(last, Reject)
    assert (last.line, last.code, len(last.raw or "")) == (2, "SEG205", 10_000)


ODD_TEXT = st.text(st.characters(exclude_categories=["Cs"]) | st.sampled_from('"\\[]{},\n'))
OBJECTS = st.lists(st.dictionaries(ODD_TEXT, ODD_TEXT | st.lists(ODD_TEXT)), min_size=1)


def _in_pieces(data: bytes, size: int) -> Iterator[bytes]:
    return (data[start : start + size] for start in range(0, len(data), size))


@settings(deadline=None)
@given(OBJECTS, st.integers(1, 50), st.sampled_from([0, orjson.OPT_INDENT_2]))
def test_layout_is_cut_the_same_however_the_bytes_come(objects: list[object], size: int, option: int) -> None:
    lines = b"\n".join(map(orjson.dumps, objects))
    assert [orjson.loads(row.data) for row in cut_lines(_in_pieces(lines, size), 1 << 20)] == objects
    array = orjson.dumps(objects, option=option)
    rows = list(cut_objects(_in_pieces(array, size), 1 << 20))
    assert [orjson.loads(row.data) for row in rows] == objects
    assert all(row.cut is None and b"\n" not in row.data for row in rows)


def test_lines_are_counted_by_line_feeds() -> None:
    assert list(cut_lines(iter([b"a\n\n", b"b", b"c\r\n", b"\n d"]), 100)) == [
        RawRow(1, b"a"),
        RawRow(3, b"bc"),
        RawRow(5, b"d"),
    ]


def test_rows_for_dedup_keep_their_line(folder: Path) -> None:
    data = b'{"id":"x","text":"One.","n":1e400}\n{"text" : "" }\r\nbad\n'.replace(b"1e400", b"12345678901234567890123")
    (folder / "a.jsonl").write_bytes(data)
    one, empty, bad = read_rows(["a.jsonl"])
    assert one == Row("x", "One.", b'{"id":"x","text":"One.","n":12345678901234567890123}', "a.jsonl", 0)
    assert empty == Row("a.jsonl:2", "", b'{"text" : "" }', "a.jsonl", 1)
    assert str(bad).startswith("a.jsonl:3: SEG205 not JSON")


def test_rows_for_dedup_stand_on_one_line_each(folder: Path) -> None:
    (folder / "a.json").write_bytes(b'[{"text":\n"One."},\n{"text": "Two."}]')
    assert [row.line for row in read_rows(["a.json"]) if isinstance(row, Row)] == [
        b'{"text": "One."}',
        b'{"text": "Two."}',
    ]


@pytest.mark.parametrize(
    ("name", "data", "code", "part"),
    [
        ("a.txt", ENGLISH.encode(), "SEG205", "Try: segment run a.txt"),
        ("a.html", b"<p>One</p>", "SEG205", "written in html"),
        ("a.txt", b"\x89PNG\r\n\x1a\n", "SEG204", "a PNG picture"),
        ("a.jsonl", b"", "SEG206", "holds no rows"),
    ],
)
def test_what_is_no_table_is_one_reject(folder: Path, name: str, data: bytes, code: str, part: str) -> None:
    (folder / name).write_bytes(data)
    (reject,) = read_rows([name])
    assert isinstance(reject, Reject)
    assert (reject.code, part in reject.message) == (code, True)


def test_rows_are_given_while_the_input_still_comes(folder: Path) -> None:
    with (folder / "a.jsonl").open("wb") as file:
        for _ in range(10_000):
            file.write(orjson.dumps({"text": FRENCH}) + b"\n")
    heard: list[int] = []
    items = read_inputs(["a.jsonl"], on_bytes=heard.append)
    next(items)
    assert sum(heard) < 1 << 20
    items.close()  # type: ignore[attr-defined]
