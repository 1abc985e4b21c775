"""What the commands `run`, `split` and `dedup` do, each as a paragraph."""

from __future__ import annotations

from typing import TYPE_CHECKING

from segment.cli.desk import Desk, Job, open_desk
from segment.emit import match_record, to_json
from segment.types import Article

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from segment.types import Cluster, Match, Residue, Segmented


def split(job: Job, *, residue: bool) -> int:
    """Write the articles of each dump as soon as it is split. Returns the exit status."""
    with open_desk(job) as desk:
        for segmented in desk.segmented():
            for item in items_of(segmented, residue=residue):
                desk.emit(item)
    return desk.finish()


def run(job: Job, *, residue: bool, unique: bool) -> int:
    """Split all dumps, match their articles with each other, and write them in input order. Returns the exit status."""
    from segment.matching import dedup as match_articles

    with open_desk(job) as desk:
        items = [item for segmented in desk.segmented() for item in items_of(segmented, residue=residue)]
        desk.bar.stage("matching")
        found = match_articles([item for item in items if isinstance(item, Article)], job.config.match)
        articles = iter(found.articles)
        for item in items:
            placed = next(articles) if isinstance(item, Article) else item
            if not (unique and is_duplicate(placed)):
                desk.emit(placed)
        note_matches(desk, found.clusters, found.matches)
    return desk.finish()


def dedup(job: Job, *, unique: bool) -> int:
    """Match the rows of tables and write them with the result added, in input order. Returns the exit status."""
    from segment.matching.rows import dedup_rows
    from segment.readers import read_rows

    with open_desk(job) as desk:
        rows = list(desk.usable(read_rows(desk.paths, job.config.read, on_bytes=desk.bar.advance)))
        desk.tally.rows = len(rows)
        desk.bar.stage("matching")
        found = dedup_rows(rows, job.config.match)
        for line, duplicate in zip(found.lines, found.duplicates, strict=True):
            if not (unique and duplicate):
                desk.output.write(line)
        note_matches(desk, found.clusters, found.matches)
    return desk.finish()


def items_of(segmented: Segmented, *, residue: bool) -> Iterator[Article | Residue]:
    """The articles of one dump, and what is left of it if that is asked for."""
    yield from segmented.articles
    if residue and segmented.residue is not None:
        yield segmented.residue


def is_duplicate(item: Article | Residue) -> bool:
    """Whether `item` is an article that another one stands for."""
    return isinstance(item, Article) and item.duplicate_of is not None


def note_matches(desk: Desk, clusters: Sequence[Cluster], matches: Sequence[Match]) -> None:
    """Count the matches, and write them where that is asked for."""
    desk.tally.add_matches(clusters, matches)
    if desk.matches is not None:
        for match in matches:
            desk.matches.write(to_json(match_record(match)))
