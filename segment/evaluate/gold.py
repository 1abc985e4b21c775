"""Gold in the forms that people have it, each dump with its right answer.

| form | what it looks like |
|---|---|
| `jsonl` | rows of the contract, `{"id", "text", "articles", "blocks"}` |
| `choi` | a sentence a line, and a line of ten `=` between segments |
| `articles` | a folder with a text file for each article |
| `export` | text of a press database, with a line such as `3 of 10 DOCUMENTS` before each article |
"""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path, PurePath
from typing import TYPE_CHECKING, Final, Literal

from segment.errors import GoldError, InputError, InputNotFoundError, UsageError
from segment.evaluate.choi import is_choi, read_choi
from segment.evaluate.duplicate_rows import DuplicateRow, is_duplicate_gold, read_duplicate_gold
from segment.evaluate.exports import is_export, read_export
from segment.evaluate.folder import read_articles
from segment.evaluate.labelled import check_covered, parse_labelled
from segment.evaluate.opening import (
    CHOI_SUFFIX,
    TEXT_SUFFIXES,
    JsonRow,
    describe,
    id_of,
    is_rows,
    list_files,
    list_rows,
    name_of,
    open_checked,
    parse_objects,
    shorten,
    text_of,
)
from segment.evaluate.records import GoldDump, Span
from segment.readers import expand_inputs
from segment.readers.encoding import check_encoding, preview
from segment.readers.losses import Loss, as_reject
from segment.readers.names import ROW_SUFFIXES, shown
from segment.types import Reject

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from segment.config import ReadConfig
    from segment.readers.sources import Source

__all__ = ["DuplicateRow", "GoldFormat", "is_duplicate_gold", "read_duplicate_gold", "read_gold"]

GoldFormat = Literal["auto", "jsonl", "choi", "articles", "export"]
FileForm = Literal["jsonl", "choi", "export"]
GROUP_FIELD = "domain"
"""Of a row: who published it."""
TITLE_FIELD = "title"


def read_gold(
    path: str, config: ReadConfig, gold_format: GoldFormat = "auto", on_bytes: Callable[[int], None] | None = None
) -> Iterator[GoldDump | Reject]:
    """The dumps of a file, of a folder or of standard input (`-`), and a `Reject` for each that cannot be used.

    Every dump has an id of its own: where two files of a folder hold the same one, the later has its file's name
    before it; the second within a file is refused. `index` counts the rows that were lost, too. `on_bytes` is told how
    many bytes were read since the last call. Raises UsageError at once for wrong usage, and later where `auto` does
    not recognise a file.
    """
    check_encoding(config.encoding)
    if Path(path).is_dir():
        return _number(_read_folder(path, config, gold_format, on_bytes))
    if gold_format == "articles":
        message = f"{path}: articles to be joined are the files of a folder. Name the folder."
        raise UsageError(message)
    form = None if gold_format == "auto" else gold_format
    paths = expand_inputs([path], config)
    return _number(item for file in paths for item in _read_file(file, name_of(file), config, form, on_bytes))


def _read_folder(
    root: str, config: ReadConfig, gold_format: GoldFormat, on_bytes: Callable[[int], None] | None
) -> Iterator[GoldDump | Reject]:
    form = _find_folder_form(root, config) if gold_format == "auto" else gold_format
    if form == "articles":
        return read_articles(root, _files_of(root, TEXT_SUFFIXES), config, on_bytes)
    # Beside files that are named as Choi's are, a text is a note about them.
    files = list_files(root, (CHOI_SUFFIX,)) if form == "choi" else []
    files = files or _files_of(root, ROW_SUFFIXES if form == "jsonl" else TEXT_SUFFIXES)
    names = [(file, PurePath(file).relative_to(root).as_posix()) for file in files]
    return (item for file, name in names for item in _read_file(file, name, config, form, on_bytes))


def _read_file(
    path: str, name: str, config: ReadConfig, form: FileForm | None, on_bytes: Callable[[int], None] | None
) -> Iterator[GoldDump | Reject]:
    """The dumps of one file; `name` is what they are called after where they have no ids."""
    try:
        source = open_checked(path, config, on_bytes)
    except InputError as err:
        yield as_reject(Loss(err), shown(path))
        return
    reader = _READERS[form or _find_form(source, path, config)]
    for item in reader(source, shown(path), shown(name), config):
        yield as_reject(item, shown(path)) if isinstance(item, Loss) else item


def _find_form(source: Source, path: str, config: ReadConfig) -> FileForm:
    """What a file of gold is written in, by its first 64 KiB. Raises UsageError saying what was looked for."""
    head = preview(source.head, config.encoding)
    if is_rows(source, path, config):
        return "jsonl"
    if is_choi(head):
        return "choi"
    if is_export(head):
        return "export"
    message = (
        f"{shown(path)}: gold in no known form. Looked for: JSONL, by a {{ at its start; a Choi file, by a line of ten "
        '"="; a database export, by a line like "1 of 10 DOCUMENTS". For articles in files of their own, name their '
        "folder."
    )
    raise UsageError(message)


def _find_folder_form(root: str, config: ReadConfig) -> FileForm | Literal["articles"]:
    """By the names of its files, then by the content of the first one; any text can be an article."""
    if list_rows(root):
        return "jsonl"
    if list_files(root, (CHOI_SUFFIX,)):
        return "choi"
    first = _files_of(root, TEXT_SUFFIXES)[0]
    try:
        head = preview(open_checked(first, config).head, config.encoding)
    except InputError:
        return "articles"  # reading it again says what is wrong, and the other files are used
    if is_choi(head):
        return "choi"
    return "export" if is_export(head) else "articles"


def _files_of(root: str, suffixes: tuple[str, ...]) -> list[str]:
    files = list_files(root, suffixes)
    if files:
        return files
    message = (
        f"{root}: the folder holds no gold. Looked for: rows in {' '.join(ROW_SUFFIXES)}; Choi files in {CHOI_SUFFIX} "
        f"or text files; articles or exports in {' '.join(TEXT_SUFFIXES)}; each also with .gz .bz2 .xz .zst."
    )
    raise InputNotFoundError(message)


def _read_jsonl(source: Source, path: str, name: str, config: ReadConfig) -> Iterator[GoldDump | Loss]:
    return parse_objects(source, path, config, lambda row: _parse_row(row, path, config))


_READERS: Final[dict[FileForm, Callable[[Source, str, str, ReadConfig], Iterator[GoldDump | Loss]]]] = {
    "jsonl": _read_jsonl,
    "choi": read_choi,
    "export": read_export,
}


def _parse_row(row: JsonRow, path: str, config: ReadConfig) -> GoldDump:
    row_id, text = id_of(row, config), text_of(row, config)
    if not text or text.isspace():
        message = "the text is blank. Leave the row out."
        raise GoldError(message)
    if "blocks" not in row.fields and "cluster" in row.fields:
        message = "a row of duplicates among gold of boundaries. Keep the two in files of their own, not in a pipe."
        raise GoldError(message)
    gold = parse_labelled(row.fields, text)
    blocks = gold.blocks or ()
    check_covered(text, blocks)
    units = tuple(Span(block.start, block.end) for block in blocks)
    group, title = (_text_field(row, name) for name in (GROUP_FIELD, TITLE_FIELD))
    return GoldDump(row_id, path, row.index, row.line, text, gold, units, group, title)


def _text_field(row: JsonRow, name: str) -> str | None:
    value = row.fields.get(name)
    return value if isinstance(value, str) else None


def _number(items: Iterable[GoldDump | Reject]) -> Iterator[GoldDump | Reject]:
    """Counts the dumps through all files, and sees to it that each has an id of its own."""
    seen: dict[str, str] = {}
    count = 0
    for item in items:
        if isinstance(item, Reject):
            count += item.index is not None
            yield item
            continue
        name = item.id
        if name in seen and seen[name] != item.path:
            name = f"{prefix_of(item.path)}{name}"
        if name in seen:
            yield _repeated(item, seen[name])
        else:
            seen[name] = item.path
            yield replace(item, id=name, index=count)
        count += 1


def prefix_of(path: str) -> str:
    """What stands before ids of a file that another file has used.

    >>> prefix_of("gold/dev.b.jsonl.gz")
    'dev.b.jsonl.gz/'
    """
    return f"{name_of(path)}/"


def _repeated(dump: GoldDump, path: str) -> Reject:
    message = f"the id {describe(dump.id)} was used before, in {shorten(path)}. Give each dump an id of its own."
    return as_reject(Loss(GoldError(message, line=dump.line), dump.index), dump.path)
