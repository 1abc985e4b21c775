"""The benchmark of splitting: every system on every set by `segment eval`, and the pace of `segment split`."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from rivals import FLOOR, command_of

from suite.process import ContestantError, Run, run_best
from suite.results import Growth, Result, Row, read_summary
from suite.sets import GoldSet, read_rows, write_gold, write_long_dump

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

SEGMENT = (sys.executable, "-m", "segment")
SPLIT = "segment split"
GROWTH_ROWS = (125, 250, 500)
LONG_CHARS = (250_000, 500_000, 1_000_000)


def measure_gold(
    measured: GoldSet, folder: Path, *, systems: Sequence[str], rows: int | None, times: int, say: Callable[[str], None]
) -> Result:
    """The systems on one set; one that fails is a row that says so."""
    gold = folder / f"{measured.name.replace(' ', '-')}.jsonl"
    write_gold(measured, gold, rows)
    results = []
    for system in systems:
        say(f"{measured.name}: {system}")
        results.append(run_system(gold, system, measured.options, times))
    chars = sum(len(row["text"]) for row in read_rows(gold))
    return Result(measured.name, chars, tuple(results), measured.measures)


def run_system(gold: Path, system: str, options: Sequence[str] = (), times: int = 1) -> Row:
    """One system on one file of gold."""
    try:
        run = run_best([*SEGMENT, *eval_arguments(gold, options), "--system", system], times)
    except ContestantError as error:
        return Row(system, problem=str(error))
    return Row(system, read_summary(run.output), run)


def eval_arguments(gold: Path, options: Sequence[str] = ()) -> list[str]:
    """Of `segment`: the evaluation as JSON on standard output and nothing else."""
    return ["eval", str(gold), "--format", "json", "--worst", "0", "--quiet", *options]


def measure_growth(gold: GoldSet, folder: Path, times: int, say: Callable[[str], None]) -> list[Growth]:
    """Seconds and memory of `segment split` on n, 2n and 4n dumps, and on one dump of n, 2n and 4n characters."""
    many, long = [], []
    for rows, chars in zip(GROWTH_ROWS, LONG_CHARS, strict=True):
        many.append(folder / f"many-{rows}.jsonl")
        write_gold(gold, many[-1], rows)
        long.append(folder / f"long-{chars}.txt")
        write_long_dump(many[-1], long[-1], chars)
    sizes = tuple(len(read_rows(path)) for path in many)
    chars_many = tuple(sum(len(row["text"]) for row in read_rows(path)) for path in many)
    chars_long = tuple(len(path.read_text("utf-8")) for path in long)
    growths = []
    for system, command in ((FLOOR, _read_command), (SPLIT, _split_command)):
        say(f"growth: {system}")
        runs = tuple(run_best(command(path, folder), times) for path in many)
        growths.append(Growth(f"many dumps of {gold.name}", "dumps", system, sizes, chars_many, runs))
    say(f"growth: {SPLIT}, one long dump")
    runs = tuple(run_best(_split_command(path, folder), times) for path in long)
    growths.append(Growth("one long dump", "characters", SPLIT, chars_long, chars_long, runs))
    return growths


def _read_command(path: Path, folder: Path) -> list[str]:
    return command_of(FLOOR, path, folder / "read.jsonl")


def _split_command(path: Path, folder: Path) -> list[str]:
    return [*SEGMENT, "split", str(path), "-o", str(folder / "split.jsonl"), "--quiet"]


def per_second(chars: int, run: Run) -> float:
    """Megabytes, counted as a million characters, for each CPU second."""
    return chars / 1e6 / run.cpu_seconds if run.cpu_seconds else 0.0
