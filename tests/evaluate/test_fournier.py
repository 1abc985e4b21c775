"""Boundary edit distance, B and S: examples by hand, the package segeval, and laws."""

from __future__ import annotations

import random
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from segment.evaluate.fournier import (
    Edits,
    boundary_edit_distance,
    boundary_edits,
    boundary_similarity,
    segmentation_similarity,
)
from segment.evaluate.records import Share


def gaps(*sizes: int) -> list[bool]:
    """Marks of segments of so many units."""
    marks = [unit == size - 1 for size in sizes for unit in range(size)]
    return marks[:-1]


HAND = {
    # Gold, found, (matches, misses, near misses), B, S.
    # Reference 2|3|6: 11 units, 10 gaps, boundaries behind units 2 and 5.
    "false negative": (gaps(2, 3, 6), gaps(5, 6), (1, 1, 0), 1 / 2, 9 / 10),  # (2 - 1) / 2; (10 - 1) / 10
    "false positive": (gaps(2, 3, 6), gaps(2, 3, 3, 3), (2, 1, 0), 2 / 3, 9 / 10),  # (3 - 1) / 3
    "near miss": (gaps(2, 3, 6), gaps(2, 2, 7), (1, 0, 1), 1.5 / 2, 9.5 / 10),  # a half edit of two boundaries
    "clustered false positives": (gaps(2, 3, 6), gaps(1, 1, 3, 1, 5), (2, 2, 0), 2 / 4, 8 / 10),
    "one segment against two": (gaps(11), gaps(5, 6), (0, 1, 0), 0, 9 / 10),
    # Hearst's Stargazers as two of her seven readers cut it, against a hypothesis of the examples of segeval.
    # 2|3|3|1|3|6|3 has boundaries 2 5 8 9 12 18, and 2|6|4|2|4|3 has 2 8 12 14 18: 2, 8, 12, 18 agree; 5, 9, 14 miss.
    "stargazers, first reader": (gaps(2, 3, 3, 1, 3, 6, 3), gaps(2, 6, 4, 2, 4, 3), (4, 3, 0), 4 / 7, 17 / 20),
    # 2|8|2|4|2|3 has 2 10 12 16 18: 2, 12, 18 agree; 8, 10, 14, 16 miss, none of them neighbours.
    "stargazers, second reader": (gaps(2, 8, 2, 4, 2, 3), gaps(2, 6, 4, 2, 4, 3), (3, 4, 0), 3 / 7, 16 / 20),
    # Syllables, the letters being units: au·to·ma·tic and au·tom·a·tic, seg·men·ta·tion and seg·ment·ation.
    "automatic": (gaps(2, 2, 2, 3), gaps(2, 3, 1, 3), (2, 0, 1), 2.5 / 3, 7.5 / 8),
    "segmentation": (gaps(3, 3, 2, 4), gaps(3, 4, 5), (1, 1, 1), 1.5 / 3, 9.5 / 11),
    "fun": (gaps(3), gaps(1, 2), (0, 1, 0), 0, 1 / 2),
}


@pytest.mark.parametrize(("gold", "found", "counts", "b", "s"), HAND.values(), ids=HAND)
def test_examples_computed_by_hand(
    gold: list[bool], found: list[bool], counts: tuple[int, int, int], b: float, s: float
) -> None:
    matches, misses, near = counts
    assert boundary_edits(gold, found) == Edits(len(gold), matches, misses, near, near / 2)
    assert value(boundary_similarity(gold, found)) == pytest.approx(b)
    assert value(segmentation_similarity(gold, found)) == pytest.approx(s)


def value(share: Share) -> float:
    return share.part / share.whole


@pytest.mark.parametrize(
    ("gold", "found", "span", "edits"),
    [
        ("0110", "1001", 2, Edits(4, 0, 0, 2, 1.0)),  # two pairs of neighbours
        ("0100", "1010", 2, Edits(4, 0, 1, 1, 0.5)),  # the left neighbour first; the right one is a miss
        ("010", "100", 1, Edits(3, 0, 2, 0, 0.0)),  # a span of one gap knows no near miss
        ("1000", "0010", 2, Edits(4, 0, 2, 0, 0.0)),  # too far
        ("1000", "0010", 3, Edits(4, 0, 0, 1, 2 / 3)),  # two of three gaps
        ("1001", "0010", 4, Edits(4, 0, 1, 1, 1 / 4)),  # the neighbours first, though a far pair begins further left
        ("110", "011", 2, Edits(3, 1, 2, 0, 0.0)),  # a match in between is no partner
        ("110", "011", 3, Edits(3, 1, 0, 1, 2 / 3)),  # but may be stepped over
    ],
)
def test_the_closest_are_paired_first_from_left_to_right(gold: str, found: str, span: int, edits: Edits) -> None:
    ours, theirs = ([mark == "1" for mark in marks] for marks in (gold, found))
    assert boundary_edits(ours, theirs, span) == edits


@pytest.mark.parametrize(("count", "b", "s"), [(0, Share(0, 0), Share(0, 0)), (1, Share(1, 1), Share(1, 1))])
def test_texts_without_a_boundary_are_equal_if_there_could_be_one(count: int, b: Share, s: Share) -> None:
    assert boundary_similarity([False] * count, [False] * count) == b
    assert segmentation_similarity([False] * count, [False] * count) == s
    assert boundary_edit_distance([False] * count, [False] * count) == 0


def test_marks_of_other_texts_are_refused() -> None:
    with pytest.raises(ValueError, match="different texts: 2 gaps and 3"):
        boundary_edits([True, False], [True, False, True])


def masses(marks: list[bool]) -> tuple[int, ...]:
    """The form of segeval: units of each segment."""
    cuts = [0, *(gap + 1 for gap, mark in enumerate(marks) if mark), len(marks) + 1]
    return tuple(after - before for before, after in pairwise(cuts))


@pytest.mark.parametrize("span", [2, 3, 5])
def test_segeval_finds_the_same(span: int) -> None:
    segeval = pytest.importorskip("segeval")
    chance = random.Random(span)
    compared = 0
    for _ in range(250):
        count = chance.randint(1, 40)
        gold, found = ([chance.random() < density for _ in range(count)] for density in (0.3, chance.random()))
        if not any(gold) and not any(found):
            continue
        theirs = masses(gold), masses(found)
        edits = boundary_edits(gold, found, span)
        additions, _, transpositions = segeval.boundary_edit_distance(
            *map(segeval.boundary_string_from_masses, theirs), n_t=span
        )
        assert (edits.misses, edits.near_misses) == (len(additions), len(transpositions))
        for ours, measure in (
            (boundary_similarity, segeval.boundary_similarity),
            (segmentation_similarity, segeval.segmentation_similarity),
        ):
            assert value(ours(gold, found, span)) == pytest.approx(float(measure(*theirs, n_t=span)), abs=1e-12)
        compared += 1
    assert compared > 200


@given(st.lists(st.tuples(st.booleans(), st.booleans()), max_size=30), st.integers(1, 5))
def test_similarities_are_symmetric_and_edits_account_for_every_boundary(
    pairs: list[tuple[bool, bool]], span: int
) -> None:
    gold, found = [ours for ours, _ in pairs], [theirs for _, theirs in pairs]
    edits = boundary_edits(gold, found, span)
    assert edits == boundary_edits(found, gold, span)
    assert 2 * (edits.matches + edits.near_misses) + edits.misses == sum(gold) + sum(found)
    for measure in (boundary_similarity, segmentation_similarity):
        share = measure(gold, found, span)
        assert 0 <= share.part <= share.whole
        assert (share.part == share.whole) == (gold == found)
