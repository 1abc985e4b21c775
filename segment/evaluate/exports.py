"""Text exports of a press database as gold: a line such as `3 of 10 DOCUMENTS` stands before each article.

What would give the answer away is taken out: the separators, the lines of fields, the notices at the end. Headline,
author, date and body stay, in the order that a page has them. Every field counts in its place only: `LENGTH:` before
the body, `LANGUAGE:` after it, so that the same word inside a body is text.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final, NamedTuple

from segment.errors import AnnouncedError, GoldError, InputError
from segment.evaluate.compose import JOINED, Part, compose, lay_out
from segment.evaluate.opening import read_text
from segment.lines import LINE_END
from segment.readers.losses import Loss
from segment.types import Role

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from segment.config import ReadConfig
    from segment.evaluate.records import GoldDump
    from segment.readers.sources import Source

_SEPARATOR: Final = re.compile(
    r"""(?x)
    (?: (\d{1,6}) [ ] of [ ] (\d{1,6}) [ ] DOCUMENTS?                     # 3 of 10 DOCUMENTS
      | FOCUS [ ] - [ ] (\d{1,6}) [ ] of [ ] (\d{1,6}) (?: [ ] DOCUMENTS? )?  # what the search was focused on
      | D[Oo][CcKk][A-Za-z]{5} [ ] (\d{1,6}) [ ] (?: of|OF|von|van|de|di ) [ ] (\d{1,6})  # Dokument 3 von 10
    )
    """
)
_HEAD_FIELD: Final = re.compile(
    r"(BYLINE|AUTOR|AUTEUR|LENGTH|LÄNGE|LONGUEUR|LENGTE|SECTION|RUBRIK|RUBRIQUE|SERIES|DATELINE|HIGHLIGHT):(.*)"
)
_BYLINES: Final = frozenset({"BYLINE", "AUTOR", "AUTEUR"})
_LENGTHS: Final = frozenset({"LENGTH", "LÄNGE", "LONGUEUR", "LENGTE"})
_TAIL: Final = re.compile(
    r"""(?x)
    (?: GRAPHIC | GRAPHIQUE | GRAFIK | LOAD-DATE | UPDATE | DATE-CHARGEMENT | LANGUAGE | SPRACHE | LANGUE | TAAL
      | PUBLICATION-TYPE | TYPE-PUBLICATION | PUBLIKATIONSTYP | JOURNAL-CODE | DOCUMENT-TYPE | SUBJECT | ORGANIZATION
      | COMPANY | TICKER | INDUSTRY | PERSON | GEOGRAPHIC | CITY | STATE | COUNTRY | CORRECTION-DATE | NOTES | URL
    ) :
    | Copyright\b | © | All[ ]Rights[ ]Reserved
    """
)
_NOTICE: Final = re.compile(r"Copyright\b|©|\(c\) |All Rights Reserved", re.IGNORECASE)
_YEAR: Final = re.compile(r"\b(?:1[89]|20)\d\d\b")
_WORDS: Final = re.compile(r"(\d[\d.,]{0,9}) ?(?:words?|Wörter|mots|woorden)\b", re.IGNORECASE)
_CENTRED: Final = 10
"""Blanks from which a line is centred; paragraphs are indented by less."""


class _Paragraph(NamedTuple):
    lines: tuple[str, ...]
    centred: bool

    @property
    def text(self) -> str:
        return " ".join(self.lines)


class _Separator(NamedTuple):
    line: int
    """From 0."""
    number: int
    total: int


@dataclass(slots=True)
class _Document:
    number: int
    line: int
    titles: list[str] = field(default_factory=list)
    bylines: list[str] = field(default_factory=list)
    date: str | None = None
    words: int | None = None
    """As announced."""
    body: list[str] = field(default_factory=list)


def read_export(source: Source, path: str, name: str, config: ReadConfig) -> Iterator[GoldDump | Loss]:
    """The documents of one export, `JOINED` consecutive ones to a dump named `NAME:FIRST-LAST`.

    Where it holds another number of documents, or of words, than it announces, that is reported and the text is used
    as it is; a document without a body is reported and left out.
    """
    try:
        lines = LINE_END.split(read_text(source, config))
        separators = find_separators(lines)
    except InputError as err:
        yield Loss(err, 0)
        return
    yield from _check_totals(separators)
    ends = [separator.line for separator in separators[1:]] + [len(lines)]
    documents = [
        _parse_document(separator, lines[separator.line + 1 : end])
        for separator, end in zip(separators, ends, strict=True)
    ]
    for start in range(0, len(documents), JOINED):
        yield from _join(documents[start : start + JOINED], path, name)


def is_export(text: str) -> bool:
    """Whether a line of the text separates documents.

    >>> is_export("  1 of 2 DOCUMENTS\\n"), is_export("Only 1 of 2 documents was signed.\\n")
    (True, False)
    """
    return any(_SEPARATOR.fullmatch(line.strip()) for line in LINE_END.split(text))


def find_separators(lines: Sequence[str]) -> list[_Separator]:
    """The lines between documents: set like the first one, and numbered on from the one above or from 1.

    Raises GoldError where there is none.
    """
    found: list[_Separator] = []
    centred = False
    for number, line in enumerate(lines):
        match = _SEPARATOR.fullmatch(line.strip())
        if match is None or (found and _is_centred(line) != centred):
            continue
        place, total = (int(digits) for digits in match.groups() if digits)
        if not found or place == 1 or (total == found[-1].total and place > found[-1].number):
            centred = _is_centred(line)
            found.append(_Separator(number, place, total))
    if not found:
        message = 'no line like "1 of 10 DOCUMENTS" stands between articles. Try another form of gold.'
        raise GoldError(message)
    return found


def _check_totals(separators: Sequence[_Separator]) -> Iterator[Loss]:
    """One warning for each export of the file (some are pasted together) that lacks documents."""
    runs: list[list[_Separator]] = []
    for separator in separators:
        if separator.number == 1 or not runs:
            runs.append([])
        runs[-1].append(separator)
    for run in runs:
        if len(run) != run[0].total:
            message = (
                f"announces {run[0].total:,} documents and holds {len(run):,}. Export it again if any are missing."
            )
            yield Loss(AnnouncedError(message, line=run[0].line + 1))


def _join(documents: Sequence[_Document], path: str, name: str) -> Iterator[GoldDump | Loss]:
    parts: list[Part] = []
    used: list[_Document] = []
    for document in documents:
        if not document.body:
            message = f"document {document.number:,} has no body. Export it with its full text."
            yield Loss(GoldError(message, line=document.line))
            continue
        yield from _check_words(document)
        parts.append(_lay_out(document))
        used.append(document)
    if parts:
        yield compose(parts, f"{name}:{used[0].number}-{used[-1].number}", path, line=used[0].line)


def _check_words(document: _Document) -> Iterator[Loss]:
    from segment.profiles.announced import is_far_off

    found = sum(len(paragraph.split()) for paragraph in document.body)
    if document.words is None or not is_far_off(found, document.words):
        return
    message = (
        f"document {document.number:,} announces {document.words:,} words and holds {found:,}. "
        "It may be cut short, or hold more than one article."
    )
    yield Loss(AnnouncedError(message, line=document.line))


def _lay_out(document: _Document) -> Part:
    blocks = [(Role.TITLE, title) for title in document.titles]
    blocks += [(Role.BYLINE, byline) for byline in document.bylines]
    blocks += [(Role.DATE, document.date)] if document.date else []
    blocks += [(Role.BODY, paragraph) for paragraph in document.body]
    return lay_out(blocks)


def _parse_document(separator: _Separator, lines: Sequence[str]) -> _Document:
    document = _Document(separator.number, separator.line + 1)
    paragraphs = list(_paragraphs(lines))
    while paragraphs and _TAIL.match(paragraphs[-1].text):
        paragraphs.pop()
    start = _read_head(document, paragraphs)
    document.body = [paragraph.text for paragraph in paragraphs[start:]]
    return document


def _read_head(document: _Document, paragraphs: Sequence[_Paragraph]) -> int:
    """Takes in what stands before the body, and says where that begins.

    The source and the date are centred, the headline stands before the first field. Without any field it is the first
    paragraph.
    """
    in_fields = False
    for number, paragraph in enumerate(paragraphs):
        if paragraph.centred:
            document.date = document.date or _find_date(paragraph.lines)
        elif _HEAD_FIELD.match(paragraph.lines[0]):
            in_fields = True
            _read_fields(document, paragraph.lines)
        elif in_fields or (document.titles and not _has_fields(paragraphs[number:])):
            return number
        elif not _NOTICE.match(paragraph.text):
            document.titles.append(paragraph.text)
    return len(paragraphs)


_HEAD_PARAGRAPHS: Final = 4
"""Parts of a headline before the first field; editions repeat it."""


def _has_fields(paragraphs: Sequence[_Paragraph]) -> bool:
    return any(_HEAD_FIELD.match(paragraph.lines[0]) for paragraph in paragraphs[:_HEAD_PARAGRAPHS])


def _read_fields(document: _Document, lines: Sequence[str]) -> None:
    """One field or more, each over one line or more."""
    values: list[tuple[str, list[str]]] = []
    for line in lines:
        match = _HEAD_FIELD.match(line)
        if match:
            values.append((match[1], [match[2].strip()]))
        else:
            values[-1][1].append(line)
    for name, parts in values:
        value = " ".join(part for part in parts if part)
        words = _WORDS.search(value)
        if name in _BYLINES and value:
            document.bylines.append(value)
        elif name in _LENGTHS and words:
            document.words = int(re.sub(r"\D", "", words[1]))


def _find_date(lines: Sequence[str]) -> str | None:
    return next((line for line in lines if _YEAR.search(line) and not _NOTICE.match(line)), None)


def _paragraphs(lines: Sequence[str]) -> Iterator[_Paragraph]:
    """What stands between blank lines, its wrapped lines trimmed."""
    held: list[str] = []
    for line in (*lines, ""):
        if line.strip():
            held.append(line)
        elif held:
            yield _Paragraph(tuple(" ".join(part.split()) for part in held), all(map(_is_centred, held)))
            held = []


def _is_centred(line: str) -> bool:
    return len(line) - len(line.lstrip()) >= _CENTRED
