"""Invented results: two systems, one of them with an ugly name, and dumps that went wrong in every way."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace

from segment.evaluate.records import (
    Band,
    Bin,
    Check,
    Counts,
    Difference,
    DumpScore,
    Estimate,
    Evaluation,
    Example,
    Figure,
    GoldDump,
    RoleSpan,
    Segmentation,
    Share,
    Span,
    Summary,
)
from segment.types import Kind

UGLY = "=cmd|'x'!A1\n<script>alert(1)</script>\x1b[2J\x00\u202egpj.`exe`, \"$x$\" @all"
"""Whatever a spreadsheet, a browser, a terminal, XML, Markdown or mathematics might obey."""

TEXTS = (
    "The ferry to Sandholm",
    "By Mara Lindqvist",
    "The ferry was late again on Monday, and nobody on the pier seemed to mind.",
    "Mara Lindqvist is a columnist for the Harbour Post.",
    "A new bakery has opened at the old mill. It sells rye bread until noon",
    "The tramway stops at eight.\u202e\x00 <script>alert(1)</script> <b>Bold</b>",
    "Council votes on the lighthouse",
)
ROLES = ("title", "byline", "body", "bio", "body", "body", "title")
OWNERS = (0, 0, 0, 0, 1, 2, None)


def lay_out(texts):
    """`texts` as one dump, and where each stands in it."""
    spans, at = [], 0
    for text in texts:
        spans.append(Span(at, at + len(text)))
        at += len(text) + 2
    return "\n\n".join(texts), tuple(spans)


def label(spans, roles, owners):
    """The spans as blocks, those without an owner as residue."""
    return tuple(
        RoleSpan(*span, role if owner is not None else "residue", owner)
        for span, role, owner in zip(spans, roles, owners, strict=True)
    )


def make_example(index=3, gold=OWNERS, found=(0, 0, 0, 0, 0, 1, 2), repeat=1, name="harbour/3", **knows):
    """A dump of `repeat` times the text; by default one boundary is missed, one invented, one role wrong."""
    text, spans = lay_out(TEXTS * repeat)

    def answer(owners, kinds):
        shifted = [
            None if owner is None else owner + turn * 3 for turn in range(repeat) for owner in owners
        ]  # three articles a turn
        starts = tuple(
            span.start
            for span, owner, above in zip(spans[1:], shifted[1:], shifted, strict=False)
            if owner is not None and owner != above
        )
        return Segmentation(starts, label(spans, ROLES * repeat, shifted), kinds * repeat)

    right = answer(gold, (Kind.FULL, Kind.TEASER, Kind.TEASER))
    wrong = replace(answer(found, (Kind.FULL, Kind.TEASER, Kind.FULL)), **knows)
    missed = tuple(sorted(set(right.starts) - set(wrong.starts)))
    invented = tuple(sorted(set(wrong.starts) - set(right.starts)))
    score = DumpScore(
        id=name,
        index=index,
        line=index + 1,
        chars=len(text),
        values={"boundary": Counts(1, 2, 1, 2), "pk": Share(0.25, 1)},
        roles=Counter({("body", "body"): 3, ("residue", "title"): 1}),
        confidences=((0.98, True), (0.4, False)),
        missed=missed,
        invented=invented,
    )
    return Example(GoldDump(name, "fixtures/gold.jsonl", index, index + 1, text, right, spans), wrong, score)


def figures(shift=0.0):
    """A few of each kind: both averages, one of them, a role, and one that is no share."""
    given = {
        "boundary_precision": (0.951, 0.94),
        "boundary_recall": (0.904, 0.911),
        "boundary_f1": (0.927, 0.925),
        "full_start_f1": (0.88, None),
        "article_f1": (0.81, 0.802),
        "body_f1": (0.913, 0.909),
        "pk": (0.041, 0.052),
        "edit_distance": (1.25, 1.25),
        "v_measure": (0.97, 0.966),
        **{f"role_{role}_{part}": (value, None) for role, value in RIGHT.items() for part in PARTS},
    }

    def estimate(value):
        return None if value is None else Estimate(value + shift, value + shift - 0.012, value + shift + 0.01)

    return {
        name: Figure(name, estimate(micro), estimate(macro), macro_first=name in ("pk", "body_f1"))
        for name, (micro, macro) in given.items()
    }


PARTS = ("precision", "recall", "f1")
RIGHT = {"title": 0.9, "byline": 0.95, "body": 0.99, "bio": 0.7, "residue": 0.85}
CONFUSION = Counter(
    {
        ("title", "title"): 90,
        ("title", "body"): 10,
        ("byline", "byline"): 38,
        ("byline", "credit"): 2,
        ("body", "body"): 1980,
        ("body", "residue"): 20,
        ("bio", "bio"): 14,
        ("bio", "body"): 6,
        ("residue", "residue"): 170,
        ("residue", "title"): 30,
    }
)
BINS = (
    Bin(0.5, 0.6, 8, 0.56, 0.5),
    Bin(0.7, 0.8, 21, 0.76, 2 / 3),
    Bin(0.8, 0.9, 40, 0.86, 0.9),
    Bin(0.9, 1.0, 212, 0.97, 201 / 212),
)
BANDS = (
    Band(812, 2_400, 40, Estimate(0.97, 0.94, 0.99)),
    Band(2_410, 5_120, 40, Estimate(0.94, 0.91, 0.96)),
    Band(5_200, 17_800, 41, Estimate(0.88, 0.84, 0.92)),
)


def make_summary(system="segment", shift=0.0, **changes):
    """What one invented system reached."""
    summary = Summary(
        system=system,
        dumps=121,
        chars=512_345,
        figures=figures(shift),
        roles=CONFUSION,
        reliability=BINS,
        bands=BANDS,
        worst=(make_example(), make_example(index=17, name=UGLY)),
    )
    return replace(summary, **changes)


def make_evaluation(*systems, **changes):
    """One system by default; two are compared."""
    chosen = systems or (make_summary(),)
    pair = (
        Difference("boundary_f1", 0.927, 0.877, Estimate(-0.05, -0.071, -0.028), 0.0002),
        Difference("pk", 0.052, 0.012, Estimate(0.04, -0.001, 0.081), 0.061),
    )
    evaluation = Evaluation(
        gold="fixtures/gold.jsonl",
        version="0.1.0",
        tolerance=0,
        unit="block",
        resamples=1000,
        systems=chosen,
        differences=pair if len(chosen) > 1 else (),
        checks=(
            Check("boundary_f1", 0.95, 0.927, False),
            Check("body_f1:micro", 0.9, 0.913, True),
            Check("pk", 0.1, 0.052, True),
        ),
    )
    return replace(evaluation, **changes)


ONE = make_evaluation()
TWO = make_evaluation(make_summary(), make_summary(UGLY, -0.05), gold=UGLY)
BARE = make_evaluation(
    make_summary("blank-lines", figures={}, roles=Counter(), reliability=(), bands=(), worst=()), checks=()
)
"""A system of which nothing is known but that it ran."""
EVERY = {"one": ONE, "two": TWO, "bare": BARE}
