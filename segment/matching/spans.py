"""From word numbers back to places in a text; as `segment.tokens.find_words` counts them, but many words at a time."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np

from segment.tokens import CLASSES

if TYPE_CHECKING:
    from numpy.typing import NDArray

_ASCII_CLASSES: Final = "".join(CLASSES[code] for code in range(128)).encode() + bytes(128)
_VANISHES, _SPACE, _ALONE = (np.uint8(ord(kind)) for kind in "- s")


def find_span(text: str, first: int = 0, last: int | None = None) -> tuple[int, int]:
    """Where words number `first` to `last` (not included; all by default) stand, in code points.

    >>> find_span("One ferry, two ferries.", 1, 3)
    (4, 14)
    """
    starts, ends = _find_bounds(text)
    return int(starts[first]), int(ends[-1 if last is None else last - 1])


def _find_bounds(text: str) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """The places where the words of a text start and end."""
    raw = text.encode().translate(_ASCII_CLASSES) if text.isascii() else text.translate(CLASSES).encode()
    kinds = np.frombuffer(raw, np.uint8)
    if raw.find(b"-") < 0:
        starts, ends = _find_edges(kinds)
        return starts, ends + 1
    places = np.flatnonzero(kinds != _VANISHES)
    starts, ends = _find_edges(kinds[places])
    return places[starts], places[ends] + 1


def _find_edges(kinds: NDArray[np.uint8]) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """The indices of the first and of the last character of each word."""
    is_space, is_alone = kinds == _SPACE, kinds == _ALONE
    parts = np.ones(len(kinds) + 1, np.bool_)  # whether a word may end before, or start at, each character
    parts[1:-1] = is_space[1:] | is_space[:-1] | is_alone[1:] | is_alone[:-1]
    return np.flatnonzero(parts[:-1] & ~is_space), np.flatnonzero(parts[1:] & ~is_space)
