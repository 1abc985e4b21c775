"""The evaluation of duplicates: rows with the cluster they belong to, and the clusters that a system made of them."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, NamedTuple

from segment.errors import UsageError
from segment.evaluate.averages import ITEMS
from segment.evaluate.duplicates import category_shares, compare_clusters, connect
from segment.evaluate.evaluation import make_evaluation
from segment.evaluate.records import DumpScore, Share, Summary
from segment.evaluate.summary import make_figures

if TYPE_CHECKING:
    from collections.abc import Hashable, Mapping, Sequence

    from segment.config import Config, EvalConfig, MatchConfig
    from segment.evaluate.duplicate_rows import DuplicateRow
    from segment.evaluate.records import Evaluation

OURS = "segment"


class Clustering(NamedTuple):
    """A system, and the cluster that it puts each row into, by the row's id; None: our own matching is run."""

    name: str
    found: Mapping[str, Hashable] | None = None


def evaluate_copies(
    gold_name: str, rows: Sequence[DuplicateRow], clusterings: Sequence[Clustering], config: Config
) -> Evaluation:
    """Score one clustering, or two against each other. Raises UsageError if there are no rows, or no such system."""
    if not rows:
        message = f"{gold_name}: there is no row of gold in it that could be used"
        raise UsageError(message)
    labels = [_label(rows, clustering, config.match) for clustering in clusterings]
    gold = [row.cluster for row in rows]
    # One set of components for all systems, so that a resample means the same rows for each of them.
    components = connect(gold, *labels)
    scores = [score_clusters(rows, found, components) for found in labels]
    chars = sum(len(row.text) for row in rows)
    summaries = [
        _summarise(clustering.name, found, len(rows), chars, config.evaluate)
        for clustering, found in zip(clusterings, scores, strict=True)
    ]
    return make_evaluation(gold_name, summaries, scores, config.evaluate)


def _label(rows: Sequence[DuplicateRow], clustering: Clustering, config: MatchConfig) -> Sequence[Hashable]:
    if clustering.found is not None:  # a row that nobody speaks of is on its own
        return [clustering.found.get(row.id, (row.id,)) for row in rows]
    if clustering.name != OURS:
        message = f"{clustering.name!r}: gold of duplicates is for {OURS!r}, or for a file with `id` and `cluster`"
        raise UsageError(message)
    from segment.matching.engine import match_texts

    labels: list[Hashable] = list(range(len(rows)))
    for cluster in match_texts([row.text for row in rows], config).clusters:
        for member in cluster.members:
            labels[member] = cluster.members[0]
    return labels


def score_clusters(
    rows: Sequence[DuplicateRow], found: Sequence[Hashable], components: Sequence[tuple[int, ...]]
) -> list[DumpScore]:
    """What is counted on each component of the rows. O(rows)."""
    index = {row.id: number for number, row in enumerate(rows)}
    compared = compare_clusters([row.cluster for row in rows], found, components)
    shares = category_shares(
        found, [row.category or "" for row in rows], [index.get(row.parent or "") for row in rows], compared
    )
    return [
        DumpScore(
            id=rows[component.rows[0]].id,
            index=number,
            line=component.rows[0] + 1,
            chars=sum(len(rows[row].text) for row in component.rows),
            values={
                "pair": component.pairs,
                "bcubed": component.bcubed,
                ITEMS: Share(len(component.rows), len(component.rows)),
                **by_category,
            },
        )
        for number, (component, by_category) in enumerate(zip(compared, shares, strict=True))
    ]


def _summarise(name: str, scores: Sequence[DumpScore], rows: int, chars: int, config: EvalConfig) -> Summary:
    return Summary(
        system=name,
        dumps=rows,
        chars=chars,
        figures=make_figures(scores, config.resamples, config.seed),
        roles=Counter(),
        reliability=(),
        bands=(),
        worst=(),
    )
