"""The splitter itself, as one system among others; whole, or with families of its cues switched off."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from segment.evaluate.records import RESIDUE, RoleSpan, Segmentation
from segment.pipeline import segment_dump
from segment.types import Dump

if TYPE_CHECKING:
    from segment.config import SplitConfig
    from segment.evaluate.records import GoldDump
    from segment.types import Segmented


def split_gold(gold: GoldDump, config: SplitConfig) -> Segmentation:
    """What `segment split` makes of a dump."""
    return as_segmentation(segment_dump(Dump(gold.text, gold.path, gold.index, gold.id), config))


def split_without(gold: GoldDump, config: SplitConfig, family: str) -> Segmentation:
    """The same without one more family of cues; the weights of the others stay as they were learnt beside it."""
    return split_gold(gold, replace(config, without=(*config.without, family)))


def as_segmentation(segmented: Segmented) -> Segmentation:
    """The articles and the residue of one dump, as evaluation sees them."""
    blocks = [
        RoleSpan(block.start, block.end, str(block.role), number)
        for number, article in enumerate(segmented.articles)
        for block in article.blocks
    ]
    if segmented.residue:
        blocks += [RoleSpan(block.start, block.end, RESIDUE, None) for block in segmented.residue.blocks]
    blocks.sort()
    starts = (article.source.start for article in segmented.articles)
    return Segmentation(
        starts=tuple(start for start in starts if start != blocks[0].start),
        blocks=tuple(blocks),
        kinds=tuple(article.kind for article in segmented.articles),
        body="\n".join(article.text for article in segmented.articles),
        confidences=tuple(article.confidence for article in segmented.articles),
    )
