"""What a block is made of, counted by hand."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given

from segment.measures.shape import MEANINGS, count_words, measure
from tests.measures import check_one_finite_value_for_each, list_measures, scan_blocks, scan_text, texts

SHAPES = {
    "The ferry LEFT at 9 in 2031.": {
        "words": 7, "chars": 28, "sentences": 1, "word_length": 21 / 7, "filled": 21 / 28, "capitalised": 2 / 7,
        "shouted": 1 / 7, "small": 3 / 7, "numbers": 2 / 7, "number_count": 2, "years": 1, "opening_capitals": 2,
        "opening_shouted": 1, "long_word": 5, "figures": 5, "figures_share": 5 / 7, "opens_with_upper": 1,
        "ends_with_stop": 1, "stopped": 1, "trailing": 0,
    },
    "A bakery has opened at the": {"words": 6, "opens_with_upper": 1, "ends_with_lower": 1, "stopped": 0},
    "MARA LINDQVIST, JON AHO, TILDA BRASK": {"opening_capitals": 5, "opening_shouted": 5, "commas": 2, "shouted": 1},
    "- Rye (dark) - 3 €": {
        "words": 3, "dashes": 2, "openers": 1, "closers": 1, "symbols": 1, "symbols_share": 1 / 3, "opens_with_dash": 1,
        "ends_with_symbol": 1,
    },
    "Photo: Jon Aho / Harbour Post": {"colons": 1, "bullets": 1, "capitalised": 1},
    "港口昨日關閉。": {"words": 3, "word_length": 2, "opens_with_wide": 1, "ends_with_stop": 1, "sentences": 1},
    "Pier 3 關閉了": {"words": 3.5, "ends_with_wide": 1, "number_count": 1},
    "***": {
        "words": 0, "chars": 3, "word_length": 0, "filled": 0, "bullets": 3, "bullets_share": 3, "long_word": 0,
        "opens_with_bullet": 1, "ends_with_bullet": 1, "capitalised": 0,
    },
    "1": {"words": 1, "numbers": 1, "opens_with_digit": 1, "ends_with_digit": 1, "years": 0, "ends_quoted": 0},
    "@%": {"others": 2, "words": 0},
    "7 999 2031 20310": {"years": 1, "number_count": 4, "numbers": 1, "long_word": 5},
}  # fmt: skip
ENDINGS = {
    "She left.": (0, 0, 1),
    "Did she leave?": (0, 0, 1),
    "She left": (0, 0, 0),
    "She left,": (0, 0, 0),
    "She left…": (0, 1, 1),
    "She left...": (0, 1, 1),
    "It is 5 p.m.": (0, 0, 1),
    "“She left...”": (1, 1, 1),
    "She left [...": (0, 1, 1),
    "“She left.”": (1, 0, 1),
    "She said ‘no.’": (1, 0, 1),
    "“She left,”": (1, 0, 1),
    "“She left”": (0, 0, 0),
    "“She left…”": (1, 1, 1),
    "(She left)": (0, 0, 0),
    "。": (0, 0, 1),
}


@pytest.mark.parametrize(("text", "wanted"), SHAPES.items(), ids=SHAPES)
def test_blocks_are_made_of_what_a_reader_counts(text: str, wanted: dict[str, float]) -> None:
    found = list_measures(measure(scan_blocks(text)))
    assert {name: found[name] for name in wanted} == pytest.approx(wanted)


@pytest.mark.parametrize(("text", "wanted"), ENDINGS.items(), ids=ENDINGS)
def test_an_end_is_quoted_trails_off_or_stops(text: str, wanted: tuple[int, int, int]) -> None:
    found = list_measures(measure(scan_blocks(text)))
    assert (found["ends_quoted"], found["trailing"], found["stopped"]) == wanted


@given(texts)
def test_each_measure_has_one_finite_value_for_each_block_and_a_meaning(text: str) -> None:
    scanned = scan_text(text)
    measured = measure(scanned)
    assert list(measured) == list(MEANINGS)
    check_one_finite_value_for_each(measured, len(scanned))


@given(texts)
def test_shares_are_shares(text: str) -> None:
    measured = measure(scan_text(text))
    for name in ("filled", "capitalised", "shouted", "numbers", "small"):
        assert ((measured[name] >= 0) & (measured[name] <= 1)).all(), name
    assert (measured["shouted"] <= measured["capitalised"]).all()


def test_the_shape_of_a_block_does_not_depend_on_the_others() -> None:
    together = measure(scan_blocks(*SHAPES))
    for number, text in enumerate(SHAPES):
        assert list_measures(together, number) == list_measures(measure(scan_blocks(text))), text


def test_a_block_without_words_among_others_has_none() -> None:
    np.testing.assert_array_equal(count_words(scan_blocks("***", "The ferry", "—", "港口", "...")), [0, 2, 0, 1, 0])
