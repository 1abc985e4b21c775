"""One file of weights from two fits: where articles start by the older one, what a block is by both.

    python benchmarks/join_fits.py OLDER.json NEWER.json -o segment/data/weights.json

Two fits err on different blocks, and each is better at something: on dev the older one at starts of bare articles and
at bylines, the newer one at titles of pages and at captions. The first look takes its starts from the older and its
labels from the newer fit; the second one takes its starts from the older, and for labels the mean of the log-odds of
both. Words are those of the newer fit, cuts inside of lines those of the older.

The older file may be of a version that knew fewer cues; that of the shipped weights is what version 9df1a23 shipped. Of
the edges of each cue those stay that a tree asks for.
"""

from __future__ import annotations

import argparse
from collections import defaultdict
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np
import orjson

from segment.forest import LEAF, SPAN, Forest, parse_forest
from segment.measures.lexicon import CUT
from segment.model import parse_weights

if TYPE_CHECKING:
    from numpy.typing import NDArray

Edges = dict[str, list[float]]
HIGHEST = 255
"""Grade that any other one is below, or this one."""
START_LOOKS, LABEL_LOOKS = ("first_start", "second_start"), ("first_label", "second_label")


class Fit(NamedTuple):
    """Some forests of a fit, and what their columns and thresholds mean."""

    forests: dict[str, Forest]
    edges: Edges
    """Those of each column, in the order of the columns."""


def join_fits(older: dict[str, Any], newer: dict[str, Any]) -> dict[str, Any]:
    """The joined file of weights, of two that were read."""
    old = _read(older, (*START_LOOKS, "second_label"))
    new = _read(newer, LABEL_LOOKS)
    edges = _find_asked(newer["edges"], [old, new])
    old_forests, new_forests = _translate(old, edges), _translate(new, edges)
    forests = {name: old_forests[name] for name in START_LOOKS}
    forests["first_label"] = new_forests["first_label"]
    forests["second_label"] = mean_of(old_forests["second_label"], new_forests["second_label"])
    older_cuts = {key: {**newer[key], CUT: older[key][CUT]} for key in ("models", "biases")}
    in_order = {name: forests[name].to_json() for name in newer["forests"]}
    return {
        **newer,
        **older_cuts,
        "edges": edges,
        "forests": in_order,
        "threshold": older["threshold"],
        "sharpness": older["sharpness"],
    }


def _read(raw: dict[str, Any], names: tuple[str, ...]) -> Fit:
    return Fit({name: parse_forest(raw["forests"][name]) for name in names}, raw["edges"])


def _find_asked(names: Edges, fits: list[Fit]) -> Edges:
    """The edges that trees ask for, of each column."""
    asked: defaultdict[str, set[float]] = defaultdict(set)
    for fit in fits:
        columns = list(fit.edges)
        for forest in fit.forests.values():
            inner = (forest.feature != LEAF) & (forest.threshold > 0)
            pairs = {*zip(forest.feature[inner].tolist(), forest.threshold[inner].tolist(), strict=True)}
            for feature, threshold in pairs:
                name = columns[feature // SPAN]
                asked[name].update(fit.edges[name][threshold - 1 : threshold])
    return {name: sorted(asked[name]) for name in names}


def _translate(fit: Fit, edges: Edges) -> dict[str, Forest]:
    """The same forests for other columns and edges."""
    columns = {name: number for number, name in enumerate(edges)}
    places = np.array([columns[name] for name in fit.edges])
    # Grade 0 says that there is no block, and stays; above the last edge no grade is.
    grades = np.full((len(fit.edges), HIGHEST + 1), HIGHEST)
    grades[:, 0] = 0
    for row, (name, values) in zip(grades, fit.edges.items(), strict=True):
        row[1 : len(values) + 1] = np.searchsorted(edges[name], values) + 1
    return {name: _renumber(forest, places, grades) for name, forest in fit.forests.items()}


def _renumber(forest: Forest, places: NDArray[np.int64], grades: NDArray[np.int64]) -> Forest:
    inner = forest.feature != LEAF
    feature, threshold = forest.feature.copy(), forest.threshold.copy()
    column, offset = np.divmod(forest.feature[inner].astype(np.int64), SPAN)
    feature[inner] = places[column] * SPAN + offset
    threshold[inner] = grades[column, forest.threshold[inner]]
    return replace(forest, feature=feature, threshold=threshold)


def mean_of(one: Forest, other: Forest) -> Forest:
    """The trees of two forests for the same outputs, each worth half."""
    joined = {
        name: np.concatenate((getattr(one, name), getattr(other, name)))
        for name in ("feature", "threshold", "right", "output")
    }
    value = np.concatenate((one.value, other.value)) / 2
    root = np.concatenate((one.root, other.root + len(one.feature)))
    return Forest(**joined, value=np.rint(value).astype(np.int16), root=root.astype(np.uint32), outputs=one.outputs)


def main() -> None:
    """Read two files, write one."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("older", type=Path)
    parser.add_argument("newer", type=Path)
    parser.add_argument("-o", "--output", type=Path, required=True)
    options = parser.parse_args()
    older, newer = (orjson.loads(path.read_bytes()) for path in (options.older, options.newer))
    origin = f"benchmarks/join_fits.py OLDER NEWER. OLDER: {older['origin']}; NEWER: {newer['origin']}"
    joined = parse_weights(orjson.dumps({**join_fits(older, newer), "origin": origin}))
    options.output.write_bytes(joined.to_json())


if __name__ == "__main__":
    main()
