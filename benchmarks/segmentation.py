"""How well dumps are split: boundaries, kinds, roles and bodies against gold.

    python benchmarks/segmentation.py GOLD.jsonl.gz... [--rows N]

One line per file: boundary precision, recall and F1 (a start counts within `--tolerance` characters), the share of
dumps with every boundary right, F1 of the blocks of teasers, F1 by role in characters, and for pages the F1 of 4-gram
shingles of the body (macro mean of precision and recall), with characters per CPU second.
"""

from __future__ import annotations

import argparse
import gzip
import re
import time
from collections import Counter
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Any

import orjson

from segment.config import SplitConfig
from segment.pipeline import segment_dump
from segment.types import Dump, Kind, Role

if TYPE_CHECKING:
    from collections.abc import Iterable

    from segment.types import Article


class Score:
    """Counts of hits, and of what was claimed and wanted."""

    def __init__(self) -> None:
        self.hits = self.claimed = self.wanted = 0

    def add(self, hits: int, claimed: int, wanted: int) -> None:
        """Count one dump."""
        self.hits += hits
        self.claimed += claimed
        self.wanted += wanted

    @property
    def precision(self) -> float:
        """Share of the claims that were right."""
        return self.hits / self.claimed if self.claimed else 1.0

    @property
    def recall(self) -> float:
        """Share of the wanted that was found."""
        return self.hits / self.wanted if self.wanted else 1.0

    @property
    def f1(self) -> float:
        """Harmonic mean of both."""
        return f1(self.precision, self.recall)


def f1(precision: float, recall: float) -> float:
    """Harmonic mean; 0 if both are."""
    return 2 * precision * recall / (precision + recall) if precision + recall else 0.0


def gold_starts(row: dict[str, Any]) -> list[int]:
    """Where articles start, the first excepted."""
    starts, seen = [], set()
    for block in row["blocks"]:
        if block["article"] is not None and block["article"] not in seen:
            seen.add(block["article"])
            starts.append(block["start"])
    return starts[1:]


def count_near(claimed: Iterable[int], wanted: list[int], tolerance: int) -> int:
    """Claims that have a wanted start of their own within the tolerance."""
    free = sorted(wanted)
    hits = 0
    for start in sorted(claimed):
        near = next((other for other in free if abs(other - start) <= tolerance), None)
        if near is not None:
            free.remove(near)
            hits += 1
    return hits


def role_chars(text: str, spans: Iterable[tuple[str, int, int]]) -> Counter[tuple[str, int]]:
    """Role and offset of each non-blank character."""
    return Counter(
        (role, offset) for role, start, end in spans for offset in range(start, end) if not text[offset].isspace()
    )


def shingles(text: str) -> Counter[tuple[str, ...]]:
    """The multiset of 4-grams of words."""
    tokens = re.findall(r"\w+", text)
    if len(tokens) < 4:
        return Counter([tuple(tokens)]) if tokens else Counter()
    return Counter(zip(tokens, tokens[1:], tokens[2:], tokens[3:], strict=False))


def measure(path: Path, rows: int | None, tolerance: int) -> dict[str, float]:
    """Every figure of one file of gold."""
    boundary, teaser = Score(), Score()
    roles: dict[str, Score] = {}
    exact = dumps = chars = 0
    precisions, recalls = [], []
    spent = 0.0
    with gzip.open(path) as lines:
        for line in islice(lines, rows):
            row = orjson.loads(line)
            single = "page" in row
            began = time.process_time()
            articles = segment_dump(Dump(row["text"], "gold"), SplitConfig(single=single)).articles
            spent += time.process_time() - began
            dumps += 1
            chars += len(row["text"])
            if single:
                p, r = score_body(row, articles)
                precisions.append(p)
                recalls.append(r)
            else:
                wanted, claimed = gold_starts(row), [article.source.start for article in articles][1:]
                hits = count_near(claimed, wanted, tolerance)
                boundary.add(hits, len(claimed), len(wanted))
                exact += hits == len(claimed) == len(wanted)
            score_roles(row, articles, roles, teaser)
    figures = {"dumps": dumps, "MB/s": chars / 1e6 / spent, "dumps/s": dumps / spent}
    if precisions:
        figures["body"] = f1(sum(precisions) / dumps, sum(recalls) / dumps)
    else:
        figures |= {
            "P": boundary.precision,
            "R": boundary.recall,
            "F1": boundary.f1,
            "all right": exact / dumps,
            "teaser": teaser.f1,
        }
    return figures | {role: score.f1 for role, score in sorted(roles.items()) if score.wanted}


def score_body(row: dict[str, Any], articles: Iterable[Article]) -> tuple[float, float]:
    """Precision and recall of the shingles of a page's body."""
    claimed = shingles("\n".join(article.text for article in articles))
    wanted = shingles(row["body"])
    hits = (claimed & wanted).total()
    return hits / claimed.total() if claimed else 0.0, hits / wanted.total() if wanted else 1.0


def score_roles(row: dict[str, Any], articles: Iterable[Article], roles: dict[str, Score], teaser: Score) -> None:
    """Characters by role, and those of the bodies of teasers."""
    names = {"teaser_title": "title", "heading": "body"}
    gold, kinds = [], row["articles"]
    gold_teaser = []
    for block in row["blocks"]:
        role = names.get(block["role"], block["role"])
        if block["article"] is not None:
            gold.append((role, block["start"], block["end"]))
            if kinds[block["article"]]["kind"] == Kind.TEASER and role == Role.BODY:
                gold_teaser.append(("teaser", block["start"], block["end"]))
    ours = [(names.get(b.role, str(b.role)), b.start, b.end) for article in articles for b in article.blocks]
    our_teaser = [
        ("teaser", b.start, b.end) for a in articles if a.kind is Kind.TEASER for b in a.blocks if b.role is Role.BODY
    ]
    wanted, claimed = role_chars(row["text"], gold), role_chars(row["text"], ours)
    for role in {name for name, _ in wanted} | {name for name, _ in claimed}:
        mine = {key for key in claimed if key[0] == role}
        theirs = {key for key in wanted if key[0] == role}
        roles.setdefault(role, Score()).add(len(mine & theirs), len(mine), len(theirs))
    mine, theirs = set(role_chars(row["text"], our_teaser)), set(role_chars(row["text"], gold_teaser))
    teaser.add(len(mine & theirs), len(mine), len(theirs))


def main() -> None:
    """Measure each file and print a line for it."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("gold", nargs="+", type=Path)
    parser.add_argument("--rows", type=int)
    parser.add_argument("--tolerance", type=int, default=0)
    options = parser.parse_args()
    for path in options.gold:
        figures = measure(path, options.rows, options.tolerance)
        print(
            f"{path.name:28}",
            "  ".join(
                f"{name} {value:.3f}" if isinstance(value, float) else f"{name} {value}"
                for name, value in figures.items()
            ),
            flush=True,
        )


if __name__ == "__main__":
    main()
