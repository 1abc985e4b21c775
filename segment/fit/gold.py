"""Gold dumps as examples: their blocks as the program cuts them, with the label and the start that each should get."""

from __future__ import annotations

import zlib
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np

from segment.blocks import find_blocks
from segment.decode import LABELS, RESIDUE, TEASER
from segment.evaluate.labelled import make_segmentation
from segment.evaluate.records import RoleSpan
from segment.tokens import fold
from segment.types import Dump, Kind, Role

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from segment.blocks import Block
    from segment.evaluate.records import GoldDump
    from segment.measures.lexicon import Lexicon

NEAR_CHARS = 20
"""Between a start in gold and the block that should start there; farther apart, no block can be right."""
OPENING_CHARS = 25
"""Articles that open alike are the same article: gold that was put together shares some."""


@dataclass(frozen=True, slots=True)
class Example:
    """One gold dump."""

    text: str
    blocks: Sequence[Block]
    single: bool
    is_first: bool
    """No other example is a rendering of the same page, or those are behind it; words are learnt from it."""
    labels: NDArray[np.int64]
    """Index into `LABELS` of each block."""
    starts: NDArray[np.bool_]
    articles: NDArray[np.int64]
    """Of each block, -1 in the residue."""
    groups: NDArray[np.uint32]
    """Blocks of one group are never split between what is learnt and what is drafted: one article, one publisher."""


def take_body(page: GoldDump) -> GoldDump | None:
    """The body of a page as a dump of its own, which is one article and to be left whole; None if gold has no body."""
    text = page.gold.body or ""
    if not text.strip():
        return None
    span = RoleSpan(0, len(text), str(Role.BODY), 0)
    gold = make_segmentation(text, [span], kinds=(Kind.FULL,))
    return replace(page, id=f"{page.id}/body", text=text, gold=gold, units=(), title=None)


def make_example(dump: GoldDump, lexicon: Lexicon, *, single: bool, is_first: bool) -> Example | None:
    """The blocks of a dump, each labelled by the gold block that it shares most with; None if it has none."""
    blocks = find_blocks(Dump(dump.text, dump.path), lexicon)
    if not blocks:
        return None
    gold = dump.gold.blocks or ()
    size = len(blocks)
    labels, articles = np.full(size, LABELS.index(RESIDUE)), np.full(size, -1)
    first = 0
    for number, block in enumerate(blocks):
        while first < len(gold) and gold[first].end <= block.start:
            first += 1
        best, most = None, 0
        for item in gold[first:]:
            if item.start >= block.end:
                break
            shared = min(block.end, item.end) - max(block.start, item.start)
            if shared > most:
                best, most = item, shared
        if best is not None and best.article is not None:
            is_teaser = dump.gold.kinds is not None and dump.gold.kinds[best.article] is Kind.TEASER
            labels[number] = LABELS.index(TEASER if best.role == Role.BODY and is_teaser else best.role)
            articles[number] = best.article
    if single and dump.title:
        _find_titles(dump, blocks, labels)
    return Example(
        dump.text,
        blocks,
        single,
        is_first,
        labels,
        _find_starts(blocks, dump.gold.starts),
        articles,
        _group(dump, blocks, articles),
    )


def _find_titles(dump: GoldDump, blocks: Sequence[Block], labels: NDArray[np.int64]) -> None:
    """Pages say their title in several places; whichever line is taken for it, the title is right."""
    title = fold(dump.title or "").split()
    for number, block in enumerate(blocks):
        if labels[number] == LABELS.index(RESIDUE) and fold(dump.text[block.start : block.end]).split() == title:
            labels[number] = LABELS.index(Role.TITLE)


def _find_starts(blocks: Sequence[Block], wanted: Sequence[int]) -> NDArray[np.bool_]:
    begins = np.array([block.start for block in blocks])
    starts = np.zeros(len(blocks), bool)
    for offset in wanted:
        nearest = int(np.argmin(np.abs(begins - offset)))
        starts[nearest] |= abs(begins[nearest] - offset) <= NEAR_CHARS
    return starts


def _group(dump: GoldDump, blocks: Sequence[Block], articles: NDArray[np.int64]) -> NDArray[np.uint32]:
    if dump.group is not None:
        return np.full(len(blocks), _hash(dump.group), np.uint32)
    openings: dict[int, int] = {}
    for item in dump.gold.blocks or ():
        if item.article is not None and item.role == Role.BODY:
            openings.setdefault(item.article, _hash_opening(dump.text, item.start))
    keys = [
        openings.get(article, 0) if article >= 0 else _hash_opening(dump.text, block.start)
        for article, block in zip(articles.tolist(), blocks, strict=True)
    ]
    return np.array(keys, np.uint32)


def _hash_opening(text: str, start: int) -> int:
    return _hash("".join(text[start : start + 60].split())[:OPENING_CHARS])


def _hash(text: str) -> int:
    return zlib.crc32(text.encode("utf-8", "surrogatepass"))
