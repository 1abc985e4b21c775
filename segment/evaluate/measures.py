"""The table of measures: what each is called, what it means, and which way is better.

A dump gives counts under the name of a family (`DumpScore.values`); precision, recall and F1 of a family, or its one
share, are the measures.
"""

from __future__ import annotations

from typing import NamedTuple

from segment.types import Role


class Family(NamedTuple):
    """What is counted together on each dump."""

    name: str
    meaning: str
    has_macro: bool = True
    """False where most dumps have none or one of it, so that a mean over dumps says little."""
    macro_first: bool = False
    less_is_better: bool = False


COUNTED: tuple[Family, ...] = (
    Family("boundary", "places where an article starts"),
    Family("full_start", "starts of full articles behind another one", has_macro=False),
    Family("article", "articles with exactly the right text"),
    Family("article_iou90", "articles that share .9 of their characters with the right one"),
    Family("body", "4-gram shingles of the bodies", macro_first=True),
    Family("teaser", "body blocks of teasers", has_macro=False),
    *(Family(f"role_{role}", f"blocks that are a {role}", has_macro=False) for role in (*map(str, Role), "residue")),
    Family("pair", "pairs of rows in one cluster", has_macro=False),
    Family("bcubed", "B-cubed, the mean over rows of what their cluster shares", has_macro=False),
)
"""Families with precision, recall and F1."""

SHARED: tuple[Family, ...] = (
    Family("exact", "dumps with every boundary right"),
    Family("pk", "windows that Pk finds wrong", macro_first=True, less_is_better=True),
    Family("windowdiff", "windows that WindowDiff finds wrong", macro_first=True, less_is_better=True),
    Family("boundary_similarity", "boundary similarity B", macro_first=True),
    Family("segmentation_similarity", "segmentation similarity S", macro_first=True),
    Family("edit_distance", "boundary edits for each dump", less_is_better=True),
    Family("homogeneity", "homogeneity of articles over characters"),
    Family("completeness", "completeness of articles over characters"),
    Family("v_measure", "V-measure of articles over characters"),
    Family("false_teaser", "dumps without teasers that get one", less_is_better=True),
    Family("left_whole", "dumps of one article that stay one"),
)
"""Families with one figure; their micro and macro average differ only where dumps weigh differently."""

ADJUSTED_RAND = "adjusted_rand"
RECALL_OF = "recall_"
"""Of duplicates of one category: `recall_teaser`."""
MERGED = "merged_"
"""Rows of a category that must stay apart, merged with anything: `merged_neg_boiler`; less is better."""

FAMILIES = {family.name: family for family in (*COUNTED, *SHARED)}
PARTS = ("precision", "recall", "f1")


def is_less_better(measure: str) -> bool:
    """Whether a smaller value of this measure is the better one."""
    return measure.startswith(MERGED) or (measure in FAMILIES and FAMILIES[measure].less_is_better)


def meaning(measure: str) -> str:
    """What a measure says, for a person.

    >>> meaning("boundary_f1")
    'places where an article starts: F1'
    """
    if measure in FAMILIES:
        return FAMILIES[measure].meaning
    name, _, part = measure.rpartition("_")
    if name in FAMILIES and part in PARTS:
        return f"{FAMILIES[name].meaning}: {'F1' if part == 'f1' else part}"
    if measure == ADJUSTED_RAND:
        return "adjusted Rand index of the clusters"
    if measure.startswith(RECALL_OF):
        return f"copies of the kind {measure.removeprefix(RECALL_OF)!r} found"
    return f"rows of the kind {measure.removeprefix(MERGED)!r} merged with anything"
