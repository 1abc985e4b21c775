from __future__ import annotations

import csv
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from segment.config import ReadConfig
from segment.readers.losses import Loss
from segment.readers.tabular.csv_rows import read_csv
from segment.types import Dump

from .streams import source_of

TEXTS = [
    "The ferry to Harnøy was late.",
    "Mara Lindqvist said:\n\n“No, thanks.”\n",
    'He wrote "gone", and left.',
    " Two commas, one; semicolon\tand a | bar.",
    "船が遅れた。",
]
DUMPS = [Dump(text, "a.csv", index, f"r{index}") for index, text in enumerate(TEXTS)]


def table(delimiter: str = ",", line_end: str = "\n", columns: tuple[str, ...] = ("id", "text", "more")) -> str:
    """The five texts, in a table written by the standard library."""
    file = io.StringIO()
    writer = csv.writer(file, delimiter=delimiter, lineterminator=line_end)
    writer.writerow(columns)
    for index, text in enumerate(TEXTS):
        cells = {"id": f"r{index}", "text": text, "more": "x"}
        writer.writerow([cells[column] for column in columns])
    return file.getvalue()


def read(data: bytes, config: ReadConfig | None = None, **how) -> list[Dump | Loss]:
    return list(read_csv(source_of(data, **how), "a.csv", config or ReadConfig()))


CSV = table().encode()


@pytest.mark.parametrize(
    "data",
    [
        CSV,
        table(";").encode(),
        table("\t").encode(),
        table("|").encode(),
        table(line_end="\r\n").encode(),
        table(line_end="\r").encode(),
        table(columns=("text", "more", "id")).encode(),
        b"\xef\xbb\xbf" + CSV,
        table().encode("utf-16"),
        table().encode("utf-16-be"),
        b"sep=;\r\n" + table(";").encode(),
        b"sep=:\n" + table(":").encode(),
        b"\n\n" + CSV.replace(b",x\n", b",x\n\n"),
        CSV.replace(b"id,text,more", b"id , text, more"),
    ],
    ids=[
        "comma",
        "semicolon",
        "tab",
        "bar",
        "crlf",
        "cr",
        "order",
        "mark",
        "utf-16",
        "utf-16-be",
        "named",
        "named only",
        "blank lines",
        "blanks in header",
    ],
)
@pytest.mark.parametrize("chunk", [1, 7, 1 << 18])
def test_rows_are_read_in_every_layout(data: bytes, chunk: int) -> None:
    assert read(data, chunk=chunk) == DUMPS


def test_rows_in_a_given_encoding() -> None:
    data = "text\n“Café”\n".encode("cp1252")
    assert read(data, ReadConfig(encoding="cp1252")) == [Dump("“Café”", "a.csv")]


def test_columns_can_be_named() -> None:
    config = ReadConfig(text_field="more", id_field="text")
    assert read(b"id,text,more\n1,a,b\n", config) == [Dump("b", "a.csv", 0, "a")]


@pytest.mark.parametrize("data", [b"text\nT\n", b"id,text\n,T\n"], ids=["no column", "empty cell"])
def test_rows_may_have_no_id(data: bytes) -> None:
    assert read(data) == [Dump("T", "a.csv")]


def test_cells_may_be_large_and_the_limit_of_the_library_stays_as_it_was() -> None:
    before = csv.field_size_limit()
    text = "A long text. " * 50_000
    assert read(f"text\n{text}\n".encode()) == [Dump(text, "a.csv")]
    assert csv.field_size_limit() == before


def test_nuls_stay() -> None:
    assert read(b"text,more\nA\0B,\n") == [Dump("A\0B", "a.csv")]


BAD_ROWS = [
    ("7,T", "SEG205", "the number of cells is 2, and in the header 3. Put quotes"),
    ("7,T,x,y", "SEG205", "the number of cells is 4, and in the header 3. Put quotes"),
    ('7,"T"a,x', "SEG205", "not CSV: ',' expected after '\"'. In a cell"),
    ("7,,x", "SEG206", "is empty"),
    ('7," \t",x', "SEG206", "only white space"),
    ("7,caf\udce9,x", "SEG203", "does not fit the encoding (0xe9). Try --encoding cp1252"),
    ("\udce9,T,x", "SEG203", "does not fit the encoding (0xe9)"),
]


@pytest.mark.parametrize(("row", "code", "part"), BAD_ROWS, ids=[part for _, _, part in BAD_ROWS])
def test_a_bad_row_costs_itself_only(row: str, code: str, part: str) -> None:
    data = f'id,text,more\n1,"A\n\nB",x\n{row}\n2,C,x\n'.encode("utf-8", "surrogateescape")
    first, bad, last = read(data)
    assert (first, last) == (Dump("A\n\nB", "a.csv", 0, "1"), Dump("C", "a.csv", 2, "2"))
    assert isinstance(bad, Loss)
    assert (bad.error.line, bad.index, bad.error.code) == (5, 1, code)
    assert part in str(bad.error)
    assert bad.raw == row.encode("utf-8", "replace").decode() + "\n"


@pytest.mark.parametrize(
    ("data", "part"),
    [
        (b"id,title,body\n1,A,Longer.\n", 'no column "text". It has title, body; try --text-field body'),
        (b"id,title\n", 'no column "text". It has title; try --text-field title'),
        (b"id\n1\n", 'no column "text". No other field holds a text'),
        (b'"id"x,text\n1,A\n', "not CSV"),
        (b'"id,text\n1,A\n', "not CSV: unexpected end of data. The file may be cut short"),
        (b"", "holds no rows"),
        (b"\n\n", "holds no rows"),
        (b"id,text\n", "holds no rows"),
    ],
)
def test_a_table_without_texts_says_what_it_has(data: bytes, part: str) -> None:
    (loss,) = read(data)
    assert isinstance(loss, Loss)
    assert loss.index is None
    assert part in str(loss.error)


def test_the_line_of_a_table_without_texts_is_that_of_its_header() -> None:
    (loss,) = read(b"sep=;\n\na;b\n1;2\n")
    assert isinstance(loss, Loss)
    assert loss.error.line == 3


def row_ends(text: str) -> list[set[int]]:
    """Of the header and each row, the bytes after which it is over: behind its line end, or in the middle of CRLF."""
    ends, at, quotes = [], 0, 0
    for line in text.splitlines(keepends=True):
        at += len(line.encode())
        quotes += line.count('"')
        if quotes % 2 == 0:
            ends.append({at, at - 1} if line.endswith("\r\n") else {at})
    return ends


@pytest.mark.parametrize("line_end", ["\n", "\r\n"])
@pytest.mark.parametrize("damaged", [False, True])
def test_no_cut_is_silent_and_the_rows_before_it_stay(line_end: str, damaged: bool) -> None:
    text = table(line_end=line_end)
    data = text.encode()
    ends = row_ends(text)
    for end in range(1, len(data)):
        items = read(data[:end], damaged=damaged)
        dumps = [item for item in items if isinstance(item, Dump)]
        losses = [item for item in items if isinstance(item, Loss)]
        whole = max(sum(min(places) <= end for places in ends) - 1, 0)
        is_between = whole > 0 and any(end in places for places in ends)
        assert dumps[:whole] == DUMPS[:whole], end
        assert len(dumps) <= whole + 1, end
        assert len(losses) == (damaged or not is_between), end
        if damaged:
            assert losses[0].error.code == "SEG202", end
            assert losses[0].index is None


def test_a_last_row_without_a_line_end_is_given_and_named() -> None:
    *dumps, loss = read(CSV.rstrip(b"\n"))
    assert dumps == DUMPS
    assert isinstance(loss, Loss)
    assert (loss.index, loss.error.line) == (None, CSV.count(b"\n"))
    assert "has no line end" in str(loss.error)


def test_a_quote_that_is_never_closed_is_named_with_its_line() -> None:
    first, loss = read(b'text,more\nA,x\n"B,x\nC,x\n')
    assert first == Dump("A", "a.csv")
    assert isinstance(loss, Loss)
    assert (loss.error.line, loss.index, loss.raw) == (3, None, '"B,x\nC,x\n')
    assert "cut short" in str(loss.error)


@pytest.mark.parametrize("row", [b"x" * 200, b'"' + b"x\n" * 100 + b'"'], ids=["line", "lines"])
def test_a_row_that_is_too_large_ends_the_table(row: bytes) -> None:
    first, loss = read(b"text\nA\n" + row + b"\nB\n", ReadConfig(max_bytes=100))
    assert first == Dump("A", "a.csv")
    assert isinstance(loss, Loss)
    assert loss.error.line == 3
    assert "larger than 100 bytes" in str(loss.error)


@given(st.binary(max_size=300), st.booleans())
def test_nothing_that_follows_a_header_raises(rest: bytes, damaged: bool) -> None:
    items = read(b"id,text\nr0,First.\n" + rest, ReadConfig(encoding="utf-8"), damaged=damaged)
    assert items[0] == Dump("First.", "a.csv", 0, "r0")
    assert not damaged or isinstance(items[-1], Loss)


@given(st.lists(st.text(st.characters(codec="utf-8"), min_size=1).filter(lambda text: not text.isspace()), min_size=1))
def test_texts_come_back_as_they_were_written(texts: list[str]) -> None:
    file = io.StringIO(newline="")
    writer = csv.writer(file, quoting=csv.QUOTE_ALL)
    writer.writerows([["text"], *([text] for text in texts)])
    items = read(file.getvalue().encode())
    assert [item.text for item in items if isinstance(item, Dump)] == texts
