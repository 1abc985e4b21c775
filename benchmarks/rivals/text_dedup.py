"""text-dedup: its program for MinHash, in this process, on a file of the texts."""

from __future__ import annotations

import os
import sys
import tempfile
from contextlib import redirect_stdout
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any

import orjson

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

SETTINGS = "as delivered: Jaccard .7, 250 permutations, 5-word shingles, at least 5 words"


def find_pairs(texts: Iterable[str]) -> Iterator[tuple[int, int]]:
    """Each text with the first of its cluster, which the program keeps in its module."""
    # It loads files through a library that asks a server about each of them unless told not to.
    os.environ |= {"HF_HUB_OFFLINE": "1", "HF_DATASETS_OFFLINE": "1", "HF_DATASETS_DISABLE_PROGRESS_BARS": "1"}
    with tempfile.TemporaryDirectory() as name, redirect_stdout(sys.stderr):
        folder = Path(name)
        os.environ["HF_HOME"] = name
        rows = folder / "rows.jsonl"
        rows.write_bytes(b"".join(orjson.dumps({"text": text}) + b"\n" for text in texts))
        program: Any = import_module("text_dedup.minhash")
        options = {
            "path": "json",
            "data_files": str(rows),
            "split": "train",
            "cache_dir": str(folder / "cache"),
            "output": str(folder / "out"),
            "column": "text",
            "num_proc": "1",
        }
        words = [word for option, value in options.items() for word in (f"--{option}", value)]
        program.main(args=words, standalone_mode=False)
    yield from ((program.uf.find(number), number) for number in sorted(program.uf.parent))
