"""Blocks made by hand, texts of every kind, and lexicons that know only what a test tells them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from hypothesis import strategies as st

from segment.blocks import Block, find_blocks
from segment.measures.lexicon import BUCKETS, CUT, MODELS, Lexicon
from segment.scan import STEM_CHARS, Scan, scan
from segment.types import Dump

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence

    from segment.measures.shape import Measured

words = st.sampled_from(
    ["The", "harbour", "Mara", "Lindqvist", "said", "By", "June", "3,", "2031", "ferry.", "late", "Photo:", "“Yes,”",
     "is", "a", "don’t", "...", "Read", "more", "港口", "関係", "\t", "\x00", "—", "it.", "NATO", "|", "#", "é",
     "\ud800"]
)  # fmt: skip
lines = st.lists(words, max_size=30).map(" ".join)
texts = st.one_of(
    st.text(st.one_of(st.characters(), st.characters(categories=["Cs"])), max_size=200),
    st.lists(lines, max_size=12).map("\n".join),
    st.lists(lines, max_size=6).map("\r\n\r\n".join),
).filter(lambda text: bool(find_blocks(Dump(text, "-"))))
"""With one block at least."""


def scan_text(text: str) -> Scan:
    """The scan of a dump with the blocks that the program finds."""
    return scan(text, find_blocks(Dump(text, "-")))


def scan_blocks(*blocks: str, between: str = "\n\n", inline: Collection[int] = ()) -> Scan:
    """The scan of blocks that stand in this order."""
    found = []
    at = 0
    for number, text in enumerate(blocks):
        line = 2 * number + 1
        is_inline = number in inline
        found.append(Block(at, at + len(text), line, line, 1, inline=is_inline, in_run=is_inline, regular=False))
        at += len(text) + len(between)
    return scan(between.join(blocks), found)


def list_measures(measured: Measured, number: int = 0) -> dict[str, float]:
    """All measures of one block."""
    return {name: float(values[number]) for name, values in measured.items()}


def check_one_finite_value_for_each(measured: Measured, blocks: int) -> None:
    for name, values in measured.items():
        assert values.shape == (blocks,), name
        assert values.dtype == np.float64, name
        assert np.isfinite(values).all(), name


def invented_lexicon(
    rarity: Mapping[str, int] | None = None, plain: Sequence[str] = ("the", "by", "ferry"), seed: int = 0
) -> Lexicon:
    """A lexicon of these words; its models mean nothing."""
    chance = np.random.default_rng(seed)
    known = {word[:STEM_CHARS]: value for word, value in (rarity or {"ferry": 60, "harbour": 52, "the": 1}).items()}
    names = (*MODELS, CUT)
    return Lexicon(
        stems=list(known),
        rarity=np.array(list(known.values())),
        plain=plain,
        models={name: chance.integers(-40, 40, BUCKETS).astype(np.int8) for name in names},
        biases={name: int(chance.integers(-90, 90)) for name in names},
    )


def weigh_evenly(*blocks: str, common: Collection[str] = ()) -> Lexicon:
    """A lexicon that knows every word of these blocks, the common ones as such."""
    bare = {word.strip(".,").lower() for block in blocks for word in block.split()}
    return invented_lexicon({word: 2 if word in common else 40 for word in sorted(bare)})
