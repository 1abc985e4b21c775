"""What the commands `run`, `split` and `dedup` do, each as a paragraph."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from segment.cli.desk import Desk, Job, open_desk
from segment.emit import cluster_record, match_record, to_json
from segment.types import Article

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from segment.matching.table import SignedRows
    from segment.parallel import Workers
    from segment.types import Cluster, Match, Residue, Segmented


PATIENCE_BYTES: Final = 8 << 20
"""Of rows that one process reads alone, before it asks others to help: for less it is not worth it to start them."""


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
    from segment.matching.census import count_clusters

    with open_desk(job) as desk:
        items = [item for segmented in desk.segmented() for item in items_of(segmented, residue=residue)]
        desk.bar.stage("matching")
        found = match_articles([item for item in items if isinstance(item, Article)], job.config.match)
        articles = iter(found.articles)
        for item in desk.bar.track("writing", items, len(items)):
            placed = next(articles) if isinstance(item, Article) else item
            if not (unique and is_duplicate(placed)):
                desk.emit(placed)
        if not job.quiet:
            desk.tally.census = count_clusters(found.clusters)
        write_clusters(desk, found.clusters)
        write_matches(desk, found.matches)
    return desk.finish()


def dedup(job: Job, *, unique: bool) -> int:
    """Match the rows of tables and write them with the result added, in input order. Returns the exit status."""
    from segment.matching.rows import dedup_signed
    from segment.parallel import Workers

    config = job.config
    with open_desk(job) as desk, Workers(config.jobs, patience=PATIENCE_BYTES) as workers:
        known, rows = desk.signed(desk.known_paths, workers), rows_to_match(desk, workers)
        found = dedup_signed(rows, config.match, text_field=config.read.text_field, known=known, workers=workers)
        desk.tally.rows, desk.tally.known = len(found), found.known if job.against else None
        desk.bar.stage("writing", len(found))
        for count, block in found.write(unique=unique):
            desk.output.write_block(block)
            desk.bar.advance(count)
        if not job.quiet:
            desk.tally.census = found.census
        write_clusters(desk, found.clusters)
        if desk.matches is not None:  # to list them, all matched texts are read again
            write_matches(desk, found.matches)
    return desk.finish()


def items_of(segmented: Segmented, *, residue: bool) -> Iterator[Article | Residue]:
    """The articles of one dump, and what is left of it if that is asked for."""
    yield from segmented.articles
    if residue and segmented.residue is not None:
        yield segmented.residue


def is_duplicate(item: Article | Residue) -> bool:
    """Whether `item` is an article that another one stands for."""
    return isinstance(item, Article) and item.duplicate_of is not None


def rows_to_match(desk: Desk, workers: Workers) -> Iterator[SignedRows]:
    """The rows of the inputs, behind which matching begins."""
    yield from desk.signed(desk.paths, workers)
    desk.bar.stage("matching")


def write_clusters(desk: Desk, clusters: Iterable[Cluster]) -> None:
    """Write the clusters where that is asked for."""
    if desk.clusters is not None:
        for cluster in clusters:
            desk.clusters.write(to_json(cluster_record(cluster)))


def write_matches(desk: Desk, matches: Iterable[Match]) -> None:
    """Write the matches where that is asked for."""
    if desk.matches is not None:
        for match in matches:
            desk.matches.write(to_json(match_record(match)))
