"""Means over the blocks around a block."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

import numpy as np

from segment.scan import sum_before

if TYPE_CHECKING:
    from collections.abc import Mapping

    from numpy.typing import NDArray

    from segment.measures.shape import Measured

WINDOWS = ((-3, -1), (1, 3), (-10, -1), (1, 10), (-30, -1), (1, 30))
"""First and last block, counted from the block itself."""


def average(values: Mapping[str, NDArray[np.generic]], windows: tuple[tuple[int, int], ...] = WINDOWS) -> Measured:
    """Of each value its mean over each window, as `name_below_10`; windows end where the dump does."""
    means = find_means(np.array(list(values.values()), np.float64), windows)
    return dict(zip(_names(tuple(values), windows), means, strict=True))


def find_means(table: NDArray[np.float64], windows: tuple[tuple[int, int], ...] = WINDOWS) -> NDArray[np.float64]:
    """Of each row its means over all windows, one behind the other."""
    size = table.shape[1]
    numbers = np.arange(size)
    low, high = np.array(windows).T[:, :, None]
    begin = np.minimum(np.maximum(numbers + low, 0), size)
    end = np.minimum(np.maximum(numbers + (high + 1), 0), size)
    sums = sum_before(table, np.float64)
    means: NDArray[np.float64] = (sums.take(end, axis=1) - sums.take(begin, axis=1)) / np.maximum(end - begin, 1)
    return means.reshape(-1, size)


@cache
def _names(values: tuple[str, ...], windows: tuple[tuple[int, int], ...]) -> tuple[str, ...]:
    return tuple(f"{name}_{_side(low, high)}" for name in values for low, high in windows)


def _side(low: int, high: int) -> str:
    return f"below_{high}" if low > 0 else f"above_{-low}"


def describe(meanings: Mapping[str, str], windows: tuple[tuple[int, int], ...] = WINDOWS) -> dict[str, str]:
    """What the names of `average` say."""
    return {
        f"{name}_{_side(low, high)}": f"{meaning}, mean of {max(high, -low)} blocks {'below' if low > 0 else 'above'}"
        for name, meaning in meanings.items()
        for low, high in windows
    }
