"""What stands without labels in the head of a document, told apart by its place."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from segment.profiles.cutting import is_centred
from segment.profiles.dates import is_date_line

if TYPE_CHECKING:
    from collections.abc import Sequence

    from segment.profiles.grammar import Lead
    from segment.profiles.head import Head
    from segment.profiles.sheet import Sheet


class Item(NamedTuple):
    """A paragraph or line of the lead, and which field it is; None: none that could be told."""

    start: int
    end: int
    text: str
    name: str | None


class _Unit(NamedTuple):
    first: int
    last: int
    """Lines of the piece, both included."""
    name: str | None
    """Known by itself."""


def read_lead(sheet: Sheet, head: Head, lead: Lead) -> list[Item]:
    """The items of the lead in their order, each with the name that its place gives it."""
    units = _find_units(sheet, head.lead, lead)
    is_set = lead.centred and any(is_centred(sheet.lines[unit.first]) for unit in units)
    named: dict[int, str] = {}
    waiting: list[int] = []
    place = 0
    for number, name in _in_text_order(sheet, units, head):
        if name is None:
            waiting.append(number)
        elif name in lead.order[place:]:
            until = lead.order.index(name, place)
            named |= _assign(sheet, units, waiting, lead.order[place:until], is_set)
            waiting, place = [], until + 1
    named |= _assign(sheet, units, waiting, lead.order[place:], is_set)
    return [_item(sheet, unit, unit.name or named.get(number)) for number, unit in enumerate(units)]


def _find_units(sheet: Sheet, lines: Sequence[int], lead: Lead) -> list[_Unit]:
    """Consecutive lines that are set alike make a paragraph; the date is one of its own."""
    units: list[_Unit] = []
    has_date = "date" not in lead.order
    for number in lines:
        if not has_date and is_date_line(sheet.bares[number]):
            has_date = True
            units.append(_Unit(number, number, "date"))
            continue
        last = units[-1] if units else None
        if (
            last
            and last.name is None
            and lead.unit == "paragraph"
            and last.last == number - 1
            and is_centred(sheet.lines[number]) == is_centred(sheet.lines[number - 1])
        ):
            units[-1] = _Unit(last.first, number, None)
        else:
            units.append(_Unit(number, number, None))
    return units


def _in_text_order(sheet: Sheet, units: Sequence[_Unit], head: Head) -> list[tuple[int, str | None]]:
    """Units by their number, and between them what is known by itself: the date, and the fields."""
    found = [(sheet.starts[unit.first], number, unit.name) for number, unit in enumerate(units)]
    found += [(value.start, -1, value.field.name) for value in head.values]
    return [(number, name) for _, number, name in sorted(found, key=lambda entry: entry[0])]


def _assign(
    sheet: Sheet, units: Sequence[_Unit], waiting: Sequence[int], names: Sequence[str], is_set: bool
) -> dict[int, str]:
    """Names for the units between two that are known. Titles take all that is left over; other names take one."""
    if "title" not in names:
        return dict(zip(waiting, names, strict=False))
    if is_set:
        others = [number for number in waiting if is_centred(sheet.lines[units[number].first])]
        titles = [number for number in waiting if not is_centred(sheet.lines[units[number].first])]
        found = dict(zip(others, (name for name in names if name != "title"), strict=False))
        return found | dict.fromkeys(titles, "title")
    before = list(names[: names.index("title")])
    behind = list(names[names.index("title") + 1 :])
    spare = max(len(waiting) - 1, 0)
    before = before[:spare]
    behind = behind[: spare - len(before)]
    titles = list(waiting[len(before) : len(waiting) - len(behind)])
    found = dict(zip(waiting, before, strict=False)) | dict.fromkeys(titles, "title")
    return found | dict(zip(waiting[len(waiting) - len(behind) :], behind, strict=False))


def _item(sheet: Sheet, unit: _Unit, name: str | None) -> Item:
    start, end = sheet.value_start(unit.first, 0), sheet.end_of(unit.last)
    return Item(start, end, sheet.tidy(start, end), name)
