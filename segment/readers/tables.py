"""Rows as `dedup` reads them: with the line they stood on, so that it can be given back with the result added."""

from __future__ import annotations

from typing import TYPE_CHECKING

from segment.config import DEFAULT, ReadConfig
from segment.errors import InputError, RowError
from segment.readers.dumps import open_text, shown
from segment.readers.inputs import expand_inputs
from segment.readers.losses import Loss, as_reject
from segment.types import Reject, Row

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence


def read_rows(
    inputs: Sequence[str], config: ReadConfig = DEFAULT.read, *, on_bytes: Callable[[int], None] | None = None
) -> Iterator[Row | Reject]:
    """All rows of the inputs, in order, those with an empty text included; a `Reject` for each that cannot be used.

    Raises UsageError at once for wrong usage. A text or page is no table: it becomes one `Reject`.
    """
    paths = expand_inputs(inputs, config)
    return (item for path in paths for item in _read_table(path, config, on_bytes))


def _read_table(path: str, config: ReadConfig, on_bytes: Callable[[int], None] | None) -> Iterator[Row | Reject]:
    name = shown(path)
    for item in _find_rows(path, config, on_bytes):
        yield as_reject(item, name) if isinstance(item, Loss) else item


def _find_rows(path: str, config: ReadConfig, on_bytes: Callable[[int], None] | None) -> Iterator[Row | Loss]:
    try:
        source, form = open_text(path, config, on_bytes)
    except InputError as err:
        yield Loss(err)
        return
    if form != "jsonl":
        message = f"written in {form}, not JSONL, whose rows are what dedup compares. Try: segment run {shown(path)}"
        yield Loss(RowError(message))
        return
    from segment.readers.rows import parse_rows

    for row in parse_rows(source, path, config):
        if isinstance(row, Loss):
            yield row
        else:
            yield Row(row.id or f"{shown(path)}:{row.line}", row.text, row.data, shown(path), row.index)
