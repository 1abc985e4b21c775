"""The body of a document: its stretches, parted by labels inside it and by the edges of pages."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from segment.types import Role

if TYPE_CHECKING:
    from collections.abc import Iterator

    from segment.profiles.grammar import Label
    from segment.profiles.head import Head
    from segment.profiles.sheet import Sheet
    from segment.profiles.values import FieldReader

_BESIDE: Final = 2
"""Lines from the edge of a page within which the title may be repeated, a blank one between them."""


@dataclass(slots=True)
class Body:
    """Where the text of a body stands in its piece."""

    region: tuple[int, int] | None = None
    """From its first character to its last, none of them blank; None where there is no text."""
    text: list[tuple[int, int]] = field(default_factory=list)
    residue: list[tuple[int, int, str]] = field(default_factory=list)
    """What parts it, with the reason."""


def cut_body(reader: FieldReader, head: Head, end: int, title: str | None) -> Body:
    """The body from where the head ends up to line `end`."""
    body = Body()
    sheet, profile = reader.sheet, reader.profile
    if head.body >= end or not (head.label or profile.unlabelled):
        return body
    start = sheet.starts[head.body]
    if head.label:
        label_start, start = start, sheet.value_start(head.body, head.label.value_at)
        body.residue.append((label_start, start, f"field:{head.label.field.name}"))
    body.region = _trim(sheet, start, sheet.starts[end])
    if body.region and _is_missing(sheet, body.region, head):
        body.residue.append((*body.region, "field:body"))
        body.region = None
    if body.region and profile.body == "article":
        body.residue += _find_breaks(reader, head, end, title)
        body.text = list(_between(sheet, start, sheet.starts[end], body.residue))
    return body


def _is_missing(sheet: Sheet, region: tuple[int, int], head: Head) -> bool:
    """Whether the text only says that there is none."""
    missing = head.label.field.missing if head.label else None
    return missing is not None and missing.fullmatch(sheet.tidy(*region)) is not None


def _find_breaks(reader: FieldReader, head: Head, end: int, title: str | None) -> list[tuple[int, int, str]]:
    """Labels that go on with the body, and the edges of pages with the title repeated beside them."""
    breaks: list[tuple[int, int, str]] = []
    sheet, label = reader.sheet, head.label
    if label and len(reader.profile.bodies) > 1:
        for number in range(head.body + 1, end):
            later = _later_label(reader, number, label)
            if later:
                label = later
                value_start = sheet.value_start(number, later.value_at)
                breaks.append((sheet.starts[number], value_start, f"field:{later.field.name}"))
    if reader.profile.page:
        numbers = sorted(set(_page_lines(sheet, head.body, end, title)))
        breaks += ((sheet.starts[number], sheet.starts[number + 1], "page") for number in numbers)
    return sorted(breaks)


def _later_label(reader: FieldReader, number: int, label: Label) -> Label | None:
    if not reader.sheet.bares[number]:
        return None
    bodies = (found for found in reader.labels(number) if found.field.role is Role.BODY)
    return next((found for found in bodies if found.field.place > label.field.place), None)


def _page_lines(sheet: Sheet, first: int, end: int, title: str | None) -> Iterator[int]:
    for number in range(first, end):
        if sheet.bares[number] and sheet.is_page_edge(number):
            yield number
            before = range(number - 1, max(first, number - _BESIDE) - 1, -1)
            behind = range(number + 1, min(end, number + 1 + _BESIDE))
            for lines in (before, behind):
                beside = next((line for line in lines if sheet.bares[line]), None)
                if title and beside is not None and sheet.bares[beside].casefold() == title.casefold():
                    yield beside


def _between(sheet: Sheet, start: int, end: int, breaks: list[tuple[int, int, str]]) -> Iterator[tuple[int, int]]:
    at = start
    for break_start, break_end, _ in sorted([*breaks, (end, end, "")]):
        stretch = _trim(sheet, at, break_start) if break_start > at else None
        if stretch:
            yield stretch
        at = max(at, break_end)


def _trim(sheet: Sheet, start: int, end: int) -> tuple[int, int] | None:
    stretch = sheet.text[start:end]
    start += len(stretch) - len(stretch.lstrip())
    end = start + len(stretch.strip())
    return (start, end) if start < end else None
