"""Pages without form feeds begin where lines come back at the distance of a page, and cut sentences."""

from __future__ import annotations

import pytest

from segment.typeset.paging import find_pages
from segment.typeset.rows import find_rows
from tests.typeset.pages import WORDS, cut_pages, foot_pages, number_pages, set_lines, write_paragraphs

LINES = set_lines(write_paragraphs(70, 6), 60, indent=2)


def count_pages(text):
    rows = find_pages(text, find_rows(text))
    assert [row.page for row in rows] == sorted(row.page for row in rows)
    return rows[-1].page + 1


@pytest.mark.parametrize("rows", [16, 24, 36, 60, 90])
def test_pages_with_a_head(rows):
    pages = cut_pages(LINES, rows)
    assert count_pages(number_pages(pages, feed="\n\n")) == len(pages)


@pytest.mark.parametrize("foot", ["%d", "- %d -", "Page %d of 99", "Kellsund Press, page %d"])
def test_pages_with_a_foot(foot):
    pages = cut_pages(LINES[:240], 24)
    assert count_pages(foot_pages(pages, 7, foot, feed="\n")) == len(pages) + 1  # what comes after the last foot


def test_pages_whose_head_is_missing_where_chapters_begin():
    pages = [
        page if number in (3, 6) else ["The Ferry Book", "", *page] for number, page in enumerate(cut_pages(LINES, 20))
    ]
    assert count_pages("\n".join("\n".join(page) for page in pages)) == len(pages) - 2


def test_last_row_of_a_paragraph_that_comes_back_begins_no_page():
    pages = [[*page[:12], "in spite of the storm.", *page[12:]] for page in cut_pages(LINES[:240], 24)]
    assert count_pages(number_pages(pages, feed="\n\n")) == len(pages)


def test_row_that_ends_in_the_number_of_its_page_begins_no_page():
    pages = cut_pages(LINES[:240], 24)
    pages[4].insert(18, "and nobody counted more than 15")
    assert count_pages(number_pages(pages, 11, feed="\n\n")) == len(pages)


SECTIONS = "\n".join(f"{number}\n" + "\n".join(set_lines(write_paragraphs(4, number), 60)) for number in range(1, 12))
REPLIES = "\n".join(
    line for page in cut_pages(LINES, 4) for line in ["Mara", "", "3 hours ago", *page, "", "reply", ""]
)
UNEVEN = "\n".join(
    line
    for start in range(20)
    for line in ["reply", *(" ".join(WORDS[start : start + count % 13 + 1]) for count in range(16))]
)
SHORT = "\n".join(line for page in cut_pages(LINES, 8) for line in ["The Ferry Book", "", *page])


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("\n".join(LINES), id="no head"),
        pytest.param(SECTIONS, id="numbered sections of one length"),
        pytest.param(REPLIES, id="comments"),
        pytest.param(UNEVEN, id="lines of any width"),
        pytest.param(SHORT, id="lines that come back too soon"),
        pytest.param("\n".join(["The Ferry Book", *LINES[:30], "The Ferry Book", *LINES[30:60]]), id="seen twice"),
        pytest.param("\n".join(["News", *(f"Item {number}" for number in range(20))] * 9), id="menus"),
    ],
)
def test_one_page(text):
    assert count_pages(text) == 1
