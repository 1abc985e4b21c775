"""How wide the lines of a text are set, and what its paragraphs are marked with."""

from __future__ import annotations

from collections import defaultdict
from itertools import pairwise
from typing import TYPE_CHECKING, Final, NamedTuple

from segment.typeset.rows import ends_sentence, goes_on

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from segment.typeset.rows import Row

    Pair = tuple[Row, Row]
    """A row and the one below it in its column."""

FEWEST_GOING_ON: Final = 5
"""Rows in the middle of a sentence that the width is measured on."""
GOING_ON_SHARE: Final = 0.25
"""Of the rows: more than half in English prose, two of five in German; verse and lists begin lines with capitals."""
EVENNESS: Final = 0.7
"""Of the usual length: by so much may rows in the middle of a sentence be shorter where the letters are as wide as they
like. Free verse falls below."""
SHORT_SHARE: Final = 0.1
"""Of the rows in the middle of a sentence; they stand beside a picture, or have a long word after them."""
FULL_SHARE: Final = 0.3
"""Of the rows in the middle of a sentence that may look like a last one, where only its length could tell: a paragraph
cut at a full stop does less harm than two that are joined."""
SHORT: Final = 0.8
"""Of the width: most rows that end a paragraph are shorter, and so are headings."""
TOLD_SHARE: Final = 0.7
"""Of the short rows at the end of a sentence, that are followed by a blank line or an indent where these mark
paragraphs; lists and verses have none."""
FEWEST_TOLD: Final = 3
"""Short rows to judge by."""
INDENT: Final = 2
"""Blanks by which a row stands in; after a full stop, one will do."""
LONGEST_WORD: Final = 30
"""Code points: a longer one says nothing of the line before."""

COLUMNS: Final = -1
"""Stands for all columns that are too short to be measured alone."""


class Measure(NamedTuple):
    """What the rows of a column have in common."""

    short: float
    """Places from the left edge of the column: a row that with the first word of the next one would not be longer is
    short by any measure."""
    full: int
    """As above: a row that would be longer is as full as most."""
    usual_gap: int
    """Blank lines between two rows of a paragraph; 1 in double-spaced text."""


class Marks(NamedTuple):
    """How the paragraphs of a text are told."""

    measures: Mapping[int, Measure | None]
    """By column; None where rows are not filled up, as in verse and tables."""
    by_indents: bool = False
    by_any: bool = False
    """By indents, by blank lines, or by both; else only a short row tells."""

    def measure(self, row: Row) -> Measure | None:
        """Of the column that a row stands in."""
        return self.measures[row.column] if row.column in self.measures else self.measures.get(COLUMNS)


def find_marks(text: str, rows: Sequence[Row]) -> Marks:
    """Measure the columns of a text, given in the order of reading. O(n log n) in the number of rows."""
    pairs: defaultdict[int, list[Pair]] = defaultdict(list)
    for row, following in pairwise(rows):
        if row.column == following.column and row.page == following.page:
            pairs[row.column].append((row, following))
    measures = {
        column: _measure(text, members)
        for column, members in pairs.items()
        if column == 0 or len(members) >= 2 * FEWEST_GOING_ON
    }
    measures[COLUMNS] = _measure(text, [pair for column, members in pairs.items() if column for pair in members])
    marks = Marks(measures)
    ends = [pair for members in pairs.values() for pair in members if _ends_paragraph(text, *pair, marks)]
    indented = sum(is_in(text, *pair) for pair in ends)
    told = sum(is_in(text, *pair) or _has_gap(*pair, marks) for pair in ends)
    fewest = max(FEWEST_TOLD, TOLD_SHARE * len(ends))
    return Marks(measures, indented >= fewest, told >= fewest)


def is_in(text: str, row: Row, following: Row) -> bool:
    """Whether `following` stands in from `row`."""
    return following.left - row.left >= (1 if ends_sentence(text, row) else INDENT)


def _ends_paragraph(text: str, row: Row, following: Row, marks: Marks) -> bool:
    """Whether a row is so short that a paragraph must end with it."""
    measure = marks.measure(row)
    if measure is None or not ends_sentence(text, row):
        return False
    return reach(text, row, following) <= measure.short


def _has_gap(row: Row, following: Row, marks: Marks) -> bool:
    """Whether there are more blank lines between two rows than within a paragraph."""
    measure = marks.measure(row)
    return measure is not None and following.number - row.number - 1 > measure.usual_gap


def is_set(text: str, rows: Sequence[Row]) -> bool:
    """Whether most rows of a text are lines of prose of one width, of one column or across several."""
    going = sum(goes_on(text, row, following) for row, following in pairwise(rows))
    lengths = [row.end - row.start for row in rows]
    return going >= GOING_ON_SHARE * len(rows) and _at(0.5, lengths) >= EVENNESS * _at(0.9, lengths)


def _measure(text: str, pairs: Sequence[Pair]) -> Measure | None:
    going = [(row, following) for row, following in pairs if goes_on(text, row, following)]
    if len(going) < FEWEST_GOING_ON or len(going) < GOING_ON_SHARE * len(pairs):
        return None
    edge = _at(0.1, (row.left for row, _ in pairs))
    usual = _at(0.9, (row.left + row.end - row.start for row, _ in pairs))
    reaches = sorted(reach(text, row, following) for row, following in going)
    margin = min(_at(SHORT_SHARE, reaches) - 1, usual)
    if margin - edge < EVENNESS * (usual - edge):
        return None
    gap = _at(0.5, (following.number - row.number - 1 for row, following in going))
    return Measure(edge + SHORT * (margin - edge), _at(FULL_SHARE, reaches) - 1, gap)


def _at(share: float, values: Iterable[int]) -> int:
    """The value that so many others are below."""
    ordered = sorted(values)
    return ordered[int(share * (len(ordered) - 1))]


def reach(text: str, row: Row, following: Row) -> int:
    """How long a row would be with the first word of the next one, in places."""
    if is_unspaced(text[row.end - 1]):
        return row.left + row.end - row.start + 1
    word = text[following.start : min(following.end, following.start + 2 * LONGEST_WORD)].split(None, 1)[0]
    return row.left + row.end - row.start + 1 + min(len(word), LONGEST_WORD)


def is_unspaced(char: str) -> bool:
    """Han and kana: no blanks between words, so none where two lines are joined."""
    return "\u2e80" <= char <= "\u9fff" or "\uf900" <= char <= "\ufaff" or "\uff00" <= char <= "\uffef"
