"""What stands between two rows in the view: nothing, a blank, a line end, or a blank line."""

from __future__ import annotations

import re
from enum import Enum
from typing import TYPE_CHECKING, Final

from segment.typeset.hyphens import Hyphen
from segment.typeset.measure import is_in, is_unspaced, reach
from segment.typeset.rows import ends_sentence, goes_on

if TYPE_CHECKING:
    from collections.abc import Sequence

    from segment.typeset.hyphens import Vocabulary
    from segment.typeset.measure import Marks
    from segment.typeset.rows import Row


class Joint(Enum):
    """How a row is followed by the next one."""

    DEHYPHENED = "dehyphened"
    """The hyphen at its end goes, and nothing comes in its place."""
    NOTHING = ""
    BLANK = " "
    LINE = "\n"
    PARAGRAPH = "\n\n"

    @property
    def text(self) -> str:
        return "" if self is Joint.DEHYPHENED else self.value


LIST_ITEM: Final = re.compile(r"[•▪◦‣·*–—-]\s|\(?\d{1,3}[.)]\s|\(?[a-z][.)]\s")
"""At the beginning of a row, after a full stop."""

_OF_HYPHEN: Final = {Hyphen.BREAK: Joint.DEHYPHENED, Hyphen.PART: Joint.NOTHING, Hyphen.SUSPENDED: Joint.BLANK}


def find_joints(text: str, rows: Sequence[Row], marks: Marks, words: Vocabulary) -> list[Joint]:
    """The joints after all rows but the last, in the order of reading. Linear."""
    spaced = _has_blank_lines(rows)
    joints = []
    for index in range(len(rows) - 1):
        joint = _join(text, rows, index, marks, words)
        joints.append(_part(rows[index], rows[index + 1], spaced=spaced) if joint is None else joint)
    return joints


def _has_blank_lines(rows: Sequence[Row]) -> bool:
    """Whether paragraphs may be told by blank lines at all."""
    return any(
        rows[index + 1].number - rows[index].number > 1 for index in range(len(rows) - 1) if _is_below(rows, index)
    )


def _is_below(rows: Sequence[Row], index: int) -> bool:
    """Whether the next row stands in the same column of the same page."""
    row, following = rows[index], rows[index + 1]
    return row.column == following.column and row.page == following.page


def _part(row: Row, following: Row, *, spaced: bool) -> Joint:
    """The joint between two paragraphs."""
    if row.page == following.page and following.number >= row.number:
        return Joint.PARAGRAPH if following.number > row.number + 1 else Joint.LINE
    return Joint.PARAGRAPH if spaced else Joint.LINE


def _join(text: str, rows: Sequence[Row], index: int, marks: Marks, words: Vocabulary) -> Joint | None:
    """The joint inside a paragraph; None if one ends here."""
    row, following = rows[index], rows[index + 1]
    joins = _goes_down if _is_below(rows, index) else _goes_over
    if not joins(text, rows, index, marks):
        return None
    hyphen = words.judge(text[row.start : row.end], text[following.start : following.end])
    if hyphen is not None:
        return _OF_HYPHEN[hyphen]
    unspaced = is_unspaced(text[row.end - 1]) and is_unspaced(text[following.start])
    return Joint.NOTHING if unspaced else Joint.BLANK


def _goes_down(text: str, rows: Sequence[Row], index: int, marks: Marks) -> bool:
    """Whether a paragraph goes on in the next row of its column."""
    row, following = rows[index], rows[index + 1]
    measure = marks.measure(row)
    if measure is None or following.number - row.number - 1 > measure.usual_gap:
        return False
    if goes_on(text, row, following):
        return True
    if is_in(text, row, following) or _stops_short(text, row, following, marks):
        return False
    return not (ends_sentence(text, row) and LIST_ITEM.match(text, following.start, following.end))


def _goes_over(text: str, rows: Sequence[Row], index: int, marks: Marks) -> bool:
    """Whether a paragraph goes on at the head of the next page or column."""
    row, following = rows[index], rows[index + 1]
    if goes_on(text, row, following):
        return True
    jumps = row.page != following.page or following.number < row.number
    if not jumps or marks.measure(following) is None or _stops_short(text, row, following, marks):
        return False
    if _opens_paragraph(rows, index + 1) or _stands_alone(rows, index + 1):
        return False
    return marks.by_indents or not ends_sentence(text, row)


def _stops_short(text: str, row: Row, following: Row, marks: Marks) -> bool:
    """Whether a row has room for the next word. Some room proves little, unless the length of rows is all there is."""
    measure = marks.measure(row)
    if measure is None:
        return True
    is_told = marks.by_any or not ends_sentence(text, row)
    return reach(text, row, following) <= (measure.short if is_told else measure.full)


def _opens_paragraph(rows: Sequence[Row], index: int) -> bool:
    """Whether a row at the head of a page stands in from the one below it."""
    return index + 1 < len(rows) and _is_below(rows, index) and rows[index].left > rows[index + 1].left


def _stands_alone(rows: Sequence[Row], index: int) -> bool:
    """Whether a row has a blank line below it, or another column: a heading."""
    return index + 1 < len(rows) and not (_is_below(rows, index) and rows[index + 1].number == rows[index].number + 1)
