"""Boundary edit distance and the two similarities that are made of it.

Two segmentations of the same gaps differ by boundaries that only one of them has. A pair of those, one of either side
and near each other, is one near miss (a transposition); each of the others is a full miss (an addition or deletion).
Source: Fournier 2013, "Evaluating Text Segmentation using Boundary Edit Distance"; with one type of boundary, so there
are no substitutions. Equal to the package segeval 2.0, which cannot compare two segmentations without a boundary.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from segment.evaluate.records import Share

if TYPE_CHECKING:
    from collections.abc import Sequence

SPAN = 2
"""Gaps that a near miss may span, the paper's n_t and its default: 2 are two neighbouring gaps."""


class Edits(NamedTuple):
    """What turns one segmentation into another."""

    gaps: int
    matches: int
    """Boundaries that both have."""
    misses: int
    """Boundaries to add or to delete."""
    near_misses: int
    near_cost: float
    """Of all near misses together: each costs the gaps that it moves over by the longest span, 0 to 1."""

    @property
    def distance(self) -> float:
        """Weighted number of edits."""
        return self.misses + self.near_cost


def boundary_edits(gold: Sequence[bool], found: Sequence[bool], span: int = SPAN) -> Edits:
    """The edits between two segmentations; symmetric.

    `gold` and `found` are marks of the same gaps. Near misses are paired as in segeval: the closest first, those of one
    distance from left to right, each boundary once. Raises ValueError for marks of different texts.
    O(gaps + misses × span).
    """
    if len(gold) != len(found):
        message = f"marks of different texts: {len(gold)} gaps and {len(found)}"
        raise ValueError(message)
    matches = sum(ours and theirs for ours, theirs in zip(gold, found, strict=True))
    open_gaps = {gap: ours for gap, (ours, theirs) in enumerate(zip(gold, found, strict=True)) if ours != theirs}
    near_misses = moved = 0
    for distance in range(1, span):
        for gap in list(open_gaps):
            if _is_near_miss(open_gaps, gap, gap + distance):
                del open_gaps[gap], open_gaps[gap + distance]
                near_misses, moved = near_misses + 1, moved + distance
    return Edits(len(gold), matches, len(open_gaps), near_misses, moved / span)


def _is_near_miss(open_gaps: dict[int, bool], left: int, right: int) -> bool:
    """Whether one side has a boundary at `left` and the other one at `right`, and neither is paired yet."""
    return left in open_gaps and right in open_gaps and open_gaps[left] != open_gaps[right]


def boundary_edit_distance(gold: Sequence[bool], found: Sequence[bool], span: int = SPAN) -> float:
    """Weighted number of edits between two segmentations, see `boundary_edits`.

    >>> boundary_edit_distance([True, False, True, False], [False, True, True, True])
    1.5
    """
    return boundary_edits(gold, found, span).distance


def boundary_similarity(gold: Sequence[bool], found: Sequence[bool], span: int = SPAN) -> Share:
    """B: what is left of all boundaries when edits are taken off. The whole is matches, misses and near misses.

    Two segmentations without a boundary are equal: Share(1, 1). Where there is no gap nothing is measured: Share(0, 0).
    Source: Fournier 2013, equation for B, with the near misses scaled by their distance.

    >>> boundary_similarity([True, False, True, False], [False, True, True, True])
    Share(part=1.5, whole=3.0)
    """
    edits = boundary_edits(gold, found, span)
    whole = edits.matches + edits.misses + edits.near_misses
    if whole == 0:
        # One boundary's worth of weight, so that the dump takes part in an average over dumps.
        return Share(1.0, 1.0) if edits.gaps else Share(0.0, 0.0)
    return Share(whole - edits.distance, float(whole))


def segmentation_similarity(gold: Sequence[bool], found: Sequence[bool], span: int = SPAN) -> Share:
    """S: what is left of all gaps when edits are taken off. The whole is the gaps.

    Where there is no gap nothing is measured: Share(0, 0).
    Source: Fournier & Inkpen 2012, "Segmentation similarity and agreement", over the edit distance of Fournier 2013,
    as segeval has it: a near miss of neighbouring gaps costs 1/2, where the paper of 2012 charges 1.

    >>> segmentation_similarity([True, False, True, False], [False, True, True, True])
    Share(part=2.5, whole=4.0)
    """
    edits = boundary_edits(gold, found, span)
    return Share(edits.gaps - edits.distance, float(edits.gaps))
