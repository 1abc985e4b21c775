"""The result for a person at a terminal: plain columns, no boxes."""

from __future__ import annotations

import unicodedata
from typing import TYPE_CHECKING

from segment.evaluate.formats.wording import (
    LESS,
    NOTHING,
    chance,
    clean,
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

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from segment.evaluate.records import Check, Difference, Evaluation, Figure, Summary

GUTTER = "  "
TITLE_CHARS = 200
"""Of the name of the gold."""


def write_table(evaluation: Evaluation) -> str:
    """All sections that there is something to say in, parted by blank lines."""
    sections = [_head(evaluation)]
    for summary in evaluation.systems:
        sections.extend(_system(summary))
    sections.append(_checks(evaluation.checks))
    if len(evaluation.systems) > 1:
        names = [short(summary.system, 20) for summary in evaluation.systems]
        sections.append(_differences(evaluation.differences, names))
    lines = (line for section in sections if section for line in (*section, ""))
    return "\n".join(lines)


def align(rows: Sequence[Sequence[str]], numbers: Sequence[int] = ()) -> list[str]:
    """`rows` as lines of aligned columns; the columns in `numbers` stand to the right."""
    widths = [max(map(_width, column)) for column in zip(*rows, strict=True)]
    lines = []
    for row in rows:
        cells = []
        for number, (cell, width) in enumerate(zip(row, widths, strict=True)):
            blank = " " * (width - _width(cell))
            cells.append(blank + cell if number in numbers else cell + blank)
        lines.append(GUTTER.join(cells).rstrip())
    return lines


def _width(text: str) -> int:
    """Columns of a terminal: an ideograph takes two, an accent of its own none."""
    if text.isascii():
        return len(text)
    wide = sum(unicodedata.east_asian_width(char) in "WF" for char in text)
    return len(text) + wide - sum(unicodedata.combining(char) != 0 for char in text)


def _head(evaluation: Evaluation) -> list[str]:
    gold = short(evaluation.gold, TITLE_CHARS)
    return [f"{gold}, measured by segment {clean(evaluation.version)}", intervals_line(evaluation)]


def _system(summary: Summary) -> Iterator[list[str]]:
    yield [f"{short(summary.system)}: {summary.dumps:,} dumps, {summary.chars:,} characters"]
    yield _figures(main_figures(summary))
    yield _roles(summary)
    line = confident_line(summary.reliability)
    yield [line] if line else []
    yield _worst(summary)


def _figures(figures: Sequence[Figure]) -> list[str]:
    if not figures:
        return []
    rows = [("measure", "over everything", "mean of the dumps")]
    rows += [(marked(figure.name), with_interval(figure.micro), with_interval(figure.macro)) for figure in figures]
    lines = align(rows)
    return [*lines, f"{LESS} less is better"] if any(LESS in row[0] for row in rows) else lines


def _roles(summary: Summary) -> list[str]:
    rows = [("role", "precision", "recall", "F1", "blocks")]
    for role, precision, recall, f1, blocks in role_rows(summary):
        values = [with_interval(figure.main if figure else None) for figure in (precision, recall, f1)]
        rows.append((clean(role), values[0], values[1], values[2], f"{blocks:,}"))
    return align(rows, numbers=[4]) if len(rows) > 1 else []


def _worst(summary: Summary) -> list[str]:
    rows = [("worst dumps", "line", "missed", "invented", "to look at it")]
    for example in summary.worst:
        score = example.score
        counts = (f"{score.line:,}", str(len(score.missed)), str(len(score.invented)))
        rows.append((short(score.id), *counts, explain_command(example.gold) or NOTHING))
    return align(rows, numbers=[1, 2, 3]) if len(rows) > 1 else []


def _checks(checks: Sequence[Check]) -> list[str]:
    ceilings = f", or at most {LESS}" if any(has_ceiling(check.name) for check in checks) else ""
    rows = [("floors", f"at least{ceilings}", "is", "")]
    for check in checks:
        rows.append(
            (marked(check.name), decimal(check.floor), decimal(check.value), "pass" if check.passed else "FAIL")
        )
    return align(rows, numbers=[1, 2]) if checks else []


def _differences(differences: Sequence[Difference], names: Sequence[str]) -> list[str]:
    rows = [("measure", *names[:2], "better by", "95 % interval", "p")]
    for name, first, second, difference, p_value in differences:
        interval = f"[{signed(difference.low)}, {signed(difference.high)}]"
        values = (decimal(first), decimal(second), signed(difference.value), interval, chance(p_value))
        rows.append((marked(name), *values))
    return align(rows, numbers=[1, 2, 3, 4, 5]) if differences else []
