"""How well and how fast duplicates are found: `python benchmarks/dedup.py FILE`.

FILE is JSONL (or .gz) with `text`, `cluster` (gold) and `cat` (kind of copy) in each row; `neg_...` rows are to stay
apart. Precision, recall and F1 count pairs of rows in one cluster; the recall of a kind counts the gold pairs that a
row of this kind is part of, with its `parent` where it has one.
"""

from __future__ import annotations

import gzip
import resource
import sys
import time
from collections import Counter, defaultdict
from itertools import combinations
from pathlib import Path
from typing import TYPE_CHECKING, Any

import orjson

if TYPE_CHECKING:
    from collections.abc import Iterable


def main(path: Path) -> None:
    """Prints the scores of one planted file."""
    rows = _read(path)
    texts = [row["text"] for row in rows]
    before = _peak_mb()
    clusters, seconds = _match(texts)
    print(f"{len(rows):,} rows, {sum(map(len, texts)) / 1e6:.1f} M characters")
    print(f"{seconds:.2f} CPU s, {_peak_mb() - before:.0f} MB peak above the texts")
    _print_pairs(rows, clusters)
    _print_kinds(rows, clusters)


def _read(path: Path) -> list[dict[str, Any]]:
    raw = path.read_bytes()
    lines = gzip.decompress(raw) if path.suffix == ".gz" else raw
    return [orjson.loads(line) for line in lines.splitlines()]


def _match(texts: list[str]) -> tuple[list[tuple[int, ...]], float]:
    from segment.matching.engine import match_texts

    match_texts(["warm up", "warm up"])
    start = time.process_time()
    found = match_texts(texts)
    return [cluster.members for cluster in found.clusters], time.process_time() - start


def _peak_mb() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def _pairs(groups: Iterable[Iterable[int]]) -> set[tuple[int, int]]:
    return {pair for group in groups for pair in combinations(sorted(group), 2)}


def _print_pairs(rows: list[dict[str, Any]], clusters: list[tuple[int, ...]]) -> None:
    gold_groups = defaultdict(list)
    for i, row in enumerate(rows):
        gold_groups[row["cluster"]].append(i)
    gold, found = _pairs(gold_groups.values()), _pairs(clusters)
    precision, recall = len(gold & found) / max(1, len(found)), len(gold & found) / max(1, len(gold))
    print(f"P {precision:.4f}  R {recall:.4f}  F1 {2 * precision * recall / max(1e-9, precision + recall):.4f}")


def _print_kinds(rows: list[dict[str, Any]], clusters: list[tuple[int, ...]]) -> None:
    cluster_of = {i: number for number, members in enumerate(clusters) for i in members}
    row_of = {row["id"]: i for i, row in enumerate(rows)}
    totals, hits = Counter[str](), Counter[str]()
    for i, row in enumerate(rows):
        if row["cat"].startswith("neg_"):
            totals[row["cat"]] += 1
            hits[row["cat"]] += i in cluster_of
        elif row["parent"] is not None:
            totals[row["cat"]] += 1
            hits[row["cat"]] += cluster_of.get(i, -1) == cluster_of.get(row_of[row["parent"]], -2)
    for kind, total in sorted(totals.items()):
        print(f"{'merged' if kind.startswith('neg_') else 'recall'} {kind:14} {hits[kind] / total:.3f}  of {total}")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
