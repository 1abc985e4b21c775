"""Learns what lines of pages look like, from pages as text with gold for their bodies.

    python benchmarks/fit_pages.py DATA [-o segment/data/page_weights.json]

DATA is a folder with `pages/`, as gold in gzipped JSONL: `train.*` is learnt from, `dev.*` says how well that went. The
gold knows no tags, so that nothing about them is learnt: what they are worth stands in `segment/data/tags.toml`.
"""

from __future__ import annotations

import argparse
import gzip
import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import numpy as np
import orjson

from segment.evaluate.bodies import body_counts
from segment.fit.forests import find_edges, fit_forest
from segment.forest import REACH, SPAN
from segment.readers.web.page.shape import NAMES, find_shapes
from segment.readers.web.page.weights import PageWeights

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from numpy.typing import NDArray

RENDERERS: Final = ("resili", "htmltext")
"""Those that keep sentences whole, as our own does."""
NEIGHBOURS: Final = ("chars", "ends", "bullet", "words")
"""Columns that are asked of the lines around, too."""
SETTINGS: Final = {
    "num_leaves": 24,
    "learning_rate": 0.08,
    "min_data_in_leaf": 60,
    "rounds": 100,
    "feature_fraction": 0.5,
}
"""Three times as many trees, of 31 leaves, bring nothing: F1 stays at .904."""
SEED: Final = 1
PAGE_WEIGHT: Final = 100.0
"""Of each page together, whether it is long or short; a line counts by the root of its length."""


class Page:
    """One page of gold."""

    def __init__(self, row: Mapping[str, Any]) -> None:
        text, blocks = row["text"], row["blocks"]
        self.lines = [text[block["start"] : block["end"]] for block in blocks]
        self.right = np.array([block["role"] == "body" for block in blocks], np.int64)
        self.body: str = row["body"]


def read_pages(data: Path, part: str) -> Iterator[Page]:
    """The pages of one part that have a line."""
    for renderer in RENDERERS:
        with gzip.open(data / "pages" / f"{part}.{renderer}.jsonl.gz") as rows:
            yield from (page for row in rows if (page := Page(orjson.loads(row))).lines)


def fit(pages: list[Page]) -> PageWeights:
    """Trees that tell lines of bodies from others."""
    shapes = [find_shapes(page.lines) for page in pages]
    table = np.concatenate(shapes).astype(np.float32)
    edges = tuple(np.array(find_edges(table[:, column])) for column in range(len(NAMES)))
    forest = fit_forest(
        [grade(values, edges) for values in shapes],
        [np.arange(len(page.lines)) for page in pages],
        [page.right for page in pages],
        [weigh(page) for page in pages],
        features=[
            column * SPAN + REACH + offset
            for column, name in enumerate(NAMES)
            for offset in (range(-REACH, REACH + 1) if name in NEIGHBOURS else (0,))
        ],
        settings=SETTINGS,
        outputs=1,
        seed=SEED,
        threads=1,
    )
    return PageWeights(edges, forest, {})


def grade(values: NDArray[np.float64], edges: tuple[NDArray[np.float64], ...]) -> NDArray[np.uint8]:
    """Each value as the number of its interval, from 1."""
    columns = [np.searchsorted(of_column, values[:, column]) + 1 for column, of_column in enumerate(edges)]
    return np.stack(columns, axis=1).astype(np.uint8)


def weigh(page: Page) -> NDArray[np.float32]:
    """How much each line of a page counts."""
    roots = np.sqrt(np.array([len(line) for line in page.lines], np.float32))
    return roots * np.float32(PAGE_WEIGHT / roots.sum())


def score(weights: PageWeights, pages: list[Page]) -> float:
    """F1 of the bodies by the looks of their lines alone."""
    precision = recall = 0.0
    for page in pages:
        odds = weights.judge_lines(page.lines)
        found = "\n".join(line for line, odd in zip(page.lines, odds.tolist(), strict=True) if odd > 0)
        counts = body_counts(found, page.body)
        precision += counts.right / max(counts.claimed, 1.0) / len(pages)
        recall += counts.found / max(counts.wanted, 1.0) / len(pages)
    return 2 * precision * recall / (precision + recall)


def main() -> None:
    """Write the file of weights."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("data", type=Path)
    parser.add_argument("-o", "--output", type=Path, default=Path("segment/data/page_weights.json"))
    options = parser.parse_args()
    weights = fit(list(read_pages(options.data, "train")))
    learnt = {
        "origin": "python benchmarks/fit_pages.py DATA",
        "edges": {name: edges.tolist() for name, edges in zip(NAMES, weights.edges, strict=True)},
        "forest": weights.forest.to_json(),
    }
    options.output.write_text(json.dumps(learnt, indent=0) + "\n", "utf-8")
    sys.stdout.write(f"F1 of bodies without any tags: {score(weights, list(read_pages(options.data, 'dev'))):.3f}\n")


if __name__ == "__main__":
    main()
