"""What is counted on one dump: the system's answer beside the right one."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from itertools import islice, takewhile
from typing import TYPE_CHECKING

from segment.evaluate.alignment import (
    article_counts,
    role_confusion,
    segments_from_starts,
    teaser_counts,
    v_measure,
)
from segment.evaluate.bodies import body_counts
from segment.evaluate.boundaries import half_segment, mark_gaps, match_starts, pk, window_diff
from segment.evaluate.fournier import boundary_edit_distance, boundary_similarity, segmentation_similarity
from segment.evaluate.records import Counts, DumpScore, Segmentation, Share, Span
from segment.types import Kind, Role

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from segment.config import EvalConfig
    from segment.evaluate.records import GoldDump, RoleSpan

BODY_ROLES = (Role.BODY, Role.HEADING)
LEAST_IOU = 0.9


def score_dump(dump: GoldDump, found: Segmentation, config: EvalConfig) -> DumpScore:
    """Compare what a system found in a dump with gold. About linear in the dump's length."""
    gold = dump.gold
    pairs = match_starts(found.starts, gold.starts, config.tolerance)
    claimed, wanted = {claim for claim, _ in pairs}, {wish for _, wish in pairs}
    values: dict[str, Share | Counts] = {
        "boundary": Counts(len(pairs), len(found.starts), len(pairs), len(gold.starts)),
        "exact": Share(len(pairs) == len(found.starts) == len(gold.starts), 1),
    }
    values.update(_score_gaps(dump, found, config))
    values.update(_score_articles(dump, found))
    values.update(_score_kinds(dump, found, claimed, wanted))
    if (body := body_of(dump.text, found)) is not None:
        values["body"] = body_counts(body, body_of(dump.text, gold) or "")
    return DumpScore(
        id=dump.id,
        index=dump.index,
        line=dump.line,
        chars=len(dump.text),
        values=values,
        roles=role_confusion(dump.text, gold.blocks or (), found.blocks) if found.blocks is not None else Counter(),
        confidences=tuple(_judge_articles(gold, found, config.tolerance)),
        missed=tuple(start for start in gold.starts if start not in wanted),
        invented=tuple(start for start in found.starts if start not in claimed),
    )


def body_of(text: str, said: Segmentation) -> str | None:
    """The text of the bodies, cleaned if the system did so; None where nobody says what is body."""
    if said.body is not None or said.blocks is None:
        return said.body
    return "\n".join(
        text[block.start : block.end] for block in said.blocks if block.article is not None and block.role in BODY_ROLES
    )


def _score_gaps(dump: GoldDump, found: Segmentation, config: EvalConfig) -> Iterator[tuple[str, Share]]:
    """Measures over the gaps between units, for segmentations of the same text."""
    units = choose_units(dump, config)
    gold, ours = mark_gaps(dump.gold.starts, units), mark_gaps(found.starts, units)
    window = half_segment(gold)
    yield "pk", pk(gold, ours, window)
    yield "windowdiff", window_diff(gold, ours, window)
    yield "boundary_similarity", boundary_similarity(gold, ours)
    yield "segmentation_similarity", segmentation_similarity(gold, ours)
    yield "edit_distance", Share(boundary_edit_distance(gold, ours), 1)


def choose_units(dump: GoldDump, config: EvalConfig) -> Sequence[Span]:
    """What Pk counts in, see `EvalConfig.unit`."""
    is_coarse = len(dump.units) <= len(dump.gold.starts) + 1
    if config.unit == "word" or (config.unit == "auto" and is_coarse):
        return [Span(*word.span()) for word in re.finditer(r"\S+", dump.text)]
    return dump.units


def _score_articles(dump: GoldDump, found: Segmentation) -> Iterator[tuple[str, Share | Counts]]:
    """Measures over articles. A system that only knows starts is compared with gold that only knows them, too."""
    gold_blocks, found_blocks = dump.gold.blocks, found.blocks
    if gold_blocks is None or found_blocks is None:
        gold_blocks = segments_from_starts(dump.text, dump.gold.starts)
        found_blocks = segments_from_starts(dump.text, found.starts)
    yield "article", article_counts(dump.text, gold_blocks, found_blocks, 1.0)
    yield "article_iou90", article_counts(dump.text, gold_blocks, found_blocks, LEAST_IOU)
    yield from v_measure(dump.text, gold_blocks, found_blocks)._asdict().items()


def _score_kinds(
    dump: GoldDump, found: Segmentation, right: set[int], hit: set[int]
) -> Iterator[tuple[str, Share | Counts]]:
    """Measures of what is full and what a teaser. `right` and `hit` are the starts that agree, found and gold."""
    gold = dump.gold
    if gold.kinds is not None and len(gold.kinds) == 1:
        articles = len(found.starts) + 1 if found.kinds is None else len(found.kinds)
        yield "left_whole", Share(articles == 1, 1)
    if gold.kinds is None or found.kinds is None:
        return
    wanted = full_starts(gold)
    claimed = full_starts(found)
    yield (
        "full_start",
        Counts(sum(s in right for s in claimed), len(claimed), sum(s in hit for s in wanted), len(wanted)),
    )
    if Kind.TEASER not in gold.kinds:
        yield "false_teaser", Share(Kind.TEASER in found.kinds, 1)
    if gold.blocks is not None and found.blocks is not None:
        yield "teaser", teaser_counts(dump.text, gold.blocks, gold.kinds, found.blocks, found.kinds)


def full_starts(said: Segmentation) -> list[int]:
    """The starts of full articles, the dump's first block excepted."""
    kinds = said.kinds or ()
    # The first article has no start among `starts` where it is the first block.
    return [start for start, kind in zip(reversed(said.starts), reversed(kinds), strict=False) if kind is Kind.FULL]


def _judge_articles(gold: Segmentation, found: Segmentation, tolerance: int) -> Iterator[tuple[float, bool]]:
    """Confidence of each article found, and whether gold has one of its kind with the same first and last character."""
    if found.confidences is None or found.blocks is None or found.kinds is None or gold.blocks is None:
        return
    wanted = sorted(zip(article_spans(gold.blocks), gold.kinds or (), strict=False))
    for span, kind, confidence in zip(article_spans(found.blocks), found.kinds, found.confidences, strict=True):
        near = islice(wanted, bisect_left(wanted, span.start - tolerance, key=lambda article: article[0].start), None)
        candidates = takewhile(lambda article: article[0].start <= span.start + tolerance, near)  # noqa: B023 - used up here
        yield confidence, any(kind is other and abs(span.end - place.end) <= tolerance for place, other in candidates)


def article_spans(blocks: Sequence[RoleSpan]) -> list[Span]:
    """First and last character of each article, by its number."""
    spans: dict[int, Span] = {}
    for block in blocks:
        if block.article is not None:
            before = spans.get(block.article, Span(block.start, block.end))
            spans[block.article] = Span(min(before.start, block.start), max(before.end, block.end))
    return [spans[number] for number in sorted(spans)]
