from __future__ import annotations

import io
import os
from typing import TYPE_CHECKING

import pytest

from segment.config import ReadConfig
from segment.errors import InputNotFoundError, UsageError
from segment.readers import expand_inputs, input_bytes, read_inputs
from segment.types import Dump, Reject

if TYPE_CHECKING:
    from pathlib import Path

CONFIG = ReadConfig()
TREE = ("b.txt", "a.md", "c.jsonl.gz", "sub/d.HTML", "sub/deep/e.json.zst", "photo.png", ".hidden.txt", ".git/f.txt")


@pytest.fixture
def tree(folder: Path) -> Path:
    for name in TREE:
        path = folder / "dumps" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("A ferry.")
    return folder


@pytest.mark.parametrize(
    ("inputs", "expected"),
    [
        (["dumps/b.txt", "dumps/a.md"], ["dumps/b.txt", "dumps/a.md"]),
        (["./dumps//b.txt"], ["dumps/b.txt"]),
        (["dumps"], ["a.md", "b.txt", "c.jsonl.gz", "sub/d.HTML", "sub/deep/e.json.zst"]),
        (["dumps/"], ["a.md", "b.txt", "c.jsonl.gz", "sub/d.HTML", "sub/deep/e.json.zst"]),
        (["dumps/*.txt", "dumps/*.md"], ["b.txt", "a.md"]),
        (["dumps/*"], ["a.md", "b.txt", "c.jsonl.gz"]),
        (["dumps/**"], ["a.md", "b.txt", "c.jsonl.gz", "sub/d.HTML", "sub/deep/e.json.zst"]),
        (["dumps/**/*.zst"], ["sub/deep/e.json.zst"]),
        (["dumps/photo.*"], ["photo.png"]),
        (["dumps/photo.png"], ["photo.png"]),
        (["dumps/.hidden.txt"], [".hidden.txt"]),
        (["-", "dumps/b.txt", "-"], ["-", "b.txt"]),
        (
            ["dumps/b.txt", "dumps", "dumps/sub/../b.txt"],
            ["b.txt", "a.md", "c.jsonl.gz", "sub/d.HTML", "sub/deep/e.json.zst"],
        ),
    ],
)
def test_inputs_become_files_in_order(tree: Path, inputs: list[str], expected: list[str]) -> None:
    names = [name if name == "-" or name.startswith("dumps/") else f"dumps/{name}" for name in expected]
    assert expand_inputs(inputs, CONFIG) == names
    assert expand_inputs(names, CONFIG) == names


def test_a_name_with_glob_characters_is_first_a_name(folder: Path) -> None:
    (folder / "[1].txt").write_text("One.")
    (folder / "1.txt").write_text("Two.")
    assert expand_inputs(["[1].txt"], CONFIG) == ["[1].txt"]


def test_one_file_under_two_names_is_read_once(tree: Path) -> None:
    (tree / "link.txt").symlink_to("dumps/b.txt")
    (tree / "hard.txt").hardlink_to("dumps/b.txt")
    assert expand_inputs(["link.txt", "hard.txt", "dumps/b.txt"], CONFIG) == ["link.txt"]


def test_links_out_of_a_folder_are_not_followed(tree: Path) -> None:
    (tree / "secret").mkdir()
    (tree / "secret" / "s.txt").write_text("Out.")
    (tree / "dumps" / "folder").symlink_to("../secret")
    (tree / "dumps" / "file.txt").symlink_to("../secret/s.txt")
    (tree / "dumps" / "dangling.txt").symlink_to("nowhere.txt")
    assert expand_inputs(["dumps"], CONFIG) == [f"dumps/{name}" for name in sorted(TREE[:5])]


@pytest.mark.parametrize(
    ("name", "hint"),
    [
        ("dumps/bb.txt", "Did you mean dumps/b.txt?"),
        ("dumps/zebra", "Check the spelling"),
        ("nowhere/b.txt", "The folder nowhere does not exist"),
        ("empty", "holds no input. Inputs end in .txt"),
        ("dumps/*.csv", "holds no input"),
    ],
)
def test_what_is_not_there_is_named_with_a_hint(tree: Path, name: str, hint: str) -> None:
    (tree / "empty").mkdir()
    with pytest.raises(InputNotFoundError) as caught:
        expand_inputs([name], CONFIG)
    assert str(caught.value).startswith(f"{name}: ")
    assert hint in str(caught.value)
    assert caught.value.exit_code == 2


@pytest.mark.parametrize("name", ["", "a\0b"])
def test_impossible_names_are_wrong_usage(name: str) -> None:
    with pytest.raises(UsageError):
        expand_inputs([name], CONFIG)


@pytest.mark.parametrize("encoding", ["latin-99", "hex", "rot13", "", "utf\0"])
def test_an_unknown_encoding_is_wrong_usage_at_once(folder: Path, encoding: str) -> None:
    with pytest.raises(UsageError, match="unknown encoding"):
        read_inputs(["-"], ReadConfig(encoding=encoding))


def test_sizes_add_up_and_streams_have_none(tree: Path) -> None:
    assert input_bytes(["dumps/a.md", "dumps/b.txt"]) == 2 * len("A ferry.")
    assert input_bytes(["dumps/a.md", "-"]) is None


def test_on_bytes_hears_of_every_byte(tree: Path) -> None:
    paths = expand_inputs(["dumps/*.txt", "dumps/*.md"], CONFIG)
    heard: list[int] = []
    assert len(list(read_inputs(paths, on_bytes=heard.append))) == 2
    assert sum(heard) == input_bytes(paths)


def test_standard_input_is_read_as_bytes(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(b"\xff\xfeH\0i\0\r\0\n\0")))
    assert list(read_inputs(["-"])) == [Dump("Hi\r\n", "-")]


def test_closed_standard_input_is_a_reject(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stdin", None)
    (reject,) = read_inputs(["-"])
    assert isinstance(reject, Reject)
    assert reject.code == "SEG201"


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root may read everything")
def test_what_may_not_be_read_is_a_reject(tree: Path) -> None:
    (tree / "dumps" / "b.txt").chmod(0)
    (tree / "dumps" / "sub").chmod(0)
    items = list(read_inputs(["dumps/b.txt", "dumps/sub", "dumps/a.md"]))
    assert [getattr(item, "code", "") for item in items] == ["SEG201", "SEG201", ""]
    (tree / "dumps" / "sub").chmod(0o700)


def test_a_file_that_goes_away_is_a_reject(tree: Path) -> None:
    items = read_inputs(["dumps/b.txt", "dumps/a.md"])
    (tree / "dumps" / "b.txt").unlink()
    lost, kept = items
    assert isinstance(lost, Reject)
    assert (lost.code, lost.path) == ("SEG201", "dumps/b.txt")
    assert kept == Dump("A ferry.", "dumps/a.md", format="markdown")


def test_a_folder_that_cannot_be_listed_is_named(tree: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    scandir = os.scandir

    def refuse(path: str) -> object:
        if str(path).endswith("sub"):
            raise PermissionError(13, "Permission denied", path)
        return scandir(path)

    monkeypatch.setattr(os, "scandir", refuse)
    assert expand_inputs(["dumps"], CONFIG)[-1] == "dumps/sub"
    assert str(list(read_inputs(["dumps"]))[-1]).startswith("dumps/sub:1: SEG201 cannot be read")
