"""TextTiling: Hearst 1997, "TextTiling: segmenting text into multi-paragraph subtopic passages", CL 23(1), in NLTK.

NLTK takes a text and gives its pieces, cut at blank lines; here the units are its paragraphs.
"""

from __future__ import annotations

from bisect import bisect_right
from functools import cache
from itertools import accumulate
from typing import TYPE_CHECKING, Protocol

from segment.errors import MissingExtraError
from segment.evaluate.systems.units import find_units, start_at
from segment.words import word_list

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from segment.evaluate.records import GoldDump, Segmentation

BREAK = "\n\n"
MOST_CHARS = 30_000
"""NLTK counts every word of a text anew at every gap, which is quadratic: three seconds at this size. Longer dumps are
tiled in pieces of this length, and no article starts between two of them."""


class Tokenizer(Protocol):
    """What is used of NLTK."""

    MAX_TEXT_LEN: int

    def tokenize(self, text: str) -> list[str]:
        """The tiles of a text, which they make up when joined."""


def cut_in_tiles(gold: GoldDump) -> Segmentation:
    """Cut where TextTiling does, with NLTK's defaults. O(n) in pieces of `MOST_CHARS`, each O(m²)."""
    units = find_units(gold)
    # A line break or a form feed inside a unit is none between paragraphs.
    texts = [" ".join(gold.text[unit.start : unit.end].split()) for unit in units]
    numbers = []
    for first, last in _split(texts):
        numbers += [first + number for number in tile(texts[first:last])]
    return start_at(units, numbers)


def _split(texts: Sequence[str]) -> Iterator[tuple[int, int]]:
    """Runs of units of at most `MOST_CHARS`, as numbers of the first and behind the last."""
    first = chars = 0
    for number, text in enumerate(texts):
        if chars and chars + len(text) > MOST_CHARS:
            yield first, number
            first, chars = number, 0
        chars += len(text)
    yield first, len(texts)


def tile(paragraphs: Sequence[str]) -> list[int]:
    """Numbers of the paragraphs that start a tile, the first excepted; none where NLTK finds the text too short."""
    tokenizer = load_tokenizer()
    text = BREAK.join(paragraphs)[: tokenizer.MAX_TEXT_LEN]
    try:
        tiles = tokenizer.tokenize(text)
    except (ValueError, ZeroDivisionError):
        # No paragraph of a hundred characters, or fewer gaps than it smooths over.
        return []
    starts = [0, *accumulate(len(paragraph) + len(BREAK) for paragraph in paragraphs[:-1])]
    # A tile begins with the blank line before its first paragraph.
    return [bisect_right(starts, edge) for edge in accumulate(map(len, tiles[:-1]))]


@cache
def load_tokenizer() -> Tokenizer:
    """NLTK's TextTiling with our stop words; raises MissingExtraError without the extra."""
    try:
        from nltk.tokenize.texttiling import TextTilingTokenizer  # type: ignore[import-untyped] # NLTK has no types
    except ImportError as err:
        message = 'this system needs the extra: pip install "segment[eval]"'
        raise MissingExtraError(message) from err
    tokenizer: Tokenizer = TextTilingTokenizer(stopwords=frozenset(word_list("stop_words")))
    return tokenizer
