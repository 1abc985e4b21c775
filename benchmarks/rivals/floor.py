"""What reading and writing cost: every contestant does as much, and this one nothing else.

A program: `python floor.py ROWS -o OUT`. Texts that are equal are in one cluster.
"""

from __future__ import annotations

import sys
from hashlib import blake2b
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, cast

import orjson

if TYPE_CHECKING:
    from collections.abc import Callable

SETTINGS = "the lower bound: only texts that are equal, by XXH3, or BLAKE2b where xxhash is not installed"


def find_digest() -> Callable[[bytes], bytes]:
    """The cheapest hash of 128 bits there is."""
    try:
        return cast("Callable[[bytes], bytes]", import_module("xxhash").xxh3_128_digest)
    except ImportError:
        return lambda text: blake2b(text, digest_size=16).digest()


def cluster_rows(source: Path, target: Path) -> None:
    """The rows with their clusters, in one pass."""
    digest = find_digest()
    first: dict[bytes, int] = {}
    with source.open("rb") as lines, target.open("wb") as file:
        for number, row in enumerate(map(orjson.loads, lines)):
            row["cluster"] = first.setdefault(digest(row["text"].encode()), number)
            file.write(orjson.dumps(row) + b"\n")


if __name__ == "__main__":
    cluster_rows(Path(sys.argv[1]), Path(sys.argv[3]))
