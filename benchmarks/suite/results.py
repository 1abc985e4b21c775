"""What came out: the JSON of `segment eval` as the records that it was written from, and what it cost to get there."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import Any

import orjson

from segment.evaluate.records import Band, Bin, Estimate, Figure, Summary
from suite.process import Run  # noqa: TC001 - dataclass field

SCHEMA = "segment.eval/1"


@dataclass(frozen=True, slots=True)
class Row:
    """One contestant on one set."""

    system: str
    summary: Summary | None = None
    run: Run | None = None
    settings: str = ""
    problem: str = ""
    """Why there is no summary: not installed, or what went wrong."""


@dataclass(frozen=True, slots=True)
class Result:
    """All contestants on one set."""

    name: str
    chars: int
    rows: tuple[Row, ...]
    measures: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Growth:
    """What a contestant costs on n, 2n and 4n."""

    name: str
    """Of the set."""
    unit: str
    system: str
    sizes: tuple[int, ...]
    """In the unit."""
    chars: tuple[int, ...]
    runs: tuple[Run, ...]


def read_summary(output: bytes) -> Summary:
    """The first system of an evaluation in JSON. Raises ValueError for another schema."""
    record = orjson.loads(output)
    if record["schema"] != SCHEMA:
        message = f"the evaluation has the schema {record['schema']}, and {SCHEMA} is read here"
        raise ValueError(message)
    system = record["systems"][0]
    return Summary(
        system=system["system"],
        dumps=system["dumps"],
        chars=system["chars"],
        figures={name: _figure(name, value) for name, value in system["figures"].items()},
        roles=Counter({(cell["gold"], cell["found"]): cell["blocks"] for cell in system.get("roles", ())}),
        reliability=tuple(Bin(**item) for item in system.get("reliability", ())),
        bands=tuple(
            Band(**item | {"boundary_f1": Estimate(**item["boundary_f1"])}) for item in system.get("bands", ())
        ),
        worst=(),
    )


def _figure(name: str, value: dict[str, Any]) -> Figure:
    micro, macro = (None if value[key] is None else Estimate(**value[key]) for key in ("micro", "macro"))
    return Figure(name, micro, macro, macro_first=value.get("main") == "macro")
