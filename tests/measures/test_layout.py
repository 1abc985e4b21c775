"""Where blocks stand, and which are alike."""

from __future__ import annotations

import random

import numpy as np
import pytest
from hypothesis import given

from segment.blocks import Block
from segment.measures import shape
from segment.measures.layout import (
    FEWEST_PARTNER_WORDS,
    LONGEST_DISTANCE,
    MEANINGS,
    PARTNER_CHARS,
    PARTNER_WORDS,
    measure,
)
from segment.scan import Scan, scan
from tests.measures import check_one_finite_value_for_each, scan_blocks, scan_text, texts


def measure_all(scanned: Scan) -> dict[str, list[float]]:
    return {name: values.tolist() for name, values in measure(scanned, shape.measure(scanned)).items()}


@given(texts)
def test_each_measure_has_one_finite_value_for_each_block_and_a_meaning(text: str) -> None:
    scanned = scan_text(text)
    measured = measure(scanned, shape.measure(scanned))
    assert list(measured) == list(MEANINGS)
    check_one_finite_value_for_each(measured, len(scanned))


def test_places_are_counted_in_lines_blocks_and_words() -> None:
    text = "\nMenu\n\nThe ferry\nwas late.\nShare it\n\n\n\n\n\n港口昨日"
    blocks = [
        Block(start, end, 1, 1, 0, inline=False, in_run=False, regular=False)
        for start, end in ((1, 5), (7, 26), (27, 35), (41, 45))
    ]
    found = measure_all(scan(text, blocks))
    wanted = {
        "lines_above": [1, 2, 1, 4],
        "lines_below": [2, 1, 4, 4],
        "inner_lines": [0, 1, 0, 0],
        "from_top": [0, 1, 2, 3],
        "from_end": [3, 2, 1, 0],
        "place": [0, 0.25, 0.5, 0.75],
        "words_above": [0, 1, 5, 7],
        "words_below": [8, 4, 2, 0],
    }
    assert {name: found[name] for name in wanted} == wanted


def test_far_from_an_end_a_place_says_nothing() -> None:
    found = measure_all(scan_blocks(*["Menu"] * 100))
    assert found["from_top"][:2] == [0, 1]
    assert found["from_end"][-2:] == [1, 0]
    assert found["from_top"][60] == found["from_end"][30] == LONGEST_DISTANCE


def test_how_a_block_begins_is_taken_from_the_block() -> None:
    blocks = [
        Block(0, 3, 1, 1, 0, inline=False, in_run=True, regular=False),
        Block(4, 7, 1, 1, 0, inline=True, in_run=True, regular=False),
        Block(8, 11, 1, 1, 0, inline=True, in_run=False, regular=True),
    ]
    found = measure_all(scan("One two six", blocks))
    assert (found["inline"], found["in_run"], found["regular"]) == ([0, 1, 1], [1, 1, 0], [0, 0, 1])


def sentence(words: int, end: str = "") -> str:
    """So many words of five letters."""
    return " ".join(["ferry"] * words) + end


def test_blocks_cut_off_at_one_length_are_partners() -> None:
    found = measure_all(
        scan_blocks(
            sentence(20), sentence(22, "..."), sentence(40), sentence(21, "."), sentence(5), "Menu", sentence(20)
        )
    )
    assert found["broken_off"] == [1, 1, 1, 0, 0, 0, 1]
    assert found["partners_by_words"] == [2, 2, 0, 0, 0, 0, 2]
    assert found["partners_by_chars"] == [1, 0, 0, 0, 0, 0, 1]
    assert found["partner_share"] == pytest.approx([2 / 3, 2 / 3, 0, 0, 0, 0, 2 / 3])


@pytest.mark.parametrize("seed", range(10))
def test_partners_are_those_that_a_look_at_each_pair_finds(seed: int) -> None:
    chance = random.Random(seed)
    blocks = [sentence(chance.randint(10, 26), chance.choice(("", "", ".", "...", "ing"))) for _ in range(40)]
    cut = [
        number
        for number, block in enumerate(blocks)
        if len(block.split()) >= FEWEST_PARTNER_WORDS and (block.endswith("...") or not block.endswith("."))
    ]

    def count(length_of: object, number: int, reach: int) -> int:
        assert callable(length_of)
        lengths = [length_of(blocks[other]) for other in cut if other != number]
        return sum(abs(length - length_of(blocks[number])) <= reach for length in lengths)

    found = measure_all(scan_blocks(*blocks))
    for number in range(len(blocks)):
        wanted = (0, 0)
        if number in cut:
            wanted = (count(lambda block: len(block.split()), number, PARTNER_WORDS), count(len, number, PARTNER_CHARS))
        assert (found["partners_by_words"][number], found["partners_by_chars"][number]) == wanted


REPEATS = {
    "the same words in any case and spelling": (("Read more", "READ MORE!", "Read, more"), [2, 2, 2]),
    "words in another order": (("Read more", "More read"), [0, 0]),
    "one word more": (("Read more", "Read more news"), [0, 0]),
    "no words": (("***", "***"), [0, 0]),
    "of many copies the count ends": (("Menu",) * 9, [5] * 9),
}  # fmt: skip


@pytest.mark.parametrize(("blocks", "repeats"), REPEATS.values(), ids=REPEATS)
def test_blocks_of_the_same_words_are_repeats(blocks: tuple[str, ...], repeats: list[int]) -> None:
    assert measure_all(scan_blocks(*blocks))["repeats"] == repeats


@given(texts)
def test_repeats_and_openings_are_those_that_a_look_at_each_pair_finds(text: str) -> None:
    scanned = scan_text(text)
    found = measure_all(scanned)
    rows = [scanned.words[first:last].tolist() for first, last in zip(scanned.first, scanned.last, strict=True)]
    for number, row in enumerate(rows):
        others = [other for place, other in enumerate(rows) if place != number and row and other]
        assert found["repeats"][number] == min(5, sum(other == row for other in others))
        assert found["same_opening"][number] == min(9, sum(other[0] == row[0] for other in others))


def test_openings_are_alike_by_their_first_word() -> None:
    found = measure_all(scan_blocks("Photo: Jon Aho", "PHOTO by Tilda Brask", "By Mara Lindqvist", "***"))
    np.testing.assert_array_equal(found["same_opening"], [1, 1, 0, 0])
