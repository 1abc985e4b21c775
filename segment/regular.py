"""Pieces of equal length in a text without line breaks.

A site that shows the first hundred words of each article, or the first 160 characters, leaves cuts that lie that far
apart. Chains of such cuts are found for every usual limit, and believed if chance would not make them.
"""

from __future__ import annotations

import math
from bisect import bisect_left, bisect_right
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from segment import kernel
from segment.scripts import STOPS

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from numpy.typing import NDArray

    Floats = NDArray[np.float64]
    Ints = NDArray[np.int64]

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
    offsets, words = np.array(places, np.int64), np.array([number[place] for place in places], np.int64)
    chains: list[_Chain] = []
    for unit, measures in ((CHARS, offsets), (WORDS, words)):
        weights = np.array([unit.weights[kinds[place]] for place in places])
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
    return paragraph.rstrip(")]\"'”’» ")[-1:] in (*".!?。！？", *STOPS)


def _find_chains(places: Sequence[int], measures: Ints, weights: Floats, reach: range, least: float) -> list[_Chain]:
    """The chains of one limit that are believed; each place is reached from the best one a limit before it."""
    odds, origins = np.empty(len(places)), np.empty(len(places), np.int64)
    if kernel.KERNEL is None:
        _link(measures, weights, reach, odds, origins)
    else:
        kernel.KERNEL.link(measures, weights, np.array((reach.start, reach.stop)), odds, origins)
    return _trace(places, odds, origins, least)


def _link(measures: Ints, weights: Floats, reach: range, odds: Floats, origins: Ints) -> None:
    """Fill in the odds of the best chain that ends at each place, and the place before it, or -1."""
    lows = np.searchsorted(measures, measures - reach.stop, side="right").tolist()
    highs = np.searchsorted(measures, measures - reach.start, side="right").tolist()
    best, before = [0.0] * len(lows), [-1] * len(lows)
    for place, (low, high, weight) in enumerate(zip(lows, highs, weights.tolist(), strict=True)):
        if low < high:
            found = max(range(low, high), key=best.__getitem__)
            best[place] = max(0.0, best[found]) + weight
            before[place] = found if best[place] > 0 else -1
    odds[:], origins[:] = best, before


def _trace(places: Sequence[int], odds: Floats, origins: Ints, least: float) -> list[_Chain]:
    """Chains from their last place backwards, the likeliest first, none through a place of another."""
    chains = []
    used: set[int] = set()
    likely = np.flatnonzero(odds >= least)
    for last in likely[np.argsort(-odds[likely], kind="stable")].tolist():
        chain = []
        index = last
        while index >= 0 and index not in used:
            chain.append(index)
            index = int(origins[index])
        if index < 0 and len(chain) > FEWEST_CUTS:
            chains.append(_Chain(float(odds[last]), tuple(places[index] for index in reversed(chain))))
        used.update(chain)
    return chains
