"""Web archives: WARC with the answers of servers as they came, and WET with the text that somebody took out of them."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

from segment.errors import EmptyError, InputError
from segment.readers.declared import decode_declared
from segment.readers.heads import media_type, parameter
from segment.readers.losses import Loss, excerpt, no_text
from segment.readers.names import shown
from segment.readers.web.html import decode_html
from segment.readers.web.pages import fill_page
from segment.readers.web.records import RawRecord, cut_records
from segment.readers.web.responses import decode_body, read_response
from segment.types import Dump, Meta

if TYPE_CHECKING:
    from collections.abc import Iterator

    from segment.config import ReadConfig
    from segment.readers.sources import Source

_PAGES: Final = ("text/html", "application/xhtml+xml")
_OK: Final = range(200, 300)
"""A redirect or an error page is nobody's text."""


def read_warc(source: Source, path: str, config: ReadConfig) -> Iterator[Dump | Loss]:
    """The texts and pages of one input in order, and a loss for each that cannot be used.

    Records of other kinds are passed over, and so are pictures, redirects and error pages. What is damaged is named by
    its number among all records, and by its first byte in the unfolded input. Raises MissingExtraError at a page,
    where the extra for HTML is missing.
    """
    number = 0
    is_empty = True
    for raw in cut_records(source.chunks, config):
        is_empty = False
        if isinstance(raw, Loss):
            yield raw
            continue
        if item := _read_record(raw, number, shown(path), config):
            number += isinstance(item, Dump) or item.index is not None
            yield item
        if raw.doubt:
            yield Loss(_placed(raw, raw.doubt))
    if is_empty:
        message = "holds no records. Leave it out."
        yield Loss(EmptyError(message))


def _read_record(raw: RawRecord, number: int, name: str, config: ReadConfig) -> Dump | Loss | None:
    dump = Dump("", name, number, _id_of(raw), meta=Meta(extra=_extra_of(raw)))
    try:
        if raw.cut:
            raise raw.cut
        read = _fill(dump, raw, config)
        if read is not None and not read.text.strip():
            raise no_text(read.text)
    except InputError as err:
        return Loss(_placed(raw, err), number if raw.has_text else None, excerpt(raw.block, config))
    return read


def _fill(dump: Dump, raw: RawRecord, config: ReadConfig) -> Dump | None:
    """None where the record holds no text. Raises InputError where it does, and the text cannot be had."""
    if not raw.has_text:
        return None
    if raw.kind == "response":
        response = read_response(raw.block)
        kind = response.type or raw.field("warc-identified-payload-type")
        if response.status not in _OK or kind not in (*_PAGES, "text/plain"):
            return None
        data, charset = decode_body(response, config), response.charset
    else:
        kind = media_type(raw.head, "")
        data, charset = raw.block, parameter(raw.head, "content-type", "charset")
    if kind in _PAGES:
        return fill_page(dump, decode_html(data, config.encoding, charset))
    return replace(dump, text=decode_declared(data, charset, config.encoding)) if kind == "text/plain" else None


def _placed(raw: RawRecord, error: InputError) -> InputError:
    return type(error)(f"record {raw.number:,}, at byte {raw.start:,}: {error}")


def _id_of(raw: RawRecord) -> str | None:
    return raw.field("warc-record-id").strip("<>").removeprefix("urn:uuid:") or None


def _extra_of(raw: RawRecord) -> dict[str, str]:
    """Which page it was, and when it was fetched: neither says when it was written."""
    extra = {"url": raw.field("warc-target-uri").strip("<>"), "crawled": raw.field("warc-date")}
    return {name: value for name, value in extra.items() if value}
