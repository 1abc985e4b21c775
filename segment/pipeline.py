"""The stages in order: the one file to read first.

read → blocks → cues → decode → articles → match → emit
"""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from segment.account import account, break_off
from segment.analysis import analyse
from segment.articles import make_article, make_residue
from segment.config import DEFAULT
from segment.errors import InputError
from segment.frame import find_frame
from segment.join import join_windows
from segment.parallel import Workers
from segment.types import Dump, Notice, Reject, Segmented

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from segment.config import Config, SplitConfig
    from segment.types import Article


def split(text: str, *, config: SplitConfig = DEFAULT.split) -> list[Article]:
    """Split one raw text dump into labelled, cleaned articles.

    >>> [article.kind.value for article in split("The ferry was late. Nobody minded.")]
    ['full']
    """
    from segment.readers.windows import cut_windows

    work = partial(segment_dump, config=config)
    windows = ((window, work(window)) for window in cut_windows(iter([text]), Dump("", "-")))
    results = join_windows(windows, work)
    return [article for result in results if isinstance(result, Segmented) for article in result.articles]


def segment_dump(dump: Dump, config: SplitConfig = DEFAULT.split) -> Segmented:
    """Split one dump, or a part of one; what becomes of every character is counted."""
    frame = find_frame(dump)
    analysis = analyse(frame.analysed, config)
    # What a source says of the one article of a text is not said of those in its later windows.
    is_head = dump.layout is not None or not dump.start
    articles = [
        make_article(frame, part, is_first=not number and is_head, detector=config.language_detector)
        for number, part in enumerate(analysis.articles)
    ]
    left = frame.find_left(analysis.residue)
    residue = make_residue(frame, analysis, left, config) if config.residue else None
    found = account(dump, articles, residue, [(place.start, place.end) for place, _ in left])
    return break_off(dump, found) if dump.is_cut else found


def segment_inputs(
    paths: Sequence[str], config: Config = DEFAULT, *, on_bytes: Callable[[int], None] | None = None
) -> Iterator[Segmented | Reject | Notice]:
    """Read and split all dumps of the inputs, in their order, whatever the number of jobs."""
    from segment.readers import read_inputs

    work = partial(_segment_or_pass, config=config.split)
    with Workers(config.jobs) as workers:
        pairs = workers.pair(work, read_inputs(paths, config.read, on_bytes=on_bytes), _size)
        joined = join_windows(pairs, partial(segment_dump, config=config.split))
        yield from _keep_lost(joined, config.read.reject_chars)


def _segment_or_pass(dump: Dump | Reject | Notice, config: SplitConfig) -> Segmented | Reject | Notice:
    return segment_dump(dump, config) if isinstance(dump, Dump) else dump


def _size(dump: Dump | Reject | Notice) -> int:
    return len(dump.text) if isinstance(dump, Dump) else 0


def _keep_lost(results: Iterable[Segmented | Reject | Notice], most: int) -> Iterator[Segmented | Reject | Notice]:
    """What is lost of a dump that breaks off stands in the reject that says why, at most so many characters of it."""
    lost = ""
    for result in results:
        if isinstance(result, Reject) and lost and result.raw is None:
            yield replace(result, raw=lost[:most])
        else:
            yield result
        lost = result.lost if isinstance(result, Segmented) else ""


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
        if isinstance(result, Segmented):
            articles.extend(result.articles)
    yield from dedup(articles, config.match).articles
