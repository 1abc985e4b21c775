"""Word hashes, digests and shingles."""

from __future__ import annotations

from collections import defaultdict

import drawn
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from segment.matching.fingerprint import (
    BATCH_CHARS,
    NUMBER,
    Fingerprints,
    find_shingles,
    hash_shingles,
    hash_texts,
    sample_shingles,
)
from segment.matching.folding import fold_letters
from segment.parallel import batches
from segment.tokens import find_words

LONG_WORDS = ["x" * 63, "x" * 64, "x" * 65]
WORDS = st.lists(st.sampled_from(["a", "b", "ferry", "harbours", "harbourside", "京", "7", "42", *LONG_WORDS]))


def fingerprint(texts: list[str]) -> Fingerprints:
    hashed = hash_texts(texts)
    return Fingerprints(hashed.words, np.append(0, np.cumsum(hashed.counts)))


@given(st.lists(WORDS.map(" ".join), max_size=6))
def test_words_have_equal_hashes_if_and_only_if_they_are_equal(texts: list[str]) -> None:
    prints = fingerprint(texts)
    hashes: dict[str, set[int]] = defaultdict(set)
    for row, text in enumerate(texts):
        words = find_words(text)
        assert len(words) == len(prints.of(row))
        for word, value in zip(words, prints.of(row).tolist(), strict=True):
            hashes[word.text].add(value)
    assert all(len(values) == 1 for values in hashes.values())
    assert len(set().union(*hashes.values())) == len(hashes)


@given(st.lists(WORDS.map(" ".join), max_size=6))
def test_texts_have_equal_digests_if_and_only_if_their_words_are_equal(texts: list[str]) -> None:
    digests = hash_texts(texts).digests.tolist()
    words = [[word.text for word in find_words(text)] for text in texts]
    for x in range(len(texts)):
        for y in range(x):
            assert (digests[x] == digests[y]) == (words[x] == words[y])


def test_a_text_without_words_has_no_digest() -> None:
    assert hash_texts(["", " \n", "***", "’"]).digests.tolist() == [0, 0, 0, 0]


NUMBERS = ["42", "1947", "９９", "¹²", "٤٢", *("1" * digits for digits in (8, 9, 16, 64, 65, 200))]
WORDS_WITH_FIGURES = ["7", "42nd", "x42", "九", *("1" * digits + "x" for digits in (7, 8, 63, 64, 65, 200))]


@pytest.mark.parametrize("word", [*NUMBERS, *WORDS_WITH_FIGURES])
def test_the_lowest_bits_tell_numbers_from_words(word: str) -> None:
    (hashed,) = hash_texts([word]).words
    assert ((hashed & NUMBER) == NUMBER) == (word in NUMBERS)


def test_shingles_of_all_texts_are_those_of_each() -> None:
    prints = fingerprint(["one two three four", "", "one", "two three four", "a b"])
    hashes, texts = find_shingles(prints)
    assert texts.tolist() == [0, 0, 3]
    assert np.array_equal(hashes, np.concatenate([hash_shingles(prints.of(text)) for text in range(len(prints))]))
    assert hashes[1] == hashes[2]


@given(drawn.texts, st.sampled_from([1, 2, 4]), st.integers(3, 4))
def test_what_is_sampled_at_a_rate_is_sampled_at_each_lower_one(texts: list[str], rate: int, length: int) -> None:
    prints = fingerprint(texts)
    rows = np.arange(len(prints), dtype=np.uint64)
    often, rarely, all_of_them = (
        sample_shingles(prints, np.full(len(prints), rate, np.uint64), rows, length, 24).tolist()
        for rate in (rate, 2 * rate, 1)
    )
    assert set(rarely) <= set(often) <= set(all_of_them)
    assert len(all_of_them) == len(find_shingles(prints, length)[0])


@given(st.lists(st.integers(0, 2 * BATCH_CHARS), max_size=6))
def test_batches_are_all_texts_in_order(lengths: list[int]) -> None:
    texts = ["x" * length for length in lengths]
    found = list(batches(texts, len, BATCH_CHARS))
    assert [text for batch in found for text in batch] == texts
    assert all(sum(map(len, batch[:-1])) < BATCH_CHARS for batch in found)


@given(drawn.texts, st.data())
def test_letters_are_cut_between_words(texts: list[str], data: st.DataObject) -> None:
    words = [[word.text for word in find_words(text)] for text in texts]
    parts = [sorted(data.draw(st.tuples(*[st.integers(0, len(own))] * 2))) for own in words]
    numbers = np.arange(len(texts))[::-1]
    found = fold_letters(texts).cut(numbers, np.array(parts, np.int64).reshape(-1, 2)[::-1])
    assert found[::-1] == ["".join(own[first:last]) for own, (first, last) in zip(words, parts, strict=True)]


def test_hashes_do_not_change_from_run_to_run() -> None:
    assert fingerprint(["The ferry leaves at noon"]).words.tolist() == [
        2277125558,
        1015657510,
        515571274,
        2168825770,
        450259760,
    ]


def test_one_endless_word_is_one_word() -> None:
    assert hash_texts(["a" * 1_000_000 + " b"]).counts.tolist() == [2]
