"""The evaluation: gold in, every system's answer to each dump scored, figures out. The file to read first here."""

from __future__ import annotations

import heapq
from functools import partial
from typing import TYPE_CHECKING, NamedTuple

from segment import __version__
from segment.errors import UsageError
from segment.evaluate.measures import is_less_better
from segment.evaluate.records import Check, Evaluation, Example, Segmentation, Summary
from segment.evaluate.score import score_dump
from segment.evaluate.summary import loss, make_bands, make_bins, make_differences, make_figures, sum_roles
from segment.evaluate.systems import load_system
from segment.parallel import map_in_order

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from segment.config import Config, EvalConfig, SplitConfig
    from segment.evaluate.records import Difference, DumpScore, Estimate, GoldDump

NOTHING_FOUND = Segmentation(starts=())
"""For a dump that a system's output has no row for."""


class Contestant(NamedTuple):
    """A system by name, or its output."""

    name: str
    found: Mapping[str, Segmentation] | None = None
    """By id of the dump; None: the system of that name is run."""


class _Tally:
    """The scores of one system so far, and its worst dumps: of all others only counts are kept."""

    def __init__(self, name: str, worst: int) -> None:
        self.name = name
        self.scores: list[DumpScore] = []
        self._worst = worst
        self._examples: list[tuple[float, int, Example]] = []

    def add(self, example: Example) -> None:
        self.scores.append(example.score)
        badness = loss(example.score)
        if badness > 0 and self._worst:
            # Of dumps that are equally bad, the first ones stay.
            heapq.heappush(self._examples, (badness, -example.gold.index, example))
            if len(self._examples) > self._worst:
                heapq.heappop(self._examples)

    def summary(self, config: EvalConfig) -> Summary:
        return Summary(
            system=self.name,
            dumps=len(self.scores),
            chars=sum(score.chars for score in self.scores),
            figures=make_figures(self.scores, config.resamples, config.seed),
            roles=sum_roles(self.scores),
            reliability=make_bins(self.scores),
            bands=make_bands(self.scores, config.resamples, config.seed),
            worst=tuple(example for *_, example in sorted(self._examples, key=lambda item: item[:2], reverse=True)),
        )


def evaluate(gold_name: str, gold: Iterable[GoldDump], contestants: Sequence[Contestant], config: Config) -> Evaluation:
    """Score one system, or two against each other, on all dumps of gold.

    Gold is gone through once. Raises UsageError if there is no dump in it.
    """
    for contestant in contestants:
        if contestant.found is None:  # a mistyped name, or a missing package, shows before the work begins
            load_system(contestant.name, config.split)
    tallies = [_Tally(contestant.name, config.evaluate.worst) for contestant in contestants]
    items = ((dump, tuple(_given(contestant, dump) for contestant in contestants)) for dump in gold)
    names = tuple(contestant.name for contestant in contestants)
    work = partial(examine, names=names, split=config.split, config=config.evaluate)
    for examples in map_in_order(work, items, config.jobs, lambda item: len(item[0].text)):
        for tally, example in zip(tallies, examples, strict=True):
            tally.add(example)
    if not tallies[0].scores:
        message = f"{gold_name}: there is no dump of gold in it that could be used"
        raise UsageError(message)
    summaries = [tally.summary(config.evaluate) for tally in tallies]
    return make_evaluation(gold_name, summaries, [tally.scores for tally in tallies], config.evaluate)


Answers = tuple["GoldDump", tuple[Segmentation | None, ...]]
"""A dump, and what each system said of it where that is known already."""


def _given(contestant: Contestant, dump: GoldDump) -> Segmentation | None:
    return None if contestant.found is None else contestant.found.get(dump.id, NOTHING_FOUND)


def examine(item: Answers, names: Sequence[str], split: SplitConfig, config: EvalConfig) -> tuple[Example, ...]:
    """Every system's answer to one dump, scored; a system whose answer is not given is run."""
    dump, given = item
    answers = [
        load_system(name, split)(dump) if found is None else found for name, found in zip(names, given, strict=True)
    ]
    return tuple(Example(dump, found, score_dump(dump, found, config)) for found in answers)


def make_evaluation(
    gold_name: str, summaries: Sequence[Summary], scores: Sequence[Sequence[DumpScore]], config: EvalConfig
) -> Evaluation:
    """All of it together; two systems are compared with each other."""
    differences: tuple[Difference, ...] = ()
    if len(summaries) > 1:
        differences = make_differences(scores[0], scores[1], config.resamples, config.seed)
    return Evaluation(
        gold=gold_name,
        version=__version__,
        tolerance=config.tolerance,
        unit=config.unit,
        resamples=config.resamples,
        systems=tuple(summaries),
        differences=differences,
    )


AVERAGES = ("micro", "macro")


def check_floors(summary: Summary, floors: Sequence[tuple[str, str | None, float]]) -> tuple[Check, ...]:
    """Each floor (measure, average or None, value) beside what was reached.

    For measures of which less is better the floor is a ceiling. Raises UsageError for a measure that was not measured.
    """
    checks = []
    for name, average, floor in floors:
        figure = summary.figures.get(name)
        estimate: Estimate | None = None
        if figure is not None:
            estimate = {"micro": figure.micro, "macro": figure.macro, None: figure.main}[average]
        if estimate is None:
            known = ", ".join(summary.figures)
            message = f"--fail-under: {name} was not measured here. Measured were {known}"
            raise UsageError(message)
        passed = estimate.value <= floor if is_less_better(name) else estimate.value >= floor
        checks.append(Check(f"{name}:{average}" if average else name, floor, estimate.value, passed))
    return tuple(checks)


def parse_floors(text: str) -> list[tuple[str, str | None, float]]:
    """`boundary_f1=0.95,body_f1:micro=0.9` as (measure, average or None, floor). Raises UsageError for anything else.

    >>> parse_floors("boundary-f1=0.95,pk:micro=.1")
    [('boundary_f1', None, 0.95), ('pk', 'micro', 0.1)]
    """
    floors = []
    for part in text.split(","):
        name, _, value = part.strip().partition("=")
        name, _, average = name.strip().replace("-", "_").partition(":")
        number = _parse_number(value)
        if not name or number is None or (average and average not in AVERAGES):
            message = f"--fail-under takes MEASURE=NUMBER or MEASURE:micro=NUMBER, separated by commas, not {part!r}"
            raise UsageError(message)
        floors.append((name, average or None, number))
    return floors


def _parse_number(text: str) -> float | None:
    import re

    # `float` takes far more: nan, inf, 1_0, digits of other scripts.
    return float(text) if re.fullmatch(r"\s*[0-9]{0,9}\.?[0-9]{1,9}\s*", text) else None
