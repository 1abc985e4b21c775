"""The benchmark runner: costs are those of the contestant, floors never sink, a missing rival costs its row only."""

from __future__ import annotations

import sys
from collections import Counter
from itertools import pairwise

import orjson
import pytest
from hypothesis import given
from hypothesis import strategies as st

from segment.evaluate.records import Estimate, Evaluation, Figure, Summary
from tests.dumps import FIXTURES

sys.path.append(str(FIXTURES.parent / "benchmarks"))

import contestant
import run
from rivals import FLOOR, OURS, RIVALS, join_pairs
from suite import matching, splitting
from suite.floors import check_floors, raise_floors, read_floors, take_values, write_floors
from suite.machine import MISSING, describe_machine, list_versions
from suite.planted import make_rows
from suite.process import ContestantError, Run, run_best
from suite.report import Report, across_sets, to_record, write_report
from suite.results import Growth, Result, Row, read_summary
from suite.sets import CopySet, find_sets, is_there, read_rows, write_copies, write_gold, write_long_dump

FERRY = "The old ferry leaves the harbour of Kellsund for the last time on Sunday, an hour before the tide turns."
MARKET = "Forty-four stalls, a cookery school and running water: the covered market opens again on the first of May."
NAMES = ("columns", "news i", "pages bs4")
SCORES = st.floats(0, 1)
FLOORS = st.dictionaries(st.sampled_from(NAMES), st.dictionaries(st.sampled_from(("boundary_f1", "exact")), SCORES))


def figure(name: str, value: float) -> Figure:
    return Figure(name, Estimate(value, max(0.0, value - 0.02), min(1.0, value + 0.02)), None)


def summary(system: str, **values: float) -> Summary:
    figures = {name: figure(name, value) for name, value in values.items()}
    return Summary(system, 12, 4_000, figures, Counter(), (), (), ())


def cost(seconds: float = 2.0, peak_mb: float = 50.0) -> Run:
    return Run(b"", seconds, seconds, peak_mb)


# --- processes


def python(code: str) -> list[str]:
    return [sys.executable, "-c", code]


def test_peak_is_the_contestants_and_not_that_of_whoever_starts_it() -> None:
    ours = b"x" * (200 << 20)  # more than either of them
    small, large = run_best(python("pass")), run_best(python("x = b'x' * (80 << 20)"))
    assert small.peak_mb < 60
    assert 70 < large.peak_mb - small.peak_mb < 90
    assert len(ours) > large.peak_mb


def test_seconds_include_those_of_children() -> None:
    burn = "import time; end = time.process_time() + .3\nwhile time.process_time() < end: pass"
    parent = f"import subprocess, sys; subprocess.run([sys.executable, '-c', {burn!r}])"
    assert run_best(python(parent)).cpu_seconds >= 0.3


def test_output_is_that_of_the_contestant() -> None:
    assert run_best(python("print('first'); print('second')"), 2).output == b"first\nsecond\n"


@pytest.mark.parametrize(
    ("code", "message"),
    [
        ("raise SystemExit('no such gold')", "no such gold"),
        ("raise SystemExit(3)", "said nothing"),
        ("import os, signal; os.kill(os.getpid(), signal.SIGKILL)", "said nothing"),
    ],
)
def test_a_failing_contestant_is_told_by_its_last_words(code: str, message: str) -> None:
    with pytest.raises(ContestantError, match=message):
        run_best(python(code))


def test_a_contestant_that_takes_too_long_is_stopped() -> None:
    with pytest.raises(ContestantError, match="longer than"):
        run_best(python("import time; time.sleep(50)"), limit_seconds=0.5)


def test_contestants_stand_in_a_folder_of_their_own() -> None:
    listed = run_best(python("import os; print(os.path.exists('segment'))"))
    assert listed.output == b"False\n"


# --- floors


@given(FLOORS, FLOORS)
def test_raising_never_lowers_a_floor_and_loses_none(floors: dict, values: dict) -> None:
    raised = raise_floors(floors, values)
    for name, measures in floors.items():
        for measure, floor in measures.items():
            assert raised[name][measure] >= floor


@given(FLOORS)
def test_what_was_measured_passes_the_floors_it_raised(values: dict) -> None:
    assert all(check.passed for check in check_floors(raise_floors({}, values), values))


def test_floors_are_held_only_on_sets_that_were_measured() -> None:
    floors = {"columns": {"boundary_f1": 0.9, "exact": 0.8}, "news i": {"boundary_f1": 0.9}}
    checks = check_floors(floors, {"columns": {"boundary_f1": 0.95}})
    assert [(check.name, check.measure, check.passed) for check in checks] == [
        ("columns", "boundary_f1", True),
        ("columns", "exact", False),  # measured no more: that does not pass
    ]


def test_floors_survive_being_written(tmp_path) -> None:
    floors = {"news v": {"boundary_f1": 0.905}, "columns": {"exact": 0.8, "boundary_f1": 0.97}}
    write_floors(tmp_path / "floors.json", floors)
    assert read_floors(tmp_path / "floors.json") == floors
    assert read_floors(tmp_path / "none.json") == {}


def test_a_floor_that_is_no_share_is_refused(tmp_path) -> None:
    path = tmp_path / "floors.json"
    path.write_text('{"columns": {"boundary_f1": 97}}')
    with pytest.raises(ValueError, match="boundary_f1 on columns is 97"):
        read_floors(path)


def test_floors_of_the_project_name_sets_and_measures_that_exist() -> None:
    held = {measured.name: measured.held for measured in find_sets(run.DATA)}
    for name, measures in read_floors(run.FLOORS).items():
        assert set(measures) <= set(held[name])


def test_values_are_those_of_held_measures() -> None:
    measured = summary(OURS, boundary_f1=0.95, boundary_recall=0.9)
    assert take_values({"columns": measured}, {"columns": ("boundary_f1", "exact")}) == {
        "columns": {"boundary_f1": 0.95}
    }


# --- sets


def test_planted_rows_are_the_same_every_time() -> None:
    assert make_rows(2) == make_rows(2)


def test_planted_copies_share_the_cluster_of_their_parent() -> None:
    rows = make_rows(2)
    cluster_of = {row["id"]: row["cluster"] for row in rows}
    assert len(cluster_of) == len(rows)
    for row in rows:
        if row.get("parent") is not None:
            assert row["cluster"] == cluster_of[row["parent"]]
        if row["cat"].startswith("neg_") or row["cat"] == "uniq":
            assert [row["cluster"]] == [c for c in cluster_of.values() if c == row["cluster"]]


def test_parts_of_a_set_of_copies_hold_whole_clusters(tmp_path) -> None:
    source = tmp_path / "rows.jsonl"
    rows = [{"id": i, "text": FERRY, "cluster": i // 3} for i in range(120)]
    source.write_bytes(b"".join(orjson.dumps(row) + b"\n" for row in rows))
    parts = []
    for part in (4, 2, 1):
        target = tmp_path / f"{part}.jsonl"
        write_copies(CopySet("copies", source, size=1, quick_parts=4), target, part)
        parts.append(read_rows(target))
    assert parts[2] == rows
    assert 0 < len(parts[0]) < len(parts[1]) < len(rows)
    for rows_of_part, larger in pairwise(parts):
        assert all(row in larger for row in rows_of_part)
    for rows_of_part in parts:
        assert set(Counter(row["cluster"] for row in rows_of_part).values()) == {3}


def test_our_own_gold_is_always_there_and_written_whole(tmp_path) -> None:
    own = next(measured for measured in find_sets(tmp_path) if measured.name == "fixtures")
    assert is_there(own)
    write_gold(own, tmp_path / "gold.jsonl")
    assert len(read_rows(tmp_path / "gold.jsonl")) == len(own.files) == own.quick_rows


def test_sets_beside_the_project_may_be_missing(tmp_path) -> None:
    there = [measured.name for measured in find_sets(tmp_path) if is_there(measured)]
    assert there == ["fixtures", "copies planted"]


def test_a_long_dump_is_as_long_as_asked_for(tmp_path) -> None:
    (tmp_path / "rows.jsonl").write_bytes(b"".join(orjson.dumps({"text": text}) + b"\n" for text in (FERRY, MARKET)))
    write_long_dump(tmp_path / "rows.jsonl", tmp_path / "long.txt", 1_000)
    text = (tmp_path / "long.txt").read_text("utf-8")
    assert text.startswith(f"{FERRY}\n\n{MARKET}\n\n{FERRY}")
    assert 1_000 <= len(text) < 1_200


# --- contestants


@pytest.mark.parametrize("rival", [name for name in RIVALS if name != FLOOR])
def test_every_rival_finds_an_equal_text_or_is_missing(rival: str, tmp_path) -> None:
    rows = tmp_path / "rows.jsonl"
    texts = [FERRY, MARKET, "", FERRY, "Tram", MARKET.replace("May", "June")]
    rows.write_bytes(b"".join(orjson.dumps({"text": text}) + b"\n" for text in texts))
    found = orjson.loads(run_best([sys.executable, str(splitting.CONTESTANT), rival, str(rows)]).output)
    if "missing" in found:
        pytest.skip(f"{found['missing']} not installed")
    assert [0, 3] in found["clusters"]


def test_a_missing_rival_says_so(tmp_path, monkeypatch) -> None:
    monkeypatch.setattr(contestant, "find_version", lambda package: None)
    found = contestant.compete("rensa", tmp_path / "not read")
    assert found == {"settings": RIVALS["rensa"].settings, "versions": {"rensa": None}, "missing": ["rensa"]}


@pytest.mark.parametrize(
    ("pairs", "clusters"),
    [
        ([], []),
        ([(3, 3)], []),
        ([(1, 0), (2, 1)], [[0, 1, 2]]),
        ([(5, 4), (0, 9), (9, 4), (2, 1)], [[0, 4, 5, 9], [1, 2]]),
    ],
)
def test_pairs_become_clusters(pairs: list, clusters: list) -> None:
    assert join_pairs(pairs) == clusters


def test_an_evaluation_is_read_as_it_was_written() -> None:
    from segment.evaluate.formats.record import write_json

    written = summary("c99", boundary_f1=0.25, pk=0.31)
    evaluation = Evaluation("gold.jsonl", "0.0", 0, "auto", 1000, (written,))
    assert read_summary(write_json(evaluation).encode()) == written


def test_another_schema_is_refused() -> None:
    with pytest.raises(ValueError, match=r"segment\.eval/9"):
        read_summary(b'{"schema": "segment.eval/9", "systems": []}')


def test_a_system_that_fails_is_a_row(tmp_path, monkeypatch) -> None:
    def fail(*args: object) -> Run:
        message = "no system is called 'c98'"
        raise ContestantError(message)

    monkeypatch.setattr(splitting, "run_best", fail)
    monkeypatch.setattr(matching, "run_best", fail)
    assert splitting.run_system(tmp_path, "c98").problem == "no system is called 'c98'"
    assert matching.run_rival("rensa", tmp_path, [], tmp_path).problem == "no system is called 'c98'"


def test_a_rival_is_called_by_its_name_and_judged(tmp_path) -> None:
    gold = tmp_path / "gold.jsonl"
    rows = [
        {"id": number, "text": text, "cluster": cluster, "cat": cat, "parent": parent}
        for number, (text, cluster, cat, parent) in enumerate(
            [(FERRY, 1, "parent", None), (FERRY, 1, "exact", 0), (MARKET, 2, "neg_tmpl", None)]
        )
    ]
    gold.write_bytes(b"".join(orjson.dumps(row) + b"\n" for row in rows))
    row = matching.run_rival(FLOOR, gold, [0, 1, 2], tmp_path)
    assert row.problem == ""
    assert row.summary is not None
    assert row.summary.system == FLOOR
    figures = {name: row.summary.figures[name].main.value for name in ("pair_f1", "recall_exact", "merged_neg_tmpl")}
    assert figures == {"pair_f1": 1.0, "recall_exact": 1.0, "merged_neg_tmpl": 0.0}


# --- report and command


@pytest.fixture
def report() -> Report:
    splits = Result(
        "columns",
        4_000,
        (
            Row(OURS, summary(OURS, boundary_f1=0.96, pk=0.01), cost(4)),
            Row("none", summary("none", boundary_f1=0.0, pk=0.4), cost(1)),
            Row("c99", problem="no such | system"),
        ),
        ("boundary_f1", "exact", "pk"),
    )
    copies = Result(
        "copies planted",
        1_000_000,
        (
            Row(FLOOR, summary(FLOOR, pair_f1=0.2, recall_teaser=0.0), cost(0.5, 40)),
            Row(OURS, summary(OURS, pair_f1=0.99, recall_teaser=0.9, merged_neg_tmpl=0.1), cost(2, 70), "as delivered"),
            Row("rensa", settings="Jaccard .7", problem=MISSING),
        ),
        ("pair_f1", "recall_teaser", "merged_neg_tmpl"),
    )
    growth = Growth("copies planted", "rows", OURS, (1, 2, 4), (100, 200, 400), (cost(1), cost(2), cost(5)))
    return Report(
        "2031-02-03",
        "python benchmarks/run.py",
        3,
        {"cores": "2"},
        {"segment": "0.1"},
        [splits],
        [copies],
        [growth],
        [],
    )


@pytest.mark.parametrize(
    "line",
    [
        "| segment | .960 [.940, .980] | .010 [.000, .030] | 4.0 | 0.00 | 50 (+0) |",
        "| c99 | no such \\| system | – | – | – | – |",
        "| system | boundary_f1 | pk ↓ | CPU s | MB/s | peak MB |",
        "| segment | .990 [.970, 1.000] | 2.0 | 0.50 | 70 (+30) |",
        "| rensa | not installed | – | – | – |",
        "| share | read + hash | segment |",
        "| recall_teaser | .000 | .900 |",
        "| merged_neg_tmpl ↓ | – | .100 |",
        "| rensa | Jaccard .7 |",
        "| copies planted, rows | segment | 1 | 2 | 4 | 1.0 / 2.0 / 5.0 | 0.00 | 50 / 50 / 50 | **2.50** |",
    ],
)
def test_the_report_has_a_line(report: Report, line: str) -> None:
    page, _ = write_report(report)
    assert line in page.splitlines()


def test_plots_lie_beside_the_report(report: Report) -> None:
    pytest.importorskip("matplotlib")
    page, plots = write_report(report)
    assert sorted(plots) == ["2031-02-03-copies-planted.svg", "2031-02-03-splitting.svg"]
    assert all(f"]({name})" in page and "<svg" in svg for name, svg in plots.items())


def test_the_report_names_no_path_of_the_machine(report: Report) -> None:
    page, _ = write_report(report)
    assert str(FIXTURES.parent) not in page


def test_a_measure_across_sets_has_the_names_of_the_sets(report: Report) -> None:
    across = across_sets(report.splitting, "boundary_f1")
    assert [(item.system, item.figures["columns"].main.value) for item in across] == [(OURS, 0.96), ("none", 0.0)]


def test_the_report_is_also_json(report: Report) -> None:
    record = orjson.loads(orjson.dumps(to_record(report)))
    assert record["copies"]["copies planted"][2]["problem"] == MISSING
    assert record["splitting"]["columns"][0]["figures"]["boundary_f1"]["micro"]["value"] == 0.96


def test_machine_and_versions_are_told() -> None:
    assert all(describe_machine().values())
    assert list_versions()["orjson"] != MISSING


@pytest.mark.parametrize(
    ("reached", "options", "status"),
    [
        (0.97, ["--quick", "--floors"], 0),
        (0.94, ["--quick", "--floors"], run.BELOW),
        (0.94, ["--quick"], 0),
        (None, ["--quick", "--floors"], run.BELOW),
    ],
)
def test_exit_status_says_whether_floors_hold(
    reached: float | None, options: list, status: int, tmp_path, monkeypatch
) -> None:
    row = Row(OURS, problem="failed") if reached is None else Row(OURS, summary(OURS, boundary_f1=reached), cost())
    measured = Report("2031-02-03", "", 1, {}, {}, [Result("columns", 9, (row,), ())], [], [], [])
    monkeypatch.setattr(run, "measure", lambda _: measured)
    monkeypatch.setattr(run, "FLOORS", tmp_path / "floors.json")
    write_floors(run.FLOORS, {"columns": {"boundary_f1": 0.95}})
    assert run.main(options) == status
    assert read_floors(run.FLOORS) == {"columns": {"boundary_f1": 0.95}}


def test_raising_writes_floors_and_keeps_the_higher_ones(report: Report, tmp_path, monkeypatch, capsys) -> None:
    monkeypatch.setattr(run, "measure", lambda _: report)
    monkeypatch.setattr(run, "FLOORS", tmp_path / "floors.json")
    write_floors(run.FLOORS, {"columns": {"boundary_f1": 0.99}, "copies planted": {"pair_f1": 0.5}})
    assert run.main(["--quick", "--raise-floors"]) == 0
    assert read_floors(run.FLOORS) == {"columns": {"boundary_f1": 0.99}, "copies planted": {"pair_f1": 0.985}}
    assert "BELOW" in capsys.readouterr().out


@pytest.mark.parametrize("arguments", [["--floors"], ["--raise-floors"], ["--only"], ["--fast"]])
def test_wrong_usage_ends_with_two(arguments: list) -> None:
    with pytest.raises(SystemExit) as stopped:
        run.main(arguments)
    assert stopped.value.code == 2
