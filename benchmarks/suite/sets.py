"""What is measured on: sets of gold, and how the rows of a run are taken from them or made.

Everything is written into one JSONL file for each set first, so that all contestants read the same bytes.
"""

from __future__ import annotations

import gzip
from dataclasses import dataclass
from functools import partial
from itertools import chain, islice
from typing import TYPE_CHECKING, Any
from zlib import crc32

import orjson

from suite.licences import has_licences, make_licences
from suite.planted import plant, plant_clusters
from suite.writer import FIXTURES, Writer, collect_words, read_copies, read_fixtures

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence
    from pathlib import Path

OURS = "segment"
BASELINES = ("none", "blocks", "blank-lines", "fixed", "texttiling", "c99", "u00")
FLOWING_TOLERANCE = "20"
"""Characters; a dump without line breaks has no blocks whose first character could be hit."""

BOUNDARY_MEASURES = (
    "boundary_f1",
    "boundary_precision",
    "boundary_recall",
    "exact",
    "pk",
    "windowdiff",
    "boundary_similarity",
    "article_iou90_f1",
    "teaser_f1",
)
PAGE_MEASURES = ("body_f1", "body_precision", "body_recall", "role_title_f1", "role_byline_f1", "role_date_f1")
COPY_MEASURES = ("pair_f1", "pair_precision", "pair_recall", "bcubed_f1", "adjusted_rand")

PLANTED_ROWS = 4000
SINGLES, CLUSTERS, CLUSTER_COPIES = 2000, 2, 400


@dataclass(frozen=True, slots=True)
class GoldSet:
    """Dumps with their articles."""

    name: str
    files: tuple[Path, ...]
    quick_rows: int
    options: tuple[str, ...] = ()
    """Of `segment eval`."""
    systems: tuple[str, ...] = (OURS, *BASELINES)
    measures: tuple[str, ...] = BOUNDARY_MEASURES
    """Shown in the report, the main one first."""
    held: tuple[str, ...] = ("boundary_f1", "exact", "article_iou90_f1", "teaser_f1", "body_f1")
    """Those that have floors; of all of them more is better."""


@dataclass(frozen=True, slots=True)
class CopySet:
    """Rows with copies among them."""

    name: str
    rows: Callable[[int], Iterable[dict[str, Any]]]
    """One of so many parts of them, whole clusters of it."""
    is_there: Callable[[], bool] = lambda: True
    quick_parts: int = 4
    """The quick run takes one of so many parts."""
    has_clusters: bool = True
    """False where gold is pairs; see `judge_pairs`."""
    measures: tuple[str, ...] = COPY_MEASURES
    held: tuple[str, ...] = ("pair_f1", "pair_precision", "pair_recall", "bcubed_f1")


def find_gold_sets(data: Path) -> list[GoldSet]:
    """All sets of dumps, whether they are there or not; `data` is the folder of texts that lie beside the project."""
    news = {kind: data / "news" / f"dev.{kind}.jsonl.gz" for kind in ("i", "ii", "iii", "iv", "v", "vi")}
    pages = {kind: data / "pages" / f"dev.{kind}.jsonl.gz" for kind in ("htmltext", "bs4", "resili")}
    own = tuple(sorted((FIXTURES / "gold").glob("*.jsonl")))
    return [
        GoldSet("fixtures", own, quick_rows=len(own)),
        GoldSet("columns", (data / "columns" / "dev.jsonl.gz",), quick_rows=200),
        *(
            GoldSet(f"news {kind}", (path,), 40, ("--tolerance", FLOWING_TOLERANCE) if kind == "v" else ())
            for kind, path in news.items()
        ),
        *(
            GoldSet(f"pages {kind}", (path,), 100, ("--single",), (OURS,), PAGE_MEASURES, ("body_f1",))
            for kind, path in pages.items()
        ),
    ]


def find_copy_sets(data: Path) -> list[CopySet]:
    """All sets of copies, whether they are there or not."""
    planted = data / "dedup" / "planted10k.jsonl.gz"
    return [
        CopySet("copies planted", plant_in_fixtures),
        CopySet("copies clusters", plant_large_clusters),
        CopySet("copies planted10k", partial(take_part, planted), planted.is_file),
        # No floors: every machine has other files.
        CopySet(
            "copies licences",
            make_licences,
            has_licences,
            quick_parts=1,
            has_clusters=False,
            measures=("pair_recall",),
            held=(),
        ),
    ]


def plant_in_fixtures(part: int) -> Iterator[dict[str, Any]]:
    """Copies planted in text made of the fixtures, and those that were written by hand."""
    return chain(read_copies(), plant(Writer(collect_words(read_fixtures())), PLANTED_ROWS // part))


def plant_large_clusters(part: int) -> Iterable[dict[str, Any]]:
    """Few articles with very many near-copies each: all pairs of them are copies."""
    writer = Writer(collect_words(read_fixtures()))
    return plant_clusters(writer, SINGLES // part, CLUSTERS, CLUSTER_COPIES // part)


def take_part(path: Path, part: int) -> Iterator[dict[str, Any]]:
    """Whole clusters of a file."""
    rows = (orjson.loads(line) for line in _read_lines(path))
    return (row for row in rows if _number(row) % part == 0)


def find_sets(data: Path) -> list[GoldSet | CopySet]:
    """Everything that can be measured."""
    return [*find_gold_sets(data), *find_copy_sets(data)]


def is_there(measured: GoldSet | CopySet) -> bool:
    """Whether its files exist."""
    if isinstance(measured, CopySet):
        return measured.is_there()
    return bool(measured.files) and all(path.is_file() for path in measured.files)


def write_gold(measured: GoldSet, target: Path, rows: int | None = None) -> None:
    """The first rows of a set, or all of them."""
    lines = (line for path in measured.files for line in _read_lines(path))
    with target.open("wb") as file:
        file.writelines(line.rstrip(b"\n") + b"\n" for line in islice(lines, rows))


def write_copies(measured: CopySet, target: Path, part: int = 1) -> None:
    """One of `part` parts of a set."""
    with target.open("wb") as file:
        file.writelines(orjson.dumps(row) + b"\n" for row in measured.rows(part))


def write_long_dump(source: Path, target: Path, chars: int) -> None:
    """One dump of about so many characters: the texts of the source in turn, from the first again if they are few."""
    texts = [orjson.loads(line)["text"] for line in _read_lines(source)]
    taken: list[str] = []
    size = 0
    while size < chars:
        text = texts[len(taken) % len(texts)]
        taken.append(text)
        size += len(text)
    target.write_text("\n\n".join(taken), "utf-8")


def read_rows(path: Path) -> list[dict[str, Any]]:
    """All rows of a file that was written here."""
    return [orjson.loads(line) for line in _read_lines(path)]


def choose(names: Sequence[str], sets: Sequence[GoldSet | CopySet]) -> list[GoldSet | CopySet]:
    """The sets whose name contains one of these; all of them without names."""
    return [measured for measured in sets if not names or any(name in measured.name for name in names)]


def _number(row: dict[str, Any]) -> int:
    return crc32(str(row["cluster"]).encode())


def _read_lines(path: Path) -> Iterator[bytes]:
    with gzip.open(path) if path.suffix == ".gz" else path.open("rb") as lines:
        yield from lines
