"""The plots of a result: systems side by side, F1 by length, how far confidence can be trusted, roles confused.

Each returns an `svg` element, or an empty text where there is nothing to show. See `drawing` for how they look.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from segment.evaluate.drawing import COLOURS, INK, MARKS, RIGHT, SOFT, WRONG, canvas, dress, to_svg
from segment.evaluate.formats.wording import decimal, marked, order_roles, short

if TYPE_CHECKING:
    from collections.abc import Sequence

    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

    from segment.evaluate.records import Estimate, Summary

SHOWN = (
    "exact",
    "boundary_precision",
    "boundary_recall",
    "boundary_f1",
    "full_start_f1",
    "article_f1",
    "article_iou90_f1",
    "body_f1",
    "teaser_f1",
    "v_measure",
    "boundary_similarity",
    "segmentation_similarity",
    "pk",
    "windowdiff",
    "pair_f1",
    "bcubed_f1",
    "adjusted_rand",
)
"""Measures to plot: those between 0 and 1 that sum up the others."""
WIDTH = 5.8
"""Inches, at 72 points each: about a column of a page."""
NAME_CHARS = 26
DODGE = 0.22
"""Between two systems on one row of measures, in rows."""
STEADY = 0.6
"""Share of a row's height or a column's width that systems may take up together."""
MATRIX_CHARS = 14


def plot_measures(summaries: Sequence[Summary], names: Sequence[str] = SHOWN) -> str:
    """Each measure a row, each system a mark with its interval."""
    rows = [name for name in names if any(name in summary.figures for summary in summaries)]
    if not rows:
        return ""
    spread = _spread(len(summaries))
    height = 0.9 + len(rows) * max(0.3, 0.11 * len(summaries))
    with canvas(WIDTH, height, "measures") as figure:
        axes = figure.add_subplot()
        dress(axes, grid="x")
        lowest = 1.0
        for number, summary in enumerate(summaries):
            points = [(row, summary.figures[name].main) for row, name in enumerate(rows) if name in summary.figures]
            places = [row + spread[number] for row, _ in points]
            _mark_points(axes, places, [estimate for _, estimate in points], number, summary.system, upright=False)
            lowest = min([lowest, *(estimate.low for _, estimate in points)])
        axes.set_yticks(range(len(rows)), [marked(name) for name in rows])
        axes.set_ylim(len(rows) - 0.5, -0.5)
        axes.set_xlim(_floor(lowest), 1.005)
        if len(summaries) == 1:
            _write_values(axes, [summaries[0].figures[name].main for name in rows])
        _add_legend(figure, summaries)
        return to_svg(figure, "Measures and their 95 % intervals by system")


def plot_bands(summaries: Sequence[Summary]) -> str:
    """F1 of boundaries by the length of dumps: a bar as wide as a band, and its interval."""
    known = [summary for summary in summaries if summary.bands]
    if not known:
        return ""
    with canvas(WIDTH, 3.2, "bands") as figure:
        axes = figure.add_subplot()
        dress(axes, grid="y")
        spread = _spread(len(known))
        for number, summary in enumerate(known):
            bands = summary.bands
            colour = COLOURS[number % len(COLOURS)]
            values = [band.boundary_f1.value for band in bands]
            ends = [(max(1, band.low), max(1, band.high)) for band in bands]
            axes.hlines(values, *zip(*ends, strict=True), color=colour, alpha=0.35, linewidth=6)
            places = [math.sqrt(low * high) * (high / low) ** spread[number] for low, high in ends]
            _mark_points(axes, places, [band.boundary_f1 for band in bands], number, summary.system, upright=True)
        _scale_lengths(axes)
        lowest = min(band.boundary_f1.low for summary in known for band in summary.bands)
        axes.set_ylim(_floor(lowest), 1.01)
        axes.locator_params(axis="y", nbins=5)
        axes.set_xlabel("characters of the dump")
        axes.set_ylabel("boundary F1")
        _add_legend(figure, known)
        return to_svg(figure, "F1 of boundaries by length of the dump")


def plot_reliability(summaries: Sequence[Summary]) -> str:
    """How many articles of a confidence are right, against the diagonal, and how many there are of it."""
    known = [summary for summary in summaries if summary.reliability]
    if not known:
        return ""
    with canvas(5.0, 5.4, "reliability") as figure:
        axes, below = figure.subplots(2, 1, sharex=True, height_ratios=(4, 1))
        dress(axes, grid="both")
        dress(below, grid="y")
        axes.plot((0, 1), (0, 1), color=INK, alpha=2 * SOFT, linewidth=1, linestyle=(0, (4, 3)))
        spread = _spread(len(known))
        for number, summary in enumerate(known):
            _draw_reliability(axes, below, summary, number, spread[number], counts=len(known) == 1)
        axes.set(xlim=(-0.02, 1.02), ylim=(-0.02, 1.02), ylabel="share that is right")
        below.set(xlabel="confidence", ylabel="articles")
        below.margins(y=0.3)
        _add_legend(figure, known)
        return to_svg(figure, "Share of articles that are right by confidence")


def _draw_reliability(axes: Axes, below: Axes, summary: Summary, number: int, shift: float, *, counts: bool) -> None:
    bins = summary.reliability
    colour, mark = COLOURS[number % len(COLOURS)], MARKS[number % len(MARKS)]
    confidences, shares = [item.mean_confidence for item in bins], [item.share_right for item in bins]
    axes.plot(confidences, shares, color=colour, marker=mark, markersize=7, linewidth=1.6, label=_label(summary.system))
    middles = [(item.low + item.high) / 2 + shift * (item.high - item.low) for item in bins]
    widths = [0.8 * (item.high - item.low) * (1.0 if counts else DODGE) for item in bins]
    bars = below.bar(middles, [item.articles for item in bins], widths, color=colour, alpha=0.75)
    if counts:
        below.bar_label(bars, [f"{item.articles:,}" for item in bins], padding=2, fontsize=8)


def plot_confusion(summary: Summary) -> str:
    """Roles of gold in rows, roles found in columns; colour says how much of its row a cell has."""
    if not summary.roles:
        return ""
    rows, columns = (order_roles(pair[side] for pair in summary.roles) for side in (0, 1))
    width, height = 1.6 + 0.52 * len(columns), 1.5 + 0.36 * len(rows)
    with canvas(width, height, f"confusion of {summary.system}") as figure:
        axes = figure.add_subplot()
        axes.spines[:].set_visible(False)
        axes.tick_params(length=0, top=True, labeltop=True, bottom=False, labelbottom=False)
        for y, gold in enumerate(rows):
            total = sum(summary.roles[gold, found] for found in columns)
            for x, found in enumerate(columns):
                _draw_cell(axes, x, y, summary.roles[gold, found], total, right=gold == found)
        axes.set_xticks(range(len(columns)), [short(role, MATRIX_CHARS) for role in columns])
        axes.set_yticks(range(len(rows)), [short(role, MATRIX_CHARS) for role in rows])
        for label in axes.get_xticklabels():
            label.set(rotation=40, ha="left", rotation_mode="anchor")
        axes.set(xlim=(-0.5, len(columns) - 0.5), ylim=(len(rows) - 0.5, -0.5), xlabel="found", ylabel="gold")
        axes.xaxis.set_label_position("top")
        return to_svg(figure, f"Blocks by role in gold and role found by {short(summary.system, NAME_CHARS)}")


DARK_CELL = 0.7
"""Share of its row from which a cell is so dark that its number is white."""
PALEST = 0.12
"""Opacity of a cell that has anything at all: one block in a thousand is seen as well."""


def _draw_cell(axes: Axes, x: int, y: int, count: int, total: int, *, right: bool) -> None:
    from matplotlib.patches import Rectangle

    share = count / total if total else 0.0
    corner, side = (x - 0.47, y - 0.46), (0.94, 0.92)
    opacity = PALEST + (1 - PALEST) * share if count else SOFT / 4
    colour = INK if not count else RIGHT if right else WRONG
    axes.add_patch(Rectangle(corner, *side, facecolor=colour, alpha=opacity, linewidth=0))
    if count:
        ink = "white" if share >= DARK_CELL else INK
        axes.text(x, y, f"{count:,}", ha="center", va="center_baseline", fontsize=8.5, color=ink)


def _mark_points(
    axes: Axes, places: Sequence[float], estimates: Sequence[Estimate], number: int, name: str, *, upright: bool
) -> None:
    """One system's values with their intervals, upright or lying."""
    values = [estimate.value for estimate in estimates]
    # A percentile interval may leave its own value out by a hair.
    below = [max(0.0, estimate.value - estimate.low) for estimate in estimates]
    above = [max(0.0, estimate.high - estimate.value) for estimate in estimates]
    colour, mark = COLOURS[number % len(COLOURS)], MARKS[number % len(MARKS)]
    style = {"color": colour, "marker": mark, "markersize": 6, "linewidth": 0, "elinewidth": 1.8}
    label = _label(name)
    if upright:
        axes.errorbar(places, values, yerr=(below, above), label=label, **style)  # type: ignore[arg-type]  # mixed values
    else:
        axes.errorbar(values, places, xerr=(below, above), label=label, **style)  # type: ignore[arg-type]  # mixed values


def _write_values(axes: Axes, estimates: Sequence[Estimate]) -> None:
    """The numbers, in a column beside the rows."""
    for row, estimate in enumerate(estimates):
        across = axes.get_yaxis_transform()
        axes.text(1.03, row, decimal(estimate.value), transform=across, va="center", clip_on=False)


def _spread(systems: int) -> list[float]:
    """Where the systems stand around the middle of a row, so that none hides another."""
    step = min(DODGE, STEADY / systems)
    return [(number - (systems - 1) / 2) * step for number in range(systems)]


def _floor(lowest: float) -> float:
    """The tenth below, so that what differs is seen to differ and intervals stay inside; 0 unless values go below."""
    tenth = math.floor(lowest * 10 - 0.2) / 10
    return tenth if lowest < 0 else max(0.0, tenth)


def _scale_lengths(axes: Axes) -> None:
    """Lengths differ by factors; their labels are numbers and not powers."""
    from matplotlib.ticker import FuncFormatter, LogLocator, NullFormatter

    axes.set_xscale("log")
    axes.xaxis.set_major_locator(LogLocator(subs=(1, 2, 5)))
    axes.xaxis.set_major_formatter(FuncFormatter(lambda value, _: f"{value:,.0f}"))
    axes.xaxis.set_minor_formatter(NullFormatter())
    axes.tick_params(which="minor", length=0)


def _add_legend(figure: Figure, summaries: Sequence[Summary]) -> None:
    """Names of the systems above the plot, in their order; one system needs none."""
    if len(summaries) > 1:
        handles, labels = figure.axes[0].get_legend_handles_labels()
        figure.legend(handles, labels, loc="outside upper left", ncols=min(4, len(labels)), handletextpad=0.3)


def _label(name: str) -> str:
    """A system in the legend; names that begin with an underscore would be left out of it."""
    line = short(name, NAME_CHARS)
    return f" {line}" if line.startswith("_") else line
