"""Inputs as a reader gets them: unfolded, in chunks, and cut or damaged where a test wants it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from segment.errors import CompressionError
from segment.readers.sources import HEAD_BYTES, Source

if TYPE_CHECKING:
    from collections.abc import Iterator


def source_of(data: bytes, *, chunk: int = 1 << 18, damaged: bool = False) -> Source:
    """`damaged`: an error comes up behind the data, as where compressed data is cut short."""
    return Source(data[:HEAD_BYTES], len(data) <= HEAD_BYTES, _chunks(data, chunk, damaged=damaged))


def cut_places(data: bytes, number: int = 50) -> list[int]:
    """Places spread over the whole, none at its start or end."""
    return sorted({len(data) * place // (number + 1) for place in range(1, number + 1)} - {0})


def _chunks(data: bytes, size: int, *, damaged: bool) -> Iterator[bytes]:
    for start in range(0, len(data), size):
        yield data[start : start + size]
    if damaged:
        message = "cut short: the gzip data ends at byte 7."
        raise CompressionError(message)
