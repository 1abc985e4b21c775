"""Classes of characters, and the character that each one folds to, for whole texts at once.

The tables grow by the characters that are met; nothing is worked out for the rest of Unicode.
"""

from __future__ import annotations

import unicodedata
from enum import IntEnum
from functools import cache
from typing import TYPE_CHECKING

import numpy as np

from segment import kernel
from segment.scripts import STOPS
from segment.tokens import UNSPACED

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    Codes = NDArray[np.uint32]
    Classes = NDArray[np.uint8]
    Ints = NDArray[np.int64]


class Char(IntEnum):
    """What a character is to the measures. Up to `DIGIT` it is part of a word."""

    LOWER = 0
    UPPER = 1
    LETTER = 2
    """Without case, and marks."""
    WIDE = 3
    """Of a script without blanks between words."""
    DIGIT = 4
    BLANK = 5
    STOP = 6
    COMMA = 7
    COLON = 8
    OPENER = 9
    CLOSER = 10
    DASH = 11
    APOSTROPHE = 12
    SYMBOL = 13
    BULLET = 14
    ELLIPSIS = 15
    OTHER = 16


CASELESS = ((0x0590, 0x139F), (0xA8E0, 0xA8FF), (0xAC00, 0xD7A3), (0xFB1D, 0xFDFF), (0xFE70, 0xFEFC))
"""Scripts without capitals, from Hebrew to Ethiopic, and Korean; those without blanks have a class of their own."""
MOST_OPENERS = 2
"""Quotation marks and brackets before the first letter of a sentence."""
UNKNOWN = 255
_SPECIAL = {
    Char.STOP: ".!?。！？" + STOPS,
    Char.ELLIPSIS: "…",
    Char.COMMA: ",，、،",
    Char.COLON: ":;：；؛",
    Char.APOSTROPHE: "'’",
    Char.CLOSER: '"״',
    Char.BULLET: "•·*|>/»©",
}
_BY_CATEGORY = {
    "Ll": Char.LOWER, "Lu": Char.UPPER, "Lt": Char.UPPER, "Lo": Char.LETTER, "Lm": Char.LETTER,
    "Mn": Char.LETTER, "Mc": Char.LETTER, "Me": Char.LETTER, "Nd": Char.DIGIT, "Nl": Char.DIGIT, "No": Char.DIGIT,
    "Zs": Char.BLANK, "Zl": Char.BLANK, "Zp": Char.BLANK, "Pi": Char.OPENER, "Ps": Char.OPENER,
    "Pf": Char.CLOSER, "Pe": Char.CLOSER, "Pd": Char.DASH,
    "Sm": Char.SYMBOL, "Sc": Char.SYMBOL, "Sk": Char.SYMBOL, "So": Char.SYMBOL,
}  # fmt: skip
_BY_CHAR = {char: kind for kind, chars in _SPECIAL.items() for char in chars}


def class_of(char: str) -> Char:
    """The class of one character.

    >>> [class_of(char).name for char in "aÄ京7…»"]
    ['LOWER', 'UPPER', 'WIDE', 'DIGIT', 'ELLIPSIS', 'BULLET']
    """
    special = _BY_CHAR.get(char)
    if special is not None:
        return special
    if char.isspace():
        return Char.BLANK
    kind = _BY_CATEGORY.get(unicodedata.category(char), Char.OTHER)
    is_wide = kind is Char.LETTER and any(low <= ord(char) <= high for low, high in UNSPACED)
    return Char.WIDE if is_wide else kind


@cache
def _tables() -> tuple[Classes, Codes]:
    classes = np.full(0x110000, UNKNOWN, np.uint8)
    folds = np.zeros(0x110000, np.uint32)
    return classes, folds


def classify(codes: Codes) -> tuple[Classes, Codes]:
    """The class of each code point, and what it folds to (small letters). Shapes (n,)."""
    classes, folds = np.empty(len(codes), np.uint8), np.empty(len(codes), np.uint32)
    if not _look_up(codes, classes, folds):
        _learn(np.unique(codes[classes == UNKNOWN]).tolist())
        _look_up(codes, classes, folds)
    return classes, folds


def give_case(codes: Codes, classes: Classes, starts: Ints) -> None:
    """Class the letters of scripts without case as Latin text would have them: capitals where a sentence begins.

    The trees know what it means that a block opens with a capital, and with a small letter. O(characters).
    """
    letters = np.flatnonzero(classes == Char.LETTER)
    caseless = letters[_is_caseless(codes[letters])]
    if len(caseless):
        classes[caseless] = Char.LOWER
        behind_stops = np.flatnonzero((classes[:-2] == Char.STOP) & (classes[1:-1] == Char.BLANK)) + 2
        first = _skip_openers(classes, np.concatenate((starts, behind_stops)))
        classes[first[_is_caseless(codes[first]) & (classes[first] == Char.LOWER)]] = Char.UPPER


def _is_caseless(codes: Codes) -> NDArray[np.bool_]:
    low, high = np.array(CASELESS, np.uint32).T
    place = low.searchsorted(codes, "right") - 1
    is_in: NDArray[np.bool_] = (place >= 0) & (codes <= high[place])
    return is_in


def _skip_openers(classes: Classes, places: Ints) -> Ints:
    for _ in range(MOST_OPENERS):
        opens = np.isin(classes[places], (Char.OPENER, Char.CLOSER, Char.APOSTROPHE))
        places = np.minimum(places + opens, len(classes) - 1)
    return places


def _look_up(codes: Codes, classes: Classes, folds: Codes) -> bool:
    """Fill in `classes` and `folds` from the tables; False if these do not know all characters yet."""
    class_table, fold_table = _tables()
    if kernel.KERNEL is not None:
        return bool(kernel.KERNEL.classify(codes, class_table, fold_table, classes, folds))
    classes[:] = class_table[codes]
    folds[:] = fold_table[codes]
    return not (classes == UNKNOWN).any()


def _learn(codes: Sequence[int]) -> None:
    classes, folds = _tables()
    for code in codes:
        small = chr(code).lower()
        classes[code] = class_of(chr(code))
        folds[code] = ord(small) if len(small) == 1 else code
    folds[ord("’")] = ord("'")  # "don’t" and "don't" are one word
