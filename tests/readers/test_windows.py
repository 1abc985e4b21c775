"""Windows: they hold all of a text, and what comes of them is what comes of the whole."""

from __future__ import annotations

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from segment.lines import LineIndex
from segment.readers import windows
from segment.readers.windows import cut_windows
from segment.types import Dump

WHERE = Dump("", "a.txt")


@pytest.fixture(autouse=True)
def _small(monkeypatch):
    """Windows of tests are small, so that a short text has several."""
    monkeypatch.setattr(windows, "OVERLAP_CHARS", 40)
    monkeypatch.setattr(windows, "WINDOW_LINES", 12)


def cut(text, pieces=1, longest=200):
    size = max(1, len(text) // pieces)
    chunks = [text[start : start + size] for start in range(0, len(text), size)] or [text]
    return list(cut_windows(iter(chunks), WHERE, longest))


LINES = st.lists(st.sampled_from(["", "The ferry was late.", "x" * 90, "Nobody minded, since the sun was out.", "\r"]))
ENDS = st.sampled_from(["\n", "\r\n", "\r"])


@settings(max_examples=300)
@example(["", "", "", "", *["The ferry was late."] * 2, "x" * 90, "Nobody minded.", *"\r" * 5, ""], "\n", 7)
@given(LINES, ENDS, st.integers(1, 7))
def test_windows_hold_all_of_a_text_whatever_the_chunks(lines, end, pieces):
    text = end.join(lines)
    parts = cut(text, pieces)
    assert parts == cut(text)
    assert "".join(part.text[: len(part.text) - part.overlap] for part in parts) == text
    index = LineIndex(text)
    for part in parts:
        assert text[part.start : part.start + len(part.text)] == part.text
        assert index.number(part.start) == part.line
        assert len(part.text) <= 201


@pytest.mark.parametrize("text", ["x" * 1000, "ferry " * 200, "港" * 1000, "a\n" * 400, "\r\n" * 300])
def test_a_text_without_lines_or_of_nothing_else_is_cut_too(text):
    parts = cut(text)
    assert len(parts) > 3
    assert all(part.overlap < len(part.text) for part in parts)


def test_a_short_text_is_one_window():
    assert cut("The ferry.\n") == [Dump("The ferry.\n", "a.txt")]
    assert cut("") == [Dump("", "a.txt")]


def test_windows_begin_with_a_line_or_a_word():
    parts = cut("The ferry was late. " * 40)
    assert all(part.text.startswith(("The", "ferry", "was", "late")) for part in parts)
