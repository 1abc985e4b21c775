"""Lines of a text that comes in chunks: the same ones whatever the size of the chunks."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterator

LONGEST_PIECE: Final = 1 << 23
"""Characters of a line, and of a document, that are held at a time."""
_BATCH_CHARS: Final = 1 << 18
_LINE: Final = re.compile(r"[^\r\n]*(?:\r\n?|\n)")
_BOM: Final = "\ufeff"


def read_lines(chunks: Iterator[str]) -> Iterator[list[str]]:
    """The lines with their ends, in batches; joined they are the text. O(text); holds one batch and one line.

    A line of more than `LONGEST_PIECE` characters is given in pieces.
    """
    held: list[str] = []
    held_chars = 0
    for part in _in_batches(chunks):
        held.append(part)
        held_chars += len(part)
        if held_chars < LONGEST_PIECE and not _has_end(part):
            continue
        text = "".join(held)
        lines, rest = _split(text)
        held, held_chars = [rest], len(rest)
        if lines:
            yield lines
    if rest := "".join(held):
        lines, tail = _split(rest, ended=True)
        yield [*lines, tail] if tail else lines


def trim(line: str) -> str:
    """Without the blanks around it, its end, and a byte order mark."""
    bare = line.strip()
    return bare[1:].lstrip() if bare.startswith(_BOM) else bare


def _in_batches(chunks: Iterator[str]) -> Iterator[str]:
    for chunk in chunks:
        if len(chunk) <= _BATCH_CHARS:
            yield chunk
        else:
            yield from (chunk[start : start + _BATCH_CHARS] for start in range(0, len(chunk), _BATCH_CHARS))


def _has_end(text: str) -> bool:
    return "\n" in text or "\r" in text


def _split(text: str, *, ended: bool = False) -> tuple[list[str], str]:
    """Whole lines, and what is left. A CR at the end is not known to be an end itself: LF may follow."""
    whole = text[:-1] if text.endswith("\r") and not ended else text
    # Without an end in sight the pattern would look for one from each character of the rest anew.
    lines = _LINE.findall(whole, 0, max(whole.rfind("\n"), whole.rfind("\r")) + 1)
    at = sum(map(len, lines))
    if len(text) >= LONGEST_PIECE:
        lines = [piece for line in lines for piece in _pieces(line)]
        while len(text) - at >= LONGEST_PIECE:
            lines.append(text[at : at + LONGEST_PIECE])
            at += LONGEST_PIECE
    return lines, text[at:]


def _pieces(line: str) -> list[str]:
    return [line[start : start + LONGEST_PIECE] for start in range(0, len(line), LONGEST_PIECE)]
