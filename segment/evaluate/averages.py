"""Sums over dumps: each family of counts as a column, and its averages for any weights of the dumps.

Every figure is a quotient of sums over dumps, or a mean over dumps, so all resamples together are one matrix product.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple, cast

import numpy as np

from segment.evaluate.duplicates import adjusted_rand
from segment.evaluate.measures import ADJUSTED_RAND, COUNTED, FAMILIES, MERGED, RECALL_OF, Family
from segment.evaluate.records import Counts, Share
from segment.types import Role

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from numpy.typing import NDArray

    from segment.evaluate.records import DumpScore

    FloatArray = NDArray[np.float64]


class Average(NamedTuple):
    """A figure as sums: shape (resamples,) for a matrix of weights, one value for weights of one."""

    micro: FloatArray | None
    macro: FloatArray | None


def _quotient(part: FloatArray, whole: FloatArray) -> FloatArray:
    """Elementwise; NaN where there is nothing to divide by."""
    with np.errstate(divide="ignore", invalid="ignore"):
        return part / whole


def _harmonic(a: FloatArray, b: FloatArray) -> FloatArray:
    """Harmonic mean, 0 where both are 0."""
    with np.errstate(divide="ignore", invalid="ignore"):
        return cast("FloatArray", np.where(a + b == 0, 0.0, 2 * a * b / (a + b)))


@dataclass(frozen=True)
class Column:
    """One family on all dumps, shape (dumps, 4): right, claimed, found, wanted; or part, whole for a share."""

    family: Family
    values: FloatArray

    @cached_property
    def measured(self) -> FloatArray:
        """1.0 where a dump has anything of it."""
        return np.asarray(self.values[:, 1::2].sum(axis=1) > 0, dtype=float)

    def average(self, weights: FloatArray) -> Iterator[tuple[str, Average]]:
        """Each measure of the family, for each row of weights (shape (resamples, dumps))."""
        sums = weights @ self.values
        per_dump = np.nan_to_num(_quotient(self.values[:, ::2], self.values[:, 1::2]))
        means = _quotient(weights @ (per_dump * self.measured[:, None]), (weights @ self.measured)[:, None])
        if self.values.shape[1] == len(Share._fields):
            yield self.family.name, Average(_quotient(sums[:, 0], sums[:, 1]), means[:, 0])
            return
        # Nothing claimed, though something was wanted, is a precision of 0; so is the recall of what nobody wanted.
        anything = (sums[:, 1] + sums[:, 3]) > 0
        micro = [np.where(anything, np.nan_to_num(_quotient(sums[:, i], sums[:, i + 1])), np.nan) for i in (0, 2)]
        macro = [means[:, 0], means[:, 1]]
        triples = ([*values, _harmonic(*values)] for values in (micro, macro))
        for part, of_all, of_dumps in zip(("precision", "recall", "f1"), *triples, strict=True):
            yield f"{self.family.name}_{part}", Average(of_all, of_dumps if self.family.has_macro else None)


@dataclass(frozen=True)
class Rand:
    """The adjusted Rand index from the pairs of each component, shape (dumps, 4): hits, claimed, wanted, rows."""

    values: FloatArray

    def average(self, weights: FloatArray) -> Iterator[tuple[str, Average]]:
        """Each row of weights sums up to the pairs of one clustering."""
        sums = weights @ self.values
        index = [adjusted_rand(Counts(hit, claimed, hit, wanted), round(rows)) for hit, claimed, wanted, rows in sums]
        yield ADJUSTED_RAND, Average(np.array(index), None)


ITEMS = "items"
"""Name of the share that carries the number of rows of a component of duplicates."""


def make_columns(scores: Sequence[DumpScore]) -> list[Column | Rand]:
    """The families that at least one dump has anything of, in the order of the table."""
    counts = _role_counts(scores)
    names = dict.fromkeys(name for score in scores for name in score.values)
    ordered = [name for name in FAMILIES if name in names or name in counts]
    ordered += sorted(name for name in names if name.startswith((RECALL_OF, MERGED)))
    columns: list[Column | Rand] = []
    for name in ordered:
        family = FAMILIES.get(name) or Family(name, "", has_macro=False)
        values = counts[name] if name in counts else _stack([score.values.get(name) for score in scores])
        column = Column(family, values)
        if column.measured.any():
            columns.append(column)
    if ITEMS in names:
        pairs = _stack([score.values["pair"] for score in scores])
        items = _stack([score.values[ITEMS] for score in scores])
        columns.append(Rand(np.column_stack([pairs[:, [0, 1, 3]], items[:, 1]])))
    return columns


def _stack(values: Sequence[Share | Counts | None]) -> FloatArray:
    width = next((len(value) for value in values if value is not None), len(Share._fields))
    return np.array([value or (0.0,) * width for value in values], dtype=float).reshape(len(values), width)


def _role_counts(scores: Sequence[DumpScore]) -> dict[str, FloatArray]:
    """Counts of each role from the tables of confusion, by the family's name.

    Gold that knows no headings calls them body, and so does the comparison with it.
    """
    knows_headings = any(gold == Role.HEADING for score in scores for gold, _ in score.roles)
    counted = {family.name for family in COUNTED}
    tables: dict[str, FloatArray] = {}
    for number, score in enumerate(scores):
        for (gold, found), count in score.roles.items():
            theirs, ours = (_as_known(role, knows_headings) for role in (gold, found))
            for role, columns in ((theirs, [3]), (ours, [1]), (theirs if theirs == ours else None, [0, 2])):
                if role is not None and f"role_{role}" in counted:
                    table = tables.setdefault(f"role_{role}", np.zeros((len(scores), 4)))
                    table[number, columns] += count
    return tables


def _as_known(role: str, knows_headings: bool) -> str:
    return str(Role.BODY) if role == Role.HEADING and not knows_headings else role
