"""Writes what came out as Markdown, with plots beside it; and as JSON for a program."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from rivals import FLOOR, OURS

from segment.errors import MissingExtraError
from segment.evaluate.formats.wording import LESS, decimal, marked, with_interval
from segment.evaluate.measures import MERGED, RECALL_OF
from suite.splitting import per_second

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from segment.evaluate.records import Figure, Summary
    from suite.results import Growth, Result, Row

LOOKED_INTO = 2.2
"""Seconds of the last doubling above which a contestant grows faster than its input."""
SPLIT_FLOOR = "none"
"""The system that does nothing: what reading, scoring and the intervals cost."""
DETAILED = "columns"
"""The set that is most like the dumps the program is for: its lengths, confidences and roles are plotted."""
NOTHING = "–"
HOW_TO_READ = f"""\
- Figures are followed by their 95 % interval (bootstrap over dumps, or over groups of rows that clusters connect);
  {LESS} marks those of which less is better. What they mean: `segment eval --help` and `segment/evaluate/measures.py`.
- Every contestant ran in a process of its own, on one thread. CPU s: user and system seconds of that process and its
  children, start-up included, the least of all runs. MB/s: million characters of input for each of these seconds.
- Peak MB: the most memory it held at once; in brackets, how much of it is above the floor.
- The floor of splitting is the system `{SPLIT_FLOOR}`, so both sides include reading gold, scoring and the intervals;
  the pace of splitting alone stands under Growth. The floor of copies, `{FLOOR}`, reads, parses, hashes and writes.
"""


@dataclass(frozen=True, slots=True)
class Report:
    """All that a run found out."""

    date: str
    command: str
    times: int
    machine: Mapping[str, str]
    versions: Mapping[str, str]
    splitting: Sequence[Result]
    copies: Sequence[Result]
    growth: Sequence[Growth]
    skipped: Sequence[str]
    """Sets whose files are not there."""


def write_report(report: Report) -> tuple[str, dict[str, str]]:
    """The Markdown page, and its plots by file name; no plots where matplotlib is not installed."""
    plots = draw_plots(report)
    shown: dict[bool, list[str]] = {False: [], True: []}
    for name, alt, _ in plots:
        shown[name.startswith(f"{report.date}-copies")].append(f"![{alt}]({name})")
    sections = [*_head(report)]
    if report.splitting:
        sections += ["## Splitting", *shown[False]]
        sections += [part for result in report.splitting for part in _section(result, SPLIT_FLOOR, "dumps")]
    if report.copies:
        sections += ["## Copies", *shown[True]]
        sections += [part for result in report.copies for part in _section(result, FLOOR, "rows")]
        sections += _settings(report.copies)
    sections += _growth(report.growth)
    return "\n\n".join(section.rstrip() for section in sections) + "\n", {name: svg for name, _, svg in plots}


def _head(report: Report) -> Iterator[str]:
    yield f"# Benchmarks, {report.date}"
    yield f"`{report.command}`; the best of {report.times} runs."
    if report.skipped:
        yield f"Not measured, since their files were not there: {', '.join(report.skipped)}."
    yield HOW_TO_READ
    yield _table(("machine", ""), report.machine.items())
    yield _table(("package", "version"), report.versions.items())


def _section(result: Result, floor: str, unit: str) -> Iterator[str]:
    known = [row for row in result.rows if row.summary is not None]
    size = f"{known[0].summary.dumps:,} {unit}, " if known and known[0].summary else ""
    yield f"### {result.name[:1].upper()}{result.name[1:]}"
    yield f"{size}{result.chars / 1e6:.2f} million characters."
    measures = [name for name in result.measures if any(row.summary and name in row.summary.figures for row in known)]
    kinds = [name for name in measures if name in _kinds(result)]
    scores = [name for name in measures if name not in kinds]
    base = next((row.run.peak_mb for row in result.rows if row.system == floor and row.run), None)
    head = ("system", *map(marked, scores), "CPU s", "MB/s", "peak MB")
    yield _table(head, ((*_scores(row, scores), *_costs(row, result.chars, base)) for row in result.rows))
    if kinds:
        systems = [row.system for row in known]
        yield _table(
            ("share", *systems),
            ((marked(name), *(_estimate(row.summary, name, interval=False) for row in known)) for name in kinds),
        )


def _kinds(result: Result) -> list[str]:
    """Measures of one kind of copy each."""
    return [name for name in result.measures if name.startswith((RECALL_OF, MERGED))]


def _scores(row: Row, measures: Sequence[str]) -> list[str]:
    if row.summary is None:
        return [row.system, row.problem, *([NOTHING] * (len(measures) - 1))]
    return [row.system, *(_estimate(row.summary, name) for name in measures)]


def _estimate(summary: Summary | None, name: str, *, interval: bool = True) -> str:
    figure = summary.figures.get(name) if summary else None
    if figure is None:
        return NOTHING
    return with_interval(figure.main) if interval else decimal(figure.main.value)


def _costs(row: Row, chars: int, base: float | None) -> list[str]:
    if row.run is None:
        return [NOTHING] * 3
    above = "" if base is None else f" (+{max(0.0, row.run.peak_mb - base):,.0f})"
    return [f"{row.run.cpu_seconds:,.1f}", f"{per_second(chars, row.run):.2f}", f"{row.run.peak_mb:,.0f}{above}"]


def _settings(copies: Sequence[Result]) -> Iterator[str]:
    settings = {row.system: row.settings for result in copies for row in result.rows}
    yield "### Settings"
    yield _table(("contestant", "settings"), settings.items())


def _growth(growths: Sequence[Growth]) -> Iterator[str]:
    if not growths:
        return
    yield "## Growth"
    yield (
        "CPU seconds on n, 2n and 4n of the input; the last column is what the last doubling multiplies them with, in "
        f"bold above {LOOKED_INTO:g}."
    )
    head = ("input", "contestant", "n", "2n", "4n", "CPU s", "MB/s at 4n", "peak MB", "per doubling")
    yield _table(head, (_growth_row(growth) for growth in growths))


def _growth_row(growth: Growth) -> Iterator[str]:
    last = growth.runs[-1]
    factor = last.cpu_seconds / growth.runs[-2].cpu_seconds if growth.runs[-2].cpu_seconds else 0.0
    yield f"{growth.name}, {growth.unit}"
    yield growth.system
    yield from (f"{size:,}" for size in growth.sizes)
    yield " / ".join(f"{run.cpu_seconds:,.1f}" for run in growth.runs)
    yield f"{per_second(growth.chars[-1], last):.2f}"
    yield " / ".join(f"{run.peak_mb:,.0f}" for run in growth.runs)
    yield f"**{factor:.2f}**" if factor > LOOKED_INTO else f"{factor:.2f}"


def _table(head: Sequence[str], rows: Iterable[Iterable[str]]) -> str:
    lines = [head, ["---"] * len(head), *([cell.replace("|", "\\|") or " " for cell in row] for row in rows)]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)


def draw_plots(report: Report) -> list[tuple[str, str, str]]:
    """File name, what it shows, and SVG of each plot; none where matplotlib is not installed."""
    try:
        return [plot for plot in _draw(report) if plot[2]]
    except MissingExtraError:
        return []


def _draw(report: Report) -> Iterator[tuple[str, str, str]]:
    from segment.evaluate.plots import plot_bands, plot_confusion, plot_measures, plot_reliability

    date = report.date
    several = [result for result in report.splitting if len(result.rows) > 1]
    across = across_sets(several, "boundary_f1")
    sets = [result.name for result in several]
    yield f"{date}-splitting.svg", "boundary F1 of every system on every set", plot_measures(across, sets)
    for result in report.splitting:
        ours = [row.summary for row in result.rows if row.system == OURS and row.summary]
        if result.name == DETAILED and ours:
            yield f"{date}-lengths.svg", f"boundary F1 by length of the dump, {DETAILED}", plot_bands(ours)
            yield f"{date}-confidence.svg", f"confidence and truth, {DETAILED}", plot_reliability(ours)
            yield f"{date}-roles.svg", f"roles of gold and roles found, {DETAILED}", plot_confusion(ours[0])
    for result in report.copies:
        known = [row.summary for row in result.rows if row.summary]
        name = f"{date}-{result.name.replace(' ', '-')}.svg"
        told = [measure for measure in result.measures if measure == "pair_f1" or measure in _kinds(result)]
        yield name, f"F1 over pairs and recall by kind of copy, {result.name}", plot_measures(known, told)


def across_sets(results: Sequence[Result], measure: str) -> list[Summary]:
    """For each system one measure on every set, under the name of the set."""
    figures: dict[str, dict[str, Figure]] = {}
    first: dict[str, Summary] = {}
    for result in results:
        for row in result.rows:
            if row.summary and (figure := row.summary.figures.get(measure)):
                first.setdefault(row.system, row.summary)
                figures.setdefault(row.system, {})[result.name] = replace(figure, name=result.name)
    return [replace(first[system], figures=found) for system, found in figures.items()]


def to_record(report: Report) -> dict[str, Any]:
    """The same for programs: figures with both averages, seconds and memory."""
    return {
        "date": report.date,
        "machine": dict(report.machine),
        "versions": dict(report.versions),
        "splitting": {result.name: _rows_record(result) for result in report.splitting},
        "copies": {result.name: _rows_record(result) for result in report.copies},
        "growth": [_growth_record(growth) for growth in report.growth],
    }


def _rows_record(result: Result) -> list[dict[str, Any]]:
    return [
        {
            "system": row.system,
            "settings": row.settings,
            "problem": row.problem or None,
            "cpu_seconds": row.run and row.run.cpu_seconds,
            "peak_mb": row.run and row.run.peak_mb,
            "figures": {name: _figure_record(figure) for name, figure in row.summary.figures.items()}
            if row.summary
            else {},
        }
        for row in result.rows
    ]


def _figure_record(figure: Figure) -> dict[str, Any]:
    return {
        name: None if estimate is None else estimate._asdict()
        for name, estimate in (("micro", figure.micro), ("macro", figure.macro))
    }


def _growth_record(growth: Growth) -> dict[str, Any]:
    return {
        "input": growth.name,
        "system": growth.system,
        "unit": growth.unit,
        "sizes": growth.sizes,
        "chars": growth.chars,
        "cpu_seconds": [run.cpu_seconds for run in growth.runs],
        "peak_mb": [run.peak_mb for run in growth.runs],
    }
