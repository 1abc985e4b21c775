"""What all forms of the result share: how a figure is written, what stands in which section, how long a name may be."""

from __future__ import annotations

import re
import shlex
from typing import TYPE_CHECKING, NamedTuple

from segment.cli.console import printable
from segment.evaluate.measures import PARTS, is_less_better
from segment.evaluate.records import RESIDUE
from segment.readers.names import ROW_SUFFIXES, bare_suffix
from segment.types import Role

if TYPE_CHECKING:
    from collections.abc import Iterable

    from segment.evaluate.records import Bin, Estimate, Evaluation, Figure, GoldDump, Summary

DIGITS = 3
"""Of a figure for a person: gold of a few hundred dumps cannot tell more apart."""
EXACT_DIGITS = 6
"""Of a figure for a program. More would show differences between processors, not between systems."""
NAME_CHARS = 48
"""Of an id in a table: a row's own id can be a whole address."""
NOTHING = "–"
"""Where there is no figure."""
LESS = "↓"
"""Marks measures of which less is better."""
SURE = 0.9
"""Confidence from which a person would not look again."""

ROLE_PREFIX = "role_"
ROLE_ORDER = (*map(str, Role), RESIDUE)
_NOT_IN_TEXT = re.compile("[\\ud800-\\udfff\\ufffe\\uffff]")


class RoleRow(NamedTuple):
    """How well one role was told."""

    role: str
    precision: Figure | None
    recall: Figure | None
    f1: Figure | None
    blocks: int
    """Of gold that have this role."""


def decimal(value: float) -> str:
    """A figure without the zero before the point.

    >>> decimal(0.9271), decimal(1), decimal(-0.0004), decimal(-0.02)
    ('.927', '1.000', '.000', '-.020')
    """
    text = f"{value:.{DIGITS}f}"
    sign = "-" if text.startswith("-") and float(text) else ""
    return sign + text.lstrip("-").removeprefix("0")


def signed(value: float) -> str:
    """The same with its sign, for differences.

    >>> signed(0.012), signed(-0.012), signed(0.0)
    ('+.012', '-.012', '.000')
    """
    text = decimal(value)
    return f"+{text}" if value > 0 and text.strip(".0") else text


def chance(p_value: float) -> str:
    """A p-value, which is never zero.

    >>> chance(0.0004), chance(0.31)
    ('<.001', '.310')
    """
    least = 10**-DIGITS
    return f"<{decimal(least)}" if p_value < least else decimal(p_value)


def with_interval(estimate: Estimate | None) -> str:
    """A figure and its 95 % interval: `.927 [.915, .938]`."""
    if estimate is None:
        return NOTHING
    return f"{decimal(estimate.value)} [{decimal(estimate.low)}, {decimal(estimate.high)}]"


def has_ceiling(measure: str) -> bool:
    """Whether less is better; `measure` may name one of its averages, as floors do (`pk:micro`)."""
    return is_less_better(measure.partition(":")[0])


def marked(measure: str) -> str:
    """The name of a measure, with a mark where less of it is better."""
    return f"{clean(measure)} {LESS}" if has_ceiling(measure) else clean(measure)


def clean(text: str) -> str:
    """`text` on one line, safe for a terminal and legal in UTF-8 and XML."""
    return _NOT_IN_TEXT.sub("", printable(text))


def short(text: str, chars: int = NAME_CHARS) -> str:
    """The same, cut in the middle where it is longer than `chars`: the ends of two ids tell them apart.

    >>> short("https://harbour.example/2031/the-ferry", 20)
    'https://har…he-ferry'
    """
    line = clean(text[: chars * 4] + text[-chars * 4 :] if len(text) > chars * 8 else text)
    tail = chars * 2 // 5
    return line if len(line) <= chars else f"{line[: chars - tail - 1]}…{line[-tail:]}"


def explain_command(dump: GoldDump) -> str | None:
    """What to type to see why a dump was split as it was. On one line, ready for a shell.

    None for gold that is no table of dumps: what was put together from it stands in no file.
    """
    if bare_suffix(dump.path) not in (*ROW_SUFFIXES, ".json"):
        return None
    return f"segment explain {_quote(dump.path)} --dump {_quote(dump.id)}"


def _quote(text: str) -> str:
    # $'…' is how shells take escapes: a name with controls can be read, copied and run.
    return shlex.quote(text) if clean(text) == text else f"$'{clean(_escape_quotes(text))}'"


def _escape_quotes(text: str) -> str:
    return text.replace("\\", "\\\\").replace("'", "\\'")


def main_figures(summary: Summary) -> list[Figure]:
    """Every figure but those of roles, which have a section of their own."""
    return [figure for figure in summary.figures.values() if not figure.name.startswith(ROLE_PREFIX)]


def role_rows(summary: Summary) -> list[RoleRow]:
    """The roles that gold or the system knows, in the order of the contract."""
    rows = []
    for role in order_roles(role for pair in summary.roles for role in pair):
        precision, recall, f1 = (summary.figures.get(f"{ROLE_PREFIX}{role}_{part}") for part in PARTS)
        blocks = sum(count for (gold, _), count in summary.roles.items() if gold == role)
        if precision or recall or f1:
            rows.append(RoleRow(role, precision, recall, f1, blocks))
    return rows


def order_roles(roles: Iterable[str]) -> list[str]:
    """Each role once: those of the contract first, in its order, then others by name."""
    known = {role: number for number, role in enumerate(ROLE_ORDER)}
    return sorted(set(roles), key=lambda role: (known.get(role, len(known)), role))


def confident_line(bins: tuple[Bin, ...]) -> str | None:
    """How many of the articles that the system was sure of are right; None where it says nothing of its confidence."""
    if not bins:
        return None
    sure = [item for item in bins if item.low >= SURE - 1e-9] or [bins[-1]]
    count = sum(item.articles for item in sure)
    right = sum(round(item.articles * item.share_right) for item in sure)
    level = decimal(sure[0].low).rstrip("0").removesuffix(".") or "0"
    noun, verb = "article" if count == 1 else "articles", "is" if right == 1 else "are"
    return f"of {count:,} {noun} with confidence >= {level}, {right:,} {verb} right ({decimal(right / count)})"


def intervals_line(evaluation: Evaluation) -> str:
    """How the figures came about, in one line."""
    tolerance = f"boundaries within {evaluation.tolerance:,} characters" if evaluation.tolerance else "exact boundaries"
    return (
        f"{tolerance}; unit: {clean(evaluation.unit)}; 95 % intervals from {evaluation.resamples:,} resamples of dumps"
    )
