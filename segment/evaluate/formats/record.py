"""The result as one JSON object for programs: see `data/schema/eval.json`.

Everything of the evaluation is in it but the texts of the worst dumps; keys and their order are promised.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from segment.emit.records import to_json
from segment.evaluate.formats.wording import EXACT_DIGITS, order_roles

if TYPE_CHECKING:
    from collections import Counter

    from segment.emit.records import Record
    from segment.evaluate.records import (
        Band,
        Bin,
        Check,
        Counts,
        Difference,
        Estimate,
        Evaluation,
        Example,
        Figure,
        Share,
        Summary,
    )

EVAL_SCHEMA = "segment.eval/1"


def write_json(evaluation: Evaluation) -> str:
    """`evaluation` as one line of JSON."""
    return to_json(evaluation_record(evaluation)).decode() + "\n"


def evaluation_record(evaluation: Evaluation) -> Record:
    """The record of an evaluation, in the key order of the schema."""
    return {
        "schema": EVAL_SCHEMA,
        "gold": evaluation.gold,
        "version": evaluation.version,
        "tolerance": evaluation.tolerance,
        "unit": evaluation.unit,
        "resamples": evaluation.resamples,
        "systems": [_system(summary) for summary in evaluation.systems],
        "differences": [_difference(difference) for difference in evaluation.differences],
        "checks": [_check(check) for check in evaluation.checks],
    }


def _system(summary: Summary) -> Record:
    return {
        "system": summary.system,
        "dumps": summary.dumps,
        "chars": summary.chars,
        "figures": {name: _figure(figure) for name, figure in summary.figures.items()},
        "roles": _confusion(summary.roles),
        "reliability": [_bin(item) for item in summary.reliability],
        "bands": [_band(band) for band in summary.bands],
        "worst": [_example(example) for example in summary.worst],
    }


def _figure(figure: Figure) -> Record:
    return {
        "micro": None if figure.micro is None else _estimate(figure.micro),
        "macro": None if figure.macro is None else _estimate(figure.macro),
        "main": "macro" if figure.main is figure.macro else "micro",
    }


def _estimate(estimate: Estimate) -> Record:
    return {name: _round(value) for name, value in estimate._asdict().items()}


def _confusion(roles: Counter[tuple[str, str]]) -> list[Record]:
    gold_order, found_order = (order_roles(pair[side] for pair in roles) for side in (0, 1))
    return [
        {"gold": gold, "found": found, "blocks": roles[gold, found]}
        for gold in gold_order
        for found in found_order
        if roles[gold, found]
    ]


def _bin(item: Bin) -> Record:
    return {
        "low": _round(item.low),
        "high": _round(item.high),
        "articles": item.articles,
        "mean_confidence": _round(item.mean_confidence),
        "share_right": _round(item.share_right),
    }


def _band(band: Band) -> Record:
    return {"low": band.low, "high": band.high, "dumps": band.dumps, "boundary_f1": _estimate(band.boundary_f1)}


def _example(example: Example) -> Record:
    score = example.score
    return {
        "id": score.id,
        "path": example.gold.path,
        "index": score.index,
        "line": score.line,
        "chars": score.chars,
        "missed": list(score.missed),
        "invented": list(score.invented),
        "values": {name: _counted(value) for name, value in score.values.items()},
        "roles": _confusion(score.roles),
        "confidences": [{"confidence": _round(value), "right": right} for value, right in score.confidences],
    }


def _counted(value: Share | Counts) -> Record:
    return {name: _round(part) for name, part in value._asdict().items()}


def _difference(difference: Difference) -> Record:
    return {
        "measure": difference.name,
        "first": _round(difference.first),
        "second": _round(difference.second),
        "difference": _estimate(difference.difference),
        "p_value": _round(difference.p_value),
    }


def _check(check: Check) -> Record:
    return {
        "measure": check.name,
        "floor": _round(check.floor),
        "value": _round(check.value),
        "passed": check.passed,
    }


def _round(value: float) -> float:
    # numpy's numbers are no JSON, and -0.0 is a difference that is none
    return round(float(value), EXACT_DIGITS) + 0.0
