"""Pieces of equal length in a text without line breaks.

A site that shows the first hundred words of each article, or the first 160 characters, leaves cuts that lie that far
apart. Chains of such cuts are found for every usual limit, and believed if chance would not make them.
"""

from __future__ import annotations

import math
from bisect import bisect_left, bisect_right
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

FEWEST_ODDS = 5.5
"""Log-odds at which a chain of cuts is believed, above the logarithm of the number of cuts: more cuts, more chance."""
FEWEST_CUTS = 2


class Unit(NamedTuple):
    """How a site measures its teasers. Limits are round numbers; sites that use another one are not found."""

    limits: dict[int, float]
    """Each with the log-odds of being the limit, over the rarer ones."""
    under: int
    over: int
    """By how much a piece, with the blank behind it, may be shorter or longer than its limit."""
    weights: dict[str, float]
    """Log-odds of finding something at the right place: a clear cut, a doubtful one (names stand around it), any
    capital behind an unfinished sentence, or a finished sentence."""


WORDS = Unit(
    dict.fromkeys((20, 25, 35, 40, 45, 60, 70, 75, 80, 90, 120, 150), 0.0) | {30: 0.5, 50: 0.5, 55: 0.5, 100: 1.5},
    under=1, over=2, weights={"clear": 2.8, "doubtful": 0.8, "unclear": -0.3, "sentence": -2.0},
)  # fmt: skip
CHARS = Unit(
    dict.fromkeys((120, 140, 180, 220, 240, 280, 320, 350, 400, 450, 700, 1000), 0.0)
    | {150: 0.5, 160: 0.5, 200: 0.5, 250: 0.5, 300: 0.5, 500: 0.5, 600: 0.5, 800: 0.5},
    under=8, over=1, weights={"clear": 3.4, "doubtful": 1.2, "unclear": -0.1, "sentence": -2.0},
)  # fmt: skip
"""A piece of characters ends before the word that would not fit, or in the middle of it; an ellipsis may follow."""
LONGEST_PIECE = max(WORDS.limits) + WORDS.over


class _Chain(NamedTuple):
    """Places about one limit apart, from the first to the last."""

    odds: float
    places: tuple[int, ...]


def find_regular(paragraph: str, sentences: Sequence[int], cuts: Mapping[int, bool]) -> set[int]:
    """Offsets that cut a text without line breaks into pieces of one limit, in words or in characters.

    O(places × limits), where a place is any capital, quotation or figure that may begin a text.
    """
    import regex

    starts = [match.start() for match in regex.finditer(r"\S+", paragraph)]
    end = len(paragraph)
    kinds = {offset: "unclear" for offset in starts if paragraph[offset].isupper() or paragraph[offset] in '“"‘'}
    kinds |= dict.fromkeys(sentences, "sentence")
    kinds |= {offset: "clear" if is_clear else "doubtful" for offset, is_clear in cuts.items()}
    kinds[end] = "sentence" if _ends_finished(paragraph) else "clear"
    number = {offset: word for word, offset in enumerate([*starts, end])}
    places = sorted(offset for offset in kinds if offset in number)
    least = FEWEST_ODDS + math.log(1 + sum(cuts.values()))
    words = [number[place] for place in places]
    chains: list[_Chain] = []
    for unit, measures in ((CHARS, places), (WORDS, words)):
        weights = [unit.weights[kinds[place]] for place in places]
        for limit, prior in unit.limits.items():
            reach = range(limit - unit.under, limit + unit.over + 1)
            chains.extend(_find_chains(places, measures, weights, reach, least - prior))
    taken: list[int] = []
    for chain in sorted(chains, key=lambda chain: (-chain.odds, chain.places)):
        # The places taken so far are in order: none lies inside this chain if both its ends fall between the same two.
        inside = bisect_right(taken, chain.places[0])
        if inside == bisect_left(taken, chain.places[-1], lo=inside):
            taken[inside:inside] = chain.places
    return set(taken) - {0, end}


def _ends_finished(paragraph: str) -> bool:
    return paragraph.rstrip(")]\"'”’» ")[-1:] in (".", "!", "?", "。", "！", "？")


def _find_chains(
    places: Sequence[int], measures: Sequence[int], weights: Sequence[float], reach: range, least: float
) -> list[_Chain]:
    """The chains of one limit that are believed; each place is reached from the best one a limit before it."""
    odds = [0.0] * len(places)
    origin = [-1] * len(places)
    low = 0
    for index, measure in enumerate(measures):
        while measure - measures[low] >= reach.stop:
            low += 1
        before = low
        found = -1
        while measure - measures[before] >= reach.start:
            if found < 0 or odds[before] > odds[found]:
                found = before
            before += 1
        if found >= 0:
            odds[index] = max(0.0, odds[found]) + weights[index]
            origin[index] = found if odds[index] > 0 else -1
    return _trace(places, odds, origin, least)


def _trace(places: Sequence[int], odds: Sequence[float], origin: Sequence[int], least: float) -> list[_Chain]:
    """Chains from their last place backwards, the likeliest first, none through a place of another."""
    chains = []
    used: set[int] = set()
    for last in sorted(range(len(places)), key=lambda index: (-odds[index], index)):
        if odds[last] < least:
            break
        chain = []
        index = last
        while index >= 0 and index not in used:
            chain.append(index)
            index = origin[index]
        if index < 0 and len(chain) > FEWEST_CUTS:
            chains.append(_Chain(odds[last], tuple(places[index] for index in reversed(chain))))
        used.update(chain)
    return chains
