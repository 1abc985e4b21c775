"""The texts of a mail: its own, and those of the mails within it.

Of several versions of the same text the plain one counts, unless it says nothing; attached files are left out.
"""

from __future__ import annotations

import binascii
import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from segment.errors import RowError
from segment.readers.declared import decode_declared
from segment.readers.heads import HEAD_BYTES, Head, media_type, parameter, parse_head, split_head

if TYPE_CHECKING:
    from collections.abc import Iterator

_MAX_DEPTH: Final = 20
"""Of parts within parts; a mail that was forwarded five times has ten."""
_ONLY_ADDRESS: Final = re.compile(r"\s*<?https?://[^\s>]+>?\s*")
"""What some newsletters send as their plain version."""


@dataclass(slots=True)
class Mail:
    """A mail and what is in it."""

    head: Head
    texts: list[str] = field(default_factory=list)
    mails: list[Mail] = field(default_factory=list)
    """Forwarded with it, or the issues of a digest."""

    @property
    def text(self) -> str:
        return "\n\n".join(text for text in self.texts if not _is_blank(text))


@dataclass(frozen=True, slots=True)
class _Part:
    head: Head
    type: str
    data: bytes
    depth: int


def read_mail(data: bytes, encoding: str | None, depth: int = 0) -> Mail:
    """The mail with this head and body.

    Raises RowError where it is cut short or goes too deep, DecodingError where a text fits no encoding, and
    MissingExtraError where only the HTML version says something and the extra is not installed.
    """
    part = _read_part(data, "text/plain", depth)
    mail = Mail(part.head)
    _collect(part, mail, encoding)
    return mail


def _read_part(data: bytes, default: str, depth: int) -> _Part:
    if depth > _MAX_DEPTH:
        message = f"has parts within parts more than {_MAX_DEPTH} deep. Leave it out."
        raise RowError(message)
    fields, body = split_head(data)
    if len(fields) > HEAD_BYTES:
        message = f"has a head of more than {HEAD_BYTES:,} bytes. Leave it out."
        raise RowError(message)
    head = parse_head(fields)
    return _Part(head, media_type(head, default), body, depth)


def _collect(part: _Part, mail: Mail, encoding: str | None) -> None:
    """Adds what a part holds to its mail."""
    if part.type == "message/rfc822":
        mail.mails.append(read_mail(_decode_body(part), encoding, part.depth + 1))
    elif part.type == "multipart/alternative":
        _collect_best(list(_split(part)), mail, encoding)
    elif part.type.startswith("multipart/"):
        for inner in _split(part):
            _collect(inner, mail, encoding)
    elif part.type in ("text/plain", "text/html") and not _is_attached(part):
        mail.texts.append(_read_text(part, encoding))


def _collect_best(versions: list[_Part], mail: Mail, encoding: str | None) -> None:
    """The first version that says something; HTML is looked at only if no other does."""
    spare: list[str] = []
    for version in sorted(versions, key=lambda part: part.type != "text/plain"):
        found = Mail(version.head)
        _collect(version, found, encoding)
        mail.mails += found.mails
        if found.text and not _ONLY_ADDRESS.fullmatch(found.text):
            mail.texts += found.texts
            return
        spare = spare or found.texts
    mail.texts += spare


def _is_attached(part: _Part) -> bool:
    disposition = part.head.get("content-disposition", b"").lower()
    return disposition.startswith(b"attachment") or parameter(part.head, "content-disposition", "filename") is not None


def _read_text(part: _Part, encoding: str | None) -> str:
    data = _decode_body(part)
    charset = parameter(part.head, "content-type", "charset")
    if part.type != "text/html":
        return decode_declared(data, charset, encoding)
    from segment.readers.web.html import decode_html, parse_html

    return parse_html(decode_html(data, encoding, charset)).text


def _decode_body(part: _Part) -> bytes:
    coding = part.head.get("content-transfer-encoding", b"").lower()
    if coding == b"quoted-printable":
        return binascii.a2b_qp(part.data)
    if coding != b"base64":
        return part.data
    try:
        return binascii.a2b_base64(part.data)
    except binascii.Error as err:
        message = f"ends within its base64 data: {err}. It may be cut short: fetch it again."
        raise RowError(message) from err


def _split(part: _Part) -> Iterator[_Part]:
    """The parts of a multipart. Raises RowError where its end mark is missing, after the whole parts."""
    boundary = parameter(part.head, "content-type", "boundary")
    if boundary is None:
        message = f"is {part.type}, but does not name the boundary of its parts. Leave it out."
        raise RowError(message)
    default = "message/rfc822" if part.type == "multipart/digest" else "text/plain"
    begin: int | None = None
    for start, end, is_last in _find_delimiters(part.data, b"--" + boundary.encode("latin-1")):
        if begin is not None:
            yield _read_part(part.data[begin:start], default, part.depth + 1)
        if is_last:
            return
        begin = end
    message = f"ends before the end mark of its parts ({part.type}). It may be cut short: fetch it again."
    raise RowError(message)


def _find_delimiters(data: bytes, mark: bytes) -> Iterator[tuple[int, int, bool]]:
    """Each line between two parts: where it starts, with the line end before it, where it ends, if it is the last."""
    at = data.find(mark)
    while at >= 0:
        after = at + len(mark)
        if at == 0 or data[at - 1 : at] == b"\n":
            end = data.find(b"\n", after) + 1 or len(data)
            rest = data[after:end].strip()
            if rest in (b"", b"--"):
                yield _before_line_end(data, at), end, rest == b"--"
        at = data.find(mark, after)


def _before_line_end(data: bytes, at: int) -> int:
    """The line end before a delimiter belongs to it, not to the part."""
    if data.endswith(b"\r\n", 0, at):
        return at - 2
    return max(at - 1, 0)


def _is_blank(text: str) -> bool:
    return not text or text.isspace()
