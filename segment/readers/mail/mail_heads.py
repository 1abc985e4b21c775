"""What the head of a mail says of it: id, title, author, date, and where it went."""

from __future__ import annotations

import binascii
import re
from typing import TYPE_CHECKING, Final

from segment.errors import DecodingError
from segment.readers.declared import decode_declared
from segment.readers.encoding import as_western, decode
from segment.types import Meta

if TYPE_CHECKING:
    from segment.readers.heads import Head

_VALUE_BYTES: Final = 4096
"""Of a field; a list of a thousand recipients is longer."""
_EXTRA: Final = ("from", "to", "cc", "reply-to", "list-id", "in-reply-to")
_WORD: Final = re.compile(r"=\?([\w.:-]{1,40})(?:\*[\w-]{0,20})?\?([BbQq])\?([^?\s]{0,1000})\?=")
"""RFC 2047; the language after the `*` is from RFC 2231."""
_BETWEEN_WORDS: Final = re.compile(r"\?=\s{1,99}=\?")
"""Words that follow each other are one, cut so that no line is too long."""
_NAME_BEFORE: Final = re.compile(r'"?([^"<]{1,200}?)"?\s{0,9}<')
_NAME_BEHIND: Final = re.compile(r"[^\s(]{1,200}(?: at [^\s(]{1,200})?\s{1,9}\(([^()]{1,200})\)")
"""`mara@example.org (Mara Lindqvist)`, or with `at`, as list archives have it."""


def mail_id(head: Head) -> str | None:
    """Without its angle brackets; None where the mail has none."""
    return _field(head, "message-id", None).strip("<>") or None


def mail_meta(head: Head, encoding: str | None) -> Meta:
    """`encoding` is that of a head that should be ASCII and is not."""
    extra = {name.replace("-", "_"): _field(head, name, encoding) for name in _EXTRA}
    author = _display_name(extra["from"])
    return Meta(
        title=_field(head, "subject", encoding) or None,
        byline=(author,) if author else (),
        date=_field(head, "date", encoding) or None,
        extra={name: value for name, value in extra.items() if value},
    )


def _field(head: Head, name: str, encoding: str | None) -> str:
    """Decoded, on one line; empty where the head does not have it."""
    raw = head.get(name, b"")[:_VALUE_BYTES]
    try:
        text = decode(raw, encoding)
    except DecodingError:
        text = as_western(raw)
    return " ".join(decode_words(text).split())


def decode_words(text: str) -> str:
    """With its encoded words decoded; those that cannot be are left as they stand.

    >>> decode_words("=?utf-8?q?The_ferry_?= =?iso-8859-1?B?dG8gSGFybvh5?= (again)")
    'The ferry to Harnøy (again)'
    """
    return _WORD.sub(_decode_word, _BETWEEN_WORDS.sub("?==?", text))


def _decode_word(word: re.Match[str]) -> str:
    charset, coding, letters = word.groups()
    data = letters.encode("ascii", "replace")
    try:
        raw = binascii.a2b_base64(data) if coding in "Bb" else binascii.a2b_qp(data, header=True)
        return decode_declared(raw, charset, None)
    except (binascii.Error, DecodingError):
        return word.group()


def _display_name(sender: str) -> str:
    """The person's name beside an address; empty where there is none."""
    found = _NAME_BEFORE.match(sender) or _NAME_BEHIND.match(sender)
    return found[1].strip() if found else ""
