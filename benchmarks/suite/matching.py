"""The benchmark of finding copies: every rival on the same rows, judged by `segment eval`."""

from __future__ import annotations

import sys
from dataclasses import replace
from typing import TYPE_CHECKING

import orjson
from rivals import RIVALS

from segment.evaluate.measures import MERGED, RECALL_OF
from suite.machine import MISSING
from suite.process import ContestantError, Run, run_best
from suite.results import Growth, Result, Row, read_summary
from suite.sets import CopySet, read_rows, write_copies
from suite.splitting import CONTESTANT, SEGMENT, eval_arguments

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

PARTS = (4, 2, 1)
"""n, 2n and 4n."""


def measure_copies(
    measured: CopySet, folder: Path, *, rivals: Sequence[str], part: int, times: int, say: Callable[[str], None]
) -> Result:
    """The rivals on one part of a set; one that is missing or fails is a row that says so."""
    gold = folder / f"copies-{part}.jsonl"
    write_copies(measured, gold, part)
    rows = read_rows(gold)
    results = []
    for rival in rivals:
        say(f"{measured.name}: {rival}")
        results.append(run_rival(rival, gold, [row["id"] for row in rows], folder, times))
    kinds = dict.fromkeys(
        name for row in results if row.summary for name in row.summary.figures if name.startswith((RECALL_OF, MERGED))
    )
    measures = (*measured.measures, *sorted(kinds, key=lambda name: (name.startswith(MERGED), name)))
    return Result(measured.name, sum(len(row["text"]) for row in rows), tuple(results), measures)


def run_rival(rival: str, gold: Path, ids: Sequence[object], folder: Path, times: int = 1) -> Row:
    """What a rival costs, and what its clusters are worth."""
    settings = RIVALS[rival].settings
    try:
        run = _run_contestant(rival, gold, times)
        found = orjson.loads(run.output)
        if "missing" in found:
            return Row(rival, settings=settings, problem=MISSING)
        claimed = folder / "claimed.jsonl"
        _write_clusters(found["clusters"], ids, claimed)
        judged = run_best([*SEGMENT, *eval_arguments(gold, [str(claimed)])])
    except ContestantError as error:
        return Row(rival, settings=settings, problem=str(error))
    # An evaluation of a file calls the system by the file's name, which is one of this run only.
    return Row(rival, replace(read_summary(judged.output), system=rival), run, settings)


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
        runs = tuple(_run_contestant(rival, path, times) for path in files)
        growths.append(Growth(measured.name, "rows", rival, sizes, chars, runs))
    return growths


def _run_contestant(rival: str, gold: Path, times: int) -> Run:
    return run_best([sys.executable, str(CONTESTANT), rival, str(gold)], times)


def _write_clusters(clusters: Sequence[Sequence[int]], ids: Sequence[object], target: Path) -> None:
    cluster_of = {row: number for number, members in enumerate(clusters) for row in members}
    lines = (
        orjson.dumps(
            {"id": str(name), "cluster": f"cluster {cluster_of[row]}" if row in cluster_of else f"alone {row}"}
        )
        for row, name in enumerate(ids)
    )
    target.write_bytes(b"".join(line + b"\n" for line in lines))
