"""Rows of Parquet: the columns of texts and ids only, a few rows at a time."""

from __future__ import annotations

import os
from contextlib import contextmanager
from typing import TYPE_CHECKING, BinaryIO, Final

from segment.errors import CompressionError, DecodingError, InputError, MissingExtraError, RowError, UnreadableError
from segment.readers.compression import most_unfolded
from segment.readers.encoding import decode
from segment.readers.losses import Loss, no_text
from segment.readers.names import shown
from segment.readers.tabular.rows import no_rows, other_fields
from segment.readers.tabular.seekable import seekable
from segment.types import Dump

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pyarrow import DataType, RecordBatch, Scalar  # type: ignore[import-untyped]  # it ships no types
    from pyarrow.parquet import ParquetFile  # type: ignore[import-untyped]  # it ships no types

    from segment.config import ReadConfig
    from segment.readers.sources import Source

    Cells = tuple[Scalar, Scalar | None]

_MAGIC: Final = b"PAR1"
_BATCH_ROWS: Final = 64
"""Rows whose texts are held at a time."""
_BUFFER_BYTES: Final = 1 << 18
"""Of a column that are read at once; otherwise it is the column of a whole group of rows."""
_FETCH: Final = "It may be damaged or cut short: fetch the file again."


def read_parquet(source: Source, path: str, config: ReadConfig) -> Iterator[Dump | Loss]:
    """The texts of the rows as dumps, and a loss for each row, or group of rows, that cannot be used.

    What the columns are stands at the end of a file, so of one that is cut short nothing can be read. Raises
    MissingExtraError without the extra.
    """
    _check_extra()
    try:
        with seekable(source, path, _MAGIC, config) as file:
            yield from _read_table(file, shown(path), config)
    except InputError as err:
        yield Loss(err)
    except OSError as err:
        message = f"cannot be read: {err.strerror or err}. Check the file, and that there is room for a temporary copy."
        yield Loss(UnreadableError(message))


def _check_extra() -> None:
    try:
        import pyarrow.parquet  # noqa: F401
    except ImportError as err:
        message = 'Parquet needs the extra: pip install "segment[parquet]"'
        raise MissingExtraError(message) from err


def _read_table(file: BinaryIO, name: str, config: ReadConfig) -> Iterator[Dump | Loss]:
    table = _open_table(file, config)
    size = file.seek(0, os.SEEK_END)
    first = 0
    for group in range(table.num_row_groups):
        about = table.metadata.row_group(group)
        end = first + about.num_rows
        number = first
        try:
            _check_size(about.total_byte_size, size, config)
            for row in _read_group(table, group, config):
                yield _read_row(row, number, name, config)
                number += 1
            _check_number(number, end)
        except InputError as err:
            # Which of the rows that follow in this group are whole, nobody can tell; other groups stand apart.
            message = f"rows {number + 1:,} to {end:,}: {err}"
            yield Loss(type(err)(message, line=number + 1))
        first = max(end, number)
    if not first:
        yield no_rows()


def _open_table(file: BinaryIO, config: ReadConfig) -> ParquetFile:
    """Raises RowError where the columns cannot be found out, or where there is none of texts."""
    from pyarrow.parquet import ParquetFile

    with _reporting("no row can be read: the list of columns, at the end of the file, is damaged"):
        table = ParquetFile(file)
    _check_columns(table, config)
    schema = table.schema_arrow
    texts = [name for name in _columns(table, config) if _is_text(schema.field(name).type)]
    with _reporting("no row can be read"):
        return ParquetFile(
            file,
            metadata=table.metadata,
            # A text that all rows share is held once, not once for each row.
            read_dictionary=texts,
            buffer_size=_BUFFER_BYTES,
            pre_buffer=False,
            page_checksum_verification=True,
        )


@contextmanager
def _reporting(what: str) -> Iterator[None]:
    """Raises as RowError what pyarrow raises; MemoryError, too, which comes from sizes that are damaged."""
    from pyarrow import ArrowException

    try:
        yield
    except (ArrowException, OSError, ValueError, MemoryError) as err:
        message = f"{what} ({' '.join(str(err).split())}). {_FETCH}"
        raise RowError(message) from err


def _columns(table: ParquetFile, config: ReadConfig) -> list[str]:
    """Those that are read."""
    return [name for name in (config.text_field, config.id_field) if name in table.schema_arrow.names]


def _check_columns(table: ParquetFile, config: ReadConfig) -> None:
    from pyarrow import types

    schema = table.schema_arrow
    names = _columns(table, config)
    if config.text_field not in names:
        message = f'no column "{config.text_field}".{other_fields(_first_row(table), config)}'
        raise RowError(message)
    for name in names:
        if schema.names.count(name) > 1:
            message = f'more than one column "{name}". Rename the others.'
            raise RowError(message)
    text = schema.field(config.text_field).type
    if not _is_text(text):
        other = other_fields(_first_row(table), config)
        message = f'the column "{config.text_field}" holds {text}, not texts.{other}'
        raise RowError(message)
    ids = schema.field(config.id_field).type if config.id_field in names else text
    if not (_is_text(ids) or types.is_integer(ids) or types.is_null(ids)):
        message = f'the column "{config.id_field}" holds {ids}, not texts or whole numbers. Try another --id-field.'
        raise RowError(message)


def _is_text(kind: DataType) -> bool:
    from pyarrow import types

    if types.is_dictionary(kind):
        return _is_text(kind.value_type)
    return any(
        check(kind)
        for check in (
            types.is_string,
            types.is_large_string,
            types.is_string_view,
            types.is_binary,
            types.is_large_binary,
        )
    )


def _first_row(table: ParquetFile) -> dict[str, str | None]:
    """Its texts, to say what other column there is."""
    schema = table.schema_arrow
    names = [name for name in schema.names if schema.names.count(name) == 1 and _is_text(schema.field(name).type)]
    with _reporting("the first row cannot be read"):
        batch = next(table.iter_batches(1, columns=names, use_threads=False), None)
        texts = batch.to_pylist()[0] if batch else {}
    return dict.fromkeys(schema.names, None) | {name: str(texts.get(name) or "") for name in names}


def _read_group(table: ParquetFile, group: int, config: ReadConfig) -> Iterator[Cells]:
    """The text and the id of each row, as pyarrow has them."""
    names = _columns(table, config)
    batches = table.iter_batches(_BATCH_ROWS, row_groups=[group], columns=names, use_threads=False)
    while (batch := _next_batch(batches)) is not None:
        texts = batch.column(config.text_field)
        ids = batch.column(config.id_field) if config.id_field in names else [None] * len(texts)
        yield from zip(texts, ids, strict=True)


def _next_batch(batches: Iterator[RecordBatch]) -> RecordBatch | None:
    with _reporting("cannot be read"):
        return next(batches, None)


def _check_size(unfolded: int, packed: int, config: ReadConfig) -> None:
    """Raises CompressionError before a group is unfolded that is too large for a file of `packed` bytes.

    What is said of single columns would be closer, but where that is damaged, pyarrow ends the process.
    """
    if unfolded > most_unfolded(packed, config):
        message = (
            f"unfold to {unfolded:,} bytes: perhaps a decompression bomb. "
            "If you trust the file, raise max_ratio or max_bytes."
        )
        raise CompressionError(message)


def _check_number(number: int, end: int) -> None:
    if number < end:
        message = f"the group ends before them. {_FETCH}"
        raise RowError(message)


def _read_row(row: Cells, number: int, name: str, config: ReadConfig) -> Dump | Loss:
    text = None
    try:
        text, id_ = (cell and _value_of(cell, config) for cell in row)
        if text is None:
            message = f'the column "{config.text_field}" holds a null, not a text.'
            raise RowError(message)
        if not text or text.isspace():
            raise no_text(text)
    except InputError as err:
        error = type(err)(f"row {number + 1:,}: {err}", line=number + 1)
        return Loss(error, number, text and text[: config.reject_chars])
    return Dump(text, name, number, id_)


def _value_of(cell: Scalar, config: ReadConfig) -> str | None:
    try:
        value = cell.as_py()
    except UnicodeDecodeError as err:
        message = f"not UTF-8 at byte {err.start:,} (0x{err.object[err.start]:02x}). Write the file again as UTF-8."
        raise DecodingError(message) from err
    except IndexError as err:
        message = f"its place in the dictionary does not exist. {_FETCH}"
        raise RowError(message) from err
    if isinstance(value, bytes):
        return decode(value, config.encoding)
    return None if value is None else str(value)
