"""The splitter on real dumps: each thing that it is for, as one figure.

    python benchmarks/splitting.py DATA [--part dev] [--weights FILE] [--jobs 2] [--rows N]

DATA is a folder with `columns/`, `news/` and `pages/`, as gold in gzipped JSONL. One line per figure, and the pace in
CPU seconds of all processes together, reading and scoring included.
"""

from __future__ import annotations

import argparse
import gzip
import os
from collections import defaultdict
from collections.abc import Mapping
from functools import partial
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Any

import orjson

from segment.analysis import analyse
from segment.config import DEFAULT, EvalConfig, SplitConfig
from segment.evaluate.bodies import body_counts
from segment.evaluate.gold import read_gold
from segment.evaluate.records import Counts, GoldDump, Segmentation, Share
from segment.evaluate.score import score_dump
from segment.evaluate.systems.ours import as_segmentation
from segment.frame import find_frame
from segment.parallel import map_in_order
from segment.pipeline import segment_dump
from segment.tokens import fold
from segment.types import Dump, Kind, Reject

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

NEWS = ("i", "ii", "iii", "iv", "v", "vi")
FLOWING = "v"
FLOWING_TOLERANCE = 20
"""Characters, in dumps without line breaks."""
RENDERERS = ("htmltext", "bs4", "resili")
ROLES = ("caption", "bio", "title", "byline")
Tally = Mapping[str, float]


def score_news(dump: GoldDump, config: SplitConfig, tolerance: int = 0) -> Tally:
    """What is right and wrong in a dump of several articles, as counts."""
    frame = find_frame(Dump(dump.text, dump.path, dump.index, dump.id))
    analysis = analyse(frame.analysed, config)
    found = as_segmentation(frame, analysis)
    score = score_dump(dump, found, EvalConfig(tolerance=tolerance))
    tally: dict[str, float] = {"dumps": 1, "chars": len(dump.text)}
    for name, value in score.values.items():
        if isinstance(value, Counts):
            tally |= {f"{name}_right": value.right, f"{name}_claimed": value.claimed, f"{name}_wanted": value.wanted}
        elif isinstance(value, Share):
            tally |= {name: value.part, f"{name}_whole": value.whole}
    for role in ROLES:
        tally[f"{role}_right"] = score.roles[role, role]
        tally[f"{role}_wanted"] = sum(chars for (wanted, _), chars in score.roles.items() if wanted == role)
        tally[f"{role}_claimed"] = sum(chars for (_, claimed), chars in score.roles.items() if claimed == role)
    wanted = set(dump.gold.starts)
    for block, place in zip(analysis.blocks[1:], analysis.placed[1:], strict=True):
        if place.starts:
            step = min(int(place.start_probability * 10), 9)
            tally[f"sure_{step}"] = tally.get(f"sure_{step}", 0) + 1
            near = block.start in wanted or any(abs(block.start - start) <= tolerance for start in wanted)
            tally[f"sure_{step}_right"] = tally.get(f"sure_{step}_right", 0) + near
    return tally | _score_kinds(dump.gold, found)


def _score_kinds(gold: Segmentation, found: Segmentation) -> dict[str, float]:
    firsts: dict[int, int] = {}
    for block in gold.blocks or ():
        if block.article is not None:
            firsts.setdefault(block.article, block.start)
    kinds, found_kinds = gold.kinds or (), found.kinds or ()
    second = {firsts[number] for number, kind in enumerate(kinds) if number and kind is Kind.FULL}
    full = {
        block.start
        for block in found.blocks or ()
        if block.article is not None and found_kinds[block.article] is Kind.FULL
    }
    full &= set(found.starts)
    has_teaser = Kind.TEASER in kinds
    return {
        "second_wanted": len(second),
        "second_found": len(second & set(found.starts)),
        "full_claimed": len(full),
        "full_right": len(full & set(gold.starts)),
        "without_teaser": not has_teaser,
        "false_teaser": not has_teaser and Kind.TEASER in found_kinds,
    }


def score_page(row: dict[str, Any], config: SplitConfig) -> Tally:
    """Body, title, byline and date of a page; and whether its body alone is left whole."""
    articles = segment_dump(Dump(row["text"], "page", id=row["id"]), config).articles
    article = max(articles, key=lambda one: one.words)
    body = body_counts(article.text, row["body"])
    said: dict[str, str] = {}
    for block in row["blocks"]:
        if block["article"] is not None:
            said[block["role"]] = f"{said.get(block['role'], '')} {row['text'][block['start'] : block['end']]}"
    alone = segment_dump(Dump(row["body"], "body"), SplitConfig(weights=config.weights)).articles
    return {
        "dumps": 1,
        "chars": len(row["text"]),
        "precision": body.right / body.claimed if body.claimed else 0.0,
        "recall": body.found / body.wanted if body.wanted else 0.0,
        "title_wanted": bool(row.get("title")),
        "title_right": bool(row.get("title")) and _folded(article.title) == _folded(row["title"]),
        "byline_wanted": "byline" in said,
        "byline_right": "byline" in said and _holds(said["byline"], article.byline),
        "date_wanted": "date" in said,
        "date_right": "date" in said and _holds(said["date"], [article.date_raw] if article.date_raw else []),
        "bodies": bool(row["body"].strip()),
        "whole": bool(row["body"].strip()) and len(alone) == 1,
    }


def _folded(text: str | None) -> str:
    return " ".join(fold(text or "").decode().split())


def _holds(said: str, parts: Iterable[str]) -> bool:
    """Whether something was found, and all of it stands in what gold has."""
    found = [_folded(part) for part in parts]
    return bool(found) and all(part in _folded(said) for part in found)


def f1(tally: Tally, name: str) -> float:
    """F1 of what was claimed."""
    return 2 * tally[f"{name}_right"] / max(1e-9, tally[f"{name}_claimed"] + tally[f"{name}_wanted"])


def share(tally: Tally, part: str, whole: str) -> float:
    """A part of a whole, 0 where there is none."""
    return tally[part] / tally[whole] if tally[whole] else 0.0


def read_dumps(path: Path, rows: int | None) -> Iterator[GoldDump]:
    """The gold of one file."""
    return islice((dump for dump in read_gold(str(path), DEFAULT.read) if not isinstance(dump, Reject)), rows)


def read_pages(path: Path, rows: int | None) -> Iterator[dict[str, Any]]:
    """The rows of one file that have a text."""
    with gzip.open(path) as lines:
        yield from (row for line in islice(lines, rows) if (row := orjson.loads(line))["text"].strip())


def add_up(work: Callable[[Any], Tally], items: Iterable[Any], jobs: int) -> tuple[Tally, float]:
    """The sum over all items, and the CPU seconds that it took."""
    began = os.times()
    total: defaultdict[str, float] = defaultdict(float)
    for tally in map_in_order(work, items, jobs, _size):
        for name, value in tally.items():
            total[name] += value
    return total, sum(os.times()[:4]) - sum(began[:4])


def _size(item: GoldDump | dict[str, Any]) -> int:
    return len(item["text"] if isinstance(item, dict) else item.text)


def report_news(name: str, tally: Tally, spent: float) -> Iterator[str]:
    """The lines about one set of dumps of several articles."""
    yield (
        f"{name:14} boundaries F1 {f1(tally, 'boundary'):.3f}, all right {share(tally, 'exact', 'dumps'):.3f}, "
        f"Pk {share(tally, 'pk', 'pk_whole'):.3f}; {tally['chars'] / spent / 1e6:.2f} MB/s"
    )
    if name == "columns":
        invented = share(tally, "false_teaser", "without_teaser")
        yield f"{'':14} teasers F1 {f1(tally, 'teaser'):.3f}, on dumps without {invented:.3f}"
        second, full = share(tally, "second_found", "second_wanted"), share(tally, "full_right", "full_claimed")
        yield f"{'':14} starts of second full articles found {second:.3f}, of those called full right {full:.3f}"
        yield f"{'':14} " + ", ".join(f"{role} F1 {f1(tally, role):.3f}" for role in ROLES)


def report_confidence(tally: Tally) -> Iterator[str]:
    """Of the starts that were found, by how sure the splitter was, the share that is right."""
    for step in range(10):
        if tally.get(f"sure_{step}"):
            right = share(tally, f"sure_{step}_right", f"sure_{step}")
            yield f"starts of probability .{step} and more: {tally[f'sure_{step}']:.0f}, right {right:.3f}"


def report_pages(name: str, tally: Tally, spent: float) -> Iterator[str]:
    """The lines about one rendering of pages."""
    precision, recall = share(tally, "precision", "dumps"), share(tally, "recall", "dumps")
    found = ", ".join(
        f"{part} {share(tally, f'{part}_right', f'{part}_wanted'):.3f}" for part in ("title", "byline", "date")
    )
    body = 2 * precision * recall / max(1e-9, precision + recall)
    pace = f"{tally['dumps'] / spent:.0f} pages/s, each twice"
    yield f"{name:14} body F1 {body:.3f} (P {precision:.3f}, R {recall:.3f}); {pace}"
    yield f"{'':14} {found}, body alone left whole {share(tally, 'whole', 'bodies'):.3f}"


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("data", type=Path)
    parser.add_argument("--part", default="dev")
    parser.add_argument("--weights")
    parser.add_argument("--jobs", type=int, default=1)
    parser.add_argument("--rows", type=int)
    options = parser.parse_args()
    part = options.part
    news = {"columns": options.data / "columns" / f"{part}.jsonl.gz"}
    news |= {f"news {kind}": options.data / "news" / f"{part}.{kind}.jsonl.gz" for kind in NEWS}
    sure: defaultdict[str, float] = defaultdict(float)
    for name, path in news.items():
        tolerance = FLOWING_TOLERANCE if name.endswith(f" {FLOWING}") else 0
        work = partial(score_news, config=SplitConfig(weights=options.weights), tolerance=tolerance)
        tally, spent = add_up(work, read_dumps(path, options.rows), options.jobs)
        print(*report_news(name, tally, spent), sep="\n", flush=True)
        for key, value in tally.items():
            sure[key] += value if key.startswith("sure_") else 0
    print(*report_confidence(sure), sep="\n", flush=True)
    for kind in RENDERERS:
        path = options.data / "pages" / f"{part}.{kind}.jsonl.gz"
        page = partial(score_page, config=SplitConfig(single=True, weights=options.weights))
        print(
            *report_pages(f"pages {kind}", *add_up(page, read_pages(path, options.rows), options.jobs)),
            sep="\n",
            flush=True,
        )


if __name__ == "__main__":
    main()
