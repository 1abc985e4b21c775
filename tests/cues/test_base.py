"""What cues may ask of a block."""

from __future__ import annotations

import pytest

from segment.cues import CUES, Cue, Echo, Grade, collect_evidence
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


def test_evidence_comes_in_the_order_of_the_table_grades_and_echoes_last() -> None:
    order = {cue.name: number for number, cue in enumerate(CUES)}
    for block in collect_evidence(context_of("By Mara Lindqvist ⏎ The ferry was late. ⏎ Read more")):
        names = [item.cue for item in block]
        assert len(set(names)) == len(names)
        kinds = [type(CUES[order[name]]) for name in names]
        assert kinds == sorted(kinds, key=(Cue, Grade, Echo).index)
        for kind in (Cue, Grade, Echo):
            found = [name for name in names if type(CUES[order[name]]) is kind]
            assert found == sorted(found, key=order.__getitem__)


def test_no_blocks_no_evidence() -> None:
    assert collect_evidence(context_of("One"))[1:] == []


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
    collect_evidence(context_of(f"x{pump * 2000}x"))
    collect_evidence(context_of(f"By A{pump * 12}x"))
