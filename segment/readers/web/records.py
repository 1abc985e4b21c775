"""Cuts a web archive into its records, as they come in.

Each record says how long it is. Where that is wrong, as the next record does not start behind it, the next one is
looked for: so one wrong number does not cost the rest.
"""

from __future__ import annotations

import base64
import hashlib
import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from segment.errors import InputError, RowError
from segment.readers.buffer import Buffer
from segment.readers.heads import HEAD_BYTES, Head, parse_head
from segment.readers.losses import Loss, excerpt

if TYPE_CHECKING:
    from collections.abc import Iterator

    from segment.config import ReadConfig

_START: Final = rb"WARC/\d\.\d{1,2}[ \t]{0,9}\r?\n(?=[A-Za-z][A-Za-z0-9-]{0,60}:)"
_HERE: Final = re.compile(_START)
_NEXT: Final = re.compile(rb"\n" + _START)
_BLANK_LINE: Final = re.compile(rb"\n\r?\n")
_HEAD_END: Final = re.compile(rb"\n(?:\r?\n|" + _START + rb")")
"""At the next record at the latest: a head that ends nowhere must not be searched to the end of the file."""
_START_BYTES: Final = 100
"""The longest start of a record that the patterns find."""
_BEHIND: Final = re.compile(rb"[\r\n]{0,8}(?:\Z|(?=" + _START + rb"))")
"""What stands between two records, and should be `_END`; some writers have only LF, or nothing."""
_LENGTH: Final = re.compile(rb"\d{1,15}")
_END: Final = b"\r\n\r\n"
_LINE_ENDS: Final = re.compile(rb"[\r\n]+")
_LINE_ENDS_BEHIND: Final = 2
_FETCH: Final = " It may be damaged or cut short: fetch the file again."
_TEXT_KINDS: Final = ("response", "conversion", "resource")
_MAX_HELD: Final = 64 << 20
"""Bytes of a record without text, to find its end even if it is not where it should be; a longer one is passed over."""


@dataclass(frozen=True, slots=True)
class RawRecord:
    """One record as it stands."""

    number: int
    """Of all records of the input, from 1."""
    start: int
    """In bytes, of the unfolded input."""
    head: Head
    block: bytes = b""
    cut: InputError | None = None
    """Why it cannot be used."""
    doubt: InputError | None = None
    """Why some of it, or something behind it, may be missing."""

    @property
    def kind(self) -> str:
        return self.field("warc-type").lower()

    @property
    def has_text(self) -> bool:
        """As far as its kind tells."""
        return self.kind in _TEXT_KINDS

    @property
    def length(self) -> int | None:
        """Of its block, as it says itself, in bytes."""
        found = _LENGTH.fullmatch(self.head.get("content-length", b""))
        return int(found[0]) if found else None

    def field(self, name: str) -> str:
        """Empty where the head does not have it."""
        return self.head.get(name, b"").decode("utf-8", "replace")


def cut_records(chunks: Iterator[bytes], config: ReadConfig) -> Iterator[RawRecord | Loss]:
    """The records, and a loss for what is none. A long record without text comes without its block."""
    buffer = Buffer(chunks)
    number = 0
    error: InputError | None = None
    while _find_some(buffer):
        if _HERE.match(buffer.data):
            number += 1
            record = _cut_record(buffer, RawRecord(number, buffer.start, {}), config.max_bytes)
            error = record.cut
            yield record
        else:
            loss = _cut_garbage(buffer, config)
            error = loss.error
            yield loss
    if buffer.error and error is not buffer.error:
        yield Loss(buffer.error)


def _find_some(buffer: Buffer) -> bool:
    """Goes to the first byte that is no line end; False if there is none."""
    while buffer.reach(1):
        blank = _LINE_ENDS.match(buffer.data)
        if not blank:
            buffer.reach(_START_BYTES)
            return True
        buffer.take(blank.end())
    return False


def _cut_garbage(buffer: Buffer, config: ReadConfig) -> Loss:
    """Everything up to the next record."""
    start = buffer.start
    kept = b""
    for piece in buffer.pass_until(_NEXT, _START_BYTES):
        kept += piece if len(kept) < 4 * config.reject_chars else b""
    message = f"no record at byte {start:,}, nor in the {buffer.start - start:,} bytes from there on.{_FETCH}"
    return Loss(buffer.reason(message), None, excerpt(kept, config))


def _cut_record(buffer: Buffer, record: RawRecord, max_bytes: int) -> RawRecord:
    head_end = buffer.find(_HEAD_END, 0, _START_BYTES, HEAD_BYTES)
    blank = None if head_end is None else _BLANK_LINE.match(buffer.data, head_end)
    if not blank:
        message = f"its head does not end.{_FETCH}"
        return replace(record, block=buffer.take(head_end), cut=buffer.reason(message))
    begin = blank.end()
    record = replace(record, head=parse_head(bytes(buffer.data[:begin])))
    if record.length is None or record.length > max_bytes:
        return _cut_at_next(buffer, record, begin, max_bytes)
    end = begin + record.length
    if record.length > _MAX_HELD and not record.has_text:
        return _pass_over(buffer, record, end)
    buffer.reach(end + _START_BYTES)
    return _cut_at(buffer, record, begin, end) or _cut_at_next(buffer, record, begin, max_bytes)


def _cut_at(buffer: Buffer, record: RawRecord, begin: int, end: int) -> RawRecord | None:
    """The record whose block ends there; None if it does not look so."""
    behind = _find_behind(buffer, end)
    if behind is None:
        return None
    record = replace(record, block=bytes(buffer.data[begin:end]))
    line_ends = buffer.take(behind)[end:].count(b"\n")
    if line_ends < _LINE_ENDS_BEHIND and buffer.ended and not buffer.data and not buffer.error:
        message = f"the last record does not end in two line ends.{_FETCH}"
        return replace(record, doubt=RowError(message))
    return record


def _find_behind(buffer: Buffer, end: int) -> int | None:
    """Where the line ends behind a block end; None if something else stands there."""
    if len(buffer.data) < end:
        return None
    if behind := _BEHIND.match(buffer.data, end):
        return behind.end()
    # What follows is damaged; but the length is right.
    return end + len(_END) if buffer.data.startswith(_END, end) else None


def _cut_at_next(buffer: Buffer, record: RawRecord, begin: int, max_bytes: int) -> RawRecord:
    """A record that does not say rightly how long it is."""
    following = buffer.find(_NEXT, begin - 1, _START_BYTES, max_bytes)
    if following is None and not buffer.ended:
        return _skip(buffer, record, begin, max_bytes)
    data = buffer.take(None if following is None else following + 1)
    if following is None and len(data) < begin + (record.length or 0):
        message = f"ends before the {record.length:,} bytes that it should have.{_FETCH}"
        return replace(record, block=data[begin:], cut=buffer.reason(message))
    return _check_digest(replace(record, block=data[begin:].removesuffix(_END)))


def _skip(buffer: Buffer, record: RawRecord, begin: int, max_bytes: int) -> RawRecord:
    data = buffer.take(max(len(buffer.data) - _START_BYTES, begin))  # not so much that the next start is cut
    for _ in buffer.pass_until(_NEXT, _START_BYTES):
        pass
    message = f"larger than {max_bytes:,} bytes. Raise max_bytes."
    return replace(record, block=data[begin:], cut=RowError(message))


def _pass_over(buffer: Buffer, record: RawRecord, end: int) -> RawRecord:
    """A long record without text."""
    buffer.pass_over(end)
    buffer.reach(_START_BYTES)
    behind = _find_behind(buffer, 0) if buffer.start == record.start + end else None
    if behind is None:
        message = f"no record behind the {record.length:,} bytes that it should have.{_FETCH}"
        return replace(record, cut=buffer.reason(message))
    buffer.take(behind)
    return record


def _check_digest(record: RawRecord) -> RawRecord:
    """Whether a block whose length is not the one announced is the one that was written."""
    name, _, digest = record.field("warc-block-digest").partition(":")
    message = f"says {record.length} bytes, but the next record starts after {len(record.block):,}.{_FETCH}"
    if name.lower() != "sha1" or not digest:
        return replace(record, doubt=RowError(message))
    sha1 = base64.b32encode(hashlib.sha1(record.block, usedforsecurity=False).digest()).decode()
    return record if sha1 == digest.strip().upper() else replace(record, cut=RowError(message))
