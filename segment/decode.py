"""One decoder weighs all evidence together: the best walk through the grammar, and how sure each step of it is.

The probabilities are those of a linear-chain conditional random field (Lafferty et al. 2001), the best walk over them
is Viterbi's. Both are linear in the number of blocks and look at nothing but the evidence, so that an explanation is
enough to redo a decision.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from operator import add, mul
from typing import TYPE_CHECKING, NamedTuple

from segment.model import COLUMNS, NEVER

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from segment.cues import Evidence
    from segment.model import Grammar, Model, Reach, State, Step


@dataclass(frozen=True, slots=True)
class Placed:
    """What the decoder made of one block."""

    state: State
    starts: bool
    """An article starts here."""
    start_probability: float
    state_probability: float
    """That the block has this label, whatever the article."""
    runner_up: State
    """The most probable state with another label."""


class Scores(NamedTuple):
    """Log-odds of one block: for each state of the model, of a start and of an end."""

    states: tuple[float, ...]
    start: float
    end: float


START_STAKE = 8.0
"""How much more a start counts than the state of one block: a false one moves the states of many."""


def decode(evidence: Sequence[Sequence[Evidence]], model: Model) -> list[Placed]:
    """The walk through the grammar that this evidence makes most of. O(blocks × states²).

    Not the single most probable walk: where it is unsure which of two neighbouring blocks an article starts with, each
    of the walks that start it is less probable than the one that does not. The walk taken is the one whose states and
    starts are right most often over all walks (maximum expected accuracy).
    """
    if not evidence:
        return []
    scores = [score(block, model) for block in evidence]
    starts, states = find_probabilities(scores, model)
    beliefs = [
        Scores(tuple(row), START_STAKE * (start - model.weights.threshold), 0.0)
        for start, row in zip(starts, states, strict=True)
    ]
    walk = find_best_walk(beliefs, model.grammar)
    return [_place(model, *step, start, row) for step, start, row in zip(walk, starts, states, strict=True)]


def score(block: Sequence[Evidence], model: Model) -> Scores:
    """What the evidence on one block adds to each state, to a start and to an end."""
    vectors = [model.cue_weights[item.cue] for item in block]
    totals = [sum(column) for column in zip(*vectors, strict=True)] if vectors else [0.0] * len(COLUMNS)
    states = tuple(totals[step.column] for step in model.steps)
    return Scores(states, totals[model.start_column], totals[model.end_column])


def find_best_walk(scores: Sequence[Scores], model: Grammar) -> list[tuple[int, bool]]:
    """For each block the index of its state, and whether an article starts there."""
    steps = model.steps
    start = scores[0].start
    best = [step.enter + (start if step.in_article else 0.0) for step in steps]
    best = list(map(add, best, scores[0].states))
    rows = [best]
    for before, block in pairwise(scores):
        entered = max(_leaving(best, before, model)) + block.start
        best = [
            max(_reaching(best, step, before, entered)) + value for step, value in zip(steps, block.states, strict=True)
        ]
        rows.append(best)
    return _walk_back(rows, scores, model)


def _leaving(best: Sequence[float], before: Scores, model: Grammar) -> list[float]:
    """For each state, the score of an article starting right behind it."""
    return [
        value + step.leave + (before.end if step.in_article else 0.0)
        for value, step in zip(best, model.steps, strict=True)
    ]


def _reaching(best: Sequence[float], step: Step, before: Scores, entered: float) -> tuple[float, float, float]:
    """The best scores of reaching a state by going on, behind the end of an article, and by starting an article."""
    low, high, weights = step.follow
    on = max(map(add, best[low:high], weights), default=NEVER)
    if step.in_article:
        return on, NEVER, entered + step.enter
    low, high, weights = step.ended
    return on, max(map(add, best[low:high], weights), default=NEVER) + before.end, NEVER


def _walk_back(rows: Sequence[Sequence[float]], scores: Sequence[Scores], model: Grammar) -> list[tuple[int, bool]]:
    """The walk that the best last state came from; each step is found again from the scores."""
    steps, last = model.steps, scores[-1]
    state = _argmax(
        value + step.close + (last.end if step.in_article else 0.0) for value, step in zip(rows[-1], steps, strict=True)
    )
    walk = []
    for number in range(len(rows) - 1, 0, -1):
        best, before, step = rows[number - 1], scores[number - 1], steps[state]
        leaving = _leaving(best, before, model)
        ways = _reaching(best, step, before, max(leaving) + scores[number].start)
        way = ways.index(max(ways))
        walk.append((state, way == 2))
        if way == 2:
            state = leaving.index(max(leaving))
        else:
            low, high, weights = (step.follow, step.ended)[way]
            state = low + _argmax(map(add, best[low:high], weights))
    walk.append((state, steps[state].in_article))
    return walk[::-1]


def _argmax(values: Iterable[float]) -> int:
    """Index of the first of the largest."""
    found = list(values)
    return found.index(max(found))


class _Factors(NamedTuple):
    """A run of neighbouring states and the factor of a step between each of them and one other state."""

    low: int
    high: int
    factors: tuple[float, ...]

    def apply(self, row: Sequence[float]) -> float:
        """What comes through the steps."""
        return float(sum(map(mul, row[self.low : self.high], self.factors)))


class _Odds(NamedTuple):
    """A model's steps as factors instead of log-odds."""

    follow: tuple[_Factors, ...]
    """For each state, from the states before it; ..."""
    ended: tuple[_Factors, ...]
    ahead: tuple[_Factors, ...]
    """... and to the states behind it in the same article or in the residue."""
    ended_ahead: tuple[_Factors, ...]
    enter: tuple[float, ...]
    """0 for the residue, which no article starts with."""
    leave_article: tuple[float, ...]
    leave_residue: tuple[float, ...]
    """0 where no article may start behind the state."""


@cache
def _make_odds(model: Model) -> _Odds:
    steps = model.steps
    size = range(len(steps))
    follow, ended = [_dense(step.follow, size) for step in steps], [_dense(step.ended, size) for step in steps]
    tables = (follow, ended, zip(*follow, strict=True), zip(*ended, strict=True))
    on, over, ahead, over_ahead = (tuple(map(_trim, table)) for table in tables)
    return _Odds(
        on,
        over,
        ahead,
        over_ahead,
        enter=tuple(math.exp(step.enter) if step.in_article else 0.0 for step in steps),
        leave_article=tuple(math.exp(step.leave) if step.in_article else 0.0 for step in steps),
        leave_residue=tuple(0.0 if step.in_article else math.exp(step.leave) for step in steps),
    )


def _dense(reach: Reach, size: range) -> list[float]:
    return [math.exp(reach.weights[index - reach.low]) if reach.low <= index < reach.high else 0.0 for index in size]


def _trim(factors: Sequence[float]) -> _Factors:
    used = [index for index, factor in enumerate(factors) if factor]
    low, high = (used[0], used[-1] + 1) if used else (0, 0)
    return _Factors(low, high, tuple(factors[low:high]))


def find_probabilities(scores: Sequence[Scores], model: Model) -> tuple[list[float], list[list[float]]]:
    """For each block the probability that an article starts there, and that of each state."""
    odds = _make_odds(model)
    factors = []
    for block in scores:
        top = max(block.states)
        factors.append([math.exp(value - top) for value in block.states])
    forward = _run_forward(scores, factors, model, odds)
    return _run_backward(scores, factors, forward, model, odds)


def _run_forward(
    scores: Sequence[Scores], factors: Sequence[Sequence[float]], model: Model, odds: _Odds
) -> list[list[float]]:
    """Probability of each state given the evidence up to its block. Each row sums to 1, so that none vanishes."""
    start = math.exp(scores[0].start)
    row = [math.exp(step.enter) * (start if step.in_article else 1.0) for step in model.steps]
    rows = [_normalized(map(mul, row, factors[0]))]
    for before, block, factor in zip(scores, scores[1:], factors[1:], strict=False):
        row = rows[-1]
        end = math.exp(before.end)
        left = math.exp(block.start) * (end * _dot(row, odds.leave_article) + _dot(row, odds.leave_residue))
        row = [
            follow.apply(row) + end * ended.apply(row) + left * enter
            for follow, ended, enter in zip(odds.follow, odds.ended, odds.enter, strict=True)
        ]
        rows.append(_normalized(map(mul, row, factor)))
    return rows


def _run_backward(
    scores: Sequence[Scores],
    factors: Sequence[Sequence[float]],
    forward: Sequence[Sequence[float]],
    model: Model,
    odds: _Odds,
) -> tuple[list[float], list[list[float]]]:
    end = math.exp(scores[-1].end)
    row = _normalized(math.exp(step.close) * (end if step.in_article else 1.0) for step in model.steps)
    states = [_normalized(map(mul, forward[-1], row))]
    starts: list[float] = []
    for number in range(len(scores) - 1, 0, -1):
        weighted = list(map(mul, row, factors[number]))
        before = forward[number - 1]
        end = math.exp(scores[number - 1].end)
        entered = math.exp(scores[number].start) * _dot(weighted, odds.enter)
        started = [
            entered * (end * article + residue)
            for article, residue in zip(odds.leave_article, odds.leave_residue, strict=True)
        ]
        row = [
            begun + ahead.apply(weighted) + end * ended.apply(weighted)
            for begun, ahead, ended in zip(started, odds.ahead, odds.ended_ahead, strict=True)
        ]
        starts.append(_dot(before, started) / _dot(before, row))
        row = _normalized(row)
        states.append(_normalized(map(mul, before, row)))
    starts.append(sum(value for value, step in zip(states[-1], model.steps, strict=True) if step.in_article))
    return starts[::-1], states[::-1]


def _normalized(values: Iterable[float]) -> list[float]:
    row = list(values)
    total = sum(row)
    return [value / total for value in row]


def _dot(left: Iterable[float], right: Iterable[float]) -> float:
    return float(sum(map(mul, left, right)))


def _place(model: Model, state: int, starts: bool, start: float, states: Sequence[float]) -> Placed:
    by_column: dict[int, float] = {}
    best: dict[int, int] = {}
    for index, step in enumerate(model.steps):
        by_column[step.column] = by_column.get(step.column, 0.0) + states[index]
        if step.column not in best or states[index] > states[best[step.column]]:
            best[step.column] = index
    column = model.steps[state].column
    runner_up = max((other for other in by_column if other != column), key=by_column.__getitem__)
    return Placed(model.states[state], starts, start, by_column[column], model.states[best[runner_up]])
