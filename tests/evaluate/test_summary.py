"""Figures are what a pencil gives, and intervals what a plain bootstrap gives."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from segment.evaluate.measures import FAMILIES
from segment.evaluate.records import Counts, DumpScore, Share
from segment.evaluate.summary import (
    loss,
    make_bands,
    make_bins,
    make_differences,
    make_figures,
    resample,
    sum_roles,
)


def score(number: int = 0, /, **changes) -> DumpScore:
    return replace(DumpScore(id=f"d{number}", index=number, line=number + 1, chars=1000, values={}), **changes)


def boundaries(hits: int, claimed: int, wanted: int, number: int = 0) -> DumpScore:
    return score(number, values={"boundary": Counts(hits, claimed, hits, wanted)})


def values(figures: dict) -> dict:
    return {
        name: tuple(estimate and round(estimate.value, 4) for estimate in (figure.micro, figure.macro))
        for name, figure in figures.items()
    }


@pytest.mark.parametrize(
    ("counted", "precision", "recall", "f1"),
    [
        pytest.param([(2, 4, 2), (1, 1, 3)], (0.6, 0.75), (0.6, 0.6667), (0.6, 0.7059), id="sums and means differ"),
        pytest.param([(0, 0, 2), (2, 2, 2)], (1.0, 0.5), (0.5, 0.5), (0.6667, 0.5), id="nothing claimed is no success"),
        pytest.param([(0, 3, 0), (1, 1, 1)], (0.25, 0.5), (1.0, 0.5), (0.4, 0.5), id="claims where nothing is wanted"),
        pytest.param([(0, 0, 0), (1, 2, 1)], (0.5, 0.5), (1.0, 1.0), (0.6667, 0.6667), id="nothing says nothing"),
        pytest.param([(0, 2, 0)], (0.0, 0.0), (0.0, 0.0), (0.0, 0.0), id="only false claims"),
        pytest.param([(0, 0, 3)], (0.0, 0.0), (0.0, 0.0), (0.0, 0.0), id="only misses"),
    ],
)
def test_precision_recall_and_f1(counted, precision, recall, f1):
    figures = make_figures([boundaries(*counts, i) for i, counts in enumerate(counted)], 10, 0)
    assert values(figures) == {"boundary_precision": precision, "boundary_recall": recall, "boundary_f1": f1}


def test_shares_are_summed_or_averaged_over_the_dumps_that_have_them():
    scores = [score(0, values={"pk": Share(1, 4)}), score(1, values={"pk": Share(0, 1)}), score(2, values={})]
    assert values(make_figures(scores, 10, 0)) == {"pk": (0.2, 0.125)}


def test_what_no_dump_has_is_no_figure():
    assert make_figures([score(values={"pk": Share(0, 0), "boundary": Counts(0, 0, 0, 0)})], 10, 0) == {}


def test_figures_stand_in_the_order_of_the_table():
    scored = score(values={"pk": Share(0, 1), "body": Counts(1, 1, 1, 1), "exact": Share(1, 1)})
    names = [name for name in make_figures([scored], 10, 0) if name in FAMILIES or name.endswith("_f1")]
    assert names == ["body_f1", "exact", "pk"]


@pytest.mark.parametrize(
    ("roles", "expected"),
    [
        ({("body", "body"): 3, ("title", "body"): 1}, {"role_title_recall": 0.0, "role_body_precision": 0.75}),
        ({("body", "heading"): 2, ("body", "body"): 2}, {"role_body_recall": 1.0}),
        ({("body", "heading"): 2, ("heading", "heading"): 2}, {"role_body_recall": 0.0, "role_heading_precision": 0.5}),
    ],
    ids=["a role taken for another", "gold without headings calls them body", "gold with headings does not"],
)
def test_roles_are_counted_in_blocks(roles, expected):
    figures = make_figures([score(roles=Counter(roles))], 10, 0)
    assert {name: figures[name].main.value for name in expected} == expected


def test_body_is_shown_as_a_mean_over_dumps_and_boundaries_as_a_sum():
    counts = Counts(1, 2, 1, 2), Counts(3, 3, 3, 3)
    figures = make_figures([score(i, values={"body": c, "boundary": c}) for i, c in enumerate(counts)], 10, 0)
    assert figures["body_f1"].main is figures["body_f1"].macro
    assert figures["boundary_f1"].main is figures["boundary_f1"].micro


COUNTED = st.lists(st.tuples(*[st.integers(0, 9)] * 3).map(lambda c: (min(c), *c[1:])), min_size=1, max_size=12)


@given(COUNTED)
def test_intervals_lie_between_zero_and_one_around_resampled_values(counted):
    for figure in make_figures([boundaries(*counts) for counts in counted], 40, 1).values():
        for estimate in (figure.micro, figure.macro):
            assert estimate is None or 0 <= estimate.low <= estimate.high <= 1 + 1e-9


def test_intervals_are_those_of_a_bootstrap_written_out():
    generator = np.random.default_rng(7)
    counted = [(int(hit), 10, 10) for hit in generator.integers(3, 11, size=60)]
    estimate = make_figures([boundaries(*counts) for counts in counted], 2000, 0)["boundary_f1"].main
    hits = np.array([hit for hit, *_ in counted])
    drawn = [hits[generator.integers(0, 60, 60)].mean() / 10 for _ in range(2000)]
    assert estimate.value == pytest.approx(hits.mean() / 10)
    assert (estimate.low, estimate.high) == pytest.approx(tuple(np.quantile(drawn, [0.025, 0.975])), abs=0.01)


def test_one_dump_has_an_interval_of_one_point():
    estimate = make_figures([boundaries(1, 2, 2)], 50, 0)["boundary_f1"].main
    assert estimate == (0.5, 0.5, 0.5)


@pytest.mark.parametrize("dumps", [1, 7, 5000])
def test_resamples_draw_as_many_dumps_as_there_are_and_always_the_same(dumps):
    drawn = np.vstack(list(resample(dumps, 30, seed=3)))
    assert drawn.shape == (30, dumps)
    assert (drawn.sum(axis=1) == dumps).all()
    assert (drawn == np.vstack(list(resample(dumps, 30, seed=3)))).all()
    assert dumps == 1 or (drawn != np.vstack(list(resample(dumps, 30, seed=4)))).any()


def test_a_better_system_differs_for_the_better_whatever_the_measure():
    worse = [score(i, values={"pk": Share(4, 10), "exact": Share(i % 2, 1)}) for i in range(40)]
    better = [score(i, values={"pk": Share(1, 10), "exact": Share(1, 1)}) for i in range(40)]
    differences = {difference.name: difference for difference in make_differences(worse, better, 500, 0)}
    assert differences["pk"].difference.value == pytest.approx(0.3)
    assert differences["exact"].difference.value == pytest.approx(0.5)
    assert all(d.difference.low > 0 and d.p_value < 0.05 for d in differences.values())


def test_a_system_does_not_differ_from_itself():
    same = [boundaries(i % 3, 3, 3, i) for i in range(30)]
    for difference in make_differences(same, same, 200, 0):
        assert difference.difference == (0, 0, 0)
        assert difference.p_value == 1.0


def test_pairs_are_resampled_together():
    """Two systems that differ by the same little on each dump differ for sure, however much the dumps vary."""
    first = [boundaries(i % 10, 10, 10, i) for i in range(60)]
    second = [boundaries(i % 10 + 1, 11, 11, i) for i in range(60)]
    recall = next(d for d in make_differences(first, second, 500, 0) if d.name == "boundary_recall")
    assert recall.difference.low > 0
    assert recall.p_value <= 2 / 500


def test_bins_hold_articles_of_about_one_confidence():
    scores = [score(confidences=((0.95, True), (1.0, False), (0.05, False))), score(confidences=((0.93, True),))]
    low, high = make_bins(scores)
    assert (low.low, low.articles, low.share_right) == (0.0, 1, 0.0)
    assert (high.low, high.high, high.articles, high.share_right) == (0.9, 1.0, 3, pytest.approx(2 / 3))
    assert high.mean_confidence == pytest.approx(0.96)


def test_bands_split_the_dumps_by_length():
    scores = [replace(boundaries(i % 2, 1, 1, i), chars=100 * i) for i in range(60)]
    bands = make_bands(scores, 50, 0)
    assert [band.dumps for band in bands] == [12] * 5
    assert (bands[0].low, bands[-1].high) == (0, 5900)
    assert all(a.high < b.low for a, b in pairwise(bands))


def test_few_dumps_are_no_band():
    assert make_bands([boundaries(1, 1, 1, i) for i in range(9)], 10, 0) == ()


def test_tables_of_roles_add_up():
    tables = Counter({("body", "title"): 1}), Counter({("body", "title"): 2, ("bio", "bio"): 1})
    assert sum_roles([score(roles=table) for table in tables]) == {("body", "title"): 3, ("bio", "bio"): 1}


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({}, 0.0),
        ({"missed": (4,), "invented": (9, 20)}, 3.0),
        ({"values": {"body": Counts(1, 2, 1, 2)}}, 0.5),
        ({"values": {"body": Counts(0, 0, 0, 0)}}, 0.0),
    ],
)
def test_loss_counts_boundaries_and_what_the_body_lacks(changes, expected):
    assert loss(score(**changes)) == expected
