"""What the clusters of a contestant are worth. All files have the same rows in the same order.

`segment eval` judges where intervals are wanted; `count_clusters` is for files of any size, and `judge_pairs` for gold
that is pairs instead of clusters.
"""

from __future__ import annotations

import sys
from collections import Counter
from dataclasses import replace
from math import comb
from typing import TYPE_CHECKING, Any, NamedTuple

import orjson
from rivals import join_pairs

from segment.config import DEFAULT
from segment.evaluate.duplicates import category_shares, compare_clusters, connect
from segment.evaluate.measures import RECALL_OF
from segment.evaluate.records import Counts, DumpScore, Share, Summary
from segment.evaluate.summary import make_figures
from suite.process import run_best
from suite.results import read_summary
from suite.sets import read_rows
from suite.splitting import SEGMENT, eval_arguments

if TYPE_CHECKING:
    from collections.abc import Hashable, Iterator, Sequence
    from pathlib import Path


class Verdict(NamedTuple):
    """Scores without intervals."""

    rows: int
    pairs: Counts
    shares: dict[str, Share]
    """`recall_teaser`, `merged_neg_tmpl` ..."""


def judge_clusters(gold: Path, claimed: Path) -> Summary:
    """By `segment eval`, with intervals. Raises ContestantError where it fails."""
    summary = read_summary(run_best([*SEGMENT, *eval_arguments(gold, [str(claimed)])]).output)
    # It calls the system by the file's name, which is one of this run only.
    return replace(summary, system="")


def count_clusters(gold: Path, claimed: Path) -> Verdict:
    """Everything at once, which takes a hundredth of the memory that resampling takes."""
    ids, wanted, cats, parents = [], [], [], []
    for row in _read(gold):
        ids.append(row["id"])
        wanted.append((len(ids),) if row["cluster"] is None else row["cluster"])  # null is a copy of no other row
        cats.append(sys.intern(row.get("cat") or ""))
        parents.append(row.get("parent"))
    numbers = {name: number for number, name in enumerate(ids)}
    found = _read_clusters(claimed)
    whole = compare_clusters(wanted, found, [tuple(range(len(ids)))])
    copied = [None if parent is None else numbers.get(parent) for parent in parents]
    return Verdict(len(ids), whole[0].pairs, category_shares(found, cats, copied, whole)[0])


def judge_pairs(gold: Path, claimed: Path) -> Summary:
    """For each pair of gold whether it is in one cluster: {id, text, alike}, see `licences.py`."""
    rows, found = read_rows(gold), _read_clusters(claimed)
    numbers = {row["id"]: number for number, row in enumerate(rows)}
    pairs = [(number, numbers[other]) for number, row in enumerate(rows) for other in row["alike"]]
    scores = [_score(rows, found, *part) for part in _connected(pairs, found)]
    figures = make_figures(scores, DEFAULT.evaluate.resamples, DEFAULT.evaluate.seed)
    return Summary("", len(rows), sum(len(row["text"]) for row in rows), figures, Counter(), (), (), ())


def _connected(
    pairs: Sequence[tuple[int, int]], found: Sequence[Hashable]
) -> Iterator[tuple[tuple[int, ...], list[tuple[int, int]]]]:
    """Rows that pairs and clusters connect, with the pairs among them."""
    alike = {row: members[0] for members in join_pairs(pairs) for row in members}
    parts = connect([alike.get(row, row) for row in range(len(found))], found)
    part_of = {row: number for number, rows in enumerate(parts) for row in rows}
    pairs_of: list[list[tuple[int, int]]] = [[] for _ in parts]
    for pair in pairs:
        pairs_of[part_of[pair[0]]].append(pair)
    yield from zip(parts, pairs_of, strict=True)


def _score(
    rows: Sequence[dict[str, Any]], found: Sequence[Hashable], part: tuple[int, ...], pairs: list[tuple[int, int]]
) -> DumpScore:
    recalls = {"exact": [0, 0], "near": [0, 0]}
    for one, other in pairs:
        recall = recalls["exact" if rows[one]["text"] == rows[other]["text"] else "near"]
        recall[0] += found[one] == found[other]
        recall[1] += 1
    hits = sum(recall[0] for recall in recalls.values())
    claimed = sum(comb(count, 2) for count in Counter(found[row] for row in part).values())
    return DumpScore(
        id=rows[part[0]]["id"],
        index=part[0],
        line=part[0] + 1,
        chars=sum(len(rows[row]["text"]) for row in part),
        values={
            "pair": Counts(hits, claimed, hits, len(pairs)),
            **{f"{RECALL_OF}{kind}": Share(*recall) for kind, recall in recalls.items()},
        },
    )


def _read_clusters(path: Path) -> list[Hashable]:
    return [row["cluster"] for row in _read(path)]


def _read(path: Path) -> Iterator[dict[str, Any]]:
    with path.open("rb") as lines:
        yield from map(orjson.loads, lines)
