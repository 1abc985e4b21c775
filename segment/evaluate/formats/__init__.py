"""The result of an evaluation as text, in every form that is offered: writers take the whole and return a string."""

from __future__ import annotations

from typing import TYPE_CHECKING

from segment.evaluate.formats.junit import write_junit
from segment.evaluate.formats.markdown import write_markdown
from segment.evaluate.formats.record import write_json
from segment.evaluate.formats.sheet import write_csv
from segment.evaluate.formats.table import write_table

if TYPE_CHECKING:
    from collections.abc import Callable

    from segment.evaluate.records import Evaluation

FORMATS: dict[str, Callable[[Evaluation], str]] = {
    "table": write_table,
    "json": write_json,
    "csv": write_csv,
    "markdown": write_markdown,
    "junit": write_junit,
}
"""By the name that `--format` takes; every text ends with a line end."""

__all__ = ["FORMATS"]
