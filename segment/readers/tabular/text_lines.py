"""Lines of a text as it comes in, with their ends; the rule is that of `segment.lines`."""

from __future__ import annotations

from io import BufferedReader, RawIOBase, TextIOWrapper
from typing import TYPE_CHECKING, Final

from segment.errors import DecodingError, InputError, RowError
from segment.readers.encoding import BOM

if TYPE_CHECKING:
    from collections.abc import Iterator

    from _typeshed import WriteableBuffer

_BUFFER_BYTES: Final = 1 << 18


class TextLines:
    """The lines of a stream, without its byte order mark. Bytes that do not fit become half characters.

    Those taken since the last `begin_row` are kept, as a row may have many. Damage in the stream counts as its end,
    and `error` says what it was. Raises RowError at a row larger than `max_bytes`, and DecodingError where nothing
    more can be decoded.
    """

    def __init__(self, chunks: Iterator[bytes], codec: str, max_bytes: int) -> None:
        self.number = 0
        """Lines taken."""
        self.row: list[str] = []
        self.ended = False
        """The last line that was taken has no end, or none was left to take."""
        self._stream = _Stream(chunks)
        self._text = TextIOWrapper(BufferedReader(self._stream, _BUFFER_BYTES), codec, "surrogateescape", newline="")
        self._codec = codec
        self._max_bytes = max_bytes
        self._row_chars = 0
        self._is_over = False

    @property
    def error(self) -> InputError | None:
        return self._stream.error

    def begin_row(self) -> None:
        self.row = []
        self._row_chars = 0

    def __iter__(self) -> TextLines:
        return self

    def __next__(self) -> str:
        line = "" if self._is_over else self._read()
        self.ended = not line.endswith(("\n", "\r"))
        if not line:
            raise StopIteration
        line = line if self.number else line.removeprefix(BOM)
        self.number += 1
        self.row.append(line)
        self._row_chars += len(line)
        self._check_size()
        return line

    def _check_size(self) -> None:
        if self._row_chars > self._max_bytes:
            self.ended = self._is_over = True
            limit = f"{self._max_bytes:,} bytes"
            message = f"one row is larger than {limit}; it and the rows after it are lost. Raise max_bytes."
            raise RowError(message)

    def _read(self) -> str:
        try:
            return self._text.readline(self._max_bytes + 1)
        except UnicodeError as err:
            self.ended = self._is_over = True
            message = f"not {self._codec} from here on: {err}. Try another --encoding."
            raise DecodingError(message) from err


class _Stream(RawIOBase):
    """Chunks as a file that is read once from start to end."""

    def __init__(self, chunks: Iterator[bytes]) -> None:
        self.error: InputError | None = None
        self._chunks = chunks
        self._held = b""

    def readable(self) -> bool:
        return True

    def readinto(self, target: WriteableBuffer) -> int:
        try:
            self._held = self._held or next(self._chunks, b"")
        except InputError as err:
            self.error = err
        room = memoryview(target)
        size = min(len(room), len(self._held))
        room[:size] = self._held[:size]
        self._held = self._held[size:]
        return size
