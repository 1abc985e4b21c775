"""The decoder: from the probability of a start at each gap, and of each label on each block, to articles and residue.

An article has a head (title, byline, date ...) and, from its first paragraph on, a body; in the residue stands what
belongs to none. Within each of these the labels of neighbouring blocks are free, so that the best walk is found over
five or six places instead of over all labels. Taken is the walk whose labels and starts are right most often (maximum
expected accuracy), not the single most probable one: where it is unsure which of two neighbouring blocks an article
starts with, each of the walks that start it is less probable than the one that does not.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import IntEnum
from functools import cache
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np

from segment import kernel
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
STAKES = {"byline": 2.4, "date": 1.4, "bio": 1.3}
"""How much more these labels count than others: gold leaves bylines and dates of other shapes than its own too few
chances. Of columns on dev, bylines reach .739 with 1.4, .746 with 2.4 and .749 with 3, and those of news iii then fall
from .914 to .897."""
PAGE_FLOORS = {"title": 0.02, "byline": 0.07, "date": 0.03}
"""On a page with one main article each of these stands once, among a hundred lines that look alike, so that even the
likeliest line is seldom likelier than not: it is taken from this probability on. On dev one byline and one date more
in forty are right than with .1 and .05, and so many more of the pages whose gold has none get one."""
PAGE_STAKE = 3
"""How much more than others it then counts, so that an article reaches as far as its title, byline and date."""
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


class _Entry(IntEnum):
    """How a block comes to stand in a place."""

    STAY = 0
    TEXT = 1
    """From the head of an article to its first paragraph, which must be called text."""
    START = 2
    """An article starts there."""


class _Grammar(NamedTuple):
    """Places, the ways between them and what a block may be called there, as arrays."""

    origins: Ints
    """Of each way into each place the place before; shape (places, ways), filled up with the first way of each."""
    entries: Ints
    """Of each way its `_Entry`."""
    ends: Ints
    """The places that a dump may end in."""
    is_article: NDArray[np.bool_]
    is_first: NDArray[np.bool_]
    """Whether a dump may begin in each place."""
    labels: Ints
    """What a block may be called; shape (entries, places, labels), filled up with the first one."""
    costs: Ints
    """What each of these costs."""


@cache
def _find_grammar(places: tuple[Place, ...]) -> _Grammar:
    ways = [
        [way for origin, before in enumerate(places) for way in _find_ways(origin, before, place, places)]
        for place in places
    ]
    filled = np.array(_fill(ways))
    allowed = [_allow(place, entry) for entry in _Entry for place in places]
    labels = np.array(_fill([[LABELS.index(label) for label in row] for row in allowed]))
    labels = labels.reshape(len(_Entry), len(places), -1)
    costs = np.zeros_like(labels)
    is_article = np.array([place.kind is not None for place in places])
    costs[_Entry.STAY] = FURNITURE_COST * (labels[_Entry.STAY] == LABELS.index(RESIDUE)) * is_article[:, None]
    is_single = BEHIND in places
    # A dump may not end in the head of an article; one page must have had its article.
    ends = [
        number for number, place in enumerate(places)
        if (place.in_body and (place.kind or is_single)) or (place == OUTSIDE and not is_single)
    ]  # fmt: skip
    is_first = np.array([place != BEHIND for place in places])
    origins, entries = (np.ascontiguousarray(filled[:, :, part]) for part in (0, 1))
    return _Grammar(origins, entries, np.array(ends), is_article, is_first, labels, costs)


def _fill(rows: Sequence[Sequence[Any]]) -> list[list[Any]]:
    """Rows of one length, each filled up with its first item, which then counts twice and is found first."""
    longest = max(map(len, rows))
    return [[*row, *[row[0]] * (longest - len(row))] for row in rows]


def _find_ways(origin: int, before: Place, place: Place, places: tuple[Place, ...]) -> list[tuple[int, _Entry]]:
    ways = []
    is_single = BEHIND in places
    if before == place or (place.kind is None and before.in_body and before.kind and place == places[-1]):
        ways.append((origin, _Entry.STAY))
    if before.kind is place.kind and place.kind and not before.in_body and place.in_body:
        ways.append((origin, _Entry.TEXT))
    if place.kind and (before == OUTSIDE or (before.in_body and before.kind and not is_single)):
        ways.append((origin, _Entry.START))
    return ways


def _allow(place: Place, entry: _Entry) -> tuple[str, ...]:
    """What a block may be called: an article starts in its body with text, in its head with all but furniture."""
    if entry is _Entry.TEXT or (entry is _Entry.START and place.in_body):
        return (place.text,)
    if entry is _Entry.START and place.kind:
        return tuple(label for label in place.labels if label != RESIDUE)
    return place.labels


def decode(start: Ints, labels: Ints, threshold: int, *, single: bool, headline: int | None = None) -> list[Placed]:
    """Place the blocks of a dump. O(blocks).

    `start` of shape (blocks,) and `labels` of shape (blocks, LABELS) are probabilities in ten-thousandths; `threshold`
    is the probability of a start from which on it pays. With `single` there is exactly one article, and it is full;
    `headline` is then the block that is its title if it has one, the likeliest if None.
    """
    if not len(start):
        return []
    places = SINGLE_PLACES if single else PLACES
    grammar = _find_grammar(places)
    worth = _find_worth(labels, single=single, headline=headline).take(grammar.labels, axis=1)
    entering = (worth - grammar.costs).max(3)
    if not single:
        # Whether a menu line is the first of a page's only article matters little, and few pages agree on it.
        entering[:, _Entry.START] += START_STAKE * (start - threshold)[:, None] * grammar.is_article
    place, entry = _find_walk(entering, grammar)
    numbers = np.arange(len(start))
    called = grammar.labels[entry, place, worth[numbers, entry, place].argmax(1)]
    starts = (entry == _Entry.START) & grammar.is_article[place]
    others = labels.copy()
    others[numbers, called] = -1
    columns = (place, called, starts, start / CERTAIN, labels[numbers, called] / CERTAIN, others.argmax(1))
    rows = zip(*(column.tolist() for column in columns), strict=True)
    return [
        Placed(places[where].kind, LABELS[label], begins, of_start, of_label, LABELS[runner_up])
        for where, label, begins, of_start, of_label, runner_up in rows
    ]


def _find_worth(labels: Ints, *, single: bool, headline: int | None) -> Ints:
    """What each label of each block counts."""
    if not single:
        counted: Ints = np.rint(labels * np.array([STAKES.get(label, 1.0) for label in LABELS])).astype(np.int64)
        return counted
    worth = labels.copy()
    # A page says its title in its path, above the text, and in a list of what is most read.
    worth[:, LABELS.index(Role.TITLE)] = -1
    for label, floor in PAGE_FLOORS.items():
        column = LABELS.index(label)
        likeliest = int(labels[:, column].argmax())
        if labels[likeliest, column] >= floor * CERTAIN:
            chosen = headline if label == Role.TITLE and headline is not None else likeliest
            worth[chosen, column] = PAGE_STAKE * CERTAIN
    return worth


def _find_walk(entering: Ints, grammar: _Grammar) -> tuple[Ints, Ints]:
    """The place of each block and how it comes there, on the walk of most worth.

    `entering` is what each place is worth at each block if it is entered so: shape (blocks, entries, places).
    """
    size = len(entering)
    row = np.where(grammar.is_first, entering[0, _Entry.START], NEVER)
    places, entries = np.empty(size, np.int64), np.empty(size, np.int64)
    if kernel.KERNEL is not None:
        kernel.KERNEL.walk(entering, row, grammar.origins, grammar.entries, grammar.ends, places, entries)
        return places, entries
    taken = []
    numbers = np.arange(entering.shape[2])
    for values in entering[1:]:
        reached = row[grammar.origins] + values[grammar.entries, numbers[:, None]]
        taken.append(reached.argmax(1))
        row = reached[numbers, taken[-1]]
    place = grammar.ends[row[grammar.ends].argmax()]
    for number in range(size - 1, 0, -1):
        way = taken[number - 1][place]
        places[number], entries[number] = place, grammar.entries[place, way]
        place = grammar.origins[place, way]
    places[0], entries[0] = place, _Entry.START
    return places, entries
