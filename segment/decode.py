"""The decoder: from the probability of a start at each gap, and of each label on each block, to articles and residue.

An article has a head (title, byline, date ...) and, from its first paragraph on, a body; in the residue stands what
belongs to none. Within each of these the labels of neighbouring blocks are free, so that the best walk is found over
five or six places instead of over all labels. Taken is the walk whose labels and starts are right most often (maximum
expected accuracy), not the single most probable one: where it is unsure which of two neighbouring blocks an article
starts with, each of the walks that start it is less probable than the one that does not.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from segment.types import Kind, Role

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    Ints = NDArray[np.int64]

TEASER = "teaser"
"""Label of the text of teasers; the text of full articles has the label `body`."""
RESIDUE = "residue"
LABELS = (*(str(role) for role in Role if role is not Role.BOILERPLATE), TEASER, RESIDUE)
"""What a block may be called; a role, but for the two kinds of text and for what belongs to no article."""
CERTAIN = 10_000
"""Probabilities are whole numbers of ten-thousandths here, so that sums of them are exact."""
START_STAKE = 24
"""How much more a start counts than the label of one block: a false one moves the labels of many."""
STAKES = {"disclaimer": 4.0, "byline": 1.4, "date": 1.4, "bio": 1.3}
"""How much more these labels count than others. Gold calls most disclaimers bios, and leaves bylines and dates of other
shapes than its own too few chances; on columns and news nothing is lost by it (F1 within .005)."""
PAGE_STAKES = {"title": 3, "byline": 2, "date": 2}
"""On a page with one main article, how much more these count than other labels: each stands there once, among a hundred
lines that look alike, so that even the most likely line is seldom likelier than not."""
FURNITURE_COST = 1
"""Of residue inside of an article: where nothing else decides, furniture is outside."""
NEVER = -(1 << 60)


class Place(NamedTuple):
    """Where a block can stand, and what it may be called there."""

    kind: Kind | None
    """None: residue."""
    in_body: bool
    """The first paragraph is reached; an article may end only from here on, so that none is without text."""
    labels: tuple[str, ...]

    @property
    def text(self) -> str:
        """The label of its paragraphs."""
        return TEASER if self.kind is Kind.TEASER else str(Role.BODY)


_HEAD = ("title", "byline", "date", "dateline", "heading", "caption", "credit", "bio", RESIDUE)
_REST = ("body", "heading", "caption", "credit", "title", "byline", "date", "bio", "disclaimer", RESIDUE)
FULL_HEAD = Place(Kind.FULL, False, _HEAD)
FULL_BODY = Place(Kind.FULL, True, _REST)
TEASER_HEAD = Place(Kind.TEASER, False, ("title", "byline", "date"))
TEASER_BODY = Place(Kind.TEASER, True, (TEASER, "byline", "date", "caption"))
OUTSIDE = Place(None, False, (RESIDUE,))
BEHIND = Place(None, True, (RESIDUE,))
"""Residue behind the only article of a dump; no article starts from here."""
PLACES = (FULL_HEAD, FULL_BODY, TEASER_HEAD, TEASER_BODY, OUTSIDE)
SINGLE_PLACES = (FULL_HEAD, FULL_BODY, OUTSIDE, BEHIND)


@dataclass(frozen=True, slots=True)
class Placed:
    """What the decoder made of one block."""

    kind: Kind | None
    """Of its article; None in the residue."""
    label: str
    starts: bool
    """An article starts here."""
    start_probability: float
    label_probability: float
    runner_up: str
    """The most probable other label."""

    @property
    def role(self) -> Role:
        """The label as a role of the records."""
        if self.label == TEASER:
            return Role.BODY
        return Role.BOILERPLATE if self.label == RESIDUE else Role(self.label)


class _Way(NamedTuple):
    """One way into a place: from which other one, and whether an article starts there."""

    origin: int
    starts: bool
    text_only: bool
    """From the head of an article to its first paragraph, which must be called text."""


@cache
def _ways(places: tuple[Place, ...]) -> tuple[tuple[_Way, ...], ...]:
    """For each place the ways into it."""
    return tuple(
        tuple(way for origin, before in enumerate(places) for way in _find_ways(origin, before, place, places))
        for place in places
    )


def _find_ways(origin: int, before: Place, place: Place, places: tuple[Place, ...]) -> list[_Way]:
    ways = []
    is_single = BEHIND in places
    if before == place or (place.kind is None and before.in_body and before.kind and place == places[-1]):
        ways.append(_Way(origin, starts=False, text_only=False))
    if before.kind is place.kind and place.kind and not before.in_body and place.in_body:
        ways.append(_Way(origin, starts=False, text_only=True))
    if place.kind and (before == OUTSIDE or (before.in_body and before.kind and not is_single)):
        ways.append(_Way(origin, starts=True, text_only=False))
    return ways


def decode(start: Ints, labels: Ints, threshold: int, *, single: bool) -> list[Placed]:
    """Place the blocks of a dump. O(blocks).

    `start` of shape (blocks,) and `labels` of shape (blocks, LABELS) are probabilities in ten-thousandths; `threshold`
    is the probability of a start from which on it pays. With `single` there is exactly one article, and it is full.
    """
    if not len(start):
        return []
    places = SINGLE_PLACES if single else PLACES
    columns = [[LABELS.index(label) for label in place.labels] for place in places]
    texts = [LABELS.index(place.text) for place in places]
    stakes_of = PAGE_STAKES if single else STAKES
    worth = np.rint(labels * np.array([stakes_of.get(label, 1.0) for label in LABELS])).astype(np.int64)
    best = np.stack([_find_best(worth, place, column) for place, column in zip(places, columns, strict=True)], 1)
    openings = [_find_openings(place) for place in places]
    opening = np.stack([worth[:, labels_of].max(1) for labels_of in openings], 1)
    # Whether a menu line is the first of a page's only article matters little, and few pages agree on it.
    stakes = np.zeros_like(start) if single else START_STAKE * (start - threshold)
    values = _Values(best.tolist(), opening.tolist(), worth[:, texts].tolist(), stakes.tolist())
    walk = _find_walk(values, places)
    rows = labels.tolist()
    called = []
    for (place, starts, text_only), value in zip(walk, worth.tolist(), strict=True):
        allowed = openings[place] if starts else [texts[place]] if text_only else columns[place]
        called.append(max(allowed, key=value.__getitem__))
    if single:
        _keep_one_title(called, rows)
    return [
        _place(places[place], label, starts, probability, row)
        for (place, starts, _), label, probability, row in zip(walk, called, start.tolist(), rows, strict=True)
    ]


class _Values(NamedTuple):
    """What each place is worth at each block: at most, where an article starts with it, and if it is text."""

    best: Sequence[Sequence[int]]
    opening: Sequence[Sequence[int]]
    text: Sequence[Sequence[int]]
    stakes: Sequence[int]
    """What a start is worth."""


def _find_openings(place: Place) -> list[int]:
    """What an article may start with: in its body with text, in its head with all but furniture."""
    labels = (
        (place.text,) if place.in_body else tuple(label for label in place.labels if label != RESIDUE or not place.kind)
    )
    return [LABELS.index(label) for label in labels]


def _find_best(worth: Ints, place: Place, columns: Sequence[int]) -> Ints:
    """What the best label of a place is worth, block by block."""
    if place.kind is None:
        return worth[:, columns[0]]
    inside = worth[:, columns].copy()
    if RESIDUE in place.labels:
        inside[:, place.labels.index(RESIDUE)] -= FURNITURE_COST
    best: Ints = inside.max(1)
    return best


def _keep_one_title(called: list[int], rows: Sequence[Sequence[int]]) -> None:
    """A page says its title in its path, above the text, and in a list of what is most read: the likeliest stays."""
    title = LABELS.index(Role.TITLE)
    titles = [number for number, label in enumerate(called) if label == title]
    best = max(titles, key=lambda number: (rows[number][title], -number), default=None)
    for number in titles:
        if number != best:
            called[number] = LABELS.index(RESIDUE)


def _find_walk(found: _Values, places: tuple[Place, ...]) -> list[tuple[int, bool, bool]]:
    """For each block its place, whether an article starts there, and whether it must be text."""
    ways = _ways(places)
    size = range(len(places))
    row = [
        NEVER if place == BEHIND
        else found.opening[0][number] + (found.stakes[0] if place.kind else 0)
        for number, place in enumerate(places)
    ]  # fmt: skip
    taken: list[list[_Way]] = []
    for values, opening, texts, stake in zip(*(column[1:] for column in found), strict=True):
        chosen, following = [], []
        for place in size:
            top, choice = NEVER, ways[place][0]
            for way in ways[place]:
                value = row[way.origin]
                value += opening[place] + stake if way.starts else texts[place] if way.text_only else values[place]
                if value > top:
                    top, choice = value, way
            following.append(top)
            chosen.append(choice)
        row = following
        taken.append(chosen)
    return _walk_back(row, taken, places)


def _walk_back(
    row: Sequence[int], taken: Sequence[Sequence[_Way]], places: tuple[Place, ...]
) -> list[tuple[int, bool, bool]]:
    # A dump may not end in the head of an article; one page must have had its article.
    is_single = BEHIND in places
    ends = [
        number for number, place in enumerate(places)
        if (place.in_body and (place.kind or is_single)) or (place == OUTSIDE and not is_single)
    ]  # fmt: skip
    place = max(ends, key=lambda number: (row[number], -number))
    walk = []
    for chosen in reversed(taken):
        way = chosen[place]
        walk.append((place, way.starts, way.text_only))
        place = way.origin
    first = places[place]
    walk.append((place, first.kind is not None, False))
    return walk[::-1]


def _place(place: Place, label: int, starts: bool, start: int, row: Sequence[int]) -> Placed:
    runner_up = max((other for other in range(len(LABELS)) if other != label), key=row.__getitem__)
    return Placed(place.kind, LABELS[label], starts, start / CERTAIN, row[label] / CERTAIN, LABELS[runner_up])
