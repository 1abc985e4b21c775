"""Where, inside of a line, a text was cut off and another one begins: before a capital, in the middle of a sentence.

"... the first Banksy appears to have shared": no full stop, no line end, and any name may stand there. What tells it
from a name are the words on both sides; how much each of them says was learnt on articles that follow cut ones.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from segment.blocks import Block
from segment.measures.lexicon import CUT, placed_buckets
from segment.scan import scan
from segment.scan.characters import Char

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from segment.measures.lexicon import Lexicon
    from segment.scan import Scan

    Ints = NDArray[np.int64]

BEFORE, BEHIND = 3, 7
"""Words on each side."""
PAIRS = (-2, -1, 0, 1, 2)
"""Places of words that count together with the following one."""
NEAREST_WORDS = 4
"""Between two cuts; of two that are nearer the likelier one is kept."""


def scan_line(text: str) -> Scan:
    """The words of a text that is one line."""
    return scan(text, [Block(0, len(text), 1, 1, 0, False, False, False)])


def find_candidates(line: Scan) -> Ints:
    """The words with a capital behind a word without one, with nothing but blanks, commas and quotes between."""
    if len(line.words) <= BEFORE:
        return np.zeros(0, np.int64)
    first = line.classes[line.word_starts]
    ends, starts = line.word_ends[:-1], line.word_starts[1:]
    marks = sum(
        (
            line.counts[starts, kind] - line.counts[ends, kind]
            for kind in (Char.STOP, Char.COLON, Char.ELLIPSIS, Char.DASH)
        ),
        np.zeros(len(starts), np.int64),
    )
    blanks = line.counts[starts, Char.BLANK] - line.counts[ends, Char.BLANK]
    found = np.flatnonzero((first[1:] == Char.UPPER) & (first[:-1] == Char.LOWER) & (marks == 0) & (blanks > 0)) + 1
    return found[found >= BEFORE]


def find_features(line: Scan, words: Ints, lexicon: Lexicon) -> Ints:
    """The buckets of what stands around some words: shape (words, features)."""
    reduced = np.concatenate((lexicon.reduce(line), np.zeros(BEHIND + 1, np.uint64)))
    places = range(-BEFORE, BEHIND)
    columns = [placed_buckets(reduced[words + place], np.full(len(words), 20 + place)) for place in places]
    with np.errstate(over="ignore"):
        for place in PAIRS:
            both = reduced[words + place] * np.uint64(0x9E3779B97F4A7C15) + reduced[words + place + 1]
            columns.append(placed_buckets(both, np.full(len(words), 40 + place)))
    return np.stack(columns, axis=1)


def find_cuts(text: str, lexicon: Lexicon) -> list[int]:
    """Offsets in a line where another text seems to begin. O(characters)."""
    line = scan_line(text)
    words = find_candidates(line)
    if not len(words):
        return []
    weights = lexicon.models[CUT].astype(np.int64)
    scores = weights[find_features(line, words, lexicon)].sum(1) + lexicon.biases[CUT]
    likely = scores > 0
    kept: list[tuple[int, int]] = []
    for word, score in zip(words[likely].tolist(), scores[likely].tolist(), strict=True):
        if kept and word - kept[-1][0] < NEAREST_WORDS:
            if score <= kept[-1][1]:
                continue
            kept.pop()
        kept.append((word, score))
    return [_step_back(text, int(line.word_starts[word])) for word, _ in kept]


def _step_back(text: str, offset: int) -> int:
    """To the quotation marks and brackets before a word."""
    while offset and not text[offset - 1].isspace() and not text[offset - 1].isalnum():
        offset -= 1
    return offset
