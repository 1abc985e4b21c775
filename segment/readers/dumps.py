"""Inputs to dumps: the reading end of every run. One bad input, or row of one, costs itself only."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from segment.config import DEFAULT, ReadConfig
from segment.errors import EmptyError, InputError, UnreadableError
from segment.readers.binary import check_is_text
from segment.readers.encoding import decode, preview
from segment.readers.formats import find_format
from segment.readers.inputs import expand_inputs
from segment.readers.losses import Loss, as_reject, excerpt
from segment.readers.sources import Source, open_source
from segment.types import Dump, Reject

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from segment.readers.names import Format
    from segment.readers.rows import ParsedRow


def read_inputs(
    inputs: Sequence[str], config: ReadConfig = DEFAULT.read, *, on_bytes: Callable[[int], None] | None = None
) -> Iterator[Dump | Reject]:
    """All dumps of the inputs, in order, and a `Reject` in the place of each that cannot be used.

    `on_bytes` is told how many bytes, compressed as they stand, were read since the last call. Raises UsageError at
    once for wrong usage, and MissingExtraError when an input comes up that needs an extra.
    """
    paths = expand_inputs(inputs, config)
    return (item for path in paths for item in _read_path(path, config, on_bytes))


def read(path: str | os.PathLike[str], *, config: ReadConfig = DEFAULT.read) -> Iterator[Dump]:
    """The dumps of a file, of the files of a folder or glob, or of standard input (`-`).

    Raises InputError, with the path in its message, at the first that cannot be used; the dumps before it are given.
    """
    for name in expand_inputs([os.fspath(path)], config):
        for item in find_dumps(name, config, None):
            if isinstance(item, Loss):
                error = item.error
                message = f"{shown(name)}:{error.line}: {error}"
                raise type(error)(message, line=error.line) from error
            yield item


def find_dumps(path: str, config: ReadConfig, on_bytes: Callable[[int], None] | None) -> Iterator[Dump | Loss]:
    """The dumps of one file, and what of it is lost."""
    try:
        source, form = open_text(path, config, on_bytes)
    except InputError as err:
        yield Loss(err)
        return
    if form != "jsonl":
        yield _read_whole(source, path, form, config)
        return
    from segment.readers.rows import parse_rows

    for row in parse_rows(source, path, config):
        yield row if isinstance(row, Loss) else _dump_of(row, path, config)


def open_text(path: str, config: ReadConfig, on_bytes: Callable[[int], None] | None) -> tuple[Source, Format]:
    """Opens an input and says what it is written in. Raises BinaryError for what is no text."""
    source = open_source(path, config, on_bytes)
    check_is_text(source.head, config.encoding)
    text = preview(source.head, config.encoding)
    return source, find_format(text, whole=source.whole, path=path, given=config.input_format)


def shown(path: str) -> str:
    """A file name that is not UTF-8 could not be written to any output."""
    return path.encode("utf-8", "surrogateescape").decode("utf-8", "replace")


def _read_path(path: str, config: ReadConfig, on_bytes: Callable[[int], None] | None) -> Iterator[Dump | Reject]:
    for item in find_dumps(path, config, on_bytes):
        yield as_reject(item, shown(path)) if isinstance(item, Loss) else item


def _read_whole(source: Source, path: str, form: Format, config: ReadConfig) -> Dump | Loss:
    """The whole input as one dump. A part of it would be another dump, so damage anywhere loses it."""
    chunks: list[bytes] = []
    try:
        size = 0
        for chunk in source.chunks:
            chunks.append(chunk)
            size += len(chunk)
            _check_size(size, config)
        data = b"".join(chunks)
        text = _read_page(data, config) if form == "html" else decode(data, config.encoding)
        _check_not_blank(text)
    except InputError as err:
        return Loss(err, 0, excerpt(b"".join(chunks), config))
    return Dump(text, shown(path), format="markdown" if form == "markdown" else "text")


def _read_page(data: bytes, config: ReadConfig) -> str:
    from segment.readers.html import read_html

    return read_html(data, config.encoding)


def _dump_of(row: ParsedRow, path: str, config: ReadConfig) -> Dump | Loss:
    try:
        _check_not_blank(row.text, row.line)
    except EmptyError as err:
        return Loss(err, row.number, excerpt(row.data, config))
    return Dump(row.text, shown(path), row.number, row.id)


def _check_size(size: int, config: ReadConfig) -> None:
    if size > config.max_bytes:
        message = f"larger than {config.max_bytes:,} bytes, too much for one dump. Split it, or raise max_bytes."
        raise UnreadableError(message)


def _check_not_blank(text: str, line: int = 1) -> None:
    if not text or text.isspace():
        message = "holds no text, only white space. Leave it out." if text else "is empty. Leave it out."
        raise EmptyError(message, line=line)
