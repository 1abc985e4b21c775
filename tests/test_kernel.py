"""The compiled kernel and NumPy give the same integers, and no input makes the kernel leave its buffers."""

from __future__ import annotations

import os
import subprocess
import sysconfig
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest

from segment import forest
from segment.blocks import find_blocks
from segment.evidence import collect, judge
from segment.forest import LEAF, REACH, SPAN, Forest
from segment.model import load_weights
from tests.dumps import DUMPS, FOLDER, read_dump
from tests.fit import plant, random_forest

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.fit import Tree

kernel = pytest.importorskip("segment._kernel")

COLUMNS = 5
GUARD = b"\xa5" * 64
SOME = ["harbour.txt", "japanese.txt", "newsletter.md", "almost-empty.txt"]


def random_grades(seed: int, blocks: int, columns: int = COLUMNS) -> np.ndarray:
    return np.random.default_rng(seed).integers(0, 256, (blocks, columns)).astype(np.uint8)


def score_twice(trees: Forest, grades: np.ndarray, monkeypatch: pytest.MonkeyPatch) -> tuple[np.ndarray, np.ndarray]:
    """By the kernel and by NumPy."""
    monkeypatch.setattr(forest, "KERNEL", kernel.score)
    compiled = trees.score(grades)
    monkeypatch.setattr(forest, "KERNEL", None)
    return compiled, trees.score(grades)


# A tile of the kernel holds 64 blocks.
@pytest.mark.parametrize("blocks", [0, 1, 2, 63, 64, 65, 200])
@pytest.mark.parametrize("outputs", [1, 2, 12])
@pytest.mark.parametrize("seed", range(4))
def test_kernel_and_numpy_agree(seed: int, outputs: int, blocks: int, monkeypatch: pytest.MonkeyPatch) -> None:
    trees = random_forest(seed, COLUMNS, outputs, trees=30)
    trees = replace(trees, threshold=(trees.threshold * 40).astype(np.uint8))
    compiled, pure = score_twice(trees, random_grades(seed, blocks), monkeypatch)
    np.testing.assert_array_equal(compiled, pure)
    assert compiled.dtype == pure.dtype == np.int64
    assert compiled.shape == (blocks, outputs)


def chain(length: int, *, to_the_left: bool) -> Tree:
    """A tree as deep as its nodes are many."""
    tree: Tree = -1
    for number in range(length):
        sides = (tree, number) if to_the_left else (number, tree)
        tree = (number % (COLUMNS * SPAN), 200 if to_the_left else 50, 0, *sides)
    return tree


@pytest.mark.parametrize(
    ("trees", "outputs"),
    [
        ([], 0),
        ([], 3),
        ([(7, 1)], 3),
        ([(7, 1), (-2, 1), (5, 0)], 3),
        ([(32767, 0)] * 300 + [(-32768, 1)] * 300, 2),
        ([(chain(127, to_the_left=True), 0)], 1),
        ([(chain(400, to_the_left=False), 0)], 1),
        ([((0, 0, 0, 1, 2), 255), ((0, 255, 0, 3, 4), 254)], 256),
    ],
    ids=["no outputs", "no trees", "a leaf", "leaves", "largest sums", "deep left", "deep right", "most outputs"],
)
def test_kernel_and_numpy_agree_on_odd_forests(
    trees: list[tuple[Tree, int]], outputs: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    compiled, pure = score_twice(plant(trees, outputs), random_grades(1, 70), monkeypatch)
    np.testing.assert_array_equal(compiled, pure)


@pytest.mark.parametrize("lay_out", [np.asfortranarray, lambda grades: grades[::2], lambda grades: grades[:, ::-1]])
def test_how_grades_lie_in_memory_changes_nothing(
    lay_out: Callable[[np.ndarray], np.ndarray], monkeypatch: pytest.MonkeyPatch
) -> None:
    trees, grades = random_forest(2, COLUMNS, 3), lay_out(random_grades(2, 40))
    for scores in score_twice(trees, grades, monkeypatch):
        np.testing.assert_array_equal(scores, trees.score(grades.copy()))


@pytest.mark.parametrize("name", DUMPS)
def test_both_believe_the_same_of_each_dump(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    weights, dump = load_weights(), read_dump(name)
    blocks = find_blocks(dump, weights.lexicon)
    beliefs = []
    for score in (kernel.score, None):
        monkeypatch.setattr(forest, "KERNEL", score)
        values = collect(dump.text, blocks, weights, single=False).values
        beliefs.append((values, judge(values, weights, weights.second, single=False)))
    (compiled, believed), (pure, believed_again) = beliefs
    np.testing.assert_array_equal(compiled, pure)
    np.testing.assert_array_equal(believed.start, believed_again.start)
    np.testing.assert_array_equal(believed.label, believed_again.label)


def test_the_command_gives_the_same_bytes_without_the_kernel() -> None:
    command = [Path(sysconfig.get_path("scripts")) / "segment", "split", "-q", *(FOLDER / name for name in SOME)]
    outputs = [
        subprocess.run(command, env={**os.environ, "SEGMENT_PURE": pure}, capture_output=True, check=True).stdout
        for pure in ("", "1")
    ]
    assert outputs[0] == outputs[1] != b""


@pytest.mark.parametrize("score", [kernel.score, None], ids=["kernel", "numpy"])
def test_grades_of_too_few_columns_are_refused(
    score: Callable[..., None] | None, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(forest, "KERNEL", score)
    trees = plant([((COLUMNS * SPAN - 1, 3, 0, 1, 2), 0)], 1)
    assert trees.score(random_grades(0, 9)).shape == (9, 1)
    with pytest.raises(ValueError, match="ask 5 columns, and there are 4"):
        trees.score(random_grades(0, 9, COLUMNS - 1))


SMALL: dict[str, Any] = {
    "padded": bytes(range(2 * (4 + 2 * REACH))),
    "blocks": 4,
    "width": 2,
    "feature": np.array([REACH, LEAF, LEAF, LEAF], np.uint16).tobytes(),
    "threshold": bytes([9, 0, 0, 0]),
    "value": np.array([0, 1, 2, 30], np.int16).tobytes(),
    "root": np.array([0, 3], np.uint32).tobytes(),
    "output": bytes([0, 1]),
    "outputs": 2,
    "out": 4 * 2 * 8,
}
"""What the kernel is asked with: two trees for four blocks. Of `out` the size."""


def ask(**changed: Any) -> bytes:
    """Ask the kernel, and see that it wrote nothing around `out`."""
    arguments = {**SMALL, **changed}
    size = arguments["out"]
    whole = bytearray(GUARD + bytes(size) + GUARD)
    arguments["out"] = memoryview(whole)[len(GUARD) : len(GUARD) + size]
    try:
        assert kernel.score(*arguments.values()) is None
    finally:
        assert whole[: len(GUARD)] == whole[len(GUARD) + size :] == GUARD
    return bytes(whole[len(GUARD) : len(GUARD) + size])


def ask_with_nodes(feature: list[int], root: list[int]) -> bytes:
    nodes = len(feature)
    return ask(
        feature=np.array(feature, np.uint16).tobytes(),
        threshold=bytes(nodes),
        value=bytes(2 * nodes),
        root=np.array(root, np.uint32).tobytes(),
        output=bytes(len(root)),
    )


def test_the_kernel_scores_a_small_forest() -> None:
    assert np.frombuffer(ask(), np.int64).reshape(4, 2).tolist() == [[1, 30], [1, 30], [2, 30], [2, 30]]


HUGE = 2**62 + 1


@pytest.mark.parametrize(
    "changed",
    [
        *({name: SMALL[name][:-1]} for name in ("padded", "feature", "threshold", "value", "root", "output")),
        *({name: SMALL[name] + b"\0"} for name in ("padded", "feature", "threshold", "value", "root", "output")),
        *({name: b""} for name in ("padded", "feature", "threshold", "value", "root", "output")),
        *({"blocks": blocks} for blocks in (-1, 0, 3, 5, -6, 2**31, HUGE, -HUGE)),
        *({"width": width} for width in (-1, 0, 1, 3, -2, 2**31, HUGE, -HUGE)),
        *({"outputs": outputs} for outputs in (-1, 0, 1, 3, 8, 257, 2**31, HUGE, -HUGE)),
        *({"out": out} for out in (0, 1, 8, 56, 63, 65, 72, 128)),
        {"width": 0, "padded": b""},
        {"blocks": 4, "width": HUGE, "padded": b""},
        {"output": bytes([0, 2])},
        {"output": bytes([255, 0])},
    ],
    ids=str,
)
def test_sizes_that_do_not_fit_are_refused(changed: dict[str, Any]) -> None:
    with pytest.raises(ValueError):  # noqa: PT011  (each size has words of its own)
        ask(**changed)


INNER = REACH


@pytest.mark.parametrize(
    ("feature", "root"),
    [
        ([INNER], [0]),
        ([INNER, LEAF], [0]),
        ([LEAF, LEAF], [0]),
        ([LEAF, INNER, LEAF], [0]),
        ([INNER] * 500, [0]),
        ([LEAF] * 500, [0]),
        ([INNER] * 128 + [LEAF] * 129, [0]),
        ([2 * SPAN, LEAF, LEAF], [0]),
        ([LEAF - 1, LEAF, LEAF], [0]),
        ([LEAF, LEAF], [0, 2]),
        ([LEAF, LEAF], [1, 0]),
        ([LEAF, LEAF], [0, 0]),
        ([LEAF, LEAF], [0, 3]),
        ([LEAF, LEAF], [0, 2**32 - 1]),
        ([LEAF, LEAF], [2**31, 1]),
        ([], [0]),
    ],
)
def test_nodes_that_are_no_trees_are_refused(feature: list[int], root: list[int]) -> None:
    with pytest.raises(ValueError, match="no trees"):
        ask_with_nodes(feature, root)


def test_scores_go_into_a_buffer_that_can_be_written() -> None:
    arguments = {**SMALL, "out": bytes(SMALL["out"])}
    with pytest.raises((TypeError, BufferError)):
        kernel.score(*arguments.values())


@pytest.mark.parametrize("name", ["padded", "feature", "threshold", "value", "root", "output"])
def test_an_array_with_gaps_is_refused(name: str) -> None:
    with pytest.raises((ValueError, BufferError)):
        ask(**{name: np.frombuffer(SMALL[name] * 2, np.uint8)[::2]})


@pytest.mark.parametrize("seed", range(20))
def test_no_bytes_make_the_kernel_leave_its_buffers(seed: int) -> None:
    chance = np.random.default_rng(seed)
    for _ in range(200):
        changed = {}
        for name in ("padded", "feature", "threshold", "value", "root", "output"):
            data = bytearray(SMALL[name])
            for _ in range(chance.integers(3)):
                data[chance.integers(len(data))] = chance.choice([0, 1, 2, 3, 6, 7, 13, 14, 127, 254, 255])
            changed[name] = bytes(data)
        with suppress(ValueError):
            ask(**changed)


def read_in_preorder(leaf: list[bool]) -> tuple[list[int], list[int]] | None:
    """The roots, and what `right` must be of inner nodes."""
    right = [0] * len(leaf)

    def end_of(node: int) -> int:
        if leaf[node]:
            return node + 1
        middle = end_of(node + 1)
        right[node] = middle - node
        return end_of(middle)

    roots, at = [], 0
    try:
        while at < len(leaf):
            roots.append(at)
            at = end_of(at)
    except IndexError:
        return None
    return roots, right


@pytest.mark.parametrize("seed", range(20))
def test_a_forest_is_one_only_if_its_nodes_are_trees_in_preorder(seed: int) -> None:
    chance = np.random.default_rng(seed)
    for _ in range(100):
        trees = random_forest(int(chance.integers(1000)), 2, 1, trees=2)
        parts = {"feature": trees.feature.copy(), "right": trees.right.copy(), "root": trees.root.copy()}
        for name, choices in (("feature", [0, LEAF]), ("right", range(8)), ("root", range(8))):
            for _ in range(chance.integers(2)):
                parts[name][chance.integers(len(parts[name]))] = chance.choice(choices)
        leaf = parts["feature"] == LEAF
        if read_in_preorder(leaf.tolist()) == (parts["root"].tolist(), np.where(leaf, 0, parts["right"]).tolist()):
            replace(trees, **parts)
        else:
            with pytest.raises(ValueError, match="no trees in preorder"):
                replace(trees, **parts)


@pytest.mark.parametrize(
    ("changed", "message"),
    [
        ({"threshold": np.zeros(1, np.uint8)}, "differ in length"),
        ({"output": np.zeros(1, np.uint8)}, "differ in length"),
        ({"outputs": 0}, "tree for another one"),
        ({"outputs": 257}, "tree for another one"),
        ({"outputs": -1}, "tree for another one"),
    ],
)
def test_a_forest_whose_parts_do_not_fit_is_none(changed: dict[str, Any], message: str) -> None:
    with pytest.raises(ValueError, match=message):
        replace(random_forest(0, 2, 1), **changed)
