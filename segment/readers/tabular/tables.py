"""Rows as `dedup` reads them: with the line they stood on, so that it can be given back with the result added."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from segment.config import DEFAULT, ReadConfig
from segment.errors import InputError, RowError
from segment.readers.dumps import open_text
from segment.readers.inputs import expand_inputs
from segment.readers.losses import Loss, as_reject
from segment.readers.names import shown
from segment.readers.tabular.rows import no_rows, parse_row, read_blocks
from segment.types import Reject, Row

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from segment.readers.tabular.layout import RawRow, RowBlock


class RowBatch(NamedTuple):
    """Rows of one input, not yet parsed: that can be done anywhere."""

    name: str
    """Of the input, as it is shown."""
    block: RowBlock


class ParsedBatch(NamedTuple):
    """The usable rows of a batch, and what is lost of it; they are numbered from the first row of the batch."""

    rows: list[Row]
    places: list[int]
    """Of their lines in the data of the batch."""
    rejects: list[Reject]
    size: int
    """Rows, usable or not."""


def read_rows(
    inputs: Sequence[str], config: ReadConfig = DEFAULT.read, *, on_bytes: Callable[[int], None] | None = None
) -> Iterator[Row | Reject]:
    """All rows of the inputs, in order, those with an empty text included; a `Reject` for each that cannot be used.

    Raises UsageError at once for wrong usage. A text or page is no table: it becomes one `Reject`.
    """
    paths = expand_inputs(inputs, config)
    return (item for path in paths for item in _read_rows(path, config, on_bytes))


def _read_rows(path: str, config: ReadConfig, on_bytes: Callable[[int], None] | None) -> Iterator[Row | Reject]:
    number = 0
    for batch in _read_batches(path, config, on_bytes):
        if isinstance(batch, Reject):
            yield batch
            continue
        for _, raw in batch.block.rows():
            yield from _parse(raw, number, batch.name, config)
            number += 1


def read_batches(
    inputs: Sequence[str], config: ReadConfig = DEFAULT.read, *, on_bytes: Callable[[int], None] | None = None
) -> Iterator[RowBatch | Reject]:
    """All rows as `read_rows` has them, before they are parsed."""
    paths = expand_inputs(inputs, config)
    return (item for path in paths for item in _read_batches(path, config, on_bytes))


def parse_batch(batch: RowBatch | Reject, config: ReadConfig) -> ParsedBatch:
    """The rows of a batch."""
    if isinstance(batch, Reject):
        return ParsedBatch([], [], [batch], 0)
    rows: list[Row] = []
    places: list[int] = []
    rejects: list[Reject] = []
    number = -1
    for number, (place, raw) in enumerate(batch.block.rows()):
        for item in _parse(raw, number, batch.name, config):
            if isinstance(item, Row):
                rows.append(item)
                places.append(place)
            else:
                rejects.append(item)
    return ParsedBatch(rows, places, rejects, number + 1)


def _parse(raw: RawRow, number: int, name: str, config: ReadConfig) -> list[Row | Reject]:
    return [
        as_reject(row, name)
        if isinstance(row, Loss)
        else Row(row.id or f"{name}:{row.line}", row.text, row.data, name, row.number)
        for row in parse_row(raw, number, config)
    ]


def _read_batches(path: str, config: ReadConfig, on_bytes: Callable[[int], None] | None) -> Iterator[RowBatch | Reject]:
    name = shown(path)
    try:
        source, form = open_text(path, config, on_bytes)
    except InputError as err:
        yield as_reject(Loss(err), name)
        return
    if form != "jsonl":
        message = f"written in {form}, not JSONL, whose rows are what dedup compares. Try: segment run {name}"
        yield as_reject(Loss(RowError(message)), name)
        return
    has_rows = False
    for block in read_blocks(source, path, config):
        has_rows = has_rows or not block.data.isspace() or block.cut is not None
        yield RowBatch(name, block)
    if not has_rows:
        yield as_reject(no_rows(), name)
