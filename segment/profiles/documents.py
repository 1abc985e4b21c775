"""From the text of an export to its documents, one dump each."""

from __future__ import annotations

from typing import TYPE_CHECKING

from segment.errors import AnnouncedError
from segment.profiles.announced import Ledger, check_words
from segment.profiles.cutting import cut_pieces
from segment.profiles.document import read_document
from segment.profiles.kept import Kept
from segment.types import NO_META, Dump, Meta, Notice

if TYPE_CHECKING:
    from collections.abc import Iterator

    from segment.profiles.cutting import Piece
    from segment.profiles.document import Document
    from segment.profiles.grammar import Profile


def cut_documents(
    chunks: Iterator[str],
    profile: Profile,
    path: str,
    *,
    index: int = 0,
    id: str | None = None,
    meta: Meta = NO_META,
) -> Iterator[Dump | Notice]:
    """The documents of a text as dumps with a layout, and what is to be said of them.

    The dumps tile the text: joined they are it; all have its `index` and `id`. A dump without an article or a region
    (its layout has neither `kind` nor `region`) is a cover or a summary that no document follows, or a document without
    a body, of which a notice speaks. A document of more than 8,388,608 characters is given in pieces, each an article
    of its own, and a notice says so. `meta` is what is said of the whole text. O(text); holds one document at a time.

    Raises what `chunks` raises, after the documents before; an InputError as CutDocumentError, which has the text of
    the document that it cuts short. Raises UsageError for a pattern of a profile that takes too long.
    """
    ledger = Ledger(path, profile)
    kept = Kept(path, profile)
    place = 0
    for piece in cut_pieces(chunks, profile):
        document = read_document(piece, profile, meta)
        place += document.is_document and not piece.goes_on
        yield from ledger.add(piece, document)
        text = "".join(piece.lines)
        yield Dump(
            text, path, index, id, start=piece.start, line=piece.line, meta=document.meta, layout=document.layout
        )
        kept.add(text, document.layout)
        yield from _notices(piece, document, path, place)
    yield from ledger.close()
    yield from kept.close()


def _notices(piece: Piece, document: Document, path: str, place: int) -> Iterator[Notice]:
    line = piece.line + document.line
    name = f"document {document.number or place:,}"
    if piece.is_cut and not piece.goes_on:
        message = f"{name} is too long to be held, and is given in pieces. Check that it is one document."
        yield Notice(path, line, AnnouncedError.code, message)
    if document.is_empty and not piece.goes_on:
        yield Notice(path, line, AnnouncedError.code, f"{name} has no text. Export it with its full text.")
    yield from check_words(document, path, line, name)
