"""Cuts JSON into the bytes of its rows, as they come in: one object a line, or objects and arrays over many lines.

Only the bytes of one row are held. Whether a row is usable is for `rows` to say.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from segment.errors import InputError, RowError

if TYPE_CHECKING:
    from collections.abc import Iterator

_BLANK: Final = b" \t\r\n"
_BETWEEN: Final = _BLANK + b",[]"
"""What may stand between the objects of an array."""
_OUTSIDE: Final = re.compile(rb'["{}\[\]]')
_INSIDE: Final = re.compile(rb'["\\]')


@dataclass(frozen=True, slots=True)
class RawRow:
    """The bytes of one row; not blank, unless `cut` says that the input ends here for a reason."""

    line: int
    data: bytes
    cut: InputError | None = None
    """Why nothing comes after this row; its data may be incomplete."""


def cut_lines(chunks: Iterator[bytes], max_bytes: int) -> Iterator[RawRow]:
    """One row a line. Blank lines are passed over, a line above `max_bytes` ends the input."""
    line = 1
    held: list[bytes] = []  # of the line that goes on in the next chunk; joined once, as it may have thousands
    size = 0
    try:
        for chunk in chunks:
            head, *rest = chunk.split(b"\n")
            held.append(head)
            size += len(head)
            for part in rest:
                if data := b"".join(held).strip(_BLANK):
                    yield RawRow(line, data)
                line += 1
                held, size = [part], len(part)
            _check_size(size, max_bytes)
    except InputError as err:
        yield RawRow(line, b"".join(held).strip(_BLANK), err)
        return
    if data := b"".join(held).strip(_BLANK):
        yield RawRow(line, data)


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
