"""The first look that most texts do not pass."""

from __future__ import annotations

import time

import pytest

from segment.typeset.signs import may_be_typeset
from tests.typeset.pages import set_lines, write_paragraphs


@pytest.mark.parametrize(
    ("text", "may"),
    [
        pytest.param("The ferry was late.\nNobody minded.", False, id="prose"),
        pytest.param("a page\fanother", True, id="a form feed"),
        pytest.param("fer-\nry\n" * 3, True, id="broken words"),
        pytest.param("fer-\r\nry\r\n" * 3, True, id="CRLF"),
        pytest.param("fer-\rry\r" * 3, True, id="CR"),
        pytest.param("fer\u00ad  \n  ry\n" * 3, True, id="soft hyphens and blanks"),
        pytest.param("fer\u2010\nry\n" * 3, True, id="hyphens of their own character"),
        pytest.param("fer-\nry\n" * 2, False, id="two broken words"),
        pytest.param("1914-\n1918\n - \n" * 9, False, id="years and dashes"),
        pytest.param("text\n11\ntext\n12\ntext\n13\n", True, id="numbers alone"),
        pytest.param("The Ferry 11\ntext\n12 Nordvik\ntext\nThe Ferry 13", True, id="numbers beside heads"),
        pytest.param("1. One\n2. Two\n3. Three\n", False, id="a list"),
        pytest.param("11\n12\n", False, id="two numbers"),
        pytest.param("in 2031\nin 1999\nin 4\n", False, id="numbers that do not count"),
        pytest.param("12 13 14", False, id="on one line"),
    ],
)
def test_first_look(text, may):
    assert may_be_typeset(text) is may


def test_the_first_look_takes_next_to_no_time():
    text = "\n".join(set_lines(write_paragraphs(250, 1), 70, hyphen=""))
    start = time.process_time()
    assert not may_be_typeset(text[:100_000])
    assert time.process_time() - start < 0.02  # twenty times what it takes
