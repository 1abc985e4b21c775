"""Header fields as mail, HTTP and WARC have them: `Name: value`, one a line, up to a blank line.

`email` does not suit here: its parsers recurse as deep as the input likes, take quadratic time for a long list of
parameters, and raise what they please for a field that is damaged.
"""

from __future__ import annotations

import re
from typing import Final

Head = dict[str, bytes]
"""Values by the name of their field in lower case; of fields that come more than once, the first."""

HEAD_BYTES: Final = 1 << 20
"""Real heads stay below 100 KiB; what goes on for longer is no head."""
HEAD_END: Final = re.compile(rb"\n\r?\n")
HEAD_END_BYTES: Final = 3
_FIELD: Final = re.compile(rb"^([!-9;-~]{1,100})[ \t]{0,9}:(.*(?:\n[ \t].*)*)", re.MULTILINE)
_FOLD: Final = re.compile(rb"\r?\n[ \t]+")
_VALUE: Final = r'(?:"([^"\r\n]{1,200})"|([^\s;"]{1,200}))'
_PARAMETERS: Final = {
    name: re.compile(rf";\s{{0,99}}{name}\*?\s{{0,9}}=\s{{0,9}}{_VALUE}", re.IGNORECASE)
    for name in ("boundary", "charset", "filename")
}
"""With a `*`, the value is encoded (RFC 2231)."""


def split_head(data: bytes) -> tuple[bytes, bytes]:
    """The header fields, and what stands below the blank line after them."""
    if data.startswith((b"\n", b"\r\n")):
        return b"", data[data.index(b"\n") + 1 :]
    end = HEAD_END.search(data)
    return (data[: end.start() + 1], data[end.end() :]) if end else (data, b"")


def parse_head(data: bytes) -> Head:
    r"""The fields; lines that are none are passed over.

    >>> parse_head(b"Subject: The ferry\r\n is late\r\nTo: all\r\n")
    {'subject': b'The ferry is late', 'to': b'all'}
    """
    head: Head = {}
    for name, value in _FIELD.findall(data):
        head.setdefault(name.lower().decode("ascii"), _FOLD.sub(b" ", value).strip())
    return head


def media_type(head: Head, default: str) -> str:
    """As `text/plain`, in lower case."""
    kind = head.get("content-type", b"").partition(b";")[0].strip().lower().decode("ascii", "replace")
    return kind if "/" in kind else default


def parameter(head: Head, field: str, name: str) -> str | None:
    """Of a field such as `text/html; charset=utf-8`; `name` is one of those that mail and HTTP need."""
    found = _PARAMETERS[name].search(head.get(field, b"").decode("latin-1"))
    return (found[1] or found[2]) if found else None
