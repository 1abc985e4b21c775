"""Mailboxes in one file: mails one after the other, each below a line `From address date`.

Nothing marks the end of a mail, so lines of a text may look like the start of the next one. A start has a date at
its end, a blank line above it and a header field below it; no other line counts.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from segment.errors import EmptyError, InputError, RowError
from segment.readers.buffer import Buffer
from segment.readers.heads import HEAD_BYTES, HEAD_END, HEAD_END_BYTES
from segment.readers.losses import Loss, excerpt, no_text
from segment.readers.mail.mail_heads import mail_id, mail_meta
from segment.readers.mail.mime import read_mail
from segment.readers.names import shown
from segment.types import Dump

if TYPE_CHECKING:
    from collections.abc import Iterator

    from segment.config import ReadConfig
    from segment.readers.mail.mime import Mail
    from segment.readers.sources import Source

_MONTH: Final = rb"(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)"
_CLOCK: Final = rb"\d{1,2}:\d\d(?::\d\d)?(?:[ ][A-Z+-][A-Z0-9+-]{0,5}|Z)?"
_DATE: Final = rb"""
    (?: %b [ ]{1,2} \d{1,2} [ ] %b [ ] \d{4} (?: [ ] [A-Z+-][A-Z0-9+-]{0,5} )?  # Jun  3 08:15:00 2031
      | \d{1,2} [ -] %b [ -] \d{4} [ ] %b                                       # 3 Jun 2031 08:15:00 +0200
      | \d{4}-\d\d-\d\d [ T] %b                                                 # 2031-06-03 08:15
    )
""" % (_MONTH, _CLOCK, _MONTH, _CLOCK, _CLOCK)
_FROM_LINE: Final = rb"[^\r\n]{1,400}? [ ] %b [ \t]{0,9} \r?\n" % _DATE
_FIELD_BELOW: Final = rb"(?= [A-Za-z][A-Za-z0-9-]{0,70} : )"
_FIRST: Final = re.compile(rb"From [ ] %b" % _FROM_LINE, re.VERBOSE)
_NEXT: Final = re.compile(
    rb"\nFrom[ ] (?: (?<=\n\nFrom[ ]) | (?<=\n\r\nFrom[ ]) ) %b %b" % (_FROM_LINE, _FIELD_BELOW), re.VERBOSE
)
_CUT_START: Final = re.compile(
    rb"\n\r?\n (?= (?: Fr?o? | From (?: [ ] [^\r\n]{0,500} | [ ] %b [A-Za-z0-9-]{0,71} )? ) \Z )" % _FROM_LINE,
    re.VERBOSE,
)
"""At the end of a file that is cut short."""
_RIGHT_HERE: Final = re.compile(rb"(?:\r?\n){0,3} (?= From [ ] %b %b )" % (_FROM_LINE, _FIELD_BELOW), re.VERBOSE)
_FIELD: Final = re.compile(rb"[A-Za-z][A-Za-z0-9-]{0,70}:")
_START_BYTES: Final = 600
"""The longest start of a mail that the patterns find."""
_ANNOUNCED: Final = re.compile(rb"^Content-Length:[ \t]{0,9}(\d{1,9})[ \t]{0,9}\r?$", re.MULTILINE | re.IGNORECASE)
_MAX_ANNOUNCED: Final = 64 << 20
"""Bytes that are read ahead to see whether a mail ends where its head says."""
_QUOTED: Final = re.compile(rb"^>(>*From )", re.MULTILINE)
_BLANK_END: Final = (b"\n\n", b"\n\r\n")
_TOLD: Final = " It may be cut short: fetch the file again."


@dataclass(frozen=True, slots=True)
class RawMail:
    """One mail as it stands, its `From ` line included."""

    line: int
    data: bytes
    cut: InputError | None = None
    """Why it is not all there."""
    doubt: InputError | None = None
    """Why something may be missing behind it."""


def read_mbox(source: Source, path: str, config: ReadConfig) -> Iterator[Dump | Loss]:
    """The mails of one input, and those within them, in order; a loss for each that cannot be used.

    Where the input is damaged, the mails before the damage are given, then one loss for all that is after it. Raises
    MissingExtraError at a mail of which only the HTML says something, where the extra for it is missing.
    """
    number = -1
    for raw in cut_mails(source.chunks, config.max_bytes):
        item: Dump | Loss | None = None
        for item in _read_one(raw, number + 1, shown(path), config):
            number += 1
            yield item
        if raw.doubt and isinstance(item, Dump):
            yield Loss(_at_line(raw.doubt, raw.line))
    if number < 0:
        message = "holds no mails. Leave it out."
        yield Loss(EmptyError(message))


def cut_mails(chunks: Iterator[bytes], max_bytes: int) -> Iterator[RawMail]:
    """The mails as bytes, each with the blank line at its end. Larger ones than `max_bytes` are passed over."""
    buffer = Buffer(chunks)
    line = 1
    while buffer.reach(1):
        end = _find_end(buffer, max_bytes)
        if end is None and not buffer.ended:
            message = f"one mail is larger than {max_bytes:,} bytes. Raise max_bytes."
            start = buffer.take(max(max_bytes - 2 * _START_BYTES, 1))  # not so much that the next start is cut
            raw = RawMail(line, start, RowError(message))
            line += sum(piece.count(b"\n") for piece in buffer.pass_until(_NEXT, _START_BYTES))
            line += buffer.take(1).count(b"\n")
        elif end is None:
            raw = _last(line, buffer)
        else:
            raw = RawMail(line, buffer.take(end))
        line += _count_lines(raw.data)
        if not raw.data.isspace() or raw.cut:
            yield raw


def _find_end(buffer: Buffer, max_bytes: int) -> int | None:
    """Where the next mail starts; None if none does within `max_bytes`."""
    announced = _find_announced_end(buffer, max_bytes)
    if announced is not None:
        return announced
    found = buffer.find(_NEXT, 0, _START_BYTES, max_bytes)
    if found is None and buffer.ended:
        cut = _CUT_START.search(buffer.data, max(len(buffer.data) - _START_BYTES, 0))
        return cut.end() if cut else None
    return None if found is None or found >= max_bytes else found + 1


def _find_announced_end(buffer: Buffer, max_bytes: int) -> int | None:
    """Where the head says that the mail ends, if the next one does start there, or nothing comes."""
    head_end = buffer.find(HEAD_END, 0, HEAD_END_BYTES, HEAD_BYTES)
    if head_end is None or not (field := _ANNOUNCED.search(buffer.data, 0, head_end + 1)):
        return None
    end = buffer.data.index(b"\n", head_end + 1) + 1 + int(field[1])
    if end > min(max_bytes, _MAX_ANNOUNCED):
        return None
    buffer.reach(end + _START_BYTES)
    if start := _RIGHT_HERE.match(buffer.data, end):
        return start.end()
    is_last = buffer.ended and not buffer.error and len(buffer.data) >= end and not buffer.data[end:].strip()
    return len(buffer.data) if is_last else None


def _last(line: int, buffer: Buffer) -> RawMail:
    """A mail ends in a blank line; where the last one does not, some of it may be missing."""
    data = buffer.take()
    is_alone = line == 1 and not data.startswith(b"From ")
    if data.endswith(_BLANK_END):
        return RawMail(line, data, doubt=buffer.error)
    if is_alone or buffer.error:
        return RawMail(line, data, buffer.error)
    if data.endswith(b"\n"):
        message = f"the last mail does not end in a blank line.{_TOLD}"
        return RawMail(line, data, doubt=RowError(message))
    message = f"the last mail ends within a line.{_TOLD}"
    return RawMail(line, data, RowError(message))


def _read_one(raw: RawMail, number: int, name: str, config: ReadConfig) -> Iterator[Dump | Loss]:
    try:
        if raw.cut:
            raise raw.cut
        mail = read_mail(_open(raw.data), config.encoding)
    except InputError as err:
        yield Loss(_at_line(raw.doubt or err, raw.line), number, excerpt(raw.data, config))
        return
    for offset, (found, text) in enumerate(_texts(mail)):
        if not text:
            error = _at_line(raw.doubt or no_text(text), raw.line)
            yield Loss(error, number + offset, None if offset else excerpt(raw.data, config))
        else:
            meta = mail_meta(found.head, config.encoding)
            yield Dump(text, name, number + offset, mail_id(found.head), meta=meta)


def _texts(mail: Mail) -> Iterator[tuple[Mail, str]]:
    """A mail and the mails within it; one that only wraps others is none itself."""
    if mail.text or not mail.mails:
        yield mail, mail.text
    for inner in mail.mails:
        yield from _texts(inner)


def _open(data: bytes) -> bytes:
    """Without its `From ` line and the blank line at its end, and lines of its text that begin so as they were written.

    Raises RowError where a text comes before the first mail.
    """
    start = _FIRST.match(data)
    if not start and not _FIELD.match(data):
        message = "no line 'From address date', and no head of a mail. For a plain text, try --input-format text."
        raise RowError(message)
    end = next((len(data) - len(blank) + 1 for blank in _BLANK_END if data.endswith(blank)), len(data))
    return _QUOTED.sub(rb"\1", data[start.end() if start else 0 : end])


def _count_lines(data: bytes) -> int:
    return data.count(b"\n") + data.count(b"\r") - data.count(b"\r\n")


def _at_line(error: InputError, line: int) -> InputError:
    error.line = line
    return error
