"""The dumps of `fixtures/dumps`, found by themselves."""

from __future__ import annotations

from pathlib import Path

from segment.types import Dump

FIXTURES = Path(__file__).parent.parent / "fixtures"
FOLDER = FIXTURES / "dumps"
DUMPS = sorted(path.name for path in FOLDER.iterdir())


def read_dump(name: str) -> Dump:
    """A dump as the program reads it: line ends as they stand."""
    text = (FOLDER / name).read_bytes().decode()
    return Dump(text, name, format="markdown" if name.endswith(".md") else "text")
