"""Blocks made by hand, so that a test of a cue does not depend on how blocks are found."""

from __future__ import annotations

from segment.blocks import Block
from segment.cues import Context, find_cues

BREAK = "⏎"


def context_of(
    source: str, *, inline: frozenset[int] = frozenset(), blank_lines: dict[int, int] | None = None
) -> Context:
    """The context of a text in which `⏎` stands between blocks, each on a line of its own."""
    parts = [part.strip() for part in source.split(BREAK)]
    blocks = []
    start = 0
    for number, part in enumerate(parts):
        blank = (blank_lines or {}).get(number, 0)
        blocks.append(
            Block(
                start,
                start + len(part),
                line_start=number + 1,
                line_end=number + 1,
                blank_lines=blank,
                inline=number in inline,
                regular=False,
                in_run=False,
            )
        )
        start += len(part) + 1
    return Context("\n".join(parts), blocks)


def names_on(context: Context, number: int) -> set[str]:
    """The names of the cues that fire on one block."""
    return set(find_cues(context)[number])
