"""Families of cues, and what is left when some are switched off."""

from __future__ import annotations

from pathlib import Path

import pytest

import segment.cues
from segment.config import SplitConfig
from segment.cues import CUES, FAMILIES
from segment.errors import UsageError
from segment.pipeline import segment_dump
from segment.types import Dump


def test_the_families_are_the_modules() -> None:
    modules = {path.stem for path in Path(segment.cues.__file__).parent.glob("*.py")}
    assert set(FAMILIES) == modules - {"__init__", "base", "finders", "needs", "places"}


def test_each_cue_is_of_one_family() -> None:
    assert [name for names in FAMILIES.values() for name in names] == [cue.name for cue in CUES]
    assert len({cue.name for cue in CUES}) == len(CUES)


def test_without_any_cue_a_dump_is_still_split() -> None:
    from segment.families import FAMILIES as ALL

    segmented = segment_dump(Dump("The ferry was late.\nNobody minded.", "-"), SplitConfig(without=tuple(ALL)))
    assert segmented.chars == 34


def test_an_unknown_family_is_named_with_those_that_there_are() -> None:
    with pytest.raises(UsageError, match=r"'bylines'.*There are: shape, place, "):
        segment_dump(Dump("The ferry was late.", "-"), SplitConfig(without=("bylines",)))
