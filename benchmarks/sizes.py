"""What it takes to split huge inputs, beside a small one: memory must stay, and so must the speed.

    python benchmarks/sizes.py [--megabytes 1000] [--texts FILE.jsonl[.gz]] [--only NAME] [--jobs N]

Each input is made in a temporary folder: a text with lines, the same on one line, the first compressed, and rows of
JSONL. The texts are those of FILE, rows {text}, over and over; those of `fixtures/dumps` without one. Two lines for
each input, at 10 MB and at the size that was asked for: megabytes, CPU and wall seconds, megabytes a CPU second, that
speed against the one at 10 MB, and peak memory.
"""

from __future__ import annotations

import argparse
import gzip
import shutil
import sys
import tempfile
from itertools import cycle
from pathlib import Path
from typing import TYPE_CHECKING

import orjson
from suite.process import run_best

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

DUMPS = Path(__file__).parent.parent / "fixtures" / "dumps"
SMALL = 10
"""Megabytes of the input that the larger one is held against."""


def main(arguments: Sequence[str] | None = None) -> None:
    """Print a line for each input."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--megabytes", type=int, default=1000)
    parser.add_argument("--texts", type=Path, metavar="FILE.jsonl")
    parser.add_argument("--only", action="append", metavar="NAME", choices=INPUTS, help="may be repeated")
    parser.add_argument("--jobs", default="1")
    options = parser.parse_args(arguments)
    texts = read_texts(options.texts)
    print(f"{'':<10}{'MB':>8}{'CPU s':>10}{'wall s':>10}{'MB/s':>8}{'speed':>8}{'peak MB':>9}")
    with tempfile.TemporaryDirectory() as name:
        for form in options.only or INPUTS:
            small = 0.0
            for size in (SMALL, options.megabytes):
                path = INPUTS[form](Path(name), texts, size * 1_000_000)
                speed, line = measure(form, path, size, options.jobs, small)
                small = small or speed
                print(line, flush=True)
                path.unlink()


def read_texts(path: Path | None) -> list[str]:
    """The texts that inputs are made of."""
    if path is None:
        return [file.read_text("utf-8") for file in sorted(DUMPS.glob("*.txt"))]
    data = gzip.decompress(path.read_bytes()) if path.suffix == ".gz" else path.read_bytes()
    return [orjson.loads(line)["text"] for line in data.splitlines()]


def measure(form: str, path: Path, size: int, jobs: str, small: float) -> tuple[float, str]:
    """Megabytes a CPU second, and the line that tells it."""
    target = path.with_name("out.jsonl")
    command = [sys.executable, "-m", "segment", "split", str(path), "-o", str(target), "--jobs", jobs, "--quiet"]
    run = run_best([*command, "--profile", "none"])
    speed = size / run.cpu_seconds
    share = f"{speed / small:.2f}" if small else ""
    target.unlink()
    return speed, (
        f"{form:<10}{size:>8,}{run.cpu_seconds:>10,.1f}{run.wall_seconds:>10,.1f}{speed:>8.2f}{share:>8}"
        f"{run.peak_mb:>9,.0f}"
    )


def over_and_over(texts: Sequence[str], size: int, make: Callable[[str], bytes]) -> Iterator[bytes]:
    """What `make` makes of each text, until there are so many bytes."""
    written = 0
    for text in cycle(texts):
        piece = make(text)
        yield piece[: size - written]
        written += len(piece)
        if written >= size:
            return


def write(path: Path, pieces: Iterator[bytes]) -> Path:
    """The path, once all is written."""
    with path.open("wb") as file:
        file.writelines(pieces)
    return path


def write_text(folder: Path, texts: Sequence[str], size: int) -> Path:
    """A text with lines."""
    return write(folder / "long.txt", over_and_over(texts, size, lambda text: f"{text.strip()}\n\n".encode()))


def write_line(folder: Path, texts: Sequence[str], size: int) -> Path:
    """A text on one line."""
    return write(folder / "line.txt", over_and_over(texts, size, lambda text: f"{' '.join(text.split())} ".encode()))


def write_gzip(folder: Path, texts: Sequence[str], size: int) -> Path:
    """A text with lines, compressed; its size is that of the text."""
    plain = write_text(folder, texts, size)
    target = folder / "long.txt.gz"
    with plain.open("rb") as source, gzip.open(target, "wb", compresslevel=6) as packed:
        shutil.copyfileobj(source, packed)
    plain.unlink()
    return target


def write_rows(folder: Path, texts: Sequence[str], size: int) -> Path:
    """A million rows, or as many as a thousand bytes go into the size, a paragraph or more each."""
    pieces = [text[start : start + 900] for text in texts for start in range(0, len(text), 900)]
    rows = over_and_over(pieces, size, lambda text: orjson.dumps({"text": text}) + b"\n")
    return write(folder / "rows.jsonl", (row for row in rows if row.endswith(b"\n")))


INPUTS: dict[str, Callable[[Path, Sequence[str], int], Path]] = {
    "text": write_text,
    "line": write_line,
    "gzip": write_gzip,
    "rows": write_rows,
}

if __name__ == "__main__":
    main()
