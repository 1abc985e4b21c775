"""Cuts JSON into the bytes of its rows, as they come in: one object a line, or objects and arrays over many lines.

Only the bytes of one row are held. Whether a row is usable is for `rows` to say.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final, NamedTuple

from segment.errors import InputError, RowError
from segment.parallel import batches

if TYPE_CHECKING:
    from collections.abc import Iterator

_BLANK: Final = b" \t\r\n"
_BETWEEN: Final = _BLANK + b",[]"
"""What may stand between the objects of an array."""
_OUTSIDE: Final = re.compile(rb'["{}\[\]]')
_INSIDE: Final = re.compile(rb'["\\]')


class RawRow(NamedTuple):  # there are millions of them, and a dataclass takes three times as long to be made
    """The bytes of one row; not blank, unless `cut` says that the input ends here for a reason."""

    line: int
    data: bytes
    cut: InputError | None = None
    """Why nothing comes after this row; its data may be incomplete."""


class RowBlock(NamedTuple):
    """Rows that stand one on a line each, and have not been looked at yet."""

    line: int
    """Of the input: where the first of them stands."""
    data: bytes
    """Whole lines, blank ones among them."""
    cut: InputError | None = None
    """Why nothing comes after the last of them, which may be incomplete."""
    lines: list[int] | None = None
    """Of the input: where each of them stands, if they come from a layout of many lines."""

    def rows(self) -> Iterator[tuple[int, RawRow]]:
        """Each row with its place in the data. Blank lines are passed over, but for one that is cut off."""
        place, parts = 0, self.data.split(b"\n")
        for number, part in enumerate(parts):
            data = part.strip(_BLANK)
            cut = self.cut if number == len(parts) - 1 else None
            if data or cut:
                line = self.line + number if self.lines is None else self.lines[number]
                yield place + part.find(data[:1]), RawRow(line, data, cut)
            place += len(part) + 1


def cut_lines(chunks: Iterator[bytes], max_bytes: int) -> Iterator[RawRow]:
    """One row a line. Blank lines are passed over, a line above `max_bytes` ends the input."""
    return (row for block in cut_blocks(chunks, max_bytes) for _, row in block.rows())


def cut_blocks(chunks: Iterator[bytes], max_bytes: int) -> Iterator[RowBlock]:
    """As `cut_lines`, the lines of a chunk together."""
    line = 1
    held: list[bytes] = []  # of the line that goes on in the next chunk; joined once, as it may have thousands
    size = 0
    try:
        for chunk in chunks:
            end = chunk.rfind(b"\n") + 1
            if end:
                data = b"".join([*held, chunk[:end]])
                yield RowBlock(line, data)
                line += data.count(b"\n")
                held, size = [], 0
            held.append(chunk[end:])
            size += len(chunk) - end
            _check_size(size, max_bytes)
    except InputError as err:
        yield RowBlock(line, b"".join(held), err)
        return
    if size:
        yield RowBlock(line, b"".join(held))


def cut_objects(chunks: Iterator[bytes], max_bytes: int) -> Iterator[RawRow]:
    """The objects of an array, or one after the other, each over as many lines as it likes."""
    scan = _Scan()
    try:
        for chunk in chunks:
            yield from scan.feed(chunk)
            _check_size(len(scan.held), max_bytes)
    except InputError as err:
        yield scan.rest(err)
        return
    if scan.is_open or scan.held.strip(_BETWEEN):
        message = "the JSON ends before its closing bracket. It may be cut short: fetch the file again."
        yield scan.rest(RowError(message))


def join_rows(rows: Iterator[RawRow], size: int) -> Iterator[RowBlock]:
    """Rows of any layout, in blocks of about so many bytes."""
    return map(_join, batches(rows, lambda row: len(row.data), size))


def _join(rows: list[RawRow]) -> RowBlock:
    data = b"\n".join(row.data for row in rows)
    return RowBlock(rows[0].line, data, rows[-1].cut, [row.line for row in rows])


class _Scan:
    """Follows brackets and quotes, so that an object can be cut out without being understood."""

    def __init__(self) -> None:
        self.held = bytearray()
        self._position = 0
        self._line = 1
        self._depth = 0
        self._base = 0
        """Depth of the brackets around the rows: 1 in an array."""
        self._quoted = False

    @property
    def is_open(self) -> bool:
        return self._depth > 0

    def feed(self, chunk: bytes) -> Iterator[RawRow]:
        self.held += chunk
        while found := (_INSIDE if self._quoted else _OUTSIDE).search(self.held, self._position):
            mark = found.group()
            self._position = found.end()
            if self._quoted or mark == b'"':
                self._quote(mark)
            elif self._bracket(mark):
                yield self._take()
        self._position = max(self._position, len(self.held))

    def rest(self, cut: InputError) -> RawRow:
        """What is left when nothing more comes."""
        self._position = len(self.held)
        return self._take(cut)

    def _quote(self, mark: bytes) -> None:
        if mark == b"\\":
            self._position += 1  # the escaped character, which may come with the next chunk
        else:
            self._quoted = not self._quoted

    def _bracket(self, mark: bytes) -> bool:
        """Whether a row ends with this bracket."""
        if mark == b"[" and self._depth == 0:
            self._base = 1
        self._depth += 1 if mark in b"{[" else -1
        if mark == b"]" and self._depth == 0:
            self._base = 0
        return mark == b"}" and self._depth == self._base

    def _take(self, cut: InputError | None = None) -> RawRow:
        taken = bytes(self.held[: self._position])
        del self.held[: self._position]
        self._position = 0
        row = taken.lstrip(_BETWEEN)
        line = self._line + taken.count(b"\n", 0, len(taken) - len(row))
        self._line += taken.count(b"\n")
        # A line end within an object is only layout: in a string it would have to be escaped.
        return RawRow(line, row.rstrip(_BLANK).replace(b"\r", b" ").replace(b"\n", b" "), cut)


def _check_size(size: int, max_bytes: int) -> None:
    if size > max_bytes:
        message = f"one row is larger than {max_bytes:,} bytes; it and the rows after it are lost. Raise max_bytes."
        raise RowError(message)
