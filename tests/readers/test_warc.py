from __future__ import annotations

import base64
import hashlib
import zlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from segment.config import ReadConfig
from segment.readers.losses import Loss
from segment.readers.web.warc import read_warc
from segment.types import Dump, Meta

from .invented import pack_gzip
from .streams import source_of

HEAD = "WARC/1.0\r\nWARC-Type: {kind}\r\nWARC-Record-ID: <urn:uuid:{number}>\r\n"
TEXTS = [f"Ferry {number} left Harnøy on time.\n\nNobody waved.\n" for number in range(5)]


def record(block: bytes, number: int = 0, kind: str = "conversion", length: int | None = None, **fields: str) -> bytes:
    """One record; `length` is what it says where that is wrong."""
    fields = {"Content-Type": "text/plain"} | {name.replace("_", "-"): value for name, value in fields.items()}
    head = HEAD.format(kind=kind, number=number) + "".join(f"{name}: {value}\r\n" for name, value in fields.items())
    return f"{head}Content-Length: {len(block) if length is None else length}\r\n\r\n".encode() + block + b"\r\n\r\n"


def digest(block: bytes) -> str:
    return "sha1:" + base64.b32encode(hashlib.sha1(block).digest()).decode()  # noqa: S324 - what WARC has


def wet(number: int, **how) -> bytes:
    return record(TEXTS[number].encode(), number, WARC_Target_URI=f"https://harbour.example/{number}", **how)


def dump(number: int, index: int | None = None) -> Dump:
    extra = {"url": f"https://harbour.example/{number}"}
    return Dump(TEXTS[number], "-", number if index is None else index, str(number), meta=Meta(extra=extra))


def read(data: bytes, config: ReadConfig | None = None, **how) -> list[Dump | Loss]:
    return list(read_warc(source_of(data, **how), "-", config or ReadConfig()))


INFO = record(b"software: Lantern 2\r\n", 99, "warcinfo", Content_Type="application/warc-fields")
RECORDS = [INFO, *(wet(number) for number in range(5))]
WET = b"".join(RECORDS)
DUMPS = [dump(number) for number in range(5)]


@pytest.mark.parametrize("chunk", [1, 7, 100, 1 << 18])
@pytest.mark.parametrize(
    "data",
    [
        WET,
        WET.replace(b"\r\n", b"\n"),
        WET.replace(b"WARC/1.0", b"WARC/1.1"),
        b"\r\n" + WET,
        WET.replace(b"\r\n\r\nWARC", b"WARC"),
        WET.replace(b"\r\n\r\nWARC", b"\nWARC"),
        WET.replace(b"WARC-Type", b"warc-type").replace(b"Content-Length", b"CONTENT-LENGTH"),
        WET.replace(b"text/plain", b"text/plain;\r\n charset=utf-8"),
    ],
    ids=["crlf", "lf", "1.1", "blank first", "nothing between", "one line end between", "case", "folded"],
)
def test_texts_are_read(data: bytes, chunk: int) -> None:
    assert read(data, chunk=chunk) == DUMPS


def test_where_a_page_was_and_when_it_was_fetched_is_kept() -> None:
    (item,) = read(wet(0, WARC_Date="2031-06-03T08:15:00Z"))
    assert item.meta == Meta(extra={"url": "https://harbour.example/0", "crawled": "2031-06-03T08:15:00Z"})


def test_a_record_within_a_text_is_text() -> None:
    text = wet(1) + wet(2)
    (item,) = read(record(text))
    assert item.text.encode() == text


@pytest.mark.parametrize(
    "data",
    [
        record(b"{}", kind="metadata", Content_Type="application/json"),
        record(b"GET / HTTP/1.1\r\n\r\n", kind="request", Content_Type="application/http; msgtype=request"),
        record(b"", kind="revisit"),
        record(b"\x89PNG", kind="resource", Content_Type="image/png"),
        record(b"HTTP/1.1 200 OK\r\nContent-Type: image/png\r\n\r\n\x89PNG", kind="response"),
        record(b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n\r\n{}", kind="response"),
        record(b"HTTP/1.1 301 Moved\r\nContent-Type: text/html\r\n\r\n<p>Moved", kind="response"),
        record(b"HTTP/1.1 404 Not Found\r\nContent-Type: text/html\r\n\r\n<p>Gone", kind="response"),
        record(b"HTTP/1.1 200 OK\r\n\r\nx", kind="response"),
    ],
    ids=["metadata", "request", "revisit", "picture", "sent picture", "JSON", "redirect", "error page", "no type"],
)
def test_records_without_text_are_passed_over(data: bytes) -> None:
    assert read(wet(0) + data + wet(1)) == DUMPS[:2]


PAGE = "<html><head><title>x</title></head><body><p>The ferry to Harnøy</p></body></html>"
CHUNKED = b"7\r\nThe fer\r\n7;x=y\r\nry left\r\n1\r\n.\r\n0\r\n\r\n"
RAW_DEFLATE = zlib.compress(b"The ferry left.")[2:-4]


@pytest.mark.parametrize(
    ("fields", "body", "text"),
    [
        ("Content-Type: text/plain", b"The ferry left.", "The ferry left."),
        ("Content-Type: text/plain\r\nTransfer-Encoding: chunked", CHUNKED, "The ferry left."),
        ("Content-Type: text/plain\r\nTransfer-Encoding: chunked", b"The ferry left.", "The ferry left."),
        ("Content-Type: text/plain\r\nContent-Encoding: gzip", pack_gzip(b"The ferry left."), "The ferry left."),
        ("Content-Type: text/plain\r\nContent-Encoding: gzip", b"The ferry left.", "The ferry left."),
        ("Content-Type: text/plain\r\nContent-Encoding: deflate", zlib.compress(b"The ferry left."), "The ferry left."),
        ("Content-Type: text/plain\r\nContent-Encoding: deflate", RAW_DEFLATE, "The ferry left."),
        ("Content-Type: text/plain; charset=iso-8859-1", b"Harn\xf8y", "Harnøy"),
        ("Content-Type: text/plain; charset=iso-8859-1", "Harnøy".encode(), "Harnøy"),
        ("Content-Type: text/plain; charset=utf-8", b"Harn\xf8y", "Harnøy"),
        ("Content-Type: text/plain; charset=Shift_JIS", "船が遅れた".encode("cp932"), "船が遅れた"),
        ('Content-Type: text/plain; charset="gb2312"', "船晚点了，镕".encode("gbk"), "船晚点了，镕"),
        ("Content-Type: text/plain; charset=idna", "Harnøy".encode(), "Harnøy"),
        ("Content-Type: text/plain; charset=rot13", "Harnøy".encode(), "Harnøy"),
    ],
)
def test_answers_of_servers_are_decoded(fields: str, body: bytes, text: str) -> None:
    block = b"HTTP/1.1 200 OK\r\n" + fields.encode() + b"\r\n\r\n" + body
    assert [item.text for item in read(record(block, kind="response"))] == [text]


@pytest.mark.parametrize("declared", ["", "; charset=utf-8", "; charset=iso-8859-1"])
@pytest.mark.parametrize("kind", ["text/html", "application/xhtml+xml"])
def test_pages_become_text(kind: str, declared: str) -> None:
    pytest.importorskip("selectolax")
    block = f"HTTP/1.1 200 OK\r\nContent-Type: {kind}{declared}\r\n\r\n{PAGE}".encode()
    (item,) = read(record(block, kind="response"))
    assert "The ferry to Harnøy" in item.text
    assert "<p>" not in item.text


def test_a_page_in_an_encoding_that_only_the_server_names() -> None:
    pytest.importorskip("selectolax")
    block = b"HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=koi8-r\r\n\r\n<p>" + "Паром ушёл".encode("koi8-r")
    (item,) = read(record(block, kind="response"))
    assert item.text.strip() == "Паром ушёл"


LONG = b"x" * (32 << 20)


@pytest.mark.parametrize(
    ("block", "code", "part"),
    [
        (b"Content-Encoding: br\r\n\r\n\x0b\x02", "SEG203", "compressed with br"),
        (b"Transfer-Encoding: chunked\r\n\r\n7\r\nThe fer\r\n7\r\nry", "SEG205", "break off at byte 10"),
        (b"Content-Encoding: gzip\r\n\r\n" + pack_gzip(LONG), "SEG202", "perhaps a decompression bomb"),
        (b"Content-Encoding: gzip\r\n\r\n" + pack_gzip(b"x")[:-1], "SEG202", "cut short"),
        (b"Content-Encoding: deflate\r\n\r\n" + zlib.compress(b"x")[:-1], "SEG202", "cut short"),
        (b"Content-Encoding: deflate\r\n\r\n" + zlib.compress(LONG), "SEG202", "more than 16,777,216 bytes"),
        (b"\r\n", "SEG206", "is empty"),
        (b"\r\n \n", "SEG206", "only white space"),
    ],
)
def test_an_answer_that_cannot_be_used_costs_itself_only(block: bytes, code: str, part: str) -> None:
    answer = record(b"HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\n" + block, kind="response")
    first, bad, last = read(wet(0) + answer + wet(2))
    assert (first, last) == (dump(0), dump(2))
    assert isinstance(bad, Loss)
    assert (bad.error.code, bad.index) == (code, 1)
    assert f"record 2, at byte {len(wet(0))}: " in str(bad.error)
    assert part in str(bad.error)


def test_an_answer_without_a_status_line_is_lost() -> None:
    (loss,) = read(record(b"The ferry left.", kind="response"))
    assert isinstance(loss, Loss)
    assert "does not begin with an HTTP status line" in str(loss.error)


SIZE = len(TEXTS[1].encode())


@pytest.mark.parametrize("length", [0, 3, SIZE - 2, SIZE + 5, SIZE + 200, 10**8, 10**14])
@pytest.mark.parametrize("chunk", [7, 1 << 18])
def test_a_record_with_a_wrong_length_goes_up_to_the_next_one(length: int, chunk: int) -> None:
    first, second, doubt, third = read(wet(0) + wet(1, length=length) + wet(2), chunk=chunk)
    assert (first, second, third) == tuple(DUMPS[:3])
    assert isinstance(doubt, Loss)
    assert f"record 2, at byte {len(wet(0))}: says {length} bytes, but the next record starts after {SIZE}" in str(
        doubt.error
    )


@pytest.mark.parametrize("length", [SIZE - 1, SIZE + 1, SIZE + 4])
def test_a_length_that_is_wrong_by_line_ends_only_does_not_matter(length: int) -> None:
    items = read(wet(0) + wet(1, length=length) + wet(2))
    assert [item.text.strip() for item in items] == [text.strip() for text in TEXTS[:3]]


@pytest.mark.parametrize("said", [b"", b"Content-Length: about forty\r\n"], ids=["none", "no number"])
def test_a_record_that_does_not_say_how_long_it_is_goes_up_to_the_next_one(said: bytes) -> None:
    length = f"Content-Length: {SIZE}\r\n".encode()
    first, second, doubt, third = read(wet(0) + wet(1).replace(length, said) + wet(2))
    assert (first, second, third) == tuple(DUMPS[:3])
    assert isinstance(doubt, Loss)


def test_with_a_digest_a_wrong_length_does_not_matter() -> None:
    data = wet(0) + wet(1, length=5, WARC_Block_Digest=digest(TEXTS[1].encode())) + wet(2)
    assert read(data) == DUMPS[:3]


def test_with_a_wrong_digest_and_a_wrong_length_a_record_is_lost() -> None:
    first, bad, last = read(wet(0) + wet(1, length=5, WARC_Block_Digest=digest(b"x")) + wet(2))
    assert (first, last) == (dump(0), dump(2))
    assert isinstance(bad, Loss)
    assert (bad.index, bad.raw) == (1, TEXTS[1])


def test_a_wrong_digest_alone_is_passed_over() -> None:
    assert read(wet(0, WARC_Block_Digest=digest(b"x"))) == [dump(0)]


def test_damage_between_two_records_costs_what_is_damaged() -> None:
    damaged = wet(1).replace(b"WARC/1.0", b"WA?C/1.0")
    first, bad, last = read(wet(0) + damaged + wet(2))
    assert (first, last) == (dump(0), dump(2, 1))
    assert isinstance(bad, Loss)
    assert f"no record at byte {len(wet(0))}, nor in the {len(damaged) - 1} bytes" in str(bad.error)
    assert bad.raw.startswith("WA?C/1.0")


def test_a_head_that_does_not_end_costs_its_record() -> None:
    damaged = b"WARC/1.0\r\nWARC-Type: conversion\r\n"
    first, bad, last = read(wet(0) + damaged + wet(2))
    assert first == dump(0)
    assert last.text == TEXTS[2]
    assert isinstance(bad, Loss)
    assert "record 2" in str(bad.error)
    assert "head does not end" in str(bad.error)


def test_a_record_larger_than_the_limit_costs_itself_only() -> None:
    long = record(b"A long text. " * 1000)
    first, bad, last = read(wet(0) + long + wet(2), ReadConfig(max_bytes=5000), chunk=512)
    assert (first, last) == (dump(0), dump(2))
    assert isinstance(bad, Loss)
    assert "larger than 5,000 bytes" in str(bad.error)


@pytest.mark.parametrize("length", [(64 << 20) + 1, 65 << 20])
def test_a_long_film_is_passed_over(length: int) -> None:
    film = record(bytes(length), kind="metadata", Content_Type="video/mp4")
    assert read(wet(0) + film + wet(1)) == DUMPS[:2]


def test_a_film_that_is_not_as_long_as_it_says_is_named() -> None:
    film = record(bytes(1000), kind="metadata", length=65 << 20)
    first, bad = read(wet(0) + film + wet(1))
    assert first == dump(0)
    assert isinstance(bad, Loss)
    assert f"record 2, at byte {len(wet(0))}: no record behind" in str(bad.error)


ENDS = [sum(map(len, RECORDS[: count + 1])) for count in range(len(RECORDS))]


@pytest.mark.parametrize("damaged", [False, True])
def test_no_cut_is_silent_and_the_records_before_it_stay(damaged: bool) -> None:
    for end in range(1, len(WET)):
        items = read(WET[:end], damaged=damaged)
        dumps = [item for item in items if isinstance(item, Dump)]
        losses = [item for item in items if isinstance(item, Loss)]
        whole = max(sum(place <= end for place in ENDS) - 1, 0)
        assert dumps[:whole] == DUMPS[:whole], end
        assert len(dumps) <= whole + 1, end
        assert all(item.text == TEXTS[item.index] for item in dumps), end
        assert len(losses) == (damaged or end not in ENDS), end
        if damaged:
            assert losses[0].error.code == "SEG202", end


@pytest.mark.parametrize("data", [b"", b"\r\n\r\n"])
def test_an_archive_without_records_is_empty(data: bytes) -> None:
    (loss,) = read(data)
    assert loss.error.code == "SEG206"


def test_what_is_no_archive_is_named_once() -> None:
    (loss,) = read(b"A text.\n\nWARC/1.0 is a format.\n" * 1000, chunk=100)
    assert "no record at byte 0" in str(loss.error)
    assert len(loss.raw) == ReadConfig().reject_chars


@given(st.binary(max_size=300), st.booleans(), st.integers(1, 400))
def test_nothing_that_follows_a_record_raises(rest: bytes, damaged: bool, chunk: int) -> None:
    items = read(wet(0) + rest, damaged=damaged, chunk=chunk)
    assert items[0] == dump(0)
    assert not damaged or isinstance(items[-1], Loss)


PARTS = [b"\r\n", b"\n", b"WARC/1.0", b"WARC-Type: response", b"Content-Length: 9", b"x: y", b"HTTP/1.1 200"]


@given(st.lists(st.sampled_from(PARTS)))
def test_no_order_of_its_parts_raises(parts: list[bytes]) -> None:
    read(b"WARC/1.0\r\nWARC-Type: response\r\n" + b"".join(parts))


def test_the_record_behind_one_that_is_too_large_is_found_wherever_it_starts() -> None:
    for size in range(4700, 5300):
        items = read(record(b"x" * size, length=10**6) + wet(1), ReadConfig(max_bytes=5000), chunk=500)
        assert items[-1] == dump(1), size
