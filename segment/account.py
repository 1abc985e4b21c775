"""What became of every character of a dump, or of a stretch of it."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from segment.types import Residue, Segmented

if TYPE_CHECKING:
    from collections.abc import Sequence

    from segment.types import Article, Dump

Span = tuple[int, int]


def account(
    dump: Dump, articles: Sequence[Article], residue: Residue | None, left: Sequence[Span], stretch: Span | None = None
) -> Segmented:
    """What stands in a stretch of the whole dump, all of this part of it by default, and how many characters it takes.

    `left` is where the residue stands, whether records of it are wanted or not.
    """
    low, high = stretch or (dump.start, dump.start + len(dump.text))
    articles = tuple(article for article in articles if low <= article.source.start < high)
    left = tuple(span for span in left if low <= span[0] < high)
    chars = high - low
    return Segmented(
        articles=articles,
        residue=_cut_residue(residue, low, high),
        chars=chars,
        article_chars=sum(_count(dump, block.start, block.end) for article in articles for block in article.blocks),
        residue_chars=sum(_count(dump, *span) for span in left),
        blank_chars=chars - _count(dump, low, high),
        left=left,
        is_part=low > 0,
    )


def break_off(dump: Dump, found: Segmented) -> Segmented:
    """The same without the last article, of which the end is missing, and what comes after its start."""
    low, high = dump.start, max((article.source.start for article in found.articles), default=dump.start)
    kept = account(dump, found.articles, found.residue, found.left, (low, high))
    return replace(kept, lost=dump.text[high - low :])


def _cut_residue(residue: Residue | None, low: int, high: int) -> Residue | None:
    blocks = tuple(block for block in residue.blocks if low <= block.start < high) if residue else ()
    if residue is None or not blocks:
        return None
    first, last = blocks[0], blocks[-1]
    source = replace(
        residue.source, start=first.start, end=last.end, line_start=first.line_start, line_end=last.line_end
    )
    return Residue(source, blocks)


def _count(dump: Dump, start: int, end: int) -> int:
    """Characters that are not blank."""
    return sum(map(len, dump.text[start - dump.start : end - dump.start].split()))
