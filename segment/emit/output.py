"""From the name of an output to the place behind it: standard output, a file or a folder, chosen by the suffix."""

from __future__ import annotations

import os
import stat
import sys
from contextlib import contextmanager
from itertools import permutations
from pathlib import Path
from typing import TYPE_CHECKING

from segment.emit.files import FileSink, Output, Sink, StdoutSink, StreamSink
from segment.emit.folder import FolderSink
from segment.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

STDIO = "-"
FILE_SUFFIXES = (".jsonl", ".jsonl.gz", ".jsonl.zst")


@contextmanager
def open_output(
    target: str | None, *, inputs: Sequence[str] = (), folder: bool = True, suffixes: Sequence[str] = FILE_SUFFIXES
) -> Iterator[Output]:
    """Where `target` says that records go; complete when the block ends, and left as it was when the block fails.

    None and `-` are standard output. `folder` allows a folder with one file per article; `suffixes` are those that a
    file may have. Raises UsageError for a suffix
    that is not known and for an output that is one of the `inputs`, and OutputError where writing fails.
    """
    sink = _choose(target, folder=folder, suffixes=suffixes)
    _refuse_inputs(target, inputs)
    try:
        sink.open()
        yield sink
        sink.commit()
    except BaseException:  # an interrupt too: nothing temporary may stay
        sink.discard()
        raise


def is_folder(target: str | None) -> bool:
    """Whether `target` means a folder: there is one, it ends in a slash, or it has no suffix."""
    if target is None or target == STDIO:
        return False
    path = Path(target)
    if path.exists() and not path.is_file():
        return path.is_dir()
    return target.endswith(("/", os.sep)) or not path.suffix


def refuse_same(targets: Sequence[str | None]) -> None:
    """Raise UsageError where two outputs of one command go to the same place, or one into the folder of another."""
    for one, other in permutations([target for target in targets if target is not None], 2):
        if _place(one) == _place(other) or (is_folder(one) and _place(one) in _place(other).parents):
            message = f"two outputs go to one place: {one} and {other}"
            raise UsageError(message)


def _place(target: str) -> Path:
    return Path(STDIO) if target == STDIO else Path(os.path.realpath(target))


def _choose(target: str | None, *, folder: bool, suffixes: Sequence[str]) -> Sink:
    if target is None or target == STDIO:
        return StdoutSink()
    if not target:
        message = "an output needs a name; - is standard output"
        raise UsageError(message)
    path = Path(target)
    if path.exists() and not path.is_file() and not path.is_dir():
        return StreamSink(path)
    if folder and is_folder(target):
        return FolderSink(path)
    if not path.name.endswith(tuple(suffixes)):
        known = ", ".join(suffixes) + (", or no suffix for a folder" if folder else "")
        message = f"{target}: the suffix of an output says its format. Known are {known}"
        raise UsageError(message)
    return FileSink(path)


def _refuse_inputs(target: str | None, inputs: Sequence[str]) -> None:
    """Raise UsageError where the output is an input, by whatever name or link, or a folder that holds one."""
    place = _identity(target)
    within = Path(os.path.realpath(target)) if target is not None and is_folder(target) else None
    for name in inputs:
        if name == STDIO:
            continue
        if place is not None and place == _stat_identity(name):
            message = f"{name}: is input and output at once. Name another output"
            raise UsageError(message)
        if within is not None and within in Path(os.path.realpath(name)).parents:
            message = f"{name}: is an input inside the output folder {target}. Name another output"
            raise UsageError(message)


def _identity(target: str | None) -> tuple[int, int] | None:
    """What tells the file behind `target` from others; None where there is none yet, or no regular file."""
    if target is not None and target != STDIO:
        return _stat_identity(target) if Path(target).is_file() else None
    try:
        found = os.fstat(sys.stdout.fileno())
    except (AttributeError, OSError, ValueError):  # closed, or not a file of the operating system
        return None
    return (found.st_dev, found.st_ino) if stat.S_ISREG(found.st_mode) else None


def _stat_identity(name: str) -> tuple[int, int] | None:
    try:
        found = os.stat(name)  # noqa: PTH116 - follows links, as reading does
    except OSError:
        return None
    return found.st_dev, found.st_ino
