"""The tail of a document: the fields and notices that end its body, found from the end upwards.

What stands there reaches without a gap to the end of the document, so that the same labels in a body are text.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from segment.profiles.notices import is_notice

if TYPE_CHECKING:
    from segment.profiles.grammar import Label, Profile
    from segment.profiles.values import FieldReader, Value

_LONGEST_VALUE: Final = 60
"""Lines of one value in the tail, blank ones left out: captions of many pictures, lists of subjects."""
_UNKNOWN: Final = re.compile(r"[^\W\d_a-z][\w /().-]{1,38}:(?:\s|$)")
"""A label that the profile does not know: databases add fields."""
_MOST_UNKNOWN: Final = 3
"""Of them between two known fields."""


@dataclass(slots=True)
class _Climb:
    """What was seen on the way up."""

    top: int
    """First line of the tail so far."""
    names: set[str] = field(default_factory=set)
    place: float = float("inf")
    pending: int = 0
    """Lines without a label since the last field: its value, if a label stands above them."""
    parted: bool = False
    """A blank line stands between them."""
    unknown: int = 0

    def fits(self, label: Label, profile: Profile) -> bool:
        entry = label.field
        if (entry.name in self.names and not entry.many) or (profile.ordered and entry.place > self.place):
            return False
        if entry.holds == "line":
            return not self.pending
        return entry.holds == "paragraphs" or not self.parted


def find_tail(reader: FieldReader, first: int) -> int:
    """The first line of the tail of a body that begins on line `first`; the end where there is none."""
    climb = _Climb(reader.end, set(reader.seen.names))
    has_long_values = any(label in reader.sheet.text for label in reader.profile.labels_of_long_values)
    for number in range(reader.end - 1, first - 1, -1):
        if not reader.sheet.bares[number] or reader.sheet.is_page_edge(number):
            climb.parted = climb.parted or climb.pending > 0
            if climb.parted and not has_long_values:
                break
        elif not _climb_line(climb, reader, number):
            climb.pending += 1
            if climb.pending > _LONGEST_VALUE:
                break
    return climb.top


def _climb_line(climb: _Climb, reader: FieldReader, number: int) -> bool:
    """Takes one line into the tail, if it is a field or a notice without a gap below it."""
    label = next((label for label in reader.labels(number) if climb.fits(label, reader.profile)), None)
    starts = reader.sheet.begins_paragraph(number)
    if label:
        climb.names.add(label.field.name)
        climb.place = label.field.place
        starts = starts or label.field.style != "colon"  # others are set line by line, without blank lines
    elif climb.parted:
        return False
    elif not is_notice(reader.sheet.bares[number]):
        may_be_field = starts and not reader.sheet.labels(number)
        return may_be_field and _climb_unknown(climb, reader.sheet.bares[number])
    climb.pending, climb.parted, climb.unknown = 0, False, 0
    if starts:
        climb.top = number
    return True


def _climb_unknown(climb: _Climb, line: str) -> bool:
    """Passes over a field that the profile does not know; it belongs to the tail if a known one stands above it."""
    climb.unknown += 1
    if climb.unknown > _MOST_UNKNOWN or not _UNKNOWN.match(line):
        return False
    climb.pending = 0
    return True


@dataclass(slots=True)
class Tail:
    """What was found behind the body."""

    values: list[Value] = field(default_factory=list)
    notices: list[int] = field(default_factory=list)
    rest: list[int] = field(default_factory=list)
    """Lines of neither kind, such as fields that the profile does not know."""


def read_tail(reader: FieldReader, first: int) -> Tail:
    """Reads the fields and notices from line `first` on."""
    tail = Tail()
    number = first
    while number < reader.end:
        if not reader.sheet.bares[number] or reader.sheet.is_page_edge(number):
            number += 1
        elif label := reader.next_label(number):
            value, number = reader.read(number, label)
            tail.values.append(value)
        else:
            (tail.notices if is_notice(reader.sheet.bares[number]) else tail.rest).append(number)
            number += 1
    return tail
