"""Rows of JSONL: from bytes to a text and an id, each row on its own."""

from __future__ import annotations

import codecs
from typing import TYPE_CHECKING, Any, Final, NamedTuple

import orjson

from segment.errors import DecodingError, EmptyError, InputError, RowError
from segment.readers.encoding import find_unicode, preview
from segment.readers.formats import is_one_row_a_line
from segment.readers.losses import Loss, excerpt, no_text
from segment.readers.names import shown
from segment.readers.tabular.layout import RawRow, cut_blocks, cut_lines, cut_objects, join_rows
from segment.types import Dump

if TYPE_CHECKING:
    from collections.abc import Iterator

    from segment.config import ReadConfig
    from segment.readers.sources import Source
    from segment.readers.tabular.layout import RowBlock

BLOCK_BYTES: Final = 1 << 18
"""Of rows that are read together."""
_SHOWN_FIELDS: Final = 8
_SHOWN_CHARS: Final = 40
"""How many names of fields a message lists, and how much of each; a row may have hundreds."""
TEXT_HINT: Final = "For a plain text dump, try --input-format text."


class ParsedRow(NamedTuple):
    """One usable row."""

    number: int
    """Of the row in its input."""
    line: int
    data: bytes
    """The JSON object in UTF-8, on one line."""
    text: str
    id: str | None


def parse_rows(source: Source, path: str, config: ReadConfig) -> Iterator[ParsedRow | Loss]:
    """The rows of one input in order, and a loss for each that cannot be used.

    Where the input is damaged, the rows before the damage are given, then one loss for all that is after it.
    """
    number = -1
    for number, row in enumerate(cut_rows(source, path, config)):
        yield from parse_row(row, number, config)
    if number < 0:
        yield no_rows()


def read_rows(source: Source, path: str, config: ReadConfig) -> Iterator[Dump | Loss]:
    """The texts of the rows as dumps."""
    for row in parse_rows(source, path, config):
        if isinstance(row, Loss):
            yield row
        elif not row.text or row.text.isspace():
            yield Loss(no_text(row.text, row.line), row.number, excerpt(row.data, config))
        else:
            yield Dump(row.text, shown(path), row.number, row.id)


def no_rows() -> Loss:
    """What an input without rows is."""
    message = "holds no rows. Leave it out."
    return Loss(EmptyError(message))


def parse_row(row: RawRow, number: int, config: ReadConfig) -> tuple[ParsedRow | Loss, ...]:
    """One row, or what is lost with it; both, where the row is whole and the input ends behind it."""
    try:
        parsed = _parse_row(row, number, config)
    except InputError as err:
        if row.cut is None:
            return (Loss(at_line(err, row.line), number, excerpt(row.data, config)),)
        return (Loss(at_line(row.cut, row.line), None, excerpt(row.data, config)),)
    return (parsed,) if row.cut is None else (parsed, Loss(at_line(row.cut, row.line)))


def cut_rows(source: Source, path: str, config: ReadConfig) -> Iterator[RawRow]:
    """The rows as bytes, in UTF-8 without a byte order mark; whether they are rows of JSON is not looked at."""
    if is_one_row_a_line(preview(source.head, config.encoding), path):
        return cut_lines(_read_utf8(source, config), config.max_bytes)
    return cut_objects(_read_utf8(source, config), config.max_bytes)


def read_blocks(source: Source, path: str, config: ReadConfig) -> Iterator[RowBlock]:
    """As `cut_rows`, many rows at a time, and they are not even cut: that can be done anywhere."""
    if is_one_row_a_line(preview(source.head, config.encoding), path):
        return cut_blocks(_read_utf8(source, config), config.max_bytes)
    return join_rows(cut_objects(_read_utf8(source, config), config.max_bytes), BLOCK_BYTES)


def _read_utf8(source: Source, config: ReadConfig) -> Iterator[bytes]:
    codec = config.encoding or find_unicode(source.head)
    return _skip_mark(source.chunks if codec == "utf-8" else _to_utf8(source.chunks, codec))


def _to_utf8(chunks: Iterator[bytes], codec: str) -> Iterator[bytes]:
    """Bytes that do not fit stay as half characters, which are no UTF-8: so only their own row is refused."""
    decoder = codecs.getincrementaldecoder(codec)("surrogateescape")
    try:
        for chunk in chunks:
            if text := decoder.decode(chunk):
                yield text.encode("utf-8", "surrogatepass")
        yield decoder.decode(b"", final=True).encode("utf-8", "surrogatepass")
    except UnicodeError as err:
        message = f"not {codec} from here on: {err}. Try another --encoding."
        raise DecodingError(message) from err


def _skip_mark(chunks: Iterator[bytes]) -> Iterator[bytes]:
    """Without the byte order mark; the first chunk is long enough to hold it whole."""
    first = next(chunks, b"")
    while 0 < len(first) < len(codecs.BOM_UTF8) and (more := next(chunks, b"")):
        first += more
    yield first.removeprefix(codecs.BOM_UTF8)
    yield from chunks


def _parse_row(row: RawRow, index: int, config: ReadConfig) -> ParsedRow:
    fields = load_object(row.data)
    text = _text_of(fields, config)
    return ParsedRow(index, row.line, row.data, text, _id_of(fields, config.id_field))


def load_object(data: bytes, hint: str = TEXT_HINT) -> dict[str, Any]:
    """The JSON object of one row. Raises RowError, with `hint` where it is no JSON, and DecodingError."""
    try:
        value = orjson.loads(data)
    except orjson.JSONDecodeError as err:
        raise _not_json(data, err.msg, err.colno, hint) from err
    if not isinstance(value, dict):
        message = f'a JSON {_kind(value)}, not an object. Each row must be an object, as in {{"text": "…"}}.'
        raise RowError(message)
    return value


def _not_json(data: bytes, reason: str, column: int, hint: str) -> InputError:
    try:
        data.decode()
    except UnicodeDecodeError as err:
        message = f"not UTF-8 at byte {err.start:,} of the row (0x{data[err.start]:02x}). Try --encoding cp1252."
        return DecodingError(message)
    return RowError(f"not JSON at column {column:,}: {reason}. {hint}")


def _text_of(fields: dict[str, Any], config: ReadConfig) -> str:
    name = config.text_field
    text = fields.get(name)
    if isinstance(text, str):
        return text
    if name in fields:
        message = f'the field "{name}" holds a {_kind(text)}, not a text.{other_fields(fields, config)}'
    else:
        message = f'no field "{name}".{other_fields(fields, config)}'
    raise RowError(message)


def other_fields(fields: dict[str, Any], config: ReadConfig) -> str:
    known = (config.text_field, config.id_field)
    texts = [key for key, value in fields.items() if isinstance(value, str) and key not in known]
    if not texts:
        return " The row has no text at all; leave it out." if not fields else " No other field holds a text."
    shown = ", ".join(key[:_SHOWN_CHARS] for key in texts[:_SHOWN_FIELDS]) + (", …" if texts[_SHOWN_FIELDS:] else "")
    longest = max(texts, key=lambda key: len(fields[key]))
    return f" It has {shown}; try --text-field {longest[:_SHOWN_CHARS]}."


def _id_of(fields: dict[str, Any], name: str) -> str | None:
    value = fields.get(name)
    if value is None or isinstance(value, str):
        return value
    if isinstance(value, int) and not isinstance(value, bool):
        return str(value)
    message = f'the id field "{name}" holds a {_kind(value)}, not a text or a whole number. Try another --id-field.'
    raise RowError(message)


def _kind(value: object) -> str:
    """As JSON calls it."""
    if value is None:
        return "null"
    names = {bool: "boolean", int: "number", float: "number", str: "string", list: "list", dict: "object"}
    return names[type(value)]


def at_line(error: InputError, line: int) -> InputError:
    """The error, which now says where in the input it is."""
    error.line = line
    return error
