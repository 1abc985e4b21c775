"""An explanation is enough to redo the decision, and its parts add up."""

from __future__ import annotations

import numpy as np
import orjson
import pytest

from segment.analysis import analyse
from segment.config import SplitConfig
from segment.decode import LABELS
from segment.evidence import Evidence, decide
from segment.explain import explain_dump, explain_record
from segment.forest import UNIT
from segment.model import SECOND_NAMES, load_weights
from segment.types import Dump
from tests.dumps import DUMPS, read_dump

CONFIG = SplitConfig()


@pytest.mark.parametrize("name", DUMPS[::6])
def test_saved_evidence_gives_the_same_decision(name: str) -> None:
    dump = read_dump(name)
    record = orjson.loads(orjson.dumps(explain_record(dump, CONFIG)))
    values = np.array([[block["evidence"].get(cue, 0.0) for cue in SECOND_NAMES] for block in record["blocks"]])
    placed = decide(Evidence(values, ()), load_weights(), single=False)
    assert placed == analyse(dump, CONFIG).placed


@pytest.mark.parametrize("name", DUMPS[1::18])
def test_contributions_add_up_to_the_scores(name: str) -> None:
    dump = read_dump(name)
    analysis, weights = analyse(dump, CONFIG), load_weights()
    grades = weights.grade(analysis.evidence.values)
    starts, labels = weights.second.start.score(grades)[:, 0] / UNIT, weights.second.label.score(grades) / UNIT
    for number, block in enumerate(explain_record(dump, CONFIG)["blocks"]):
        wanted = labels[number, LABELS.index(block["label"])] - labels[number, LABELS.index(block["runner_up"])]
        for part, score in ((block, wanted), (block["boundary"], starts[number])):
            assert part["sum"] == pytest.approx(score, abs=1e-4)
            assert part["base"] + sum(cue["weight"] for cue in part["cues"]) == pytest.approx(score, abs=0.01)


def test_spans_lie_inside_their_blocks() -> None:
    for name in DUMPS[2::30]:
        blocks = explain_record(read_dump(name), CONFIG)["blocks"]
        for number, block in enumerate(blocks):
            for part in (*block["cues"], *block["boundary"]["cues"]):
                if part["span"] is not None:
                    start, end = part["span"]
                    assert 0 <= start <= end <= len(blocks[number + part["offset"]]["text"])


def test_one_line_can_be_asked_for() -> None:
    dump = Dump("The ferry was late.\nNobody minded.\nThe harbour was quiet.", "harbour.txt")
    assert [block["line_start"] for block in explain_record(dump, CONFIG, line=2)["blocks"]] == [2]
    text = "\n".join(explain_dump(dump, CONFIG, line=2))
    assert "line 2" in text
    assert "line 3" not in text
