"""From a name to a stream of unfolded bytes: opens, reads in chunks, undoes compression, and lets the start be seen."""

from __future__ import annotations

import sys
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO, Final

from segment.errors import InputError, UnreadableError
from segment.readers.compression import find_compression, unfold
from segment.readers.inputs import STDIN

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from segment.config import ReadConfig

_CHUNK_BYTES: Final = 1 << 18
_MAGIC_BYTES: Final = 16
HEAD_BYTES: Final = 1 << 16
"""What format, encoding and binary files are recognised by."""


@dataclass(frozen=True, slots=True)
class Source:
    """One input, unfolded."""

    head: bytes
    """The first `HEAD_BYTES`, or less."""
    whole: bool
    """`head` is all there is, and nothing went wrong on the way."""
    chunks: Iterator[bytes]
    """Everything, the head included. Raises InputError where the input is damaged, after what could be read."""


def open_source(path: str, config: ReadConfig, on_bytes: Callable[[int], None] | None) -> Source:
    """Opens one input. Compression is found by content; what goes wrong is raised by `chunks`, in its place."""
    raw = peek(_read_chunks(path, on_bytes), _MAGIC_BYTES)
    kind = find_compression(raw.head, path)
    return peek(unfold(kind, raw.chunks, config) if kind else raw.chunks, HEAD_BYTES)


def _read_chunks(path: str, on_bytes: Callable[[int], None] | None) -> Iterator[bytes]:
    try:
        if path == STDIN:
            yield from _drain(_stdin(), on_bytes)
        else:
            with Path(path).open("rb") as file:
                yield from _drain(file, on_bytes)
    except OSError as err:
        message = f"cannot be read: {err.strerror or err}. Check that it is a file and that you may read it."
        raise UnreadableError(message) from err


def _stdin() -> BinaryIO:
    if sys.stdin is None:
        message = "standard input is closed. Name a file, or pipe something in."
        raise UnreadableError(message)
    return sys.stdin.buffer


def _drain(file: BinaryIO, on_bytes: Callable[[int], None] | None) -> Iterator[bytes]:
    while chunk := file.read(_CHUNK_BYTES):
        if on_bytes:
            on_bytes(len(chunk))
        yield chunk


def peek(chunks: Iterator[bytes], size: int) -> Source:
    """Looks at the first `size` bytes. An error met on the way is kept for its place in the stream."""
    seen: list[bytes] = []
    seen_bytes = 0
    error: InputError | None = None
    try:
        while seen_bytes < size and (chunk := next(chunks, b"")):
            seen.append(chunk)
            seen_bytes += len(chunk)
    except InputError as err:
        error = err
    head = b"".join(seen)
    return Source(head[:size], error is None and len(head) < size, _again(head, chunks, error))


def _again(head: bytes, chunks: Iterator[bytes], error: InputError | None) -> Iterator[bytes]:
    if head:
        yield head
    if error:
        raise error
    yield from chunks


def read_whole(source: Source, config: ReadConfig) -> bytes:
    """All bytes of an input. Raises InputError where it is damaged, or larger than `config.max_bytes`."""
    chunks, size = [], 0
    for chunk in source.chunks:
        chunks.append(chunk)
        size += len(chunk)
        if size > config.max_bytes:
            message = f"larger than {config.max_bytes:,} bytes, too much for one dump. Split it, or raise max_bytes."
            raise UnreadableError(message)
    return b"".join(chunks)
