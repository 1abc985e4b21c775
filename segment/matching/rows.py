"""Matching the rows of a table, which are too many to be held: each is read once, and given back with its result."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from hashlib import blake2b
from itertools import compress
from typing import TYPE_CHECKING

import numpy as np
import orjson

from segment.config import DEFAULT, MatchConfig
from segment.matching.census import count_found
from segment.matching.engine import match_signed
from segment.matching.keep import explain_row, order_rows
from segment.matching.lines import RowResult, add_result
from segment.matching.shared import Shared, new_table, share, verify_shared
from segment.matching.table import sign_rows
from segment.matching.verdicts import NONE, RELATIONS
from segment.parallel import BATCH_CHARS, Workers
from segment.types import Census, Cluster, Match

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from segment.matching.equal import Distinct
    from segment.matching.fingerprint import IndexArray, ShingleArray
    from segment.matching.outcome import Found
    from segment.matching.table import SignedRows, Table
    from segment.matching.verdicts import Verdicts
    from segment.types import Row


@dataclass(frozen=True, slots=True)
class DedupedRows:
    """The rows of a table in their order, and what was found among them."""

    known: int
    """So many rows came first only to be compared with; they are not given back."""
    _table: Table
    _found: Found

    def __len__(self) -> int:
        return len(self._table) - self.known

    @property
    def results(self) -> Iterator[RowResult]:
        """What is added to each row."""
        return (result for first, last in self._table.blocks(self.known) for result in self._results(first, last))

    @property
    def lines(self) -> Iterator[bytes]:
        """The JSON object of each row with the result in it, without line end."""
        return (line for first, last in self._table.blocks(self.known) for line in self._lines(first, last))

    def write(self, *, unique: bool = False) -> Iterator[tuple[int, bytes]]:
        """As `lines`, of many rows at a time, each with its line end, and the number of rows.

        `unique` leaves out duplicates.
        """
        for first, last in self._table.blocks(self.known):
            lines: Iterable[bytes] = self._lines(first, last)
            if unique:
                lines = compress(lines, (self._found.relations[first:last] == NONE).tolist())
            yield last - first, b"".join([line + b"\n" for line in lines])

    def _lines(self, first: int, last: int) -> Iterator[bytes]:
        return map(add_result, self._table.lines(first, last), self._results(first, last))

    def _results(self, first: int, last: int) -> list[RowResult]:
        ids, found = self._table.ids, self._found
        results = list(map(RowResult, ids[first:last]))
        places = np.flatnonzero(found.relations[first:last] != NONE)  # most rows are no duplicates
        columns = (found.representatives, found.relations, found.scores)
        values = zip(places.tolist(), *(column[first + places].tolist() for column in columns), strict=True)
        for place, keeper, relation, score in values:
            results[place] = RowResult(ids[keeper], ids[keeper], RELATIONS[relation], score)
        return results

    @property
    def duplicates(self) -> list[bool]:
        """For each row whether another one stays in its place. Not to be told from the ids, which may repeat."""
        is_placed: list[bool] = (self._found.relations != NONE)[self.known :].tolist()
        return is_placed

    @property
    def clusters(self) -> Iterator[Cluster]:
        """Those with a row that was not known before."""
        ids, config, relations = self._table.ids, self._found.config, self._found.relations.tolist()
        for cluster in self._found.clusters:
            keeper, members = cluster.representative, cluster.members
            if members[-1] >= self.known:
                yield Cluster(
                    ids[keeper],
                    tuple(ids[row] for row in members),
                    explain_row(self._table, keeper, config.keep, config.date_field, self.known),
                    tuple(RELATIONS[relations[row]] for row in members if row >= self.known and row != keeper),
                )

    @property
    def census(self) -> Census:
        """How many there are of these clusters."""
        return count_found(self._found, self.known)

    @property
    def matches(self) -> Iterator[Match]:
        """Those with a row that was not known before; reads each matched text again."""
        ids = self._table.ids
        for match in self._found.matches():
            if max(match.a, match.b) >= self.known:
                yield Match(ids[match.a], ids[match.b], match.relation, match.score, match.a_span, match.b_span)


def dedup_rows(
    rows: Iterable[Row],
    config: MatchConfig = DEFAULT.match,
    *,
    text_field: str = DEFAULT.read.text_field,
    known: Iterable[Row] = (),
) -> DedupedRows:
    """Finds the rows that are copies or parts of others, or of rows that are `known`, which stay in any case.

    Ids are only repeated, never used to tell rows apart. Rows without text are alone in their clusters. Memory is
    bounded by the configuration, but for some 100 bytes a row and the ids.
    """
    return dedup_signed(sign_rows(rows), config, text_field=text_field, known=sign_rows(known), workers=Workers(1))


def dedup_signed(
    rows: Iterable[SignedRows],
    config: MatchConfig,
    *,
    text_field: str,
    known: Iterable[SignedRows],
    workers: Workers,
) -> DedupedRows:
    """As `dedup_rows`, for rows that workers have signed, and that they compare, too."""
    shared = Shared(workers.folder, text_field, config) if workers.jobs > 1 else None
    table = new_table(text_field, config, shared.folder if shared else None)
    for part in known:
        table.add(part)
    known_rows = len(table.ids)
    for part in rows:
        table.add(part)
    table.seal()

    order = order_rows(table, config.keep, config.date_field, known_rows)
    groups = None if config.group_by is None else _group(table, config.group_by)
    verify_all = partial(_verify_shared, table, shared, workers) if shared else None
    found = match_signed(table.signatures, table, config, order, groups=groups, verify_all=verify_all)
    return DedupedRows(known_rows, table, found)


def _verify_shared(
    table: Table, shared: Shared, workers: Workers, distinct: Distinct, batches: Iterator[IndexArray]
) -> Iterator[Verdicts]:
    share(table, distinct, shared)
    return workers.map(partial(verify_shared, shared=shared), batches, _fill_batch)


def _fill_batch(pairs: IndexArray) -> int:
    """Pairs come in batches that are large enough to be sent alone."""
    return BATCH_CHARS


def _group(table: Table, field: str) -> ShingleArray:
    """A number for each value of a field; rows without it are of one group."""
    values = (orjson.dumps(table.fields(row).get(field), option=orjson.OPT_SORT_KEYS) for row in range(len(table)))
    digests = b"".join(blake2b(value, digest_size=8).digest() for value in values)
    return np.frombuffer(digests, "<u8").astype(np.uint64)
