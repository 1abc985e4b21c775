"""Where, inside of a line, a text was cut off before a capital."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from segment.blocks import find_blocks
from segment.measures.cuts import find_candidates, find_cuts, find_features, scan_line
from segment.measures.lexicon import BUCKETS, CUT
from segment.model import load_weights
from segment.types import Dump

LEXICON = load_weights().lexicon


def with_cut_at(text: str, *words: str):
    """A lexicon to which nothing looks like a cut but what stands around some words of a text."""
    line = scan_line(text)
    weights = np.full(BUCKETS, -1, np.int8)
    for word in words:
        number = next(i for i in find_candidates(line).tolist() if text.startswith(word, line.word_starts[i]))
        weights[find_features(line, np.array([number]), LEXICON)] = 9
    return replace(LEXICON, models={**LEXICON.models, CUT: weights}, biases={**LEXICON.biases, CUT: 0})


@pytest.mark.parametrize(
    ("text", "words"),
    [
        pytest.param("the ferry left with the Banksy on board", ["Banksy"], id="behind a small word"),
        pytest.param("the ferry left with the, Banksy on board", ["Banksy"], id="behind a comma"),
        pytest.param("the ferry left with the “Banksy on board", ["Banksy"], id="behind a quotation mark"),
        pytest.param("the ferry left. Banksy was on board", [], id="a full stop: a sentence ends"),
        pytest.param("the ferry left – Banksy was on board", [], id="a dash"),
        pytest.param("with Mara Lindqvist on the quay today", [], id="too near the start, or behind a capital"),
        pytest.param("", [], id="nothing"),
    ],
)
def test_candidates_are_capitals_inside_of_sentences(text: str, words: list[str]) -> None:
    line = scan_line(text)
    found = [text[line.word_starts[i] : line.word_ends[i]] for i in find_candidates(line)]
    assert found == words


def test_a_cut_stands_before_the_quotation_mark() -> None:
    text = "when the land it was built on was to be “Steve needed some advice about the harbour"
    assert find_cuts(text, with_cut_at(text, "Steve")) == [text.index("“Steve")]


def test_of_two_cuts_side_by_side_one_is_kept() -> None:
    text = "when the land it was built on was to be Steve and Mara needed some advice about the harbour"
    assert len(find_cuts(text, with_cut_at(text, "Steve", "Mara"))) == 1


def test_a_line_that_is_no_paragraph_is_cut_there_and_others_are_not() -> None:
    text = "when the land it was built on was to be Steve needed some advice about the harbour " * 2
    lexicon = with_cut_at(text, "Steve")
    run, lines = Dump(text, "-"), Dump(f"{text}\n{text}", "-")
    assert any(text.startswith("Steve", block.start) for block in find_blocks(run, lexicon))
    assert not any(text.startswith("Steve", block.start) for block in find_blocks(lines, lexicon))


def test_every_character_stays_in_one_block() -> None:
    text = "when the land it was built on was to be Steve needed some advice about the harbour " * 40
    blocks = find_blocks(Dump(text, "-"), with_cut_at(text, "Steve"))
    kept = "".join("".join(text[block.start : block.end].split()) for block in blocks)
    assert kept == "".join(text.split())
