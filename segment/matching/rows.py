"""Matching the rows of a table: each comes back as it stood, byte for byte, with four keys added at its end.

Rows are not parsed and written again, because that is not faithful: orjson reads integers beyond 64 bits as floats.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from segment.config import DEFAULT, MatchConfig
from segment.types import Cluster, Match, Relation, Row

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

KEYS: Final = ("cluster", "duplicate_of", "relation", "score")


@dataclass(frozen=True, slots=True)
class RowResult:
    """What is added to one row; see the fields of the same name in `Article`."""

    cluster: str
    duplicate_of: str | None = None
    relation: Relation | None = None
    score: float | None = None


@dataclass(frozen=True, slots=True)
class DedupedRows:
    """The rows of a table in their order, and what was found among them."""

    rows: tuple[Row, ...]
    results: tuple[RowResult, ...]
    clusters: tuple[Cluster, ...]
    matches: tuple[Match, ...]

    @property
    def lines(self) -> Iterator[bytes]:
        """The JSON object of each row with the result in it, without line end."""
        return (add_result(row.line, result) for row, result in zip(self.rows, self.results, strict=True))

    @property
    def duplicates(self) -> list[bool]:
        """For each row whether another one stays in its place. Not to be told from the ids, which may repeat."""
        return [result.duplicate_of is not None for result in self.results]


def dedup_rows(rows: Sequence[Row], config: MatchConfig = DEFAULT.match) -> DedupedRows:
    """Finds the rows that are copies or parts of others; the longest of a cluster stays, or else the first.

    Ids are only repeated, never used to tell rows apart. Rows without text are alone in their clusters.
    """
    from segment.matching.engine import match_texts

    found = match_texts([row.text for row in rows], config)
    ids = [row.id for row in rows]
    results = [RowResult(cluster=row_id) for row_id in ids]
    for i, placed in found.placed.items():
        keeper = ids[placed.representative]
        results[i] = RowResult(keeper, keeper, placed.relation, placed.score)
    clusters = tuple(Cluster(ids[c.representative], tuple(ids[i] for i in c.members)) for c in found.clusters)
    matches = tuple(Match(ids[m.a], ids[m.b], m.relation, m.score, m.a_span, m.b_span) for m in found.matches)
    return DedupedRows(tuple(rows), tuple(results), clusters, matches)


def add_result(line: bytes, result: RowResult) -> bytes:
    """The JSON object with the result as its last keys; only a row that has one of the keys is written anew.

    >>> add_result(b'{"id": 7,  "n": 1e400}', RowResult("7"))
    b'{"id": 7,  "n": 1e400,"cluster":"7","duplicate_of":null,"relation":null,"score":null}'
    """
    values = {key: getattr(result, key) for key in KEYS}
    if any(b'"%s"' % key.encode() in line for key in KEYS):
        row = json.loads(line)
        if not row.keys().isdisjoint(KEYS):
            return _dump({key: value for key, value in row.items() if key not in KEYS} | values)
    body = line.rstrip()[:-1].rstrip()
    return body + (b"" if body.endswith(b"{") else b",") + _dump(values)[1:]


def _dump(row: dict[str, object]) -> bytes:
    """Compact JSON as UTF-8. The standard library's, because it keeps integers of any size."""
    text = json.dumps(row, ensure_ascii=False, separators=(",", ":"))
    try:
        return text.encode()
    except UnicodeEncodeError:  # half a surrogate pair; as an escape it can be written
        return json.dumps(row, separators=(",", ":")).encode()
