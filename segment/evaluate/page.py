"""The result as one page to look at: figures, plots, and the worst dumps with both answers side by side.

One file without scripts, and nothing in it is fetched: it can be sent, kept and opened anywhere. Texts are those of
strangers; they are escaped, made visible and kept from changing the direction of what stands around them.
"""

from __future__ import annotations

from importlib import resources
from typing import TYPE_CHECKING, Any, NamedTuple

from segment.errors import MissingExtraError
from segment.evaluate.formats.wording import (
    LESS,
    NOTHING,
    chance,
    confident_line,
    decimal,
    explain_command,
    has_ceiling,
    intervals_line,
    main_figures,
    marked,
    role_rows,
    short,
    signed,
    with_interval,
)
from segment.evaluate.measures import meaning
from segment.evaluate.plots import plot_bands, plot_confusion, plot_measures, plot_reliability
from segment.evaluate.sides import Fold, lay_side_by_side, visible

if TYPE_CHECKING:
    from collections.abc import Sequence

    from jinja2 import Template

    from segment.evaluate.records import Evaluation, Example, Figure, Summary

HEADLINES = ("boundary_f1", "body_f1", "article_f1", "pk", "pair_f1", "bcubed_f1", "adjusted_rand")
"""Measures shown in large numbers; the first few of those that were measured."""
MOST_HEADLINES = 4
NAME_CHARS = 120


class Plot(NamedTuple):
    """A picture and the words below it."""

    svg: str
    caption: str


def write_page(evaluation: Evaluation) -> str:
    """The page as HTML. Raises MissingExtraError without jinja2 or matplotlib.

    Its size is bounded by the number of worst dumps, see `sides`, and not by how long they are.
    """
    return _load_template().render(
        gold=short(evaluation.gold, NAME_CHARS),
        version=evaluation.version,
        how=intervals_line(evaluation),
        evaluation=evaluation,
        headlines=_choose_headlines(evaluation.systems),
        plots=_draw(evaluation),
        systems=[_describe(summary) for summary in evaluation.systems],
    )


def _load_template() -> Template:
    try:
        from jinja2 import Environment, StrictUndefined
    except ImportError as err:
        message = 'The page needs the extra: pip install "segment[eval]"'
        raise MissingExtraError(message) from err
    environment = Environment(autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True)
    environment.filters |= {
        "chance": chance,
        "decimal": decimal,
        "interval": with_interval,
        "marked": marked,
        "meaning": meaning,
        "short": short,
        "signed": signed,
        "visible": visible,
    }
    environment.globals |= {"LESS": LESS, "NOTHING": NOTHING}
    environment.tests |= {"ceiling": has_ceiling, "fold": lambda row: isinstance(row, Fold)}
    source = resources.files("segment") / "data" / "templates" / "eval.html.j2"
    return environment.from_string(source.read_text("utf-8"))


def _choose_headlines(systems: Sequence[Summary]) -> list[tuple[str, list[Figure | None]]]:
    """Measure, and its figure for each system."""
    measured = [name for name in HEADLINES if any(name in summary.figures for summary in systems)]
    return [(name, [summary.figures.get(name) for summary in systems]) for name in measured[:MOST_HEADLINES]]


def _draw(evaluation: Evaluation) -> list[Plot]:
    """Those of the plots that there is anything to see in."""
    systems = evaluation.systems
    plots = [
        Plot(plot_measures(systems), f"Measures with their 95 % intervals. {LESS} less is better."),
        Plot(plot_bands(systems), "F1 of boundaries by length of the dump; bars span the lengths of a band."),
        Plot(
            plot_reliability(systems), "How many articles are right of those of one confidence; ideal is the diagonal."
        ),
    ]
    for summary in systems:
        caption = "Blocks by role in gold and role found; the colour is the share of its row."
        of_system = f"{short(summary.system)}: {caption}" if len(systems) > 1 else caption
        plots.append(Plot(plot_confusion(summary), of_system))
    return [plot for plot in plots if plot.svg]


def _describe(summary: Summary) -> dict[str, Any]:
    return {
        "name": short(summary.system, NAME_CHARS),
        "summary": summary,
        "figures": main_figures(summary),
        "roles": role_rows(summary),
        "confident": confident_line(summary.reliability),
        "worst": [_show(example) for example in summary.worst],
    }


def _show(example: Example) -> dict[str, Any]:
    score = example.score
    return {
        "id": short(score.id, NAME_CHARS),
        "line": score.line,
        "missed": len(score.missed),
        "invented": len(score.invented),
        "command": explain_command(example.gold),
        "rows": lay_side_by_side(example),
    }
