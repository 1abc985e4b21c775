from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from segment.lines import find_lines
from segment.profiles import stream
from segment.profiles.stream import read_lines, trim
from tests.profiles.exports import in_chunks

mixed = st.text(st.sampled_from("ab\r\n \u2028\x0b\x0c"), max_size=60)


def lines(text: str, size: int = 1 << 20) -> list[str]:
    return [line for batch in read_lines(in_chunks(text, size)) for line in batch]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", []),
        ("a", ["a"]),
        ("a\nb\r\nc\rd", ["a\n", "b\r\n", "c\r", "d"]),
        ("\r\r\n\n", ["\r", "\r\n", "\n"]),
        ("a\u2028b\x0bc\x0cd\n", ["a\u2028b\x0bc\x0cd\n"]),
    ],
)
def test_lines_end_where_every_line_of_the_program_does(text, expected):
    assert lines(text) == expected


@given(mixed, st.integers(1, 7))
def test_the_size_of_chunks_changes_no_line(text, size):
    found = lines(text, size)
    assert found == lines(text)
    assert "".join(found) == text
    assert len(found) + text.endswith(("\n", "\r")) == len(find_lines(text)) or not text


@given(mixed, st.integers(1, 7))
def test_the_size_of_chunks_changes_no_piece_of_a_long_line(text, size):
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(stream, "LONGEST_PIECE", 8)
        found = lines(text, size)
        assert found == lines(text)
        assert "".join(found) == text
        assert all(len(line) <= 8 for line in found)


def test_a_mark_is_no_text():
    assert (trim("\ufeff  a b \r\n"), trim(" \ufeffa"), trim("\ufeff"), trim("a\ufeff")) == ("a b", "a", "", "a\ufeff")
