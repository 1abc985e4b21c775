"""The head of a document: what stands before its body, and where that begins."""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import islice
from typing import TYPE_CHECKING, Final

from segment.profiles.cutting import is_centred
from segment.profiles.dates import is_date_line
from segment.profiles.notices import is_notice
from segment.types import Role

if TYPE_CHECKING:
    from collections.abc import Iterator

    from segment.profiles.grammar import Label
    from segment.profiles.values import FieldReader, Value

_LINES_TO_BODY: Final = 60
"""From the first line to the label of the body, blank ones left out, where a body may also begin without one."""
_LINES_TO_FIELD: Final = 40
"""From a line without a label to the next field of the head: room for a headline in four editions."""


@dataclass(slots=True)
class Head:
    """What was found before the body."""

    lead: list[int] = field(default_factory=list)
    """Lines without a label, for their place to say what they are."""
    rest: list[int] = field(default_factory=list)
    """Lines without a label behind the fields."""
    notices: list[int] = field(default_factory=list)
    values: list[Value] = field(default_factory=list)
    body: int = 0
    """The line on which the body, or its label, stands."""
    label: Label | None = None
    """Of the body."""


def read_head(reader: FieldReader, first: int) -> Head:
    """Reads from line `first` to the body; without one, to the end."""
    return _HeadReader(reader, first).read()


class _HeadReader:
    def __init__(self, reader: FieldReader, first: int) -> None:
        self._fields = reader
        self._sheet = reader.sheet
        self._profile = reader.profile
        self._first = first
        self._head = Head(body=reader.end)
        self._has_title = False
        """Something in the lead may be one."""
        self._field_at = -1
        """The next field, where it was looked for."""
        self._looked_to = -1
        """The last line that was looked at; from each line anew, a list would cost its length times as much."""
        self._may_begin_without_label = self._profile.unlabelled and not self._has_label_of_body()

    def read(self) -> Head:
        head = self._head
        number = self._first
        while number < self._fields.end:
            number = self._read_line(number)
        return head

    def _read_line(self, number: int) -> int:
        """Takes in what begins on a line; the line behind it, or the end where that is the body."""
        head, sheet = self._head, self._sheet
        if not sheet.bares[number] or sheet.is_page_edge(number):
            is_body = self._profile.head == "block" and head.values
            return self._begin_body(number) if is_body else number + 1
        label = self._next_label(number)
        if label and label.field.role is Role.BODY:
            return self._begin_body(number, label)
        if label:
            value, following = self._fields.read(number, label)
            self._looked_to = -1
            head.values.append(value)
            return following
        if is_notice(sheet.bares[number]):
            head.notices.append(number)
        elif self._may_begin_without_label and self._begins_body(number):
            return self._begin_body(number)
        elif head.values and not self._profile.lead.mixed:
            head.rest.append(number)
        else:
            head.lead.append(number)
            self._has_title = self._has_title or not self._is_beside_title(number)
        return number + 1

    def _begin_body(self, number: int, label: Label | None = None) -> int:
        self._head.body, self._head.label = number, label
        if label:
            self._fields.seen.names.add(label.field.name)
        return self._fields.end

    def _next_label(self, number: int) -> Label | None:
        label = self._fields.next_label(number)
        # A headline may look like anything, and comes first.
        return None if label and label.field.style in ("line", "alone") and not self._head.lead else label

    def _has_label_of_body(self) -> bool:
        quick = self._profile.labels_of_body
        if quick is not None and not any(label in self._sheet.text for label in quick):
            return False
        labels = (self._fields.labels(number) for number in self._lines(self._first, _LINES_TO_BODY))
        return any(label.field.role is Role.BODY for found in labels for label in found)

    def _lines(self, first: int, most: int) -> Iterator[int]:
        """At most so many lines from `first` on, blank ones left out."""
        numbers = range(first, self._fields.end)
        return islice((number for number in numbers if self._sheet.bares[number]), most)

    def _begins_body(self, number: int) -> bool:
        """Whether a line without a label is the first of the body, where that has no label of its own."""
        head = self._head
        if head.values and not self._profile.lead.mixed:
            return True
        if self._has_field_behind(number):
            return False
        if head.values:
            return True
        # No field at all: the headline is one paragraph, dates and centred lines may stand before and behind it.
        return self._has_title and self._sheet.begins_paragraph(number) and not self._is_beside_title(number)

    def _is_beside_title(self, number: int) -> bool:
        return is_centred(self._sheet.lines[number]) or is_date_line(self._sheet.bares[number])

    def _has_field_behind(self, number: int) -> bool:
        if number > self._looked_to:
            self._field_at = -1
            for later in self._lines(number, _LINES_TO_FIELD):
                self._looked_to = later
                if self._fields.next_label(later):
                    self._field_at = later
                    break
        return self._field_at >= number
