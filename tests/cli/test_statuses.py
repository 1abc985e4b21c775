"""Exit statuses: each is promised, and none comes with a traceback."""

from __future__ import annotations

import gzip
import os
import signal
import subprocess
import time
from pathlib import Path

import orjson
import pytest

from tests.cli.conftest import BAKERY, COMMAND, FERRY, names

FULL_DEVICE = Path("/dev/full")
INPUTS = ["bakery.txt", "ferry.txt"]


def row(**fields):
    return orjson.dumps(fields) + b"\n"


def is_one_line(err):
    return err.startswith("segment: ") and err.count("\n") == 1


# --- 2: wrong usage


@pytest.mark.parametrize(
    ("args", "message"),
    [
        (["run"], "Missing argument 'INPUT'"),
        (["run", "nowhere.txt"], "nowhere.txt: no such file"),
        (["run", "fery.txt"], "Did you mean ferry.txt?"),
        (["run", "empty"], "empty: the folder holds no input"),
        (["run", "*.md"], r"*.md"),
        (["run", "ferry.txt", "--residu"], "--residue"),
        (["rnu", "ferry.txt"], "Did you mean 'run'?"),
        (["run", "ferry.txt", "--jobs", "many"], "--jobs takes a number"),
        (["run", "ferry.txt", "--jobs", "0"], "--jobs takes a number"),
        (["run", "ferry.txt", "--jobs", "9" * 5000], "--jobs takes a number"),
        (["run", "ferry.txt", "--input-format", "htm"], "Did you mean html?"),
        (["run", "ferry.txt", "--encoding", "klingon"], "klingon"),
        (["run", "ferry.txt", "-o", "out.parquet"], "Known are .jsonl"),
        (["run", "ferry.txt", "--matches", "out"], "Known are .jsonl"),
        (["run", "ferry.txt", "--matches", "-"], "two outputs go to one place: - and -"),
        (["run", "ferry.txt", "-o", "out", "--rejects", "out/r.jsonl"], "two outputs go to one place"),
        (["split", "rows.jsonl", "-o", "rows.jsonl"], "rows.jsonl: is input and output at once"),
        (["run", "ferry.txt", "rows.jsonl", "--matches", "rows.jsonl"], "rows.jsonl: is input and output at once"),
        (["dedup", "rows.jsonl", "--threshold", "70"], "--threshold takes a number from 0 to 1, not '70'"),
        (["dedup", "rows.jsonl", "--threshold", "nan"], "--threshold takes a number"),
        (["run", "ferry.txt", "--threshold", ""], "--threshold takes a number"),
        (["dedup", "rows.jsonl", "--relations", "exact,nera"], "Did you mean near? Known are exact, normalized,"),
        (["dedup", "rows.jsonl", "--relations", ""], "--relations: '' is not known. Known are exact"),
        (["run", "ferry.txt", "--relations", "exact,,near"], "--relations: '' is not known"),
        (["dedup", "rows.jsonl", "--keep", "newer"], "Did you mean newest?"),
        (["dedup", "rows.jsonl", "--memory", "1M"], "--memory takes a size of 16M or more"),
        (["dedup", "rows.jsonl", "--memory", "1.5G"], "--memory takes a size"),
        (["run", "ferry.txt", "--memory", "9" * 5000], "--memory takes a size"),
        (["dedup", "rows.jsonl", "--against", "row.jsonl"], "Did you mean rows.jsonl?"),
        (["dedup", "rows.jsonl", "--against", "./rows.jsonl"], "rows.jsonl: is input and known at once"),
        (["dedup", "-", "--against", "-"], "-: is input and known at once"),
        (["dedup", "-", "--against", "rows.jsonl", "-o", "rows.jsonl"], "rows.jsonl: is input and output at once"),
        (["dedup", "-", "--against", "rows.jsonl", "--clusters", "rows.jsonl"], "is input and output at once"),
        (["dedup", "rows.jsonl", "--clusters", "c.jsonl", "--matches", "c.jsonl"], "two outputs go to one place"),
        (["explain", "ferry.txt", "--line", "0"], "--line takes a number"),
        (["explain", "nowhere.txt"], "nowhere.txt: no such file"),
        (["schema", "artcle"], "Did you mean article?"),
    ],
)
def test_wrong_usage_is_2_and_says_so_in_one_line(place, call, args, message):
    (place / "empty").mkdir()
    (place / "rows.jsonl").write_bytes(row(text=FERRY))
    result = call(*args)
    assert (result.status, result.out) == (2, b"")
    assert message in result.err
    assert is_one_line(result.err)
    assert names(place) == ["bakery.txt", "empty", "ferry.txt", "rows.jsonl"]


def test_no_command_shows_the_help(call):
    result = call()
    assert (result.status, result.out) == (2, b"")
    assert "Commands:" in result.err


@pytest.mark.parametrize("name", ["\x1b[2Jnowhere", "no\u202ewhere", "no\u009bwhere"])
def test_names_cannot_command_the_terminal(place, call, name):
    for args in (["split", name], ["split", "ferry.txt", "-o", f"{name}.png"], [name], ["split", f"--{name}"]):
        result = call(*args)
        assert result.status == 2
        assert not {"\x1b", "\u009b", "\u202e"} & set(result.err)


# --- 3: inputs that cannot be used

GOOD = row(id="good", text=BAKERY)


@pytest.mark.parametrize("command", ["split", "run"])
@pytest.mark.parametrize(
    ("bad", "expected"),
    [
        (("x.txt.gz", gzip.compress(FERRY.encode(), mtime=0)[:-20]), ("x.txt.gz:1: SEG202", 0)),
        (("x.txt", b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR" + bytes(range(256))), ("x.txt:1: SEG204", 0)),
        (("x.txt", b""), ("x.txt:1: SEG206", 0)),
        (("x.txt", b" \n\n"), ("x.txt:1: SEG206", 0)),
        (("x.jsonl", GOOD + b"{broken\n" + GOOD), ("x.jsonl:2: SEG205", 2)),
        (("x.jsonl", GOOD + row(id="b", body="no text field")), ("x.jsonl:2: SEG205", 1)),
        (("x.jsonl", GOOD + row(id="b", text=None)), ("x.jsonl:2: SEG205", 1)),
        (("x.jsonl", GOOD + row(id="b", text=7)), ("x.jsonl:2: SEG205", 1)),
        (("x.jsonl", GOOD + row(id="b", text=[FERRY])), ("x.jsonl:2: SEG205", 1)),
        (("x.jsonl", GOOD + row(id="b", text="")), ("x.jsonl:2: SEG206", 1)),
        (("x.jsonl", GOOD + b'{"text": "\xff\xfe"}\n' + GOOD), ("x.jsonl:2: SEG203", 2)),
    ],
)
def test_a_bad_input_costs_itself_only(place, call, command, bad, expected):
    (name, data), (place_and_code, articles) = bad, expected
    (place / name).write_bytes(data)
    result = call(command, name, "ferry.txt", "-q")
    assert result.status == 3
    assert len(result.records) == articles + 1
    assert result.err.startswith(place_and_code)
    assert result.err.count("\n") == 1


def test_dedup_and_explain_reject_too(place, call):
    (place / "rows.jsonl").write_bytes(GOOD + b"7\n")
    assert call("dedup", "rows.jsonl").status == 3
    assert call("explain", "rows.jsonl").status == 3


def test_the_rest_is_written_to_a_file(place, call):
    (place / "rows.jsonl").write_bytes(b"7\n" + GOOD)
    assert call("run", "rows.jsonl", "-o", "out.jsonl").status == 3
    assert len((place / "out.jsonl").read_bytes().splitlines()) == 1


# --- 4: the output cannot be written


@pytest.mark.parametrize("command", ["split", "run"])
@pytest.mark.parametrize(
    "options",
    [
        ["-o", "missing/out.jsonl"],
        ["-o", "missing/out"],
        ["-o", "ferry.txt/out.jsonl"],
        ["-o", "bakery"],
        ["--rejects", "missing/rejects.jsonl"],
        ["--rejects", "taken.jsonl"],
        ["-o", "taken.jsonl"],
    ],
)
def test_an_output_that_cannot_be_written_is_4_and_named(place, call, command, options):
    (place / "bakery").touch()
    (place / "taken.jsonl").mkdir()
    (place / "taken.jsonl" / "mine").touch()
    result = call(command, "ferry.txt", *options)
    assert (result.status, result.out) == (4, b"")
    assert options[1] in result.err
    assert is_one_line(result.err)
    assert names(place) == ["bakery", "bakery.txt", "ferry.txt", "taken.jsonl"]


@pytest.mark.skipif(not FULL_DEVICE.exists(), reason="no device that is always full")
@pytest.mark.parametrize(
    "args",
    [
        ["split", "ferry.txt"],
        ["run", "ferry.txt", "-o", "-"],
        ["run", "ferry.txt", "-o", "/dev/full"],
        ["split", "many.jsonl", "-o", "/dev/full"],
        ["split", "many.jsonl"],
        ["explain", "ferry.txt"],
        ["schema"],
        ["--help"],
        ["--version"],
    ],
)
def test_a_full_disk_is_4(place, spawn, args):
    (place / "many.jsonl").write_bytes(row(text=FERRY) * 60)
    with FULL_DEVICE.open("wb") as full:
        result = spawn(*args, stdout=full)
    assert result.status == 4
    assert "No space left on device" in result.err
    assert is_one_line(result.err)


def test_a_closed_standard_output_is_4(spawn):
    script = f"exec {' '.join(map(repr, COMMAND))} split -q ferry.txt >&-"
    done = subprocess.run(["sh", "-c", script], capture_output=True, check=False)
    assert done.returncode == 4
    assert is_one_line(done.stderr.decode())


def test_a_closed_standard_error_does_not_matter(place, spawn):
    script = f"exec {' '.join(map(repr, COMMAND))} split ferry.txt 2>&-"
    done = subprocess.run(["sh", "-c", script], capture_output=True, check=False)
    assert done.returncode == 0
    assert orjson.loads(done.stdout)["source"]["path"] == "ferry.txt"


# --- 130, 141, 143: ended from outside


@pytest.mark.parametrize("command", [["split"], ["split", "--residue"], ["run"], ["explain"]])
def test_a_reader_that_goes_away_is_141_and_quiet(place, command):
    (place / "many.jsonl").write_bytes(row(text=FERRY + BAKERY) * 100)
    args = [*COMMAND, *command, "many.jsonl", *(["-q"] if command != ["explain"] else [])]
    with subprocess.Popen(args, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        assert process.stdout is not None
        process.stdout.readline()
        process.stdout.close()
        _, err = process.communicate(timeout=60)
    assert (process.returncode, err) == (141, b"")


@pytest.mark.parametrize("jobs", ["1", "2"])
@pytest.mark.parametrize("target", ["out.jsonl", "out.jsonl.gz", "out"])
@pytest.mark.parametrize(
    ("number", "answer"),
    [(signal.SIGINT, (130, b"segment: interrupted\n")), (signal.SIGTERM, (143, b"segment: terminated\n"))],
)
def test_a_signal_leaves_nothing_behind(place, number, answer, target, jobs):
    args = [*COMMAND, "split", "-", "-o", target, "--rejects", "rejects.jsonl", "--jobs", jobs]
    process = subprocess.Popen(args, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    try:
        process.stdin.write(row(text=FERRY))
        process.stdin.flush()
        wait_until(lambda: len(names(place)) == 4)
        process.send_signal(number)
        assert (process.wait(timeout=10), process.stderr.read()) == answer
        assert names(place) == INPUTS
    finally:
        process.kill()
        process.communicate()


def wait_until(is_true):
    deadline = time.monotonic() + 20
    while not is_true():
        assert time.monotonic() < deadline, "waited too long"
        time.sleep(0.01)


@pytest.mark.parametrize(("number", "status"), [(signal.SIGINT, 130), (signal.SIGTERM, 143)])
def test_a_signal_during_matching_leaves_nothing_behind(place, call, monkeypatch, number, status):
    monkeypatch.setattr("segment.matching.dedup", lambda *args: os.kill(os.getpid(), number))
    result = call("run", "ferry.txt", "-o", "out", "--matches", "matches.jsonl")
    assert (result.status, names(place)) == (status, INPUTS)
