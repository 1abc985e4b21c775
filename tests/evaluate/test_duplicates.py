"""Clusters beside gold: pairs by enumeration, B-cubed row by row, the Rand index of scikit-learn."""

from __future__ import annotations

from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from segment.evaluate.duplicates import Component, adjusted_rand, category_shares, compare_clusters, connect
from segment.evaluate.records import Counts, Share

rows = st.lists(st.tuples(st.integers(0, 5), st.integers(0, 5)), max_size=14)


def add(counts: list[Counts]) -> Counts:
    return Counts(*map(sum, zip(*counts, strict=True))) if counts else Counts(0, 0, 0, 0)


def count_pairs(gold: list[int], found: list[int]) -> Counts:
    pairs = list(combinations(range(len(gold)), 2))
    claimed = {pair for pair in pairs if found[pair[0]] == found[pair[1]]}
    wanted = {pair for pair in pairs if gold[pair[0]] == gold[pair[1]]}
    hits = len(claimed & wanted)
    return Counts(hits, len(claimed), hits, len(wanted))


def score_rows(gold: list[int], found: list[int]) -> Counts:
    """B-cubed as defined: a precision and a recall for each row."""
    precision = recall = 0.0
    for ours, theirs in zip(gold, found, strict=True):
        cluster = {row for row, label in enumerate(found) if label == theirs}
        wanted = {row for row, label in enumerate(gold) if label == ours}
        precision += len(cluster & wanted) / len(cluster)
        recall += len(cluster & wanted) / len(wanted)
    return Counts(precision, len(gold), recall, len(gold))


@given(rows)
def test_components_add_up_to_what_is_counted_over_all_rows(labels: list[tuple[int, int]]) -> None:
    gold, found = [ours for ours, _ in labels], [theirs for _, theirs in labels]
    components = compare_clusters(gold, found)
    assert add([part.pairs for part in components]) == count_pairs(gold, found)
    assert add([part.bcubed for part in components]) == pytest.approx(score_rows(gold, found))


@given(rows)
def test_components_are_what_clusters_of_either_side_connect(labels: list[tuple[int, int]]) -> None:
    components = compare_clusters([ours for ours, _ in labels], [theirs for _, theirs in labels])
    assert sorted(row for part in components for row in part.rows) == list(range(len(labels)))
    assert [part.rows for part in components] == sorted(tuple(sorted(part.rows)) for part in components)
    for part in components:
        reached = {part.rows[0]}
        while more := {r for r in part.rows for s in reached if connected(labels[r], labels[s])} - reached:
            reached |= more
        assert reached == set(part.rows)
    assert not any(
        connected(labels[row], labels[other])
        for one, two in combinations(components, 2)
        for row in one.rows
        for other in two.rows
    )


def connected(one: tuple[int, int], two: tuple[int, int]) -> bool:
    return one[0] == two[0] or one[1] == two[1]


@given(rows)
def test_adjusted_rand_equals_that_of_scikit_learn(labels: list[tuple[int, int]]) -> None:
    cluster = pytest.importorskip("sklearn.metrics.cluster")
    gold, found = [ours for ours, _ in labels], [theirs for _, theirs in labels]
    pairs = add([part.pairs for part in compare_clusters(gold, found)])
    assert adjusted_rand(pairs, len(labels)) == pytest.approx(cluster.adjusted_rand_score(gold, found))


@pytest.mark.parametrize(
    ("gold", "found", "components"),
    [
        ("", "", ()),
        ("a", "x", (Component((0,), Counts(0, 0, 0, 0), Counts(1, 1, 1, 1)),)),
        # Bagga & Baldwin's kind of error: two clusters of two, found as one.
        ("aabb", "xxxx", (Component((0, 1, 2, 3), Counts(2, 6, 2, 2), Counts(2, 4, 4, 4)),)),
        ("aaaa", "xxyy", (Component((0, 1, 2, 3), Counts(2, 2, 2, 6), Counts(4, 4, 2, 4)),)),
        (
            "aabc",
            "xxyz",
            (
                Component((0, 1), Counts(1, 1, 1, 1), Counts(2, 2, 2, 2)),
                Component((2,), Counts(0, 0, 0, 0), Counts(1, 1, 1, 1)),
                Component((3,), Counts(0, 0, 0, 0), Counts(1, 1, 1, 1)),
            ),
        ),
    ],
)
def test_components_by_hand(gold: str, found: str, components: tuple[Component, ...]) -> None:
    assert compare_clusters(gold, found) == components


def test_bcubed_of_the_example_of_bagga_and_baldwin() -> None:
    # Chains of 5, 2 and 5 mentions, of which two are taken for one. The recall is 1; the precision, if it is
    # 5 and 2: (5 * 5/7 + 2 * 2/7 + 5) / 12 = 16/21; 5 and 5, which is worse: (2 + 10 * 1/2) / 12 = 7/12.
    gold = "1" * 5 + "2" * 2 + "3" * 5
    for found, precision in (("1" * 7 + "3" * 5, 16 / 21), ("1" * 5 + "2" * 2 + "1" * 5, 7 / 12)):
        counts = add([part.bcubed for part in compare_clusters(gold, found)])
        assert counts.right / counts.claimed == pytest.approx(precision)
        assert counts.found / counts.wanted == 1


@pytest.mark.parametrize("function", [compare_clusters, connect])
def test_clusterings_of_other_rows_are_refused(function) -> None:
    with pytest.raises(ValueError, match="different rows: 2 and 3"):
        function("aa", "xyz")


@given(st.lists(st.tuples(*[st.integers(0, 8)] * 3), max_size=14))
def test_counts_over_components_of_more_systems_add_up_to_the_same(labels: list[tuple[int, int, int]]) -> None:
    gold, first, second = ([row[side] for row in labels] for side in range(3))
    for found in (first, second):
        apart, together = compare_clusters(gold, found), compare_clusters(gold, found, connect(gold, first, second))
        assert len(together) <= len(apart)
        assert add([part.pairs for part in together]) == add([part.pairs for part in apart])
        assert add([part.bcubed for part in together]) == pytest.approx(add([part.bcubed for part in apart]))


def test_a_hundred_thousand_copies_are_counted_without_their_pairs() -> None:
    (component,) = compare_clusters([0] * 100_000, [row % 2 for row in range(100_000)])
    pairs = 50_000 * 49_999
    assert component.pairs == Counts(pairs, pairs, pairs, 100_000 * 99_999 // 2)
    assert component.bcubed == Counts(100_000, 100_000, 50_000, 100_000)


def test_copies_by_category_and_look_alikes_that_were_merged() -> None:
    # Rows 1 and 2 are copies of row 0, of which one is found; 3 and 4 only look alike; so does 5, and nobody joined it.
    gold, found = "aaabcd", "xxyzzw"
    categories = ["parent", "teaser", "ocr", "neg_tmpl", "neg_tmpl", "neg_tmpl"]
    parents = [None, 0, 0, None, None, None]
    components = compare_clusters(gold, found)
    assert [part.rows for part in components] == [(0, 1, 2), (3, 4), (5,)]
    assert category_shares(found, categories, parents, components) == [
        {"recall_teaser": Share(1, 1), "recall_ocr": Share(0, 1)},
        {"merged_neg_tmpl": Share(2, 2)},
        {"merged_neg_tmpl": Share(0, 1)},
    ]
