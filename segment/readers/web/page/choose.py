"""Which lines of a page are the text of its article: what they look like, where they stand, and which element has most.

Each line has log-odds; they add up. The lines of an article stand together in one element, so that the element with
the largest sum of them is looked for, and lines outside of it have to speak for themselves.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import numpy as np

from segment.readers.web.page.marks import Mark
from segment.readers.web.page.shape import BULLETS
from segment.readers.web.page.weights import load_page_weights

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from segment.readers.web.page.lines import Elements, PageLines
    from segment.readers.web.page.weights import PageWeights

    Floats = NDArray[np.float64]
    Ints = NDArray[np.int64]

FURNITURE: Final = int(
    Mark.NAV | Mark.COMMENT | Mark.FOOTER | Mark.ASIDE | Mark.FORM | Mark.MENU | Mark.RELATED | Mark.SHARE | Mark.PROMO
    | Mark.SIDEBAR | Mark.LEGAL | Mark.TAGS | Mark.HIDDEN | Mark.HEADER | Mark.BIO
)  # fmt: skip
"""Marks that say of all that an element holds that it is no article."""
SMALL: Final = int(Mark.TITLE | Mark.BYLINE | Mark.DATE | Mark.CAPTION | Mark.BIO | Mark.TAGS)
"""Marks of what takes a line or two."""
MOST_OF_PAGE: Final = {FURNITURE & ~int(Mark.COMMENT | Mark.BIO | Mark.TAGS): 0.5, SMALL: 0.25, int(Mark.COMMENT): 0.9}
"""An element that holds more than this share of the text of a page is not what its marks say: they mean the page, or
what there is beside the text. Comments are often longer than what they are on."""
OF_ARTICLES: Final = int(Mark.HEADER | Mark.FOOTER)
"""Inside an article these mean its own head and foot."""
ARTICLE: Final = int(Mark.ARTICLE)
PLAIN_CHARS: Final = 40
"""A line of so many characters that are no links is text of some sort, in any script."""
QUOTED_CHARS: Final = 20
"""Of the beginning and of the end of a line: so much of it stands in no other text by chance."""
MOST_QUOTED_CHARS: Final = 200_000
"""Longer than any article."""
LEAST: Final = -1.5
"""A line counts no worse against the element that holds it: a long list of links says no more than a short one."""


@dataclass(frozen=True, slots=True)
class Choice:
    """What was found out of the lines; all arrays have the shape (lines,)."""

    odds: Floats
    """Log-odds that the line is of the text of the page's article."""
    marks: Ints
    """What all the elements around a line say."""
    inside: NDArray[np.bool_]
    """Whether it stands in the element that holds most of the text."""


def choose(page: PageLines, quoted: str = "", weights: PageWeights | None = None) -> Choice:
    """Judge the lines of a page; `quoted` is what it gives machines as the text of its article. Linear in its nodes."""
    weights = weights or load_page_weights()
    lines = page.lines
    texts = [line.text for line in lines]
    element = np.array([line.element for line in lines], np.int64)
    chars = np.array([len(text) for text in texts], np.float64)
    plain = chars - np.array([line.link_chars for line in lines])
    own = np.array([line.marks for line in lines], np.int64)
    around = _inherit(page.elements, np.where(plain >= PLAIN_CHARS, plain, 0.0), element)
    marks = around[element] | own
    odds = weights.judge_lines(texts) + weights.judge_marks(marks)
    odds += weights.tags["links"] * np.clip(1.0 - plain / chars, 0.0, 1.0)
    if quoted:
        odds += weights.tags["quoted"] * _are_quoted(texts, quoted)
    worth = np.where((marks & FURNITURE) != 0, 0.0, np.maximum(odds, LEAST))
    best, end = find_fullest(page.elements, worth * np.sqrt(chars), element)
    inside = (element >= best) & (element < end)
    odds += np.where(inside, weights.tags["inside"], weights.tags["outside"])
    return Choice(odds, marks, inside)


def find_fullest(elements: Elements, worth: Floats, element: Ints) -> tuple[int, int]:
    """The element whose lines have the largest sum, the innermost of equals, and the number of the next outside it."""
    sums = _sum_up(elements, worth, element)
    best = len(sums) - 1 - int(sums[::-1].argmax())
    return best, elements.ends[best]


def _sum_up(elements: Elements, worth: Floats, element: Ints) -> Floats:
    """For each element the sum over all lines in it."""
    before = np.concatenate(([0.0], np.cumsum(np.bincount(element, worth, len(elements.parents)))))
    sums: Floats = before[np.array(elements.ends)] - before[:-1]
    return sums


def _inherit(elements: Elements, plain: Floats, element: Ints) -> Ints:
    """For each element the marks of all around it, and its own."""
    held = _sum_up(elements, plain, element)
    own = np.array(elements.marks, np.int64)
    for kind, share in MOST_OF_PAGE.items():
        own &= ~np.where(held > share * held[0], kind, 0)
    marks: list[int] = []
    for parent, of_element in zip(elements.parents, own.tolist(), strict=True):
        outer = marks[parent] if marks else 0
        inner = of_element & ~OF_ARTICLES if outer & ARTICLE else of_element
        marks.append(inner | outer)
    return np.array(marks, np.int64)


def _are_quoted(texts: Sequence[str], quoted: str) -> Floats:
    """Whether the beginning and the end of each line stand in a text. Linear in all of them together."""
    folded = " ".join(quoted[:MOST_QUOTED_CHARS].split())
    pieces = {folded[place : place + QUOTED_CHARS] for place in range(len(folded) - QUOTED_CHARS + 1)}
    bare = [text.lstrip(BULLETS) for text in texts]
    return np.array([text[:QUOTED_CHARS] in pieces and text[-QUOTED_CHARS:] in pieces for text in bare], np.float64)
