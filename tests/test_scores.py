"""The scores on our own gold stay above the floors of the benchmark; they are lowered only by hand."""

from __future__ import annotations

import sys

import pytest

from segment.config import DEFAULT
from segment.evaluate.evaluation import Contestant, evaluate
from segment.evaluate.gold import read_gold
from segment.pipeline import split
from segment.types import Kind, Role
from tests.dumps import FIXTURES

sys.path.append(str(FIXTURES.parent / "benchmarks"))

from suite.floors import read_floors

LEFT_WHOLE = 0.89
"""Share of the texts of full articles that, alone, come out as one full article."""


@pytest.fixture(scope="module")
def gold() -> list:
    return list(read_gold(str(FIXTURES / "gold"), DEFAULT.read))


@pytest.fixture(scope="module")
def floors() -> dict:
    return read_floors(FIXTURES.parent / "benchmarks" / "floors.json")["fixtures"]


def test_scores_on_our_own_gold(gold, floors) -> None:
    (summary,) = evaluate("fixtures/gold", gold, [Contestant("segment")], DEFAULT).systems
    reached = {measure: round(summary.figures[measure].main.value, 3) for measure in floors}
    assert floors
    assert all(reached[measure] >= floor for measure, floor in floors.items()), reached


def test_texts_of_full_articles_are_left_whole(gold) -> None:
    whole = []
    for dump in gold:
        for number, kind in enumerate(dump.gold.kinds):
            blocks = [b for b in dump.gold.blocks if b.article == number and b.role in (Role.BODY, Role.HEADING)]
            if kind is Kind.FULL and dump.id != "broken-lines":  # its text is no text when put together
                text = "\n\n".join(dump.text[block.start : block.end] for block in blocks)
                whole.append([found.kind for found in split(text)] == [Kind.FULL])
    assert round(sum(whole) / len(whole), 3) >= LEFT_WHOLE
