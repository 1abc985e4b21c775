"""Rows with planted copies, as many as wanted, from the words of any text: {id, text, cluster, cat, parent}.

Each row is made from its number and the seed alone, the parent of a copy once more for each of its copies. So rows can
come in any order, and none has to be kept.
"""

from __future__ import annotations

from array import array
from random import Random
from typing import TYPE_CHECKING, Any, NamedTuple

from suite.damage import KINDS

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from suite.writer import Writer

SEED = 1
SAME_KIND = 2
"""Families of each kind in a round."""
MULTI_KINDS = ("exact", "light", "ocr_lo", "teaser")
SINGLES = {"neg_boiler": 3, "neg_tmpl": 3, "uniq": 45}
"""Rows of a round that are copies of none. What is called `neg_...` looks like a copy."""

Row = dict[str, Any]


class Place(NamedTuple):
    """What a row of a round is."""

    cat: str
    kind: str | None = None
    """How it differs from its parent."""
    parent: int | None = None
    """Its place in the round."""


def _lay_out() -> Iterator[Place]:
    families = [(kind,) for kind in KINDS for _ in range(SAME_KIND)]
    place = 0
    for family in (*families, MULTI_KINDS):
        yield Place("parent")
        for kind in family:
            yield Place(kind if len(family) == 1 else "multi", kind, place)
        place += 1 + len(family)
    for cat, count in SINGLES.items():
        yield from [Place(cat)] * count


ROUND = tuple(_lay_out())
"""A hundred rows, of each category as many as there are in a hundred of `planted10k`."""

COMPOSE: dict[str, Callable[[Writer, Random], str]] = {
    "parent": lambda writer, random: writer.article(random),
    "uniq": lambda writer, random: writer.article(random),
    "neg_boiler": lambda writer, random: writer.signed(random),
    "neg_tmpl": lambda writer, random: writer.report(random),
}
"""What a row is that is no copy."""


def plant(writer: Writer, rows: int, seed: int = SEED) -> Iterator[Row]:
    """So many rows, shuffled; fewer of the same seed are among them. Four bytes of memory for each row."""
    order = array("I", range(rows))
    _chance(seed, "order").shuffle(order)
    return (_make_row(writer, number, seed) for number in order)


def _make_row(writer: Writer, number: int, seed: int) -> Row:
    place = ROUND[number % len(ROUND)]
    random = _chance(seed, number)
    if place.kind is None or place.parent is None:
        return _row(number, COMPOSE[place.cat](writer, random), place.cat)
    parent = number - number % len(ROUND) + place.parent
    original = COMPOSE["parent"](writer, _chance(seed, parent))
    return _row(number, KINDS[place.kind](random, original), place.cat, parent)


def plant_clusters(writer: Writer, singles: int, clusters: int, copies: int, seed: int = SEED) -> list[Row]:
    """Unrelated rows, and a few articles with so many near-copies each, shuffled."""
    rows = [_row(number, writer.article(_chance(seed, number)), "uniq") for number in range(singles)]
    for _ in range(clusters):
        parent = len(rows)
        original = writer.article(_chance(seed, parent))
        rows.append(_row(parent, original, "parent"))
        for number in range(parent + 1, parent + 1 + copies):
            rows.append(_row(number, KINDS["light"](_chance(seed, number), original), "light", parent))
    _chance(seed, "order").shuffle(rows)
    return rows


def _row(number: int, text: str, cat: str, parent: int | None = None) -> Row:
    return {"id": number, "text": text, "cluster": number if parent is None else parent, "cat": cat, "parent": parent}


def _chance(seed: int, what: int | str) -> Random:
    return Random(f"{seed} {what}")  # noqa: S311 - the same texts in every run are the point
