"""Inputs to dumps: the reading end of every run. One bad input, or row of one, costs itself only."""

from __future__ import annotations

import os
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from segment.config import DEFAULT, ReadConfig
from segment.errors import InputError
from segment.readers.formats import find_form
from segment.readers.inputs import expand_inputs
from segment.readers.losses import Loss, as_reject
from segment.readers.names import shown
from segment.readers.sources import open_source
from segment.types import Dump, Notice, Reject

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from segment.readers.names import Format
    from segment.readers.sources import Source

    Item = Dump | Loss | Notice
    Reader = Callable[[Source, str, ReadConfig], Iterator[Item]]


def read_inputs(
    inputs: Sequence[str], config: ReadConfig = DEFAULT.read, *, on_bytes: Callable[[int], None] | None = None
) -> Iterator[Dump | Reject | Notice]:
    """All dumps of the inputs, in order, a `Reject` in the place of each that cannot be used, and what is to be said.

    A dump that is too long to be held comes in parts, and an export in its documents: see `Dump.start`. `on_bytes` is
    told how many bytes, compressed as they stand, were read since the last call. Raises UsageError at once for wrong
    usage, and MissingExtraError when an input comes up that needs an extra.
    """
    paths = expand_inputs(inputs, config)
    return (item for path in paths for item in _read_path(path, config, on_bytes))


def read(path: str | os.PathLike[str], *, config: ReadConfig = DEFAULT.read) -> Iterator[Dump]:
    """The dumps of a file, of the files of a folder or glob, or of standard input (`-`); see `read_inputs`.

    Raises InputError, with the path in its message, at the first that cannot be used; the dumps before it are given.
    """
    for name in expand_inputs([os.fspath(path)], config):
        for item in find_dumps(name, config, None):
            if isinstance(item, Loss):
                error = item.error
                message = f"{item.path or shown(name)}:{error.line}: {error}"
                raise type(error)(message, line=error.line) from error
            if isinstance(item, Dump):
                yield item


def find_dumps(path: str, config: ReadConfig, on_bytes: Callable[[int], None] | None) -> Iterator[Item]:
    """The dumps of one file, what of it is lost, and what is to be said of it."""
    try:
        source = open_source(path, config, on_bytes)
    except InputError as err:
        yield Loss(err)
        return
    yield from read_source(source, path, config)


def read_source(source: Source, path: str, config: ReadConfig) -> Iterator[Item]:
    """The same for an input that is open: a file, or a member of an archive."""
    try:
        form = find_form(source, path, config)
    except InputError as err:
        yield Loss(err)
        return
    yield from _find_reader(form)(source, path, config)


def open_text(path: str, config: ReadConfig, on_bytes: Callable[[int], None] | None) -> tuple[Source, Format]:
    """Opens an input and says what it is written in. Raises InputError for what holds no text."""
    source = open_source(path, config, on_bytes)
    return source, find_form(source, path, config)


def _read_path(
    path: str, config: ReadConfig, on_bytes: Callable[[int], None] | None
) -> Iterator[Dump | Reject | Notice]:
    for item in find_dumps(path, config, on_bytes):
        yield as_reject(item, shown(path)) if isinstance(item, Loss) else item


def _find_reader(form: Format) -> Reader:
    match form:
        case "text" | "markdown":
            from segment.readers import texts

            return texts.read_markdown if form == "markdown" else texts.read_text
        case "html":
            from segment.readers.web.pages import read_page

            return read_page
        case "jsonl" | "csv" | "parquet" | "warc" | "mbox":
            return partial(_read_records, form)
        case "docx" | "rtf":
            from segment.readers.texts import read_document

            return partial(read_document, form)
    return _read_archive


def _read_records(form: Format, source: Source, path: str, config: ReadConfig) -> Iterator[Item]:
    """Inputs of many dumps. Only a mail may be an export, a digest of other mails, unless the user names a profile."""
    from segment.readers.texts import present, without_profile

    config = config if form == "mbox" else without_profile(config)
    for item in _find_record_reader(form)(source, path, config):
        if isinstance(item, Dump) and item.layout is None and not item.furniture:
            yield from present(iter([item.text]), replace(item, text="", wraps=form == "mbox"), config)
        else:
            yield item


def _find_record_reader(form: Format) -> Reader:
    match form:
        case "jsonl":
            from segment.readers.tabular.rows import read_rows

            return read_rows
        case "csv":
            from segment.readers.tabular.csv_rows import read_csv

            return read_csv
        case "parquet":
            from segment.readers.tabular.parquet import read_parquet

            return read_parquet
        case "warc":
            from segment.readers.web.warc import read_warc

            return read_warc
    from segment.readers.mail.mbox import read_mbox

    return read_mbox


def _read_archive(source: Source, path: str, config: ReadConfig) -> Iterator[Item]:
    """The members of a ZIP archive, each as if it lay in a folder with the name of the archive."""
    from segment.readers.archives.zips import read_zip

    for member in read_zip(source, path, config):
        if isinstance(member, Loss):
            yield member
            continue
        name, inner = member
        for item in read_source(inner, name, config):
            yield replace(item, path=shown(name)) if isinstance(item, Loss) else item
