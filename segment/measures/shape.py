"""How large a block is, what it is made of, and how it begins and ends."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from segment.cues.base import WIDE_CHARS_PER_WORD
from segment.scan.characters import Char

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from segment.scan import Scan

Measured = dict[str, "NDArray[np.float64]"]
FIRST_WORDS = 5
YEAR_CHARS = 4
SHARES = {
    "commas": (Char.COMMA,),
    "stops": (Char.STOP,),
    "colons": (Char.COLON,),
    "openers": (Char.OPENER,),
    "closers": (Char.CLOSER,),
    "dashes": (Char.DASH,),
    "apostrophes": (Char.APOSTROPHE,),
    "symbols": (Char.SYMBOL,),
    "bullets": (Char.BULLET,),
    "ellipses": (Char.ELLIPSIS,),
    "figures": (Char.DIGIT,),
    "others": (Char.OTHER,),
}
OPENINGS = (
    Char.LOWER, Char.UPPER, Char.WIDE, Char.DIGIT, Char.OPENER, Char.CLOSER, Char.DASH, Char.APOSTROPHE, Char.SYMBOL,
    Char.BULLET, Char.STOP,
)  # fmt: skip
ENDINGS = (
    Char.LOWER, Char.UPPER, Char.WIDE, Char.DIGIT, Char.STOP, Char.COMMA, Char.COLON, Char.OPENER, Char.CLOSER,
    Char.DASH, Char.BULLET, Char.SYMBOL,
)  # fmt: skip


def measure(scan: Scan) -> Measured:
    """All of it, by name."""
    return {**_size(scan), **_words(scan), **_characters(scan), **_edges(scan)}


def count_words(scan: Scan) -> NDArray[np.float64]:
    """Words of each block; characters of scripts without blanks count half."""
    wide = scan.count(Char.WIDE)
    return (scan.last - scan.first) - wide + wide / WIDE_CHARS_PER_WORD


def _size(scan: Scan) -> Measured:
    chars = scan.ends - scan.starts
    words = count_words(scan)
    letters = scan.count(Char.LOWER, Char.UPPER, Char.LETTER, Char.WIDE, Char.DIGIT)
    return {
        "words": words,
        "chars": chars.astype(np.float64),
        "word_length": letters / np.maximum(words, 1),
        "filled": letters / np.maximum(chars, 1),
        "sentences": scan.count(Char.STOP).astype(np.float64),
    }


def _words(scan: Scan) -> Measured:
    words, starts, ends = np.maximum(scan.last - scan.first, 1), scan.word_starts, scan.word_ends
    first = scan.classes[starts]
    lengths = ends - starts
    is_capital, is_number = first == Char.UPPER, first == Char.DIGIT
    is_shouted = scan.is_shouted()
    place = np.arange(len(starts)) - scan.first[scan.block_of]

    def count(of: NDArray[np.bool_]) -> NDArray[np.float64]:
        return np.bincount(scan.block_of[of], minlength=len(scan)).astype(np.float64)

    return {
        "capitalised": count(is_capital) / words,
        "shouted": count(is_shouted) / words,
        "numbers": count(is_number) / words,
        "small": count(first == Char.LOWER) / words,
        "number_count": count(is_number),
        "years": count(is_number & (lengths == YEAR_CHARS)),
        "opening_capitals": count(is_capital & (place < FIRST_WORDS)),
        "opening_shouted": count(is_shouted & (place < FIRST_WORDS)),
        "long_word": np.maximum.reduceat(np.append(lengths, 0), np.minimum(scan.first, len(lengths))).astype(np.float64)
        * (scan.last > scan.first),
    }


def _characters(scan: Scan) -> Measured:
    words = np.maximum(scan.last - scan.first, 1)
    found: Measured = {}
    for name, kinds in SHARES.items():
        count = scan.count(*kinds).astype(np.float64)
        found[name] = count
        found[f"{name}_share"] = count / words
    return found


def _edges(scan: Scan) -> Measured:
    before_last = scan.classes[np.maximum(scan.ends - 2, scan.starts)]
    opening, ending = scan.classes[scan.starts], scan.classes[scan.ends - 1]
    quoted = np.isin(ending, (Char.CLOSER, Char.APOSTROPHE)) & np.isin(
        before_last, (Char.STOP, Char.COMMA, Char.ELLIPSIS)
    )
    third_last = scan.classes[np.maximum(scan.ends - 3, scan.starts)]
    # Three dots, maybe with a bracket or a quotation mark behind them; "p.m." has no two side by side.
    dots = (before_last == Char.STOP) & ((ending == Char.STOP) | ((third_last == Char.STOP) & (ending == Char.CLOSER)))
    dots &= scan.ends - scan.starts > 1
    trailing = dots | (ending == Char.ELLIPSIS) | (before_last == Char.ELLIPSIS)
    terminated = quoted | (ending == Char.STOP) | trailing
    found: Measured = {f"opens_with_{kind.name.lower()}": (opening == kind) * 1.0 for kind in OPENINGS}
    found |= {f"ends_with_{kind.name.lower()}": (ending == kind) * 1.0 for kind in ENDINGS}
    return found | {"ends_quoted": quoted * 1.0, "trailing": trailing * 1.0, "stopped": terminated * 1.0}


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
