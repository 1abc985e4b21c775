"""Pages to dumps: exports of press databases in their documents, others with what their tags say."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from segment.config import NO_PROFILE
from segment.errors import CompressionError, InputError
from segment.readers.losses import Loss, excerpt, no_text
from segment.readers.names import shown
from segment.readers.sources import read_whole
from segment.readers.texts import tell_profile
from segment.readers.web.html import decode_html, parse_html
from segment.readers.web.html_exports import is_cut_short, is_html_export, read_html_export
from segment.readers.windows import WINDOW_CHARS
from segment.types import Dump, Notice

if TYPE_CHECKING:
    from collections.abc import Iterator

    from segment.config import ReadConfig
    from segment.readers.sources import Source

    Item = Dump | Loss | Notice


def read_page(source: Source, path: str, config: ReadConfig) -> Iterator[Item]:
    """One page. A part of it would be another page, so that damage of the file anywhere loses it."""
    name = shown(path)
    try:
        data = read_whole(source, config)
        page = decode_html(data, config.encoding)
        items = list(_read_export(page, name, config)) or [_read_one(page, name)]
    except InputError as err:
        yield Loss(err, 0, excerpt(source.head, config))
        return
    yield from items
    if is_cut_short(page):
        message = "the page ends before its end, inside of a tag or with its outermost tags open. Fetch it again."
        yield Loss(CompressionError(message, line=page.count("\n") + 1), 0)


def _read_export(page: str, name: str, config: ReadConfig) -> Iterator[Dump | Notice]:
    """The documents of an export; nothing where the page is none."""
    profile = None if config.profile == NO_PROFILE else is_html_export(page)
    if profile is not None:
        yield tell_profile(profile, "its classes of HTML", name)
        yield from read_html_export(page, name, profile)


def _read_one(page: str, name: str) -> Dump:
    dump = fill_page(Dump("", name), page)
    if not dump.text.strip():
        raise no_text(dump.text)
    return dump


def fill_page(dump: Dump, page: str) -> Dump:
    """The dump with the text of a page, and what its tags say of its article, or at least of its furniture."""
    parsed = parse_html(page)
    meta = replace(parsed.meta, extra={**parsed.meta.extra, **dump.meta.extra})
    # What is longer is cut into windows, to which the places in it would not apply.
    furniture = parsed.furniture if parsed.layout is None and len(parsed.text) <= WINDOW_CHARS else ()
    return replace(dump, text=parsed.text, layout=parsed.layout, furniture=furniture, meta=meta)
