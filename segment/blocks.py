"""A dump becomes blocks: lines, paragraphs put together again from hard-wrapped lines, or sentence runs.

A block ends no later than its line or paragraph. Where lines say nothing (a dump without line breaks, a bio and a
disclaimer on one line), a block ends at a *seam*, a place inside a line where something new may begin. There are
more seams than new beginnings: blocks that turn out to belong together are joined again once they have roles.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

from segment.lines import Line, LineIndex, find_lines
from segment.seams import Seam, find_disclaimers, find_seams
from segment.tokens import is_unspaced

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from segment.measures.lexicon import Lexicon
    from segment.types import Dump

WIDEST_WRAP = 132
"""Columns. Printers and terminals ended here; longer lines are paragraphs."""
NARROWEST_WRAP = 40
NARROWEST_WIDE_WRAP = 18
"""For scripts whose characters take two columns."""
LATIN_BYTES = 1.5
"""A character has fewer in Latin text, and nearly two and more in others, where bytes say nothing of columns."""
WRAPPED_SHARE = 0.5
"""Share of the text in lines that end because the next word did not fit; wrapped news reach .8, pages with menus .1."""
FEWEST_LINES, FEWEST_WRAPPED = 4, 2
"""Lines from which on a width is looked for: in any text, and in one of a medium that wraps."""
FEWEST_GOING_ON = 12
"""Lines in the middle of a sentence from which on the margin is measured."""
PARAGRAPH_INDENT = 2
"""Blanks by which the first line of a paragraph stands in from the line above."""
RUN_CHARS = 2500
"""A line longer than this is no paragraph: the longest paragraphs of newspapers stay below."""


@dataclass(frozen=True, slots=True)
class Block:
    """The unit that is labelled; `dump.text[start:end]` is its raw text, with no blank at either end."""

    start: int
    end: int
    line_start: int
    line_end: int
    blank_lines: int
    """Blank lines right above."""
    inline: bool
    """Begins at a seam, behind another block of the same line or paragraph."""
    in_run: bool
    """Part of a text without line breaks, so that its length says where its sentences end, and nothing else."""
    regular: bool
    """Begins at a seam that cuts the text into pieces of equal length, see `seams`."""


@dataclass(frozen=True, slots=True)
class _Paragraph:
    lines: Sequence[Line]
    blank_lines: int

    @property
    def start(self) -> int:
        return self.lines[0].start

    @property
    def end(self) -> int:
        return self.lines[-1].end


def find_blocks(dump: Dump, lexicon: Lexicon | None = None) -> list[Block]:
    """The blocks of a dump in order; only white space lies between them. Linear in the length of the dump.

    With a lexicon, a line that is no paragraph is also cut where the words say that another text begins.
    """
    text = dump.text
    lines = find_lines(text)
    paragraphs = list(_join_lines(text, lines, wraps=dump.wraps))
    is_run = len(paragraphs) == 1
    index, disclaimers = LineIndex(text), find_disclaimers(text)
    blocks: list[Block] = []
    for paragraph in paragraphs:
        seams, every = _find_seams(text, paragraph, lexicon, disclaimers, is_run=is_run)
        blocks.extend(_cut(text, paragraph, index, seams, in_run=every))
    return blocks


def _join_lines(text: str, lines: Sequence[Line], *, wraps: bool) -> Iterator[_Paragraph]:
    width = find_wrap_width(text, lines, wraps=wraps)
    current: list[Line] = []
    blank_lines = pending_blank = 0
    for line in lines:
        if line.start == line.end:
            pending_blank += 1
            continue
        if current and (width is None or pending_blank or not _continues(text, current[-1], line, width)):
            yield _Paragraph(current, blank_lines)
            current = []
        if not current:
            blank_lines = pending_blank
        current.append(line)
        pending_blank = 0
    if current:
        yield _Paragraph(current, blank_lines)


def find_wrap_width(text: str, lines: Sequence[Line], *, wraps: bool = False) -> int | None:
    """The width at which a dump was hard-wrapped, in code points; None where its lines are paragraphs.

    Of a medium that `wraps` its lines a few of them suffice: only those count that another one follows.
    """
    filled = [line for line in lines if line.end > line.start]
    if len(filled) < (FEWEST_WRAPPED if wraps else FEWEST_LINES):
        return None
    lengths = sorted(line.end - line.start for line in filled)
    # A few lines (addresses, tables) may stand out over the margin.
    width = lengths[-1 - len(lengths) // 50]
    if not NARROWEST_WIDE_WRAP <= width <= WIDEST_WRAP:
        return None
    if width < NARROWEST_WRAP and not _is_wide_script(text[filled[0].start : filled[0].start + 200]):
        return None
    pairs = [(line, following) for line, following in pairwise(filled) if following.number == line.number + 1]
    width = _shortest_margin(text, pairs, width)
    full = sum(line.end - line.start for line, following in pairs if _reach(text, line, following) > width)
    whole = sum(line.end - line.start for line, _ in pairs) if wraps else sum(lengths)
    return width if full >= WRAPPED_SHARE * whole else None


def _shortest_margin(text: str, pairs: Sequence[tuple[Line, Line]], width: int) -> int:
    """The width that lines fall short of where a sentence goes on: less than `width` if a tool balanced the lines."""
    reaches = sorted(_reach(text, line, following) for line, following in pairs if _goes_on(text, line, following))
    if len(reaches) < FEWEST_GOING_ON:
        return width
    return max(width * 3 // 4, min(width, reaches[len(reaches) // 20] - 1))


def _goes_on(text: str, line: Line, following: Line) -> bool:
    return text[line.end - 1].isalnum() and _may_go_on(text[following.start])


def _may_go_on(char: str) -> bool:
    """A small letter, or one of a script without capitals in which a line is wrapped between words."""
    return char.islower() or (char.isalpha() and char.upper() == char.lower() and not is_unspaced(char))


def _continues(text: str, line: Line, following: Line, width: int) -> bool:
    """Whether a line goes on in the following one: its next word would not have fitted."""
    return _reach(text, line, following) > width and _indent(text, following) < _indent(text, line) + PARAGRAPH_INDENT


def _reach(text: str, line: Line, following: Line) -> int:
    """How long a line would be with the first word of the next one, in columns."""
    raw = text[line.start : line.end]
    if _is_wide(raw[-1]) and not _is_hangul(raw[-1]):
        return len(raw) + 2
    word = text[following.start : following.end].split(None, 1)[0]
    return _indent(text, line) + _width(raw) + 1 + len(word)


def _width(raw: str) -> int:
    """Of a line, in columns. Some tools count bytes: a line with curly quotes then ends early."""
    size = len(raw.encode("utf-8", "surrogatepass"))
    return size if size < LATIN_BYTES * len(raw) else len(raw)


def _indent(text: str, line: Line) -> int:
    """Blanks before the first word of a line."""
    start = line.start
    while start and text[start - 1] in " \t\u3000":
        start -= 1
    return line.start - start


def _is_wide_script(sample: str) -> bool:
    return sum(map(_is_wide, sample)) > len(sample) // 4


def _is_hangul(char: str) -> bool:
    """Two columns wide, but with blanks between words, where lines are wrapped."""
    return "\uac00" <= char <= "\ud7a3"


def _is_wide(char: str) -> bool:
    """Han, kana, hangul and full-width forms: two columns, no blanks between words."""
    return "\u2e80" <= char <= "\ud7ff" or "\uf900" <= char <= "\ufaff" or "\uff00" <= char <= "\uff60"


def _find_seams(
    text: str, paragraph: _Paragraph, lexicon: Lexicon | None, disclaimers: Sequence[str], *, is_run: bool
) -> tuple[list[Seam], bool]:
    """The seams of one paragraph, and whether it is part of a text without line breaks, where every one counts."""
    start, end = paragraph.start, paragraph.end
    every = is_run or end - start > RUN_CHARS
    joints = [line.start for line in paragraph.lines[1:]]
    seams = find_seams(text, start, end, joints=joints, disclaimers=disclaimers, every=every)
    return (_add_cuts(seams, text, start, end, lexicon) if every and lexicon is not None else seams), every


def _cut(text: str, paragraph: _Paragraph, index: LineIndex, seams: Sequence[Seam], *, in_run: bool) -> Iterator[Block]:
    """The blocks of one paragraph, cut at its seams."""
    start, end = paragraph.start, paragraph.end
    if not seams:
        first, last = paragraph.lines[0].number, paragraph.lines[-1].number
        yield Block(start, end, first, last, paragraph.blank_lines, inline=False, in_run=in_run, regular=False)
        return
    edges = [start, *(seam.offset for seam in seams), end]
    regular = [False, *(seam.regular for seam in seams)]
    for number, is_regular in enumerate(regular):
        piece_start = edges[number]
        piece_end = piece_start + len(text[piece_start : edges[number + 1]].rstrip())
        yield Block(
            piece_start,
            piece_end,
            index.number(piece_start),
            index.number(piece_end - 1),
            blank_lines=0 if number else paragraph.blank_lines,
            inline=number > 0,
            in_run=in_run,
            regular=is_regular,
        )


def _add_cuts(seams: Sequence[Seam], text: str, start: int, end: int, lexicon: Lexicon) -> list[Seam]:
    """The seams, and those that only the words on both sides show."""
    from segment.measures.cuts import find_cuts

    known = {seam.offset for seam in seams}
    found = (start + offset for offset in find_cuts(text[start:end], lexicon))
    return sorted(
        [*seams, *(Seam(offset, regular=False) for offset in found if start < offset and offset not in known)]
    )
