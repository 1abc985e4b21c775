"""Each character has one class and folds to one character."""

from __future__ import annotations

import unicodedata

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from segment.scan.characters import Char, class_of, classify
from segment.tokens import UNSPACED

CLASSES = {
    Char.LOWER: "aéßжℓ",
    Char.UPPER: "AÉЖǅ",
    Char.LETTER: "אع한ｱʰ\u0301\u064b",
    Char.WIDE: "京ガのไ\u0e31က",
    Char.DIGIT: "7٣½²Ⅷ",
    Char.BLANK: " \t\n\r\u00a0\u2003\u2028\u3000\x1f",
    Char.STOP: ".!?。！？؟۔।॥\u037e։።។။།｡．",
    Char.COMMA: ",，、،",
    Char.COLON: ":;：；؛",
    Char.OPENER: "([{“‘«„「",
    Char.CLOSER: ')]}”」"״',
    Char.DASH: "-–—〜",
    Char.APOSTROPHE: "'’",
    Char.SYMBOL: "+=€$^°✓",
    Char.BULLET: "•·*|>/»©",
    Char.ELLIPSIS: "…",
    Char.OTHER: "%&@#_\\\x00\u200b\ud800\U0010ffff",
}
FOLDS = {"a": "a", "A": "a", "É": "é", "Ж": "ж", "ß": "ß", "京": "京", "7": "7", ".": ".", "\x00": "\x00"}


def codes_of(text: str) -> np.ndarray:
    return np.array([ord(char) for char in text], np.uint32)


@pytest.mark.parametrize(
    ("char", "kind"),
    [(char, kind) for kind, chars in CLASSES.items() for char in chars],
    ids=lambda value: value.name if isinstance(value, Char) else f"U+{ord(value):04X}",
)
def test_a_character_is_of_the_class_that_readers_see(char: str, kind: Char) -> None:
    assert class_of(char) is kind


def test_every_class_has_its_characters() -> None:
    assert set(CLASSES) == set(Char)


@pytest.mark.parametrize(("char", "folded"), FOLDS.items(), ids=[f"U+{ord(char):04X}" for char in FOLDS])
def test_letters_fold_to_small_ones_and_the_rest_to_itself(char: str, folded: str) -> None:
    assert classify(codes_of(char))[1].tolist() == [ord(folded)]


@given(st.text())
def test_whole_texts_are_classed_as_their_characters_are(text: str) -> None:
    classes, folds = classify(codes_of(text))
    assert classes.tolist() == [class_of(char) for char in text]
    for char, fold in zip(text, folds.tolist(), strict=True):
        assert chr(fold) == ("'" if char == "’" else char.lower() if len(char.lower()) == 1 else char)


@given(st.characters())
def test_words_are_of_letters_marks_and_figures(char: str) -> None:
    assert (class_of(char) <= Char.DIGIT) == (unicodedata.category(char)[0] in "LMN")


@given(st.characters())
def test_wide_are_letters_and_marks_of_scripts_without_blanks(char: str) -> None:
    is_unspaced = any(low <= ord(char) <= high for low, high in UNSPACED)
    is_caseless = unicodedata.category(char) in ("Lo", "Lm", "Mn", "Mc", "Me")
    assert (class_of(char) is Char.WIDE) == (is_unspaced and is_caseless)


def test_no_characters_no_classes() -> None:
    assert [len(found) for found in classify(codes_of(""))] == [0, 0]
