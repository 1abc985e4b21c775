"""Articles beside articles, and blocks beside blocks, over the characters of the dump.

Only non-blank characters count: systems do not agree on whose the white space between two blocks is. Both sides are
laid over each other once and cut where either has an edge; what is counted after that are pieces, never characters.
A character that two blocks of one side claim belongs to the one that begins earlier.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from itertools import pairwise
from math import log
from operator import itemgetter
from typing import TYPE_CHECKING, NamedTuple

from segment.evaluate.records import RESIDUE, Counts, RoleSpan, Share
from segment.types import Kind, Role

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

LEAST_UNIQUE = 0.5
"""An article shares more than half its characters (by intersection over union) with one other at most."""


class Piece(NamedTuple):
    """A piece of the text that lies in one block, or in none, of either side."""

    chars: int
    """Non-blank characters; never 0."""
    gold: int | None
    """Index of the block; None where no block covers it."""
    found: int | None


def overlay(text: str, gold: Sequence[RoleSpan], found: Sequence[RoleSpan]) -> list[Piece]:
    """All non-blank characters of `text` in pieces, in the order of the text.

    Blocks may come in any order, overlap, and reach out of the text. O(characters + blocks × log blocks).
    """
    sides = enumerate((gold, found))
    changes = [(edge, side, owner) for side, blocks in sides for edge, owner in _paint(blocks, len(text))]
    changes.sort(key=itemgetter(0))
    owners: list[int | None] = [None, None]
    pieces = []
    start = 0
    for end, side, owner in (*changes, (len(text), 0, None)):
        # The words of a piece hold all its characters but those that are `isspace`, without an object for each.
        if start < end and (chars := sum(map(len, text[start:end].split()))):
            pieces.append(Piece(chars, *owners))
        start = end
        owners[side] = owner
    return pieces


def _paint(blocks: Sequence[RoleSpan], length: int) -> list[tuple[int, int | None]]:
    """From which offset on which block owns the text, ascending."""
    owners: list[tuple[int, int | None]] = []
    free = 0
    for number in sorted(range(len(blocks)), key=lambda number: blocks[number][:2]):
        start, end = max(free, blocks[number].start), min(length, blocks[number].end)
        if start < end:
            owners += [(start, number), (end, None)]
            free = end
    return owners


def segments_from_starts(text: str, starts: Sequence[int]) -> tuple[RoleSpan, ...]:
    """Articles where only their starts are known: each reaches to the next, and together they cover the text.

    `starts` ascend; the article that starts with the text needs none.

    >>> [(span.start, span.end, span.article) for span in segments_from_starts("One. Two.", [5])]
    [(0, 5, 0), (5, 9, 1)]
    """
    edges = sorted({0, len(text), *(start for start in starts if 0 < start < len(text))})
    spans = enumerate(pairwise(edges))
    return tuple(RoleSpan(start, end, Role.BODY.value, number) for number, (start, end) in spans)


# --- articles


def article_counts(text: str, gold: Sequence[RoleSpan], found: Sequence[RoleSpan], least_iou: float) -> Counts:
    """Articles of one side that have a partner on the other.

    Partners share at least `least_iou` of the characters that either has (intersection over union); 1.0 wants exactly
    the same ones. Above one half a partner is the only one, so no choice is made; ValueError for less. An article
    without a non-blank character is none.
    """
    if least_iou <= LEAST_UNIQUE:
        message = f"{least_iou}: articles have one partner at most only above {LEAST_UNIQUE}"
        raise ValueError(message)
    shared = _count_classes(overlay(text, gold, found), gold, found)
    ours, theirs = _sum_by(shared, 0), _sum_by(shared, 1)
    right = sum(
        chars / (ours[article] + theirs[other] - chars) >= least_iou
        for (article, other), chars in shared.items()
        if article is not None and other is not None
    )
    return Counts(right, len(theirs.keys() - {None}), right, len(ours.keys() - {None}))


def _count_classes(
    pieces: Iterable[Piece], gold: Sequence[RoleSpan], found: Sequence[RoleSpan]
) -> Counter[tuple[int | None, int | None]]:
    """Characters by (article in gold, article found); None is the residue, and what no block covers."""
    shared: Counter[tuple[int | None, int | None]] = Counter()
    for piece in pieces:
        shared[_article(gold, piece.gold), _article(found, piece.found)] += piece.chars
    return shared


def _article(blocks: Sequence[RoleSpan], number: int | None) -> int | None:
    return None if number is None else blocks[number].article


def _sum_by(shared: Counter[tuple[int | None, int | None]], side: int) -> Counter[int | None]:
    sums: Counter[int | None] = Counter()
    for classes, chars in shared.items():
        sums[classes[side]] += chars
    return sums


class VMeasure(NamedTuple):
    """How alike two partitions of the characters are; each share is the value, weighted by the characters."""

    homogeneity: Share
    """1.0 where each article found holds characters of one article of gold only."""
    completeness: Share
    """1.0 where each article of gold lies in one article found."""
    v_measure: Share
    """Harmonic mean of both, of this dump."""


def v_measure(text: str, gold: Sequence[RoleSpan], found: Sequence[RoleSpan]) -> VMeasure:
    """Homogeneity, completeness and V of articles as clusters of characters; the residue is one more of them.

    A text without a non-blank character is not measured: Share(0, 0).
    Source: Rosenberg & Hirschberg 2007, "V-measure: a conditional entropy-based external cluster evaluation measure",
    with beta 1.
    """
    shared = _count_classes(overlay(text, gold, found), gold, found)
    ours, theirs = _sum_by(shared, 0), _sum_by(shared, 1)
    homogeneity = 1.0 - _unexplained(shared, ours, theirs, side=1)
    completeness = 1.0 - _unexplained(shared, theirs, ours, side=0)
    both = homogeneity + completeness
    v = 2.0 * homogeneity * completeness / both if both else 0.0
    chars = float(shared.total())
    return VMeasure(*(Share(value * chars, chars) for value in (homogeneity, completeness, v)))


def _unexplained(
    shared: Counter[tuple[int | None, int | None]], classes: Counter[int | None], given: Counter[int | None], side: int
) -> float:
    """Share of the entropy of `classes` that is left once `given` (at `side` of the keys) is known, 0.0 to 1.0."""
    total = shared.total()
    if len(classes) <= 1:
        return 0.0
    entropy = -sum(chars * log(chars / total) for chars in classes.values())
    left = -sum(chars * log(chars / given[pair[side]]) for pair, chars in shared.items())
    return min(1.0, left / entropy)


# --- blocks


def role_confusion(text: str, gold: Sequence[RoleSpan], found: Sequence[RoleSpan]) -> Counter[tuple[str, str]]:
    """Blocks of gold by (role in gold, role found): the one that most of their non-blank characters got.

    Of two roles that got as many, the one that comes first in the block. Blocks without an article, and what no block
    covers, are `residue`. Blank blocks do not count.
    """
    table: Counter[tuple[str, str]] = Counter()
    for number, pieces in _by_gold_block(overlay(text, gold, found)):
        got: Counter[str] = Counter()
        for piece in pieces:
            got[_role(found, piece.found)] += piece.chars
        table[_role(gold, number), max(got, key=got.__getitem__)] += 1
    return table


def _by_gold_block(pieces: Iterable[Piece]) -> Iterator[tuple[int, list[Piece]]]:
    blocks: dict[int, list[Piece]] = defaultdict(list)
    for piece in pieces:
        if piece.gold is not None:
            blocks[piece.gold].append(piece)
    return iter(blocks.items())


def _role(blocks: Sequence[RoleSpan], number: int | None) -> str:
    return RESIDUE if number is None or blocks[number].article is None else str(blocks[number].role)


def teaser_counts(
    text: str,
    gold: Sequence[RoleSpan],
    gold_kinds: Sequence[Kind],
    found: Sequence[RoleSpan],
    found_kinds: Sequence[Kind],
) -> Counts:
    """Body blocks of gold that belong to a teaser: in gold, as found (by more than half their characters), in both.

    The kinds are those of the articles, by their index.
    """
    right = claimed = wanted = 0
    for number, pieces in _by_gold_block(overlay(text, gold, found)):
        if gold[number].role != Role.BODY:
            continue
        in_teaser = sum(piece.chars for piece in pieces if _is_teaser(found, found_kinds, piece.found))
        is_claimed = 2 * in_teaser > sum(piece.chars for piece in pieces)
        is_wanted = _is_teaser(gold, gold_kinds, number)
        right += is_claimed and is_wanted
        claimed += is_claimed
        wanted += is_wanted
    return Counts(right, claimed, right, wanted)


def _is_teaser(blocks: Sequence[RoleSpan], kinds: Sequence[Kind], number: int | None) -> bool:
    article = _article(blocks, number)
    return article is not None and kinds[article] is Kind.TEASER
