"""Floors under the scores of the quick run. A run may raise them; they are lowered by hand, where a review sees it."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import orjson

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from segment.evaluate.records import Summary

MARGIN = 0.005
"""How far below what was measured a floor is set. Scores are the same in every run; another version of a library may
move a tie or a rounding."""
DIGITS = 3

Floors = dict[str, dict[str, float]]
"""By set and measure."""


class Check(NamedTuple):
    """One floor, and what was measured."""

    name: str
    """Of the set."""
    measure: str
    value: float | None
    """None where the set was measured and this was not: a measure that vanished does not pass."""
    floor: float

    @property
    def passed(self) -> bool:
        """Whether the floor holds."""
        return self.value is not None and round(self.value, DIGITS) >= self.floor


def read_floors(path: Path) -> Floors:
    """Floors of a file; none if it does not exist. Raises ValueError for what is no floor."""
    if not path.exists():
        return {}
    floors: Floors = orjson.loads(path.read_bytes())
    for name, measures in floors.items():
        for measure, floor in measures.items():
            if not isinstance(floor, int | float) or not 0 <= floor <= 1:
                message = f"{path.name}: the floor of {measure} on {name} is {floor!r}, not a number from 0 to 1"
                raise ValueError(message)
    return floors


def write_floors(path: Path, floors: Floors) -> None:
    """All floors, sorted, one a line."""
    path.write_bytes(orjson.dumps(floors, option=orjson.OPT_INDENT_2 | orjson.OPT_SORT_KEYS) + b"\n")


def take_values(summaries: Mapping[str, Summary], held: Mapping[str, tuple[str, ...]]) -> Floors:
    """Of each set the measures that have floors, as far as they were measured."""
    return {
        name: {measure: summary.figures[measure].main.value for measure in held[name] if measure in summary.figures}
        for name, summary in summaries.items()
    }


def check_floors(floors: Floors, values: Floors) -> list[Check]:
    """Every floor of the sets that were measured."""
    return [
        Check(name, measure, values[name].get(measure), floor)
        for name, measures in floors.items()
        if name in values
        for measure, floor in measures.items()
    ]


def raise_floors(floors: Floors, values: Floors, margin: float = MARGIN) -> Floors:
    """Floors a margin below what was measured, where that is higher than what stands; none is ever lower than before.

    A score within the margin of nothing gets no floor: it would hold up nothing.

    >>> raise_floors({"columns": {"boundary_f1": 0.95}}, {"columns": {"boundary_f1": 0.9, "exact": 0.8}}, 0.01)
    {'columns': {'boundary_f1': 0.95, 'exact': 0.79}}
    """
    raised = {name: dict(measures) for name, measures in floors.items()}
    for name, measures in values.items():
        held = raised.setdefault(name, {})
        for measure, value in measures.items():
            floor = max(held.get(measure, 0.0), round(value - margin, DIGITS))
            if floor > 0 or measure in held:
                held[measure] = floor
    return raised
