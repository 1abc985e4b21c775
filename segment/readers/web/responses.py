"""The page in an HTTP response, as a crawler kept it: transfer and content encodings undone."""

from __future__ import annotations

import re
import zlib
from typing import TYPE_CHECKING, Final, NamedTuple

from segment.errors import CompressionError, DecodingError, RowError
from segment.readers.compression import most_unfolded, unfold
from segment.readers.heads import media_type, parameter, parse_head, split_head

if TYPE_CHECKING:
    from collections.abc import Iterator

    from segment.config import ReadConfig
    from segment.readers.heads import Head

_STATUS: Final = re.compile(rb"HTTP/\d(?:\.\d)?[ ]+(\d{3})\b")
_CHUNK: Final = re.compile(rb"(?:\r?\n)?[ \t]{0,9}([0-9A-Fa-f]{1,8})[ \t]{0,9}(?:;[^\r\n]{0,1000})?\r?\n")
_GZIP: Final = b"\x1f\x8b"


class Response(NamedTuple):
    """An answer of a server, its body as it was sent."""

    status: int
    head: Head
    body: bytes

    @property
    def type(self) -> str:
        """Empty where the server did not say."""
        return media_type(self.head, "")

    @property
    def charset(self) -> str | None:
        return parameter(self.head, "content-type", "charset")


def read_response(block: bytes) -> Response:
    """Raises RowError where the block does not begin like a response."""
    status = _STATUS.match(block)
    if not status:
        message = "does not begin with an HTTP status line. Leave it out."
        raise RowError(message)
    fields, body = split_head(block)
    return Response(int(status[1]), parse_head(fields), body)


def decode_body(response: Response, config: ReadConfig) -> bytes:
    """The body as the reader's program saw it. Many crawlers undo the encodings, and keep the fields that name them.

    Raises RowError or CompressionError where the body is damaged or cut short, and DecodingError where it is
    compressed in a way that is not supported.
    """
    body = response.body
    if response.head.get("transfer-encoding", b"").lower() == b"chunked" and _CHUNK.match(body):
        body = b"".join(_join_chunks(body))
    coding = response.head.get("content-encoding", b"").lower()
    if coding in (b"gzip", b"x-gzip"):
        return b"".join(unfold("gzip", iter([body]), config)) if body.startswith(_GZIP) else body
    if coding == b"deflate":
        return _inflate(body, config)
    if coding not in (b"", b"identity"):
        name = coding[:40].decode("ascii", "replace")
        message = f"is compressed with {name}, which cannot be undone here. Have the crawler ask for gzip only."
        raise DecodingError(message)
    return body


def _join_chunks(body: bytes) -> Iterator[bytes]:
    position = 0
    while size := _CHUNK.match(body, position):
        end = size.end() + int(size[1], 16)
        if end == size.end():
            return
        if end > len(body):
            break
        yield body[size.end() : end]
        position = end
    message = f"its chunks break off at byte {position:,} of the body. It may be cut short: fetch it again."
    raise RowError(message)


def _inflate(body: bytes, config: ReadConfig) -> bytes:
    """Deflate comes as zlib data, as the standard says, or without its frame, as some servers have it."""
    limit = most_unfolded(len(body), config)
    for bits in (zlib.MAX_WBITS, -zlib.MAX_WBITS):
        inflater = zlib.decompressobj(bits)
        try:
            data = inflater.decompress(body, limit)
        except zlib.error:
            continue
        if not inflater.eof:
            message = f"its deflate data is cut short, or unfolds to more than {limit:,} bytes. Fetch it again."
            raise CompressionError(message)
        return data
    return body
