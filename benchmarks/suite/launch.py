"""Runs one command and writes down what it cost: `python -I -S launch.py REPORT COMMAND...`.

A program of its own, and a small one: the kernel counts the memory of the process that starts another one towards the
peak of the new one, so whoever starts a contestant must itself be smaller than any contestant.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from pathlib import Path


def main(report: str, *command: str) -> None:
    """Wait for the command, with its children; user and system seconds, the peak in the unit of the system."""
    began = time.perf_counter()
    process = subprocess.Popen(command)
    _, status, usage = os.wait4(process.pid, 0)
    cost = {
        "status": os.waitstatus_to_exitcode(status),
        "cpu_seconds": usage.ru_utime + usage.ru_stime,
        "wall_seconds": time.perf_counter() - began,
        # Linux counts in kilobytes, macOS in bytes.
        "peak_mb": usage.ru_maxrss / (1_048_576 if sys.platform == "darwin" else 1024),
    }
    Path(report).write_text(json.dumps(cost), "utf-8")


if __name__ == "__main__":
    main(*sys.argv[1:])
