from __future__ import annotations

import time

import pytest

from segment.readers.web.page.depth import MOST_OPEN, flatten_deep, is_cut_short, is_too_deep

WHOLE = "<html><head><title>T</title></head><body><div><p>One.</p></div></body></html>"


@pytest.mark.parametrize(
    ("page", "is_cut"),
    [
        (WHOLE, False),
        (WHOLE + "\n<!-- served at six -->\n", False),
        (WHOLE + "\n\n", False),
        ("<p>One.<p>Two.", False),
        ("<html lang=en><body><div><p>One.</div>", False),
        ("5 < 6", False),
        ("<html><body><p>If 5 < 6", True),
        ("<html><body><div><p>One.", True),
        ("<html><body><p>One.", True),
        ("<html><body><div><p>One.</div><script>let a", True),
        ("<html><body><div>One.</div><a href='x", True),
        ("<html><body><div>One.</div></di", True),
        ("<html><body><div>One.</div><!-- and", True),
        ("<html><body><div>One.</div><", True),
        ("", False),
    ],
)
def test_a_page_that_ends_before_its_end_is_noticed(page: str, is_cut: bool) -> None:
    assert is_cut_short(page) is is_cut


def test_every_beginning_of_a_page_is_cut_short() -> None:
    begun = WHOLE.index("<body>") + len("<body>")
    ended = WHOLE.index("</body>") + len("</body>")
    assert all(is_cut_short(WHOLE[:size]) for size in range(begun, ended) if WHOLE[:size][-6:] != "</div>")


@pytest.mark.parametrize(
    ("page", "is_deep"),
    [
        ("<div>" * (MOST_OPEN + 1), True),
        ("<div>" * MOST_OPEN, False),
        ("<div></x>" * (MOST_OPEN + 1), True),
        ("<div>" * (MOST_OPEN + 1) + "</div>" * (MOST_OPEN + 1), True),
        ("<div>One.</div>" * 50_000, False),
        ("<p>One.<br><img>" * 50_000, False),
        ("<table>" + "<tr><td>One." * 50_000, False),
    ],
)
def test_only_nesting_makes_a_page_deep(page: str, is_deep: bool) -> None:
    assert is_too_deep(page) is is_deep


def test_a_deep_page_keeps_its_text() -> None:
    page = flatten_deep("<div class=x>" * 50_000 + "One <b>and</b> two.")
    assert page.split(">")[-1].split() == ["One", "and", "two."]
    assert flatten_deep(WHOLE) is WHOLE


@pytest.mark.parametrize("piece", ["<", "<a ", "<!--", "</", "<div", "<html", "<a b='"])
def test_no_page_takes_long(piece: str) -> None:
    began = time.process_time()
    page = piece * (2_000_000 // len(piece))
    is_cut_short(page)
    flatten_deep(page)
    assert time.process_time() - began < 3
