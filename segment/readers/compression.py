"""Undoes gzip, bz2, xz and zstd as a stream, within limits: 785 bytes of bz2 can hold 1 GiB.

The readers of the standard library do not suit: `bz2.open` passes over garbage after the data, and none has a limit.
"""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Final, Protocol

from segment.errors import CompressionError, MissingExtraError
from segment.readers.names import Compression, named_compression

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from segment.config import ReadConfig

_MAGIC: Final[dict[Compression, tuple[bytes, ...]]] = {
    "gzip": (b"\x1f\x8b\x08",),
    # The level is a digit; after it comes a block or, in an empty file, the end mark. "BZh9" alone could be text.
    "bz2": tuple(b"BZh%d%b" % (level, block) for level in range(1, 10) for block in (b"1AY&SY", b"\x17rE8P\x90")),
    "xz": (b"\xfd7zXZ\0",),
    "zstd": (b"\x28\xb5\x2f\xfd", *(b"%c\x2a\x4d\x18" % skippable for skippable in range(0x50, 0x60))),
}
_PIECE_BYTES: Final = 1 << 12
"""Fed at a time: a damaged piece is lost whole, so small pieces keep more of the rows before the damage."""
_OUTPUT_BYTES: Final = 1 << 18
RATIO_FROM: Final = 16 << 20
"""Output bytes from which the ratio counts: a short file of blanks is no bomb."""
_XZ_MEMORY: Final = 256 << 20
"""The strongest preset, `xz -9e`, needs 65 MiB to unfold."""


class _Member(Protocol):
    """One gzip member, bz2 or xz stream, or zstd frame, as the standard library models it."""

    @property
    def eof(self) -> bool: ...
    @property
    def needs_input(self) -> bool: ...
    @property
    def unused_data(self) -> bytes: ...
    def decompress(self, data: bytes, max_length: int) -> bytes: ...


class _GzipMember:
    """zlib's object in the form that the other three have."""

    def __init__(self) -> None:
        import zlib

        self._zlib = zlib.decompressobj(wbits=zlib.MAX_WBITS | 16)  # 16: with a gzip header, checksum verified
        self.needs_input = True

    @property
    def eof(self) -> bool:
        return self._zlib.eof

    @property
    def unused_data(self) -> bytes:
        return self._zlib.unused_data

    def decompress(self, data: bytes, max_length: int) -> bytes:
        output = self._zlib.decompress(self._zlib.unconsumed_tail + data, max_length)
        self.needs_input = not self._zlib.unconsumed_tail and len(output) < max_length
        return output


def most_unfolded(packed: int, config: ReadConfig) -> int:
    """Bytes that so many compressed ones may hold."""
    return min(config.max_bytes, max(RATIO_FROM, config.max_ratio * packed))


def find_compression(head: bytes, path: str) -> Compression | None:
    """How the data is compressed, by its first 16 bytes.

    A file that ends within its own magic number counts too if its name, or a byte that is not ASCII, speaks for it:
    cut short must not pass for text.
    """
    for kind, magics in _MAGIC.items():
        if head.startswith(magics):
            return kind
        if head and any(magic.startswith(head) for magic in magics):
            return kind if named_compression(path) == kind or not head.isascii() else None
    return None


def unfold(kind: Compression, chunks: Iterator[bytes], config: ReadConfig) -> Iterator[bytes]:
    """The data without its compression, all members of it.

    Raises CompressionError, after what could be unfolded, where the data is damaged, cut short, followed by garbage,
    or larger than `config.max_bytes` or `config.max_ratio` allow.
    """
    new_member, failure = _tools(kind)
    member: _Member | None = None
    taken = given = 0
    for piece in _cut(chunks):
        data = piece
        while data or (member and not member.needs_input):
            if member is None:
                data = data.lstrip(b"\0")  # some writers pad what follows the end with NULs
                if not data:
                    break
                member = new_member()
            try:
                output = member.decompress(data, _OUTPUT_BYTES)
            except failure as err:
                raise _damaged(kind, taken, err) from err
            given += len(output)
            _check_limits(given, taken + len(piece), config)
            if output:
                yield output
            data = member.unused_data if member.eof else b""
            member = None if member.eof else member
        taken += len(piece)
    if member:
        message = f"cut short: the {kind} data ends at byte {taken:,}, before its end mark. Fetch the file again."
        raise CompressionError(message)


def _cut(chunks: Iterator[bytes]) -> Iterator[bytes]:
    for chunk in chunks:
        for start in range(0, len(chunk), _PIECE_BYTES):
            yield chunk[start : start + _PIECE_BYTES]


def _damaged(kind: Compression, taken: int, err: Exception) -> CompressionError:
    reason = " ".join(str(err).split())
    return CompressionError(f"damaged {kind} data after byte {taken:,}: {reason}. Fetch the file again.")


def _check_limits(given: int, taken: int, config: ReadConfig) -> None:
    if given > config.max_bytes:
        message = f"unfolds to more than {config.max_bytes:,} bytes, at byte {taken:,}. Split it, or raise max_bytes."
        raise CompressionError(message)
    if given > RATIO_FROM and given > taken * config.max_ratio:
        message = (
            f"unfolds to more than {config.max_ratio} times its size, at byte {taken:,}: perhaps a decompression bomb. "
            "If you trust it, unpack it first, or raise max_ratio."
        )
        raise CompressionError(message)


def _tools(kind: Compression) -> tuple[Callable[[], _Member], type[Exception]]:
    """How to begin a member, and what it raises on damage."""
    if kind == "gzip":
        import zlib

        return _GzipMember, zlib.error
    if kind == "bz2":
        import bz2

        return bz2.BZ2Decompressor, OSError
    if kind == "xz":
        import lzma

        return lambda: lzma.LZMADecompressor(lzma.FORMAT_XZ, memlimit=_XZ_MEMORY), lzma.LZMAError
    return _zstd_tools()


def _zstd_tools() -> tuple[Callable[[], _Member], type[Exception]]:
    try:
        if sys.version_info >= (3, 14):
            from compression import zstd
        else:
            from backports import zstd
    except ImportError as err:
        message = 'zstd data needs the extra: pip install "segment[zstd]"'
        raise MissingExtraError(message) from err
    return zstd.ZstdDecompressor, zstd.ZstdError
