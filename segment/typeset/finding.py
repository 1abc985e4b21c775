"""From the raw text of pages to the view: the stages in order."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING, Final

from segment.typeset.columns import order_columns
from segment.typeset.furniture import find_furniture, without_title
from segment.typeset.hyphens import Vocabulary
from segment.typeset.joints import Joint, find_joints
from segment.typeset.measure import find_marks
from segment.typeset.paging import find_pages
from segment.typeset.rows import find_rows
from segment.typeset.signs import FEWEST_HYPHENS, may_be_typeset
from segment.typeset.view import build_view

if TYPE_CHECKING:
    from collections.abc import Sequence

    from segment.typeset.rows import Row
    from segment.typeset.view import View

MOST_FURNITURE: Final = 0.2
"""Of the characters that are not blank: small pages with a head and a foot of two lines each reach .15."""
HYPHEN_SHARE: Final = 0.02
"""Of the rows that end in a broken word, where nothing else says that a text is typeset; typesetters break one in ten
or twenty, those who wrap mails none but compounds."""


def find_view(text: str) -> View | None:
    """The text behind its pages; None where it does not look like pages at all, as most dumps do not.

    Text of PDF files and of scanners: lines are joined to paragraphs, broken words to words, paragraphs over the end of
    a page or column; running heads, footers and page numbers are left out, columns side by side follow each other.
    Linear in the length of the text, and next to nothing where it has no form feeds, no broken words and no numbers
    that count up.
    """
    if not may_be_typeset(text):
        return None
    rows = find_rows(text)
    if not rows:
        return None
    if rows[0].page == rows[-1].page:
        rows = find_pages(text, rows)
    furniture = without_title(text, rows, find_furniture(text, rows))
    spans = [(rows[index].start, rows[index].end, str(reason)) for index, reason in furniture.items()]
    filled = sum(row.end - row.start for row in rows)
    if sum(end - start for start, end, _ in spans) > MOST_FURNITURE * filled:
        return None
    body = _order(text, [row for index, row in enumerate(rows) if index not in furniture])
    joints = find_joints(text, body, find_marks(text, body), Vocabulary(text))
    if not spans and not any(row.column for row in body) and not _has_broken_words(joints):
        return None
    return build_view(text, body, joints, spans)


def _order(text: str, rows: Sequence[Row]) -> list[Row]:
    """The rows of all pages in the order of reading."""
    ordered: list[Row] = []
    columns = 0
    for _, page in groupby(rows, key=lambda row: row.page):
        read = order_columns(text, list(page))
        ordered.extend(row._replace(column=row.column + columns) if row.column else row for row in read)
        columns += max(row.column for row in read)
    return ordered


def _has_broken_words(joints: Sequence[Joint]) -> bool:
    broken = joints.count(Joint.DEHYPHENED)
    return broken >= max(FEWEST_HYPHENS, HYPHEN_SHARE * len(joints))
