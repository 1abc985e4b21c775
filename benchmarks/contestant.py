"""Runs one library on one file: `python benchmarks/contestant.py NAME ROWS -o OUT`; see `rivals`.

ROWS is JSONL with a `text` in each row. OUT gets each row with its `cluster`: the number of the first row in it.
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import orjson
from rivals import RIVALS, join_pairs

if TYPE_CHECKING:
    from collections.abc import Iterator


def compete(name: str, source: Path, target: Path) -> None:
    """Read the rows twice: holding them would cost memory that is not the library's."""
    find_pairs = RIVALS[name].find_pairs
    assert find_pairs is not None, name  # noqa: S101 - programs are run by themselves
    clusters = join_pairs(find_pairs(row["text"] for row in _read(source)))
    first = {member: members[0] for members in clusters for member in members}
    with target.open("wb") as file:
        for number, row in enumerate(_read(source)):
            row["cluster"] = first.get(number, number)
            file.write(orjson.dumps(row) + b"\n")


def _read(path: Path) -> Iterator[dict[str, Any]]:
    with path.open("rb") as lines:
        yield from map(orjson.loads, lines)


if __name__ == "__main__":
    compete(sys.argv[1], Path(sys.argv[2]), Path(sys.argv[4]))
