"""Folding and words."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from segment.tokens import find_words, fold

SAME = {
    "case": ("The FERRY Left", "the ferry left"),
    "curly quotes": ("“Don’t,” she said", '"Don\'t," she said'),
    "dropped apostrophe": ("don't", "dont"),
    "composed and decomposed": ("café naïve", "cafe\u0301 nai\u0308ve"),
    "accents": ("Åsa Brändström", "Asa Brandstrom"),
    "ligatures": ("oﬃce ﬁle", "office file"),
    "full width": ("ＡＢＣ １２", "abc 12"),
    "soft hyphen and zero width": ("har\u00adbour f\u200berry", "harbour ferry"),
    "hard spaces and line ends": ("a\u00a0b\u2009c\r\nd", "a b c d"),
    "dashes": ("one—two – three", "one two three"),
    "sharp s": ("Straße", "STRASSE"),
    "iota subscript": ("ᾳ", "α\u0345"),
    "half width kana": ("ｶﾞ", "ガ"),
    "spaces between Han": ("京 都", "京都"),
}


@pytest.mark.parametrize("pair", SAME.values(), ids=SAME)
def test_fold_makes_spellings_of_the_same_text_equal(pair: tuple[str, str]) -> None:
    assert fold(pair[0]).split() == fold(pair[1]).split()


@pytest.mark.parametrize("pair", [("3.5", "35"), ("9-5", "95"), ("a b", "ab"), ("京都", "東京")])
def test_fold_keeps_different_texts_apart(pair: tuple[str, str]) -> None:
    assert fold(pair[0]).split() != fold(pair[1]).split()


@pytest.mark.parametrize("text", ["", " \n\t", "*** — …", "\u200b\ufeff", "'’`", "\ud800"])
def test_texts_without_letters_and_digits_have_no_words(text: str) -> None:
    assert find_words(text) == []
    assert fold(text).split() == []


@given(st.text(st.one_of(st.characters(), st.sampled_from("aB9 '’-\u00ad\u0301京ガก")), max_size=40))
def test_words_are_what_fold_gives_and_lead_back_to_the_text(text: str) -> None:
    words = find_words(text)
    assert [word.text.encode() for word in words] == fold(text).split()
    for word in words:
        assert fold(text[word.start : word.end]).split() == [word.text.encode()]
    assert all(before.end <= after.start for before, after in pairwise(words))
