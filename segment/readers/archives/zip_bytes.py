"""The bytes of a ZIP archive, taken from front to back, and the marks that its parts begin with.

Source of the layout: PKWARE, APPNOTE 6.3.10, section 4.3.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from segment.errors import CompressionError

if TYPE_CHECKING:
    from collections.abc import Iterator

MEMBER: Final = b"PK\3\4"
CONTENTS: Final = b"PK\1\2"
LONG_END: Final = b"PK\6\6"
"""Stands before the end in archives beyond 4 GiB."""
END: Final = b"PK\5\6"
END_BYTES: Final = 22
"""Without the comment."""
MARKS: Final = (MEMBER, CONTENTS, LONG_END, END)
PIECE_BYTES: Final = 1 << 12
"""Looked at in one go. A damaged piece is lost whole, so small pieces keep more of the rows before the damage."""
TRY: Final = "Fetch the archive again."
_ANY_MARK: Final = re.compile(b"|".join(map(re.escape, MARKS)))


class ZipBytes:
    """The bytes of an archive, of which `offset` have been taken."""

    def __init__(self, chunks: Iterator[bytes]) -> None:
        self._chunks = chunks
        self._buffer = b""
        self._at = 0
        self.offset = 0

    def peek(self, size: int) -> bytes:
        """The next bytes, fewer at the end; they are not taken."""
        while len(self._buffer) - self._at < size and (chunk := next(self._chunks, b"")):
            self._buffer = self._buffer[self._at :] + chunk
            self._at = 0
        return self._buffer[self._at : self._at + size]

    @property
    def is_over(self) -> bool:
        return not self.peek(1)

    def stands_at(self, *marks: bytes) -> bool:
        return self.peek(4) in marks

    def some(self, most: int) -> bytes:
        """At least one byte, unless `most` is 0. Raises CompressionError at the end."""
        data = self.peek(1) and self._buffer[self._at : self._at + most]
        if most and not data:
            raise self.lost_its_way()
        self.move(len(data))
        return data

    def take(self, size: int) -> bytes:
        """Just so many. Raises CompressionError if the archive ends before."""
        data = self.peek(size)
        self.move(len(data))
        if len(data) < size:
            raise self.lost_its_way()
        return data

    def skip(self, size: int) -> None:
        while size:
            size -= len(self.some(size))

    def move(self, size: int) -> None:
        """Over bytes that were peeked at; back over bytes that were just taken, if it is negative."""
        self._at += size
        self.offset += size

    def find_mark(self) -> bool:
        """Goes to the next mark, or to the end if there is none."""
        while True:
            window = self.peek(PIECE_BYTES)
            if found := _ANY_MARK.search(window):
                self.move(found.start())
                return True
            if len(window) < PIECE_BYTES:
                self.move(len(window))
                return False
            self.move(len(window) - len(MEMBER) + 1)

    def close(self) -> None:
        """No more is to be read."""
        self._chunks = iter(())
        self._buffer = b""
        self._at = 0

    def lost_its_way(self) -> CompressionError:
        """What to say where a mark is missing, or anything at all."""
        if len(self.peek(END_BYTES)) < END_BYTES:  # what every archive has at its end does not fit in
            return self.cut_short()
        return CompressionError(f"damaged: what stands at byte {self.offset:,} is no part of a ZIP archive. {TRY}")

    def cut_short(self) -> CompressionError:
        """What to say where the archive ends in the next few bytes, which are taken."""
        self.move(len(self.peek(PIECE_BYTES)))
        return CompressionError(f"cut short: the archive ends at byte {self.offset:,}. {TRY}")
