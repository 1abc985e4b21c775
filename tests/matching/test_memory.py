"""How much is held in memory, and how much is done at a time, changes nothing in what is found."""

from __future__ import annotations

import tempfile
from contextlib import closing
from itertools import chain
from typing import IO, TYPE_CHECKING, Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from invented import BIO, FERRY, HARBOUR_ZH, ORCHARD, invent, misread, reword

from segment.config import MatchConfig
from segment.errors import OutputError
from segment.matching import signatures, spool, verify
from segment.matching.engine import match_texts
from segment.matching.spool import NumberSpool, Spool

if TYPE_CHECKING:
    from segment.matching.outcome import Found

PLENTY, LITTLE, LEAST = 1 << 30, 1 << 16, 1 << 10

TEXTS = [
    *(reword(FERRY, seed, 0.1) for seed in range(60)),
    *(misread(ORCHARD, seed, 0.04) for seed in range(30)),
    *(f"{invent(60, seed)} {BIO}" for seed in range(30)),
    *(f"{invent(300, seed)} {FERRY}" for seed in range(9)),
    *(["", " ", "***", HARBOUR_ZH, HARBOUR_ZH[:30], ORCHARD, ORCHARD.upper()] * 2),
]


@pytest.fixture
def files(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Grows by one item for each temporary file."""
    opened: list[str] = []
    create = tempfile.TemporaryFile

    def create_noted(**options: Any) -> IO[bytes]:
        opened.append(options["prefix"])
        return create(**options)

    monkeypatch.setattr(spool.tempfile, "TemporaryFile", create_noted)
    return opened


def check_same(found: Found, expected: Found) -> None:
    for name in ("representatives", "relations", "scores"):
        np.testing.assert_array_equal(getattr(found, name), getattr(expected, name))
    assert found.clusters == expected.clusters
    assert found.matches() == expected.matches()


def test_what_does_not_fit_into_memory_goes_to_files_and_nothing_changes(files: list[str]) -> None:
    expected = match_texts(TEXTS, MatchConfig(memory=PLENTY))
    assert not files
    assert len(expected.clusters) > 2
    for memory in (LITTLE, LEAST):
        check_same(match_texts(TEXTS, MatchConfig(memory=memory)), expected)
        assert len(files) >= 2  # words and postings
        files.clear()


AT_A_TIME = {
    "words read": (signatures, "_READ_WORDS", 1000),
    "letters hashed": (signatures, "BATCH_CHARS", 500),
    "words compared": (verify, "_BATCH_WORDS", 300),
    "pairs compared": (verify, "_MOST_PAIRS", 5),
}


@pytest.mark.parametrize(("module", "name", "value"), AT_A_TIME.values(), ids=AT_A_TIME)
def test_how_much_is_done_at_a_time_changes_nothing(
    module: object, name: str, value: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    expected = match_texts(TEXTS)
    monkeypatch.setattr(module, name, value)
    check_same(match_texts(TEXTS), expected)


@given(st.lists(st.binary(max_size=30), max_size=12), st.integers(0, 60), st.data())
def test_what_is_spooled_is_read_anywhere(parts: list[bytes], limit: int, data: st.DataObject) -> None:
    whole = b""
    with closing(Spool(limit)) as spooled:
        for part in parts:
            spooled.append(part)
            whole += part
            first = data.draw(st.integers(0, len(whole)))
            last = data.draw(st.integers(first, len(whole)))
            with memoryview(spooled.read(first, last)) as read:
                assert read == whole[first:last]
        assert spooled.size == len(whole)
        assert spooled.is_held == (len(whole) <= limit)


shingles = st.builds(lambda hash_, row: hash_ << 24 | row, st.integers(0, 2**40 - 1), st.integers(0, 3))
number_lists = st.lists(st.one_of(shingles, st.sampled_from([0, 1, 1 << 40, 2**64 - 2, 2**64 - 1])))


@given(st.lists(number_lists, max_size=5), st.sampled_from([0, 8, 40, 200, 1 << 20]))
def test_numbers_come_sorted_and_those_of_a_shingle_together(parts: list[list[int]], limit: int) -> None:
    spooled = NumberSpool(limit)
    for part in parts:
        spooled.append(np.array(part, np.uint64))
    found = [part.tolist() for part in spooled.sorted_parts()]
    assert list(chain(*found)) == sorted(chain(*parts))
    hashes = [{number >> 24 for number in part} for part in found]
    assert sum(map(len, hashes)) == len(set().union(*hashes))


@given(st.lists(st.integers(0, 999)), st.integers(1000, 1 << 40))
def test_numbers_up_to_an_end_come_sorted(numbers: list[int], end: int) -> None:
    spooled = NumberSpool(8, end)
    spooled.append(np.array([*numbers, *numbers, end - 1], np.uint64))
    assert list(chain(*(part.tolist() for part in spooled.sorted_parts()))) == sorted([*numbers, *numbers, end - 1])


def test_numbers_that_are_spread_evenly_come_in_parts_that_fit_into_memory(files: list[str]) -> None:
    values = np.random.default_rng(1).integers(0, 2**64, 20_000, np.uint64)
    spooled = NumberSpool(1 << 14)
    for part in np.split(values, 10):
        spooled.append(part)
    parts = list(spooled.sorted_parts())
    assert max(map(len, parts)) * values.itemsize <= 1 << 14
    np.testing.assert_array_equal(np.concatenate(parts), np.sort(values))
    assert files


def test_a_folder_that_takes_no_more_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(**options: Any) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(spool.tempfile, "TemporaryFile", refuse)
    with pytest.raises(OutputError, match="No space left on device, for what does not fit into memory"):
        Spool(3).append(b"four")
