"""Which line of a press database's page is what: by the class of its element, or by the code of its row.

Europresse sets each document as an `<article>` whose elements have a class for each field. Factiva has a `<div>` for
each, either as a table with a code of two or three letters in front of each field, or without codes, where after the
headline come the number of words, the date, the source, its code, the language and the copyright, a line each.
"""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

EUROPRESSE: Final = "europresse"
FACTIVA: Final = "factiva"
DOCUMENT: Final = "document"
ROW: Final = "row"
FIELDS: Final = (
    DOCUMENT, ROW, "publication", "header", "section", "title", "subtitle", "byline", "body", "caption", "number",
    "copyright", "code",
)  # fmt: skip
"""What a class can say; its place is its bit."""
BITS: Final = {name: 1 << place for place, name in enumerate(FIELDS)}
EUROPRESSE_CLASSES: Final[Mapping[str, str]] = {
    "docpublicationname": "publication",
    "docheader": "header",
    "titrearticle": "title",
    "titrearticlevisu": "title",
    "rdp__articletitle": "title",
    "doctitresoussection": "subtitle",
    "rdp__subtitle": "subtitle",
    "docauthors": "byline",
    "docococurrauthors": "byline",
    "dococurrcontainer": "body",
    "dococcurcontainer": "body",
    "doctext": "body",
    "doclegende": "caption",
    "imagelegend": "caption",
    "public-lblnodoc": "number",
    "docnumber": "number",
    "public-lblcertificatidentifier": "number",
    "doccopyright": "copyright",
}
FACTIVA_CLASSES: Final[Mapping[str, str]] = {"articleparagraph": "body", "author": "byline", "headline": "title"}
"""Without the language that stands in front."""
FACTIVA_CODES: Final[Mapping[str, str]] = {
    "HD": "title", "BY": "byline", "PD": "date", "SN": "publication", "SE": "section", "ED": "edition", "PG": "page",
    "LP": "body", "TD": "body", "AN": "document_number", "WC": "length", "LA": "language", "CY": "copyright",
    "CR": "credit", "ET": "time", "SC": "source_code", "ART": "caption", "CO": "companies", "IN": "industries",
    "NS": "subject", "RE": "region", "PUB": "publisher", "CLM": "column", "VOL": "volume", "RF": "reference",
    "DLN": "dateline", "IPD": "keywords", "IPC": "codes", "CT": "contact", "RST": "restrictor", "CX": "correction",
}  # fmt: skip
BARE_ORDER: Final = ("date", "publication", "source_code", "language", "copyright")
"""Of a Factiva document without codes, the lines below that with the number of words."""
_CODE: Final = re.compile(r"[A-Z]{2,3}")
_LANGUAGE_FIRST: Final = re.compile(r"([a-z]{2})(article|articleparagraph|headline)", re.IGNORECASE)
_LENGTH: Final = re.compile(
    r"\d[\d.,\u00a0\u202f ]{0,9}\s?(?:words|mots|wörter|palabras|parole|woorden|palavras)", re.IGNORECASE
)
_TIME: Final = re.compile(r"\d{1,2}[:.h]\d{2}\b.{0,10}")
_COPYRIGHT: Final = re.compile(r"(?:\(c\)|©|copyright|all rights reserved)", re.IGNORECASE)
_ACCESSION: Final = re.compile(r"(?:Document|Dokument|Documento|Documento n\.) [A-Z0-9]{8,40}[a-z0-9]{0,40}")
_SOURCE_CODE: Final = re.compile(r"[A-Z0-9]{2,8}")
_PAGE: Final = re.compile(r"(?:[A-Z]{0,3}\d{1,4}(?:[,;/-] ?[A-Z]{0,3}\d{1,4}){0,5})")
_NUMBER: Final = re.compile(r"\b[a-z]{2,12}[·.]\d{8}[·.][\w.·]{1,40}")


def read_europresse(tag: str, attributes: Mapping[str, str | None]) -> int:
    """The field of an element, as one of `BITS`; 0 if it says nothing."""
    if tag == "article":
        return BITS[DOCUMENT]
    return _find_class(attributes, EUROPRESSE_CLASSES)


def read_factiva(tag: str, attributes: Mapping[str, str | None]) -> int:
    """The same; a language stands in front of most names: `enHeadline`."""
    if tag == "tr":
        return BITS[ROW]
    called = (attributes.get("class") or "").split()
    if tag == "div" and called and called[0] == "article":
        return BITS[DOCUMENT]
    return _find_class(attributes, FACTIVA_CLASSES)


def find_language(called: str) -> str | None:
    """The language that the class of a Factiva document names.

    >>> find_language("article deArticle")
    'de'
    """
    found = next((match for word in called.split() if (match := _LANGUAGE_FIRST.fullmatch(word))), None)
    return found[1].lower() if found else None


def _find_class(attributes: Mapping[str, str | None], classes: Mapping[str, str]) -> int:
    for word in (attributes.get("class") or "").split():
        named = _LANGUAGE_FIRST.fullmatch(word)
        field = classes.get((named[2] if named else word).lower())
        if field:
            return BITS[field]
    return 0


def name_europresse(texts: Sequence[str], fields: Sequence[str], _: Sequence[int] = ()) -> list[str]:
    """The field of each line of a document; empty if there is none. Where no class names the body, the rest is it."""
    named = [field or _name_rest(text) for text, field in zip(texts, fields, strict=True)]
    if "body" in named:
        return named
    title = named.index("title") if "title" in named else -1
    return [field if field or number < title else "body" for number, field in enumerate(named)]


def _name_rest(text: str) -> str:
    if _NUMBER.search(text):
        return "number"
    return "copyright" if _COPYRIGHT.match(text) else ""


def name_factiva(texts: Sequence[str], fields: Sequence[str], rows: Sequence[int]) -> list[str]:
    """The field of each line of a document; `rows` are the numbers of their table rows, 0 outside of any."""
    if any(row and _CODE.fullmatch(text) and text in FACTIVA_CODES for text, row in zip(texts, rows, strict=True)):
        return _name_rows(texts, rows)
    return _name_bare(texts, fields)


def _name_rows(texts: Sequence[str], rows: Sequence[int]) -> list[str]:
    """By the code that a row begins with."""
    named: list[str] = []
    current = ""
    for number, (text, row) in enumerate(zip(texts, rows, strict=True)):
        is_first = not number or row != rows[number - 1]
        if is_first and _CODE.fullmatch(text) and text in FACTIVA_CODES:
            current = FACTIVA_CODES[text]
            named.append("code")
        else:
            current = "" if is_first else current
            named.append(current)
    return named


def _name_bare(texts: Sequence[str], fields: Sequence[str]) -> list[str]:
    """By classes, and by the order of lines below the number of words."""
    named = list(fields)
    length = next((n for n, text in enumerate(texts) if not named[n] and _LENGTH.fullmatch(text)), None)
    waiting = list(BARE_ORDER)
    for number, text in enumerate(texts):
        if named[number]:
            continue
        if number == length:
            named[number] = "length"
        elif _ACCESSION.fullmatch(text):
            named[number] = "document_number"
        elif _COPYRIGHT.match(text):
            named[number] = "copyright"
        elif length is not None and number > length and waiting:
            named[number] = _take_next(text, waiting)
    return named


def _take_next(text: str, waiting: list[str]) -> str:
    """The next field of `BARE_ORDER`; a time may follow the date, and a page the code of the source."""
    if waiting[0] == "publication" and _TIME.fullmatch(text):
        return "time"
    if waiting[0] == "language" and _PAGE.fullmatch(text):
        return "page"
    if waiting[0] == "source_code" and not _SOURCE_CODE.fullmatch(text):
        waiting.pop(0)
    return waiting.pop(0)


def find_runs(named: Sequence[object]) -> list[tuple[int, int]]:
    """Neighbouring lines that are named alike, as numbers from and to before."""
    edges = [0, *(n for n, (one, other) in enumerate(pairwise(named), 1) if one != other), len(named)]
    return [(begin, end) for begin, end in pairwise(edges) if end > begin]
