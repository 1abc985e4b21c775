"""What it costs to find copies in a file, and how many are found: ours and rivals, each from reading to writing.

    python benchmarks/copies.py [FILE.jsonl...] [--rivals NAMES] [--times N]

FILE has rows {id, text, cluster, cat, parent}, as `plant.py` makes them; without one, copies planted in the fixtures.
One table a file, a column for each contestant: CPU and wall seconds, peak memory, F1, precision and recall over pairs
of rows in one cluster, the recall of each kind of copy, and the share that is merged of rows that only look like
copies.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from rivals import RIVALS
from suite.judge import count_clusters
from suite.matching import choose_rivals, run_contestant
from suite.process import ContestantError
from suite.sets import CopySet, plant_in_fixtures, write_copies

from segment.evaluate.formats.wording import LESS, decimal
from segment.evaluate.measures import MERGED

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from suite.judge import Verdict
    from suite.process import Run

    from segment.evaluate.records import Counts

NOTHING = "–"


def parse(arguments: Sequence[str] | None = None) -> argparse.Namespace:
    """The options; ends with status 2 where they make no sense."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("files", nargs="*", type=Path, metavar="FILE.jsonl")
    parser.add_argument("--rivals", help=f"some of: {', '.join(RIVALS)} (with commas between; default: all)")
    parser.add_argument("--times", type=int, default=1, metavar="N", help="runs of each, of which the cheapest counts")
    options = parser.parse_args(arguments)
    options.rivals = options.rivals and options.rivals.split(",")
    if unknown := set(options.rivals or ()) - set(RIVALS):
        parser.error(f"no rival is called {', '.join(sorted(unknown))}; there are {', '.join(RIVALS)}")
    return options


def main(arguments: Sequence[str] | None = None) -> None:
    """Print a table for each file."""
    options = parse(arguments)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        for file in options.files or [write_planted(folder)]:
            print(*make_table(file.resolve(), options.rivals, options.times, folder), sep="\n", flush=True)


def write_planted(folder: Path) -> Path:
    """The set that is always there."""
    target = folder / "planted.jsonl"
    write_copies(CopySet("copies planted", plant_in_fixtures), target)
    return target


def make_table(gold: Path, rivals: Sequence[str] | None, times: int, folder: Path) -> Iterator[str]:
    """The lines of the table of one file."""
    rows = count_rows(gold)
    columns: dict[str, Mapping[str, str]] = {}
    problems: dict[str, str] = {}
    for rival in rivals or choose_rivals(tuple(RIVALS), rows):
        print(f"{gold.name}: {rival}", file=sys.stderr, flush=True)
        try:
            columns[rival] = measure(rival, gold, folder / "claimed.jsonl", times)
        except ContestantError as error:
            problems[rival] = str(error)
    yield f"{gold.name}: {rows:,} rows, {gold.stat().st_size / 1e6:,.1f} MB"
    if columns:
        yield from align(columns)
    yield from (f"{rival}: {problem}" for rival, problem in problems.items())


def count_rows(path: Path) -> int:
    """Lines of a file."""
    with path.open("rb") as lines:
        return sum(1 for _ in lines)


def measure(rival: str, gold: Path, claimed: Path, times: int) -> Mapping[str, str]:
    """The column of one contestant. Raises ContestantError if it is missing or fails."""
    run = run_contestant(rival, gold, claimed, times)
    return tell_costs(run) | tell_scores(count_clusters(gold, claimed))


def tell_costs(run: Run) -> dict[str, str]:
    """What a run cost."""
    return {"CPU s": f"{run.cpu_seconds:,.2f}", "wall s": f"{run.wall_seconds:,.2f}", "peak MB": f"{run.peak_mb:,.0f}"}


def tell_scores(verdict: Verdict) -> dict[str, str]:
    """How much was found."""
    scores = dict(zip(("F1", "P", "R"), _rate(verdict.pairs), strict=True))
    for name, (part, whole) in sorted(verdict.shares.items(), key=lambda item: (item[0].startswith(MERGED), item[0])):
        scores[f"{name} {LESS}" if name.startswith(MERGED) else name] = part / whole
    return {name: decimal(score) for name, score in scores.items()}


def _rate(pairs: Counts) -> tuple[float, float, float]:
    precision = pairs.right / pairs.claimed if pairs.claimed else 0.0
    recall = pairs.found / pairs.wanted if pairs.wanted else 0.0
    return 2 * precision * recall / (precision + recall) if precision + recall else 0.0, precision, recall


def align(columns: Mapping[str, Mapping[str, str]]) -> Iterator[str]:
    """A line for each figure that any contestant has, columns to the right."""
    names = list(dict.fromkeys(name for figures in columns.values() for name in figures))
    first = max(map(len, names), default=0)
    widths = {rival: max(len(rival), *map(len, figures.values())) for rival, figures in columns.items()}
    yield "  ".join([" " * first, *(f"{rival:>{width}}" for rival, width in widths.items())])
    for name in names:
        cells = (f"{columns[rival].get(name, NOTHING):>{width}}" for rival, width in widths.items())
        yield "  ".join([f"{name:<{first}}", *cells])


if __name__ == "__main__":
    main()
