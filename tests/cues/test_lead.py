"""Whether a block reads like the first or the last paragraph of an article."""

from __future__ import annotations

import pytest

from segment.cues.lead import features, reduce_token, score_lead, score_tail
from tests.cues.blocks import context_of, names_on

LEAD = (
    "KELLSUND — The harbour council on Monday voted to close the old pier after a winter of storms, officials said, "
    "ending sixty years of ferry traffic to the islands."
)
REST = (
    "But they could not agree on who should pay, she added, and so the cranes stayed where they had stood since the "
    "year before that one, rusting and out of use."
)


@pytest.mark.parametrize(
    ("token", "reduced"),
    [
        ("The", "the"),
        ("said", "said"),
        ("Lindqvist", "Xx"),
        ("NNA", "XX"),
        ("7", "9"),
        ("20310603", "9999"),
        ("—", "—"),
    ],
)
def test_names_and_figures_become_shapes(token: str, reduced: str) -> None:
    assert reduce_token(token) == reduced


def test_only_the_words_next_to_the_edge_count() -> None:
    far = "the " * 60
    assert features(f"{LEAD} {far}", from_end=False) == features(f"{LEAD} {far} Nobody waved.", from_end=False)
    assert features(f"{far} {REST}", from_end=True) == features(f"Nobody waved. {far} {REST}", from_end=True)


def test_a_lead_reads_more_like_a_lead_than_what_goes_on() -> None:
    assert score_lead(LEAD) > score_lead(REST)
    assert score_tail("") < 1


@pytest.mark.parametrize("text", [LEAD, REST, "3", "***", "港口昨日關閉。"])
def test_each_block_has_one_grade_of_each_edge(text: str) -> None:
    names = names_on(context_of(f"{text} ⏎ {REST}"), 0)
    assert [
        sum(name.startswith(side) and name[len(side) :].isdigit() for name in names) for side in ("lead_", "tail_")
    ] == [1, 1]
