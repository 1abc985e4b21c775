"""Means over the blocks around a block."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Mapping

    from numpy.typing import NDArray

    from segment.measures.shape import Measured

WINDOWS = ((-3, -1), (1, 3), (-10, -1), (1, 10), (-30, -1), (1, 30))
"""First and last block, counted from the block itself."""


def average(values: Mapping[str, NDArray[np.generic]], windows: tuple[tuple[int, int], ...] = WINDOWS) -> Measured:
    """Of each value its mean over each window, as `name_below_10`; windows end where the dump does."""
    table = np.stack([np.asarray(value, np.float64) for value in values.values()], axis=1)
    size = len(table)
    sums = np.concatenate((np.zeros((1, len(values))), np.cumsum(table, axis=0)))
    numbers = np.arange(size)
    means = []
    for low, high in windows:
        begin = np.minimum(np.maximum(numbers + low, 0), size)
        end = np.minimum(np.maximum(numbers + high + 1, 0), size)
        means.append((sums[end] - sums[begin]) / np.maximum(end - begin, 1)[:, None])
    return {
        f"{name}_{_side(low, high)}": mean[:, column]
        for column, name in enumerate(values)
        for (low, high), mean in zip(windows, means, strict=True)
    }


def _side(low: int, high: int) -> str:
    return f"below_{high}" if low > 0 else f"above_{-low}"


def describe(meanings: Mapping[str, str], windows: tuple[tuple[int, int], ...] = WINDOWS) -> dict[str, str]:
    """What the names of `average` say."""
    return {
        f"{name}_{_side(low, high)}": f"{meaning}, mean of {max(high, -low)} blocks {'below' if low > 0 else 'above'}"
        for name, meaning in meanings.items()
        for low, high in windows
    }
