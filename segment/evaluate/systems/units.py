"""Between what a baseline may cut: the units of gold, or finer ones where those would give the answer away."""

from __future__ import annotations

from typing import TYPE_CHECKING

from segment.evaluate.records import Segmentation, Span
from segment.lines import LINE_END

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from segment.evaluate.records import GoldDump


def find_units(gold: GoldDump) -> list[Span]:
    """The units of a dump, in order. Linear in the length of the dump.

    Where gold has no more units than articles, to cut between all of them would be the right answer; then the blocks
    that the splitter finds are the units.
    """
    if len(gold.units) > len(gold.gold.starts) + 1:
        return list(gold.units)
    from segment.blocks import find_blocks
    from segment.types import Dump

    return [Span(block.start, block.end) for block in find_blocks(Dump(gold.text, gold.path, gold.index, gold.id))]


def is_behind_blank_line(text: str, before: Span, unit: Span) -> bool:
    """Whether a blank line stands between two neighbouring units."""
    return len(LINE_END.findall(text, before.end, unit.start)) > 1


def merge_units(units: Sequence[Span], most: int) -> list[Span]:
    """At most so many units: where there are more, as many neighbours as needed are one, the same number everywhere.

    >>> merge_units([Span(0, 1), Span(2, 3), Span(4, 5)], 2)
    [Span(start=0, end=3), Span(start=4, end=5)]
    """
    size = -(-len(units) // most) or 1
    groups = (units[number : number + size] for number in range(0, len(units), size))
    return [Span(group[0].start, group[-1].end) for group in groups]


def start_at(units: Sequence[Span], numbers: Iterable[int]) -> Segmentation:
    """Articles that start with the units of these numbers; the first unit starts one anyway."""
    return Segmentation(tuple(units[number].start for number in sorted(set(numbers) - {0})))
