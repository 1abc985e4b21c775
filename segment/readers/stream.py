"""Bytes to text as they come in, in bounded memory: for texts too long to be held whole."""

from __future__ import annotations

import codecs
from typing import TYPE_CHECKING, Final

from segment.errors import DecodingError, InputError
from segment.readers.encoding import BOM, MIXED, decode, find_codec, mend_mixed

if TYPE_CHECKING:
    from collections.abc import Iterator

TELLING_BYTES: Final = 4 << 20
"""What the encoding is told from. A shorter text is decoded whole."""


def decode_chunks(chunks: Iterator[bytes], encoding: str | None) -> Iterator[str]:
    """The text of a stream without its byte order mark; pieces of it, of which only the last may be empty.

    Raises InputError behind what could be decoded, where the stream breaks off or does not fit its encoding.
    """
    held = _Held(chunks)
    data = held.take(TELLING_BYTES)
    if held.is_done and held.error is None:
        yield decode(data, encoding)
        return
    try:
        text = _decode(data, held, encoding)
        yield next(text, "").removeprefix(BOM)
        yield from text
    except UnicodeError as err:
        message = (
            f"not {encoding or 'in one encoding'} from here on: {err}. Name it with --encoding, or fetch it again."
        )
        raise DecodingError(message) from err
    if held.error is not None:
        raise held.error


class _Held:
    """A stream whose error is kept until all that came before it is used."""

    def __init__(self, chunks: Iterator[bytes]) -> None:
        self._chunks = chunks
        self.error: InputError | None = None
        self.is_done = False

    def __iter__(self) -> Iterator[bytes]:
        while not self.is_done and (chunk := self._next()):
            yield chunk

    def take(self, size: int) -> bytes:
        """The next bytes: a little more than `size`, unless no more come."""
        taken: list[bytes] = []
        while size > 0 and not self.is_done:
            taken.append(self._next())
            size -= len(taken[-1])
        return b"".join(taken)

    def _next(self) -> bytes:
        try:
            chunk = next(self._chunks, b"")
        except InputError as err:
            self.error, chunk = err, b""
        self.is_done = not chunk
        return chunk


def _decode(data: bytes, held: _Held, encoding: str | None) -> Iterator[str]:
    """What is ASCII tells nothing and is passed on; the encoding is found where something else comes up."""
    while encoding is None and data.isascii() and not held.is_done and b"\0" not in data:
        yield data.decode("ascii")
        data = held.take(TELLING_BYTES)
    decoder = _find_decoder(encoding or find_codec(data), is_given=encoding is not None)
    yield decoder.decode(data)
    for chunk in held:
        yield decoder.decode(chunk)
    # Half a character at the end of what breaks off is part of what is lost.
    yield decoder.decode(b"", final=held.error is None)


def _find_decoder(codec: str, *, is_given: bool) -> codecs.IncrementalDecoder:
    if is_given or codec not in ("utf-8", "cp1252"):
        return codecs.getincrementaldecoder(codec)("strict")
    mend_mixed()
    return codecs.getincrementaldecoder(codec)(MIXED)
