"""One piece of an export to what it is made of: the article, its fields, and what belongs to neither."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from segment.clean import count_words
from segment.profiles.body import Body, cut_body
from segment.profiles.cover import find_cover_end
from segment.profiles.fields import Fields
from segment.profiles.head import Head, read_head
from segment.profiles.lead import read_lead
from segment.profiles.sheet import Sheet, Spans
from segment.profiles.tail import Tail, find_tail, read_tail
from segment.profiles.values import FieldReader, Seen
from segment.types import NO_META, Kind, Layout, Meta, Role

if TYPE_CHECKING:
    from collections.abc import Sequence

    from segment.profiles.cutting import Piece
    from segment.profiles.grammar import Profile
    from segment.profiles.values import Value

_SUMMARIES: Final = ("abstract", "highlight", "summary")
"""Fields that are the text of an article that has no other."""
_LEAD_ROLES: Final = {"title": Role.TITLE, "byline": Role.BYLINE, "date": Role.DATE}
_NOT_KEPT: Final = (Role.BODY, Role.CAPTION)
"""Roles whose text stands in the article already, and is no field of its own."""


@dataclass(frozen=True, slots=True)
class Document:
    """What one piece holds."""

    layout: Layout
    meta: Meta
    is_document: bool
    """Else it is a cover, a summary, or empty."""
    line: int
    """Of its separator, or else of its first line, in the piece, from 0."""
    words: int = 0
    """Of the body."""
    number: int | None = None
    """Its own, as written."""
    announced_words: str | None = None
    """As written; None where the body is not whole."""

    @property
    def is_empty(self) -> bool:
        return self.is_document and self.layout.kind is None and self.layout.region is None


def read_document(piece: Piece, profile: Profile, given: Meta = NO_META) -> Document:
    """Parses one piece; `given` is what is said of the whole export. O(its text)."""
    return _Parser(piece, profile).read(given)


class _Parser:
    """Finds head, body and tail, then says of each stretch what it is."""

    def __init__(self, piece: Piece, profile: Profile) -> None:
        self._piece = piece
        self._profile = profile
        self._sheet = Sheet(piece.lines, profile)
        self._spans = Spans(self._sheet.text)
        self._fields = Fields()
        self._seen = Seen()

    def read(self, given: Meta) -> Document:
        first, end = self._set_marks_apart()
        in_head, in_tail = (FieldReader(self._sheet, self._profile, at, end, self._seen) for at in ("head", "tail"))
        head = Head(body=first) if self._piece.goes_on else read_head(in_head, first)
        has_body = head.label is not None or self._profile.unlabelled
        tail_at = find_tail(in_tail, head.body) if has_body else end
        tail = read_tail(in_tail, tail_at)
        if not self._is_document(head, tail, first, end):
            return self._no_document()
        self._take_head(head)
        self._take_tail(tail)
        self._take_pages(first, head.body)
        self._take_pages(tail_at, end)
        body = cut_body(in_head, head, tail_at, self._fields.first("title"))
        return self._document(body, (*head.values, *tail.values), given)

    def _set_marks_apart(self) -> tuple[int, int]:
        """Separators and cover; the lines between them."""
        marks = self._piece.marks
        opens = [mark.index for mark in marks if mark.separator.kind == "opens"]
        closes = [mark.index for mark in marks if mark.separator.kind == "closes"]
        end = closes[0] if closes else len(self._sheet.lines)
        first = opens[-1] + 1 if opens else find_cover_end(self._sheet, marks, end, self._profile)
        self._spans.add(0, self._sheet.starts[opens[0] if opens else first], None, "cover")
        for number in (*opens, *closes):
            self._spans.add(self._sheet.starts[number], self._sheet.starts[number + 1], None, "separator")
        for mark in marks:
            for name, value in mark.fields:
                self._fields.add(name, value)
            if mark.number is not None:
                self._fields.add("document_number", str(mark.number))
        return first, end

    def _is_document(self, head: Head, tail: Tail, first: int, end: int) -> bool:
        if head.values or head.label or tail.values or self._piece.goes_on:
            return True
        if self._piece.number is not None:
            return True
        is_closed = any(mark.separator.kind == "closes" for mark in self._piece.marks)
        # A text without a single separator: whoever named the profile knows that it is an article.
        is_whole = not self._piece.marks and self._piece.start == 0
        lines = range(first, end)
        return (is_closed or is_whole) and any(
            self._sheet.bares[number] and not self._sheet.is_page_edge(number) for number in lines
        )

    def _no_document(self) -> Document:
        return Document(Layout(self._spans.tile(None, "cover")), NO_META, False, self._first_line())

    def _first_line(self) -> int:
        opens = [mark.index for mark in self._piece.marks if mark.separator.kind == "opens"]
        lines = range(len(self._sheet.lines))
        return opens[0] if opens else next((number for number in lines if self._sheet.bares[number]), 0)

    def _take_head(self, head: Head) -> None:
        titles: set[str] = set()
        for start, end, text, name in read_lead(self._sheet, head, self._profile.lead):
            if name is None:
                self._spans.add(start, end, None, self._profile.lead.rest)
            elif name == "title" and text.casefold() in titles:
                self._spans.add(start, end, None, "page")
            elif name == "title" and titles:
                # The headline of another edition, or a part of this one.
                self._spans.add(start, end, None, "field:title")
                self._fields.add("further_title", text)
            else:
                role = _LEAD_ROLES.get(name)
                self._spans.add(start, end, role, name if role else f"field:{name}")
                self._fields.add(name, text)
            if name == "title":
                titles.add(text.casefold())
        for value in head.values:
            self._take_value(value)
        self._take_lines(head.notices, "copyright")
        self._take_lines(head.rest, self._profile.lead.rest)

    def _take_tail(self, tail: Tail) -> None:
        for value in tail.values:
            self._take_value(value)
        self._take_lines(tail.notices, "copyright")
        self._take_lines(tail.rest, "tail")

    def _take_lines(self, lines: Sequence[int], reason: str) -> None:
        for number in lines:
            self._spans.add(self._sheet.starts[number], self._sheet.starts[number + 1], None, reason)
            if reason == "copyright":
                self._fields.add(reason, self._sheet.bares[number])
            elif reason == "tail":
                self._fields.add_unknown(self._sheet.bares[number])

    def _take_pages(self, first: int, end: int) -> None:
        """The edges of pages outside the body."""
        for number in range(first, end if self._profile.page else first):
            if self._sheet.is_page_edge(number):
                self._spans.add(self._sheet.starts[number], self._sheet.starts[number + 1], None, "page")

    def _take_value(self, value: Value) -> None:
        field = value.field
        reason = f"field:{field.name}"
        self._spans.add(value.start, value.value_start, None, reason)
        for start, end in value.stretches:
            self._spans.add(start, end, field.role, field.name if field.role else reason)
        if field.role not in _NOT_KEPT:
            self._fields.add_value(field, value.text)

    def _document(self, body: Body, values: Sequence[Value], given: Meta) -> Document:
        for start, end, reason in body.residue:
            self._spans.add(start, end, None, reason)
        region = body.region if self._profile.body == "region" else None
        words = 0
        kind: Kind | None = None
        if region is None:
            words = self._take_body(body.text)
            kind = Kind.FULL if body.text else self._take_summary(values)
        layout = Layout(self._spans.tile(region, self._profile.lead.rest), kind, region, self._fields.language())
        is_whole = kind is Kind.FULL and not (self._piece.is_cut or self._piece.goes_on)
        return Document(
            layout,
            self._fields.meta(given),
            True,
            self._first_line(),
            words,
            self._piece.number,
            self._fields.first("length") if is_whole else None,
        )

    def _take_body(self, stretches: Sequence[tuple[int, int]]) -> int:
        """The body, and how many words it has."""
        for start, end in stretches:
            self._spans.add(start, end, Role.BODY, "body")
        return sum(count_words(self._sheet.text[start:end]) for start, end in stretches)

    def _take_summary(self, values: Sequence[Value]) -> Kind | None:
        """What stands in for a body that is missing."""
        for value in values:
            if value.field.name in _SUMMARIES and value.stretches:
                self._spans.recast(value.stretches, Role.BODY, value.field.name)
                return Kind.TEASER
        return None
