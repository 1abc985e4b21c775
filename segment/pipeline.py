"""The stages in order: the one file to read first.

read → blocks → cues → decode → articles → match → emit
"""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from segment.analysis import analyse
from segment.articles import make_article, make_residue
from segment.config import DEFAULT
from segment.errors import InputError
from segment.parallel import map_in_order
from segment.types import Dump, Reject, Segmented

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from segment.config import Config, SplitConfig
    from segment.types import Article


def split(text: str, *, config: SplitConfig = DEFAULT.split) -> list[Article]:
    """Split one raw text dump into labelled, cleaned articles.

    >>> [article.kind.value for article in split("The ferry was late. Nobody minded.")]
    ['full']
    """
    return list(segment_dump(Dump(text, "-"), config).articles)


def segment_dump(dump: Dump, config: SplitConfig = DEFAULT.split) -> Segmented:
    """Split one dump; what becomes of every character is counted."""
    analysis = analyse(dump, config)
    articles = tuple(make_article(dump, part) for part in analysis.articles)
    residue = make_residue(dump, analysis, config) if config.residue else None
    in_articles = sum(
        _count_filled(dump.text, block.start, block.end) for article in articles for block in article.blocks
    )
    in_residue = sum(_count_filled(dump.text, piece.start, piece.end) for piece in analysis.residue)
    blank = len(dump.text) - _count_filled(dump.text, 0, len(dump.text))
    return Segmented(articles, residue, len(dump.text), in_articles, in_residue, blank, len(analysis.residue))


def _count_filled(text: str, start: int, end: int) -> int:
    return sum(map(len, text[start:end].split()))


def segment_inputs(
    paths: Sequence[str], config: Config = DEFAULT, *, on_bytes: Callable[[int], None] | None = None
) -> Iterator[Segmented | Reject]:
    """Read and split all dumps of the inputs, in their order, whatever the number of jobs."""
    from segment.readers import read_inputs

    work = partial(_segment_or_pass, config=config.split)
    yield from map_in_order(work, read_inputs(paths, config.read, on_bytes=on_bytes), config.jobs, _size)


def _segment_or_pass(dump: Dump | Reject, config: SplitConfig) -> Segmented | Reject:
    return dump if isinstance(dump, Reject) else segment_dump(dump, config)


def _size(dump: Dump | Reject) -> int:
    return len(dump.text) if isinstance(dump, Dump) else 0


def run(paths: Sequence[str], config: Config = DEFAULT) -> Iterator[Article]:
    """The main job: read, split, clean and match; what could not be read raises InputError.

    All articles are held until the last one is split, since any two of them may match.
    """
    from segment.matching import dedup
    from segment.readers import expand_inputs

    articles: list[Article] = []
    for result in segment_inputs(expand_inputs(paths, config.read), config):
        if isinstance(result, Reject):
            raise InputError(str(result), line=result.line)
        articles.extend(result.articles)
    yield from dedup(articles, config.match).articles
