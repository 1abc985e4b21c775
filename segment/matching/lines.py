"""The result of matching, written into the line of a row; all that stood there stays, byte for byte."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Final, NamedTuple

import orjson

if TYPE_CHECKING:
    from segment.types import Relation

KEYS: Final = ("cluster", "duplicate_of", "relation", "score")

_NAME: Final = re.compile(b'"(?:' + "|".join(KEYS).encode() + b')"')
_VALUE: Final = re.compile(rb'\s*+:\s*+(?:"(?:[^"\\]|\\.)*+"|[^",{}\[\]\s]++)\s*+')
"""Of a member, in a flat object, with the colon before it."""
_ALONE: Final = b'"cluster":%s,"duplicate_of":null,"relation":null,"score":null}'
"""Most rows."""


class RowResult(NamedTuple):
    """What is added to one row; see the fields of the same name in `Article`."""

    cluster: str
    duplicate_of: str | None = None
    relation: Relation | None = None
    score: float | None = None


def add_result(line: bytes, result: RowResult) -> bytes:
    """The JSON object with the result as its last keys, in place of those that it had.

    >>> add_result(b'{"id": 7, "score": 2,  "n": 1e400}', RowResult("7"))
    b'{"id": 7,  "n": 1e400,"cluster":"7","duplicate_of":null,"relation":null,"score":null}'
    """
    body = _drop_keys(line.strip())[:-1].rstrip()
    return body + (b"" if body.endswith(b"{") else b",") + _dump_result(result)


def _drop_keys(line: bytes) -> bytes:
    name = _NAME.search(line)
    if name is None:
        return line
    if not _is_flat(line):
        # Objects may lie within objects, so that only a parser knows which member is the row's own.
        row = json.loads(line)
        return line if row.keys().isdisjoint(KEYS) else _dump({key: row[key] for key in row if key not in KEYS})
    while name is not None:
        line, place = _drop_member(line, *name.span())
        name = _NAME.search(line, place)
    return line


def _drop_member(line: bytes, start: int, end: int) -> tuple[bytes, int]:
    """A flat object without the member whose name stands there, and where to look on.

    It is none if a colon and a value do not follow, or if the first quote is escaped: then it is the end of a name.
    """
    value = _VALUE.match(line, end)
    if value is None or line[start - 1 : start] == b"\\":
        return line, end
    before, after = line[:start].rstrip(), line[value.end() :]
    # A comma less, too: the one before the member, or behind it if it is the first.
    if before.endswith(b","):
        return before[:-1] + after, len(before) - 1
    return before + after.removeprefix(b","), len(before)


def _is_flat(line: bytes) -> bool:
    """Whether no object or list lies within the object."""
    if b"[" not in line and line.find(b"{", 1) < 0:
        return True
    return not any(isinstance(value, dict | list) for value in orjson.loads(line).values())


def _dump_result(result: RowResult) -> bytes:
    """The members of the result, and the end of the object."""
    try:
        if result.duplicate_of is None:
            return _ALONE % orjson.dumps(result.cluster)
        return orjson.dumps(result._asdict())[1:]
    except TypeError:  # half a surrogate pair
        return _dump(result._asdict())[1:]


def _dump(value: object) -> bytes:
    """Compact JSON as UTF-8. The standard library's, because it keeps integers of any size."""
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    try:
        return text.encode()
    except UnicodeEncodeError:  # half a surrogate pair; as an escape it can be written
        return json.dumps(value, separators=(",", ":")).encode()
