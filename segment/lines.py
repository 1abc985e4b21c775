"""Lines of a text, by one rule for the whole program: CRLF, LF and CR end a line, nothing else does.

`str.splitlines` also splits at VT, FF, FS-US, NEL, LS and PS, so that its line numbers agree with no editor.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from functools import cached_property
from typing import NamedTuple

LINE_END = re.compile(r"\r\n|\n|\r")


class Line(NamedTuple):
    """A line without its end and without the blanks around it; `start == end` if it is blank."""

    number: int
    start: int
    end: int


def find_lines(text: str) -> list[Line]:
    """All lines of a text, blank ones included, each trimmed to its non-blank part.

    >>> find_lines("one\\r\\n\\n  two ")
    [Line(number=1, start=0, end=3), Line(number=2, start=5, end=5), Line(number=3, start=8, end=11)]
    """
    lines = []
    start = 0
    number = 1
    for match in LINE_END.finditer(text):
        lines.append(_trim(text, number, start, match.start()))
        start = match.end()
        number += 1
    lines.append(_trim(text, number, start, len(text)))
    return lines


def _trim(text: str, number: int, start: int, end: int) -> Line:
    raw = text[start:end]
    stripped = raw.strip()
    if not stripped:
        return Line(number, start, start)
    if len(stripped) == len(raw):
        return Line(number, start, end)
    start += len(raw) - len(raw.lstrip())
    return Line(number, start, start + len(stripped))


class LineIndex:
    """Finds the number of the line that an offset stands on, O(log lines)."""

    def __init__(self, text: str) -> None:
        self._text = text

    @cached_property
    def _starts(self) -> list[int]:
        return [0, *(match.end() for match in LINE_END.finditer(self._text))]

    def number(self, offset: int) -> int:
        """Line of `text[offset]`, from 1."""
        return bisect_right(self._starts, offset)
