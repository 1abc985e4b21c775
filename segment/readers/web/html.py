"""HTML as bytes to its text, and to a dump that knows what the tags say. Everything visible is kept in the text."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from segment.readers.declared import decode_declared, knows_label
from segment.readers.encoding import decode
from segment.readers.web.page.depth import flatten_deep
from segment.readers.web.page.reading import read_page
from segment.readers.wide import may_be_wide

if TYPE_CHECKING:
    from segment.readers.web.page.reading import Page

_CHARSET: Final = re.compile(
    rb"""
    < (?: meta \b [^>]{0,200}? \b charset | \?xml \b [^>]{0,200}? \b encoding )
    \s{0,9} = \s{0,9} ["']? ( [\w.:-]{1,40} )
    """,
    re.VERBOSE | re.IGNORECASE,
)
_CHARSET_BYTES: Final = 4096


def parse_html(page: str) -> Page:
    """The text of a page, and what its tags say of it. Linear in its length.

    Raises MissingExtraError without the extra.
    """
    return read_page(flatten_deep(page))


def decode_html(data: bytes, encoding: str | None = None, label: str | None = None) -> str:
    """A page with its tags: by the label that came with it, else in `encoding`, else by what it declares itself.

    Raises DecodingError where the bytes do not fit `encoding`, or nothing fits.
    """
    if label and knows_label(label):
        return decode_declared(data, label, encoding)
    if encoding:
        return decode(data, encoding)
    declared = _CHARSET.search(data[:_CHARSET_BYTES])
    if not declared or may_be_wide(data):
        return decode(data)
    name = declared[1].decode("ascii", "replace")
    # A page that says UTF-16 in ASCII letters is not UTF-16.
    return decode_declared(data, "utf-8" if name.lower().startswith("utf-16") else name, None)
