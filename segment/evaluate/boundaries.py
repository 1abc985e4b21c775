"""Where articles start: starts matched by their offsets, and windows that slide over the gaps between units.

A gap is what lies between two neighbouring units (blocks, sentences, words); a segmentation of n units is a list of
n - 1 marks, True where an article starts behind the gap.
"""

from __future__ import annotations

from bisect import bisect_left
from operator import attrgetter
from typing import TYPE_CHECKING

import numpy as np

from segment.evaluate.records import Counts, Share

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from segment.evaluate.records import Span


def match_starts(claimed: Sequence[int], wanted: Sequence[int], tolerance: int) -> list[tuple[int, int]]:
    """As many pairs (claimed, wanted) as there can be, each offset in one, at most `tolerance` characters apart.

    Both lists ascend, and so do the pairs. O(n + m): of two heads that are too far apart, the earlier one can have no
    partner further on; of two that are near, pairing them never costs a pair. So the number of pairs is the largest
    there is, though an exact partner may go to a neighbour.

    >>> match_starts([10, 52, 90], [12, 50, 60], tolerance=2)
    [(10, 12), (52, 50)]
    """
    pairs = []
    i = j = 0
    while i < len(claimed) and j < len(wanted):
        if abs(claimed[i] - wanted[j]) <= tolerance:
            pairs.append((claimed[i], wanted[j]))
            i, j = i + 1, j + 1
        elif claimed[i] < wanted[j]:
            i += 1
        else:
            j += 1
    return pairs


def boundary_counts(claimed: Sequence[int], wanted: Sequence[int], tolerance: int) -> Counts:
    """How many starts agree within `tolerance` characters; one claim meets one wish."""
    hits = len(match_starts(claimed, wanted, tolerance))
    return Counts(hits, len(claimed), hits, len(wanted))


def mark_gaps(starts: Sequence[int], units: Sequence[Span]) -> list[bool]:
    """One mark for each gap, `len(units) - 1` of them: True before the unit that begins nearest to a start.

    A start halfway between the beginnings of two units belongs to the earlier one. A start that is nearest to the first
    unit marks nothing, since no gap lies before it; two starts nearest to one unit make one mark. `units` stand in the
    order of the text. O(starts × log units).
    """
    marks = [False] * max(0, len(units) - 1)
    for start in starts:
        after = bisect_left(units, start, key=attrgetter("start"))
        nearest = _nearest(units, after, start)
        if nearest > 0:
            marks[nearest - 1] = True
    return marks


def _nearest(units: Sequence[Span], after: int, start: int) -> int:
    """Of the last unit that begins before `start` and the first that does not, the nearer one."""
    if after in (0, len(units)):
        return max(0, after - 1)
    return after - 1 if start - units[after - 1].start <= units[after].start - start else after


def default_window(gold: Sequence[bool]) -> int:
    """Gaps in a window of Pk and WindowDiff where none is given: half the gaps for each boundary of gold, rounded.

    As NLTK's `pk` has it, with two exceptions. It is never 0, since an empty window finds nothing wrong (NLTK: 0 where
    every gap is a boundary). Gold without a boundary counts as if it had one (so does NLTK since 3.10; before, it
    divides by 0). This comes near half the mean segment of gold where boundaries are many, and is nearly twice as
    long where there is only one; `half_segment` is the window of the papers.
    """
    return max(1, round(len(gold) / (max(1, sum(gold)) * 2.0)))


def half_segment(gold: Sequence[bool]) -> int:
    """Half the mean segment of gold in units, rounded, at least 1.

    The window as the papers define it, which figures in print use: Beeferman, Berger & Lafferty 1999.
    """
    return max(1, round((len(gold) + 1) / ((sum(gold) + 1) * 2.0)))


def pk(gold: Sequence[bool], found: Sequence[bool], k: int | None = None) -> Share:
    """Windows of `k` gaps in which one side has a boundary and the other none, of all windows.

    `gold` and `found` are marks of the same gaps. Where there are fewer gaps than a window takes, nothing is measured:
    Share(0, 0). Raises ValueError for marks of different texts and for `k` below 1. O(gaps).
    Source: Beeferman, Berger & Lafferty 1999, "Statistical models for text segmentation"; windows as in NLTK's `pk`.

    >>> pk([False, True, False, False], [False, True, False, True], k=2)
    Share(part=1.0, whole=3.0)
    """
    ours, theirs = _count_in_windows(gold, found, k)
    return Share(float(np.count_nonzero((ours > 0) != (theirs > 0))), float(len(ours)))


def window_diff(gold: Sequence[bool], found: Sequence[bool], k: int | None = None) -> Share:
    """Windows of `k` gaps in which the two sides have different numbers of boundaries, of all windows.

    Marks, `k`, errors and cost as for `pk`.
    Source: Pevzner & Hearst 2002, "A critique and improvement of an evaluation metric for text segmentation"; windows
    as in NLTK's `windowdiff`: over n - 1 gaps they are the n - k windows of the paper's n units.

    >>> window_diff([False, True, True, False], [False, True, False, False], k=2)
    Share(part=2.0, whole=3.0)
    """
    ours, theirs = _count_in_windows(gold, found, k)
    return Share(float(np.count_nonzero(ours != theirs)), float(len(ours)))


def _count_in_windows(
    gold: Sequence[bool], found: Sequence[bool], k: int | None
) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Boundaries in each window, shape (gaps - k + 1,), or (0,) where the window is too long."""
    if len(gold) != len(found):
        message = f"marks of different texts: {len(gold)} gaps and {len(found)}"
        raise ValueError(message)
    if k is not None and k < 1:
        message = f"a window of {k} gaps sees nothing"
        raise ValueError(message)
    size = default_window(gold) if k is None else k
    first, second = (np.concatenate(([0], np.cumsum(np.asarray(marks, np.int64)))) for marks in (gold, found))
    return first[size:] - first[:-size], second[size:] - second[:-size]
