"""How large a block is, what it is made of, and how it begins and ends."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from segment.cues.base import WIDE_CHARS_PER_WORD
from segment.scan import count_marks
from segment.scan.characters import Char

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from segment.scan import Scan

    Floats = NDArray[np.float64]

Measured = dict[str, "NDArray[np.float64]"]
FIRST_WORDS = 5
YEAR_CHARS = 4
SHARES = {
    "commas": Char.COMMA,
    "stops": Char.STOP,
    "colons": Char.COLON,
    "openers": Char.OPENER,
    "closers": Char.CLOSER,
    "dashes": Char.DASH,
    "apostrophes": Char.APOSTROPHE,
    "symbols": Char.SYMBOL,
    "bullets": Char.BULLET,
    "ellipses": Char.ELLIPSIS,
    "figures": Char.DIGIT,
    "others": Char.OTHER,
}
OPENINGS = (
    Char.LOWER, Char.UPPER, Char.WIDE, Char.DIGIT, Char.OPENER, Char.CLOSER, Char.DASH, Char.APOSTROPHE, Char.SYMBOL,
    Char.BULLET, Char.STOP,
)  # fmt: skip
ENDINGS = (
    Char.LOWER, Char.UPPER, Char.WIDE, Char.DIGIT, Char.STOP, Char.COMMA, Char.COLON, Char.OPENER, Char.CLOSER,
    Char.DASH, Char.BULLET, Char.SYMBOL,
)  # fmt: skip
# NumPy takes five times as long to compare with the member of an enumeration as with a number.
_STOP, _COMMA, _CLOSER, _APOSTROPHE, _ELLIPSIS = (
    int(kind) for kind in (Char.STOP, Char.COMMA, Char.CLOSER, Char.APOSTROPHE, Char.ELLIPSIS)
)
_CAPITAL, _SHOUTED, _NUMBER, _SMALL, _YEAR = np.uint32(1) << np.arange(5, dtype=np.uint32)
_MARKS = np.array([{Char.UPPER: _CAPITAL, Char.DIGIT: _NUMBER, Char.LOWER: _SMALL}.get(kind, 0) for kind in Char], "u4")
"""Of a word that begins with a character of each class."""
_OPENINGS, _ENDINGS = (np.array(kinds, np.uint8)[:, None] for kinds in (OPENINGS, ENDINGS))


def measure(scan: Scan) -> Measured:
    """All of it, by name."""
    rows = np.concatenate((_size(scan), _words(scan), _characters(scan), _edges(scan)))
    return dict(zip(MEANINGS, rows, strict=True))


def count_words(scan: Scan) -> Floats:
    """Words of each block; characters of scripts without blanks count half."""
    wide = scan.count(Char.WIDE)
    return (scan.last - scan.first) - wide + wide / WIDE_CHARS_PER_WORD


def _size(scan: Scan) -> Floats:
    chars = scan.ends - scan.starts
    words = count_words(scan)
    letters = scan.count(Char.LOWER, Char.UPPER, Char.LETTER, Char.WIDE, Char.DIGIT)
    per_word, per_char = letters / np.maximum(words, 1), letters / np.maximum(chars, 1)
    return np.array((words, chars, per_word, per_char, scan.count(Char.STOP)))


def _words(scan: Scan) -> Floats:
    lengths, sizes = scan.word_ends - scan.word_starts, scan.last - scan.first
    marks = _MARKS[scan.initials]
    marks |= scan.shouted * _SHOUTED
    marks |= ((marks == _NUMBER) & (lengths == YEAR_CHARS)) * _YEAR
    counts = count_marks(marks, scan.first, scan.last, 5)
    opening = count_marks(marks, scan.first, np.minimum(scan.first + FIRST_WORDS, scan.last), 2)
    longest = np.maximum.reduceat(np.append(lengths, 0), scan.first) * (sizes > 0)
    return np.concatenate((counts[:4] / np.maximum(sizes, 1), counts[[2, 4]], opening, [longest]))


def _characters(scan: Scan) -> Floats:
    """The number of each kind, and how many there are for each word."""
    counts = scan.tally.T[list(SHARES.values())]
    shares = counts / np.maximum(scan.last - scan.first, 1)
    return np.stack((counts, shares), axis=1).reshape(-1, len(scan))


def _edges(scan: Scan) -> Floats:
    opening, ending = scan.classes[scan.starts], scan.classes[scan.ends - 1]
    before_last = scan.classes[np.maximum(scan.ends - 2, scan.starts)]
    third_last = scan.classes[np.maximum(scan.ends - 3, scan.starts)]
    closed, stopped, dotted = ending == _CLOSER, ending == _STOP, before_last == _STOP
    trailed = before_last == _ELLIPSIS
    quoted = (closed | (ending == _APOSTROPHE)) & (dotted | trailed | (before_last == _COMMA))
    # Three dots, maybe with a bracket or a quotation mark behind them; "p.m." has no two side by side.
    dots = dotted & (stopped | ((third_last == _STOP) & closed)) & (scan.ends - scan.starts > 1)
    trailing = dots | (ending == _ELLIPSIS) | trailed
    return np.concatenate(
        (opening == _OPENINGS, ending == _ENDINGS, (quoted, trailing, quoted | stopped | trailing)), dtype=np.float64
    )


MEANINGS = {
    "words": "number of words",
    "chars": "number of characters",
    "word_length": "letters per word",
    "filled": "share of letters and digits",
    "sentences": "number of full stops",
    "capitalised": "share of words with a capital",
    "shouted": "share of words in capitals",
    "numbers": "share of numbers",
    "small": "share of words in small letters",
    "number_count": "number of numbers",
    "years": "number of four-figure numbers",
    "opening_capitals": "capitals among the first five words",
    "opening_shouted": "words in capitals among the first five",
    "long_word": "letters of the longest word",
    **{
        name: text
        for kind in SHARES
        for name, text in ((kind, f"number of {kind}"), (f"{kind}_share", f"{kind} per word"))
    },
    **{f"opens_with_{kind.name.lower()}": f"opens with: {kind.name.lower()}" for kind in OPENINGS},
    **{f"ends_with_{kind.name.lower()}": f"ends with: {kind.name.lower()}" for kind in ENDINGS},
    "ends_quoted": "ends with a quotation",
    "trailing": "ends in an ellipsis",
    "stopped": "ends with a full stop",
}
"""Name → what it says, in the order of `measure`."""
