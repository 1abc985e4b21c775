"""Boosted trees by LightGBM (Ke et al. 2017), on grades, as forests that need no library to be asked."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from segment.errors import UsageError
from segment.fit.extra import need
from segment.forest import LEAF, SPAN, UNIT, Forest, pad

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from numpy.typing import NDArray

MOST_GRADES = 62
SAMPLE = 200_000
"""Blocks by which a column is graded."""
LARGEST = 32_767
SETTINGS = {
    "feature_fraction": 0.12,
    "bagging_fraction": 0.5,
    "bagging_freq": 1,
    "max_depth": 10,
    "max_bin": 255,
    "min_data_in_bin": 1,
    "deterministic": True,
    "force_col_wise": True,
    "verbose": -1,
}


def find_edges(values: NDArray[np.float32]) -> tuple[float, ...]:
    """The values that part a column into grades of about the same number of blocks.

    Between two values that were seen lies their middle, so that an edge is no value itself.
    """
    seen, counts = np.unique(values[:: max(1, len(values) // SAMPLE)], return_counts=True)
    if len(seen) <= MOST_GRADES:
        middles = (seen[1:].astype(np.float64) + seen[:-1]) / 2
    else:
        # A value that most blocks have takes many ranks; the others share the grades that are left.
        heavy = counts > counts.sum() / MOST_GRADES
        spread = np.where(heavy, 0.0, counts)
        ranks = np.cumsum(spread) / max(float(spread.sum()), 1.0)
        wanted = np.arange(1, MOST_GRADES - heavy.sum()) / max(1, MOST_GRADES - heavy.sum())
        places = np.unique(
            np.concatenate((np.searchsorted(ranks, wanted), np.flatnonzero(heavy), np.flatnonzero(heavy) - 1))
        )
        places = places[(places >= 0) & (places < len(seen) - 1)]
        middles = (seen[places].astype(np.float64) + seen[places + 1]) / 2
    return tuple(float(f"{middle:.6g}") for middle in middles)


def fit_forest(
    grades: Sequence[NDArray[np.uint8]],
    rows: Sequence[NDArray[np.int64]],
    right: Sequence[NDArray[np.int64]],
    weights: Sequence[NDArray[np.float32]],
    *,
    features: Sequence[int],
    settings: Mapping[str, Any],
    outputs: int,
    seed: int,
    threads: int,
) -> Forest:
    """Trees for the `rows` of each dump's grades (blocks, columns).

    `features` are columns times `SPAN` plus offset plus `REACH`. `right` and `weights` hold a number for each row.
    """
    lightgbm = need("lightgbm")
    size = sum(map(len, rows))
    table = np.empty((size, len(features)), np.uint8)
    columns, offsets = np.array(features) // SPAN, np.array(features) % SPAN
    at = 0
    for dump, chosen in zip(grades, rows, strict=True):
        table[at : at + len(chosen)] = pad(dump)[chosen[:, None] + offsets, columns]
        at += len(chosen)
    options = {**SETTINGS, **settings, "seed": seed, "num_threads": threads}
    rounds = options.pop("rounds")
    options |= {"objective": "binary"} if outputs == 1 else {"objective": "multiclass", "num_class": outputs}
    data = lightgbm.Dataset(table, np.concatenate(right), weight=np.concatenate(weights), params=options)
    booster = lightgbm.train(options, data, rounds)
    return convert(booster.dump_model(), features, outputs)


def convert(model: Mapping[str, Any], features: Sequence[int], outputs: int) -> Forest:
    """A forest from LightGBM's own description of its trees."""
    feature: list[int] = []
    threshold: list[int] = []
    right: list[int] = []
    value: list[int] = []
    roots: list[int] = []
    output: list[int] = []

    def add(node: Mapping[str, Any]) -> None:
        number = len(feature)
        is_leaf = "leaf_value" in node
        mean = node["leaf_value"] if is_leaf else node["internal_value"]
        feature.append(LEAF if is_leaf else features[node["split_feature"]])
        # Grades are whole numbers, thresholds lie between them.
        threshold.append(0 if is_leaf else int(node["threshold"]))
        if is_leaf and not number - roots[-1]:
            mean = max(mean, -LARGEST / UNIT)  # a label that no gold has: as improbable as can be
        if abs(mean) * UNIT > LARGEST:
            message = f"a leaf of {mean:.1f} log-odds: the gold is too uniform to learn from"
            raise UsageError(message)
        value.append(round(mean * UNIT))
        right.append(0)
        if not is_leaf:
            add(node["left_child"])
            right[number] = len(feature) - number
            add(node["right_child"])

    for number, tree in enumerate(model["tree_info"]):
        roots.append(len(feature))
        output.append(number % outputs)
        add(tree["tree_structure"])
    return Forest(
        np.array(feature, np.uint16),
        np.array(threshold, np.uint8),
        np.array(right, np.uint8),
        np.array(value, np.int16),
        np.array(roots, np.uint32),
        np.array(output, np.uint8),
        outputs,
    )
