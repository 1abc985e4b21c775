"""Work spread over processes, its results in the order of the items, whatever the number of jobs."""

from __future__ import annotations

from typing import TYPE_CHECKING, Self, TypeVar

from segment.errors import WorkerError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from concurrent.futures import Future, ProcessPoolExecutor
    from multiprocessing.process import BaseProcess
    from tempfile import TemporaryDirectory
    from types import TracebackType

BATCH_CHARS = 200_000
"""Of items that go to a worker together: enough work to make up for sending it."""
BATCHES_AHEAD = 4
"""For each worker; bounds what is read and not yet written."""

Item = TypeVar("Item")
Result = TypeVar("Result")


def map_in_order(
    work: Callable[[Item], Result], items: Iterable[Item], jobs: int, size: Callable[[Item], int]
) -> Iterator[Result]:
    """`work` on each item; `size` says how many characters it holds. With one job everything stays in this process."""
    with Workers(jobs) as workers:
        yield from workers.map(work, items, size)


class Workers:
    """Processes that share work of several kinds, one after the other; started when the first is given to them."""

    def __init__(self, jobs: int, *, patience: int = 0) -> None:
        self.jobs = jobs
        self._patience = patience
        """Characters of the first work that are done here, before others are called: for less it is not worth it."""
        self._pool: ProcessPoolExecutor | None = None
        self._folder: TemporaryDirectory[str] | None = None
        self._others: set[BaseProcess] = set()

    @property
    def folder(self) -> str:
        """A folder for what all of them read; it goes with them."""
        if self._folder is None:
            from tempfile import TemporaryDirectory

            self._folder = TemporaryDirectory(prefix="segment-")
        return self._folder.name

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._pool is not None:
            _stop(self._pool, self._others, is_done=kind is None)
        if self._folder is not None:
            self._folder.cleanup()

    def map(
        self, work: Callable[[Item], Result], items: Iterable[Item], size: Callable[[Item], int]
    ) -> Iterator[Result]:
        """`work` on each item, in their order; `size` says how many characters one holds."""
        if self.jobs <= 1:
            yield from map(work, items)
            return
        items = iter(items)
        if self._pool is None and self._patience:
            done = 0
            for item in items:
                yield work(item)
                done += size(item)
                if done >= self._patience:
                    break
            else:
                return
        yield from self._map(work, items, size)

    def pair(
        self, work: Callable[[Item], Result], items: Iterable[Item], size: Callable[[Item], int]
    ) -> Iterator[tuple[Item, Result]]:
        """As `map`, each item with its result; the item itself stays in this process."""
        from collections import deque

        waiting: deque[Item] = deque()

        def noted() -> Iterator[Item]:
            for item in items:
                waiting.append(item)
                yield item

        for result in self.map(work, noted(), size):
            yield waiting.popleft(), result

    def _map(
        self, work: Callable[[Item], Result], items: Iterator[Item], size: Callable[[Item], int]
    ) -> Iterator[Result]:
        from collections import deque
        from concurrent.futures.process import BrokenProcessPool

        pool = self._pool = self._pool or self._start()
        running: deque[Future[list[Result]]] = deque()
        try:
            for batch in batches(items, size, BATCH_CHARS):
                running.append(pool.submit(_work_through, work, batch))
                if len(running) >= self.jobs * BATCHES_AHEAD:
                    yield from running.popleft().result()
            while running:
                yield from running.popleft().result()
        except BrokenProcessPool as error:
            message = "a worker process died, most likely for want of memory. Try fewer --jobs."
            raise WorkerError(message) from error

    def _start(self) -> ProcessPoolExecutor:
        from concurrent.futures import ProcessPoolExecutor
        from multiprocessing import active_children, get_context

        self._others = set(active_children())
        # Fresh interpreters: a fork would copy whatever threads the caller has.
        return ProcessPoolExecutor(self.jobs, mp_context=get_context("spawn"), initializer=_ignore_signals)


def _stop(pool: ProcessPoolExecutor, others: set[BaseProcess], *, is_done: bool) -> None:
    from multiprocessing import active_children

    if is_done:
        pool.shutdown()
    # On the way out of an interrupt nobody waits for batches whose result nobody wants.
    pool.shutdown(wait=False, cancel_futures=True)
    for worker in set(active_children()) - others:
        worker.kill()


def _ignore_signals() -> None:
    """A terminal sends its interrupts to the workers, too; they end when the main process ends them."""
    import signal

    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, signal.SIG_IGN)


def batches(items: Iterable[Item], size: Callable[[Item], int], enough: int) -> Iterator[list[Item]]:
    """Items some at a time: as many as have the size `enough` together, and what is left at the end."""
    batch: list[Item] = []
    held = 0
    for item in items:
        batch.append(item)
        held += size(item)
        if held >= enough:
            yield batch
            batch, held = [], 0
    if batch:
        yield batch


def _work_through(work: Callable[[Item], Result], batch: list[Item]) -> list[Result]:
    return [work(item) for item in batch]
