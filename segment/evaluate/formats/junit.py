"""The result as JUnit XML, which CI systems show as tests: one suite a system, one case a floor or figure.

The form is the one that Jenkins and GitLab read; it has no time stamps, so that the same result gives the same bytes.
"""

from __future__ import annotations

from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET

from segment.evaluate.formats.wording import clean, decimal, has_ceiling, with_interval

if TYPE_CHECKING:
    from segment.evaluate.records import Check, Evaluation, Figure, Summary

DECLARATION = '<?xml version="1.0" encoding="utf-8"?>\n'
"""By hand: the library would name the encoding of the machine's locale."""


def write_junit(evaluation: Evaluation) -> str:
    """Floors are cases of the last system, which they are held against; a figure without a floor always passes."""
    root = ET.Element("testsuites", name=clean(f"segment eval {evaluation.gold}"))
    for number, summary in enumerate(evaluation.systems):
        _add_suite(root, summary, evaluation.checks if number == len(evaluation.systems) - 1 else ())
    for counted in ("tests", "failures"):
        root.set(counted, str(sum(int(suite.get(counted, "0")) for suite in root)))
    ET.indent(root)
    return DECLARATION + ET.tostring(root, encoding="unicode") + "\n"


def _add_suite(root: ET.Element, summary: Summary, checks: tuple[Check, ...]) -> None:
    suite = ET.SubElement(root, "testsuite", name=clean(summary.system))
    for check in checks:
        _add_check(suite, check)
    checked = {check.name.partition(":")[0] for check in checks}
    for figure in summary.figures.values():
        if figure.name not in checked:
            _add_figure(suite, figure)
    suite.set("tests", str(len(suite)))
    suite.set("failures", str(sum(not check.passed for check in checks)))


def _add_case(suite: ET.Element, name: str) -> ET.Element:
    return ET.SubElement(suite, "testcase", classname=suite.get("name", ""), name=clean(name))


def _add_check(suite: ET.Element, check: Check) -> None:
    case = _add_case(suite, check.name)
    if check.passed:
        ET.SubElement(case, "system-out").text = f"{decimal(check.value)}, floor {decimal(check.floor)}"
        return
    side = "above" if has_ceiling(check.name) else "below"
    message = f"{clean(check.name)} is {decimal(check.value)}, {side} {decimal(check.floor)}"
    ET.SubElement(case, "failure", message=message, type="floor")


def _add_figure(suite: ET.Element, figure: Figure) -> None:
    averages = [("over everything", figure.micro), ("mean of the dumps", figure.macro)]
    text = "; ".join(f"{name} {with_interval(estimate)}" for name, estimate in averages if estimate is not None)
    ET.SubElement(_add_case(suite, figure.name), "system-out").text = text
