"""A progress bar on a terminal, once the work has taken long enough to be worth one."""

from __future__ import annotations

import os
import sys
import time
from typing import TYPE_CHECKING, Final, Self, TypeVar

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from types import TracebackType

    from rich.progress import Progress, TaskID

Item = TypeVar("Item")

PATIENCE_SECONDS = 0.5
"""Work that ends sooner gets no bar, and does not wait for rich to be loaded."""
ITEMS_PER_STEP: Final = 1000
"""Moving the bar takes longer than writing a row."""


class ProgressBar:
    """The stage of the work, how far it has come, and what was found so far; silent unless standard error is a
    terminal. The first stage is reading, which is measured in bytes."""

    def __init__(self, total_bytes: int | None, *, enabled: bool) -> None:
        self._enabled = enabled and is_terminal()
        self._started = time.monotonic()
        self._stage = "reading"
        self._in_bytes = True
        self._total = total_bytes
        self._done = 0
        self._counts = ""
        self._bar: Progress | None = None
        self._task: TaskID | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._stop()

    def advance(self, done: int) -> None:
        """So much more of the stage is done."""
        self._done += done
        self._show()

    def count(self, counts: str) -> None:
        """What was found so far, in words."""
        self._counts = counts
        self._show()

    def stage(self, name: str, total: int | None = None) -> None:
        """The work has come to another stage, of so many items; of one that nobody can measure if there is no total."""
        self._stop()
        self._stage, self._total, self._done, self._in_bytes = name, total, 0, False
        self._show()

    def track(self, name: str, items: Iterable[Item], total: int) -> Iterator[Item]:
        """The items, each of which is a step of a stage."""
        self.stage(name, total)
        if not self._enabled:
            yield from items
            return
        for number, item in enumerate(items, 1):
            yield item
            if number % ITEMS_PER_STEP == 0:
                self.advance(ITEMS_PER_STEP)

    def _stop(self) -> None:
        if self._bar is not None:
            self._bar.stop()
            self._bar = None

    def _show(self) -> None:
        if not self._enabled or time.monotonic() - self._started < PATIENCE_SECONDS:
            return
        if self._bar is None or self._task is None:
            self._bar = _new_bar(in_bytes=self._in_bytes, is_measured=self._total is not None)
            self._task = self._bar.add_task(self._stage, total=self._total, counts="")
            self._bar.start()
        self._bar.update(self._task, completed=self._done, counts=self._counts)


def is_terminal() -> bool:
    """Whether standard error is a terminal that can redraw a line."""
    return sys.stderr is not None and sys.stderr.isatty() and os.environ.get("TERM") != "dumb"


def _new_bar(*, in_bytes: bool, is_measured: bool) -> Progress:
    """A bar for one stage. What cannot be measured has one that only moves, and the time that it has taken."""
    from rich.console import Console
    from rich.progress import (
        BarColumn,
        DownloadColumn,
        MofNCompleteColumn,
        Progress,
        TextColumn,
        TimeElapsedColumn,
        TimeRemainingColumn,
    )

    amounts = [DownloadColumn()] if in_bytes else [MofNCompleteColumn()] if is_measured else []
    return Progress(
        TextColumn("{task.description}", markup=False),
        BarColumn(),
        *amounts,
        TextColumn("{task.fields[counts]}", markup=False),
        TimeRemainingColumn() if in_bytes or is_measured else TimeElapsedColumn(),
        console=Console(stderr=True),
        transient=True,
    )
