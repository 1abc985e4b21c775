"""Runs a contestant in a process of its own; all are run by `run_best`, so all are measured alike."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import tempfile
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

import orjson

if TYPE_CHECKING:
    from collections.abc import Sequence

LAUNCHER = Path(__file__).resolve().parent / "launch.py"
LIMIT_SECONDS = 3600
"""Of one run; the slowest contestant takes some minutes."""
ONE_THREAD = dict.fromkeys(
    ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS", "RAYON_NUM_THREADS", "POLARS_MAX_THREADS"), "1"
)
SAME_SEED = {"PYTHONHASHSEED": "0"}
"""Contestants that hash with `hash()` are to give the same answer in every run."""


class ContestantError(RuntimeError):
    """A contestant ended with an error, or took too long."""


@dataclass(frozen=True, slots=True)
class Run:
    """What a command printed, and what it cost."""

    output: bytes
    cpu_seconds: float
    """User and system, children included, from the start of the process to its end."""
    wall_seconds: float
    peak_mb: float
    """The most memory that the process, or the largest of its children, held at once."""


def run_best(command: Sequence[str], times: int = 1, *, limit_seconds: float = LIMIT_SECONDS) -> Run:
    """Run a command some times: the output of the first run, the least seconds and the least peak of all.

    Raises ContestantError if it fails, takes too long, or prints something else the second time.
    """
    runs = [_run(command, limit_seconds) for _ in range(max(1, times))]
    return replace(
        runs[0],
        cpu_seconds=min(run.cpu_seconds for run in runs),
        wall_seconds=min(run.wall_seconds for run in runs),
        peak_mb=min(run.peak_mb for run in runs),
    )


def _run(command: Sequence[str], limit_seconds: float) -> Run:
    with tempfile.TemporaryDirectory() as folder:
        report = Path(folder) / "cost.json"
        process = subprocess.Popen(
            [sys.executable, "-I", "-S", str(LAUNCHER), str(report), *command],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            env=os.environ | ONE_THREAD | SAME_SEED,
            # A folder of its own, so that no name of a system is a file by chance. Paths in commands are absolute.
            cwd=folder,
            start_new_session=True,
        )
        output, errors = _wait(process, limit_seconds)
        if not report.exists():
            raise ContestantError(_last_line(errors))
        cost = orjson.loads(report.read_bytes())
    if cost.pop("status") != 0:
        raise ContestantError(_last_line(errors))
    return Run(output, **cost)


def _wait(process: subprocess.Popen[bytes], limit_seconds: float) -> tuple[bytes, bytes]:
    try:
        return process.communicate(timeout=limit_seconds)
    except subprocess.TimeoutExpired as error:
        message = f"took longer than {limit_seconds:,.0f} s"
        raise ContestantError(message) from error
    finally:
        # After a time-out or an interrupt neither the launcher nor the contestant may stay behind.
        if process.poll() is None:
            os.killpg(process.pid, signal.SIGKILL)
            process.communicate()


def _last_line(errors: bytes) -> str:
    lines = errors.decode("utf-8", "replace").strip().splitlines()
    return lines[-1].strip() if lines else "ended with an error and said nothing"
