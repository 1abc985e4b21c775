"""Cues of where a block stands."""

from __future__ import annotations

import pytest

from segment.blocks import find_blocks
from segment.cues import Context
from segment.types import Dump
from tests.cues.blocks import context_of, names_on

THREE = "One ⏎ Two ⏎ Three"


@pytest.mark.parametrize(
    ("cue", "number", "fires"),
    [
        ("first_block", 0, True),
        ("first_block", 1, False),
        ("last_block", 1, False),
        ("last_block", 2, True),
        ("inline", 0, False),
        ("inline", 1, True),
        ("inline", 2, False),
    ],
)
def test_place_of_a_block(cue: str, number: int, fires: bool) -> None:
    context = context_of(THREE, inline=frozenset({1}))
    assert (cue in names_on(context, number)) == fires


def test_a_lone_block_is_first_and_last() -> None:
    assert {"first_block", "last_block"} <= names_on(context_of("One"), 0)


@pytest.mark.parametrize(
    ("blank_lines", "number", "seen"),
    [
        pytest.param({}, 1, set(), id="no blank lines anywhere"),
        pytest.param({1: 1, 2: 1, 3: 1}, 2, set(), id="one blank line everywhere"),
        pytest.param({2: 1}, 2, {"gap_above"}, id="the only blank line"),
        pytest.param({1: 1, 2: 3, 3: 1}, 2, {"gap_above"}, id="three among single ones"),
        pytest.param({1: 1, 2: 0, 3: 1}, 2, {"no_gap_above"}, id="none among single ones"),
        pytest.param({0: 5, 1: 1, 2: 1, 3: 1}, 0, set(), id="above the first block nothing is said"),
    ],
)
def test_gap_is_measured_by_what_is_usual(blank_lines: dict[int, int], number: int, seen: set[str]) -> None:
    context = context_of("One ⏎ Two ⏎ Three ⏎ Four", blank_lines=blank_lines)
    assert names_on(context, number) & {"gap_above", "no_gap_above"} == seen


def test_a_block_inside_a_line_has_no_gap_to_miss() -> None:
    context = context_of("One ⏎ Two ⏎ Three ⏎ Four", blank_lines={1: 1, 3: 1}, inline=frozenset({2}))
    assert "no_gap_above" not in names_on(context, 2)


TEASERS = (
    "The ferry to the island was late again on Monday, and the harbour master told everyone on the quay that he",
    "When the council met in the old school, nobody had read the plan that would close the pier for good, which",
    "After the frost growers in the valley pulled up the trees that their grandparents planted by hand and sold",
    "What the islanders want is a bus, a bench and a small museum in the ticket office beside the old stage but",
)


def test_teasers_of_one_length_in_one_line_are_regular() -> None:
    text = " ".join(TEASERS)
    context = Context(text, find_blocks(Dump(text, "-")))
    starts = {text.index(teaser) for teaser in TEASERS}
    regular = {block.start for number, block in enumerate(context.blocks) if "regular_cut" in names_on(context, number)}
    assert regular == starts - {0}
    assert all("regular_piece" in names_on(context, number) for number in range(1, len(context.blocks)))


def test_paragraphs_are_not_regular() -> None:
    context = context_of(" ⏎ ".join(TEASERS))
    assert not {"regular_cut", "regular_piece"} & names_on(context, 1)
