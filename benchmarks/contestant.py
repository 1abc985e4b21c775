"""Runs one contestant on one file: `python benchmarks/contestant.py NAME FILE`; `run.py` starts it.

FILE is JSONL with a `text` in each row. One JSON object on standard output: the clusters as numbers of rows, from 0, or
the packages that are missing.
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

import orjson
from rivals import RIVALS, join_pairs
from suite.machine import find_version


def compete(name: str, path: Path) -> dict[str, Any]:
    """What the contestant finds, with its settings and versions."""
    rival = RIVALS[name]
    versions = {package: find_version(package) for package in rival.packages}
    told: dict[str, Any] = {"settings": rival.settings, "versions": versions}
    missing = [package for package, version in versions.items() if version is None]
    if missing:
        return told | {"missing": missing}
    with path.open("rb") as lines:
        texts = [orjson.loads(line)["text"] for line in lines]
    return told | {"clusters": join_pairs(rival.find_pairs(texts))}


if __name__ == "__main__":
    sys.stdout.buffer.write(orjson.dumps(compete(sys.argv[1], Path(sys.argv[2]))) + b"\n")
