"""The benchmark runner: costs are those of the contestant, floors never sink, a missing rival costs its row only."""

from __future__ import annotations

import gzip
import sys
from collections import Counter
from functools import partial
from itertools import pairwise
from random import Random
from typing import TYPE_CHECKING

import orjson
import pytest
from hypothesis import given
from hypothesis import strategies as st

from segment.evaluate.records import Estimate, Evaluation, Figure, Summary
from tests.dumps import FIXTURES

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

sys.path.append(str(FIXTURES.parent / "benchmarks"))

import copies
import plant
import run
from rivals import FLOOR, OURS, RIVALS, join_pairs
from suite import licences, matching, splitting
from suite.damage import KINDS
from suite.floors import check_floors, raise_floors, read_floors, take_values, write_floors
from suite.judge import count_clusters, judge_clusters, judge_pairs
from suite.machine import MISSING, describe_machine, list_versions
from suite.planted import ROUND, plant_clusters
from suite.planted import plant as plant_rows
from suite.process import ContestantError, Run, run_best
from suite.report import Report, across_sets, to_record, write_report
from suite.results import Growth, Result, Row, read_summary
from suite.sets import CopySet, find_sets, is_there, read_rows, take_part, write_copies, write_gold, write_long_dump
from suite.writer import Writer, collect_words, read_copies, read_fixtures, read_texts

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


@pytest.fixture(scope="module")
def writer() -> Writer:
    return Writer(collect_words(read_fixtures()), (60, 120))


def test_planted_rows_are_the_same_every_time(writer: Writer) -> None:
    assert list(plant_rows(writer, 200)) == list(plant_rows(writer, 200))
    assert list(plant_rows(writer, 200)) != list(plant_rows(writer, 200, seed=2))


@given(rows=st.integers(1, 150))
def test_planted_copies_share_the_cluster_of_their_parent(rows: int, writer: Writer) -> None:
    planted = list(plant_rows(writer, rows))
    cluster_of = {row["id"]: row["cluster"] for row in planted}
    sizes = Counter(row["cluster"] for row in planted)
    assert len(cluster_of) == rows
    for row in planted:
        if row["parent"] is not None:
            assert row["cluster"] == cluster_of[row["parent"]]
        if row["cat"].startswith("neg_") or row["cat"] == "uniq":
            assert sizes[row["cluster"]] == 1


@given(rows=st.integers(1, 150), more=st.integers(0, 50))
def test_fewer_planted_rows_are_among_more(rows: int, more: int, writer: Writer) -> None:
    texts = {row["id"]: row["text"] for row in plant_rows(writer, rows + more)}
    assert all(texts[row["id"]] == row["text"] for row in plant_rows(writer, rows))


def test_a_round_has_every_kind_of_copy_and_mostly_articles_that_are_none() -> None:
    cats = Counter(place.cat for place in ROUND)
    assert len(ROUND) == 100
    assert set(KINDS) < set(cats)
    assert cats["uniq"] + cats["parent"] == 68


def test_unrelated_articles_share_no_run_of_words_to_speak_of(writer: Writer) -> None:
    articles = [row["text"].lower().split() for row in plant_rows(writer, 200) if row["cat"] == "uniq"]
    runs = [{tuple(words[i : i + 5]) for i in range(len(words) - 4)} for words in articles]
    seen: Counter = Counter(run for found in runs for run in found)
    assert all(sum(seen[run] > 1 for run in found) <= 5 for found in runs)


@pytest.mark.parametrize(
    ("kind", "least", "most"),
    [
        ("exact", 1.0, 1.0),
        ("norm", 1.0, 1.0),
        ("light", 0.9, 1.1),
        ("medium", 0.8, 1.2),
        ("ocr_lo", 1.0, 1.0),
        ("ocr_hi", 1.0, 1.0),
        ("teaser", 0.1, 0.67),
        ("teaser_noisy", 0.1, 0.8),
        ("excerpt", 0.2, 0.67),
        ("abridge", 0.3, 0.95),
        ("boiler", 1.05, 1.5),
    ],
)
def test_a_copy_is_as_long_as_its_kind(kind: str, least: float, most: float, writer: Writer) -> None:
    texts = [writer.article(Random(seed)) for seed in range(20)]
    made = [KINDS[kind](Random(seed), text) for seed, text in enumerate(texts)]
    assert all(least <= len(copy.split()) / len(text.split()) <= most for copy, text in zip(made, texts, strict=True))
    assert (made == texts) == (kind == "exact")


def test_large_clusters_are_of_one_article_each(writer: Writer) -> None:
    rows = plant_clusters(writer, singles=5, clusters=2, copies=30)
    sizes = Counter(row["cluster"] for row in rows)
    assert sorted(sizes.values()) == [1] * 5 + [31] * 2


def test_plant_writes_the_same_bytes_from_rows_and_from_text(tmp_path) -> None:
    (tmp_path / "plain.txt").write_text(f"{FERRY} {MARKET}")
    with gzip.open(tmp_path / "rows.jsonl.gz", "wb") as file:
        file.write(b"".join(orjson.dumps({"text": text}) + b"\n" for text in (FERRY, MARKET)))
    for name in ("plain.txt", "rows.jsonl.gz"):
        plant.main([str(tmp_path / name), "--rows", "120", "--words", "30-60", "-o", str(tmp_path / f"{name}.out")])
    assert list(read_texts(tmp_path / "rows.jsonl.gz")) == [FERRY, MARKET]
    assert (tmp_path / "plain.txt.out").read_bytes() == (tmp_path / "rows.jsonl.gz.out").read_bytes()
    assert len(read_rows(tmp_path / "plain.txt.out")) == 120


@pytest.mark.parametrize("words", ["60", "0-5", "9-3", "a-b"])
def test_a_range_of_words_that_is_none_is_wrong_usage(words: str) -> None:
    with pytest.raises(SystemExit, match="2"):
        plant.main(["--rows", "1", "--words", words, "-o", "unused"])


def test_parts_of_a_set_of_copies_hold_whole_clusters(tmp_path) -> None:
    source = tmp_path / "rows.jsonl"
    rows = [{"id": i, "text": FERRY, "cluster": i // 3} for i in range(120)]
    source.write_bytes(b"".join(orjson.dumps(row) + b"\n" for row in rows))
    parts = []
    for part in (4, 2, 1):
        target = tmp_path / f"{part}.jsonl"
        write_copies(CopySet("copies", partial(take_part, source)), target, part)
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


def test_sets_beside_the_project_may_be_missing(tmp_path, monkeypatch) -> None:
    monkeypatch.setattr(licences, "FOLDER", tmp_path)
    there = [measured.name for measured in find_sets(tmp_path) if is_there(measured)]
    assert there == ["fixtures", "copies planted", "copies clusters"]


def test_licences_are_rows_with_their_later_copies(tmp_path, monkeypatch) -> None:
    monkeypatch.setattr(licences, "FOLDER", tmp_path)
    texts = {"a": FERRY, "b": MARKET, "c": FERRY, "d": MARKET.replace("first", "second"), "e": "x" * 20_001}
    for name, text in texts.items():
        (tmp_path / name).mkdir()
        (tmp_path / name / "copyright").write_text(text)
    assert not licences.has_licences()
    assert [(row["id"], row["alike"]) for row in licences.make_licences()] == [
        ("a", ["c"]),
        ("b", ["d"]),
        ("c", []),
        ("d", []),
    ]


def test_a_long_dump_is_as_long_as_asked_for(tmp_path) -> None:
    (tmp_path / "rows.jsonl").write_bytes(b"".join(orjson.dumps({"text": text}) + b"\n" for text in (FERRY, MARKET)))
    write_long_dump(tmp_path / "rows.jsonl", tmp_path / "long.txt", 1_000)
    text = (tmp_path / "long.txt").read_text("utf-8")
    assert text.startswith(f"{FERRY}\n\n{MARKET}\n\n{FERRY}")
    assert 1_000 <= len(text) < 1_200


# --- contestants


@pytest.mark.parametrize("rival", [name for name, rival in RIVALS.items() if not rival.fewest_rows])
def test_every_rival_writes_all_rows_with_equal_ones_in_one_cluster_or_is_missing(rival: str, tmp_path) -> None:
    source, target = tmp_path / "rows.jsonl", tmp_path / "out.jsonl"
    texts = [FERRY, MARKET, "", FERRY, "Tram", MARKET.replace("May", "June")]
    rows = [{"id": number, "text": text, "cluster": "gold"} for number, text in enumerate(texts)]
    source.write_bytes(b"".join(orjson.dumps(row) + b"\n" for row in rows))
    try:
        matching.run_contestant(rival, source, target, 1)
    except ContestantError as error:
        if str(error) != MISSING:
            raise
        pytest.skip(MISSING)
    written = read_rows(target)
    assert [(row["id"], row["text"]) for row in written] == list(enumerate(texts))
    assert written[0]["cluster"] == written[3]["cluster"] != written[1]["cluster"]


def test_a_missing_rival_says_so(tmp_path, monkeypatch) -> None:
    monkeypatch.setattr(matching, "find_version", lambda package: None)
    row = matching.run_rival("rensa", tmp_path / "not read", tmp_path)
    assert row == Row("rensa", settings=RIVALS["rensa"].settings, problem=MISSING)


def test_a_second_process_is_measured_only_where_there_are_many_rows() -> None:
    assert set(RIVALS) - set(matching.choose_rivals(tuple(RIVALS), 99_999)) == {"segment --jobs 2"}
    assert matching.choose_rivals(tuple(RIVALS), 100_000) == list(RIVALS)


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
    assert matching.run_rival(FLOOR, tmp_path, tmp_path).problem == "no system is called 'c98'"


def test_a_rival_is_called_by_its_name_and_judged(tmp_path) -> None:
    gold = tmp_path / "gold.jsonl"
    rows = [
        {"id": number, "text": text, "cluster": cluster, "cat": cat, "parent": parent}
        for number, (text, cluster, cat, parent) in enumerate(
            [(FERRY, 1, "parent", None), (FERRY, 1, "exact", 0), (MARKET, 2, "neg_tmpl", None)]
        )
    ]
    gold.write_bytes(b"".join(orjson.dumps(row) + b"\n" for row in rows))
    row = matching.run_rival(FLOOR, gold, tmp_path)
    assert row.problem == ""
    assert row.summary is not None
    assert row.summary.system == FLOOR
    figures = {name: row.summary.figures[name].main.value for name in ("pair_f1", "recall_exact", "merged_neg_tmpl")}
    assert figures == {"pair_f1": 1.0, "recall_exact": 1.0, "merged_neg_tmpl": 0.0}


def write_rows(path: Path, rows: list) -> Path:
    path.write_bytes(b"".join(orjson.dumps(row) + b"\n" for row in rows))
    return path


@pytest.mark.parametrize("labels", [range(18), [0] * 18, [0, 1] * 9, [*range(9), *range(9)]])
def test_counting_and_evaluating_come_to_the_same(labels: Sequence[int], tmp_path) -> None:
    gold = write_rows(tmp_path / "gold.jsonl", read_copies())
    claimed = [{"id": row["id"], "cluster": label} for row, label in zip(read_copies(), labels, strict=True)]
    found = write_rows(tmp_path / "found.jsonl", claimed)
    evaluated, counted = judge_clusters(gold, found), count_clusters(gold, found)
    shares = {name: part / whole for name, (part, whole) in counted.shares.items()}
    shares["pair_recall"] = counted.pairs.found / counted.pairs.wanted
    assert counted.rows == evaluated.dumps
    assert shares == pytest.approx({name: evaluated.figures[name].main.value for name in shares}, abs=1e-6)


@pytest.mark.parametrize(
    ("clusters", "recall", "precision"),
    [
        ("abcd", 0.0, 0.0),
        ("aaaa", 1.0, 0.5),  # b and d, a and d, c and d are no pairs of gold
        ("aabb", 1 / 3, 0.5),
        ("aaab", 1.0, 1.0),
    ],
)
def test_pairs_are_wanted_each_for_itself(clusters: str, recall: float, precision: float, tmp_path) -> None:
    alike = [["b", "c"], ["c"], [], []]
    rows = [{"id": name, "text": FERRY, "alike": later} for name, later in zip("abcd", alike, strict=True)]
    gold = write_rows(tmp_path / "gold.jsonl", rows)
    found = write_rows(tmp_path / "found.jsonl", [{"cluster": label} for label in clusters])
    figures = judge_pairs(gold, found).figures
    assert figures["pair_recall"].main.value == figures["recall_exact"].main.value == pytest.approx(recall)
    assert figures["pair_precision"].main.value == pytest.approx(precision)


def test_the_table_has_a_column_for_each_rival_and_a_line_for_each_kind(tmp_path, monkeypatch, capsys) -> None:
    monkeypatch.setattr(matching, "find_version", lambda package: None)
    gold = write_rows(tmp_path / "gold.jsonl", read_copies())
    copies.main([str(gold), "--rivals", f"{FLOOR},rensa"])
    lines = capsys.readouterr().out.splitlines()
    assert lines[0].startswith("gold.jsonl: 18 rows, ")
    assert lines[1].split() == ["read", "+", "hash"]
    assert lines[-1] == f"rensa: {MISSING}"
    figures = {line.rsplit(None, 1)[0].rstrip(): line.split()[-1] for line in lines[2:-1]}
    assert list(figures)[:6] == ["CPU s", "wall s", "peak MB", "F1", "P", "R"]
    assert {f"recall_{row['cat']}" for row in read_copies() if row.get("parent") is not None} < set(figures)
    assert figures["P"] == "1.000"


def test_an_unknown_rival_is_wrong_usage() -> None:
    with pytest.raises(SystemExit, match="2"):
        copies.main(["--rivals", "minhash"])


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
