from __future__ import annotations

import time
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from segment.readers.web.page import Page, read_page
from segment.types import Kind, Role

pytest.importorskip("selectolax.lexbor")

PAGES = Path(__file__).parents[3] / "fixtures" / "pages"
GOLD = sorted(PAGES.glob("*.txt"))


def _read(name: str) -> Page:
    return read_page((PAGES / f"{name}.html").read_text("utf-8"))


def _texts(page: Page, *roles: Role | None) -> list[str]:
    assert page.layout is not None
    return [page.text[span.start : span.end] for span in page.layout.spans if span.role in roles]


@pytest.mark.parametrize("path", GOLD, ids=lambda path: path.stem)
def test_the_text_of_the_article_is_found(path: Path) -> None:
    page = _read(path.stem)
    assert page.layout is not None
    assert page.layout.kind is Kind.FULL
    found = [text.removeprefix("• ") for text in _texts(page, Role.BODY, Role.HEADING)]
    assert found == path.read_text("utf-8").splitlines()


@pytest.mark.parametrize(
    ("name", "role", "texts"),
    [
        ("modern", Role.TITLE, ["Night ferry to run from June"]),
        ("modern", Role.BYLINE, ["By Mara Lindqvist and Jon Aho"]),
        ("modern", Role.DATE, ["3 June 2031, 9.20am"]),
        ("modern", Role.HEADING, ["What it costs"]),
        ("modern", Role.CAPTION, ["The ferry at the pier of Vik. Photograph: Oda Brekke"]),
        ("modern", Role.BIO, ["Mara Lindqvist writes about boats, and about the people who wait for them."]),
        ("blog", Role.TITLE, ["Nine Jars of Plums"]),
        ("blog", Role.BYLINE, ["Posted by Ines Quill on 4 September 2031"]),
        ("tables", Role.TITLE, ["The mill turns again"]),
        ("wrongly-named", Role.TITLE, ["Der Brunnen läuft wieder"]),
    ],
)
def test_other_parts_have_their_roles(name: str, role: Role, texts: list[str]) -> None:
    assert _texts(_read(name), role) == texts


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("• Harbour", "tag:nav"),
        ("We use cookies", "tag:legal"),
        ("Share on Chirper", "tag:share"),
        ("The waiting room gets", "tag:aside"),
        ("I have waited", "tag:comment"),
        ("© 2031 North Anchor.", "tag:footer"),
    ],
)
def test_what_is_left_out_says_why(text: str, reason: str) -> None:
    page = _read("modern")
    assert page.layout is not None
    place = page.text.index(text)
    (span,) = [span for span in page.layout.spans if span.start <= place < span.end]
    assert (span.role, span.reason) == (None, reason)
    assert span in page.furniture


def test_the_head_says_what_the_text_does_not() -> None:
    page = _read("modern")
    assert page.layout is not None
    assert page.layout.language == "en"
    meta = page.meta
    assert (meta.title, meta.byline) == ("Night ferry to run from June", ("Mara Lindqvist", "Jon Aho"))
    assert (meta.publication, meta.section) == ("North Anchor", "Harbour")
    assert meta.date == "2031-06-03T09:20:00+02:00"


def test_a_front_page_has_no_article_but_furniture() -> None:
    page = _read("front")
    assert page.layout is None
    assert [page.text[span.start : span.end] for span in page.furniture] == ["North Anchor", "Imprint"]


def test_the_text_that_a_page_gives_to_machines_counts() -> None:
    lines = [f"Item {number} of the harbour list, with a lamp" for number in range(9)]
    page = "".join(f"<ul><li><a href=x>{line}</a></ul>" for line in lines)
    said = '<script type="application/ld+json">{"@type":"Article","articleBody":"' + " ".join(lines) + '"}</script>'
    assert read_page(page).layout is None
    assert _texts(read_page(said + page), Role.BODY) == [f"• {line}" for line in lines]


@pytest.mark.parametrize(
    "json",
    ["", "{", "[]", "null", '"x"', '{"@type":5}', '{"@type":"Article","author":{"name":{"name":3}},"headline":[1]}',
     "[" * 100_000, '{"@type":"Article","datePublished":7,"articleBody":["x"]}', '[{"@graph":[[[{}]]]}]'],
    ids=range(10),
)  # fmt: skip
def test_ill_formed_metadata_is_as_none(json: str) -> None:
    page = read_page(f'<script type="application/ld+json">{json}</script><meta><meta name=author><p>One.')
    assert (page.text, page.meta.title, page.meta.byline, page.meta.date) == ("One.", None, (), None)


_WORDS = st.sampled_from(
    ["<p>", "</p>", "<div class=comment>", "<div class=article-body>", "</div>", "<nav>", "</nav>", "<article>", "<h1>",
     "<li>", "<ul>", "</ul>", "<a href=x>", "</a>", "<br>", "<time>", "<figcaption>", "Ferry. ",
     "The boat left at six. " * 9, "“No,” she said. " * 8, "\n", "&amp;", "<", "é", "市長"]
)  # fmt: skip


@given(st.lists(_WORDS, max_size=40).map("".join))
def test_spans_hold_all_of_a_page(html: str) -> None:
    page = read_page(html)
    if page.layout is not None:
        spans = page.layout.spans
        held = "".join(page.text[span.start : span.end] for span in spans)
        assert held.replace("\n", "") == page.text.replace("\n", "")
        assert all(one.end <= two.start for one, two in pairwise(spans))
        assert any(span.role is Role.BODY for span in spans)
    assert all(0 <= span.start < span.end <= len(page.text) for span in page.furniture)


@pytest.mark.parametrize("tag", ["div", "b", "span", "table", "ul", "x-y", "p"])
def test_long_pages_of_one_tag_are_read_in_time(tag: str) -> None:
    began = time.process_time()
    read_page(f"<{tag}>One</{tag}> " * 5_000)
    assert time.process_time() - began < 3


def test_a_long_text_for_machines_takes_time_by_its_length() -> None:
    quoted = (
        "<script type=application/ld+json>" + '{"@type":"Article","articleBody":"' + "ab " * 300_000 + '"}</script>'
    )
    began = time.process_time()
    read_page(quoted + "<p>The boat left at six, and nobody waved." * 5_000)
    assert time.process_time() - began < 5
