"""What an export announces of itself against what it holds: documents, and words of each."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from segment.errors import AnnouncedError
from segment.profiles.cover import is_cover_line
from segment.profiles.naming import find_count
from segment.profiles.stream import trim
from segment.types import Notice

if TYPE_CHECKING:
    from collections.abc import Iterator

    from segment.profiles.cutting import Piece
    from segment.profiles.document import Document
    from segment.profiles.grammar import Profile

_WORDS_OFF: Final = 0.2
"""Share by which a body may differ from its announced length: databases count headlines and tables otherwise."""
_FEW_WORDS: Final = 20
"""The same for short bodies, in words."""
_MOST_GAPS: Final = 8
"""Runs of missing numbers that a message names."""


def is_far_off(found: int, announced: int) -> bool:
    """Whether a text has many more or many fewer words than an export says."""
    return abs(found - announced) > max(_FEW_WORDS, _WORDS_OFF * announced)


def check_words(document: Document, path: str, line: int, name: str) -> Iterator[Notice]:
    """One warning if the body is much longer or shorter than the export says."""
    count = find_count(document.announced_words) if document.announced_words else None
    if count is None or not is_far_off(document.words, count):
        return
    message = (
        f"{name} announces {count:,} words and holds {document.words:,}. "
        "It may be cut short, or hold more than one article."
    )
    yield Notice(path, line, AnnouncedError.code, message)


@dataclass(slots=True)
class _Export:
    """One run of numbered or counted documents; a text may hold several, pasted together."""

    first: int = 1
    last: int | None = None
    """Announced."""
    line: int = 1
    """Where."""
    found: int = 0
    expected: int = 1
    """The next number."""
    numbered: bool = False
    behind: int = 1
    """The line where the last document begins."""
    gaps: list[tuple[int, int]] = field(default_factory=list)
    """First and last missing numbers of a run."""
    gap_at: tuple[str, int] = ("", 1)
    """Before which line, or behind which document, the first of them should stand."""
    missing: int = 0

    def add_gap(self, first: int, last: int, where: str, line: int) -> None:
        self.missing += last - first + 1
        if not self.gaps:
            self.gap_at = (where, line)
        if len(self.gaps) < _MOST_GAPS:
            self.gaps.append((first, last))


class Ledger:
    """Counts documents as they come. Bounded, whatever the numbers say."""

    def __init__(self, path: str, profile: Profile) -> None:
        self._path = path
        self._profile = profile
        self._export = _Export()

    def add(self, piece: Piece, document: Document) -> Iterator[Notice]:
        """Takes in one piece; a warning if it begins another export and the one before is not whole."""
        yield from self._read_cover(piece)
        if not document.is_document or piece.goes_on:
            return
        number, total = piece.number, piece.total
        export = self._export
        line = piece.line + document.line
        if number is not None and export.numbered and number < export.expected:
            yield from self.close()
            export = self._export
        if total is not None and export.last is None:
            export.last, export.line = total, line
        if number is not None:
            self._number(export, number, line)
        export.found += 1
        export.behind = line

    def close(self) -> Iterator[Notice]:
        """A warning if the present export is not whole."""
        export, self._export = self._export, _Export()
        if export.last is None:
            return
        if export.numbered and export.expected <= export.last:
            export.add_gap(export.expected, export.last, "behind", export.behind)
        announced = export.last - export.first + 1
        if export.found == announced and not export.missing:
            return
        message = f"announces {announced:,} documents and holds {export.found:,}"
        line = export.line
        if export.gaps:
            where, line = export.gap_at
            message += f": {_name_missing(export)}, expected {where} line {line:,}"
        yield Notice(self._path, line, AnnouncedError.code, f"{message}. Export it again if any are needed.")

    def _number(self, export: _Export, number: int, line: int) -> None:
        if not export.numbered:
            export.expected = export.first
        if number > export.expected:
            export.add_gap(export.expected, number - 1, "before", line)
        export.numbered = True
        export.expected = number + 1

    def _read_cover(self, piece: Piece) -> Iterator[Notice]:
        """What a cover announces. Before the documents it begins another export, behind them it ends this one."""
        for number, line in self._announcing(piece):
            bare = trim(line)
            for pattern in self._profile.cover.announces:
                match = pattern.fullmatch(bare)
                if match is None:
                    continue
                groups = match.groupdict()
                first, last = find_count(groups.get("first") or ""), find_count(groups.get("last") or "")
                total = find_count(groups.get("total") or "")
                if total is None and (first is None or last is None or first > last):
                    continue
                if self._export.last is not None or (first is not None and self._export.found):
                    yield from self.close()
                self._export.first = first or 1
                self._export.last = last if first is not None else total
                self._export.line = piece.line + number
                break

    def _announcing(self, piece: Piece) -> Iterator[tuple[int, str]]:
        """The lines of a piece that its cover may be: up to the first document."""
        if not self._profile.cover.announces:
            return
        kinds = {mark.separator.kind: mark.index for mark in reversed(piece.marks)}
        if self._profile.opens:
            end = kinds.get("opens", len(piece.lines) if "cover" in kinds else 0)
        else:
            end = len(piece.lines) if "cover" in kinds else 0
        for number in range(end):
            if is_cover_line(trim(piece.lines[number]), self._profile):
                yield number, piece.lines[number]


def _name_missing(export: _Export) -> str:
    runs = [f"{first:,}" if first == last else f"{first:,}-{last:,}" for first, last in export.gaps]
    named = ", ".join(runs)
    if sum(last - first + 1 for first, last in export.gaps) < export.missing:
        named += ", …"
    return f"no. {named} is missing" if export.missing == 1 else f"nos. {named} are missing"
