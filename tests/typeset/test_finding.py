"""Pages become the text behind them, ordinary dumps stay as they are, and nothing is lost on the way."""

from __future__ import annotations

import textwrap

import orjson
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from segment.typeset import find_view
from tests.dumps import DUMPS, FIXTURES, read_dump
from tests.typeset.pages import (
    check_nothing_is_lost,
    cut_pages,
    foot_pages,
    number_pages,
    set_columns,
    set_lines,
    write_paragraphs,
)

FOLDER = FIXTURES / "typeset"
NAMES = sorted(path.stem for path in FOLDER.glob("*.txt"))
seeds = st.integers(0, 10_000)


def read(name):
    return (FOLDER / f"{name}.txt").read_bytes().decode()


def test_there_are_fixtures():
    assert len(NAMES) >= 5


@pytest.mark.parametrize("name", NAMES)
def test_fixture_becomes_its_golden_view(name, update_golden):
    text = read(name)
    view = find_view(text)
    furniture = [[text[start:end], reason] for start, end, reason in view.furniture]
    found = orjson.dumps(
        {"lines": view.text.split("\n"), "furniture": furniture}, option=orjson.OPT_INDENT_2 | orjson.OPT_APPEND_NEWLINE
    )
    golden = FOLDER / f"{name}.golden.json"
    if update_golden:
        golden.write_bytes(found)
    assert orjson.loads(found) == orjson.loads(golden.read_bytes())


@pytest.mark.parametrize("name", NAMES)
def test_nothing_of_a_fixture_is_lost(name):
    text = read(name)
    check_nothing_is_lost(text, find_view(text))


@settings(max_examples=20)
@given(seeds, st.integers(40, 80), st.integers(16, 50), st.sampled_from(["-", "\u2010", "\u00ad", ""]), st.booleans())
def test_paragraphs_of_a_book_come_back(seed, width, rows, hyphen, feeds):
    paragraphs = write_paragraphs(60, seed)
    lines = set_lines(paragraphs, width, indent=3, hyphen=hyphen)
    text = number_pages(cut_pages(lines, rows), feed="\f" if feeds else "\n")
    view = find_view(text)
    assert view.text.split("\n") == paragraphs
    check_nothing_is_lost(text, view)


@settings(max_examples=20)
@given(seeds, st.integers(2, 4), st.integers(28, 44), st.integers(12, 40), st.integers(2, 6))
def test_paragraphs_of_columns_come_back(seed, columns, width, rows, gutter):
    paragraphs = write_paragraphs(50, seed)
    lines = set_lines(paragraphs, width, indent=2)
    whole = len(lines) // (columns * rows) * columns * rows  # a few rows side by side on a last page are no columns
    text = foot_pages(set_columns(lines[:whole], columns, rows, width, gutter))
    view = find_view(text)
    *found, _ = view.text.split("\n")
    assert found == paragraphs[: len(found)]
    check_nothing_is_lost(text, view)


@settings(max_examples=20)
@given(seeds, st.integers(40, 80), st.integers(16, 50))
def test_words_of_paragraphs_told_by_blank_lines_come_back(seed, width, rows):
    paragraphs = write_paragraphs(40, seed)
    text = foot_pages(cut_pages(set_lines(paragraphs, width, blank=True), rows))
    view = find_view(text)
    assert view.text.split() == " ".join(paragraphs).split()
    assert [reason for _, _, reason in view.furniture] == ["page_number"] * len(text.split("\f"))
    check_nothing_is_lost(text, view)


@settings(max_examples=20)
@given(seeds, st.integers(0, 4000), st.integers(0, 4000))
def test_ranges_of_a_part_hold_its_characters(seed, start, length):
    text = number_pages(cut_pages(set_lines(write_paragraphs(30, seed), 50, indent=3), 20))
    view = find_view(text)
    end = min(start + length, len(view.text))
    found = "".join(text[low:high] for low, high in view.raw_ranges(start, end))
    letters = [char for char in found if char.isalpha() or char == "."]
    assert letters == [char for char in view.text[start:end] if char.isalpha() or char == "."]


def test_paragraph_is_one_range_and_two_over_a_page_break():
    paragraphs = write_paragraphs(30, 1)
    text = number_pages(cut_pages(set_lines(paragraphs, 50, indent=3), 20))
    view = find_view(text)
    counts, start = [], 0
    for line in view.text.split("\n"):
        counts.append(len(view.raw_ranges(start, start + len(line))))
        start += len(line) + 1
    assert set(counts) == {1, 2}
    assert counts.count(2) <= text.count("\f")


VERSE = (
    "The keeper climbed the winding stair\nAnd lit the lamp at eight;\nThe fog lay heavy in the air,\n"
    "The herring boats were late.\nAnd round and round the white beam went,\nAnd nobody could say\n"
    "What any turning of it meant\nTo boats so far away.\n"
)
QUESTIONS = "\n".join(
    f"{number}. Which of the islands was the first to get a well-\nkept lighthouse, and why was it so late?"
    for number in range(1, 60)
)
ESSAY = "\n\n".join(f"{number}\n\n{textwrap.fill(' '.join(write_paragraphs(2, number)), 60)}" for number in range(1, 9))
TABLE = "\f".join(
    "\n".join(
        f"{day:>4}   Kellsund   {day * 7 % 13:>4}   Nordvik   {day * 5 % 11:>4}" for day in range(page, page + 30)
    )
    for page in range(1, 200, 30)
)
CHAT = "\n".join(f"[12:{minute:02}] Mara: is the ferry in\n[12:{minute:02}] Jon: not\nyet" for minute in range(60))
MENU = "\n".join(["News", "Sport", "Harbour", "Weather", "Log in", ""] * 30)
PLAY = "\n\n".join(f"{name}.\nIs that the ferry, or\nis it the fog again?" for name in ["MARA", "JON", "KETIL"] * 20)
LETTERS = "\n\n".join(textwrap.fill(paragraph, 70) for paragraph in write_paragraphs(40, 5))


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("", id="nothing"),
        pytest.param(" \n\t\n", id="blanks"),
        pytest.param("\f", id="a form feed"),
        pytest.param(VERSE * 9, id="a poem"),
        pytest.param("\f".join([VERSE] * 2), id="poems on two sheets"),
        pytest.param(LETTERS, id="a hard-wrapped mail"),
        pytest.param(f"{LETTERS}\f", id="a form feed at the end"),
        pytest.param(LETTERS.replace("\n\n", "\n\n\f", 1), id="one form feed"),
        pytest.param(QUESTIONS, id="numbered questions"),
        pytest.param(ESSAY, id="numbered sections"),
        pytest.param(TABLE, id="a table over pages"),
        pytest.param(CHAT, id="a chat"),
        pytest.param(MENU, id="a menu"),
        pytest.param(PLAY, id="a play"),
        pytest.param("\n".join(map(str, range(500))), id="numbers"),
        pytest.param("\n\n".join(write_paragraphs(30, 3)), id="paragraphs on one line each"),
    ],
)
def test_false_friend_has_no_view(text):
    assert find_view(text) is None


@pytest.mark.parametrize("name", DUMPS)
def test_ordinary_dump_has_no_view(name):
    assert find_view(read_dump(name).text) is None


def test_verses_stay_lines_when_their_pages_lose_their_numbers():
    words = [word.capitalize() for paragraph in write_paragraphs(12, 2) for word in paragraph.split()]
    verses = [" ".join(words[start : start + 3 + start % 4]) for start in range(0, 400, 5)]
    view = find_view(foot_pages(cut_pages(verses, 16)))
    assert [reason for _, _, reason in view.furniture] == ["page_number"] * 5
    assert [line for line in view.text.split("\n") if line] == verses


def test_a_text_that_would_lose_more_than_a_fifth_has_no_view():
    page = "The Ferry Book\nIssue 4 of the year 2031\n\nNobody came.\n\nPrinted in Kellsund"
    assert find_view("\f".join([page] * 6)) is None


pieces = st.sampled_from(
    [*"ab AB.-1 \n\r\t", "\n\n", "- 3 -", "\u00ad\n", "ab-\ncd", "   ", "Page 4\n", "\ud800", "港"]
)
bodies = st.lists(pieces, max_size=60).map("".join)


@settings(max_examples=100)
@given(st.lists(pieces | st.just("\f"), max_size=200).map("".join))
def test_nothing_of_any_text_is_lost(text):
    view = find_view(text)
    if view is not None:
        check_nothing_is_lost(text, view)


@settings(max_examples=100)
@given(st.lists(bodies, min_size=3, max_size=9))
def test_nothing_of_any_pages_is_lost(found):
    lines = set_lines(write_paragraphs(2 * len(found), 8), 60)
    text = foot_pages(
        [
            [*lines[6 * page : 6 * page + 3], body, *lines[-6 * page - 4 : -6 * page - 1]]
            for page, body in enumerate(found)
        ]
    )
    view = find_view(text)
    check_nothing_is_lost(text, view)
    assert {reason for _, _, reason in view.furniture} >= {"page_number"}
    assert sum(end - start for start, end, _ in view.furniture) <= 0.2 * len(text)


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("\f" * 100_000, id="only form feeds"),
        pytest.param("-" * 1_000_000, id="a million hyphens"),
        pytest.param("a-\n" * 10_000, id="broken letters"),
        pytest.param("\u00ad\n" * 20_000, id="soft hyphens"),
        pytest.param(("a" + "   a" * 100_000 + "\n") * 3 + "\f", id="a hundred thousand columns"),
        pytest.param("a" * 1_000_000 + "\f", id="one word"),
        pytest.param("a-" * 500_000 + "\f", id="one compound"),
        pytest.param("1\n" * 20_000, id="one number"),
        pytest.param("9" * 20_000 + "\f", id="one figure"),
        pytest.param("".join(f"line {number % 16}\n" for number in range(20_000)), id="lines in turn"),
        pytest.param(("ab cd ef gh   ij kl mn op\n" * 5 + "ab cd ef gh ij kl mn op\n") * 3_000 + "\f", id="bands"),
        pytest.param(" " * 1_000_000 + "\f-", id="blanks"),
        pytest.param("i\n" * 20_000, id="roman numbers"),
    ],
)
def test_hostile_text_takes_no_time(text):
    view = find_view(text)
    if view is not None:
        check_nothing_is_lost(text, view)
