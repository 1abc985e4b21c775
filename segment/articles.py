"""Labelled pieces become articles and residue: cleaned, joined and counted."""

from __future__ import annotations

from hashlib import blake2b
from typing import TYPE_CHECKING

from segment.clean import clean_text, count_words
from segment.cues.base import BlockFacts
from segment.cues.ending import ends_in_ellipsis, find_invitation
from segment.fields import find_date, find_dateline, find_names
from segment.language import guess_language
from segment.types import Article, Kind, LabelledBlock, Residue, ResidueBlock, Role, Source

if TYPE_CHECKING:
    from collections.abc import Sequence

    from segment.analysis import Analysis, Part, Piece
    from segment.config import SplitConfig
    from segment.types import Dump

ID_BYTES = 8
"""Sixteen hexadecimal digits: a chance of one in a million that any two of six million articles share one."""


def make_article(dump: Dump, part: Part) -> Article:
    """One article from its pieces; the first title is its title, later ones are headings of its text."""
    pieces = _demote_titles(part.pieces)
    cleaned = [(piece.role, clean_text(dump.text[piece.start : piece.end], dump.format)) for piece in pieces]

    def texts(*roles: Role) -> list[str]:
        return [text for role, text in cleaned if role in roles and text]

    paragraphs = texts(Role.BODY, Role.HEADING)
    kind = part.kind or Kind.FULL
    truncated = kind is Kind.TEASER and _is_truncated(paragraphs)
    if kind is Kind.TEASER:
        paragraphs = _drop_invitation(paragraphs)
    text = "\n\n".join(paragraphs)
    dates = texts(Role.DATE)
    source = _source(dump, pieces)
    return Article(
        id=make_id(dump, source),
        kind=kind,
        truncated=truncated,
        title=next(iter(texts(Role.TITLE)), None),
        byline=tuple(name for line in texts(Role.BYLINE) for name in find_names(line)),
        date=find_date(dates[0]) if dates else None,
        dateline=next(iter(texts(Role.DATELINE)), None) or find_dateline(next(iter(texts(Role.BODY)), "")),
        language=guess_language(text),
        text=text,
        captions=tuple(texts(Role.CAPTION, Role.CREDIT)),
        bio=" ".join(texts(Role.BIO)) or None,
        disclaimer=" ".join(texts(Role.DISCLAIMER)) or None,
        words=count_words(text),
        confidence=round(part.confidence, 4),
        source=source,
        blocks=tuple(LabelledBlock(p.role, p.start, p.end, p.line_start, p.line_end) for p in pieces),
    )


def _demote_titles(pieces: Sequence[Piece]) -> list[Piece]:
    titles = [piece for piece in pieces if piece.role is Role.TITLE]
    return [piece.with_role(Role.HEADING) if piece in titles[1:] else piece for piece in pieces]


def _is_truncated(paragraphs: Sequence[str]) -> bool:
    if not paragraphs:
        return False
    last = BlockFacts(paragraphs[-1])
    return not last.is_terminated or ends_in_ellipsis(last) or find_invitation(last.text) is not None


def _drop_invitation(paragraphs: list[str]) -> list[str]:
    """The text of a teaser ends before "Read more"; the raw block still has it."""
    span = find_invitation(paragraphs[-1]) if paragraphs else None
    if span is None:
        return paragraphs
    kept = paragraphs[-1][: span[0]].rstrip()
    return [*paragraphs[:-1], kept] if kept else paragraphs[:-1]


def _source(dump: Dump, pieces: Sequence[Piece]) -> Source:
    first, last = pieces[0], pieces[-1]
    return Source(dump.path, dump.id, dump.index, first.start, last.end, first.line_start, last.line_end)


def make_id(dump: Dump, source: Source) -> str:
    """The same in every run over the same input: from where the article stands and what stands there."""
    place = f"{source.path}\0{source.id or ''}\0{source.index}\0{source.start}\0"
    raw = dump.text[source.start : source.end]
    return blake2b((place + raw).encode("utf-8", "surrogatepass"), digest_size=ID_BYTES).hexdigest()


def make_residue(dump: Dump, analysis: Analysis, config: SplitConfig) -> Residue | None:
    """What belongs to no article, each block with the cue that says so; None if nothing is left."""
    if not analysis.residue:
        return None
    from segment.explain import find_reasons

    reasons = find_reasons(analysis, [piece.first for piece in analysis.residue], config)
    blocks = tuple(
        ResidueBlock(
            reason,
            piece.start,
            piece.end,
            piece.line_start,
            piece.line_end,
            clean_text(dump.text[piece.start : piece.end], dump.format),
        )
        for piece, reason in zip(analysis.residue, reasons, strict=True)
    )
    return Residue(_source(dump, analysis.residue), blocks)
