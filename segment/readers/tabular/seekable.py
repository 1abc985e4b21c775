"""Inputs of which the end is needed before the start: as a file that can be read in any order."""

from __future__ import annotations

import tempfile
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

from segment.errors import UnreadableError
from segment.readers.inputs import STDIN

if TYPE_CHECKING:
    from collections.abc import Iterator

    from segment.config import ReadConfig
    from segment.readers.sources import Source


@contextmanager
def seekable(source: Source, path: str, magic: bytes, config: ReadConfig) -> Iterator[BinaryIO]:
    """The file itself, or a temporary copy of what is compressed or comes as a stream.

    A file that is not compressed begins with `magic`. Raises InputError where the source is damaged or larger than
    `config.max_bytes`, and OSError where there is no room for a copy.
    """
    is_plain = _is_plain(source, path, magic)
    with Path(path).open("rb") if is_plain else tempfile.TemporaryFile() as file:
        if not is_plain:
            _copy(source, file, config)
        yield file


def _is_plain(source: Source, path: str, magic: bytes) -> bool:
    """Whether `path` names a file that begins as the source does; a member of an archive is no file."""
    if path == STDIN or not source.head.startswith(magic) or not Path(path).is_file():
        return False
    with Path(path).open("rb") as file:
        return file.read(len(magic)) == magic


def _copy(source: Source, file: BinaryIO, config: ReadConfig) -> None:
    for chunk in source.chunks:
        file.write(chunk)
        if file.tell() > config.max_bytes:
            message = f"larger than {config.max_bytes:,} bytes. Split it, or raise max_bytes."
            raise UnreadableError(message)
