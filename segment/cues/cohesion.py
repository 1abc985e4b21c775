"""What the text on both sides of a gap has in common: its rare words and its names.

Two articles share few rare words, two halves of one article many. The measure is the cosine of the words on both
sides, weighted by how rare they are (Hearst 1997, "TextTiling", with inverse document frequencies); how many articles
hold a word was counted in news once and ships as `data/background.txt`.
"""

from __future__ import annotations

import math
from collections import Counter, deque
from functools import cache, lru_cache
from importlib.resources import files
from itertools import accumulate
from typing import TYPE_CHECKING, NamedTuple

from segment.cues.base import Scale
from segment.words import word_list

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    import regex

    from segment.cues.base import BlockFacts, Context

STEM_CHARS = 7
"""Of a word, so that inflected forms fall together; as good as a stemmer for this purpose, and for every language."""
WIDE_WINDOW = 160
NEAR_WINDOW = 50
"""Content words on each side of the gap."""
NAME_WINDOW = 300
"""Words above the gap in which a name counts as known."""
WIDE_GRADES = (0.005, 0.02, 0.04, 0.07, 0.11, 0.17)
NEAR_GRADES = (0.001, 0.02, 0.06, 0.14)
"""Cosines between one grade and the next, near the sextiles and quintiles of gaps in news."""
VALLEY_WINDOW = 100
VALLEY_REACH = 2
"""Gaps on each side that must not be lower."""
LONGEST_CLIMB = 8
VALLEY_GRADES = (0.5, 1.0, 1.6, 2.3)
"""Depths, in usual cohesions of the dump, between one grade and the next."""
UNKNOWN_WEIGHT = 5600
"""Of a stem that is not in the table, as if its inverse document frequency were 7.5."""
FUNCTION_WEIGHT = 25
COMMON_WEIGHT = 625
"""In one article of twelve: months, weekdays, "president" and the words that open sentences."""
FEWEST_WORDS = 8
"""Content words on the smaller side; below, nothing is said."""


class Gap(NamedTuple):
    """What stands on both sides of the gap before a block."""

    wide: int | None
    near: int | None
    """Grades of cohesion from 0, None where there is too little text."""
    valley: int
    """How deep the cohesion falls here, if nowhere lower close by; 0 elsewhere."""
    known_names: int
    new_names: int
    """Names right below the gap that stand, or do not stand, above it."""


@cache
def _background() -> dict[str, int]:
    """By stem its weight: the square of its inverse document frequency, in hundredths."""
    table = {}
    for line in files("segment").joinpath("data", "background.txt").read_text("utf-8").splitlines():
        if line and not line.startswith("#"):
            word, _, idf = line.partition("\t")
            table[word] = round(100 * float(idf) ** 2)
    # The table was counted in English; the function words of other languages say as little.
    for name in ("connectives", "openers", "pronouns", "going_on"):
        table.update(
            {stem(word): FUNCTION_WEIGHT for word in word_list(name) if " " not in word and stem(word) not in table}
        )
    return table


FREQUENT_WEIGHT = 900
"""In one article of twenty."""


def find_frequent() -> frozenset[str]:
    """The stems that stand in so many articles that they say nothing about the subject of one."""
    return frozenset(
        word for word, weight in _background().items() if weight < FREQUENT_WEIGHT and len(word) < STEM_CHARS
    )


@cache
def _word() -> regex.Pattern[str]:
    import regex

    # Words of four letters and more, words with a capital of three, and pairs of Han or kana.
    return regex.compile(r"\p{Lu}[\p{L}'’-]{2,} | \p{Ll}[\p{L}-]{3,} | [\p{Han}\p{Katakana}]{2}", regex.VERBOSE)


def content_words(text: str) -> list[str]:
    """The words that may tell one subject from another, as written."""
    found: list[str] = _word().findall(text)
    return found


@lru_cache(maxsize=1 << 16)
def stem(word: str) -> str:
    """A word cut to its beginning.

    >>> stem("Tariffs'"), stem("tariff")
    ('tariffs', 'tariff')
    """
    return word.partition("'")[0].partition("’")[0].casefold()[:STEM_CHARS]


@cache
def _openers() -> frozenset[str]:
    return frozenset(word_list("openers"))


def find_names(words: Iterable[str]) -> set[str]:
    """The words that may be names: with a capital, and none that only opens sentences."""
    return {
        stem(word) for word in words if word[0].isupper() and word not in _openers() and stem(word) not in _common()
    }


@cache
def _common() -> frozenset[str]:
    """Stems that stand in so many articles that a capital on them means the start of a sentence."""
    return frozenset(word for word, weight in _background().items() if weight < COMMON_WEIGHT)


def grade_gaps(facts: Sequence[BlockFacts]) -> list[Gap]:
    """What each gap separates. Linear: each window is bounded."""
    words = [content_words(block.text) for block in facts]
    text = _Weighed([stem(word) for block in words for word in block])
    names = [find_names(block) for block in words]
    known = _KnownNames()
    places = [0, *accumulate(map(len, words))][:-1]
    valleys = _grade_valleys([text.cosine(place, VALLEY_WINDOW) for place in places])
    gaps = []
    for number, place in enumerate(places):
        wide = _grade(text.cosine(place, WIDE_WINDOW), WIDE_GRADES)
        near = _grade(text.cosine(place, NEAR_WINDOW), NEAR_GRADES)
        gaps.append(Gap(wide, near, valleys[number], *_count_names(names, number, known)))
        known.add(names[number], facts[number].words)
    return gaps


def _grade(cosine: float | None, grades: Sequence[float]) -> int | None:
    return None if cosine is None else sum(cosine >= grade for grade in grades)


def _grade_valleys(cosines: Sequence[float | None]) -> list[int]:
    """How far the cohesion climbs on both sides of each gap that no gap close by undercuts (Hearst's depth score)."""
    known = [value for value in cosines if value is not None]
    usual = sum(known) / len(known) if known else 0.0
    grades = [0] * len(cosines)
    for number, value in enumerate(cosines):
        if value is None or not usual:
            continue
        around = [
            other for other in cosines[max(0, number - VALLEY_REACH) : number + VALLEY_REACH + 1] if other is not None
        ]
        if value > min(around) or value in cosines[max(0, number - VALLEY_REACH) : number]:
            continue
        left = _climb(cosines, number, -1) - value
        right = _climb(cosines, number, 1) - value
        grades[number] = sum((left + right) / usual >= grade for grade in VALLEY_GRADES)
    return grades


def _climb(cosines: Sequence[float | None], number: int, step: int) -> float:
    """The highest cohesion on one side, as far as it does not fall again below where the climb began."""
    bottom = top = cosines[number] or 0.0
    for place in range(number + step, number + step * (LONGEST_CLIMB + 1), step):
        if not 0 <= place < len(cosines):
            break
        value = cosines[place]
        if value is None or value < bottom:
            break
        top = max(top, value)
    return top


class _Weighed:
    """The content words of a dump, and how much is in them.

    Weights are whole numbers, so that the order in which a set gives its words cannot change a sum.
    """

    def __init__(self, stems: Sequence[str]) -> None:
        background = _background()
        self._stems = stems
        self._weights = [background.get(word, UNKNOWN_WEIGHT) for word in stems]
        self._total = [0, *accumulate(self._weights)]

    def cosine(self, place: int, width: int) -> float | None:
        """The cosine between the `width` words before a place and those behind it; None if they are too few."""
        low, high = max(0, place - width), min(len(self._stems), place + width)
        if min(place - low, high - place) < FEWEST_WORDS:
            return None
        above, below = self._stems[low:place], self._stems[place:high]
        background = _background()
        shared = sum(background.get(word, UNKNOWN_WEIGHT) for word in set(above).intersection(below))
        length = math.sqrt((self._total[place] - self._total[low]) * (self._total[high] - self._total[place]))
        return shared / length


class _KnownNames:
    """The names of the last `NAME_WINDOW` words."""

    def __init__(self) -> None:
        self._blocks: deque[tuple[set[str], int]] = deque()
        self._words = 0
        self.counts: Counter[str] = Counter()

    def add(self, names: set[str], words: int) -> None:
        self._blocks.append((names, words))
        self._words += words
        self.counts.update(names)
        while len(self._blocks) > 1 and self._words - self._blocks[0][1] >= NAME_WINDOW:
            gone, fewer = self._blocks.popleft()
            self._words -= fewer
            self.counts.subtract(gone)


def _count_names(names: Sequence[set[str]], number: int, known: _KnownNames) -> tuple[int, int]:
    below = set().union(*names[number : number + 2])
    old = sum(known.counts[name] > 0 for name in below)
    return old, len(below) - old


def _grade_names(gap: Gap) -> int | None:
    """Index in `NAME_GRADES`."""
    if gap.known_names == 0:
        return 0 if gap.new_names >= FEW_NAMES else None
    if gap.known_names <= gap.new_names / 4:
        return 1
    if gap.known_names < 2 or gap.known_names < gap.new_names:
        return None
    return 2 if gap.new_names else 3


def _scale(name: str, grades: Sequence[str], measure: Callable[[Gap], int | None], meaning: str) -> Scale:
    def find(context: Context, number: int) -> int | None:
        return measure(context.gaps[number]) if number else None

    return Scale(name, tuple(grades), find, meaning, in_settings=True)


FEW_NAMES = 3
NAME_GRADES = ("new", "mostly_new", "known", "all_known")
SCALES = (
    _scale("cohesion", "0123456", lambda gap: gap.wide, "how much the text above and below has in common"),
    _scale("near_cohesion", "01234", lambda gap: gap.near, "how much the words around the gap have in common"),
    _scale("valley", "01234", lambda gap: gap.valley or None, "how much the subject changes here, more than around"),
    _scale("names", NAME_GRADES, _grade_names, "the names below the gap"),
)
CUES = tuple(cue for scale in SCALES for cue in scale.cues())
