from __future__ import annotations

import tomllib
from importlib.resources import files

import pytest

from segment.readers.web.page.choose import FURNITURE
from segment.readers.web.page.marks import CALLED, Mark, find_marks, read_name
from segment.readers.web.page.weights import load_page_weights, names_of
from segment.words import word_list


@pytest.mark.parametrize(
    ("called", "marks"),
    [
        ("article-body", Mark.BODY),
        ("c-article__body", Mark.BODY),
        ("ArticleBody", Mark.BODY),
        ("entry-content clearfix", Mark.BODY),
        ("commentlist", Mark.COMMENT),
        ("user-comments js-open", Mark.COMMENT),
        ("relatedPosts", Mark.RELATED),
        ("site-footer", Mark.FOOTER),
        ("mainMenu", Mark.MENU),
        ("byline", Mark.BYLINE),
        ("wp-caption-text", Mark.CAPTION),
        ("post category-newsletter tag-comment", 0),
        ("has-sidebar no-comments", 0),
        ("uncommented", 0),
        ("shareholder", Mark.SHARE),
        ("body", 0),
        ("article body-copy", Mark.BODY),
        ("article | body", 0),
        ("", 0),
    ],
)
def test_names_say_what_an_element_is(called: str, marks: int) -> None:
    assert read_name(called, "") == marks


@pytest.mark.parametrize(
    ("tag", "attributes", "marks"),
    [
        ("nav", {}, Mark.NAV),
        ("div", {"role": "navigation"}, Mark.NAV),
        ("div", {"id": "comments"}, Mark.COMMENT),
        ("div", {"itemprop": "articleBody"}, Mark.BODY),
        ("div", {"hidden": None}, Mark.HIDDEN),
        ("div", {"style": "color:red; display : none"}, Mark.HIDDEN),
        ("div", {"style": "display:block"}, 0),
        ("a", {"rel": "author"}, Mark.BYLINE),
        ("p", {"class": "byline"}, Mark.PARAGRAPH | Mark.BYLINE),
        ("div", {"class": None, "id": None, "role": None, "itemprop": None, "style": None, "rel": None}, 0),
    ],
)
def test_elements_say_what_they_are(tag: str, attributes: dict[str, str | None], marks: int) -> None:
    assert find_marks(tag, attributes) == marks


def test_marks_and_weights_have_the_same_names() -> None:
    found = {"links", "quoted", "inside", "outside"}
    assert set(load_page_weights().tags) == {str(mark.name).lower() for mark in Mark} | found


def test_every_weight_says_what_it_means() -> None:
    tags = tomllib.loads(files("segment").joinpath("data", "tags.toml").read_text("utf-8"))
    assert all(entry["meaning"] for entry in tags.values())


def test_furniture_counts_against_a_line() -> None:
    weights = load_page_weights()
    assert all(weights.tags[name] < 0 for name in names_of(FURNITURE))


@pytest.mark.parametrize("mark", CALLED, ids=lambda mark: mark.name)
def test_each_entry_of_a_list_is_found_by_itself(mark: Mark) -> None:
    for entry in word_list(f"tag_{str(mark.name).lower()}"):
        assert read_name(entry.replace("*", "").replace(" ", "-"), "") & mark, entry
