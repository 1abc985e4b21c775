from __future__ import annotations

import gzip
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from segment.config import ReadConfig
from segment.errors import BinaryError, CompressionError, InputNotFoundError, RowError
from segment.readers import read, read_inputs
from segment.types import Dump, Reject

from .invented import ENGLISH, FRENCH, JSONL, read_bytes, read_one

if TYPE_CHECKING:
    from pathlib import Path


def test_a_text_is_one_dump_unchanged(folder: Path) -> None:
    assert read_one(folder, "a.txt", ENGLISH.encode()) == Dump(ENGLISH, "a.txt")


def test_markdown_is_one_dump_that_says_so(folder: Path) -> None:
    text = "# Ferry\n\n*Late* again.\n"
    assert read_one(folder, "a.md", text.encode()) == Dump(text, "a.md", format="markdown")
    assert read_one(folder, "a.txt", text.encode(), ReadConfig(input_format="markdown")).format == "markdown"  # type: ignore[union-attr]


@pytest.mark.parametrize(
    ("data", "what"),
    [
        (b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", "a PNG picture"),
        (b"\xff\xd8\xff\xe0\0\x10JFIF", "a JPEG picture"),
        (b"RIFF\x24\0\0\0WEBPVP8 ", "a WebP picture"),
        (b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n", "a PDF document"),
        (b"\x7fELF\2\1\1\0", "an ELF program"),
        (b"ferry.txt".ljust(257, b"\0") + b"ustar\0" + b"00", "a tar archive"),
        (b"SQLite format 3\0", "an SQLite database"),
        (b"\0\0\0\x20ftypisom", "a video"),
        (bytes(range(256)) * 20, "binary data: 20 of the first 5,120 bytes are NUL"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
@pytest.mark.parametrize("name", ["a.txt", "a.jsonl"])
def test_binary_data_is_named(folder: Path, name: str, data: bytes, what: str) -> None:
    reject = read_one(folder, name, data)
    assert isinstance(reject, Reject)
    assert (reject.code, f"looks like {what}" in reject.message, reject.raw) == ("SEG204", True, None)


@pytest.mark.parametrize("text", ["ID3 is a way to grow trees.", "MZ and PK", "RIFF raff", "In 2019 WAVE", "PAR1 x"])
def test_words_that_look_like_magic_numbers_are_words(folder: Path, text: str) -> None:
    assert read_one(folder, "a.txt", text.encode()) == Dump(text, "a.txt")


@pytest.mark.parametrize("data", [b"", b" \r\n\t", b"\xef\xbb\xbf", "\ufeff\n".encode("utf-16-le"), b"<html><body>"])
def test_an_input_without_text_is_empty(folder: Path, data: bytes) -> None:
    reject = read_one(folder, "a.txt", data)
    assert isinstance(reject, Reject)
    assert (reject.code, reject.line) == ("SEG206", 1)


def test_a_page_above_the_limit_is_rejected(folder: Path) -> None:
    reject = read_one(folder, "a.html", b"<p>" + b"x" * 101, ReadConfig(max_bytes=100, reject_chars=10))
    assert isinstance(reject, Reject)
    assert (reject.code, reject.raw) == ("SEG201", "<p>" + "x" * 7)


def test_one_bad_input_does_not_stop_the_others(folder: Path) -> None:
    (folder / "a.txt").write_bytes(b"%PDF-1.4")
    (folder / "b.jsonl").write_bytes(JSONL[:-5])
    (folder / "c.txt").write_text(FRENCH, encoding="utf-8")
    kinds = [(item.path, type(item).__name__, item.index) for item in read_inputs(["a.txt", "b.jsonl", "c.txt"])]
    assert kinds == [
        ("a.txt", "Reject", None),
        ("b.jsonl", "Dump", 0),
        ("b.jsonl", "Dump", 1),
        ("b.jsonl", "Reject", 2),
        ("c.txt", "Dump", 0),
    ]


def test_a_file_name_that_is_not_utf8_can_still_be_written(folder: Path) -> None:
    name = b"caf\xe9.txt".decode("utf-8", "surrogateescape")
    try:
        (folder / name).write_text("One.")
    except OSError:
        pytest.skip("this file system takes UTF-8 names only")
    assert list(read_inputs(["."])) == [Dump("One.", "caf�.txt")]


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=50, deadline=None)
@given(st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), min_size=1))
def test_any_utf8_text_comes_back_equal(folder: Path, text: str) -> None:
    item = read_one(folder, "a.txt", ("Ferry: " + text).encode(), ReadConfig(input_format="text"))
    assert item == Dump("Ferry: " + text, "a.txt")


def test_read_gives_the_dumps_of_a_path(folder: Path) -> None:
    (folder / "a.jsonl.gz").write_bytes(gzip.compress(JSONL, mtime=0))
    assert [dump.id for dump in read(folder / "a.jsonl.gz")] == ["r0", "r1", "r2"]


@pytest.mark.parametrize(
    ("name", "data", "error", "message"),
    [
        ("a.txt", b"%PDF-1.4", BinaryError, "a.txt:1: looks like a PDF"),
        ("a.txt.gz", gzip.compress(b"One.", mtime=0)[:-3], CompressionError, "a.txt.gz:1: cut short"),
        ("a.jsonl", JSONL + b"bad", RowError, "a.jsonl:4: not JSON"),
    ],
)
def test_read_raises_what_a_run_rejects(
    folder: Path, name: str, data: bytes, error: type[Exception], message: str
) -> None:
    (folder / name).write_bytes(data)
    with pytest.raises(error) as caught:
        list(read(name))
    assert str(caught.value).startswith(message)


def test_read_of_what_is_not_there_is_wrong_usage(folder: Path) -> None:
    with pytest.raises(InputNotFoundError):
        list(read("nowhere.txt"))


def test_rejects_print_as_findings(folder: Path) -> None:
    (item,) = read_bytes(folder, "a.txt", b"")
    assert str(item) == "a.txt:1: SEG206 is empty. Leave it out."
