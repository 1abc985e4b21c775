"""Fields of a document: which label counts at its place, and how far its value goes."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple

from segment.profiles.notices import is_notice

if TYPE_CHECKING:
    from collections.abc import Sequence

    from segment.profiles.grammar import At, Field, Label, Profile
    from segment.profiles.sheet import Sheet


class Value(NamedTuple):
    """A field, and where its label and its value stand in the piece."""

    field: Field
    start: int
    """Of the label."""
    end: int
    """Of the line of the label."""
    stretches: Sequence[tuple[int, int]]
    """Of the value; the edges of pages lie between them."""
    text: str

    @property
    def value_start(self) -> int:
        return self.stretches[0][0] if self.stretches else self.end


@dataclass(slots=True)
class Seen:
    """The fields found so far: most stand in a document once, and in some exports in a fixed order."""

    names: set[str] = field(default_factory=set)
    place: int = -1


@dataclass(frozen=True, slots=True)
class FieldReader:
    """Reads the fields of the head or of the tail of one document."""

    sheet: Sheet
    profile: Profile
    at: At
    end: int
    """The line behind the last."""
    seen: Seen

    def labels(self, number: int) -> list[Label]:
        """The fields that line `number` may begin, whether they were there before or not."""
        found = self.sheet.labels(number)
        return [label for label in found if label.field.at in (self.at, "any")] if found else found

    def next_label(self, number: int) -> Label | None:
        """The field that line `number` begins, if it counts there."""
        return next((label for label in self.labels(number) if self._allows(label.field)), None)

    def read(self, number: int, label: Label) -> tuple[Value, int]:
        """The field that begins on line `number`, and the first line behind it."""
        sheet = self.sheet
        self.seen.names.add(label.field.name)
        self.seen.place = label.field.place
        start = sheet.value_start(number, label.value_at)
        stretches = [(start, sheet.end_of(number))] if start < sheet.end_of(number) else []
        later = number + 1
        goes_on = bool(stretches)
        while label.field.holds != "line" and later < self.end and not self._ends_value(later, label):
            if sheet.is_page_edge(later):
                goes_on = False
            elif goes_on:
                stretches[-1] = (stretches[-1][0], sheet.end_of(later))
            elif sheet.bares[later]:
                stretches.append((sheet.value_start(later, 0), sheet.end_of(later)))
                goes_on = True
            later += 1
        stretches = [(begin, begin + len(sheet.text[begin:stop].rstrip())) for begin, stop in stretches]
        text = " ".join(sheet.tidy(begin, stop) for begin, stop in stretches)
        return Value(label.field, sheet.value_start(number, 0), sheet.end_of(number), stretches, text), later

    def _ends_value(self, number: int, label: Label) -> bool:
        if not self.sheet.bares[number]:
            return label.field.holds == "lines"
        following = self.next_label(number)
        # A field known by its look only does not end the value of one that has a label.
        return (following is not None and following.field.style != "line") or is_notice(self.sheet.bares[number])

    def _allows(self, entry: Field) -> bool:
        if entry.name in self.seen.names and not entry.many:
            return False
        return not self.profile.ordered or entry.place >= self.seen.place
