"""What fitting needs and what it gives, invented: gold dumps, forests, weights."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from segment.decode import LABELS
from segment.evaluate.records import RESIDUE, GoldDump, RoleSpan, Segmentation, Span
from segment.forest import LEAF, SPAN, UNIT, Forest
from segment.measures.lexicon import CUT
from segment.model import FIRST_NAMES, SECOND_NAMES, Look, Weights
from segment.types import Kind
from tests.measures import invented_lexicon

Tree = int | tuple[int, int, int, "Tree", "Tree"]
"""The value of a leaf; or a feature, a threshold, the value there, and what is to the left and to the right."""


def random_tree(chance: np.random.Generator, features: int, grades: int, depth: int) -> Tree:
    value = int(chance.integers(-2 * UNIT, 2 * UNIT))
    if not depth or chance.random() < 0.2:
        return value
    left, right = (random_tree(chance, features, grades, depth - 1) for _ in range(2))
    return int(chance.integers(features)), int(chance.integers(grades)), value, left, right


def plant(trees: list[tuple[Tree, int]], outputs: int) -> Forest:
    """Trees, each with the output that it adds to, as a forest: nodes in preorder."""
    nodes: list[list[int]] = []

    def add(tree: Tree) -> None:
        if isinstance(tree, int):
            nodes.append([LEAF, 0, 0, tree])
            return
        feature, threshold, value, left, right = tree
        node = [feature, threshold, 0, value]
        number = len(nodes)
        nodes.append(node)
        add(left)
        node[2] = len(nodes) - number
        add(right)

    roots = []
    for tree, _ in trees:
        roots.append(len(nodes))
        add(tree)
    feature, threshold, right, value = np.array(nodes, np.int64).reshape(-1, 4).T
    return Forest(
        feature.astype(np.uint16),
        threshold.astype(np.uint8),
        right.astype(np.uint8),
        value.astype(np.int16),
        np.array(roots, np.uint32),
        np.array([output for _, output in trees], np.uint8),
        outputs,
    )


def random_trees(
    seed: int, columns: int, outputs: int, *, trees: int = 12, grades: int = 6, depth: int = 5
) -> list[tuple[Tree, int]]:
    chance = np.random.default_rng(seed)
    return [(random_tree(chance, columns * SPAN, grades, depth), int(chance.integers(outputs))) for _ in range(trees)]


def random_forest(seed: int, columns: int, outputs: int, *, trees: int = 12) -> Forest:
    return plant(random_trees(seed, columns, outputs, trees=trees), outputs)


def invented_weights(seed: int = 0) -> Weights:
    """Weights that mean nothing, so that no test can lean on what they say."""
    chance = np.random.default_rng(seed)
    rarity = {"ferry": 60, "harbour": 52, "bakery": 60, "the": 1, "and": 1}
    lexicon = invented_lexicon(rarity, plain=["by", "don't", "the", "ferry", "café"], seed=seed)
    # Blocks end where lines do.
    lexicon = replace(lexicon, biases={**lexicon.biases, CUT: -(1 << 20)})
    # Of some columns none, and of patterns one.
    edges = {
        name: tuple(np.unique(np.round(np.abs(chance.normal(0, 8, number % 6)), 3)).tolist())
        for number, name in enumerate(SECOND_NAMES)
    }

    def look(columns: int, shift: int) -> Look:
        return Look(
            random_forest(seed + shift, columns, 1, trees=30),
            random_forest(seed + shift + 1, columns, len(LABELS), trees=60),
        )

    return Weights(
        "invented",
        lexicon,
        edges,
        look(len(FIRST_NAMES), 2),
        look(len(SECOND_NAMES), 4),
        threshold=0.45,
        sharpness=1.25,
    )


Line = tuple[str, str, int | None]
"""A line of a dump, its role, and its article."""


def gold_of(name: str, lines: list[Line], kinds: tuple[Kind, ...], *, group: str | None = None) -> GoldDump:
    """A dump of lines with blank lines between, and the right answer."""
    blocks, starts = [], []
    at, before = 0, None
    for number, (text, role, article) in enumerate(lines):
        blocks.append(RoleSpan(at, at + len(text), RESIDUE if article is None else role, article))
        if article is not None and article != before and number:
            starts.append(at)
        before = before if article is None else article
        at += len(text) + 2
    gold = Segmentation(tuple(starts), tuple(blocks), kinds)
    units = tuple(Span(block.start, block.end) for block in blocks)
    return GoldDump(name, "gold.jsonl", 0, 1, "\n\n".join(text for text, _, _ in lines), gold, units, group)


SUBJECTS = ("ferry", "bakery", "orchard", "library", "tramway", "lighthouse", "brewery", "school")
WRITERS = ("Mara Lindqvist", "Jon Aho", "Tilda Brask", "Ines Corvo", "Per Halden")
PLACES = ("Harsund", "Velm", "Sandholm", "Kerrow", "Ostby")
DEEDS = (
    "closed for repairs",
    "welcomed its first visitors",
    "lost a quarter of its money",
    "changed its opening hours",
)
MENU = ("Home | News | Sport", "Subscribe to our newsletter", "Share this page", "Most read", "Accept cookies")


def invented_articles(seed: int, *, single: bool = False, group: str | None = None) -> GoldDump:
    """A page of one article, or a dump of two to four, one of them a teaser."""
    chance = np.random.default_rng(seed)

    def choose(of: tuple[str, ...]) -> str:
        return of[int(chance.integers(len(of)))]

    lines: list[Line] = [(choose(MENU), RESIDUE, None)]
    kinds = []
    for article in range(1 if single else int(chance.integers(2, 5))):
        subject, place = choose(SUBJECTS), choose(PLACES)
        kinds.append(Kind.TEASER if article == 1 else Kind.FULL)
        lines.append((f"The {subject} of {place} {choose(DEEDS)}", "title", article))
        if article == 1:
            lines.append(
                (f"Neighbours of the {subject} in {place} wonder what the council will do with the", "body", 1)
            )
        else:
            lines.append((f"By {choose(WRITERS)}", "byline", article))
            lines.append((f"{int(chance.integers(1, 29))} March 2031", "date", article))
            lines.extend(
                (f"The {subject} {choose(DEEDS)} on Monday, and {choose(WRITERS)} of {place} said that the "
                 f"{subject} had {choose(DEEDS)} {int(chance.integers(2, 90))} years ago.", "body", article)
                for _ in range(int(chance.integers(2, 5)))
            )  # fmt: skip
        if chance.random() < 0.6:
            lines.append((choose(MENU), RESIDUE, None))
    return gold_of(f"invented-{seed}", lines, tuple(kinds), group=group)
