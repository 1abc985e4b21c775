from __future__ import annotations

import codecs
from contextlib import suppress
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from segment.config import ReadConfig
from segment.errors import DecodingError
from segment.readers.encoding import decode
from segment.types import Reject

from .invented import ENGLISH, FRENCH, JAPANESE, RUSSIAN, SIMPLIFIED, TRADITIONAL, read_one

if TYPE_CHECKING:
    from pathlib import Path

FOUND = [
    (ENGLISH, "utf-8"),
    (ENGLISH, "utf-8-sig"),
    (ENGLISH, "utf-16"),
    (ENGLISH, "utf-32"),
    (ENGLISH, "utf-16-le"),
    (ENGLISH, "utf-16-be"),
    (ENGLISH, "utf-32-le"),
    (ENGLISH, "utf-32-be"),
    (ENGLISH, "cp1252"),
    (FRENCH, "utf-8"),
    (FRENCH, "cp1252"),
    (FRENCH, "utf-16-le"),
    (SIMPLIFIED, "utf-8"),
    (SIMPLIFIED, "gb18030"),
    (SIMPLIFIED, "gbk"),
    (SIMPLIFIED, "utf-16-le"),
    (SIMPLIFIED, "utf-16-be"),
    (SIMPLIFIED + "\n" + SIMPLIFIED, "utf-16-le"),
    (SIMPLIFIED + "\n" + SIMPLIFIED, "utf-16-be"),
    (TRADITIONAL, "big5"),
    (TRADITIONAL, "utf-16-be"),
    (JAPANESE, "shift_jis"),
    (JAPANESE, "euc_jp"),
    (JAPANESE, "utf-16-le"),
    (RUSSIAN, "cp1251"),
    (RUSSIAN.replace("«", "").replace("»", "").replace("—", "-"), "koi8-r"),
    ("Le café", "latin-1"),
    ("He said “no” to £4", "cp1252"),
    ("naïve", "latin-1"),
    ("x" * 300_000 + "\n" + FRENCH, "cp1252"),
]


@pytest.mark.parametrize(("text", "encoding"), FOUND, ids=[f"{text[:6]}-{name}" for text, name in FOUND])
def test_encodings_are_found(text: str, encoding: str) -> None:
    assert decode(text.encode(encoding)) == text


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be", "utf-32-le", "utf-32-be", "utf-8"])
def test_a_byte_order_mark_is_no_text(folder: Path, encoding: str) -> None:
    dump = read_one(folder, "a.txt", ("\ufeff" + FRENCH).encode(encoding))
    assert getattr(dump, "text", dump) == FRENCH


@pytest.mark.parametrize(
    ("data", "text"),
    [
        (f"{FRENCH}{FRENCH}".encode() + FRENCH.encode("cp1252"), FRENCH * 3),
        (FRENCH.encode("cp1252") * 3 + FRENCH.encode(), FRENCH * 4),
        ("“Café”, ".encode() * 40 + "“cut".encode()[:-4], "“Café”, " * 40 + "â€"),
        ("“Café”, ".encode() * 40 + b"\x81", "“Café”, " * 40 + "\x81"),
        (codecs.BOM_UTF8 + "Café.\n".encode() * 9 + b"Caf\xe9.", "Café.\n" * 9 + "Café."),
    ],
    ids=["last line", "all but the last line", "cut within a character", "undefined byte", "with a mark"],
)
def test_utf8_mixed_with_cp1252_is_decoded_piece_by_piece(data: bytes, text: str) -> None:
    assert decode(data) == text


@pytest.mark.parametrize(
    ("data", "encoding", "line", "part"),
    [
        (b"a\ncaf\xe9 x", "utf-8", 2, "not utf-8 at byte 5 (0xe9)"),
        (b"ab", "utf-32-le", 1, "not utf-32-le at byte 0"),
        (b"a\n\\ud83d", "unicode_escape", 1, "not text in unicode_escape"),
        (codecs.BOM_UTF16_LE + b"H\0i", None, 1, "not utf-16-le at byte 4"),
        (SIMPLIFIED.encode("gb18030") + b"\n\xff\xff", None, 1, "in no known encoding"),
        (f"{SIMPLIFIED}\n".encode("gb18030") + b"\xca", None, 2, "not gb18030 at byte 449 (0xca)"),
    ],
)
def test_what_does_not_decode_is_located(data: bytes, encoding: str | None, line: int, part: str) -> None:
    with pytest.raises(DecodingError) as caught:
        decode(data, encoding)
    assert part in str(caught.value)
    assert "\n" not in str(caught.value)
    assert caught.value.line == line


def test_the_given_encoding_overrules(folder: Path) -> None:
    dump = read_one(folder, "a.txt", "Café".encode(), ReadConfig(encoding="cp1252"))
    assert getattr(dump, "text", dump) == "CafÃ©"


def test_a_dump_that_does_not_decode_is_kept_as_a_reject(folder: Path) -> None:
    reject = read_one(folder, "a.txt", b"one\ncaf\xe9", ReadConfig(encoding="utf-8"))
    assert isinstance(reject, Reject)
    assert (reject.code, reject.line, reject.index, reject.raw) == ("SEG203", 2, 0, "one\ncaf�")


@pytest.mark.parametrize("text", ["a\rb\r\nc\n\n\u2028d\x85e\x0cf", "x" * 2000 + "\0" + "y" * 2000, "e\u0301 \u200b."])
def test_text_is_not_changed(folder: Path, text: str) -> None:
    dump = read_one(folder, "a.txt", text.encode())
    assert getattr(dump, "text", dump) == text


@settings(deadline=None)
@given(st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0")).filter(lambda t: t[:1] != "\ufeff"))
def test_utf8_comes_back_equal(text: str) -> None:
    assert decode(text.encode()) == text


@settings(deadline=None)
@given(st.binary())
def test_any_bytes_become_text_or_a_decoding_error(data: bytes) -> None:
    with suppress(DecodingError):
        decode(data).encode()
