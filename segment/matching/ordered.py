"""Arrays in order."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeVar

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

Item = TypeVar("Item", bound=np.generic)


def is_first(ordered: NDArray[Any]) -> NDArray[np.bool_]:
    """For each item whether it differs from the one before it."""
    return np.concatenate([[True], ordered[1:] != ordered[:-1]])[: len(ordered)]


def find_edges(ordered: NDArray[Any]) -> NDArray[np.int64]:
    """Where runs of equal items begin, and where the last one ends; one more than there are runs."""
    return np.append(np.flatnonzero(is_first(ordered)), len(ordered))


def find_places(*keys: NDArray[Any]) -> NDArray[np.int64]:
    """For each item its place among all, sorted by the last of the keys, then by the one before; equal ones stay."""
    places = np.empty(len(keys[0]), np.int64)
    places[np.lexsort(keys)] = np.arange(len(places))
    return places


def sort_once(values: NDArray[Item]) -> NDArray[Item]:
    """All values once, ascending. As `np.unique`, which loads `numpy.ma` on the way."""
    ordered = np.sort(values, axis=None)
    return ordered[is_first(ordered)]
