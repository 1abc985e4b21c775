"""How long the command line takes to start, beside the floor: importing Typer.

    python benchmarks/startup.py [DUMP]

Medians of ten runs after a warm-up, in turn, as wall and CPU milliseconds of whole processes.
"""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
import time
from pathlib import Path

RUNS = 10
DUMP = Path(__file__).parent.parent / "fixtures" / "dumps" / "harbour.txt"


def run_once(command: list[str]) -> tuple[float, float]:
    """Wall and CPU milliseconds of one process."""
    before, began = os.times(), time.perf_counter()
    subprocess.run(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, check=True)
    wall, after = time.perf_counter() - began, os.times()
    cpu = after.children_user + after.children_system - before.children_user - before.children_system
    return wall * 1000, cpu * 1000


def main() -> None:
    """Print a line for each command."""
    dump = sys.argv[1] if len(sys.argv) > 1 else str(DUMP)
    segment = str(Path(sys.executable).parent / "segment")
    commands = {
        'python -c "import typer"': [sys.executable, "-c", "import typer"],
        "segment --help": [segment, "--help"],
        "segment split DUMP": [segment, "split", dump],
    }
    times: dict[str, list[tuple[float, float]]] = {name: [] for name in commands}
    for number in range(RUNS + 1):
        for name, command in commands.items():
            figures = run_once(command)
            if number:
                times[name].append(figures)
    floor = [statistics.median(column) for column in zip(*next(iter(times.values())), strict=True)]
    for name, rows in times.items():
        wall, cpu = (statistics.median(column) for column in zip(*rows, strict=True))
        print(f"{name:26} {wall:5.0f} ms wall ({wall / floor[0]:.2f}x)  {cpu:5.0f} ms CPU ({cpu / floor[1]:.2f}x)")


if __name__ == "__main__":
    main()
