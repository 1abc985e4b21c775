"""The lines of one piece, where in it they stand, and what each stretch of it is."""

from __future__ import annotations

from itertools import accumulate
from operator import itemgetter
from typing import TYPE_CHECKING, Final

from segment.profiles.grammar import find_labels
from segment.profiles.stream import trim
from segment.types import Role, Span

if TYPE_CHECKING:
    from collections.abc import Sequence

    from segment.profiles.grammar import Label, Profile

    _Stretch = tuple[int, int, Role | None, str]
    """Start, end, role, reason: a `Span` before it is known which of them are one."""

_BOM: Final = "\ufeff"


class Sheet:
    """The lines of one piece; numbers of lines count from 0, offsets in code points of the piece."""

    def __init__(self, lines: Sequence[str], profile: Profile) -> None:
        self.text = "".join(lines)
        self.lines = lines
        self.bares = [trim(line) for line in lines] if _BOM in self.text else [line.strip() for line in lines]
        """Without the blanks around them; empty if there is nothing else."""
        self.starts = [0, *accumulate(map(len, lines))]
        """Of each line, and of what would follow the last."""
        self._profile = profile
        self._labels: dict[int, list[Label]] = {}

    def is_page_edge(self, number: int) -> bool:
        page = self._profile.page
        return page is not None and page.fullmatch(self.bares[number]) is not None

    def labels(self, number: int) -> list[Label]:
        """The fields that a line may begin, by their labels and by what their values must hold."""
        found = self._labels.get(number)
        if found is None:
            labels = find_labels(self.bares[number], self._profile)
            found = self._labels[number] = [label for label in labels if self._has_value(number, label)]
        return found

    def _has_value(self, number: int, label: Label) -> bool:
        pattern = label.field.value
        if pattern is None or label.field.style in ("line", "marker"):
            return True
        first = self.bares[number][label.value_at :]
        if not first and label.field.holds != "line":
            later = range(number + 1, len(self.lines))
            first = next((self.bares[line] for line in later if self.bares[line]), "")
        return pattern.search(first)

    def begins_paragraph(self, number: int) -> bool:
        return number == 0 or not self.bares[number - 1] or self.is_page_edge(number - 1)

    def end_of(self, number: int) -> int:
        """Offset behind the last character of a line that is not blank."""
        return self.starts[number] + len(self.lines[number].rstrip())

    def value_start(self, number: int, value_at: int) -> int:
        """Offset of the character `value_at` of the trimmed line."""
        return self.end_of(number) - len(self.bares[number]) + value_at

    def tidy(self, start: int, end: int) -> str:
        """One line of text, single blanks."""
        return " ".join(trim(self.text[start:end]).split())


class Spans:
    """Collects what each stretch of a piece is."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._spans: list[_Stretch] = []

    def add(self, start: int, end: int, role: Role | None, reason: str) -> None:
        """Without the blanks at both ends; nothing, if that leaves nothing."""
        stretch = self._text[start:end]
        start += len(stretch) - len(stretch.lstrip())
        end = start + len(stretch.strip())
        if start < end:
            self._spans.append((start, end, role, reason))

    def recast(self, stretches: Sequence[tuple[int, int]], role: Role, reason: str) -> None:
        """Gives stretches that were added before another role."""
        starts = {start for start, _ in stretches}
        self._spans = [(*span[:2], role, reason) if span[0] in starts else span for span in self._spans]

    def tile(self, region: tuple[int, int] | None, rest: str) -> tuple[Span, ...]:
        """In order, every character that is not blank in one of them or in the region; what is left is `rest`."""
        taken = sorted([*((start, end) for start, end, _, _ in self._spans), *([region] if region else [])])
        at = 0
        for start, end in (*taken, (len(self._text), len(self._text))):
            if start > at and not self._text[at:start].isspace():
                self.add(at, start, None, rest)
            at = end
        return tuple(Span(*span) for span in _join_residue(self._text, sorted(self._spans, key=itemgetter(0))))


def _join_residue(text: str, spans: Sequence[_Stretch]) -> list[_Stretch]:
    """Neighbours that belong to no article for the same reason are one."""
    joined: list[_Stretch] = []
    for span in spans:
        start, end, role, reason = span
        if role is None and joined and joined[-1][2:] == (None, reason) and _is_gap(text, joined[-1][1], start):
            joined[-1] = (joined[-1][0], end, None, reason)
        else:
            joined.append(span)
    return joined


def _is_gap(text: str, start: int, end: int) -> bool:
    return start == end or text[start:end].isspace()
