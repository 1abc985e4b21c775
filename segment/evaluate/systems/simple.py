"""Baselines that read no word: what any real segmenter has to beat."""

from __future__ import annotations

from bisect import bisect_left
from itertools import accumulate, pairwise
from typing import TYPE_CHECKING

from segment.evaluate.systems.units import find_units, is_behind_blank_line, start_at

if TYPE_CHECKING:
    from collections.abc import Sequence

    from segment.evaluate.records import GoldDump, Segmentation

FIXED_WORDS = 500
"""A common length of a news report. A round number, so that it is not tuned on any gold."""


def cut_nowhere(gold: GoldDump) -> Segmentation:
    """The dump is one article."""
    return start_at(gold.units, ())


def cut_everywhere(gold: GoldDump) -> Segmentation:
    """Each unit is an article."""
    units = find_units(gold)
    return start_at(units, range(len(units)))


def cut_at_blank_lines(gold: GoldDump) -> Segmentation:
    """An article starts behind each blank line."""
    units = find_units(gold)
    numbers = (
        number
        for number, (before, unit) in enumerate(pairwise(units), start=1)
        if is_behind_blank_line(gold.text, before, unit)
    )
    return start_at(units, numbers)


def cut_every_so_often(gold: GoldDump) -> Segmentation:
    """An article starts at the unit nearest to each `FIXED_WORDS` words."""
    units = find_units(gold)
    return start_at(units, find_nearest([len(gold.text[unit.start : unit.end].split()) for unit in units], FIXED_WORDS))


def find_nearest(words: Sequence[int], step: int) -> list[int]:
    """For each multiple of `step` words the number of the unit that starts nearest to it, from their lengths in words.

    >>> find_nearest([4, 4, 4, 4], 6)
    [1, 3]
    """
    starts = [0, *accumulate(words)]
    last = len(words) - 1
    numbers = []
    for wanted in range(step, starts[-1], step):
        number = bisect_left(starts, wanted)
        if wanted - starts[number - 1] <= starts[number] - wanted:
            number -= 1
        if 0 < number <= last:
            numbers.append(number)
    return numbers
