"""Cues that fire because of what stands beside a block."""

from __future__ import annotations

import pytest

from segment.cues import CUES, Cue, Echo
from tests.cues.blocks import context_of, names_on

LONG = "The ferry to the island was late again on Monday, and nobody on the quay knew why it had not come."
PAGE = f"By Mara Lindqvist ⏎ {LONG} ⏎ Tilda Brask is a columnist for the Harbour Post. ⏎ Share this"
ECHOES = [cue for cue in CUES if isinstance(cue, Echo)]


@pytest.mark.parametrize(
    ("cue", "numbers"),
    [
        ("byline_above", {1}),
        ("byline_below", set()),
        ("bio_above", {3}),
        ("bio_below", {1}),
        ("long_above", {2}),
        ("long_below", {0}),
        ("long_two_above", {3}),
        ("short_two_above", {2}),
        ("short_two_below", {1}),
    ],
)
def test_echo_fires_beside_what_it_echoes(cue: str, numbers: set[int]) -> None:
    context = context_of(PAGE)
    assert {number for number in range(4) if cue in names_on(context, number)} == numbers


@pytest.mark.parametrize("echo", ECHOES, ids=lambda echo: echo.name)
def test_echo_names_a_cue_and_a_place(echo: Echo) -> None:
    assert echo.of in {cue.name for cue in CUES if isinstance(cue, Cue)}
    assert echo.offset in (-2, -1, 1, 2)
