"""The splitter itself, as one system among others; whole, or with families of its cues switched off."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from segment.analysis import analyse
from segment.articles import make_article
from segment.evaluate.records import RESIDUE, RoleSpan, Segmentation
from segment.frame import find_frame
from segment.types import Dump

if TYPE_CHECKING:
    from segment.analysis import Analysis
    from segment.config import SplitConfig
    from segment.evaluate.records import GoldDump
    from segment.frame import Frame


def split_gold(gold: GoldDump, config: SplitConfig) -> Segmentation:
    """What `segment split` makes of a dump, as evaluation sees it."""
    frame = find_frame(Dump(gold.text, gold.path, gold.index, gold.id))
    return as_segmentation(frame, analyse(frame.analysed, config))


def as_segmentation(frame: Frame, analysis: Analysis) -> Segmentation:
    """The articles and the residue of one dump, as evaluation sees them."""
    articles = [make_article(frame, part) for part in analysis.articles]
    blocks = [
        RoleSpan(block.start, block.end, str(block.role), number)
        for number, article in enumerate(articles)
        for block in article.blocks
    ]
    blocks += [RoleSpan(place.start, place.end, RESIDUE, None) for place, _ in frame.find_left(analysis.residue)]
    blocks.sort()
    starts = (article.source.start for article in articles)
    return Segmentation(
        starts=tuple(start for start in starts if start != blocks[0].start),
        blocks=tuple(blocks),
        kinds=tuple(article.kind for article in articles),
        body="\n".join(article.text for article in articles),
        confidences=tuple(article.confidence for article in articles),
    )


def split_without(gold: GoldDump, config: SplitConfig, family: str) -> Segmentation:
    """The same without one more family of cues; the weights of the others stay as they were learnt beside it."""
    return split_gold(gold, replace(config, without=(*config.without, family)))
