"""A text too long to be split at once becomes windows that overlap, so that an article at an edge is whole in one."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from segment.lines import LINE_END

if TYPE_CHECKING:
    from collections.abc import Iterator

    from segment.types import Dump

WINDOW_CHARS: Final = 640 << 10
"""Of a window, overlap included. Splitting takes about 60 MB for it; what is shorter is split at once."""
WINDOW_LINES: Final = 20_000
"""The same for lines, since memory goes by blocks: a window of lists has fewer characters."""
OVERLAP_CHARS: Final = 64 << 10
"""Twenty articles or more: enough for two windows to agree on where one of them starts."""
_LINE_BREAK: Final = re.compile(r"\r\n|\n|\r(?!\n)")
_BLANK: Final = re.compile(r"[^\S\r\n]")
_BREAKS: Final = ("\n\r", " \t\u3000")


def cut_windows(chunks: Iterator[str], dump: Dump, longest: int = WINDOW_CHARS) -> Iterator[Dump]:
    """The windows of a text, parts of `dump`, which has none yet; a short text is one window.

    Each begins where a line, or else a word, begins, `Dump.overlap` characters before the end of the one above it.
    """
    held, begin = "", 0
    start, line = 0, 1
    for chunk in chunks:
        held, begin = held[begin:] + chunk, 0
        while (end := _find_end(held, begin, longest)) is not None:
            following = _find_first_break(held, end - min(OVERLAP_CHARS, (end - begin) // 4), end)
            yield replace(dump, text=held[begin:end], start=start, line=line, overlap=end - following)
            line += count_lines(held[begin:following])
            start += following - begin
            begin = following
    if begin < len(held) or not start:
        yield replace(dump, text=held[begin:], start=start, line=line)


def count_lines(text: str) -> int:
    """Line ends in a text that does not end between CR and LF."""
    return len(LINE_END.findall(text)) if "\r" in text else text.count("\n")


def _find_end(text: str, begin: int, longest: int) -> int | None:
    """Where the window that begins there ends; None if that takes more of the text."""
    end = begin + longest
    if text.count("\n", begin, end) + text.count("\r", begin, end) > WINDOW_LINES:
        for number, match in enumerate(_LINE_BREAK.finditer(text, begin)):
            if number == WINDOW_LINES and match.end() <= end:
                # What ends a line may go on in the next chunk, and behind the last line nothing is to be cut.
                return match.end() if match.end() < len(text) else None
            if match.end() > end:
                break
    return _find_last_break(text, end - min(OVERLAP_CHARS, longest // 2), end) if end < len(text) else None


def _find_last_break(text: str, low: int, high: int) -> int:
    """The place behind the last line end of a stretch, else behind its last blank, else its end."""
    for marks in _BREAKS:
        place = max(text.rfind(mark, low, high) for mark in marks) + 1
        if place:
            return place if text[place - 1 : place + 1] != "\r\n" else place + 1
    return high


def _find_first_break(text: str, low: int, high: int) -> int:
    """The place behind the first line end of a stretch, else behind its first blank, else its beginning."""
    for pattern in (_LINE_BREAK, _BLANK):
        match = pattern.search(text, low, high)
        if match and match.end() < high:
            return match.end()
    return low - 1 if text[low - 1 : low + 1] == "\r\n" else low
