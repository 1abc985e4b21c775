"""What stands at the edges of pages, and what only looks like it."""

from __future__ import annotations

import pytest

from segment.typeset.furniture import find_furniture, without_title
from segment.typeset.rows import find_rows
from tests.typeset.pages import cut_pages, set_lines, write_paragraphs

BODIES = cut_pages(set_lines(write_paragraphs(60, 4), 50, indent=2), 12)


def furniture_of(tops, feet=()):
    """The furniture of pages with these lines above and below their text."""
    pages = [[*top, *body] for top, body in zip(tops, BODIES, strict=False)]
    for page, foot in zip(pages, feet, strict=False):
        page.extend(foot)
    text = "\f".join("\n".join(page) + "\n" for page in pages)
    rows = find_rows(text)
    found = without_title(text, rows, find_furniture(text, rows))
    return [(text[rows[index].start : rows[index].end], reason) for index, reason in found.items()]


def test_head_that_comes_back():
    heads = [["The Ferry Book", ""], ["1", ""], ["The Ferry Book", ""], ["The Ferry Book", ""]]
    assert furniture_of(heads) == [("The Ferry Book", "running_head")] * 2


def test_head_alone_on_the_first_page_is_the_title():
    assert furniture_of([["The Ferry Book"]] * 4) == [("The Ferry Book", "running_head")] * 3


def test_head_with_a_number_beside_it_is_no_title():
    heads = [[f"The Ferry Book {number}"] for number in range(7, 11)]
    assert furniture_of(heads) == [(head, "running_head") for (head,) in heads]


def test_heads_of_odd_and_even_pages():
    heads = [[f"{number} Nordvik" if number % 2 else f"The Ferry Book {number}"] for number in range(7, 15)]
    assert furniture_of(heads) == [(head, "running_head") for (head,) in heads]


def test_chapters_beside_the_number_of_the_page():
    names = ["The Storm", "The Storm", "Paraffin", "Fog", "The Last Lamp", "Ashore"]
    heads = [[f"{name}   {number}", ""] for number, name in enumerate(names, 31)]
    assert furniture_of(heads) == [(head, "running_head") for head, _ in heads]


def test_head_that_a_scanner_misread():
    heads = [["A"], ["The Ferry Book"], ["Tbe Ferry Book"], ["The Ferry Book"], ["The Ferrv Book"], ["The Ferry Book"]]
    assert [head for head, _ in furniture_of(heads)] == [head for (head,) in heads[1:]]


def test_head_of_three_lines():
    heads = [["The Ferry Book", "June 3, 2031", f"{number}"] for number in range(5, 9)]
    assert furniture_of(heads) == [
        pair
        for _, date, number in heads
        for pair in (("The Ferry Book", "running_head"), (date, "running_head"), (number, "page_number"))
    ]


def test_footer_and_number_below_it():
    feet = [["", "© Kellsund Press", f"- {number} -"] for number in range(1, 6)]
    found = furniture_of([[]] * 5, feet)
    assert found == [pair for _, foot, number in feet for pair in ((foot, "footer"), (number, "page_number"))]


def test_roman_numbers_of_a_preface_and_arabic_ones_after_it():
    numbers = ["v", "vi", "vii", "1", "2", "3", "4"]
    assert furniture_of([[]] * 7, [[number] for number in numbers]) == [(number, "page_number") for number in numbers]


def test_figure_that_is_by_chance_the_number_of_the_page():
    numbers = [[str(number)] for number in range(1, 6)]
    found = furniture_of([[], ["and nobody had seen 2"], [], [], []], numbers)
    assert found == [(number, "page_number") for (number,) in numbers]


@pytest.mark.parametrize(
    "tops",
    [
        pytest.param([["A storm"], ["A calm"], ["A fog"], ["A thaw"]], id="lines of their own"),
        pytest.param([[str(number)] for number in (4, 17, 2, 9, 30)], id="figures that do not count"),
        pytest.param([[f"Table {number}: herring"] for number in (1, 4, 9, 11)], id="tables that do not count pages"),
        pytest.param([["Well."], [], [], [], [], ["Well."], [], [], [], ["Well."]], id="seldom"),
        pytest.param(
            [["First.", "A.", "The refrain"], ["Second.", "B.", "The refrain"], ["Third.", "C.", "The refrain"]],
            id="inside of lines that are text",
        ),
        pytest.param([["x" * 200]] * 4, id="too long for a head"),
    ],
)
def test_text_at_the_edge_of_pages_stays(tops):
    assert furniture_of(tops) == []
