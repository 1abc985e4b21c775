"""What the lines of a page look like, whatever tags they stand in: one row of numbers for each line."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING, Final

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    Floats = NDArray[np.float64]

LINE_NAMES: Final = (
    "chars",
    "words",
    "ends",
    "commas",
    "bullet",
    "digits",
    "capitals",
    "lower_first",
    "colon",
    "marks",
)
NEAR: Final = (3, 6, 12)
PAGE_NAMES: Final = (
    "above",
    "below",
    "place",
    "from_top",
    "from_bottom",
    "whole",
    *(f"near_{reach}" for reach in NEAR),
)
NAMES: Final = (*LINE_NAMES, *PAGE_NAMES)
"""The columns, in their order."""
BULLETS: Final = "•*-– "
HEAD_CHARS: Final = 120
"""Of a line, by which its letters are counted."""
SENTENCE_CHARS: Final = 80
"""A line this long that ends as a sentence does is the text of something."""
WIDER: Final = 2.5
"""Characters that one of Han, kana or hangul stands for, beside itself."""
KINDS: Final = ("commas", "digits", "capitals", "marks", "wide")
"""Of characters; each has a bit of `_kinds_of_characters`, by its place."""
CHARACTERS: Final = 1 << 16
"""Those beyond are of no kind."""
_END: Final = re.compile(r"""[.!?…。！？।؟]["'\u201d\u2019»)\]」』]{0,3}$""")
_CHARS, _ENDS = LINE_NAMES.index("chars"), LINE_NAMES.index("ends")


def find_shapes(lines: Sequence[str]) -> Floats:
    """Shape (lines, NAMES). Linear in the length of the page."""
    if not lines:
        return np.zeros((0, len(NAMES)))
    texts = [line.lstrip(BULLETS) or BULLETS[-1] for line in lines]
    heads = [text[:HEAD_CHARS] for text in texts]
    sizes = np.array([len(head) for head in heads])
    commas, digits, capitals, marks, wide = _count_kinds("".join(heads), sizes)
    chars = np.array([len(text) for text in texts]) * (1.0 + WIDER * wide / sizes)
    own = np.stack(
        (
            np.log1p(chars),
            np.log1p([text.count(" ") + 1 for text in texts]),
            np.array([_END.search(text[-6:]) is not None for text in texts], np.float64),
            commas,
            np.array([line[0] == "•" for line in lines], np.float64),
            digits / sizes,
            capitals / sizes,
            np.array([text[0].islower() for text in texts], np.float64),
            np.array([text[-1] in ":：" for text in texts], np.float64),
            marks,
        ),
        axis=1,
    )
    return np.concatenate((own, _find_surroundings(own)), axis=1)


def _count_kinds(text: str, sizes: NDArray[np.int64]) -> Floats:
    """How many characters of each kind stand in each piece of a text; shape (KINDS, pieces), no piece empty."""
    codes = np.frombuffer(text.encode("utf-32-le", "surrogatepass"), "<u4")
    kinds = _kinds_of_characters()[np.minimum(codes, CHARACTERS - 1)]
    starts = np.cumsum(sizes) - sizes
    counts = [np.add.reduceat((kinds >> bit) & 1, starts, dtype=np.int64) for bit in range(len(KINDS))]
    return np.array(counts, np.float64)


@cache
def _kinds_of_characters() -> NDArray[np.uint8]:
    """The kinds of each character as bits; shape (CHARACTERS,)."""
    kinds = np.zeros(CHARACTERS, np.uint8)
    for char in ",،，、":
        kinds[ord(char)] |= 1 << KINDS.index("commas")
    for char in "|©»›·/":
        kinds[ord(char)] |= 1 << KINDS.index("marks")
    kinds[ord("0") : ord("9") + 1] |= 1 << KINDS.index("digits")
    for first, last in ("AZ", "ÀÖ", "ØÞ", "ΑΩ", "АЯ"):
        kinds[ord(first) : ord(last) + 1] |= 1 << KINDS.index("capitals")
    kinds[0x2E80:0xD800] |= 1 << KINDS.index("wide")
    return kinds


def _find_surroundings(own: Floats) -> Floats:
    """How much text stands above, below and near each line, and where on the page it is."""
    size = len(own)
    chars = np.expm1(own[:, _CHARS])
    text = np.where(chars >= SENTENCE_CHARS, chars * own[:, _ENDS], 0.0)
    sums = np.concatenate(([0.0], np.cumsum(text)))
    whole = sums[-1] + 1.0
    place = np.arange(size)
    near = [sums[np.minimum(size, place + reach + 1)] - sums[np.maximum(0, place - reach)] for reach in NEAR]
    columns = (
        sums[:-1] / whole,
        (whole - sums[1:]) / whole,
        place / max(size, 1),
        np.log1p(place),
        np.log1p(size - place),
        np.full(size, np.log1p(whole)),
        *(np.log1p(total) for total in near),
    )
    return np.stack(columns, axis=1)
