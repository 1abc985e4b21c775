"""The rows of a table, each read once: lines in a spool, words as hashes, ids in memory."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np
import orjson

from segment.matching.fingerprint import BATCH_CHARS, Hashed, hash_texts
from segment.parallel import batches
from segment.types import Reject, Row

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from segment.config import ReadConfig
    from segment.matching.fingerprint import IndexArray
    from segment.matching.signatures import Signatures
    from segment.matching.spool import Spool
    from segment.parallel import Workers
    from segment.readers.tabular.tables import RowBatch


class SignedRows(NamedTuple):
    """Rows that were read together."""

    ids: list[str]
    data: bytes
    """Holds their lines, and may hold others."""
    starts: IndexArray
    ends: IndexArray
    """Where each line stands in the data, without its line end."""
    hashed: Hashed
    """Their texts."""


def sign_rows(rows: Iterable[Row]) -> Iterator[SignedRows]:
    """Rows some at a time."""
    return map(_sign, batches(rows, lambda row: len(row.line), BATCH_CHARS))


def _sign(rows: Sequence[Row]) -> SignedRows:
    sizes = np.array([len(row.line) for row in rows])
    ends = np.cumsum(sizes)
    hashed = hash_texts([row.text for row in rows])
    return SignedRows([row.id for row in rows], b"".join(row.line for row in rows), ends - sizes, ends, hashed)


class SignedBatch(NamedTuple):
    """What a worker makes of rows that it was sent; the data stay where they came from."""

    ids: list[str]
    starts: IndexArray
    ends: IndexArray
    hashed: Hashed
    rejects: list[Reject]
    size: int
    """Rows, usable or not."""


def read_signed(
    paths: Sequence[str], config: ReadConfig, workers: Workers, on_bytes: Callable[[int], None] | None = None
) -> Iterator[SignedRows | Reject]:
    """The rows of inputs in their order, which workers parse and hash; a `Reject` for each that cannot be used."""
    from segment.readers.tabular.tables import read_batches

    name, first = "", 0
    batches = read_batches(paths, config, on_bytes=on_bytes)
    for batch, signed in workers.pair(partial(_sign_batch, config=config), batches, _count_bytes):
        if isinstance(batch, Reject):
            yield batch
            continue
        name, first = batch.name, first if batch.name == name else 0
        for reject in signed.rejects:
            yield reject if reject.index is None else replace(reject, index=reject.index + first)
        first += signed.size
        yield SignedRows(signed.ids, batch.block.data, signed.starts, signed.ends, signed.hashed)


def _sign_batch(batch: RowBatch | Reject, config: ReadConfig) -> SignedBatch:
    from segment.readers.tabular.tables import parse_batch

    rows, places, rejects, size = parse_batch(batch, config)
    starts = np.array(places, np.int64)
    ends = starts + np.array([len(row.line) for row in rows], np.int64)
    hashed = hash_texts([row.text for row in rows])
    return SignedBatch([row.id for row in rows], starts, ends, hashed, rejects, size)


def _count_bytes(batch: RowBatch | Reject) -> int:
    return 0 if isinstance(batch, Reject) else len(batch.block.data)


class Table:
    """Rows by their numbers. As a sequence it has their texts, which are read again when they are asked for."""

    def __init__(self, lines: Spool, signatures: Signatures, text_field: str) -> None:
        self.ids: list[str] = []
        self.signatures = signatures
        self.starts: IndexArray = np.zeros(0, np.int64)
        self.ends: IndexArray = np.zeros(0, np.int64)
        """Where each line stands in the spool; complete after `seal`."""
        self._parts: list[tuple[IndexArray, IndexArray]] = []
        self._lines = lines
        self._text_field = text_field

    def add(self, rows: SignedRows) -> None:
        """Takes up rows behind the others."""
        self.ids += rows.ids
        self._parts.append((rows.starts + self._lines.size, rows.ends + self._lines.size))
        self._lines.append(rows.data)
        self.signatures.add(rows.hashed)

    def seal(self) -> None:
        """No more rows come."""
        self.starts = np.concatenate([self.starts, *(starts for starts, _ in self._parts)])
        self.ends = np.concatenate([self.ends, *(ends for _, ends in self._parts)])
        self._parts = []
        self.signatures.seal()

    def __len__(self) -> int:
        return len(self.starts)

    def __getitem__(self, number: int) -> str:
        text: str = self.fields(number)[self._text_field]
        return text

    def fields(self, number: int) -> dict[str, Any]:
        """The JSON object of a row."""
        fields: dict[str, Any] = orjson.loads(self._lines.read(int(self.starts[number]), int(self.ends[number])))
        return fields

    def lines(self, first: int, last: int) -> Iterator[bytes]:
        """The lines of rows `first` to `last` (not included), as they stood."""
        if first == last:
            return iter(())
        starts, ends = self.starts[first:last], self.ends[first:last]
        data = bytes(self._lines.read(int(starts[0]), int(ends[-1])))
        bounds = zip((starts - starts[0]).tolist(), (ends - starts[0]).tolist(), strict=True)
        return (data[start:end] for start, end in bounds)

    def blocks(self, first: int = 0) -> Iterator[tuple[int, int]]:
        """Ranges of rows from number `first` on, that are read together."""
        while first < len(self):
            last = max(first + 1, int(np.searchsorted(self.ends, self.starts[first] + BATCH_CHARS)))
            yield first, last
            first = last
