"""What repeats regularly in a text: lines between documents, and labels inside them."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING, Final, NamedTuple

from segment.lines import LINE_END
from segment.profiles.stream import trim

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

_LEAST: Final = 3
"""Times that a line must repeat: two are chance."""
_LONGEST_SEPARATOR: Final = 100
"""Characters."""
_LEAST_RULE: Final = 5
"""Of the same character; three are a break between scenes."""
_LEAST_LABELS: Final = 2
"""In each document; one may be a running head."""
_REGULAR: Final = 0.9
"""Share of the documents that must have a label: one or two of a hundred lack any field."""
_MOST_SHAPES: Final = 20
"""Of lines that are tried as separators."""
_LONGEST_NUMBER: Final = 9
"""Digits of a number that counts documents."""
_RULE: Final = re.compile(r"([-_=*#~+.·•—–])\1*")
_DECORATED: Final = re.compile(r"([-_=*#~+])\1{2,}[^-_=*#~+]")
"""As `=== ITEM 3 ===`: made to be seen, so that it need not stand alone."""
_DIGITS: Final = re.compile(r"\d+")
_LABEL: Final = re.compile(r"([^\W\d_][^\W_:]{0,19}(?:[ -][^\W_:]{1,20}){0,3})[ \u00a0]?:(?:\s+(.*)|$)")


class Line(NamedTuple):
    """A line that is not blank."""

    text: str
    alone: bool
    """Blank lines, or the edge of the text, around it."""
    label: str | None
    """What stands before a colon."""
    value: str
    """What stands behind it, or the line."""


@dataclass(frozen=True, slots=True)
class Regularity:
    """What parts the documents of a text, and what each of them has."""

    separators: Sequence[str]
    """The lines; empty where each document begins with its first label."""
    documents: Sequence[Sequence[Line]]
    """Without the separators."""
    labels: Sequence[str]
    """That nearly all of them have, in order."""
    is_first_open: bool
    """A document stands before the first separator: they end documents, and do not begin them."""
    is_last_closed: bool = False
    """Nothing stands behind the last separator."""
    is_alone: bool = True
    """Blank lines, or the edge of the text, stand around each separator."""

    @property
    def totals(self) -> bool:
        """Whether the separators count documents and say how many there are, as `3 of 10` does."""
        return bool(self.separators) and _counts(self.separators)


def find_lines(text: str) -> list[Line]:
    """The lines that are not blank."""
    return list(_lines(text))


def _lines(text: str) -> Iterator[Line]:
    bares = [trim(line) for line in LINE_END.split(text)]
    for number, bare in enumerate(bares):
        if bare:
            before = number == 0 or not bares[number - 1]
            behind = number + 1 == len(bares) or not bares[number + 1]
            match = _LABEL.match(bare)
            label, value = (match[1], match[2] or "") if match and match[1].isprintable() else (None, bare)
            yield Line(bare, before and behind, label, value)


def find_separators(lines: Sequence[Line]) -> Regularity | None:
    """A line that repeats but for its figures, with the same labels between every two of it.

    It stands alone, or is decorated so that it is seen.
    """
    shapes = [_shape(line) for line in lines]
    counts = Counter(filter(None, shapes))
    often = sorted((shape for shape in counts if counts[shape] >= _LEAST), key=lambda shape: _rank(shape, counts))
    for shape in often[:_MOST_SHAPES]:
        places = [number for number, other in enumerate(shapes) if other == shape]
        separators = [lines[place].text for place in places]
        documents = _between(lines, places)
        labels = common_labels(documents)
        is_first_open = bool(labels) and _has(lines[: places[0]], labels)
        if is_first_open:
            documents = [lines[: places[0]], *documents]
        if len(documents) >= _LEAST and (labels or _counts(separators)):
            is_last_closed = places[-1] + 1 == len(lines)
            is_alone = all(lines[place].alone for place in places)
            return Regularity(separators, documents, labels, is_first_open, is_last_closed, is_alone)
    return None


def _rank(shape: str, counts: Mapping[str, int]) -> tuple[bool, int]:
    """Rules first: a headline may have figures too. Then what is seen most often."""
    return "0" in shape, -counts[shape]


def find_grammar(lines: Sequence[Line]) -> Regularity | None:
    """Labels that repeat in the same order, without a line between documents: each begins with the first of them."""
    labels = [line.label for line in lines]
    counts = Counter(filter(None, labels))
    first = next((label for label in labels if label and counts[label] >= _LEAST), None)
    places = [number for number, label in enumerate(labels) if label and label == first]
    documents = [lines[start:end] for start, end in pairwise([*places, len(lines)])]
    common = common_labels(documents)
    return Regularity((), documents, common, is_first_open=False) if common and common[0] == first else None


def common_labels(documents: Sequence[Sequence[Line]]) -> list[str]:
    """Labels that nearly all documents have, in the same order; none if they are too few to be a grammar."""
    found = [[label for line in document if (label := line.label)] for document in documents]
    counts = Counter(label for labels in found for label in set(labels))
    common = {label for label, count in counts.items() if count >= _REGULAR * len(documents)}
    orders = [list(dict.fromkeys(label for label in labels if label in common)) for labels in found]
    order = max(orders, key=len, default=[])
    regular = sum(_is_in_order(labels, order) for labels in orders)
    return order if len(order) >= _LEAST_LABELS and regular >= _REGULAR * len(orders) else []


def _is_in_order(labels: Sequence[str], order: Sequence[str]) -> bool:
    known = {label: place for place, label in enumerate(order)}
    places = [known[label] for label in labels if label in known]
    return places == sorted(places)


def _has(document: Sequence[Line], labels: Sequence[str]) -> bool:
    found = {line.label for line in document}
    return sum(label in found for label in labels) >= _REGULAR * len(labels)


def _shape(line: Line) -> str | None:
    """A line without its figures, if it may be a separator: it has figures, or it is a rule."""
    if len(line.text) > _LONGEST_SEPARATOR or not line.text.isprintable():
        return None
    if not line.alone and not _DECORATED.match(line.text):
        return None
    if len(line.text) >= _LEAST_RULE and _RULE.fullmatch(line.text):
        return line.text
    shape = _DIGITS.sub("0", line.text)
    return shape if "0" in shape else None


def _between(lines: Sequence[Line], places: Sequence[int]) -> list[Sequence[Line]]:
    """The lines behind each separator, up to the next; behind the last one there may be none."""
    found = [lines[start + 1 : end] for start, end in pairwise([*places, len(lines)])]
    return found if found[-1] else found[:-1]


def _counts(separators: Sequence[str]) -> bool:
    """Whether the first figures of the lines go up by one, and the second ones stay: chapters have no second ones."""
    figures = [_DIGITS.findall(line) for line in separators]
    if any(len(found) != 2 or max(map(len, found)) > _LONGEST_NUMBER for found in figures):
        return False
    numbers = [int(found[0]) for found in figures]
    return len({found[1] for found in figures}) == 1 and all(b == a + 1 for a, b in pairwise(numbers))
