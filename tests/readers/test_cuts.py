"""An input that is cut off anywhere says so, and gives the whole records before the cut as if nothing were wrong."""

from __future__ import annotations

import csv
import gzip
import io
import zipfile
from typing import TYPE_CHECKING

import orjson
import pytest

from segment.readers import read_inputs
from segment.types import Dump, Reject

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

PLACES = 50
TOWNS = ("Harnøy", "Kellsund", "Saint-Orlan", "Ostermoor", "Vaubrune", "Skelby")
TEXTS = [
    f"The ferry to {town} was late again on Tuesday, and the harbour master said so.\n\n"
    f"Nobody in {town} minded, since the sun was out and the band played on the quay until noon."
    for town in TOWNS
]


def make_jsonl() -> bytes:
    return b"".join(orjson.dumps({"id": town, "text": text}) + b"\n" for town, text in zip(TOWNS, TEXTS, strict=True))


def make_csv() -> bytes:
    sheet = io.StringIO()
    writer = csv.writer(sheet, lineterminator="\n")
    writer.writerows([("id", "text"), *zip(TOWNS, TEXTS, strict=True)])
    return sheet.getvalue().encode()


def make_mbox() -> bytes:
    mails = (
        f"From mara@harbour.example Tue Jun  3 08:1{number}:00 2031\nFrom: Mara Lindqvist <mara@harbour.example>\n"
        f"Subject: The ferry to {number}\nMessage-ID: <{number}@harbour.example>\nMIME-Version: 1.0\n"
        'Content-Type: multipart/mixed; boundary="b"\n\n--b\nContent-Type: text/plain; charset=utf-8\n\n'
        f"{text}\n--b--\n\n"
        for number, text in enumerate(TEXTS)
    )
    return "".join(mails).encode()


def make_warc() -> bytes:
    return b"".join(
        b"WARC/1.0\r\nWARC-Type: conversion\r\nWARC-Record-ID: <urn:uuid:%d>\r\nWARC-Target-URI: http://ferry.example/%d\r\n"
        b"Content-Type: text/plain\r\nContent-Length: %d\r\n\r\n%b\r\n\r\n" % (number, number, len(body), body)
        for number, body in enumerate(text.encode() for text in TEXTS)
    )


def make_zip() -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for town, text in zip(TOWNS, TEXTS, strict=True):
            archive.writestr(f"{town}.txt", text)
    return packed.getvalue()


def make_rtf() -> bytes:
    body = "\\par\n".join(text.encode("cp1252", "replace").decode("ascii", "replace") for text in TEXTS)
    return ("{\\rtf1\\ansi\\ansicpg1252 " + body.replace("\n\n", "\\par\n") + "}").encode()


def make_html() -> bytes:
    body = "".join(f"<p>{part}</p>" for text in TEXTS for part in text.split("\n\n"))
    return f"<!doctype html><html><head><title>Ferries</title></head><body><main>{body}</main></body></html>".encode()


def make_parquet() -> bytes:
    pyarrow, parquet = pytest.importorskip("pyarrow"), pytest.importorskip("pyarrow.parquet")
    packed = io.BytesIO()
    parquet.write_table(pyarrow.table({"id": TOWNS, "text": TEXTS}), packed, row_group_size=2)
    return packed.getvalue()


def make_docx() -> bytes:
    docx = pytest.importorskip("docx")
    document, packed = docx.Document(), io.BytesIO()
    for part in (part for text in TEXTS for part in text.split("\n\n")):
        document.add_paragraph(part)
    document.save(packed)
    return packed.getvalue()


FORMS: dict[str, Callable[[], bytes]] = {
    "jsonl": make_jsonl,
    "csv": make_csv,
    "mbox": make_mbox,
    "warc": make_warc,
    "zip": make_zip,
    "rtf": make_rtf,
    "html": make_html,
    "parquet": make_parquet,
    "docx": make_docx,
    "jsonl.gz": lambda: gzip.compress(make_jsonl(), mtime=0),
    "warc.gz": lambda: gzip.compress(make_warc(), mtime=0),
    "txt.gz": lambda: gzip.compress("\n\n".join(TEXTS).encode(), mtime=0),
}


def read_all(folder: Path, name: str, data: bytes) -> tuple[list[str], list[Reject]]:
    """The texts of all dumps that are whole, and what could not be used."""
    (folder / name).write_bytes(data)
    items = list(read_inputs([name]))
    texts = [item.text for item in items if isinstance(item, Dump) and not item.is_cut]
    return texts, [item for item in items if isinstance(item, Reject)]


@pytest.mark.parametrize("form", FORMS)
def test_a_whole_input_loses_nothing(folder: Path, form: str) -> None:
    texts, rejects = read_all(folder, f"a.{form}", FORMS[form]())
    assert rejects == []
    assert all(
        town.encode("cp1252").decode("ascii", "replace")[:4] in "".join(texts) for town in TOWNS if town.isascii()
    )


@pytest.mark.parametrize("form", FORMS)
def test_a_cut_input_is_never_silent(folder: Path, form: str) -> None:
    data = FORMS[form]()
    whole, _ = read_all(folder, f"a.{form}", data)
    for number in range(PLACES):
        size = 1 + (len(data) - 3) * number // (PLACES - 1)  # a line end apart, the last cut leaves all of the input
        texts, rejects = read_all(folder, f"a.{form}", data[:size])
        mark = BETWEEN.get(form)
        if mark and mark in data[max(0, size - len(mark)) : size + len(mark)]:
            continue
        assert rejects, f"cut at {size} of {len(data)}"
        assert all(reject.message and reject.line >= 1 for reject in rejects)
        if form in RECORDS:
            assert texts == whole[: len(texts)]


RECORDS = ("jsonl", "csv", "mbox", "warc", "zip", "jsonl.gz", "warc.gz")
BETWEEN = {"jsonl": b"\n", "warc": b"\r\n\r\nWARC", "mbox": b"\n\nFrom"}
"""Where what stands before a cut is a whole input as well."""
