"""Fit `data/lead.txt` and `data/tail.txt`: does a paragraph begin, or end, like an article?

    python benchmarks/fit_edges.py GOLD... -o segment/data

Logistic regression over the words near an edge of each paragraph (see `segment.cues.lead`), by Adam on all paragraphs
at once with an L2 prior. `FILE:N:` leaves the first N rows out: the weights of the cues are fitted on those, and must
meet scores of texts that the edges were not fitted on.
"""

from __future__ import annotations

import argparse
import gzip
from collections import Counter
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import orjson

from segment.cues.lead import WINDOW_CHARS, features

if TYPE_CHECKING:
    from collections.abc import Iterator

    from numpy.typing import NDArray

FEWEST = 40
"""Paragraphs that must hold a feature."""
SMALLEST = 0.08
L2 = 3e-4
STEPS = 200


def read_edges(name: str, *, from_end: bool) -> Iterator[tuple[list[str], bool]]:
    """Features of each paragraph of the gold, and whether it is the first or last of its article."""
    path, _, skipped = name.partition(":")
    with gzip.open(path) as lines:
        for line in islice(lines, int(skipped.rstrip(":") or 0), None):
            row = orjson.loads(line)
            body = [block for block in row["blocks"] if block["role"] == "body" and block["article"] is not None]
            order = body[::-1] if from_end else body
            seen: set[int] = set()
            for block in order:
                text = row["text"][block["start"] : block["end"]]
                teaser = row["articles"][block["article"]]["kind"] == "teaser"
                if from_end and teaser:
                    # It ends where it was cut off, and other cues see that.
                    continue
                window = text[-WINDOW_CHARS:] if from_end else text[:WINDOW_CHARS]
                yield features(window, from_end=from_end), block["article"] not in seen
                seen.add(block["article"])


def fit(rows: list[tuple[list[str], bool]]) -> dict[str, float]:
    """Log-odds by feature; the bias under the empty name."""
    counts = Counter(feature for found, _ in rows for feature in found)
    names = sorted(feature for feature, count in counts.items() if count >= FEWEST)
    index = {feature: number for number, feature in enumerate(names)}
    lengths, flat = [], []
    for found, _ in rows:
        known = [index[feature] for feature in found if feature in index]
        flat.extend(known)
        lengths.append(len(known))
    columns = np.array(flat)
    owners = np.repeat(np.arange(len(rows)), lengths)
    wanted = np.array([is_edge for _, is_edge in rows], float)
    weights, bias = _descend(columns, owners, wanted, len(names))
    kept = {feature: float(weights[number]) for feature, number in index.items() if abs(weights[number]) >= SMALLEST}
    score = bias + np.bincount(owners, weights[columns], len(rows)).astype(np.float64)
    print(f"{len(rows)} paragraphs, {int(wanted.sum())} edges, {len(kept)} features, AUC {_auc(score, wanted):.3f}")
    return {"": bias, **kept}


def _descend(
    columns: NDArray[np.int64], owners: NDArray[np.int64], wanted: NDArray[np.float64], size: int
) -> tuple[NDArray[np.float64], float]:
    weights, first, second = (np.zeros(size + 1) for _ in range(3))
    for step in range(1, STEPS + 1):
        score = weights[-1] + np.bincount(owners, weights[columns], len(wanted))
        error = (1 / (1 + np.exp(-score)) - wanted) / len(wanted)
        slope = np.append(np.bincount(columns, error[owners], size), error.sum()) + L2 * weights
        first = 0.9 * first + 0.1 * slope
        second = 0.99 * second + 0.01 * slope**2
        weights -= (
            0.1 * (1 - step / (STEPS + 1)) * (first / (1 - 0.9**step)) / (np.sqrt(second / (1 - 0.99**step)) + 1e-9)
        )
    return weights[:-1], float(weights[-1])


def _auc(score: NDArray[np.float64], wanted: NDArray[np.float64]) -> float:
    ranks = np.empty(len(score))
    ranks[np.argsort(score, kind="stable")] = np.arange(1, len(score) + 1)
    positives = wanted.sum()
    return float((ranks[wanted == 1].sum() - positives * (positives + 1) / 2) / (positives * (len(wanted) - positives)))


def main() -> None:
    """Read, fit, write both files."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("gold", nargs="+")
    parser.add_argument("-o", "--output", type=Path, required=True)
    options = parser.parse_args()
    names = " ".join(Path(name).name for name in options.gold)
    for edge, from_end in (("lead", False), ("tail", True)):
        rows = [row for name in options.gold for row in read_edges(name, from_end=from_end)]
        # An article stands in several dumps; each paragraph is to count once.
        weights = fit(list({tuple(found): (found, is_edge) for found, is_edge in rows}.values()))
        head = f"# Hundredths of log-odds by feature, see cues/lead.py. Fitted by benchmarks/fit_edges.py on {names}.\n"
        lines = (f"{round(weight * 100)}\t{feature}\n" for feature, weight in sorted(weights.items()))
        (options.output / f"{edge}.txt").write_text(head + "".join(lines), "utf-8")


if __name__ == "__main__":
    main()
