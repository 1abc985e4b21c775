"""Opens what gold and systems' output stand in: JSON rows as a stream, texts whole.

Compression, encodings and limits are those of every input of the program, see `segment.readers`.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path, PurePath
from typing import TYPE_CHECKING, Any, Final, TypeVar

from segment.errors import EmptyError, InputError, RowError, UnreadableError
from segment.readers.binary import check_is_text
from segment.readers.encoding import decode, preview
from segment.readers.losses import Loss, excerpt
from segment.readers.names import ROW_SUFFIXES, bare_suffix
from segment.readers.sources import Source, open_source

# The one name that `readers` keeps to itself and this package needs: rows that have no text.
from segment.readers.tabular.rows import cut_rows, load_object

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from segment.config import ReadConfig

Parsed = TypeVar("Parsed")

ID_CHARS: Final = 4096
"""Addresses of pages serve as ids and rarely pass 2,000 characters; what is longer than this is no id."""
JSON_HINT: Final = "Each line must be one whole object."
SHOWN_CHARS: Final = 40
"""How much of a value a message repeats."""
TEXT_SUFFIXES: Final = (".txt", ".text", ".md", ".markdown")
CHOI_SUFFIX: Final = ".ref"
"""As Choi's own files are named."""


@dataclass(frozen=True, slots=True)
class JsonRow:
    """One JSON object of an input."""

    index: int
    """Numbers the rows of one input from 0, lost ones included."""
    line: int
    data: bytes
    fields: dict[str, Any]


def open_checked(path: str, config: ReadConfig, on_bytes: Callable[[int], None] | None = None) -> Source:
    """Opens an input. Raises BinaryError for what is no text."""
    source = open_source(path, config, on_bytes)
    check_is_text(source.head, config.encoding)
    return source


def is_rows(source: Source, path: str, config: ReadConfig) -> bool:
    """Whether an input is JSON rows: by its first character, or by its name, so that a damaged first row is named.

    An input without any text is, too: reading it says what is wrong with it.
    """
    start = preview(source.head, config.encoding).lstrip()
    return not start or start.startswith(("{", "[")) or bare_suffix(path) in ROW_SUFFIXES


def read_objects(source: Source, path: str, config: ReadConfig) -> Iterator[JsonRow | Loss]:
    """The rows of an input in order, and a loss for each that is no JSON object, for damage, and for no rows at all."""
    row = None
    for index, row in enumerate(cut_rows(source, path, config)):
        try:
            fields = load_object(row.data, JSON_HINT)
        except InputError as err:
            whole = row.cut is None
            error = row.cut or err
            yield Loss(at_line(error, row.line), index if whole else None, excerpt(row.data, config))
            continue
        yield JsonRow(index, row.line, row.data, fields)
        if row.cut:
            yield Loss(at_line(row.cut, row.line))
    if row is None:
        message = "holds no rows. Leave it out."
        yield Loss(EmptyError(message))


def parse_objects(
    source: Source, path: str, config: ReadConfig, parse: Callable[[JsonRow], Parsed]
) -> Iterator[Parsed | Loss]:
    """What `parse` makes of each row; where it raises InputError, the row is lost and the others go on."""
    for row in read_objects(source, path, config):
        if isinstance(row, Loss):
            yield row
            continue
        try:
            parsed = parse(row)
        except InputError as err:
            yield Loss(at_line(err, row.line), row.index, excerpt(row.data, config))
        else:
            yield parsed


def read_text(source: Source, config: ReadConfig) -> str:
    """The whole input as text. Raises InputError where it is damaged, blank or too large."""
    chunks: list[bytes] = []
    size = 0
    for chunk in source.chunks:
        size += len(chunk)
        if size > config.max_bytes:
            message = f"larger than {config.max_bytes:,} bytes. Split it, or raise max_bytes."
            raise UnreadableError(message)
        chunks.append(chunk)
    text = decode(b"".join(chunks), config.encoding)
    if not text or text.isspace():
        message = "holds no text. Leave it out."
        raise EmptyError(message)
    return text


def list_files(root: str, suffixes: tuple[str, ...]) -> list[str]:
    """Files below a folder whose names end so, compression apart, in name order; hidden ones are passed over.

    A link may not lead out of the folder: gold must not pull in the rest of the disk.
    """
    home = Path(root).resolve()
    found = []
    for path in Path(root).rglob("*"):
        inside = path.relative_to(root).parts
        if bare_suffix(path.name) not in suffixes or any(part.startswith(".") for part in inside):
            continue
        if path.is_file() and path.resolve().is_relative_to(home):
            found.append(path)
    return [path.as_posix() for path in sorted(found, key=lambda path: path.parts)]


def list_rows(root: str) -> list[str]:
    """Files of JSON rows below a folder, in name order."""
    return list_files(root, ROW_SUFFIXES)


def id_of(row: JsonRow, config: ReadConfig) -> str:
    """The row's own id, or `#` and its number from 0 where it has none. Raises RowError for what cannot be an id."""
    value = row.fields.get(config.id_field)
    if value is None or value == "":
        return f"#{row.index}"
    if isinstance(value, bool) or not isinstance(value, int | str):
        message = f'the id field "{config.id_field}" holds {describe(value)}, not a text or a whole number.'
        raise RowError(message)
    if len(str(value)) > ID_CHARS:
        message = f"the id is longer than {ID_CHARS:,} characters. Try another --id-field."
        raise RowError(message)
    return str(value)


def text_of(row: JsonRow, config: ReadConfig) -> str:
    """The row's text. Raises RowError where it has none."""
    value = row.fields.get(config.text_field)
    if isinstance(value, str):
        return value
    message = f'the text field "{config.text_field}" holds {describe(value)}, not a text. Try another --text-field.'
    raise RowError(message)


def describe(value: object) -> str:
    """A JSON value in a message: what is short is shown, what is nested or long is named.

    >>> describe(True), describe(1.5), describe([[1]]), describe("a" * 50)
    ('true', '1.5', 'a list', 'a text of 50 characters')
    """
    match value:
        case None:
            return "null"
        case bool():
            return str(value).lower()
        case str():
            return f'"{value}"' if len(value) <= SHOWN_CHARS else f"a text of {len(value):,} characters"
        case list():
            return "a list"
        case dict():
            return "an object"
    return repr(value)


def shorten(name: str) -> str:
    """A name in a message.

    >>> shorten("a" * 50)
    'aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa…'
    """
    return name if len(name) <= SHOWN_CHARS else f"{name[:SHOWN_CHARS]}…"


def name_of(path: str) -> str:
    """The last part of a path, which is the same wherever the file lies."""
    return PurePath(path).name


def at_line(error: InputError, line: int) -> InputError:
    """The same error in its place."""
    error.line = line
    return error
