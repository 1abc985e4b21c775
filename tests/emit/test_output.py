"""An output appears whole or not at all, and what stood there before still stands if it does not."""

from __future__ import annotations

import gzip
import os
import sys
from pathlib import Path

import orjson
import pytest

from segment.emit import article_record, open_output, refuse_same, to_json
from segment.errors import OutputError, UsageError

FULL_DEVICE = Path("/dev/full")
LINES = [b'{"a": 1}', '{"b": "ü"}'.encode()]
WHOLE = b"".join(line + b"\n" for line in LINES)
NAMES = ["out.jsonl", "out.jsonl.gz", "out.jsonl.zst"]


def write(target, lines=LINES, **options):
    with open_output(os.fspath(target), **options) as output:
        for line in lines:
            output.write(line)


def write_articles(target, *articles, residue=()):
    with open_output(os.fspath(target)) as output:
        for article in articles:
            output.write(to_json(article_record(article)), article)
        for line in residue:
            output.write(line)


def write_and_fail(target, article, fail):
    with open_output(target) as output:
        output.write(to_json(article_record(article)), article)
        fail()


def names(folder):
    return sorted(path.name for path in folder.iterdir())


def unfolded(path):
    if path.suffix == ".gz":
        return gzip.decompress(path.read_bytes())
    if path.suffix == ".zst":
        zstd = pytest.importorskip("backports.zstd" if sys.version_info < (3, 14) else "compression.zstd")
        return zstd.decompress(path.read_bytes())
    return path.read_bytes()


@pytest.fixture
def place(tmp_path, monkeypatch):
    """An empty folder that is the current one; what a test leaves there is all there is."""
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.mark.parametrize("name", NAMES)
def test_a_file_holds_the_lines_and_nothing_stays_beside_it(place, name):
    write(name)
    assert unfolded(place / name) == WHOLE
    assert names(place) == [name]


@pytest.mark.parametrize("name", NAMES)
def test_the_same_lines_give_the_same_bytes(place, name):
    write(name)
    first = (place / name).read_bytes()
    os.utime(place / name, (0, 0))
    write(name)
    assert (place / name).read_bytes() == first


@pytest.mark.parametrize("error", [KeyboardInterrupt, ValueError, OutputError, BrokenPipeError])
@pytest.mark.parametrize("name", [*NAMES, "folder"])
@pytest.mark.parametrize("before", [False, True])
def test_a_failure_leaves_what_stood_there(place, article, name, error, before):
    if before:
        write_articles(name, article)
    listing = sorted(place.rglob("*"))

    def fail():
        raise error

    with pytest.raises(error):
        write_and_fail(name, article, fail)
    assert sorted(place.rglob("*")) == listing


def test_an_old_file_stands_until_the_end_and_keeps_its_mode(place):
    target = place / "out.jsonl"
    target.write_bytes(b"old\n")
    target.chmod(0o640)
    with open_output("out.jsonl") as output:
        output.write(b"new")
        assert target.read_bytes() == b"old\n"
    assert target.read_bytes() == b"new\n"
    assert target.stat().st_mode & 0o777 == 0o640


def test_a_link_keeps_pointing_at_its_file(place):
    (place / "real.jsonl").touch()
    (place / "link.jsonl").symlink_to("real.jsonl")
    write("link.jsonl")
    assert (place / "link.jsonl").is_symlink()
    assert (place / "real.jsonl").read_bytes() == WHOLE


@pytest.mark.parametrize("target", [None, "-"])
def test_standard_output_gets_the_lines(capfdbinary, target):
    with open_output(target) as output:
        output.write(LINES[0])
    assert capfdbinary.readouterr().out == LINES[0] + b"\n"


@pytest.mark.parametrize(
    ("target", "folder", "message"),
    [
        ("out.parquet", True, r"\.jsonl, \.jsonl\.gz, \.jsonl\.zst, or no suffix for a folder"),
        ("out.json", True, "the suffix"),
        ("out.gz", True, "the suffix"),
        ("out", False, "the suffix"),
        ("", True, "needs a name"),
    ],
)
def test_an_unknown_suffix_is_wrong_usage(place, target, folder, message):
    with pytest.raises(UsageError, match=message):
        write(target, folder=folder)
    assert names(place) == []


@pytest.mark.parametrize(
    ("target", "message"),
    [
        ("missing/out.jsonl", "missing/out.jsonl: No such file or directory"),
        ("missing/out", "missing/out: No such file or directory"),
        ("file.txt/out.jsonl", "file.txt/out.jsonl: Not a directory"),
        ("file.txt/out", "file.txt/out: Not a directory"),
        ("plain", "plain: is a file, not a folder"),
        (".", "is the current folder"),
    ],
)
def test_a_place_that_cannot_be_written_is_named(place, target, message):
    (place / "file.txt").touch()
    (place / "plain").touch()
    with pytest.raises(OutputError, match=message):
        write(target)
    assert names(place) == ["file.txt", "plain"]


def test_a_folder_in_place_of_a_list_is_named(place):
    (place / "matches.jsonl").mkdir()
    with pytest.raises(OutputError, match=r"matches\.jsonl: is a folder"):
        write("matches.jsonl", folder=False)


@pytest.mark.skipif(not FULL_DEVICE.exists(), reason="no device that is always full")
def test_a_full_disk_is_an_output_error():
    with pytest.raises(OutputError, match="/dev/full: No space left on device"):
        write(FULL_DEVICE)


def test_a_device_is_written_to_and_not_replaced(place):
    os.mkfifo(place / "pipe")
    reader = os.open(place / "pipe", os.O_RDONLY | os.O_NONBLOCK)
    write("pipe")
    assert os.read(reader, 1000) == WHOLE
    os.close(reader)
    assert (place / "pipe").is_fifo()


# --- folders


def test_a_folder_gets_a_file_for_each_article(place, article, copy):
    write_articles("out", article, copy, residue=[LINES[0]])
    assert names(place / "out") == [
        ".segment.json",
        "0001-ferry-aurora-sails-again-at-last.json",
        "0002-the-ferry-left-at-noon-nobody-waved.json",
        "residue.jsonl",
    ]
    written = (place / "out/0001-ferry-aurora-sails-again-at-last.json").read_bytes()
    assert orjson.loads(written) == article_record(article)
    assert written.startswith(b'{\n  "schema"')
    assert (place / "out/residue.jsonl").read_bytes() == LINES[0] + b"\n"
    assert names(place) == ["out"]


@pytest.mark.parametrize("target", ["out", "out/", "out.v2/"])
def test_a_folder_of_our_own_is_replaced_whole(place, article, copy, target):
    write_articles(target, article, copy)
    write_articles(target, copy)
    assert names(place / target) == [".segment.json", "0001-the-ferry-left-at-noon-nobody-waved.json"]


def test_an_empty_folder_is_filled_and_keeps_its_mode(place, article):
    (place / "out").mkdir(mode=0o750)
    write_articles("out", article)
    assert (place / "out").stat().st_mode & 0o777 == 0o750
    assert len(names(place / "out")) == 2


@pytest.mark.parametrize("foreign", ["notes.txt", "0001-mine.json", "sub/", ".segment.json"])
@pytest.mark.parametrize("ours", [False, True])
def test_a_folder_with_foreign_files_is_refused(place, article, foreign, ours):
    if ours and foreign != ".segment.json":
        write_articles("out", article)
    path = place / "out" / foreign
    path.parent.mkdir(exist_ok=True)
    path.mkdir() if foreign.endswith("/") else path.write_text("mine")
    listing = sorted(place.rglob("*"))
    with pytest.raises(OutputError, match="files that segment did not write"):
        write_articles("out", article)
    assert sorted(place.rglob("*")) == listing


def test_a_file_put_there_during_the_run_is_not_lost(place, article):
    write_articles("out", article)
    with pytest.raises(OutputError, match="mine"):
        write_and_fail("out", article, (place / "out/mine.txt").touch)
    assert (place / "out/mine.txt").exists()
    assert names(place) == ["out"]


def test_the_old_folder_comes_back_when_the_new_one_cannot_take_its_place(place, article, copy, monkeypatch):
    write_articles("out", article)
    listing = sorted(place.rglob("*"))
    rename = Path.rename

    def fail_for_new(self, target):
        if target == place / "out" and self.exists() and not (self / listing[-1].name).exists():
            raise PermissionError(13, "Permission denied")
        return rename(self, target)

    monkeypatch.setattr(Path, "rename", fail_for_new)
    with pytest.raises(OutputError, match="Permission denied"):
        write_articles("out", copy)
    assert sorted(place.rglob("*")) == listing


# --- places that are taken


@pytest.mark.parametrize("target", ["in.jsonl", "./in.jsonl", "sub/../in.jsonl", "link.jsonl", "hard.jsonl"])
def test_an_input_is_no_output(place, target):
    (place / "sub").mkdir()
    (place / "in.jsonl").write_bytes(b"old")
    (place / "link.jsonl").symlink_to("in.jsonl")
    (place / "hard.jsonl").hardlink_to(place / "in.jsonl")
    with pytest.raises(UsageError, match="input and output at once"):
        write(target, inputs=["-", "other.txt", "in.jsonl"])
    assert (place / "in.jsonl").read_bytes() == b"old"


def test_an_input_does_not_lie_in_the_output_folder(place, article):
    write_articles("out", article)
    name = next(path.name for path in (place / "out").glob("0*"))
    with pytest.raises(UsageError, match="inside the output folder out"):
        write("out", inputs=[f"out/{name}"])


@pytest.mark.parametrize(
    "targets",
    [
        ["-", "-"],
        ["a.jsonl", "a.jsonl"],
        ["a.jsonl", None, "./a.jsonl"],
        ["out", "out/rejects.jsonl"],
        ["rejects/rejects.jsonl", "rejects/"],
    ],
)
def test_two_outputs_do_not_share_a_place(place, targets):
    with pytest.raises(UsageError, match="two outputs go to one place"):
        refuse_same(targets)


def test_outputs_may_stand_side_by_side(place):
    refuse_same(["-", "a.jsonl", None, "b.jsonl", "out"])
