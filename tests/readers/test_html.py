from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import pytest

from segment.config import ReadConfig
from segment.errors import MissingExtraError
from segment.readers import read_inputs
from segment.types import Dump

from .invented import FRENCH, JAPANESE, SIMPLIFIED, TRADITIONAL, read_one

if TYPE_CHECKING:
    from pathlib import Path

needs_html = pytest.mark.usefixtures("_html")


@pytest.fixture
def _html() -> None:
    pytest.importorskip("selectolax.lexbor")
    pytest.importorskip("selectolax")


@needs_html
def test_a_page_becomes_its_visible_text(folder: Path) -> None:
    page = """<!doctype html><html><head><title>Ferry</title><style>p {}</style></head><body>
    <nav><ul><li>Home<li>News</ul></nav><h1>Ferry late</h1>
    <p>By <a href="/m">Mara Lindqvist</a></p><p>The ferry was
    late <b>again</b>.<br>Nobody waved.</p><img alt="A boat" src="b.png"><p>It &amp; we left.</p>
    <script>let p = "<p>no</p>";</script><!-- no --></body></html>"""
    dump = read_one(folder, "a.html", page.encode())
    assert isinstance(dump, Dump)
    assert dump.format == "text"
    lines = [line.strip() for line in dump.text.splitlines() if line.strip()]
    assert lines == [
        "• Home",
        "• News",
        "Ferry late",
        "By Mara Lindqvist",
        "The ferry was late again.",
        "Nobody waved.",
        "It & we left.",
    ]


def _page(head: str, text: str) -> str:
    return f"<html><head>{head}</head><body><p>{text}</p></body></html>"


@needs_html
@pytest.mark.parametrize(
    ("head", "text", "encoding"),
    [
        ("", FRENCH, "utf-8"),
        ("", FRENCH, "utf-8-sig"),
        ("", FRENCH, "utf-16"),
        ("", SIMPLIFIED, "gb18030"),
        ('<meta charset="utf-8">', FRENCH, "utf-8"),
        ('<meta charset="shift_jis">', JAPANESE, "shift_jis"),
        ("<META http-equiv=Content-Type content='text/html; charset=Big5'>", TRADITIONAL, "big5"),
        ('<meta charset="iso-8859-1">', FRENCH, "cp1252"),
        ('<meta charset="iso-8859-1">', FRENCH, "utf-8"),
        ('<meta charset="gb2312">', "目录", "gbk"),
        ('<meta charset="utf-16">', FRENCH, "utf-8"),
        ('<meta charset="nonsense">', FRENCH, "utf-8"),
        ('<meta charset="utf-8">', FRENCH, "cp1252"),
        ("<meta charset=koi8-r>", "Паром опоздал", "koi8-r"),
    ],
)
def test_what_a_page_declares_counts_where_it_fits(folder: Path, head: str, text: str, encoding: str) -> None:
    dump = read_one(folder, "a.html", _page(head, text).encode(encoding))
    assert isinstance(dump, Dump)
    # Blanks fold in HTML, the no-break space of French too.
    assert dump.text.split() == text.split()


@needs_html
def test_the_given_encoding_overrules_the_page(folder: Path) -> None:
    data = _page('<meta charset="utf-8">', "caf\x82").encode("latin-1")
    dump = read_one(folder, "a.html", data, ReadConfig(encoding="cp437"))
    assert isinstance(dump, Dump)
    assert dump.text == "café"


@needs_html
def test_deep_pages_are_read(folder: Path) -> None:
    dump = read_one(folder, "a.html", b"<div>" * 50_000 + b"One.")
    assert isinstance(dump, Dump)
    assert dump.text == "One."


def test_html_without_its_extra_names_it(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (folder / "a.html").write_text("<p>One.")
    monkeypatch.setitem(sys.modules, "selectolax.lexbor", None)
    with pytest.raises(MissingExtraError, match=r'pip install "segment\[html\]"') as caught:
        list(read_inputs(["a.html"]))
    assert caught.value.exit_code == 2
