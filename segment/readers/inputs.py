"""What the user names becomes a list of files: folders and globs are opened up, and no file is read twice."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING, Final

from segment.errors import InputNotFoundError, UsageError
from segment.readers.encoding import check_encoding
from segment.readers.names import FORMATS, named_format

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from segment.config import ReadConfig

STDIN: Final = "-"
_MAGIC: Final = frozenset("*?[")
_EVERYTHING: Final = ("*", "**")
"""A glob that ends so asks for all that can be read; one with a name in it has already chosen."""


def expand_inputs(inputs: Sequence[str], config: ReadConfig) -> list[str]:
    """The files that `inputs` mean, each once, in the order given; sorted within a folder or glob.

    Wrong usage is found here, before anything is read. Raises InputNotFoundError for a name that does not exist and
    for a folder or glob without inputs, and UsageError for an encoding that does not exist.
    """
    check_encoding(config.encoding)
    return list(_drop_repeats(path for name in inputs for path in _expand(name)))


def input_bytes(paths: Iterable[str]) -> int | None:
    """Size of all files together, compressed as they stand; None if one is a stream, whose size nobody knows."""
    total = 0
    for path in paths:
        if path == STDIN:
            return None
        if Path(path).is_file():
            total += Path(path).stat().st_size
        elif not Path(path).is_dir():
            return None
    return total


def _expand(name: str) -> list[str]:
    if name == STDIN:
        return [STDIN]
    if not name or "\0" in name:
        message = "an input has an empty name or a NUL in it. Name a file, a folder, a glob, or - for standard input."
        raise UsageError(message)
    if Path(name).is_dir():
        return _found(name, _walk(name), "the folder")
    if Path(name).exists():
        return [_tidy(name)]
    if _MAGIC.intersection(name):
        return _found(name, _glob(name), "the glob")
    message = f"{name}: no such file or folder.{_suggestion(name)}"
    raise InputNotFoundError(message)


def _found(name: str, paths: Iterable[str], what: str) -> list[str]:
    found = sorted((_tidy(path) for path in paths), key=lambda path: path.split("/"))
    if not found:
        message = (
            f"{name}: {what} holds no input. Inputs end in {' '.join(FORMATS)}, each also with .gz .bz2 .xz .zst; "
            "a file with another name can be given by its own name."
        )
        raise InputNotFoundError(message)
    return found


def _walk(root: str) -> Iterator[str]:
    """Inputs below a folder; a folder that cannot be listed is given itself, so that reading it says why."""
    denied: list[str] = []
    home = os.path.realpath(root)
    for folder, folders, names in os.walk(root, onerror=lambda error: denied.append(os.fsdecode(error.filename))):
        folders[:] = [name for name in folders if not name.startswith(".")]
        for name in names:
            path = os.path.join(folder, name)  # noqa: PTH118 - pathlib would drop the user's spelling
            if _is_input(path) and _is_inside(path, home):
                yield path
    yield from denied


def _glob(pattern: str) -> Iterator[str]:
    import glob

    choosy = Path(pattern).name not in _EVERYTHING
    for path in glob.iglob(pattern, recursive=True):  # noqa: PTH207 - Path.glob has no absolute patterns
        if Path(path).is_file() and (choosy or _is_input(path)):
            yield path


def _is_input(path: str) -> bool:
    return not Path(path).name.startswith(".") and named_format(path) is not None and Path(path).is_file()


def _is_inside(path: str, home: str) -> bool:
    """Whether a link stays in its folder: a corpus must not pull in the rest of the disk."""
    return not Path(path).is_symlink() or Path(path).resolve().is_relative_to(home)


def _tidy(path: str) -> str:
    return os.path.normpath(path).replace(os.sep, "/")


def _drop_repeats(paths: Iterable[str]) -> Iterator[str]:
    """The same real file once, however it is spelt or linked."""
    seen: set[tuple[int, int] | str] = set()
    for path in paths:
        key = identify(path)
        if key not in seen:
            seen.add(key)
            yield path


def identify(path: str) -> tuple[int, int] | str:
    """What tells a file from others, however it is spelt or linked."""
    if path == STDIN:
        return STDIN
    status = Path(path).stat()
    return status.st_dev, status.st_ino


def _suggestion(name: str) -> str:
    from difflib import get_close_matches

    parent = Path(name).parent
    if not parent.is_dir():
        return f" The folder {parent} does not exist either."
    try:
        names = sorted(entry.name for entry in parent.iterdir())
    except OSError:
        return ""
    near = get_close_matches(Path(name).name, names, n=1)
    return f" Did you mean {_tidy(str(parent / near[0]))}?" if near else " Check the spelling and the folder."
