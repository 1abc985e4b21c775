"""An explanation is enough to redo the decision, and its parts add up."""

from __future__ import annotations

import orjson
import pytest

from segment.analysis import analyse
from segment.config import SplitConfig
from segment.cues import Evidence
from segment.decode import decode
from segment.explain import explain_dump, explain_record
from segment.model import default_model
from segment.types import Dump
from tests.dumps import DUMPS, read_dump

CONFIG = SplitConfig()


@pytest.mark.parametrize("name", DUMPS)
def test_saved_evidence_gives_the_same_decision(name: str) -> None:
    analysis = analyse(read_dump(name), CONFIG)
    saved = orjson.loads(orjson.dumps([[[item.cue, item.span] for item in block] for block in analysis.evidence]))
    evidence = [[Evidence(cue, tuple(span)) for cue, span in block] for block in saved]
    assert decode(evidence, default_model(single=False)) == analysis.placed


@pytest.mark.parametrize("name", DUMPS)
def test_contributions_add_up(name: str) -> None:
    for block in explain_record(read_dump(name), CONFIG)["blocks"]:
        assert sum(part["weight"] for part in block["cues"]) == pytest.approx(block["sum"], abs=0.01)
        boundary = block["boundary"]
        parts = (*boundary["start_cues"], *boundary["end_cues"])
        assert sum(part["weight"] for part in parts) == pytest.approx(boundary["sum"], abs=0.01)


def test_spans_lie_inside_their_blocks() -> None:
    for name in DUMPS:
        for block in explain_record(read_dump(name), CONFIG)["blocks"]:
            for part in block["cues"]:
                start, end = part["span"]
                assert 0 <= start <= end <= len(block["text"])


def test_one_line_can_be_asked_for() -> None:
    dump = Dump("The ferry was late.\nNobody minded.\nThe harbour was quiet.", "harbour.txt")
    assert [block["line_start"] for block in explain_record(dump, CONFIG, line=2)["blocks"]] == [2]
    text = "\n".join(explain_dump(dump, CONFIG, line=2))
    assert "line 2" in text
    assert "line 3" not in text
