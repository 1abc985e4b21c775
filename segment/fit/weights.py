"""From gold to weights, step by step; deterministic, and bounded by the number of blocks."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import partial
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from segment.cues import CUES
from segment.decode import LABELS, TEASER
from segment.errors import UsageError
from segment.evidence import judge_grades, look, look_again_at
from segment.fit.cuts import fit_cuts
from segment.fit.forests import find_edges, fit_forest
from segment.fit.gold import make_example, take_body
from segment.fit.lexicon import FOLDS, count_words, fit_models
from segment.forest import REACH, SPAN
from segment.measures import DRAFTED, MEASURED, windowed_names
from segment.measures.lexicon import score
from segment.model import FIRST_NAMES, NO_LOOK, SECOND_NAMES, SINGLE, Look, Weights
from segment.parallel import map_in_order
from segment.scan import scan
from segment.types import Role

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from numpy.typing import NDArray

    from segment.evaluate.records import GoldDump
    from segment.fit.gold import Example
    from segment.measures.lexicon import Lexicon

PAGE_SHARE = 0.8
"""Of the dumps with one main article, which have many blocks, so many are used for the trees; all for the words."""
BODY_SHARE = 0.25
"""Of the pages, of so many the body is learnt as a dump of one article, too; with all, neighbours are joined."""
LONGEST = 1500
"""Blocks of a dump that trees are learnt from; in longer ones one kind of list would outweigh all others."""
START_RATE, LABEL_RATE, TEXT_RATE = 0.15, 0.5, 0.5
"""Share of the blocks used: of those of pages for starts and for labels, and of the text of other dumps for labels."""
FEWEST_DUMPS = 12
THRESHOLD = 0.6
"""Probability from which on an article starts; from .45 to .65 F1 on columns and news moves by .005."""
START_SETTINGS = {
    "num_leaves": 24, "learning_rate": 0.08, "min_data_in_leaf": 40, "min_sum_hessian_in_leaf": 1.0, "rounds": 240,
}  # fmt: skip
LABEL_SETTINGS = {
    "num_leaves": 16, "learning_rate": 0.1, "min_data_in_leaf": 20, "min_sum_hessian_in_leaf": 1.0, "lambda_l2": 2.0,
    "rounds": 100, "feature_fraction": 0.1, "bagging_fraction": 0.4,
}  # fmt: skip
"""Without a least sum of hessians the leaves of rare labels run away, by hundreds of log-odds."""
AGAIN_START_SETTINGS = {**START_SETTINGS, "num_leaves": 20, "learning_rate": 0.06, "rounds": 240}
AGAIN_LABEL_SETTINGS = {**LABEL_SETTINGS}


class _Looked(NamedTuple):
    """One example and its evidence as grades."""

    example: Example
    grades: NDArray[np.uint8]
    words: NDArray[np.float64]
    start_rows: NDArray[np.int64]
    label_rows: NDArray[np.int64]
    half: int
    """Of the examples, for drafts that were not learnt from the dump itself."""


@dataclass(frozen=True, slots=True)
class _Plan:
    """Which columns at which offsets a forest may ask."""

    start: Sequence[int]
    label: Sequence[int]


def _plan(names: Sequence[str]) -> _Plan:
    column = {name: number for number, name in enumerate(names)}

    def place(wanted: Iterable[str], offsets: Sequence[int]) -> list[int]:
        return [column[name] * SPAN + offset + REACH for offset in offsets for name in wanted if name in column]

    patterns = [cue.name for cue in CUES]
    beside = (-1, 0, 1)
    shared = [*place(patterns, beside), *place(DRAFTED, beside), *place([SINGLE], (0,))]
    return _Plan(
        start=[*place(MEASURED, (-2, -1, 0, 1)), *shared],
        label=[*place(MEASURED, beside), *place(windowed_names(), (0,)), *shared],
    )


def fit_weights(
    dumps: Sequence[GoldDump],
    pages: Sequence[GoldDump],
    *,
    origin: str,
    seed: int,
    jobs: int,
    on_step: Callable[[str], None],
) -> Weights:
    """Learn from gold dumps, and from gold of pages with one main article each."""
    gold = [*_number(dumps, single=False), *_number(pages, single=True)]
    firsts = [item.dump for item in gold if item.single and item.is_first]
    bodies = map(take_body, firsts[:: round(1 / BODY_SHARE)])
    gold += [_Gold(body, single=False, is_first=False) for body in bodies if body is not None]
    on_step("words")
    lexicon = count_words((item.dump.text, item.dump.group) for item in gold if item.is_first)
    on_step("cuts inside of lines")
    lexicon = fit_cuts(dumps, lexicon, seed)
    on_step("blocks")
    make = partial(_make, lexicon=lexicon)
    examples = [example for example in map_in_order(make, gold, jobs, _gold_size) if example is not None]
    several = [example for example in examples if len(example.blocks) > 1]
    if len(several) < FEWEST_DUMPS or not any(example.starts[1:].any() for example in several):
        message = (
            f"{len(several)} dumps of gold with several blocks are too few to learn from: {FEWEST_DUMPS} are needed, "
            "and some with more than one article."
        )
        raise UsageError(message)
    on_step("wording of leads and roles")
    lexicon, held_out = fit_models([example for example in examples if example.is_first], lexicon, seed)
    on_step("cues")
    chance = np.random.default_rng(seed)
    used = [
        example for example in examples
        if 1 < len(example.blocks) <= LONGEST and not (example.single and chance.random() >= PAGE_SHARE)
    ]  # fmt: skip
    values = list(map_in_order(partial(_look, lexicon=lexicon, held_out=held_out), used, jobs, _example_size))
    for example, rows in zip(used, values, strict=True):
        _find_disclaimers(example, rows)
    edges = {
        name: find_edges(np.concatenate([rows[:, column] for rows in values]))
        for column, name in enumerate(FIRST_NAMES)
    }
    weights = Weights(origin, lexicon, {**edges, **dict.fromkeys(DRAFTED, ())}, NO_LOOK, NO_LOOK, THRESHOLD, 1.0)
    looked: list[_Looked] = []
    for example, rows in zip(used, values, strict=True):
        start_rows, label_rows = _choose_rows(example, chance)
        words = rows[:, FIRST_NAMES.index("words")].astype(np.float64)
        half = len(looked) % 2
        looked.append(_Looked(example, weights.grade(rows.astype(np.float64)), words, start_rows, label_rows, half))
    del values
    fit = partial(_fit_look, seed=seed, threads=jobs)
    plan = _plan(FIRST_NAMES)
    halves = []
    for half in (0, 1):
        on_step(f"first look, without half {half + 1} of the dumps")
        halves.append(fit([item for item in looked if item.half != half], plan, START_SETTINGS, LABEL_SETTINGS))
    on_step("first look")
    weights = replace(weights, first=fit(looked, plan, START_SETTINGS, LABEL_SETTINGS))
    on_step("drafts")
    drafted = list(map_in_order(partial(_draft, weights=weights, halves=halves), looked, jobs, _looked_size))
    for column, name in enumerate(DRAFTED):
        edges[name] = find_edges(np.concatenate([rows[:, column] for rows in drafted]))
    weights = replace(weights, edges=edges)
    again = [
        item._replace(grades=np.concatenate((item.grades, weights.grade_drafted(rows.astype(np.float64))), axis=1))
        for item, rows in zip(looked, drafted, strict=True)
    ]
    on_step("second look")
    return replace(weights, second=fit(again, _plan(SECOND_NAMES), AGAIN_START_SETTINGS, AGAIN_LABEL_SETTINGS))


class _Gold(NamedTuple):
    dump: GoldDump
    single: bool
    is_first: bool
    """Of the renderings of one page, `NAME/RENDERER`."""


def _number(dumps: Sequence[GoldDump], *, single: bool) -> Iterator[_Gold]:
    seen: set[str] = set()
    for dump in dumps:
        key = dump.id.rpartition("/")[0] if single else dump.id
        yield _Gold(dump, single, not key or key not in seen)
        seen.add(key)


def _make(item: _Gold, lexicon: Lexicon) -> Example | None:
    return make_example(item.dump, lexicon, single=item.single, is_first=item.is_first)


def _gold_size(item: _Gold) -> int:
    return len(item.dump.text)


def _example_size(example: Example) -> int:
    return len(example.text)


def _looked_size(item: _Looked) -> int:
    return len(item.example.text)


def _look(example: Example, lexicon: Lexicon, held_out: Sequence[Lexicon]) -> NDArray[np.float32]:
    """The columns of the first look; the wording of each block is judged by a model that has not seen its group."""
    scanned = scan(example.text, example.blocks)
    by_fold = [score(scanned, known) for known in held_out]
    folds = example.groups % FOLDS
    scores = {name: np.choose(folds, [fold[name] for fold in by_fold]) for name in by_fold[0]}
    return look(example.text, scanned, lexicon, single=example.single, scores=scores)[0].astype(np.float32)


def _find_disclaimers(example: Example, rows: NDArray[np.float32]) -> None:
    """Gold from web pages calls a bio what an author is and whose opinion it was; the program tells them apart."""
    says_so = rows[:, FIRST_NAMES.index("disclaimer")] > 0
    example.labels[says_so & (example.labels == LABELS.index(Role.BIO))] = LABELS.index(Role.DISCLAIMER)


def _choose_rows(example: Example, chance: np.random.Generator) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    draw = chance.random(len(example.blocks))
    text = np.isin(example.labels, (LABELS.index(Role.BODY), LABELS.index(TEASER)))
    if example.single:
        start, label = (draw < START_RATE) | example.starts, draw < LABEL_RATE
    else:
        start, label = np.ones(len(draw), bool), (draw < TEXT_RATE) | ~text
    start[0] = False
    return np.flatnonzero(start), np.flatnonzero(label)


def _fit_look(
    items: Sequence[_Looked], plan: _Plan, start: dict[str, float], label: dict[str, float], *, seed: int, threads: int
) -> Look:
    grades = [item.grades for item in items]
    return Look(
        fit_forest(
            grades,
            [item.start_rows for item in items],
            [item.example.starts[item.start_rows].astype(np.int64) for item in items],
            [np.ones(len(item.start_rows), np.float32) for item in items],
            features=plan.start,
            settings=start,
            outputs=1,
            seed=seed,
            threads=threads,
        ),
        fit_forest(
            grades,
            [item.label_rows for item in items],
            [item.example.labels[item.label_rows] for item in items],
            [_weigh(item)[item.label_rows] for item in items],
            features=plan.label,
            settings=label,
            outputs=len(LABELS),
            seed=seed,
            threads=threads,
        ),
    )


def _weigh(item: _Looked) -> NDArray[np.float32]:
    """Of a page, which has a hundred lines of menu for one of text, long blocks count more."""
    if not item.example.single:
        return np.ones(len(item.words), np.float32)
    weights = np.log1p(item.words)
    return (weights / max(float(weights.mean()), 0.1)).astype(np.float32)


def _draft(item: _Looked, weights: Weights, halves: Sequence[Look]) -> NDArray[np.float32]:
    """The columns that the second look adds, from a first look that has not seen this dump."""
    beliefs = judge_grades(item.grades, weights, halves[item.half], single=item.example.single)
    scanned = scan(item.example.text, item.example.blocks)
    return look_again_at(scanned, item.words, beliefs, weights.lexicon).astype(np.float32)
