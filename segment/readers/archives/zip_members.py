"""One file of a ZIP archive: its header, its data, and where it ends."""

from __future__ import annotations

import re
import struct
import zlib
from typing import TYPE_CHECKING, Final

from segment.errors import CompressionError, InputError
from segment.readers.archives.zip_bytes import MARKS, PIECE_BYTES, TRY
from segment.readers.compression import RATIO_FROM

if TYPE_CHECKING:
    from collections.abc import Iterator

    from segment.config import ReadConfig
    from segment.readers.archives.zip_bytes import ZipBytes

_DESCRIPTOR: Final = b"PK\7\x08"
_DESCRIPTOR_BYTES: Final = 24
"""The longest form."""
_HEADER: Final = struct.Struct("<6x HH4x LLL HH")
_HEADER_BYTES: Final = 30
_LONG_SIZES: Final = 1
"""The extra field that holds sizes beyond 4 GiB."""
_TOO_LONG: Final = 0xFFFF_FFFF
_ENCRYPTED: Final = 1 << 0
_SIZES_BEHIND: Final = 1 << 3
"""The writer could not go back: checksum and sizes stand behind the data."""
_STORED: Final = 0
_DEFLATED: Final = 8
_OUTPUT_BYTES: Final = 1 << 18
_ENDS_EARLY: Final = "its data ends too early"
_DIFFERS: Final = "its checksum or its size is another than it says"
_UNSHOWN: Final = re.compile("[\0-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069]")
"""Control characters, and those that turn the direction of what follows, as names that lie about their suffix do."""


class Member:
    """One file of an archive, or a folder. `archive` stands at its mark, and after `finish` behind it."""

    def __init__(self, archive: ZipBytes, config: ReadConfig, room: int) -> None:
        """`room` is how many bytes the files from here on may hold. Raises CompressionError where the archive ends."""
        self._archive = archive
        self._config = config
        self._room = room
        flags, method, crc, packed, size, name_size, extra_size = _HEADER.unpack(archive.take(_HEADER_BYTES))
        self.name = _show(archive.take(name_size))
        """As it is shown."""
        if _TOO_LONG in (packed, size):
            packed, size = _long_sizes(archive.take(extra_size), packed, size)
        else:
            archive.skip(extra_size)
        self._flags, self._method = flags, method
        self._announced = (crc, packed, size)
        self._start = archive.offset
        self._end = self._start + packed if packed or not flags & _SIZES_BEHIND else None
        """None: not known before the data is unfolded."""
        self._crc = 0
        self._is_done = self._has_failed = False
        self.given = 0
        """Bytes unfolded so far."""
        self.chunks = self._unfold()
        """Raises CompressionError where the file is damaged, cut short or too large, after what could be read."""

    @property
    def problem(self) -> str | None:
        """Why the file cannot be read at all."""
        if self._flags & _ENCRYPTED:
            return "is encrypted. Unpack the archive with its password first."
        if self._method not in (_STORED, _DEFLATED):
            return f"is packed by method {self._method}, which segment does not know. Unpack the archive first."
        return None

    def finish(self) -> bool:
        """Goes to the end of the file, read or not. False: the archive ends in it, and who read the file knows."""
        is_told = self._has_failed
        try:
            if not (is_told and self._archive.is_over):
                self._go_to_end()
                return True
        except InputError:
            if not is_told:
                raise
        return False

    def _go_to_end(self) -> None:
        if self._end is None and not self._has_failed and not self.problem:
            try:
                for _ in self.chunks:
                    pass
            except CompressionError:
                if self._archive.is_over:
                    raise
        if self._is_done or (self._has_failed and self._archive.stands_at(*MARKS)):
            return
        if self._end is not None and self._archive.offset <= self._end:
            self._archive.skip(self._end - self._archive.offset)
        if self._end is None or self._flags & _SIZES_BEHIND:
            self._archive.find_mark()

    def _unfold(self) -> Iterator[bytes]:
        try:
            for piece in self._inflate() if self._method == _DEFLATED else self._copy():
                self._crc = zlib.crc32(piece, self._crc)
                self.given += len(piece)
                self._check_limits()
                if piece:
                    yield piece
            self._check_end()
        except InputError:
            self._has_failed = True
            raise
        self._is_done = True

    def _inflate(self) -> Iterator[bytes]:
        tool = zlib.decompressobj(-zlib.MAX_WBITS)  # without zlib's own header
        while not tool.eof:
            piece = tool.unconsumed_tail or self._next_piece()
            try:
                output = tool.decompress(piece, _OUTPUT_BYTES)
            except zlib.error as err:
                raise self._damaged(" ".join(str(err).split())) from err
            if not piece and not output and not tool.eof:
                raise self._damaged(_ENDS_EARLY)
            yield output
        self._archive.move(-len(tool.unused_data))

    def _copy(self) -> Iterator[bytes]:
        while piece := self._next_piece():
            yield piece

    def _next_piece(self) -> bytes:
        """Some of the packed data; empty at its end."""
        if self._end is not None:
            return self._archive.some(min(self._end - self._archive.offset, PIECE_BYTES))
        window = self._archive.peek(PIECE_BYTES)
        if self._ends_at(window):
            return b""
        found = window.find(_DESCRIPTOR, 1)
        return self._archive.some(found if found > 0 else max(1, len(window) - len(_DESCRIPTOR) + 1))

    def _ends_at(self, descriptor: bytes) -> bool:
        """Whether this says that the packed data ends here, by its length; damaged data may have no other end."""
        packed = (self._archive.offset - self._start) & _TOO_LONG
        return descriptor.startswith(_DESCRIPTOR) and descriptor[8:12] == packed.to_bytes(4, "little")

    def _found(self) -> tuple[int, int, int]:
        return self._crc, self._archive.offset - self._start, self.given

    def _check_end(self) -> None:
        has_descriptor = self._flags & _SIZES_BEHIND and self._take_descriptor()
        if has_descriptor or self._found() == self._announced:
            return
        if len(self._archive.peek(_DESCRIPTOR_BYTES)) < _DESCRIPTOR_BYTES:  # a table of contents is longer
            raise self._archive.cut_short()
        raise self._damaged(_DIFFERS)

    def _take_descriptor(self) -> bool:
        """Whether checksum and sizes stand here as they were found; they come with or without a mark, long or short."""
        crc, packed, size = self._found()
        next_bytes = self._archive.peek(_DESCRIPTOR_BYTES)
        for sizes in (struct.pack("<QQ", packed, size), struct.pack("<LL", packed & _TOO_LONG, size & _TOO_LONG)):
            for mark in (_DESCRIPTOR, b""):
                descriptor = mark + crc.to_bytes(4, "little") + sizes
                if next_bytes.startswith(descriptor):
                    self._archive.move(len(descriptor))
                    return True
        return False

    def _check_limits(self) -> None:
        at = self._archive.offset
        if self.given > self._room:
            self._archive.close()
            message = (
                f"the files of the archive unfold to more than {self._config.max_bytes:,} bytes, at its byte {at:,}. "
                "Split it, or raise max_bytes."
            )
            raise CompressionError(message)
        if self.given > RATIO_FROM and self.given > (at - self._start) * self._config.max_ratio:
            message = (
                f"unfolds to more than {self._config.max_ratio} times its size, at byte {at:,} of the archive: perhaps "
                "a decompression bomb. If you trust it, unpack it first, or raise max_ratio."
            )
            raise CompressionError(message)

    def _damaged(self, reason: str) -> CompressionError:
        return CompressionError(f"damaged at byte {self._archive.offset:,} of the archive: {reason}. {TRY}")


def _show(raw: bytes) -> str:
    """A name, in UTF-8 as most write it whether they say so or not, or in the code page of DOS."""
    try:
        name = raw.decode()
    except UnicodeDecodeError:
        name = raw.decode("cp437")
    return _UNSHOWN.sub("\ufffd", name.replace("\\", "/"))


def _long_sizes(extra: bytes, packed: int, size: int) -> tuple[int, int]:
    """Packed and unpacked size, each from the extra field if the header has no room for it."""
    at = 0
    while at + 4 <= len(extra):
        kind, length = struct.unpack_from("<HH", extra, at)
        values = list(struct.unpack_from(f"<{length // 8}Q", extra, at + 4)) if at + 4 + length <= len(extra) else []
        if kind == _LONG_SIZES:
            size = values.pop(0) if size == _TOO_LONG and values else size
            packed = values.pop(0) if packed == _TOO_LONG and values else packed
        at += 4 + length
    return packed, size
