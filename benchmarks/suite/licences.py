"""Real near-copies that many machines hold: the copyright files of a Linux install, with the pairs that are alike.

Being alike does not carry over, so these pairs are no clusters: each is wanted for itself.
"""

from __future__ import annotations

from collections import defaultdict
from itertools import combinations, product
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

FOLDER = Path("/usr/share/doc")
FEWEST, MOST = 100, 600
LONGEST_CHARS = 20_000
"""Comparing takes the product of both lengths; a few files have millions of characters."""
LEAST_RATIO = 90
"""Of `rapidfuzz.fuzz.ratio`, over the texts as they stand."""


def has_licences() -> bool:
    """Whether this machine has enough of them."""
    return len(_find_files()) >= FEWEST


def make_licences(part: int = 1) -> list[dict[str, Any]]:
    """One file of each `part`: {id, text, alike}, where `alike` are the ids of later rows that are copies of it."""
    texts = {path.parent.name: path.read_text("utf-8", "replace") for path in _find_files()}
    chosen = [(name, text) for name, text in texts.items() if len(text) <= LONGEST_CHARS][:MOST:part]
    alike: dict[int, list[str]] = defaultdict(list)
    for one, other in sorted(find_alike([text for _, text in chosen])):
        alike[one].append(chosen[other][0])
    return [{"id": name, "text": text, "alike": alike[number]} for number, (name, text) in enumerate(chosen)]


def find_alike(texts: Sequence[str]) -> Iterator[tuple[int, int]]:
    """All pairs of texts whose ratio is at least `LEAST_RATIO`, the earlier text first. Quadratic in unequal texts.

    >>> sorted(find_alike(["the same", "no more", "the same", "no more"]))
    [(0, 2), (1, 3)]
    """
    from rapidfuzz import fuzz, process

    rows_of: dict[str, list[int]] = defaultdict(list)
    for number, text in enumerate(texts):
        rows_of[text].append(number)
    equal = list(rows_of.values())
    for rows in equal:
        yield from combinations(rows, 2)
    ratios = process.cdist(list(rows_of), list(rows_of), scorer=fuzz.ratio, score_cutoff=LEAST_RATIO, dtype=np.uint8)
    for one, other in np.argwhere(np.triu(ratios, k=1)):
        yield from ((min(pair), max(pair)) for pair in product(equal[one], equal[other]))


def _find_files() -> list[Path]:
    return sorted(FOLDER.glob("*/copyright"))
