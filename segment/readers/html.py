"""HTML to plain text. Everything visible is kept: what is article and what is furniture is decided later."""

from __future__ import annotations

import re
from typing import Final

from segment.errors import DecodingError, MissingExtraError
from segment.readers.encoding import BOM, as_western, decode
from segment.readers.wide import may_be_wide

_CHARSET: Final = re.compile(
    rb"""
    < (?: meta \b [^>]{0,200}? \b charset | \?xml \b [^>]{0,200}? \b encoding )
    \s{0,9} = \s{0,9} ["']? ( [\w.:-]{1,40} )
    """,
    re.VERBOSE | re.IGNORECASE,
)
_CHARSET_BYTES: Final = 4096


def read_html(data: bytes, encoding: str | None) -> str:
    """The text that a reader of the page sees, its blocks on lines of their own.

    Raises MissingExtraError without the extra, and DecodingError where the bytes do not fit `encoding` or the page
    cannot be parsed.
    """
    try:
        from resiliparse.extract.html2text import extract_plain_text
        from resiliparse.parse.html import HTMLParserException
    except ImportError as err:
        message = 'HTML needs the extra: pip install "segment[html]"'
        raise MissingExtraError(message) from err
    page = decode(data, encoding) if encoding else _decode_page(data)
    try:
        # Alternative texts stand for pictures: a reader does not see them, and they would break paragraphs apart.
        return extract_plain_text(page, preserve_formatting=True, main_content=False, alt_texts=False)
    except HTMLParserException as err:
        message = f"cannot be parsed as HTML: {err}. Try --input-format text."
        raise DecodingError(message) from err


def _decode_page(data: bytes) -> str:
    """By what the page declares, where that fits; else as any other text."""
    declared = _CHARSET.search(data[:_CHARSET_BYTES])
    if not declared or data.startswith(BOM.encode()) or may_be_wide(data):
        return decode(data)
    return _decode_declared(data, declared[1].decode("ascii", "replace"))


def _decode_declared(data: bytes, label: str) -> str:
    from resiliparse.parse.encoding import map_encoding_to_html5

    codec = map_encoding_to_html5(label, fallback_utf8=False)
    try:
        # Pages that say latin-1 are often UTF-8; and one that says UTF-16 in ASCII letters is not UTF-16.
        if codec in (None, "utf-8", "cp1252") or codec.startswith("utf-16"):
            return data.decode()
        return data.decode(codec)
    except UnicodeDecodeError:
        return as_western(data) if codec == "cp1252" else decode(data)
