"""The evaluation as a whole: systems side by side, floors, and what is kept of the worst dumps."""

from __future__ import annotations

from dataclasses import replace

import pytest

from segment.config import DEFAULT, Config, EvalConfig
from segment.errors import UsageError
from segment.evaluate.copies import Clustering, evaluate_copies
from segment.evaluate.duplicate_rows import DuplicateRow
from segment.evaluate.evaluation import Contestant, check_floors, evaluate, parse_floors
from segment.evaluate.records import GoldDump, Segmentation, Span

QUICK = replace(DEFAULT, evaluate=EvalConfig(resamples=20, worst=2))


def make_gold(dumps: int) -> list[GoldDump]:
    """Dumps of three units, with a boundary before the last one."""
    units = (Span(0, 4), Span(5, 9), Span(10, 14))
    text = "One.\nTwo.\nSix."
    return [GoldDump(f"d{i}", "gold.jsonl", i, i + 1, text, Segmentation((10,)), units) for i in range(dumps)]


GOLD = make_gold(4)


def measure(*contestants, gold=GOLD, config: Config = QUICK):
    return evaluate("gold.jsonl", gold, contestants, config)


def test_a_system_by_name_is_run():
    (summary,) = measure(Contestant("blocks")).systems
    assert (summary.system, summary.dumps, summary.chars) == ("blocks", 4, 56)
    assert summary.figures["boundary_recall"].main.value == 1.0
    assert summary.figures["boundary_precision"].main.value == 0.5


def test_what_was_found_is_scored_by_the_id_of_its_dump():
    found = {"d0": Segmentation((10,)), "d2": Segmentation((5,))}
    (summary,) = measure(Contestant("other", found)).systems
    assert summary.figures["boundary_recall"].main.value == 0.25
    assert summary.figures["boundary_precision"].main.value == 0.5


def test_the_worst_dumps_come_first_and_the_first_of_equals_stays():
    found = {dump.id: Segmentation((10,)) for dump in GOLD} | {"d3": Segmentation((5,))}
    (summary,) = measure(Contestant("other", found)).systems
    assert [example.gold.id for example in summary.worst] == ["d3"]
    (summary,) = measure(Contestant("none")).systems
    assert [example.gold.id for example in summary.worst] == ["d0", "d1"]


def test_nothing_is_kept_of_the_worst_if_nobody_asks():
    config = replace(QUICK, evaluate=EvalConfig(resamples=20, worst=0))
    assert measure(Contestant("none"), config=config).systems[0].worst == ()


def test_two_systems_are_compared():
    evaluation = measure(Contestant("none"), Contestant("blocks"))
    assert [summary.system for summary in evaluation.systems] == ["none", "blocks"]
    recall = next(d for d in evaluation.differences if d.name == "boundary_recall")
    assert (recall.first, recall.second, recall.difference.value) == (0.0, 1.0, 1.0)


def test_jobs_do_not_change_the_result():
    alone = measure(Contestant("segment"), Contestant("blank-lines"))
    assert measure(Contestant("segment"), Contestant("blank-lines"), config=replace(QUICK, jobs=2)) == alone


def test_gold_without_dumps_is_an_error():
    with pytest.raises(UsageError, match=r"gold\.jsonl: there is no dump"):
        measure(Contestant("none"), gold=[])


def test_an_unknown_system_is_an_error_before_gold_is_read():
    def explode():
        pytest.fail("gold was read")
        yield

    with pytest.raises(UsageError, match="c98"):
        measure(Contestant("c98"), gold=explode())


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("boundary_f1=0.95", [("boundary_f1", None, 0.95)]),
        ("boundary-f1=.95, body_f1:micro=1", [("boundary_f1", None, 0.95), ("body_f1", "micro", 1.0)]),
    ],
)
def test_floors(text, expected):
    assert parse_floors(text) == expected


@pytest.mark.parametrize(
    "text", ["", "boundary_f1", "=1", "pk=nan", "pk=1e3", "pk=-1", "pk=0.1,", "pk:best=0.1", "pk=٣"]
)
def test_mistyped_floors_are_errors(text):
    with pytest.raises(UsageError, match="--fail-under takes"):
        parse_floors(text)


@pytest.mark.parametrize(
    ("floor", "passed"),
    [
        ("boundary_recall=1", True),
        ("boundary_precision=0.5", True),
        ("boundary_precision=0.51", False),
        ("pk=0.5", True),
        ("pk=0.1", False),
        ("boundary_f1:macro=0.6", True),
        ("boundary_f1:macro=0.7", False),
    ],
)
def test_a_floor_is_a_ceiling_where_less_is_better(floor, passed):
    (summary,) = measure(Contestant("blocks")).systems
    (check,) = check_floors(summary, parse_floors(floor))
    assert check.passed is passed


def test_a_floor_for_what_was_not_measured_names_what_was():
    (summary,) = measure(Contestant("blocks")).systems
    with pytest.raises(UsageError, match=r"title_f1 was not measured here\. Measured were boundary_precision"):
        check_floors(summary, parse_floors("title_f1=1"))


FERRY = "The old ferry leaves the harbour of Nordvik for the last time on Sunday, with a band on the quay."
ROWS = [
    DuplicateRow("a", FERRY, "x", "exact", None),
    DuplicateRow("b", FERRY, "x", "exact", "a"),
    DuplicateRow("c", "A bakery opened in the customs house, and sells rye bread until noon.", "y", "exact", None),
    DuplicateRow("d", FERRY.replace("ferry", "boat"), "z", "neg_tmpl", None),
]


def test_copies_are_measured_in_pairs_and_by_category():
    found = Clustering("other", {"a": 1, "b": 1, "c": 2, "d": 1})
    (summary,) = evaluate_copies("rows.jsonl", ROWS, [found], QUICK).systems
    values = {name: figure.main.value for name, figure in summary.figures.items()}
    assert (summary.dumps, values["pair_precision"], values["pair_recall"]) == (4, pytest.approx(1 / 3), 1.0)
    assert (values["recall_exact"], values["merged_neg_tmpl"]) == (1.0, 1.0)
    assert values["bcubed_precision"] == pytest.approx((2 / 3 * 2 + 1 / 3 + 1) / 4)


def test_our_own_matching_is_measured_by_name():
    (summary,) = evaluate_copies("rows.jsonl", ROWS[:3], [Clustering("segment")], QUICK).systems
    assert summary.figures["pair_f1"].main.value == summary.figures["adjusted_rand"].main.value == 1.0


def test_clusterings_are_compared_on_the_same_rows():
    apart, right = Clustering("apart", {}), Clustering("right", {"a": 1, "b": 1})
    evaluation = evaluate_copies("rows.jsonl", ROWS, [apart, right], QUICK)
    recall = next(d for d in evaluation.differences if d.name == "recall_exact")
    assert (recall.first, recall.second) == (0.0, 1.0)


def test_no_rows_and_no_such_system_are_errors():
    with pytest.raises(UsageError, match="no row"):
        evaluate_copies("rows.jsonl", [], [Clustering("segment")], QUICK)
    with pytest.raises(UsageError, match="'c99'"):
        evaluate_copies("rows.jsonl", ROWS, [Clustering("c99")], QUICK)
