from __future__ import annotations

import bz2
import sys
from typing import TYPE_CHECKING

import pytest

from segment.config import ReadConfig
from segment.errors import MissingExtraError
from segment.pipeline import segment_inputs
from segment.readers import read_inputs
from segment.types import Dump, Reject, Segmented

from .invented import ENGLISH, JSONL, PACKERS, ROWS, join_texts, read_bytes, read_one

if TYPE_CHECKING:
    from pathlib import Path

ALL = pytest.mark.parametrize("suffix", PACKERS)


@ALL
@pytest.mark.parametrize("name", ["a.txt", "a"])
def test_compression_is_found_by_content(folder: Path, suffix: str, name: str) -> None:
    assert read_one(folder, name, PACKERS[suffix](ENGLISH.encode())) == Dump(ENGLISH, name)


@ALL
def test_plain_text_with_the_name_of_compressed_data_is_read(folder: Path, suffix: str) -> None:
    assert read_one(folder, f"a.txt.{suffix}", ENGLISH.encode()) == Dump(ENGLISH, f"a.txt.{suffix}")


@ALL
def test_all_members_are_read(folder: Path, suffix: str) -> None:
    pack = PACKERS[suffix]
    data = pack(b"One. ") + pack(b"") + pack(b"Two. ") + b"\0" * 8 + pack(b"Three.")
    assert read_one(folder, f"a.txt.{suffix}", data) == Dump("One. Two. Three.", f"a.txt.{suffix}")


@ALL
def test_no_cut_is_silent_and_whole_rows_before_it_are_kept(folder: Path, suffix: str) -> None:
    packed = PACKERS[suffix](JSONL)
    name = f"a.jsonl.{suffix}"
    assert [dump.id for dump in read_bytes(folder, name, packed) if isinstance(dump, Dump)] == ["r0", "r1", "r2"]
    for end in range(len(packed)):
        *dumps, last = read_bytes(folder, name, packed[:end])
        assert isinstance(last, Reject), end
        assert last.code == ("SEG202" if end else "SEG206"), end
        assert [(dump.id, dump.text) for dump in dumps] == [(row["id"], row["text"]) for row in ROWS[: len(dumps)]], end


def test_rows_of_whole_members_survive_a_cut(folder: Path) -> None:
    for suffix, pack in PACKERS.items():
        *dumps, last = read_bytes(folder, f"a.jsonl.{suffix}", pack(JSONL) + pack(JSONL)[:-1])
        assert len([dump for dump in dumps if isinstance(dump, Dump)]) >= 3, suffix
        assert isinstance(last, Reject), suffix
        assert "cut short" in last.message, suffix


@ALL
def test_a_cut_text_says_that_it_breaks_off_and_names_the_byte(folder: Path, suffix: str) -> None:
    packed = PACKERS[suffix](ENGLISH.encode())
    *dumps, reject = read_bytes(folder, f"a.txt.{suffix}", packed[:-2])
    assert all(isinstance(dump, Dump) and dump.is_cut for dump in dumps)
    assert isinstance(reject, Reject)
    assert (reject.code, reject.index) == ("SEG202", 0)
    assert f"ends at byte {len(packed) - 2:,}" in reject.message


def test_the_last_article_of_a_cut_text_is_kept_as_raw(folder: Path) -> None:
    (folder / "a.txt.gz").write_bytes(PACKERS["gz"](ENGLISH.encode())[:-4])
    segmented, reject = segment_inputs(["a.txt.gz"])
    assert isinstance(segmented, Segmented)
    assert isinstance(reject, Reject)
    assert (segmented.articles, segmented.chars, reject.raw) == ((), 0, ENGLISH)


@ALL
@pytest.mark.parametrize("garbage", [b"x", b"garbage after the end", b"\0\0\0\0x"])
def test_garbage_after_the_end_is_an_error(folder: Path, suffix: str, garbage: bytes) -> None:
    *dumps, last = read_bytes(folder, f"a.jsonl.{suffix}", PACKERS[suffix](JSONL) + garbage)
    assert len(dumps) == 3
    assert isinstance(last, Reject)
    assert last.code == "SEG202"


@ALL
def test_a_flipped_byte_is_never_silent(folder: Path, suffix: str) -> None:
    if suffix == "zst":
        pytest.skip("zstd has no checksum unless the writer asks for one")
    packed = bytearray(PACKERS[suffix](JSONL))
    packed[len(packed) // 2] ^= 0xFF
    assert isinstance(read_bytes(folder, f"a.jsonl.{suffix}", bytes(packed))[-1], Reject)


def test_a_bomb_is_stopped_by_its_ratio(folder: Path) -> None:
    reject = read_one(folder, "a.txt.bz2", bz2.compress(bytes(20 << 20)))
    assert isinstance(reject, Reject)
    assert reject.code == "SEG204"  # NULs: seen at the first bytes, before anything is unfolded
    *blank, reject = read_bytes(folder, "a.txt.bz2", bz2.compress(b" " * (20 << 20)))
    assert all(isinstance(dump, Dump) and dump.text.isspace() for dump in blank)
    assert isinstance(reject, Reject)
    assert (reject.code, "more than 200 times" in reject.message) == ("SEG202", True)


@ALL
def test_a_limit_in_bytes_holds(folder: Path, suffix: str) -> None:
    reject = read_one(folder, "a.txt", PACKERS[suffix](b"ferry " * 1000), ReadConfig(max_bytes=5000))
    assert isinstance(reject, Reject)
    assert (reject.code, "more than 5,000 bytes" in reject.message) == ("SEG202", True)


def test_short_blank_files_are_no_bombs(folder: Path) -> None:
    text = "The end." + " " * (1 << 20)
    dumps = read_bytes(folder, "a.txt.gz", PACKERS["gz"](text.encode()))
    assert join_texts(dumps) == text


@pytest.mark.parametrize("text", ["BZh9 is how it starts.", "B", "(", "BZh"])
def test_prose_that_begins_like_a_magic_number_is_prose(folder: Path, text: str) -> None:
    assert read_one(folder, "a.txt", text.encode()) == Dump(text, "a.txt")


def test_data_compressed_twice_says_so(folder: Path) -> None:
    reject = read_one(folder, "a.txt.gz", PACKERS["gz"](bz2.compress(b"Twice.")))
    assert "compressed twice" in str(reject)


def test_zstd_without_its_extra_names_it(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (folder / "a.txt.zst").write_bytes(PACKERS["zst"](b"Text."))
    monkeypatch.setitem(sys.modules, "backports.zstd", None)
    monkeypatch.setitem(sys.modules, "compression.zstd", None)
    monkeypatch.delattr("backports.zstd", raising=False)
    with pytest.raises(MissingExtraError, match=r'pip install "segment\[zstd\]"'):
        list(read_inputs(["a.txt.zst"]))
