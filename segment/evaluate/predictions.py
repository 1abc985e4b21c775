"""What other systems, or earlier runs, say of the dumps of gold.

| form | one row or file |
|---|---|
| records | `segment.article/2` and `segment.residue/1`, as `segment split GOLD -o PRED` writes them |
| boundaries | `{"id", "boundaries": [offset, …]}`: where articles start |
| blocks | `{"id", "articles", "blocks"}`, as gold has it |
| Choi | the sentences of the dump, one a line, and a line of ten `=` between segments |

Rows without an id are about the dump of the same number.
"""

from __future__ import annotations

from functools import partial
from pathlib import Path, PurePath
from typing import TYPE_CHECKING, Final, NamedTuple

from segment.errors import GoldError, InputError, InputNotFoundError, PredictionError, UnansweredError
from segment.evaluate.choi import is_choi, parse_choi
from segment.evaluate.duplicate_rows import DuplicatePredictions, read_duplicate_predictions
from segment.evaluate.emitted import Emitted, is_emitted
from segment.evaluate.labelled import first_char, parse_labelled, parse_offset
from segment.evaluate.opening import (
    CHOI_SUFFIX,
    TEXT_SUFFIXES,
    JsonRow,
    describe,
    id_of,
    is_rows,
    list_files,
    name_of,
    open_checked,
    parse_objects,
    read_text,
)
from segment.evaluate.places import Places
from segment.evaluate.records import Segmentation
from segment.readers import expand_inputs
from segment.readers.losses import Loss, as_reject
from segment.readers.names import ROW_SUFFIXES, shown

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from segment.config import ReadConfig
    from segment.evaluate.records import GoldDump
    from segment.readers.sources import Source
    from segment.types import Reject

__all__ = ["DuplicatePredictions", "Predictions", "read_duplicate_predictions", "read_predictions"]

_SUFFIXES: Final = (*ROW_SUFFIXES, ".json", CHOI_SUFFIX, *TEXT_SUFFIXES)


class Predictions(NamedTuple):
    """A system's answers, and what of its output could not be used."""

    found: dict[str, Segmentation]
    """By id of the dump."""
    rejects: list[Reject]
    """In the order of the output; then one for each dump that it says nothing of, with the place of the gold."""


def read_predictions(path: str, gold: Sequence[GoldDump], config: ReadConfig) -> Predictions:
    """What the file, folder or standard input (`-`) says of the dumps of `gold`, in any of the forms above.

    A row or file costs itself only. It is refused where it speaks of no dump of gold or of one that another row has
    spoken of, and where it does not fit the text. Dumps without an answer are missing in `found`, and named. Raises
    UsageError for wrong usage.
    """
    reader = _Reader(gold, config)
    for file, name in _list(path, config):
        reader.read(file, name)
    return reader.finish()


def _list(path: str, config: ReadConfig) -> list[tuple[str, str]]:
    """Files and the names that they have in their folder."""
    if not Path(path).is_dir():
        return [(file, name_of(file)) for file in expand_inputs([path], config)]
    files = list_files(path, _SUFFIXES)
    if not files:
        message = f"{path}: the folder holds no output of a system. Looked for files in {' '.join(_SUFFIXES)}."
        raise InputNotFoundError(message)
    return [(file, PurePath(file).relative_to(path).as_posix()) for file in files]


class _Reader:
    """Goes through the files of one output; records of articles are gathered by dump until all are read."""

    def __init__(self, gold: Sequence[GoldDump], config: ReadConfig) -> None:
        self._gold = gold
        self._config = config
        self._places = Places(gold)
        self._emitted = Emitted(self._places)
        self._found: dict[str, Segmentation] = {}
        self._rejects: list[Reject] = []

    def read(self, path: str, name: str) -> None:
        """One file of the output."""
        for loss in self._losses(path, name):
            self._rejects.append(as_reject(loss, shown(path)))

    def finish(self) -> Predictions:
        """All answers, and the dumps that have none."""
        for dump, segmentation, rejects in self._emitted.answers():
            self._rejects.extend(rejects)
            if segmentation is not None:
                self._found[dump.id] = segmentation
        for dump in self._gold:
            if dump.id not in self._found:
                message = f"no answer to the dump {describe(dump.id)}. It counts as if nothing had been found in it."
                self._rejects.append(as_reject(Loss(UnansweredError(message, line=dump.line)), dump.path))
        return Predictions(self._found, self._rejects)

    def _losses(self, path: str, name: str) -> Iterator[Loss]:
        try:
            source = open_checked(path, self._config)
            if is_rows(source, path, self._config):
                yield from self._read_rows(source, path)
            else:
                self._read_choi(source, path, name)
        except InputError as err:
            yield Loss(err)

    def _read_rows(self, source: Source, path: str) -> Iterator[Loss]:
        for item in parse_objects(source, path, self._config, partial(self._read_row, path=shown(path))):
            if isinstance(item, Loss):
                yield item

    def _read_row(self, row: JsonRow, *, path: str) -> None:
        try:
            if is_emitted(row):
                self._emitted.add(row, path, self._found)
            else:
                self._read_answer(row)
        except GoldError as err:  # the form is that of gold, the row is none
            raise PredictionError(str(err)) from err

    def _read_answer(self, row: JsonRow) -> None:
        dump = self._dump_of(row)
        self._refuse_second(dump)
        if "blocks" in row.fields:
            self._found[dump.id] = self._parse_blocks(row, dump)
        elif "boundaries" in row.fields:
            self._found[dump.id] = Segmentation(parse_boundaries(row.fields["boundaries"], dump.text))
        else:
            message = (
                'neither "boundaries" nor "blocks" nor a record of segment.article/2. '
                'Try rows of {"id", "boundaries": [offset, …]}.'
            )
            raise PredictionError(message)

    def _parse_blocks(self, row: JsonRow, dump: GoldDump) -> Segmentation:
        """The answer of a row in the form of gold. It may leave the text out, or parts of it in no block."""
        text = row.fields.get(self._config.text_field)
        if text is not None and text != dump.text:
            message = f"its text is not that of the dump {describe(dump.id)}, so that its offsets mean other places."
            raise PredictionError(message)
        return parse_labelled(row.fields, dump.text)

    def _dump_of(self, row: JsonRow) -> GoldDump:
        if row.fields.get(self._config.id_field) in (None, ""):
            return self._places.by_number(row.index)
        return self._places.by_id(id_of(row, self._config))

    def _refuse_second(self, dump: GoldDump) -> None:
        if dump.id in self._found or self._emitted.has(dump):
            message = f"a second answer to the dump {describe(dump.id)}; the first one counts."
            raise PredictionError(message)

    def _read_choi(self, source: Source, path: str, name: str) -> None:
        text = read_text(source, self._config)
        if not is_choi(text):
            message = 'in no known form. Looked for: JSONL, by a { at its start; a Choi file, by a line of ten "=".'
            raise PredictionError(message)
        dump = self._gold[0] if len(self._gold) == 1 else self._places.by_id(shown(name))
        self._refuse_second(dump)
        found = parse_choi(text, dump.id, path)
        if found.text != dump.text:
            message = f"its sentences are not those of the dump {describe(dump.id)}, which stand one a line."
            raise PredictionError(message)
        self._found[dump.id] = Segmentation(found.gold.starts)


def parse_boundaries(value: object, text: str) -> tuple[int, ...]:
    """Offsets at which articles start, as gold has them: without the one that starts with the text.

    An offset in white space means the next character that is none, since systems put a boundary before, between or
    behind line ends. Raises GoldError or PredictionError for what is no list of ascending offsets of the text.
    """
    if not isinstance(value, list):
        message = f'"boundaries" is {describe(value)}, not a list of offsets.'
        raise PredictionError(message)
    opening, end = first_char(text), len(text.rstrip())
    starts: list[int] = []
    above, reached = -1, opening
    for number, item in enumerate(value):
        offset = parse_offset(item, f"boundaries[{number}]")
        if offset <= above:
            message = f"boundary {offset:,} follows {above:,}. They must ascend, each once."
            raise PredictionError(message)
        if offset >= end:
            message = (
                f"boundary {describe(offset)} is behind the last character of a text of {len(text):,}. "
                "Offsets count characters (Unicode code points), not bytes."
            )
            raise PredictionError(message)
        above = offset
        if offset > reached:  # else it stands in the blanks before a start that is known
            reached = next_char(text, offset)
            starts.append(reached)
    return tuple(starts)


def next_char(text: str, offset: int) -> int:
    """The offset itself, or that of the next character that is not blank."""
    while text[offset].isspace():
        offset += 1
    return offset
