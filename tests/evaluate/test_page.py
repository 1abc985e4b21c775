"""The page: one file, nothing fetched, nothing run, and the errors to be seen in it."""

from __future__ import annotations

import re
import sys
from dataclasses import replace
from functools import cache
from html.parser import HTMLParser

import pytest

pytest.importorskip("jinja2")
pytest.importorskip("matplotlib")

from segment.errors import MissingExtraError
from segment.evaluate.page import write_page
from tests.evaluate.invented_results import (
    BARE,
    EVERY,
    ONE,
    make_evaluation,
    make_example,
)

VOID = {"meta", "col", "br"}


class Reader(HTMLParser):
    """Elements and texts of a page, and whether what opens closes."""

    def __init__(self, page):
        super().__init__()
        self.tags, self.attributes, self.open, self.words = [], [], [], []
        self.feed(page)
        self.close()

    def handle_starttag(self, tag, attrs):
        self.tags.append(tag)
        self.attributes.extend(attrs)
        if tag not in VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag, attrs):
        self.tags.append(tag)
        self.attributes.extend(attrs)

    def handle_endtag(self, tag):
        assert self.open.pop() == tag

    def handle_data(self, data):
        self.words.append(data)


@cache
def write(name):
    return write_page(EVERY[name])


@pytest.fixture(params=EVERY)
def page(request):
    return write(request.param)


def write_errors(*worst):
    """A page without plots, which take most of the time."""
    return write_page(make_evaluation(replace(BARE.systems[0], worst=worst)))


def test_page_is_well_formed(page):
    assert Reader(page).open == []


def test_page_runs_and_fetches_nothing(page):
    reader = Reader(page)
    assert not {"script", "img", "link", "iframe", "object", "embed", "form", "base"} & set(reader.tags)
    assert [name for name, _ in reader.attributes if name.startswith("on")] == []
    links = [value for name, value in reader.attributes if name in ("href", "src", "xlink:href", "action")]
    assert [link for link in links if not link.startswith("#")] == []
    assert "url(" not in re.sub(r"url\(#\w+\)", "", page)
    assert "@import" not in page


def test_page_forbids_what_it_does_not_need(page):
    policy = re.search(r'Content-Security-Policy" content="([^"]+)"', page)
    assert policy is not None
    assert policy[1].startswith("default-src 'none'; style-src 'unsafe-inline'")


def test_page_holds_nothing_that_turns_or_hides_text(page):
    assert re.findall("[\\x00-\\x09\\x0b-\\x1f\\x7f-\\x9f\u2028-\u202e\u2066-\u2069]", page) == []


def test_same_result_gives_the_same_page():
    assert write_page(ONE) == write("one")


@pytest.mark.parametrize(
    "words",
    [
        '<p class="large">.927</p>',
        "95 % interval .915 to .937",
        '<span class="bad">FAIL</span>',
        "Of 212 articles with confidence &gt;= .9, 201 are right (.948).",
        '<code class="command">segment explain fixtures/gold.jsonl --dump harbour/3</code>',
        "missed a boundary",
        "invented a boundary",
        "The ferry was late again on Monday",
        "The tramway stops at eight.⟦U+202E⟧␀ &lt;script&gt;alert(1)&lt;/script&gt; &lt;b&gt;Bold&lt;/b&gt;",
        "article 2, teaser",
    ],
)
def test_page_says(words):
    assert words in write("one")


def test_two_systems_are_compared():
    page = write("two")
    assert page.count('<p class="large">') == 8
    assert "better by" in page
    assert "+.040" in page


def test_nothing_known_makes_a_short_page():
    page = write("bare")
    assert "<svg" not in page
    assert "side by side" not in page


def test_long_agreement_is_folded_and_its_middle_only_counted():
    example = make_example(repeat=200, gold=(0,) * 7, found=(0,) * 7)
    page = write_errors(example)
    assert "1,400 blocks on which both agree" in page
    assert "and 1,360 more" in page


def test_size_is_bounded_whatever_the_dump():
    page = write_errors(*[make_example(repeat=2000)] * 3)
    assert len(page) < 700_000
    assert "13,800 more blocks are not shown" in page


def test_only_starts_are_shown_as_articles():
    page = write_errors(make_example(blocks=None, kinds=None))
    assert '<span class="article">article 1</span>' in page


def test_ugly_names_stand_apart_from_what_is_around_them():
    page = write("two")
    assert page.count("<bdi>") == page.count("</bdi>") > 10
    assert "<script" not in page


@pytest.mark.parametrize("package", ["jinja2", "matplotlib"])
def test_without_the_extra_the_message_says_what_to_install(monkeypatch, package):
    monkeypatch.setitem(sys.modules, package, None)
    with pytest.raises(MissingExtraError, match=r"segment\[eval\]"):
        write_page(ONE)
