"""Each function of the compiled kernel of matching gives what its twin in NumPy gives."""

from __future__ import annotations

import os
import subprocess
import sys
from typing import TYPE_CHECKING, Any

import numpy as np
import orjson
import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from invented import FERRY, HARBOUR_ZH, ORCHARD, invent, reword

from segment.matching.align import _align, align
from segment.matching.candidates import LONG_RUN, _pair_neighbours, pair_neighbours
from segment.matching.fingerprint import (
    NUMBER,
    Fingerprints,
    _hash_texts,
    _sample_shingles,
    hash_texts,
    sample_shingles,
)
from segment.matching.folding import _fold_letters, fold_letters, fold_table
from segment.matching.verify import _count_shared, count_shared
from segment.tokens import APOSTROPHES

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

pytest.importorskip("segment.matching._kernel")

NASTY = [
    *"aZ09 \n-\0\x1b\x7f",
    *APOSTROPHES,
    *"éŁß½²ﬁﷺ",  # one character, two letters and more, eighteen letters
    *"e\u0301\u00ad\u200b\u200d\ufeff",  # combining and invisible
    *"京都ひガ゙ไทย",  # words without spaces
    *"مرحبا٣४１",  # other letters and figures
    *"😀🇫🇮…—“",
    *"\ud800\udfff\U0010ffff",
    "harbour",
    "x" * 63,
    "x" * 64,
    "1234567",
    "12345678",
    "123456789",
    "9" * 200,
    "don’t",
    ", ",
]
nasty_texts = st.one_of(
    st.lists(st.sampled_from(NASTY), max_size=40).map("".join),
    st.text(st.characters(categories=None), max_size=30),
    st.builds(lambda part, times: part * times, st.sampled_from(NASTY), st.integers(0, 250)),
)

WORDS = np.array([0, 1, 17, 2**32 - 2, 15, 31, 2**32 - 1], np.uint32)
assert ((WORDS & NUMBER) == NUMBER).any()


@st.composite
def fingerprints(draw: st.DrawFn) -> Fingerprints:
    """Texts of few different words, numbers among them; some of the texts are parts of others."""
    chance = np.random.default_rng(draw(st.integers(0, 2**32 - 1)))
    kinds = draw(st.integers(1, len(WORDS)))
    texts = [chance.choice(WORDS[:kinds], size) for size in draw(st.lists(st.integers(0, 40), min_size=1, max_size=6))]
    texts += [chance.integers(0, 2**32, size, np.uint32) for size in draw(st.lists(st.integers(0, 200), max_size=3))]
    texts += [_take_part(texts[chance.integers(len(texts))], chance) for _ in range(draw(st.integers(0, 3)))]
    return Fingerprints(np.concatenate(texts), np.cumsum([0, *map(len, texts)]))


def _take_part(words: np.ndarray, chance: np.random.Generator) -> np.ndarray:
    first, last = np.sort(chance.integers(0, len(words) + 1, 2))
    part = words[first:last].copy()
    part[chance.random(len(part)) < 0.1] = WORDS[-1]
    return part


@st.composite
def prints_and_pairs(draw: st.DrawFn) -> tuple[Fingerprints, np.ndarray]:
    """Texts and pairs of them in any order, of a text with itself, too."""
    prints = draw(fingerprints())
    numbers = st.integers(0, len(prints) - 1)
    pairs = draw(st.lists(st.tuples(numbers, numbers), max_size=12))
    return prints, np.array(pairs, np.int64).reshape(-1, 2)


def check_equal(compiled: Any, pure: Any, names: Sequence[str] = ()) -> None:
    """The same bytes of the same type; of records, in each field."""
    for name in names:
        check_equal(getattr(compiled, name), getattr(pure, name))
    if not names:
        assert (compiled.dtype, compiled.shape) == (pure.dtype, pure.shape)
        assert compiled.tobytes() == pure.tobytes()


@given(st.lists(nasty_texts, max_size=6))
@example(["", "a", "", "京京京", "1" * 8, "12 3"])
def test_words_are_the_same(texts: list[str]) -> None:
    check_equal(hash_texts(texts), _hash_texts(texts), ["words", "counts", "digests"])


@given(st.lists(nasty_texts, max_size=6))
@example(["", "ﷺ" * 100, "", "a京b"])
def test_letters_are_the_same(texts: list[str]) -> None:
    check_equal_letters(texts)


def check_equal_letters(texts: list[str]) -> None:
    compiled, pure = fold_letters(texts), _fold_letters(texts)
    assert compiled.letters == pure.letters
    check_equal(compiled, pure, ["edges", "starts"])


QUICK = [range(0x3400), range(0xA000, 0xAC00), range(0xF900, 0x10000), range(0x1F000, 0x1FC00)]
"""Where most of what is not folded as a plain letter or a space stands."""


@pytest.mark.parametrize(
    "codes", [*QUICK, pytest.param(range(0x110000), marks=pytest.mark.slow)], ids="{0.start:x}-{0.stop:x}".format
)
def test_each_character_is_folded_alike(codes: range) -> None:
    text = "a".join(map(chr, codes))
    check_equal_letters([text])
    check_equal(hash_texts([text]), _hash_texts([text]), ["words", "counts", "digests"])


def test_a_table_that_knows_nothing_yet_learns_what_it_meets() -> None:
    text = "".join(map(chr, range(0x3400, 0x4000)))
    fold_table.cache_clear()
    check_equal(hash_texts([text, "a"]), _hash_texts([text, "a"]), ["words", "counts", "digests"])
    fold_table.cache_clear()
    check_equal_letters([text])


@given(fingerprints(), st.integers(1, 5), st.integers(1, 32), st.data())
def test_the_same_shingles_are_taken(prints: Fingerprints, length: int, row_bits: int, data: st.DataObject) -> None:
    count = len(prints)
    powers = data.draw(st.lists(st.sampled_from([0, 0, 1, 2, 3, 63]), min_size=count, max_size=count))
    rows = data.draw(st.lists(st.integers(0, 2**64 - 1), min_size=count, max_size=count))
    given_all = (prints, np.uint64(1) << np.array(powers, np.uint64), np.array(rows, np.uint64), length, row_bits)
    check_equal(sample_shingles(*given_all), _sample_shingles(*given_all))


@given(prints_and_pairs())
def test_shared_shingles_are_counted_alike(drawn: tuple[Fingerprints, np.ndarray]) -> None:
    check_equal(count_shared(*drawn), _count_shared(*drawn))


@given(prints_and_pairs())
def test_texts_are_laid_side_by_side_alike(drawn: tuple[Fingerprints, np.ndarray]) -> None:
    check_equal(align(*drawn), _align(*drawn), ["spans", "counts", "numbers", "windows"])


def test_texts_of_more_pieces_than_are_taken_are_laid_side_by_side_alike() -> None:
    chance = np.random.default_rng(7)
    a = chance.integers(0, 2**32, 5000, np.uint32)
    b = a[500:4500].copy()
    b[chance.random(len(b)) < 0.2] |= NUMBER
    prints = Fingerprints(np.concatenate([a, b]), np.array([0, 5000, 9000]))
    pairs = np.array([[0, 1], [1, 0]])
    check_equal(align(prints, pairs), _align(prints, pairs), ["spans", "counts", "numbers", "windows"])


shingles_and_rows = st.lists(st.tuples(st.integers(0, 3), st.integers(0, LONG_RUN + 8)), max_size=150)


@given(shingles_and_rows, st.sampled_from([24, 25, 32]))
def test_neighbours_are_paired_alike(postings: list[tuple[int, int]], row_bits: int) -> None:
    numbers = np.array(sorted(hash_ << 40 | row for hash_, row in postings), np.uint64)
    compiled, pure = pair_neighbours(numbers, row_bits), _pair_neighbours(numbers, row_bits)
    check_equal(np.sort(compiled), np.sort(pure))  # they are sorted next in any case


@pytest.mark.parametrize("texts", [1, 2, 3, LONG_RUN - 1, LONG_RUN, LONG_RUN + 1, 400])
@pytest.mark.parametrize("repeats", [1, 2])
def test_a_long_run_is_chained(texts: int, repeats: int) -> None:
    run = np.repeat(np.arange(texts, dtype=np.uint64), repeats) | np.uint64(5 << 24)
    reach = 1 if texts > LONG_RUN else 2
    wanted = sorted((a, b) for a in range(texts) for b in range(a + 1, min(texts, a + reach + 1)))
    for pair in (pair_neighbours, _pair_neighbours):
        assert [divmod(int(key), 1 << 24) for key in np.sort(pair(run, 24))] == wanted


def test_the_command_gives_the_same_bytes_without_the_kernel(tmp_path: Path) -> None:
    texts = [reword(article, seed, 0.08) for seed in range(40) for article in (FERRY, ORCHARD)]
    texts += ["", "***", "***", "Tides", "tides!", HARBOUR_ZH, HARBOUR_ZH[:30], f"{invent(400, 1)} {FERRY}", "\0 ﬁ ½"]
    rows = b"".join(orjson.dumps({"id": number, "text": text}) + b"\n" for number, text in enumerate(texts))
    (tmp_path / "rows.jsonl").write_bytes(rows)
    outputs = []
    for pure in ("", "1"):
        command = [sys.executable, "-m", "segment", "dedup", "-q", "rows.jsonl", "--matches", f"matches{pure}.jsonl"]
        done = subprocess.run(
            command, env={**os.environ, "SEGMENT_PURE": pure}, cwd=tmp_path, capture_output=True, check=True
        )
        outputs.append((done.stdout, (tmp_path / f"matches{pure}.jsonl").read_bytes()))
    assert outputs[0] == outputs[1]
    assert len(outputs[0][0].splitlines()) == len(texts)
    assert outputs[0][1].count(b"\n") > 80


@pytest.mark.parametrize("pure", ["", "1"])
def test_the_environment_says_whether_there_is_a_kernel(pure: str) -> None:
    code = "import sys; from segment.matching.kernel import KERNEL; sys.exit(KERNEL is None)"
    done = subprocess.run([sys.executable, "-c", code], env={**os.environ, "SEGMENT_PURE": pure}, check=False)
    assert done.returncode == (pure == "1")
