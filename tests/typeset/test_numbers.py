"""Lines that hold a page number and nothing else."""

from __future__ import annotations

import pytest

from segment.typeset.numbers import PageNumber, count_up, read_page_number


@pytest.mark.parametrize(
    ("line", "value"),
    [
        ("12", 12),
        ("- 12 -", 12),
        ("– 12 –", 12),
        ("[12]", 12),
        ("| 12", 12),
        ("Page 3 of 17", 3),
        ("PAGE 3", 3),
        ("p. 3", 3),
        ("Seite 3 von 9", 3),
        ("Página 3 de 9", 3),
        ("3 / 17", 3),
        ("3/17", 3),
    ],
)
def test_arabic_number(line, value):
    assert read_page_number(line) == PageNumber(is_roman=False, value=value)


@pytest.mark.parametrize(
    ("line", "value"), [("i", 1), ("iv", 4), ("XIV", 14), ("- xlix -", 49), ("page cxcix", 199), ("Seite ii", 2)]
)
def test_roman_number(line, value):
    assert read_page_number(line) == PageNumber(is_roman=True, value=value)


@pytest.mark.parametrize(
    "line",
    [
        "",
        "12345",
        "12 ferries",
        "iiii",
        "vx",
        "civil",
        "ill",
        "mix",
        "1.2.3",
        "1, 2",
        "Pages",
        "Page",
        "-",
        "3 of the",
        "²",
    ],
)
def test_no_number(line):
    assert read_page_number(line) is None


@pytest.mark.parametrize(
    ("pages", "values", "counts"),
    [
        pytest.param([1, 2, 3, 4], [11, 12, 13, 14], True, id="up with each page"),
        pytest.param([1, 3, 5], [11, 13, 15], True, id="up by two on each second page"),
        pytest.param([1, 2, 3], [2031, 2031, 2031], True, id="a year"),
        pytest.param([1, 2, 3, 4, 5, 6], [1, 2, 3, 1, 2, 3], True, id="sections count anew"),
        pytest.param([1, 2, 3, 4], [11, 12, 73, 14], False, id="half of the steps misread"),
        pytest.param([1, 2, 3], [4, 9, 2], False, id="figures of a table"),
        pytest.param([1, 2, 3], [11, 13, 15], False, id="too fast"),
    ],
)
def test_numbers_count_their_pages(pages, values, counts):
    assert count_up(pages, values) is counts
