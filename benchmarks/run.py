"""Runs all benchmarks and writes `benchmarks/results/<date>.md`, with plots beside it.

    python benchmarks/run.py                      everything; about an hour on one core
    python benchmarks/run.py --quick              a few minutes: segment alone, on the first rows of each set
    python benchmarks/run.py --quick --floors     the same, and exit status 1 if a score is below its floor
    python benchmarks/run.py --quick --raise-floors

Sets whose files are not there are skipped. See README.md in this folder.
"""

from __future__ import annotations

import argparse
import datetime
import shlex
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

import orjson
from rivals import OURS, RIVALS
from suite.floors import check_floors, raise_floors, read_floors, take_values, write_floors
from suite.machine import describe_machine, list_versions
from suite.matching import measure_copies, measure_copy_growth
from suite.report import Report, to_record, write_report
from suite.sets import CopySet, GoldSet, choose, find_sets, is_there
from suite.splitting import measure_gold, measure_growth

if TYPE_CHECKING:
    from collections.abc import Sequence

    from suite.floors import Check, Floors
    from suite.results import Growth, Result

HERE = Path(__file__).parent
DATA = HERE.parent.parent / "shared" / "data"
FLOORS = HERE / "floors.json"
RESULTS = HERE / "results"
BELOW = 1
"""Exit status where a score is below its floor."""
GROWTH_SET = "columns"
"""Its dumps are of one kind, so that more of them are more of the same."""


def parse(arguments: Sequence[str] | None = None) -> argparse.Namespace:
    """The options; ends with status 2 where they make no sense."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--quick", action="store_true", help="segment alone, on the first rows of each set")
    parser.add_argument("--floors", action="store_true", help=f"hold the scores against {FLOORS.name}")
    parser.add_argument("--raise-floors", action="store_true", help="raise floors that were passed clearly; lower none")
    parser.add_argument("--data", type=Path, default=DATA, help="folder of the sets that are not part of the project")
    parser.add_argument("--only", action="append", default=[], metavar="NAME", help="sets with this in their name")
    parser.add_argument("--times", type=int, default=None, metavar="N", help="runs of each contestant (3; 1 if quick)")
    parser.add_argument("--output", type=Path, default=RESULTS, help="folder of the report")
    parser.add_argument("--json", action="store_true", help="print all figures as JSON instead of writing a report")
    parser.add_argument("--versions", action="store_true", help="print machine and versions, and stop")
    options = parser.parse_args(arguments)
    if (options.floors or options.raise_floors) and not options.quick:
        parser.error("floors are those of the quick run: add --quick")
    return options


def main(arguments: Sequence[str] | None = None) -> int:
    """Run what was asked for. Returns the exit status."""
    options = parse(arguments)
    if options.versions:
        for name, value in (describe_machine() | list_versions()).items():
            print(f"{name:14} {value}")
        return 0
    report = measure(options)
    if options.json:
        sys.stdout.buffer.write(orjson.dumps(to_record(report), option=orjson.OPT_INDENT_2) + b"\n")
    elif not options.quick:
        save(report, options.output)
    return judge(report, options) if options.quick else 0


def measure(options: argparse.Namespace) -> Report:
    """Every set that is there, one after the other."""
    sets = choose(options.only, find_sets(options.data))
    there = [measured for measured in sets if is_there(measured)]
    times = options.times or (1 if options.quick else 3)
    splitting: list[Result] = []
    copies: list[Result] = []
    growth: list[Growth] = []
    for measured in there:
        with tempfile.TemporaryDirectory() as name:
            folder = Path(name)
            if isinstance(measured, CopySet):
                copies.append(_measure_copies(measured, folder, times, quick=options.quick))
                if not options.quick:
                    runs = [row.system for row in copies[-1].rows if row.run]
                    growth += measure_copy_growth(measured, folder, runs, 1, say)
            else:
                splitting.append(_measure_gold(measured, folder, times, quick=options.quick))
                if measured.name == GROWTH_SET and not options.quick:
                    growth += measure_growth(measured, folder, times, say)
    return Report(
        date=datetime.datetime.now(tz=datetime.UTC).date().isoformat(),
        command=shlex.join(["python", "benchmarks/run.py", *(["--quick"] if options.quick else [])]),
        times=times,
        machine=describe_machine(),
        versions=list_versions(),
        splitting=splitting,
        copies=copies,
        growth=growth,
        skipped=[measured.name for measured in sets if measured not in there],
    )


def _measure_gold(measured: GoldSet, folder: Path, times: int, *, quick: bool) -> Result:
    systems = (OURS,) if quick else measured.systems
    rows = measured.quick_rows if quick else None
    return measure_gold(measured, folder, systems=systems, rows=rows, times=times, say=say)


def _measure_copies(measured: CopySet, folder: Path, times: int, *, quick: bool) -> Result:
    part = measured.quick_parts if quick else 1
    return measure_copies(measured, folder, rivals=(OURS,) if quick else tuple(RIVALS), part=part, times=times, say=say)


def save(report: Report, folder: Path) -> None:
    """The report and its plots; a second run of one day replaces the first."""
    page, plots = write_report(report)
    folder.mkdir(parents=True, exist_ok=True)
    for name, svg in plots.items():
        (folder / name).write_text(svg, "utf-8")
    (folder / f"{report.date}.md").write_text(page, "utf-8")
    say(f"wrote {report.date}.md and {len(plots)} plots")


def judge(report: Report, options: argparse.Namespace) -> int:
    """Print the scores of the quick run beside their floors; raise floors if asked to."""
    results = [*report.splitting, *report.copies]
    ours = {result.name: row for result in results for row in result.rows if row.system == OURS}
    for name, row in ours.items():
        if row.problem:
            say(f"{name}: {row.problem}")
    held = {measured.name: measured.held for measured in find_sets(options.data)}
    values = take_values({name: row.summary for name, row in ours.items() if row.summary}, held)
    values |= {name: {} for name, row in ours.items() if row.summary is None}
    floors = read_floors(FLOORS)
    if options.raise_floors:
        floors = raise_floors(floors, values)
        write_floors(FLOORS, floors)
    checks = check_floors(floors, values)
    if not options.json:
        print_scores(values, checks)
        print(f"{sum(row.run.cpu_seconds for row in ours.values() if row.run):.0f} CPU s")
    failed = any(row.problem for row in ours.values()) or not all(check.passed for check in checks)
    return BELOW if options.floors and failed else 0


def print_scores(values: Floors, checks: Sequence[Check]) -> None:
    """A line for each floor, and for each score that has none yet."""
    print(f"{'set':20} {'measure':20} {'value':>7} {'floor':>7}")
    for check in checks:
        value = "missing" if check.value is None else f"{check.value:7.3f}"
        print(f"{check.name:20} {check.measure:20} {value} {check.floor:7.3f}  {'ok' if check.passed else 'BELOW'}")
    held = {(check.name, check.measure) for check in checks}
    for name, measures in values.items():
        for measure, reached in measures.items():
            if (name, measure) not in held:
                print(f"{name:20} {measure:20} {reached:7.3f}    none")


def say(line: str) -> None:
    """Progress, on standard error."""
    print(line, file=sys.stderr, flush=True)


if __name__ == "__main__":
    sys.exit(main())
