"""The figures as CSV in long form, one average of one measure a line, for a spreadsheet or a data frame."""

from __future__ import annotations

import csv
import io
from typing import TYPE_CHECKING

from segment.evaluate.formats.wording import EXACT_DIGITS, clean

if TYPE_CHECKING:
    from segment.evaluate.records import Evaluation

HEADER = ("system", "measure", "average", "value", "low", "high")
FORMULA = ("=", "+", "-", "@")
"""How a cell starts that a spreadsheet would calculate instead of show: with it, a name could call a program.

Source: OWASP, "CSV injection". Tabs and carriage returns, its other two, have become escapes by then.
"""


def write_csv(evaluation: Evaluation) -> str:
    """Every figure of every system; text cells are on one line each and never a formula."""
    text = io.StringIO()
    sheet = csv.writer(text, lineterminator="\n")
    sheet.writerow(HEADER)
    for summary in evaluation.systems:
        for figure in summary.figures.values():
            for average, estimate in (("micro", figure.micro), ("macro", figure.macro)):
                if estimate is not None:
                    values = (round(float(value), EXACT_DIGITS) + 0.0 for value in estimate)
                    sheet.writerow((_text(summary.system), _text(figure.name), average, *values))
    return text.getvalue()


def _text(cell: str) -> str:
    line = clean(cell)
    return f"'{line}" if line.lstrip().startswith(FORMULA) else line
