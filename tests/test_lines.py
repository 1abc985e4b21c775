"""Lines end at CRLF, LF and CR, and nowhere else."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from segment.lines import LineIndex, find_lines

ends = st.text(st.sampled_from("ab \t\r\n\v\f\x1c\x85\u2028\u2029é"), max_size=60)


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        pytest.param("", [""], id="an empty text is one blank line"),
        pytest.param("one", ["one"], id="no line end"),
        pytest.param("one\n", ["one", ""], id="a line end is followed by a line"),
        pytest.param("one\ntwo", ["one", "two"], id="LF"),
        pytest.param("one\r\ntwo", ["one", "two"], id="CRLF is one end"),
        pytest.param("one\rtwo", ["one", "two"], id="CR"),
        pytest.param("one\r\n\ntwo\r\rthree", ["one", "", "two", "", "three"], id="all of them mixed"),
        pytest.param("one\n\r\ntwo", ["one", "", "two"], id="LF before CRLF"),
        pytest.param(
            "one\vtwo\fthree\x1cfour\x85five\u2028six\u2029seven", None, id="VT FF FS NEL LS PS are characters"
        ),
        pytest.param("  one \t\n\u3000two\u00a0", ["one", "two"], id="blanks around a line are trimmed"),
        pytest.param(" \n\t\n", ["", "", ""], id="blank lines"),
        pytest.param("a\x00b\n\ufeffc", ["a\x00b", "\ufeffc"], id="controls and marks are characters"),
    ],
)
def test_lines_of_a_text(text: str, lines: list[str] | None) -> None:
    found = find_lines(text)
    assert [text[line.start : line.end] for line in found] == (lines if lines is not None else [text])
    assert [line.number for line in found] == list(range(1, len(found) + 1))


@given(ends)
def test_lines_hold_all_that_is_not_blank(text: str) -> None:
    lines = find_lines(text)
    seen = [offset for line in lines for offset in range(line.start, line.end) if not text[offset].isspace()]
    assert seen == [offset for offset, char in enumerate(text) if not char.isspace()]
    assert len(lines) == text.replace("\r\n", "\n").replace("\r", "\n").count("\n") + 1


@given(ends)
def test_index_agrees_with_lines(text: str) -> None:
    index = LineIndex(text)
    for line in find_lines(text):
        assert all(index.number(offset) == line.number for offset in range(line.start, line.end))


@pytest.mark.parametrize(("offset", "number"), [(0, 1), (3, 1), (4, 1), (5, 2), (6, 3), (8, 3)])
def test_a_line_end_belongs_to_its_line(offset: int, number: int) -> None:
    assert LineIndex("one\r\n\ntwo").number(offset) == number
