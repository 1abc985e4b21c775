"""Boosted trees over the cues of a block and its neighbours: what they score, and what each cue adds to a score.

A tree asks cues one after the other, so that a cue may mean one thing beside a title and another inside a paragraph.
Its nodes carry the mean of the leaves below them: on the way down, each step from a node to its child is what the
cue that was asked adds to the score (Saabas 2014, "Interpreting random forests"). These contributions and the base
sum to the score exactly, since all values are whole numbers.

Scores come from `segment._kernel` where it was compiled, else from NumPy, which takes about fifteen times as long and
gives the same integers. The environment variable `SEGMENT_PURE=1` asks for NumPy in any case.
"""

from __future__ import annotations

import base64
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any

import numpy as np

from segment import kernel

if TYPE_CHECKING:
    from collections.abc import Callable

    from numpy.typing import NDArray

    Grades = NDArray[np.uint8]

UNIT = 2048
"""Values are whole numbers of this part of a log-odd."""
REACH = 3
"""Blocks above and below that a tree may ask."""
SPAN = 2 * REACH + 1
LEAF = 0xFFFF
MOST_OUTPUTS = 256
CHUNK = 1 << 17
"""Blocks times trees that NumPy works out at once; bounds the memory, and four times as many are slower."""
_DTYPES = {"feature": "<u2", "threshold": "u1", "right": "u1", "value": "<i2", "root": "<u4", "output": "u1"}


KERNEL: Callable[..., None] | None = None if kernel.KERNEL is None else kernel.KERNEL.score
"""The compiled twin of `Forest._descend` and `Forest._add`, or None."""


@dataclass(frozen=True, eq=False)
class Forest:
    """Trees with their nodes in preorder: the left child of a node stands right behind it."""

    feature: NDArray[np.uint16]
    """Column times `SPAN` plus offset plus `REACH`; `LEAF` for leaves. Shape (nodes,)."""
    threshold: NDArray[np.uint8]
    """A grade up to this one goes left."""
    right: NDArray[np.uint8]
    """The right child, counted from the node."""
    value: NDArray[np.int16]
    """The leaf's value, or the mean of those below, in `UNIT`s."""
    root: NDArray[np.uint32]
    """The first node of each tree; shape (trees,)."""
    output: NDArray[np.uint8]
    """The output that each tree adds to."""
    outputs: int

    def __post_init__(self) -> None:
        """Raises ValueError if the nodes are no trees in preorder, so that whoever walks them arrives at a leaf."""
        nodes, trees = len(self.feature), len(self.root)
        if {nodes} != {len(self.threshold), len(self.right), len(self.value)} or trees != len(self.output):
            message = "the parts of a forest differ in length"
            raise ValueError(message)
        if not 0 <= self.outputs <= MOST_OUTPUTS or (self.output >= self.outputs).any():
            message = f"a forest cannot have {self.outputs} outputs, or has a tree for another one"
            raise ValueError(message)
        inner = np.flatnonzero(self.feature != LEAF)
        right = inner + self.right[inner]
        # How many nodes are still to come, less the trees before. Each node but a root has one parent, and where a
        # right child begins as many are to come as before its parent: only trees in preorder have both.
        waiting = np.cumsum(np.where(self.feature != LEAF, 1, -1))
        begun = np.bincount(np.concatenate((self.root, inner + 1, right)), minlength=nodes)
        whole = np.array_equal(begun, np.ones(nodes)) and bool((self.root[1:] > self.root[:-1]).all())
        if not whole or not np.array_equal(waiting[right - 1], waiting[inner] - 1):
            message = "the nodes of a forest are no trees in preorder"
            raise ValueError(message)

    @cached_property
    def base(self) -> NDArray[np.int64]:
        """What each output has before any cue is asked; shape (outputs,)."""
        base: NDArray[np.int64] = self._add(self.value[self.root][self._order[0], None])[0]
        return base

    def score(self, grades: Grades) -> NDArray[np.int64]:
        """Log-odds of each block and output in `UNIT`s; grades of shape (blocks, columns), result (blocks, outputs).

        Raises ValueError if there are fewer columns than the trees ask.
        """
        if grades.shape[1] < self._columns:
            message = f"the trees ask {self._columns} columns, and there are {grades.shape[1]}"
            raise ValueError(message)
        padded = pad(grades)
        scores = np.empty((len(grades), self.outputs), np.int64)
        if KERNEL:
            KERNEL(padded, *grades.shape, *self._arrays, self.outputs, scores)
            return scores
        step = max(1, CHUNK // max(1, len(self.root)))
        for start in range(0, len(grades), step):
            part = scores[start : start + step]
            part[:] = self._add(self.value[self._descend(padded, start, len(part))])
        return scores

    @cached_property
    def _columns(self) -> int:
        """How many columns there must be."""
        asked = self.feature[self.feature != LEAF]
        return int(asked.max()) // SPAN + 1 if len(asked) else 0

    @cached_property
    def _arrays(self) -> tuple[NDArray[Any], ...]:
        """What the kernel asks for, as it asks for it."""
        parts = (self.feature, self.threshold, self.value, self.root, self.output)
        dtypes = (np.uint16, np.uint8, np.int16, np.uint32, np.uint8)
        return tuple(np.ascontiguousarray(part, dtype) for part, dtype in zip(parts, dtypes, strict=True))

    @cached_property
    def _order(self) -> tuple[NDArray[np.int64], list[int]]:
        """The trees by their output, and where those of each output begin and the last ones end."""
        order = np.argsort(self.output, kind="stable")
        return order, np.searchsorted(self.output[order], np.arange(self.outputs + 1)).tolist()

    def _add(self, values: NDArray[np.int16]) -> NDArray[np.int64]:
        """Values of shape (trees, blocks), trees in the order of `_order`, as sums of shape (blocks, outputs)."""
        edges = self._order[1]
        sums = np.empty((values.shape[1], self.outputs), np.int64)
        for output in range(self.outputs):
            values[edges[output] : edges[output + 1]].sum(axis=0, dtype=np.int64, out=sums[:, output])
        return sums

    @cached_property
    def _steps(self) -> tuple[NDArray[np.int64], NDArray[np.int64], NDArray[np.int64], int]:
        """Column and offset of each node; behind each other the children of each node, a leaf its own; the depth."""
        nodes = np.arange(len(self.feature))
        leaf = self.feature == LEAF
        feature = np.where(leaf, 0, self.feature).astype(np.int64)
        children = np.stack((np.where(leaf, nodes, nodes + 1), np.where(leaf, nodes, nodes + self.right)), axis=1)
        depth, level = 0, self.root.astype(np.int64)
        while True:
            level = children[level[~leaf[level]]].reshape(-1)
            if not len(level):
                return feature // SPAN, feature % SPAN, children.reshape(-1), depth
            depth += 1

    def _descend(self, padded: Grades, start: int, blocks: int) -> NDArray[np.int64]:
        """The leaf of each tree, in the order of `_order`, in each block; shape (trees, blocks)."""
        column, offset, children, depth = self._steps
        width = padded.shape[1]
        place = offset * width + column
        rows = np.arange(start, start + blocks) * width
        node = np.repeat(self.root[self._order[0], None].astype(np.int64), blocks, axis=1)
        for _ in range(depth):
            goes_right = padded.take(place.take(node) + rows) > self.threshold.take(node)
            node = children.take(2 * node + goes_right)
        return node

    def explain(self, grades: Grades, block: int, output: int) -> dict[tuple[int, int], int]:
        """What each (column, offset) adds to the score of one block; with `base` they sum to it."""
        features, thresholds, rights, values, roots = self._lists
        near = {
            offset: grades[block + offset].tolist()
            for offset in range(-REACH, REACH + 1)
            if 0 <= block + offset < len(grades)
        }
        found: dict[int, int] = {}
        for root in roots[output]:
            node = root
            while (feature := features[node]) != LEAF:
                row = near.get(feature % SPAN - REACH)
                grade = row[feature // SPAN] if row else 0  # there is no such block
                child = node + (1 if grade <= thresholds[node] else rights[node])
                found[feature] = found.get(feature, 0) + values[child] - values[node]
                node = child
        return {(feature // SPAN, feature % SPAN - REACH): value for feature, value in found.items()}

    @cached_property
    def _lists(self) -> tuple[list[int], list[int], list[int], list[int], list[list[int]]]:
        """The nodes as Python's own numbers, which are faster one by one, and the roots by output."""
        roots = [self.root[self.output == output].tolist() for output in range(self.outputs)]
        return (
            self.feature.tolist(),
            self.threshold.tolist(),
            self.right.tolist(),
            self.value.tolist(),
            roots,
        )

    def to_json(self) -> dict[str, Any]:
        """As a JSON object; arrays in base64."""
        arrays = {
            name: base64.b64encode(getattr(self, name).astype(dtype).tobytes()).decode()
            for name, dtype in _DTYPES.items()
        }
        return {"outputs": self.outputs, **arrays}


NO_FOREST = Forest(
    np.zeros(0, np.uint16), np.zeros(0, np.uint8), np.zeros(0, np.uint8), np.zeros(0, np.int16), np.zeros(0, np.uint32),
    np.zeros(0, np.uint8), 0,
)  # fmt: skip
"""Before anything is learnt."""


def parse_forest(raw: dict[str, Any]) -> Forest:
    """The reverse of `to_json`. Raises KeyError or ValueError if it is none."""
    arrays = {name: np.frombuffer(base64.b64decode(raw[name], validate=True), dtype) for name, dtype in _DTYPES.items()}
    return Forest(**arrays, outputs=int(raw["outputs"]))


def pad(grades: Grades) -> Grades:
    """With blocks of grade 0, which says that there is none, on both sides."""
    padded = np.zeros((len(grades) + 2 * REACH, grades.shape[1]), np.uint8)
    padded[REACH : REACH + len(grades)] = grades
    return padded
