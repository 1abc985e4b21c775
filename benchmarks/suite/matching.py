"""The benchmark of finding copies: every rival on the same rows, from reading them to writing them with clusters."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from rivals import RIVALS, command_of

from segment.evaluate.measures import MERGED, RECALL_OF
from suite.judge import judge_clusters, judge_pairs
from suite.machine import MISSING, find_version
from suite.process import ContestantError, Run, run_best
from suite.results import Growth, Result, Row
from suite.sets import CopySet, read_rows, write_copies

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from segment.evaluate.records import Summary

PARTS = (4, 2, 1)
"""n, 2n and 4n."""


def measure_copies(
    measured: CopySet, folder: Path, *, rivals: Sequence[str], part: int, times: int, say: Callable[[str], None]
) -> Result:
    """The rivals on one part of a set; one that is missing or fails is a row that says so."""
    gold = folder / f"copies-{part}.jsonl"
    write_copies(measured, gold, part)
    rows = read_rows(gold)
    judge = judge_clusters if measured.has_clusters else judge_pairs
    results = []
    for rival in choose_rivals(rivals, len(rows)):
        say(f"{measured.name}: {rival}")
        results.append(run_rival(rival, gold, folder, judge, times))
    kinds = dict.fromkeys(
        name for row in results if row.summary for name in row.summary.figures if name.startswith((RECALL_OF, MERGED))
    )
    measures = (*measured.measures, *sorted(kinds, key=lambda name: (name.startswith(MERGED), name)))
    return Result(measured.name, sum(len(row["text"]) for row in rows), tuple(results), measures)


def choose_rivals(rivals: Sequence[str], rows: int) -> list[str]:
    """Those that so many rows are enough for."""
    return [rival for rival in rivals if RIVALS[rival].fewest_rows <= rows]


def run_rival(
    rival: str, gold: Path, folder: Path, judge: Callable[[Path, Path], Summary] = judge_clusters, times: int = 1
) -> Row:
    """What a rival costs, and what its clusters are worth."""
    settings = RIVALS[rival].settings
    claimed = folder / "claimed.jsonl"
    try:
        run = run_contestant(rival, gold, claimed, times)
        summary = judge(gold, claimed)
    except ContestantError as error:
        return Row(rival, settings=settings, problem=str(error))
    return Row(rival, replace(summary, system=rival), run, settings)


def run_contestant(rival: str, rows: Path, target: Path, times: int) -> Run:
    """Run a rival from the file of rows to the same with clusters. Raises ContestantError if it is missing or fails."""
    if any(find_version(package) is None for package in RIVALS[rival].packages):
        raise ContestantError(MISSING)
    return run_best(command_of(rival, rows, target), times)


def measure_copy_growth(
    measured: CopySet, folder: Path, rivals: Sequence[str], times: int, say: Callable[[str], None]
) -> list[Growth]:
    """Seconds and memory of those rivals that run, on n, 2n and 4n rows."""
    files = []
    for part in PARTS:
        files.append(folder / f"copies-{part}.jsonl")
        write_copies(measured, files[-1], part)
    tables = [read_rows(path) for path in files]
    sizes = tuple(len(rows) for rows in tables)
    chars = tuple(sum(len(row["text"]) for row in rows) for rows in tables)
    growths = []
    for rival in rivals:
        say(f"growth: {rival}")
        runs = tuple(run_contestant(rival, path, folder / "claimed.jsonl", times) for path in files)
        growths.append(Growth(measured.name, "rows", rival, sizes, chars, runs))
    return growths
