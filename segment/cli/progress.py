"""A progress bar on a terminal, once the work has taken long enough to be worth one."""

from __future__ import annotations

import os
import sys
import time
from typing import TYPE_CHECKING, Self

if TYPE_CHECKING:
    from types import TracebackType

    from rich.progress import Progress, TaskID

PATIENCE_SECONDS = 0.5
"""Work that ends sooner gets no bar, and does not wait for rich to be loaded."""


class ProgressBar:
    """Bytes read, dumps and articles so far, and the time left; silent unless standard error is a terminal."""

    def __init__(self, total_bytes: int | None, *, enabled: bool) -> None:
        self._total = total_bytes
        self._enabled = enabled and is_terminal()
        self._started = time.monotonic()
        self._bytes = 0
        self._counts = ""
        self._stage = "reading"
        self._bar: Progress | None = None
        self._task: TaskID | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._bar is not None:
            self._bar.stop()

    def advance(self, read_bytes: int) -> None:
        """So many bytes more were read."""
        self._bytes += read_bytes
        self._show()

    def count(self, counts: str) -> None:
        """What was found so far, in words."""
        self._counts = counts
        self._show()

    def stage(self, name: str) -> None:
        """The work has come to another stage."""
        self._stage = name
        self._show()

    def _show(self) -> None:
        if not self._enabled or time.monotonic() - self._started < PATIENCE_SECONDS:
            return
        if self._bar is None or self._task is None:
            self._bar = _new_bar()
            self._task = self._bar.add_task(self._stage, total=self._total, counts="")
            self._bar.start()
        self._bar.update(self._task, description=self._stage, completed=self._bytes, counts=self._counts)


def is_terminal() -> bool:
    """Whether standard error is a terminal that can redraw a line."""
    return sys.stderr is not None and sys.stderr.isatty() and os.environ.get("TERM") != "dumb"


def _new_bar() -> Progress:
    from rich.console import Console
    from rich.progress import BarColumn, DownloadColumn, Progress, TextColumn, TimeRemainingColumn

    return Progress(
        TextColumn("{task.description}", markup=False),
        BarColumn(),
        DownloadColumn(),
        TextColumn("{task.fields[counts]}", markup=False),
        TimeRemainingColumn(),
        console=Console(stderr=True),
        transient=True,
    )
