"""Folding and words: what counts as the same text, and where its words stand.

The fold works character by character, so that offsets lead back and no text needs to be normalised as a whole:
NFKD and case folding of the character, then only its letters and digits. Everything else is a separator, except
what is written inside words (apostrophes, combining marks, zero-width characters), which disappears. A character of
a script without spaces (Han, Kana, Thai ...) is a word by itself, so that k words are a character k-gram there.
"""

from __future__ import annotations

import codecs
import re
import unicodedata
from typing import Final, Literal, NamedTuple

CharClass = Literal["w", "s", "-", " "]
"""Part of a word; a word by itself; disappears; separates words."""

APOSTROPHES: Final = "'`´‘’‛ʹʻʼʽ′＇"
"""Written inside words, and spelled differently by each scraper: `don't`, `don’t`, `dont` are one word."""

TATWEEL: Final = "\u0640"
"""Draws a word of Arabic out, and says nothing."""
_UNSEEN: Final = APOSTROPHES + TATWEEL

UNSPACED: Final = (
    (0x0E00, 0x0EFF),  # Thai, Lao
    (0x1000, 0x109F),  # Myanmar
    (0x1780, 0x17FF),  # Khmer
    (0x3040, 0x30FF),  # Hiragana, Katakana
    (0x31F0, 0x31FF),  # Katakana extensions
    (0x3400, 0x4DBF),  # Han, extension A
    (0x4E00, 0x9FFF),  # Han
    (0xF900, 0xFAFF),  # Han, compatibility
    (0x20000, 0x3FFFF),  # Han, later extensions
)
_MARKS: Final = frozenset({"Mn", "Mc", "Me"})
_VANISHING: Final = _MARKS | {"Cf"}


class Word(NamedTuple):
    """One word of a text."""

    text: str  # folded
    start: int  # code points of the unfolded text
    end: int


def fold_char(char: str) -> str:
    """The letters and digits of one character, folded; empty for a separator and for what disappears.

    >>> fold_char("É"), fold_char("ﬁ"), fold_char("½"), fold_char("٣"), fold_char("…")
    ('e', 'fi', '12', '3', '')
    """
    if char in _UNSEEN:
        return ""
    # Marks go first: case folding turns the iota subscript, a mark, into a letter.
    bare = "".join(c for c in unicodedata.normalize("NFKD", char) if unicodedata.category(c) not in _MARKS)
    folded = unicodedata.normalize("NFKD", bare.casefold())
    return "".join(_fold_figure(c) for c in folded if c.isalnum())


def _fold_figure(char: str) -> str:
    figure = unicodedata.decimal(char, None)
    return char if figure is None else str(figure)


def class_of(char: str) -> CharClass:
    """What one character does to the words around it.

    >>> [class_of(c) for c in "a京’-"]
    ['w', 's', '-', ' ']
    """
    if char in _UNSEEN or unicodedata.category(char) in _VANISHING:
        return "-"
    folded = fold_char(char)
    if not folded:
        return " "
    return "s" if is_unspaced(folded[0]) else "w"


def is_unspaced(char: str) -> bool:
    """Of a script that is written without blanks between words."""
    return any(low <= ord(char) <= high for low, high in UNSPACED)


def _fold_or_space(char: str) -> str:
    kind = class_of(char)
    if kind == "w":
        return fold_char(char)
    return {"s": f" {fold_char(char)} ", "-": "", " ": " "}[kind]


class _FoldTable(dict[int, str]):
    """For `str.translate`; grows by one entry for each new character that is met."""

    def __missing__(self, code: int) -> str:
        folded = self[code] = _fold_or_space(chr(code))
        return folded


class _ClassTable(dict[int, str]):
    """For `str.translate`: each character becomes its class, so that a match on the classes is a match on the text."""

    def __missing__(self, code: int) -> str:
        kind = self[code] = class_of(chr(code))
        return kind


_FOLDS: Final = _FoldTable()
CLASSES: Final = _ClassTable()
_LOWER: Final = bytes(b if b >= 0x80 else ord(chr(b).lower()) if chr(b).isalnum() else 32 for b in range(256))
_ASCII_APOSTROPHES: Final = b"'`"
_ASCII_WORD: Final = re.compile(r"[0-9a-z]++(?:['`]++[0-9a-z]++)*+")
_CLASS_WORD: Final = re.compile(r"s|w(?:-*+w++)*+")


def _fold_run(error: UnicodeError) -> tuple[str | bytes, int]:
    """Encodes what ASCII cannot hold: the folded characters as UTF-8, which `bytes.translate` then leaves alone."""
    if not isinstance(error, UnicodeEncodeError):
        raise error
    return error.object[error.start : error.end].translate(_FOLDS).encode(), error.end


_HANDLER: Final = "segment.fold"
codecs.register_error(_HANDLER, _fold_run)


def fold(text: str) -> bytes:
    """The folded words of a text as UTF-8, with one or more spaces between them.

    Only what is not ASCII costs Python time: one call for each run of such characters.

    >>> fold("Don’t panic,\\tCAFÉ!").split()
    [b'dont', b'panic', b'cafe']
    """
    return text.encode("ascii", _HANDLER).translate(_LOWER, _ASCII_APOSTROPHES)


def find_words(text: str) -> list[Word]:
    """The words of a text, folded, with their places.

    >>> find_words("O'Neil’s 京都")
    [Word(text='oneils', start=0, end=8), Word(text='京', start=9, end=10), Word(text='都', start=10, end=11)]
    """
    if text.isascii():
        return [
            Word(match[0].replace("'", "").replace("`", ""), *match.span())
            for match in _ASCII_WORD.finditer(text.lower())
        ]
    spans = (match.span() for match in _CLASS_WORD.finditer(text.translate(CLASSES)))
    return [Word(text[start:end].translate(_FOLDS).strip(), start, end) for start, end in spans]
