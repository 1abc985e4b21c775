"""Word hashes and shingles."""

from __future__ import annotations

from collections import defaultdict

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from segment.matching.fingerprint import fingerprint
from segment.tokens import find_words

WORDS = st.lists(st.sampled_from(["a", "b", "ferry", "harbours", "harbourside", "x" * 63, "x" * 64, "x" * 65, "京"]))


@given(st.lists(WORDS.map(" ".join), max_size=6))
def test_words_have_equal_hashes_if_and_only_if_they_are_equal(texts: list[str]) -> None:
    prints = fingerprint(texts)
    hashes = defaultdict(set)
    for row, text in enumerate(texts):
        words = find_words(text)
        assert len(words) == len(prints.of(row))
        for word, value in zip(words, prints.of(row).tolist(), strict=True):
            hashes[word.text].add(value)
    assert all(len(values) == 1 for values in hashes.values())
    assert len(set().union(*hashes.values())) == len(hashes)


@given(st.lists(WORDS.map(" ".join), max_size=6))
def test_texts_have_equal_digests_if_and_only_if_their_words_are_equal(texts: list[str]) -> None:
    digests = fingerprint(texts).digests().tolist()
    words = [[word.text for word in find_words(text)] for text in texts]
    for x in range(len(texts)):
        for y in range(x):
            assert (digests[x] == digests[y]) == (words[x] == words[y])


def test_shingles_of_all_texts_are_those_of_each() -> None:
    prints = fingerprint(["one two three four", "", "one", "two three four", "a b"])
    hashes, rows = prints.all_shingles()
    assert rows.tolist() == [0, 0, 3]
    assert np.array_equal(hashes, np.concatenate([prints.shingles(row) for row in range(len(prints))]))
    assert hashes[1] == hashes[2]


def test_hashes_do_not_change_from_run_to_run() -> None:
    assert fingerprint(["The ferry leaves at noon"]).words.tolist() == [
        2277125558,
        1015657510,
        515571274,
        2168825770,
        450259760,
    ]


def test_one_endless_word_is_one_word() -> None:
    assert fingerprint(["a" * 1_000_000 + " b"]).counts.tolist() == [2]
