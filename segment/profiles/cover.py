"""What belongs to no document, where the documents have no line to begin with."""

from __future__ import annotations

from typing import TYPE_CHECKING

from segment.profiles.grammar import find_labels

if TYPE_CHECKING:
    from collections.abc import Sequence

    from segment.profiles.cutting import Mark
    from segment.profiles.grammar import Profile
    from segment.profiles.sheet import Sheet


def find_cover_end(sheet: Sheet, marks: Sequence[Mark], end: int, profile: Profile) -> int:
    """The line behind the cover that a piece begins with; 0 where there is none.

    It goes on to the last line that looks so before the first field, whatever stands between: titles in a list of the
    documents look like anything.
    """
    cover = next((mark.index for mark in marks if mark.separator.kind == "cover"), None)
    if cover is None:
        return 0
    if profile.opens:
        return end
    last = cover
    for number in range(cover, end):
        if not sheet.bares[number]:
            continue
        if is_cover_line(sheet.bares[number], profile):
            last = number
        elif _begins_field(sheet.bares[number], profile):
            break
    return last + 1


def _begins_field(line: str, profile: Profile) -> bool:
    labels = (label for label in find_labels(line, profile) if label.field.style in ("colon", "code"))
    return any(label.field.value is None or label.field.value.search(line[label.value_at :]) for label in labels)


def is_cover_line(line: str, profile: Profile) -> bool:
    """Whether a trimmed line belongs to a cover by its look."""
    patterns = (profile.cover.line, *profile.cover.announces)
    return any(pattern.fullmatch(line) for pattern in patterns if pattern)
