"""Starts matched by offset, and windows over gaps beside NLTK's."""

from __future__ import annotations

import random
from itertools import combinations, pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from segment.evaluate.boundaries import (
    boundary_counts,
    default_window,
    half_segment,
    mark_gaps,
    match_starts,
    pk,
    window_diff,
)
from segment.evaluate.records import Counts, Share, Span

offsets = st.lists(st.integers(0, 14), max_size=5, unique=True).map(sorted)
UNITS = [Span(0, 9), Span(10, 19), Span(20, 29), Span(40, 49)]


def marks(string: str) -> list[bool]:
    return [mark == "1" for mark in string]


def most_pairs(claimed: list[int], wanted: list[int], tolerance: int) -> int:
    """The slow way: every way to pair the first claim, or to leave it out."""
    if not claimed:
        return 0
    near = [wish for wish in wanted if abs(wish - claimed[0]) <= tolerance]
    paired = (1 + most_pairs(claimed[1:], [other for other in wanted if other != wish], tolerance) for wish in near)
    return max(most_pairs(claimed[1:], wanted, tolerance), *paired, 0)


@given(offsets, offsets, st.integers(0, 4))
def test_no_matching_has_more_pairs(claimed: list[int], wanted: list[int], tolerance: int) -> None:
    pairs = match_starts(claimed, wanted, tolerance)
    assert len(pairs) == most_pairs(claimed, wanted, tolerance)
    assert all(ours in claimed and theirs in wanted and abs(ours - theirs) <= tolerance for ours, theirs in pairs)
    assert all(before[0] < after[0] and before[1] < after[1] for before, after in pairwise(pairs))


@pytest.mark.parametrize(
    ("claimed", "wanted", "tolerance", "counts"),
    [
        ([], [], 0, Counts(0, 0, 0, 0)),
        ([10], [], 3, Counts(0, 1, 0, 0)),
        ([], [10], 3, Counts(0, 0, 0, 1)),
        ([10, 20], [10, 21], 0, Counts(1, 2, 1, 2)),
        ([10, 20], [10, 21], 1, Counts(2, 2, 2, 2)),
        ([10, 11, 12], [11], 1, Counts(1, 3, 1, 1)),
        ([1, 2], [0, 1], 1, Counts(2, 2, 2, 2)),
    ],
)
def test_each_start_counts_once(claimed: list[int], wanted: list[int], tolerance: int, counts: Counts) -> None:
    assert boundary_counts(claimed, wanted, tolerance) == counts


@pytest.mark.parametrize(
    ("starts", "marked"),
    [
        ([], "000"),
        ([10, 40], "101"),
        ([0], "000"),
        ([4], "000"),
        ([5], "000"),  # halfway: the earlier unit
        ([6], "100"),
        ([15], "100"),
        ([30], "010"),
        ([31, 39], "001"),
        ([999], "001"),
    ],
)
def test_a_start_marks_the_gap_before_the_nearest_unit(starts: list[int], marked: str) -> None:
    assert mark_gaps(starts, UNITS) == marks(marked)


@pytest.mark.parametrize("units", [[], [Span(3, 9)]])
def test_fewer_than_two_units_have_no_gap(units: list[Span]) -> None:
    assert mark_gaps([0, 5], units) == []


@given(offsets, st.lists(st.integers(0, 14), min_size=1, max_size=6, unique=True).map(sorted))
def test_marks_are_those_of_a_search_through_all_units(starts: list[int], begins: list[int]) -> None:
    units = [Span(begin, begin + 1) for begin in begins]
    nearest = {min(range(len(units)), key=lambda unit: abs(units[unit].start - start)) for start in starts}
    assert mark_gaps(starts, units) == [unit in nearest for unit in range(1, len(units))]


def random_pairs(count: int, seed: int) -> list[tuple[str, str]]:
    """Segmentations of the same texts, of all lengths and densities."""
    chance = random.Random(seed)
    pairs = []
    for _ in range(count):
        gaps = chance.randint(1, 80)
        pairs.append(tuple("".join("01"[chance.random() < d] for _ in range(gaps)) for d in (chance.random(), 0.2)))
    return pairs


def value(share: Share) -> float:
    return share.part / share.whole


def test_pk_and_windowdiff_equal_those_of_nltk_with_any_window() -> None:
    nltk = pytest.importorskip("nltk.metrics.segmentation")
    for number, (gold, found) in enumerate(random_pairs(1000, seed=1)):
        k = 1 + number % len(gold)
        assert value(pk(marks(gold), marks(found), k)) == nltk.pk(gold, found, k)
        assert value(window_diff(marks(gold), marks(found), k)) == nltk.windowdiff(gold, found, k)


def test_pk_and_windowdiff_equal_those_of_nltk_with_its_own_window() -> None:
    nltk = pytest.importorskip("nltk.metrics.segmentation")
    # Where every gap is a boundary NLTK's window is empty; where none is, versions differ.
    pairs = [pair for pair in random_pairs(1200, seed=2) if len(set(pair[0])) > 1][:1000]
    assert len(pairs) == 1000
    for gold, found in pairs:
        assert value(pk(marks(gold), marks(found))) == nltk.pk(gold, found)
        # NLTK's WindowDiff wants to be told.
        k = default_window(marks(gold))
        assert value(window_diff(marks(gold), marks(found))) == nltk.windowdiff(gold, found, k)


@pytest.mark.parametrize(
    ("gold", "default", "half"),
    [
        ("0" * 20, 10, 10),  # one segment of 21 units: 20 / 2; 21 / 2
        ("000100000", 4, 2),  # 9 / 2; segments of 4 and 6 units: 5 / 2, to the even number
        ("00001" * 9 + "0000", 3, 2),  # 49 / 18; ten segments of five units: 5 / 2, to the even number
        ("0000001" * 9 + "000000", 4, 4),  # 69 / 18; ten segments of seven units: 7 / 2, to the even number
        ("111", 1, 1),
        ("", 1, 1),
    ],
)
def test_windows_follow_the_segments_of_gold(gold: str, default: int, half: int) -> None:
    assert (default_window(marks(gold)), half_segment(marks(gold))) == (default, half)


@pytest.mark.parametrize("measure", [pk, window_diff])
@pytest.mark.parametrize(
    ("gold", "found", "k", "share"),
    [
        ("", "", None, Share(0, 0)),
        ("0101", "0101", 5, Share(0, 0)),
        ("0101", "0101", 99, Share(0, 0)),
        ("1", "0", None, Share(1, 1)),
        ("0", "0", None, Share(0, 1)),
        ("00000", "00100", None, Share(2, 4)),
        ("11111", "11011", None, Share(1, 5)),
    ],
)
def test_what_nltk_leaves_open_is_defined(measure, gold: str, found: str, k: int | None, share: Share) -> None:
    assert measure(marks(gold), marks(found), k) == share


@pytest.mark.parametrize("measure", [pk, window_diff])
@pytest.mark.parametrize(("found", "k"), [("01", None), ("010", 0), ("010", -1)])
def test_marks_of_other_texts_and_empty_windows_are_refused(measure, found: str, k: int | None) -> None:
    with pytest.raises(ValueError, match=r"different texts|sees nothing"):
        measure(marks("010"), marks(found), k)


@given(st.lists(st.booleans(), max_size=30), st.randoms(use_true_random=False))
def test_windows_see_no_difference_between_equal_marks_and_none_is_certain(gold: list[bool], chance) -> None:
    found = [chance.random() < 0.5 for _ in gold]
    assert pk(gold, gold).part == window_diff(gold, gold).part == 0
    # What Pk finds wrong is a window in which the numbers differ, too.
    assert pk(gold, found).part <= window_diff(gold, found).part <= window_diff(gold, found).whole


def test_windowdiff_sees_what_pk_misses() -> None:
    for first, second in combinations(range(6), 2):
        gold = [gap == first for gap in range(6)]
        found = [gap in (first, second) for gap in range(6)]
        assert pk(gold, found, 6) == Share(0, 1)
        assert window_diff(gold, found, 6) == Share(1, 1)
