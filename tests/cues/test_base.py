"""What cues may ask of a block."""

from __future__ import annotations

import pytest

from segment.cues import CUES, find_cues
from segment.cues.base import BlockFacts
from tests.cues.blocks import context_of


@pytest.mark.parametrize(
    ("text", "words"),
    [("The ferry was late.", 4), ("港口昨日關閉。", 4), ("Pier 3 關閉了", 4), ("***", 1)],
)
def test_words_are_counted_in_every_script(text: str, words: int) -> None:
    assert BlockFacts(text).words == words


@pytest.mark.parametrize(
    ("text", "bare"),
    [("“No!”", "“No!"), ("« Non ! »", "« Non !"), ("(late)", "(late"), ("late", "late"), ("”", "")],
)
def test_bare_text_has_no_closing_marks(text: str, bare: str) -> None:
    assert BlockFacts(text).bare == bare


def test_cues_come_in_the_order_of_the_table() -> None:
    order = [cue.name for cue in CUES]
    for block in find_cues(context_of("By Mara Lindqvist ⏎ The ferry was late. ⏎ Read more")):
        assert list(block) == sorted(block, key=order.index)


def test_no_blocks_no_evidence() -> None:
    assert find_cues(context_of("One"))[1:] == []


PUMPS = (
    "a",
    " a",
    "A ",
    "Ab ",
    "A. ",
    "1",
    "-",
    ". ",
    "(",
    "by ",
    "Photo ",
    "@a",
    "3 ",
    "| ",
    "“",
    "港",
    "。",
    "is a ",
)


@pytest.mark.parametrize("pump", PUMPS)
def test_no_pattern_runs_away(pump: str) -> None:
    # Two thousand of anything: far beyond the limits of every pattern; the limit on time is what is tested.
    find_cues(context_of(f"x{pump * 2000}x"))
    find_cues(context_of(f"By A{pump * 12}x"))
