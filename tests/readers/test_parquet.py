from __future__ import annotations

import gzip
import io
import sys
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from segment.config import ReadConfig
from segment.errors import MissingExtraError
from segment.readers.losses import Loss
from segment.readers.sources import open_source
from segment.readers.tabular.parquet import read_parquet
from segment.types import Dump

from .streams import cut_places, source_of

if TYPE_CHECKING:
    from pathlib import Path

pa = pytest.importorskip("pyarrow")
pq = pytest.importorskip("pyarrow.parquet")

TEXTS = [f"Ferry {number} left Harnøy on time." for number in range(10)]
DUMPS = [Dump(text, "-", number, f"r{number}") for number, text in enumerate(TEXTS)]


def pack(columns: dict, **how) -> bytes:
    file = io.BytesIO()
    pq.write_table(pa.table(columns), file, **how)
    return file.getvalue()


def read(data: bytes, config: ReadConfig | None = None, **how) -> list[Dump | Loss]:
    return list(read_parquet(source_of(data, **how), "-", config or ReadConfig()))


IDS = [f"r{number}" for number in range(10)]
PLAIN = {"compression": "none", "use_dictionary": False}
PARQUET = pack({"id": IDS, "text": TEXTS, "more": [1.5] * 10}, row_group_size=2, **PLAIN)


@pytest.mark.parametrize(
    "kind",
    [
        pa.string(),
        pa.large_string(),
        pa.string_view(),
        pa.binary(),
        pa.large_binary(),
        pa.dictionary(pa.int32(), pa.string()),
    ],
    ids=str,
)
@pytest.mark.parametrize("compression", ["none", "snappy", "gzip", "zstd"])
def test_texts_are_read_from_columns_of_every_kind(kind, compression: str) -> None:
    texts = pa.array([text.encode() for text in TEXTS] if "binary" in str(kind) else TEXTS, kind)
    assert read(pack({"text": texts, "id": IDS}, compression=compression)) == DUMPS


@pytest.mark.parametrize(
    ("ids", "expected"),
    [([7], "7"), (["x"], "x"), ([None], None), (pa.array([2**64 - 1], pa.uint64()), "18446744073709551615")],
)
def test_ids_are_texts_or_whole_numbers(ids, expected: str | None) -> None:
    assert read(pack({"text": ["T"], "id": ids})) == [Dump("T", "-", 0, expected)]


def test_rows_may_have_no_id() -> None:
    assert read(pack({"text": ["A", "B"]})) == [Dump("A", "-", 0), Dump("B", "-", 1)]


def test_columns_can_be_named() -> None:
    config = ReadConfig(text_field="body", id_field="url")
    assert read(pack({"body": ["T"], "url": ["u/1"], "text": ["no"]}), config) == [Dump("T", "-", 0, "u/1")]


def test_binary_texts_are_decoded_as_any_other() -> None:
    data = pack({"text": [b"caf\xc3\xa9", b"caf\xe9"]})
    assert [dump.text for dump in read(data)] == ["café", "café"]


@pytest.mark.parametrize("pack_more", [bytes, gzip.compress], ids=["plain", "gzip"])
def test_a_file_may_be_compressed_once_more(folder: Path, pack_more) -> None:
    (folder / "a").write_bytes(pack_more(PARQUET))
    config = ReadConfig()
    items = list(read_parquet(open_source("a", config, None), "a", config))
    assert [dump.text for dump in items] == TEXTS


def test_a_member_of_an_archive_is_not_looked_for_as_a_file(folder: Path) -> None:
    (folder / "a").write_bytes(pack({"text": ["Another file."]}))
    items = list(read_parquet(source_of(PARQUET), "b/a", ReadConfig()))
    assert [dump.text for dump in items] == TEXTS


def not_utf8(*texts: bytes):
    return pa.Array.from_buffers(pa.string(), len(texts), pa.array(texts).buffers())


BAD_CELLS = [
    (["A", None, "C"], "SEG205", 'row 2: the column "text" holds a null', None),
    (["A", "", "C"], "SEG206", "row 2: is empty", None),
    (["A", " \n", "C"], "SEG206", "row 2: holds no text, only white space", " \n"),
    (not_utf8(b"A", b"caf\xe9!", b"C"), "SEG203", "row 2: not UTF-8 at byte 3 (0xe9)", None),
]


@pytest.mark.parametrize(("texts", "code", "part", "raw"), BAD_CELLS, ids=[part for _, _, part, _ in BAD_CELLS])
def test_a_bad_row_costs_itself_only(texts, code: str, part: str, raw: str | None) -> None:
    first, bad, last = read(pack({"text": texts}))
    assert (first, last) == (Dump("A", "-", 0), Dump("C", "-", 2))
    assert isinstance(bad, Loss)
    assert (bad.error.code, bad.error.line, bad.index, bad.raw or None) == (code, 2, 1, raw)
    assert part in str(bad.error)


@pytest.mark.parametrize(
    ("columns", "part"),
    [
        ({"title": ["A"], "body": ["Longer."]}, 'no column "text". It has title, body; try --text-field body'),
        ({"title": ["A"], "body": [None]}, 'no column "text". It has title; try --text-field title'),
        ({"title": pa.array([], pa.string())}, 'no column "text". It has title; try --text-field title'),
        ({"n": [1]}, 'no column "text". No other field holds a text'),
        ({"text": [["A"]], "body": ["B"]}, 'the column "text" holds list<'),
        ({"text": [{"a": "B"}], "body": ["B"]}, "try --text-field body"),
        ({"text": [1], "n": [2]}, 'the column "text" holds int64, not texts. No other field'),
        (
            {"text": ["A"], "id": [1.5]},
            'the column "id" holds double, not texts or whole numbers. Try another',
        ),
        ({"text": ["A"], "id": [True]}, 'the column "id" holds bool'),
        ({"text": pa.array([], pa.string())}, "holds no rows"),
    ],
)
def test_a_table_without_texts_says_what_it_has(columns: dict, part: str) -> None:
    (loss,) = read(pack(columns))
    assert isinstance(loss, Loss)
    assert part in str(loss.error)


def test_two_columns_of_one_name_are_refused() -> None:
    file = io.BytesIO()
    pq.write_table(pa.Table.from_arrays([pa.array(["A"]), pa.array(["B"])], names=["text", "text"]), file)
    (loss,) = read(file.getvalue())
    assert "more than one column" in str(loss.error)


@pytest.mark.parametrize("end", [*cut_places(PARQUET), 3, len(PARQUET) - 1])
def test_of_a_file_that_is_cut_short_nothing_is_given_but_the_reason(end: int) -> None:
    (loss,) = read(PARQUET[:end])
    assert isinstance(loss, Loss)
    assert loss.error.code == "SEG205"
    assert "at the end of the file" in str(loss.error)


def test_where_the_stream_breaks_off_that_is_the_reason() -> None:
    (loss,) = read(PARQUET[:500], damaged=True)
    assert loss.error.code == "SEG202"


def test_damage_in_a_group_of_rows_costs_that_group() -> None:
    place = pq.ParquetFile(io.BytesIO(PARQUET)).metadata.row_group(2).column(1).data_page_offset
    data = PARQUET[:place] + b"\xff" * 8 + PARQUET[place + 8 :]
    items = read(data)
    assert [item for item in items if isinstance(item, Dump)] == [*DUMPS[:4], *DUMPS[6:]]
    (loss,) = [item for item in items if isinstance(item, Loss)]
    assert (loss.error.line, loss.index) == (5, None)
    assert "rows 5 to 6: cannot be read" in str(loss.error)


def test_checksums_are_looked_at() -> None:
    data = pack({"text": TEXTS}, write_page_checksum=True, **PLAIN)
    (loss,) = read(data.replace(b"Ferry 3", b"Ferry 8"))
    assert "rows 1 to 10: cannot be read" in str(loss.error)


def test_a_column_that_unfolds_to_too_much_is_refused_before_it_is_read() -> None:
    data = pack(
        {"text": ["x" * (32 << 20)] * 2, "id": [1, 2]}, row_group_size=1, use_dictionary=False, compression="zstd"
    )
    first, second = read(data)
    assert first.error.code == second.error.code == "SEG202"
    assert "rows 1 to 1" in str(first.error)
    assert "decompression bomb" in str(first.error)


def test_a_stream_larger_than_the_limit_is_refused() -> None:
    (loss,) = read(PARQUET, ReadConfig(max_bytes=100), chunk=64)
    assert "larger than 100 bytes" in str(loss.error)


def test_without_the_extra_the_message_names_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "pyarrow.parquet", None)
    with pytest.raises(MissingExtraError, match=r"segment\[parquet\]"):
        read(PARQUET)


@given(st.data())
def test_no_damage_raises(data: st.DataObject) -> None:
    start = data.draw(st.integers(4, len(PARQUET) - 1))
    noise = data.draw(st.binary(min_size=1, max_size=20))
    items = read(PARQUET[:start] + noise + PARQUET[start + len(noise) :])
    assert items


@given(st.binary(max_size=300))
def test_nothing_that_follows_the_magic_number_raises(rest: bytes) -> None:
    (loss,) = read(b"PAR1" + rest)
    assert isinstance(loss, Loss)
