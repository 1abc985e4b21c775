"""Families of cues, and what is left when some are switched off."""

from __future__ import annotations

from pathlib import Path

import pytest

import segment.cues
from segment.config import SplitConfig
from segment.cues import CUES, FAMILIES, Echo, collect_evidence, silence
from segment.errors import UsageError
from segment.pipeline import segment_dump
from segment.types import Dump
from tests.cues.blocks import context_of

TEXT = "The ferry was late and nobody minded, since… ⏎ By Mara Lindqvist ⏎ The harbour is closed. ⏎ Read more"


def test_the_families_are_the_modules() -> None:
    modules = {path.stem for path in Path(segment.cues.__file__).parent.glob("*.py")}
    assert set(FAMILIES) == modules - {"__init__", "base"}


def test_each_cue_is_of_one_family() -> None:
    assert [name for names in FAMILIES.values() for name in names] == [cue.name for cue in CUES]
    assert len({cue.name for cue in CUES}) == len(CUES)


@pytest.mark.parametrize("family", FAMILIES)
def test_a_silent_family_leaves_no_evidence_and_no_echo(family: str) -> None:
    evidence = collect_evidence(context_of(TEXT))
    silent = set(FAMILIES[family])
    silent |= {cue.name for cue in CUES if isinstance(cue, Echo) and cue.of in silent}
    assert not silent & {item.cue for block in silence(evidence, (family,)) for item in block}


def test_the_other_families_keep_their_evidence() -> None:
    evidence = collect_evidence(context_of(TEXT))
    silent = {*FAMILIES["byline"], *FAMILIES["size"]}
    assert silence(evidence, ("byline", "size")) == [
        [item for item in block if item.cue not in silent] for block in evidence
    ]


def test_without_the_endings_no_grade_says_what_it_stands_behind() -> None:
    evidence = collect_evidence(context_of(TEXT))
    before = {item.cue for block in evidence for item in block}
    after = {item.cue for block in silence(evidence, ("ending",)) for item in block}
    assert any(name.startswith("cut_lead") for name in before)
    assert not any(name.startswith(("cut_", "seam_")) for name in after)
    assert any(name.startswith("lead_") for name in after)


def test_without_any_cue_a_dump_is_still_split() -> None:
    segmented = segment_dump(Dump("The ferry was late.\nNobody minded.", "-"), SplitConfig(without=tuple(FAMILIES)))
    assert segmented.chars == 34


def test_an_unknown_family_is_named_with_those_that_there_are() -> None:
    with pytest.raises(UsageError, match=r"'bylines'.*There are: layout, size, "):
        segment_dump(Dump("The ferry was late.", "-"), SplitConfig(without=("bylines",)))
