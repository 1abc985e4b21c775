"""Work spread over processes, its results in the order of the items, whatever the number of jobs."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

from segment.errors import WorkerError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

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
    if jobs <= 1:
        yield from map(work, items)
    else:
        yield from _map_parallel(work, items, jobs, size)


def _map_parallel(
    work: Callable[[Item], Result], items: Iterable[Item], jobs: int, size: Callable[[Item], int]
) -> Iterator[Result]:
    from collections import deque
    from concurrent.futures import Future, ProcessPoolExecutor
    from concurrent.futures.process import BrokenProcessPool
    from multiprocessing import active_children, get_context

    others = set(active_children())
    running: deque[Future[list[Result]]] = deque()
    # Fresh interpreters: a fork would copy whatever threads the caller has.
    pool = ProcessPoolExecutor(jobs, mp_context=get_context("spawn"), initializer=_ignore_signals)
    try:
        for batch in _batches(items, size):
            running.append(pool.submit(_work_through, work, batch))
            if len(running) >= jobs * BATCHES_AHEAD:
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


def _batches(items: Iterable[Item], size: Callable[[Item], int]) -> Iterator[list[Item]]:
    batch: list[Item] = []
    chars = 0
    for item in items:
        batch.append(item)
        chars += size(item)
        if chars >= BATCH_CHARS:
            yield batch
            batch, chars = [], 0
    if batch:
        yield batch


def _work_through(work: Callable[[Item], Result], batch: list[Item]) -> list[Result]:
    return [work(item) for item in batch]
