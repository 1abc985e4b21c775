"""Bytes that come with the name of their encoding, as in mail and HTTP: right most of the time, and wrong often."""

from __future__ import annotations

import codecs
from typing import Final

from segment.errors import DecodingError
from segment.readers.encoding import BOM, as_western, decode, decode_as

_WIDER: Final = {
    # Who names the first often writes the second, which has all of its characters and more.
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "euc_kr": "cp949",
    "shift_jis": "cp932",
    "iso8859-9": "cp1254",
    "tis-620": "cp874",
}
_WESTERN: Final = ("ascii", "iso8859-1", "cp1252", "utf-8")
"""Named by programs that never asked what they were writing."""
_NO_CHARSETS: Final = ("idna", "punycode", "raw-unicode-escape", "undefined", "unicode-escape", "utf-8-sig")
"""Python has them as encodings of text, but no text is written in them; some take quadratic time."""


def decode_declared(data: bytes, label: str | None, encoding: str | None) -> str:
    r"""The text of `data`: by `label` where that fits, else in `encoding`, else found by content.

    Raises DecodingError where nothing fits.

    >>> decode_declared(b"caf\xe9", "utf-8", None), decode_declared(b"caf\xc3\xa9", "latin-1", None)
    ('café', 'café')
    """
    codec = _codec_of(label)
    if codec is None or data.startswith(BOM.encode()):
        return decode(data, encoding)
    try:
        return decode_as(data, "utf-8" if codec in _WESTERN else codec, "")
    except DecodingError:
        return as_western(data) if codec in ("iso8859-1", "cp1252") else decode(data, encoding)


def knows_label(label: str) -> bool:
    """Whether the label names an encoding that text is written in."""
    return _codec_of(label) is not None


def _codec_of(label: str | None) -> str | None:
    """Python's own name of an encoding that text is written in."""
    if not label or not label.isascii() or "\0" in label:
        return None
    try:
        name = codecs.lookup(label.strip()).name
        b"a".decode(name)
    except UnicodeError:
        pass  # one byte is no whole character in this encoding
    except (LookupError, ValueError):
        return None
    return None if name in _NO_CHARSETS else _WIDER.get(name, name)
