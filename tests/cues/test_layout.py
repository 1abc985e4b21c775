"""Cues of where a text without line breaks is cut."""

from __future__ import annotations

from segment.blocks import find_blocks
from segment.cues import Context
from segment.types import Dump
from tests.cues.blocks import context_of, names_on

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
