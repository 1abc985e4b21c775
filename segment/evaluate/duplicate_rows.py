"""Rows that say which texts are copies of which: `{"id", "text", "cluster"}` as gold, `{"id", "cluster"}` as answer."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple, TypeVar

from segment.errors import GoldError, InputError, PredictionError
from segment.evaluate.opening import (
    JsonRow,
    describe,
    id_of,
    is_rows,
    list_rows,
    open_checked,
    parse_objects,
    read_objects,
    text_of,
)
from segment.readers import expand_inputs
from segment.readers.inputs import STDIN
from segment.readers.losses import Loss, as_reject
from segment.readers.names import shown
from segment.types import Reject

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from segment.config import ReadConfig

    Named = TypeVar("Named", "DuplicateRow", "ClusterRow")
    """Rows with an id; each id may come once."""


class DuplicateRow(NamedTuple):
    """One text of a gold of duplicates."""

    id: str
    text: str
    cluster: str
    """Rows with the same one are copies of each other."""
    category: str | None
    """Kind of copy."""
    parent: str | None
    """Id of the row that it was made from."""


class ClusterRow(NamedTuple):
    """One row of a system's output."""

    id: str
    cluster: str


class DuplicatePredictions(NamedTuple):
    """Which rows a system joined, and what of its output could not be used."""

    clusters: dict[str, str]
    """Cluster by id of the row."""
    rejects: list[Reject]


def is_duplicate_gold(path: str, config: ReadConfig) -> bool:
    """Whether the first row that can be read has a cluster and no blocks: such gold is for duplicates.

    Standard input can be read only once, so that `-` never is.
    """
    row = None if path == STDIN else next(_first_rows(path, config), None)
    return row is not None and "cluster" in row.fields and "blocks" not in row.fields


def read_duplicate_gold(
    path: str, config: ReadConfig, on_bytes: Callable[[int], None] | None = None
) -> Iterator[DuplicateRow | Reject]:
    """The rows of a gold of duplicates, `{"id", "text", "cluster"}` and maybe `category` (or `cat`) and `parent`.

    A row whose cluster is null is a copy of no other. Raises UsageError at once for wrong usage.
    """
    return _read_once(_files(path, config), config, on_bytes, _parse_gold, GoldError)


def read_duplicate_predictions(path: str, config: ReadConfig) -> DuplicatePredictions:
    """The cluster of each row of `{"id", "cluster"}`, as `segment dedup` adds it; a null cluster holds its row alone.

    What is no such row, or has the id of another one, is a reject. Raises UsageError for wrong usage.
    """
    clusters: dict[str, str] = {}
    rejects: list[Reject] = []
    for item in _read_once(_files(path, config), config, None, _parse_prediction, PredictionError):
        if isinstance(item, Reject):
            rejects.append(item)
        else:
            clusters[item.id] = item.cluster
    return DuplicatePredictions(clusters, rejects)


def _files(path: str, config: ReadConfig) -> list[str]:
    return list_rows(path) if Path(path).is_dir() else expand_inputs([path], config)


def _first_rows(path: str, config: ReadConfig) -> Iterator[JsonRow]:
    """Rows that can be read, of the files that are JSON."""
    for file in _files(path, config):
        try:
            source = open_checked(file, config)
        except InputError:
            continue  # whoever reads it names it
        if is_rows(source, file, config):
            yield from (row for row in read_objects(source, file, config) if isinstance(row, JsonRow))


def _read_once(
    paths: Iterable[str],
    config: ReadConfig,
    on_bytes: Callable[[int], None] | None,
    parse: Callable[[JsonRow, ReadConfig], Named],
    error: type[InputError],
) -> Iterator[Named | Reject]:
    """The rows of all files, the first of each id; another one is an `error`."""
    seen: set[str] = set()

    def parse_new(row: JsonRow) -> Named:
        parsed = parse(row, config)
        if parsed.id in seen:
            message = f"the id {describe(parsed.id)} was used before. Give each row an id of its own."
            raise error(message)
        seen.add(parsed.id)
        return parsed

    for path in paths:
        for item in _read_rows(path, config, on_bytes, parse_new):
            yield as_reject(item, shown(path)) if isinstance(item, Loss) else item


def _read_rows(
    path: str, config: ReadConfig, on_bytes: Callable[[int], None] | None, parse: Callable[[JsonRow], Named]
) -> Iterator[Named | Loss]:
    try:
        source = open_checked(path, config, on_bytes)
    except InputError as err:
        yield Loss(err)
    else:
        yield from parse_objects(source, path, config, parse)


def _parse_gold(row: JsonRow, config: ReadConfig) -> DuplicateRow:
    row_id = id_of(row, config)
    category = _name_in(row, "category") or _name_in(row, "cat")
    return DuplicateRow(row_id, text_of(row, config), _cluster_of(row, row_id), category, _name_in(row, "parent"))


def _parse_prediction(row: JsonRow, config: ReadConfig) -> ClusterRow:
    try:
        row_id = id_of(row, config)
        return ClusterRow(row_id, _cluster_of(row, row_id))
    except GoldError as err:
        raise PredictionError(str(err)) from err


def _cluster_of(row: JsonRow, row_id: str) -> str:
    if "cluster" not in row.fields:
        message = 'no field "cluster". It names the cluster of the row, or is null for a copy of no other.'
        raise GoldError(message)
    # A NUL begins no id that anybody wrote: the lone row must not join a cluster of its own name.
    return _name_in(row, "cluster") or f"\0{row_id}"


def _name_in(row: JsonRow, field: str) -> str | None:
    """A name or number in a field that may be missing."""
    value = row.fields.get(field)
    if value is None:
        return None
    if isinstance(value, int | str) and not isinstance(value, bool):
        return str(value)
    message = f'the field "{field}" holds {describe(value)}, not a text or a whole number.'
    raise GoldError(message)
