"""Exports of press databases as HTML, one document after the other: Europresse and Factiva.

All documents of a page are parts of one dump: their texts behind each other are the text of the page.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import zip_longest
from typing import TYPE_CHECKING, Final

from segment.clean import count_words
from segment.errors import AnnouncedError, MissingExtraError
from segment.lines import LINE_END
from segment.readers.web.page.depth import flatten_deep, is_cut_short
from segment.readers.web.page.press import (
    BITS,
    DOCUMENT,
    EUROPRESSE,
    FACTIVA,
    ROW,
    find_language,
    find_runs,
    name_europresse,
    name_factiva,
    read_europresse,
    read_factiva,
)
from segment.readers.web.page.press_meta import find_day, read_meta
from segment.readers.web.page.reading import write_text
from segment.types import Dump, Kind, Layout, Notice, Role, Span

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from selectolax.lexbor import LexborHTMLParser

    from segment.readers.web.page.lines import PageLines

    Namer = Callable[[Sequence[str], Sequence[str], Sequence[int]], list[str]]

__all__ = ["is_cut_short", "is_html_export", "read_html_export"]

HEAD_CHARS: Final = 1 << 18
"""Style sheets stand in front of the first document."""
ROLES: Final[Mapping[str, Role]] = {
    "title": Role.TITLE,
    "byline": Role.BYLINE,
    "date": Role.DATE,
    "dateline": Role.DATELINE,
    "subtitle": Role.HEADING,
    "body": Role.BODY,
    "caption": Role.CAPTION,
}
MOST_FIGURES: Final = 9
_IS_EUROPRESSE: Final = re.compile(r"<article\b", re.IGNORECASE)
_EUROPRESSE_CLASS: Final = re.compile(
    # Other French pages have a class `titreArticle`, too.
    r"""class=["']?[^"'<>]{0,80}\b(?:DocPublicationName|titreArticleVisu|docOcurrContainer|rdp__articletitle)\b"""
)
_FACTIVA_CLASS: Final = re.compile(r"""class=["'](?:article\ [a-z]{2}Article|articleParagraph)\b""")
_FIGURES: Final = re.compile(r"\d+")


def is_html_export(page: str) -> str | None:
    """The name of the database that a page comes from; None if it is another page."""
    head = page[:HEAD_CHARS]
    if _EUROPRESSE_CLASS.search(head) and _IS_EUROPRESSE.search(head):
        return EUROPRESSE
    return FACTIVA if _FACTIVA_CLASS.search(head) else None


def read_html_export(page: str, path: str, profile: str) -> Iterator[Dump | Notice]:
    """The documents of an export as parts of one dump. Linear in the length of the page.

    What stands between two documents is part of the second one. A page with no document in it gives nothing. Raises
    MissingExtraError without the extra.
    """
    try:
        from selectolax.lexbor import LexborHTMLParser
    except ImportError as err:
        message = 'HTML needs the extra: pip install "segment[html]"'
        raise MissingExtraError(message) from err
    from segment.readers.web.page.lines import find_page_lines

    parser = LexborHTMLParser(flatten_deep(page).encode("utf-8", "replace"))
    name_lines, read_marks = (name_factiva, read_factiva) if profile == FACTIVA else (name_europresse, read_europresse)
    seen = find_page_lines(parser, read_marks)
    languages = _find_languages(parser) if profile == FACTIVA else []
    for document, language in zip_longest(_cut(seen, name_lines), languages):
        if document is None:
            return
        dump = _make_dump(document, path, language)
        yield dump
        yield from _check_words(dump)


@dataclass(frozen=True, slots=True)
class _Document:
    """One document: its part of the text, and its lines in that part."""

    text: str
    start: int
    line: int
    begins: Sequence[int]
    """Where each of its lines begins in `text`."""
    ends: Sequence[int]
    fields: Sequence[str]
    """What each of its lines is."""

    def lines(self) -> Iterator[tuple[str, str]]:
        """The name of the field and the text of each line."""
        for field, begin, end in zip(self.fields, self.begins, self.ends, strict=True):
            yield field, self.text[begin:end]


def _cut(seen: PageLines, name_lines: Namer) -> Iterator[_Document]:
    text, starts = write_text(seen.lines)
    ends = [start + len(line.text) for start, line in zip(starts, seen.lines, strict=True)]
    fields, rows, bounds = _inherit(seen)
    at, line = 0, 1
    for number, (begin, end) in enumerate(bounds):
        first = bounds[number - 1][1] if number else 0
        last = end if number < len(bounds) - 1 else len(starts)
        stop = starts[last] if last < len(starts) else len(text)
        own = slice(begin, end)
        named = name_lines([one.text for one in seen.lines[own]], fields[own], rows[own])
        named = ["cover"] * (begin - first) + named + ["tail"] * (last - end)
        inside = slice(first, last)
        begins, stops = ([place - at for place in places[inside]] for places in (starts, ends))
        yield _Document(text[at:stop], at, line, begins, stops, named)
        line += len(LINE_END.findall(text[at:stop]))
        at = stop


def _inherit(seen: PageLines) -> tuple[list[str], list[int], list[tuple[int, int]]]:
    """For each line its field and its row, and for each document the numbers of its lines, from and to before."""
    elements = seen.elements
    fields: list[str] = []
    rows: list[int] = []
    documents: list[int] = []
    for number, (parent, marks) in enumerate(zip(elements.parents, elements.marks, strict=True)):
        is_document = bool(marks & BITS[DOCUMENT]) and (not documents or not documents[parent])
        documents.append(number + 1 if is_document else documents[parent] if documents else 0)
        rows.append(number if marks & BITS[ROW] else rows[parent] if rows else 0)
        named = next((name for name, bit in BITS.items() if marks & bit and name not in (DOCUMENT, ROW)), "")
        fields.append("" if is_document else named or (fields[parent] if fields else ""))
    around = [line.element for line in seen.lines]
    runs = find_runs([documents[element] for element in around])
    bounds = [(begin, end) for begin, end in runs if documents[around[begin]]]
    return [fields[element] for element in around], [rows[element] for element in around], bounds


def _find_languages(parser: LexborHTMLParser) -> list[str | None]:
    """Of each document of Factiva, in their order."""
    classes = [node.attributes.get("class") or "" for node in parser.css("div.article")]
    return [find_language(called) for called in classes if called.split()[0] == "article"]


def _make_dump(document: _Document, path: str, language: str | None) -> Dump:
    spans = tuple(_make_spans(document))
    kind = Kind.FULL if any(span.role is Role.BODY for span in spans) else None
    layout = Layout(spans, kind, language=language)
    return Dump(
        document.text, path, start=document.start, line=document.line, meta=read_meta(document.lines()), layout=layout
    )


def _make_spans(document: _Document) -> Iterator[Span]:
    """One for each field; the head of a document holds its date among other things."""
    for first, last in find_runs(document.fields):
        field = document.fields[first]
        start, end = document.begins[first], document.ends[last - 1]
        day = find_day().search(document.text, start, end) if field == "header" else None
        if day is None:
            yield Span(start, end, ROLES.get(field), _reason(field))
            continue
        before = document.text[start : day.start()].rstrip()
        if before:
            yield Span(start, start + len(before), None, "field:header")
        yield Span(*day.span(), Role.DATE, "field:date")
        after = document.text[day.end() : end].lstrip()
        if after:
            yield Span(end - len(after), end, None, "field:header")


def _reason(field: str) -> str:
    return field if field in ("cover", "tail") else f"field:{field or 'unknown'}"


def _check_words(dump: Dump) -> Iterator[Notice]:
    """Says so if a document announces another number of words than it holds."""
    from segment.profiles.announced import is_far_off

    figures = "".join(_FIGURES.findall(dump.meta.extra.get("length", "")))
    announced = int(figures[:MOST_FIGURES] or 0)
    layout = dump.layout
    if not announced or layout is None:
        return
    found = sum(count_words(dump.text[span.start : span.end]) for span in layout.spans if span.role is Role.BODY)
    if is_far_off(found, announced):
        message = f"a document announces {announced:,} words and holds {found:,}. Was it cut when it was exported?"
        yield Notice(dump.path, dump.line, AnnouncedError.code, message)
