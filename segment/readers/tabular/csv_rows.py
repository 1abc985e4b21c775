"""Rows of CSV and its like, below a header: from bytes to a text and an id, each row on its own."""

from __future__ import annotations

import csv
import re
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from segment.errors import DecodingError, InputError, RowError
from segment.lines import LINE_END
from segment.readers.encoding import find_unicode, preview
from segment.readers.losses import Loss, no_text
from segment.readers.names import shown
from segment.readers.tabular.rows import at_line, no_rows, other_fields
from segment.readers.tabular.text_lines import TextLines
from segment.types import Dump

if TYPE_CHECKING:
    from collections.abc import Iterator

    from segment.config import ReadConfig
    from segment.readers.sources import Source

_DELIMITERS: Final = ",;\t|"
_NAMED_DELIMITER: Final = re.compile(r"sep=([,;\t|:^~])\s{0,9}")
"""The first line of what Excel writes in countries where the comma is in use for numbers."""
_MAX_CELL: Final = 2**31 - 1
"""Characters; the library takes no larger limit where a C `long` has 32 bits."""
_CUT_SHORT: Final = "The file may be cut short: fetch it again."


@dataclass(frozen=True, slots=True)
class _Header:
    """How many columns there are, and which of them are read."""

    size: int
    text: int
    id: int | None


@dataclass(frozen=True, slots=True)
class _Row:
    """One row, split into its cells, or the reason why it could not be."""

    line: int
    """Where it starts; a cell may hold line ends."""
    raw: str
    cells: list[str]
    error: InputError | None = None
    is_open: bool = False
    """Nothing comes after it, not even its line end."""
    damage: InputError | None = None
    """Of the input, which ends here for it."""


def read_csv(source: Source, path: str, config: ReadConfig) -> Iterator[Dump | Loss]:
    """The texts of the rows as dumps, and a loss for each row that cannot be used.

    Where the input is damaged, or ends within a row, the rows before it are given, then one loss for all that is
    after it. A last row without a line end is given, and a loss says that it may not be whole.
    """
    lines = TextLines(source.chunks, config.encoding or find_unicode(source.head), config.max_bytes)
    rows = _cut_rows(lines, preview(source.head, config.encoding), config)
    number = -1
    is_open = False
    try:
        header = _read_header(rows, config)
        for number, row in enumerate(rows):
            yield from _read_row(row, header, number, shown(path), config)
            is_open = row.is_open
    except InputError as err:
        yield Loss(err)
        return
    if lines.error and not is_open:
        yield Loss(lines.error)
    elif number < 0:
        yield no_rows()


def _cut_rows(lines: TextLines, start: str, config: ReadConfig) -> Iterator[_Row]:
    """The rows that are not blank, the header included; `start` is what the text starts with."""
    first = LINE_END.split(start, maxsplit=1)[0]
    named = _NAMED_DELIMITER.fullmatch(first)
    if named:
        next(lines)
    delimiter = named[1] if named else _find_delimiter(first, config)
    reader = csv.reader(lines, delimiter=delimiter, strict=True)
    while row := _next_row(reader, lines, config):
        if row.cells or row.error:
            yield row


def _find_delimiter(header: str, config: ReadConfig) -> str:
    """The one by which the header has the column that is looked for, or else the most columns."""

    def columns(delimiter: str) -> tuple[bool, int]:
        names = next(csv.reader([header], delimiter=delimiter), [])
        return config.text_field in map(str.strip, names), len(names)

    with _large_cells(config):
        return max(_DELIMITERS, key=columns)


def _next_row(reader: Iterator[list[str]], lines: TextLines, config: ReadConfig) -> _Row | None:
    """None where no row is left."""
    lines.begin_row()
    line = lines.number + 1
    cells: list[str] = []
    error: InputError | None = None
    try:
        with _large_cells(config):
            cells = next(reader)
    except StopIteration:
        return None
    except csv.Error as err:
        hint = _CUT_SHORT if lines.ended else "In a cell within quotes, each quote is written twice."
        error = RowError(f"not CSV: {err}. {hint}")
    except InputError as err:
        error = err
    return _Row(line, "".join(lines.row), cells, error, lines.ended, lines.error if lines.ended else None)


@contextmanager
def _large_cells(config: ReadConfig) -> Iterator[None]:
    """The library stops at 128 KiB, and has one limit for the whole process."""
    before = csv.field_size_limit(min(config.max_bytes, _MAX_CELL))
    try:
        yield
    finally:
        csv.field_size_limit(before)


def _read_header(rows: Iterator[_Row], config: ReadConfig) -> _Header:
    """Raises RowError unless there is a column of texts."""
    row = next(rows, None)
    if row is None:
        raise no_rows().error
    if error := row.damage or row.error:
        raise at_line(error, row.line)
    names = [name.strip() for name in row.cells]
    if config.text_field not in names:
        sample = next(rows, row)
        other = other_fields(dict(zip(names, sample.cells, strict=False)), config)
        message = f'no column "{config.text_field}".{other}'
        raise RowError(message, line=row.line)
    has_ids = config.id_field in names
    return _Header(len(names), names.index(config.text_field), names.index(config.id_field) if has_ids else None)


def _read_row(row: _Row, header: _Header, number: int, name: str, config: ReadConfig) -> Iterator[Dump | Loss]:
    try:
        dump = _dump_of(row, header, number, name)
    except InputError as err:
        error = at_line(row.damage or err, row.line)
        yield Loss(error, None if row.is_open else number, _excerpt(row, config))
        return
    yield dump
    if row.is_open:
        message = f"the last row has no line end. {_CUT_SHORT}"
        yield Loss(at_line(row.damage or RowError(message), row.line))


def _dump_of(row: _Row, header: _Header, number: int, name: str) -> Dump:
    if row.error:
        raise row.error
    if len(row.cells) != header.size:
        hint = _CUT_SHORT if row.is_open else "Put quotes around cells that hold a delimiter or a line end."
        message = f"the number of cells is {len(row.cells):,}, and in the header {header.size:,}. {hint}"
        raise RowError(message)
    text = row.cells[header.text]
    id_ = None if header.id is None else row.cells[header.id]
    _check_decoded(text + (id_ or ""))
    if not text or text.isspace():
        raise no_text(text)
    return Dump(text, name, number, id_ or None)


def _check_decoded(text: str) -> None:
    """Raises DecodingError where the text, or the id, has bytes that fit no character."""
    try:
        text.encode()
    except UnicodeEncodeError as err:
        message = f"a byte that does not fit the encoding (0x{ord(text[err.start]) & 0xFF:02x}). Try --encoding cp1252."
        raise DecodingError(message) from err


def _excerpt(row: _Row, config: ReadConfig) -> str | None:
    return row.raw[: config.reject_chars].encode("utf-8", "replace").decode() or None
