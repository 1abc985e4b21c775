"""What reading costs: every contestant reads, parses and looks at each character, and this one does nothing else."""

from __future__ import annotations

from hashlib import blake2b
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

SETTINGS = "the lower bound: only texts that are equal, by BLAKE2b"


def find_pairs(texts: Sequence[str]) -> Iterator[tuple[int, int]]:
    """Texts that are equal."""
    first: dict[bytes, int] = {}
    for number, text in enumerate(texts):
        digest = blake2b(text.encode("utf-8", "surrogatepass"), digest_size=16).digest()
        if (before := first.setdefault(digest, number)) != number:
            yield before, number
