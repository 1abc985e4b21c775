"""Labelled pieces become articles and residue: cleaned, joined and counted."""

from __future__ import annotations

from hashlib import blake2b
from typing import TYPE_CHECKING

from segment.clean import clean_text, count_words
from segment.config import DEFAULT
from segment.cues.base import BlockFacts
from segment.cues.ending import ends_in_ellipsis, find_invitation
from segment.dates import parse_date
from segment.fields import find_date, find_dateline, find_names
from segment.language import guess_language
from segment.types import Article, Kind, LabelledBlock, Residue, ResidueBlock, Role, Source

if TYPE_CHECKING:
    from collections.abc import Sequence

    from segment.analysis import Analysis, Part, Piece
    from segment.config import SplitConfig
    from segment.frame import Frame, Place
    from segment.types import Dump, LanguageDetector

ID_BYTES = 8
"""Sixteen hexadecimal digits: a chance of one in a million that any two of six million articles share one."""


def make_article(
    frame: Frame, part: Part, *, is_first: bool = True, detector: LanguageDetector = DEFAULT.split.language_detector
) -> Article:
    """One article from its pieces; the first title is its title, later ones are headings of its text.

    What the source says beside the text holds for all articles of a dump but for title, authors and date, which are
    those of the first one.
    """
    pieces, dump = _demote_titles(part.pieces), frame.analysed
    cleaned = [(piece.role, clean_text(dump.text[piece.start : piece.end], dump.format)) for piece in pieces]

    def texts(*roles: Role) -> list[str]:
        return [text for role, text in cleaned if role in roles and text]

    paragraphs = texts(Role.BODY, Role.HEADING)
    kind = part.kind or Kind.FULL
    truncated = kind is Kind.TEASER and _is_truncated(paragraphs)
    if kind is Kind.TEASER:
        paragraphs = _drop_invitation(paragraphs)
    text = "\n\n".join(paragraphs)
    blocks = [block for piece in pieces for block in _find_blocks(frame, piece)]
    source = _find_source(dump, blocks)
    meta = dump.meta if is_first else dump.meta.shared()
    language = (dump.layout and dump.layout.language) or guess_language(text, detector)
    dated = meta.date or next(iter(texts(Role.DATE)), None)
    names = tuple(name for line in texts(Role.BYLINE) for name in find_names(line))
    return Article(
        id=make_id(frame, source),
        kind=kind,
        truncated=truncated,
        title=next(iter(texts(Role.TITLE)), None) or meta.title,
        byline=meta.byline or names,
        date=parse_date(dated, language) if dated else None,
        date_raw=meta.date or (find_date(dated) if dated else None),
        dateline=next(iter(texts(Role.DATELINE)), None) or find_dateline(next(iter(texts(Role.BODY)), "")),
        publication=meta.publication,
        section=meta.section,
        edition=meta.edition,
        page=meta.page,
        language=language,
        text=text,
        captions=tuple(texts(Role.CAPTION, Role.CREDIT)),
        bio=" ".join(texts(Role.BIO)) or None,
        disclaimer=" ".join(texts(Role.DISCLAIMER)) or None,
        words=count_words(text),
        confidence=round(part.confidence, 4),
        source=source,
        blocks=tuple(blocks),
        extra=meta.extra,
    )


def _find_blocks(frame: Frame, piece: Piece) -> list[LabelledBlock]:
    """One block mostly; a paragraph that the foot of a page interrupts goes on in another one."""
    return [LabelledBlock(piece.role, *place, continues=bool(number)) for number, place in enumerate(frame.find(piece))]


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


def _find_source(dump: Dump, blocks: Sequence[LabelledBlock | ResidueBlock]) -> Source:
    """From the first to the last of some blocks. In columns that stand side by side they need not be in order."""
    return Source(
        dump.path,
        dump.id,
        dump.index,
        min(block.start for block in blocks),
        max(block.end for block in blocks),
        min(block.line_start for block in blocks),
        max(block.line_end for block in blocks),
    )


def make_id(frame: Frame, source: Source) -> str:
    """The same in every run over the same input: from where the article stands and what stands there."""
    place = f"{source.path}\0{source.id or ''}\0{source.index}\0{source.start}\0"
    raw = frame.raw(source.start, source.end)
    return blake2b((place + raw).encode("utf-8", "surrogatepass"), digest_size=ID_BYTES).hexdigest()


def make_residue(
    frame: Frame, analysis: Analysis, left: Sequence[tuple[Place, Piece | str]], config: SplitConfig
) -> Residue | None:
    """What belongs to no article, each block with the cue that says so; None if nothing is left."""
    if not left:
        return None
    reasons = _find_reasons(analysis, config)
    blocks = tuple(
        ResidueBlock(
            of if isinstance(of, str) else of.reason or reasons[of.first],
            *place,
            clean_text(frame.raw(place.start, place.end), frame.dump.format),
        )
        for place, of in left
    )
    return Residue(_find_source(frame.dump, blocks), blocks)


def _find_reasons(analysis: Analysis, config: SplitConfig) -> dict[int, str]:
    """The reasons of the residue that the splitter found, by the first block of each piece."""
    from segment.explain import find_reasons

    numbers = [piece.first for piece in analysis.residue if not piece.reason]
    return dict(zip(numbers, find_reasons(analysis, numbers, config), strict=True)) if numbers else {}
