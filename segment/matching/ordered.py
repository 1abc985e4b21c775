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


def sort_once(values: NDArray[Item]) -> NDArray[Item]:
    """All values once, ascending. As `np.unique`, which loads `numpy.ma` on the way."""
    ordered = np.sort(values, axis=None)
    return ordered[is_first(ordered)]
