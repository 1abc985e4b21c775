"""The stages in order: the one file to read first.

read → blocks → cues → decode → articles → match → emit
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from segment.analysis import analyse
from segment.articles import make_article, make_residue
from segment.config import DEFAULT
from segment.errors import InputError, WorkerError
from segment.types import Dump, Reject, Segmented

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from segment.config import Config, SplitConfig
    from segment.types import Article

BATCH_CHARS = 200_000
"""Of dumps that go to a worker together: enough work to make up for sending it."""
BATCHES_AHEAD = 4
"""For each worker; bounds what is read and not yet written."""


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
    residue = make_residue(dump, analysis)
    in_articles = sum(
        _count_filled(dump.text, block.start, block.end) for article in articles for block in article.blocks
    )
    in_residue = sum(_count_filled(dump.text, block.start, block.end) for block in residue.blocks) if residue else 0
    blank = len(dump.text) - _count_filled(dump.text, 0, len(dump.text))
    return Segmented(articles, residue, len(dump.text), in_articles, in_residue, blank)


def _count_filled(text: str, start: int, end: int) -> int:
    return sum(map(len, text[start:end].split()))


def segment_inputs(
    paths: Sequence[str], config: Config = DEFAULT, *, on_bytes: Callable[[int], None] | None = None
) -> Iterator[Segmented | Reject]:
    """Read and split all dumps of the inputs, in their order, whatever the number of jobs."""
    from segment.readers import read_inputs

    dumps = read_inputs(paths, config.read, on_bytes=on_bytes)
    if config.jobs <= 1:
        for dump in dumps:
            yield dump if isinstance(dump, Reject) else segment_dump(dump, config.split)
    else:
        yield from _segment_parallel(dumps, config)


def _segment_parallel(dumps: Iterable[Dump | Reject], config: Config) -> Iterator[Segmented | Reject]:
    from collections import deque
    from concurrent.futures import Future, ProcessPoolExecutor
    from concurrent.futures.process import BrokenProcessPool
    from multiprocessing import active_children, get_context

    others = set(active_children())
    running: deque[Future[list[Segmented | Reject]]] = deque()
    # Fresh interpreters: a fork would copy whatever threads the caller has.
    pool = ProcessPoolExecutor(config.jobs, mp_context=get_context("spawn"), initializer=_ignore_signals)
    try:
        for batch in _batches(dumps):
            running.append(pool.submit(_segment_batch, batch, config.split))
            if len(running) >= config.jobs * BATCHES_AHEAD:
                yield from running.popleft().result()
        while running:
            yield from running.popleft().result()
        pool.shutdown()
    except BrokenProcessPool as error:
        message = "a worker process died, most likely for want of memory. Try fewer --jobs."
        raise WorkerError(message) from error
    finally:
        # On the way out of an interrupt nobody waits for batches whose result nobody wants.
        pool.shutdown(wait=False, cancel_futures=True)
        for worker in set(active_children()) - others:
            worker.kill()


def _ignore_signals() -> None:
    """A terminal sends its interrupts to the workers, too; they end when the main process ends them."""
    import signal

    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, signal.SIG_IGN)


def _batches(dumps: Iterable[Dump | Reject]) -> Iterator[list[Dump | Reject]]:
    batch: list[Dump | Reject] = []
    chars = 0
    for dump in dumps:
        batch.append(dump)
        chars += len(dump.text) if isinstance(dump, Dump) else 0
        if chars >= BATCH_CHARS:
            yield batch
            batch, chars = [], 0
    if batch:
        yield batch


def _segment_batch(batch: list[Dump | Reject], config: SplitConfig) -> list[Segmented | Reject]:
    return [item if isinstance(item, Reject) else segment_dump(item, config) for item in batch]


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
