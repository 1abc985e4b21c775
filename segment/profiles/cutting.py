"""From lines to pieces: a document each, with the cover before it, or what belongs to no document."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from itertools import islice
from typing import TYPE_CHECKING, Final

from segment.errors import InputError
from segment.profiles.grammar import LOOKAHEAD_LINES
from segment.profiles.patterns import LONGEST_LINE
from segment.profiles.stream import LONGEST_PIECE, read_lines, trim

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from segment.profiles.grammar import Profile, Separator

_CENTRED: Final = 10
"""Blanks from which a line is centred; paragraphs are indented by less."""

_LEAST_CHARS: Final = 40
"""What a line counts for at least, as memory does not depend on characters alone."""
_NUMBERS: Final = ("number", "total")
"""Groups of a separator that say which document of how many it begins."""


@dataclass(frozen=True, slots=True)
class Mark:
    """A line that parts one thing from another."""

    index: int
    """Among the lines of its piece, from 0."""
    separator: Separator
    number: int | None
    total: int | None
    fields: Sequence[tuple[str, str]] = ()
    """What else the line says, by name."""


@dataclass(frozen=True, slots=True)
class Piece:
    """Consecutive lines, from the end of the piece before to the end of a document."""

    lines: Sequence[str]
    """With their ends."""
    start: int
    """Code points of the text before it."""
    line: int
    """Its first line, in the whole text."""
    marks: Sequence[Mark]
    goes_on: bool = False
    """Goes on with the document of the piece before, which was too long to be held."""
    is_cut: bool = False
    """The document goes on in the next piece."""

    @property
    def number(self) -> int | None:
        """The own number of its document, where it has one."""
        return self._numbered.number if self._numbered else None

    @property
    def total(self) -> int | None:
        """How many documents its separator announces."""
        return self._numbered.total if self._numbered else None

    @property
    def _numbered(self) -> Mark | None:
        return next((mark for mark in reversed(self.marks) if mark.number is not None), None)


def is_centred(line: str) -> bool:
    return len(line) - len(line.lstrip()) >= _CENTRED


def cut_pieces(chunks: Iterator[str], profile: Profile) -> Iterator[Piece]:
    """The pieces of a text: joined they are the text. O(text); holds one piece and what is looked ahead.

    Raises InputError where `chunks` does, after the pieces that end before it.
    """
    cutter = _Cutter(profile, profile.may_be_mark)
    try:
        for lines in read_lines(chunks):
            yield from cutter.feed(lines)
    except InputError as err:
        yield from cutter.finish()
        is_whole = cutter.closed
        rest = cutter.rest()
        if rest and not is_whole:
            raise CutDocumentError(err, rest) from err
        if rest:
            yield rest
        raise
    yield from cutter.finish()
    if rest := cutter.rest():
        yield rest


class CutDocumentError(InputError):
    """The input is damaged, and this is the document that the damage cuts short; all before it were given."""

    code = "SEG215"

    def __init__(self, error: InputError, piece: Piece) -> None:
        super().__init__(str(error), line=piece.line)
        self.text = "".join(piece.lines)
        """As far as it could be read."""
        self.start = piece.start


@dataclass(slots=True)
class _Numbering:
    """Which numbered lines count: those that number on, so that `2 of 3 DOCUMENTS` in a body is text."""

    last: int = 0
    total: int | None = None
    centred: bool | None = None

    def accepts(self, number: int | None, total: int | None, line: str) -> bool:
        if number is None:
            return True
        if self.centred is None:
            return True
        if is_centred(line) != self.centred:
            return False
        was_complete = self.total is not None and self.last == self.total
        numbers_on = number > self.last and total == self.total
        return numbers_on or number == 1 or was_complete

    def take(self, number: int | None, total: int | None, line: str) -> None:
        if number is not None:
            self.last, self.total, self.centred = number, total, is_centred(line)


@dataclass(slots=True)
class _Cutter:
    """Looks at each line once, as soon as enough of what follows it is known."""

    profile: Profile
    may_be_mark: Callable[[str], object]
    lines: list[str] = field(default_factory=list)
    first: int = 0
    """Of the present piece, in `lines`."""
    next: int = 0
    """To look at."""
    start: int = 0
    line: int = 1
    chars: int = 0
    """Of the present piece, a line counted as `_LEAST_CHARS` at least."""
    marks: list[Mark] = field(default_factory=list)
    numbering: _Numbering = field(default_factory=_Numbering)
    opened: bool = False
    """A line that opens a document stands in the present piece."""
    has_text: bool = False
    """Behind the last such line, or at all."""
    closed: bool = False
    """Only blank lines, or more that close, may follow in the present piece."""
    in_cover: bool = False
    goes_on: bool = False

    def feed(self, lines: list[str]) -> Iterator[Piece]:
        self._forget()
        self.lines += lines
        yield from self._look(len(self.lines) - LOOKAHEAD_LINES)

    def finish(self) -> Iterator[Piece]:
        yield from self._look(len(self.lines))

    def rest(self) -> Piece | None:
        return self._piece(len(self.lines)) if self.first < len(self.lines) else None

    def _forget(self) -> None:
        del self.lines[: self.first]
        self.next -= self.first
        self.first = 0

    def _look(self, end: int) -> Iterator[Piece]:
        """Looks at the lines up to `end`; those between two that may be marks are passed over at once."""
        base = self.next
        end = max(base, end)
        bares = [line.strip() for line in self.lines[base:end]]
        for place, bare in enumerate(bares):
            if not (bare and len(bare) <= LONGEST_LINE and self.may_be_mark(bare)):
                continue
            index = base + place
            mark = self._find_mark(index, trim(bare))
            if mark is None:
                continue
            yield from self._pass(bares[self.next - base : place], index)
            if self._cuts_before(mark):
                yield self._piece(index)
            self._take(mark, self.lines[index])
        yield from self._pass(bares[self.next - base :], end)

    def _pass(self, bares: Sequence[str], end: int) -> Iterator[Piece]:
        """Takes in the lines up to `end`, none of which is a mark."""
        text_at = next((place for place, bare in enumerate(bares) if bare), None)
        if text_at is not None:
            if self.closed:
                self.next += text_at
                yield self._piece(self.next)
            self.has_text = True
        chars = sum(map(_weigh, self.lines[self.next : end]))
        if self.chars + chars > LONGEST_PIECE:
            yield from self._pass_in_pieces(end)
        else:
            self.chars += chars
            self.next = end

    def _pass_in_pieces(self, end: int) -> Iterator[Piece]:
        for index in range(self.next, end):
            chars = _weigh(self.lines[index])
            if self.chars and self.chars + chars > LONGEST_PIECE:
                yield self._piece(index, is_cut=True)
            self.chars += chars
            self.next = index + 1

    def _find_mark(self, index: int, bare: str) -> Mark | None:
        for separator in self.profile.marks:
            match = separator.pattern.fullmatch(bare)
            if match is None or not self._is_in_place(separator, index):
                continue
            groups = match.groupdict()
            number, total = (_number(groups.get(name)) for name in _NUMBERS)
            if separator.kind != "opens" or self.numbering.accepts(number, total, self.lines[index]):
                others = tuple((name, text) for name, text in groups.items() if text and name not in _NUMBERS)
                return Mark(index, separator, number, total, others)
        return None

    def _is_in_place(self, separator: Separator, index: int) -> bool:
        if separator.alone and not (self._is_blank(index - 1) and self._is_blank(index + 1)):
            return False
        if separator.followed_by is None:
            return True
        behind = map(trim, self.lines[index + 1 : index + 1 + LOOKAHEAD_LINES])
        return any(map(separator.followed_by.fullmatch, islice(filter(None, behind), separator.within)))

    def _is_blank(self, index: int) -> bool:
        return not self.first <= index < len(self.lines) or not trim(self.lines[index])

    def _cuts_before(self, mark: Mark) -> bool:
        """Whether a new piece begins with a marked line; a cover stays with the document behind it."""
        kind = mark.separator.kind
        if kind == "closes":
            return False
        if self.closed or not self.has_text:
            return self.closed
        if kind == "cover":
            return self.opened if self.profile.opens else not self.in_cover
        # What stands before a number 7 is a document that has lost its own number.
        return self.opened or (not self.in_cover and mark.number not in (None, 1))

    def _take(self, mark: Mark, line: str) -> None:
        self.marks.append(replace(mark, index=mark.index - self.first))
        self.chars += _weigh(line)
        self.next = mark.index + 1
        kind = mark.separator.kind
        if kind == "opens":
            self.numbering.take(mark.number, mark.total, line)
            self.opened, self.has_text, self.in_cover = True, False, False
        elif kind == "closes":
            self.closed = True
        else:
            self.opened, self.has_text, self.in_cover = False, True, True

    def _piece(self, end: int, *, is_cut: bool = False) -> Piece:
        """What was looked at since the last piece; the next one begins behind it."""
        lines = self.lines[self.first : end]
        piece = Piece(lines, self.start, self.line, self.marks, self.goes_on, is_cut)
        self.first = end
        self.start += sum(map(len, lines))
        self.line += sum(line.endswith(("\n", "\r")) for line in lines)
        self.chars = 0
        self.marks = []
        self.goes_on = is_cut
        if not is_cut:
            self.opened = self.has_text = self.closed = self.in_cover = False
        return piece


def _weigh(line: str) -> int:
    return max(len(line), _LEAST_CHARS)


def _number(digits: str | None) -> int | None:
    return int(digits) if digits and digits.isdecimal() else None
