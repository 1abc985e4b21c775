"""The result in GitHub's Markdown, for a comment on a change or a page of results."""

from __future__ import annotations

import html
import re
from typing import TYPE_CHECKING

from segment.evaluate.formats.wording import (
    LESS,
    NOTHING,
    ROLE_ORDER,
    chance,
    clean,
    confident_line,
    decimal,
    explain_command,
    intervals_line,
    main_figures,
    marked,
    order_roles,
    role_rows,
    short,
    signed,
    with_interval,
)

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from segment.evaluate.records import Check, Difference, Evaluation, Figure, Summary

_SPECIAL = re.compile(r"[\\`*_\[\]|~$]")
"""What can mean something within a line, besides HTML: marks, links, tables, mathematics."""
_TICKS = re.compile("`+")


def write_markdown(evaluation: Evaluation) -> str:
    """A heading for each system, and tables below."""
    parts = [f"# Evaluation on {code(short(evaluation.gold, 200))}"]
    parts.append(f"segment {escape(clean(evaluation.version))}; {escape(intervals_line(evaluation))}.")
    for summary in evaluation.systems:
        parts.extend(_system(summary))
    if evaluation.checks:
        parts += ["## Floors", _checks(evaluation.checks)]
    if evaluation.differences and len(evaluation.systems) > 1:
        names = [code(short(summary.system)) for summary in evaluation.systems[:2]]
        parts += ["## Difference", _differences(evaluation.differences, names)]
    return "\n\n".join(parts) + "\n"


def escape(text: str) -> str:
    """A text of ours with nothing in it that Markdown or HTML would obey.

    Texts of others are `code`: GitHub still finds mentions in them, however they are escaped.
    """
    return html.escape(_SPECIAL.sub(r"\\\g<0>", text), quote=False)


def _role(role: str) -> str:
    return role if role in ROLE_ORDER else code(short(role))


def code(text: str) -> str:
    """`text` as code: between more ticks than it has in a row, so nothing in it means anything.

    >>> code("a`b")
    '`` a`b ``'
    """
    longest = max(map(len, _TICKS.findall(text)), default=0)
    fence = "`" * (longest + 1)
    return f"{fence} {text} {fence}" if longest or not text.strip() else f"{fence}{text}{fence}"


def _table(header: Sequence[str], rows: Sequence[Sequence[str]], numbers: Sequence[int]) -> str:
    """Cells are Markdown already; a bar would end one even within code."""
    rule = ["--:" if number in numbers else ":--" for number in range(len(header))]
    body = [[cell.replace("|", "\\|") for cell in row] for row in (header, *rows)]
    return "\n".join(f"| {' | '.join(cells)} |" for cells in (body[0], rule, *body[1:]))


def _system(summary: Summary) -> Iterator[str]:
    yield f"## {code(short(summary.system))}"
    yield f"{summary.dumps:,} dumps, {summary.chars:,} characters."
    yield from _figures(main_figures(summary))
    roles = [
        (_role(row.role), *(with_interval(f.main if f else None) for f in row[1:4]), f"{row.blocks:,}")
        for row in role_rows(summary)
    ]
    if roles:
        yield "### Roles"
        yield _table(("role", "precision", "recall", "F1", "blocks"), roles, numbers=[1, 2, 3, 4])
    if summary.roles:
        yield "Gold in the rows, found in the columns, in blocks:"
        yield _confusion(summary)
    line = confident_line(summary.reliability)
    if line:
        yield f"Confidence: {escape(line)}."
    if summary.worst:
        yield "### Worst dumps"
        yield _worst(summary)


def _figures(figures: Sequence[Figure]) -> Iterator[str]:
    rows = [(code(figure.name), *map(with_interval, (figure.micro, figure.macro))) for figure in figures]
    rows = [(f"{name}{_mark(figure.name)}", *rest) for (name, *rest), figure in zip(rows, figures, strict=True)]
    if rows:
        yield _table(("measure", "over everything", "mean of the dumps"), rows, numbers=[1, 2])
    if any(_mark(figure.name) for figure in figures):
        yield f"{LESS} less is better"


def _mark(measure: str) -> str:
    return marked(measure).removeprefix(measure)


def _confusion(summary: Summary) -> str:
    rows, columns = (order_roles(pair[side] for pair in summary.roles) for side in (0, 1))
    cells = [
        (_role(gold), *(f"{summary.roles[gold, found]:,}" if summary.roles[gold, found] else "" for found in columns))
        for gold in rows
    ]
    return _table(("", *(_role(found) for found in columns)), cells, numbers=range(1, len(columns) + 1))


def _worst(summary: Summary) -> str:
    rows = []
    for example in summary.worst:
        score = example.score
        counts = (f"{score.line:,}", str(len(score.missed)), str(len(score.invented)))
        rows.append((code(short(score.id)), *counts, code(explain_command(example.gold) or NOTHING)))
    return _table(("dump", "line", "missed", "invented", "to look at it"), rows, numbers=[1, 2, 3])


def _checks(checks: Sequence[Check]) -> str:
    rows = [
        (
            f"{code(clean(check.name))}{_mark(check.name)}",
            decimal(check.floor),
            decimal(check.value),
            "pass" if check.passed else "**FAIL**",
        )
        for check in checks
    ]
    return _table(("measure", "floor", "value", ""), rows, numbers=[1, 2])


def _differences(differences: Sequence[Difference], names: Sequence[str]) -> str:
    rows = [
        (
            f"{code(name)}{_mark(name)}",
            decimal(first),
            decimal(second),
            f"{signed(difference.value)} [{signed(difference.low)}, {signed(difference.high)}]",
            escape(chance(p_value)),
        )
        for name, first, second, difference, p_value in differences
    ]
    return _table(("measure", *names, "better by", "p"), rows, numbers=[1, 2, 3, 4])
