"""Fit the weights of the cues: a linear-chain conditional random field over the states of `segment.model`.

    python benchmarks/fit_weights.py GOLD... --vary GOLD... -o segment/data/weights.json

GOLD are gzipped JSONL files of gold dumps; `FILE:N` takes the first N rows. A file of pages (`page` in its rows) is
fitted with one main article per dump; what is named after `--vary` is varied (see `vary_gold`). The likelihood of the
gold walks is raised by Adam over batches of dumps of one length, with an L2 prior; deterministic, numpy alone.
"""

from __future__ import annotations

import argparse
import gzip
import time
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import orjson
from vary_gold import vary

from segment.blocks import find_blocks
from segment.cues import CUES, Context, collect_evidence
from segment.model import (
    COLUMNS,
    END,
    LABELS,
    NEVER,
    NO_WEIGHTS,
    PAGE_END,
    PAGE_START,
    RESIDUE,
    RESIDUE_AFTER,
    START,
    STATES,
    Grammar,
    State,
    may_follow,
    may_start,
)
from segment.types import Dump, Kind, Role

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from numpy.typing import NDArray

    from segment.blocks import Block

CUE_INDEX = {cue.name: index for index, cue in enumerate(CUES)}
STATE_INDEX = {state: index for index, state in enumerate(STATES)}
COLUMN_INDEX = {name: index for index, name in enumerate(COLUMNS)}
STATE_COLUMN = np.array([COLUMN_INDEX[state.label] for state in STATES])
FORBIDDEN = -1e4
"""Log-factor of what the grammar forbids; no infinity, so that differences stay numbers."""
L2 = 2e-5
LONGEST = 400
"""Blocks of a dump that are fitted; longer ones are cut there."""


@dataclass
class Example:
    """One gold dump: what its cues saw, and the walk that is right."""

    fired: NDArray[np.float32]  # (blocks, cues)
    states: NDArray[np.int64]  # (blocks,)
    starts: NDArray[np.bool_]  # (blocks,)
    single: bool


def read_gold(name: str, *, varied: bool = False) -> Iterator[Example]:
    """The examples of one gold file, as they are or varied."""
    path, _, most = name.partition(":")
    with gzip.open(path) as lines:
        for number, line in enumerate(lines):
            if most and number >= int(most):
                return
            row = orjson.loads(line)
            example = make_example(vary(row) if varied else row)
            if example is not None:
                yield example


def make_example(row: dict[str, Any]) -> Example | None:
    """Blocks as the program cuts them, labelled by the gold block that each one begins in."""
    text, single = row["text"], "page" in row
    blocks = find_blocks(Dump(text, "gold"))[:LONGEST]
    gold = iter(row["blocks"])
    current = next(gold)
    states: list[State] = []
    starts: list[bool] = []
    article, in_body = None, False
    for block in blocks:
        while current["end"] <= block.start and (following := next(gold, None)) is not None:
            current = following
        role = Role("title" if current["role"] == "teaser_title" else current["role"])
        owner = current["article"]
        if owner is None:
            states.append(_gap_state(row, block, article, in_body, single=single))
            starts.append(False)
            continue
        starts.append(owner != article)
        in_body = (in_body and owner == article) or role is Role.BODY
        article = owner
        states.append(_state(Kind(row["articles"][owner]["kind"]), in_body, role))
    if not states or not _is_walk(states, starts, single=single):
        return None
    context = Context(text, blocks)
    fired = np.zeros((len(blocks), len(CUES)), np.float32)
    for number, evidence in enumerate(collect_evidence(context)):
        fired[number, [CUE_INDEX[item.cue] for item in evidence]] = 1
    return Example(fired, np.array([STATE_INDEX[state] for state in states]), np.array(starts), single)


def _gap_state(row: dict[str, Any], block: Block, article: int | None, in_body: bool, *, single: bool) -> State:
    """Residue between two blocks of one article is furniture in it; elsewhere it is outside."""
    if article is None:
        return RESIDUE
    goes_on = any(item["article"] == article and item["start"] >= block.end for item in row["blocks"])
    if goes_on:
        return _state(Kind(row["articles"][article]["kind"]), in_body, Role.BOILERPLATE)
    return RESIDUE_AFTER if single else RESIDUE


def _state(kind: Kind, in_body: bool, role: Role) -> State:
    state = State(kind, in_body, role)
    return state if state in STATE_INDEX else State(kind, in_body, Role.BODY if in_body else Role.TITLE)


def _is_walk(states: Sequence[State], starts: Sequence[bool], *, single: bool) -> bool:
    """Whether the grammar allows it; a title without a text behind it, as at a cut end, it does not."""
    for before, state, start in zip(states, states[1:], starts[1:], strict=False):
        if start:
            if (
                (single and before.kind is not None)
                or not may_start(state)
                or not (before.in_body or before.kind is None)
            ):
                return False
        elif not may_follow(before, state, single=single):
            return False
    return (states[0] == RESIDUE or may_start(states[0])) and (states[-1].in_body or states[-1] == RESIDUE)


class Allowed:
    """Which steps a grammar allows, as arrays over STATES."""

    def __init__(self, grammar: Grammar) -> None:
        size = len(STATES)
        self.article = np.array([state.kind is not None for state in STATES])
        self.follow, self.ended = np.zeros((size, size), bool), np.zeros((size, size), bool)
        self.first, self.leave, self.close = (np.zeros(size, bool) for _ in range(3))
        index = [STATE_INDEX[state] for state in grammar.states]
        for step in grammar.steps:
            here = STATE_INDEX[step.state]
            for reach, table in ((step.follow, self.follow), (step.ended, self.ended)):
                for before, weight in zip(index[reach.low : reach.high], reach.weights, strict=True):
                    table[before, here] = weight > NEVER
            self.first[here], self.leave[here] = step.enter > NEVER, step.leave > NEVER
            self.close[here] = step.close > NEVER
        self.follow |= self.ended
        self.enter = self.first & self.article


GRAMMARS = {single: Allowed(Grammar(NO_WEIGHTS, single=single)) for single in (False, True)}


class Parameters(dict[str, "NDArray[np.float64]"]):
    """`cues` (cues, columns), `follow` (states, states), `enter` and `leave` (states,)."""

    @classmethod
    def zeros(cls) -> Parameters:
        n = len(STATES)
        return cls(
            cues=np.zeros((len(CUES), len(COLUMNS))), follow=np.zeros((n, n)), enter=np.zeros(n), leave=np.zeros(n)
        )


def _logsumexp(values: NDArray[np.float64], axis: int) -> NDArray[np.float64]:
    top = values.max(axis=axis, keepdims=True)
    result: NDArray[np.float64] = np.squeeze(top, axis) + np.log(np.exp(values - top).sum(axis=axis))
    return result


class Lattice:
    """All walks of a batch of dumps, of one length and one kind, as log-factors."""

    def __init__(self, batch: Sequence[Example], parameters: Parameters) -> None:
        self.grammar = grammar = GRAMMARS[batch[0].single]
        start, end = (PAGE_START, PAGE_END) if batch[0].single else (START, END)
        self.start_column, self.end_column = COLUMN_INDEX[start], COLUMN_INDEX[end]
        self.fired = np.stack([example.fired for example in batch])
        self.gold = np.stack([example.states for example in batch])
        self.starts = np.stack([example.starts for example in batch])
        self.size, self.length = self.gold.shape
        scores = (self.fired @ parameters["cues"].astype(np.float32)).astype(np.float64)
        self.emit = scores[:, :, STATE_COLUMN]
        self.start, self.end = scores[:, :, self.start_column], scores[:, :, self.end_column]
        article = grammar.article
        self.follow = np.where(grammar.follow, parameters["follow"], FORBIDDEN)
        self.enter = np.where(grammar.enter, parameters["enter"], FORBIDDEN)
        self.leave = np.where(grammar.leave, parameters["leave"], FORBIDDEN)
        first = np.where(grammar.first, parameters["enter"], FORBIDDEN)
        close = np.where(grammar.close, np.where(article, parameters["leave"], 0.0), FORBIDDEN)
        self.opening = first[None] + article[None] * self.start[:, 0, None]
        self.closing = close[None] + article[None] * self.end[:, -1, None]

    def going(self, number: int) -> NDArray[np.float64]:
        """Going on from the block before, (batch, states, states)."""
        going: NDArray[np.float64] = self.follow[None] + self.grammar.ended[None] * self.end[:, number - 1, None, None]
        return going

    def leaving(self, number: int) -> NDArray[np.float64]:
        """Leaving the block before for a new article, (batch, states)."""
        leaving: NDArray[np.float64] = self.leave[None] + self.grammar.article[None] * self.end[:, number - 1, None]
        return leaving

    def entering(self, number: int) -> NDArray[np.float64]:
        """Entering a new article, (batch, states)."""
        return self.enter[None] + self.start[:, number, None]

    def run_forward(self) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
        """Log-sums over the walks up to each block, and over all whole walks."""
        alpha = np.empty((self.length, self.size, len(STATES)))
        alpha[0] = self.opening + self.emit[:, 0]
        for number in range(1, self.length):
            before = alpha[number - 1]
            on = _logsumexp(before[:, :, None] + self.going(number), 1)
            left = _logsumexp(before + self.leaving(number), 1)
            alpha[number] = np.logaddexp(on, left[:, None] + self.entering(number)) + self.emit[:, number]
        return alpha, _logsumexp(alpha[-1] + self.closing, 1)

    def score_gold(self, gradient: Parameters, counts: NDArray[np.float64]) -> float:
        """Log-factors of the gold walks; what they use is taken from the gradient and the counts."""
        rows, article = np.arange(self.size), self.grammar.article
        total = float(self.opening[rows, self.gold[:, 0]].sum() + self.closing[rows, self.gold[:, -1]].sum())
        np.subtract.at(gradient["enter"], self.gold[:, 0], 1.0)
        np.subtract.at(gradient["leave"], self.gold[:, -1], article[self.gold[:, -1]].astype(float))
        counts[:, 0, self.start_column] -= article[self.gold[:, 0]]
        counts[:, -1, self.end_column] -= article[self.gold[:, -1]]
        for number in range(self.length):
            here = self.gold[:, number]
            counts[rows, number, STATE_COLUMN[here]] -= 1
            total += float(self.emit[rows, number, here].sum())
            if number:
                total += self._score_gold_step(number, gradient, counts)
        return total

    def _score_gold_step(self, number: int, gradient: Parameters, counts: NDArray[np.float64]) -> float:
        before, here, begins = self.gold[:, number - 1], self.gold[:, number], self.starts[:, number]
        stay = ~begins
        rows = np.arange(self.size)
        np.subtract.at(gradient["follow"], (before[stay], here[stay]), 1.0)
        np.subtract.at(gradient["enter"], here[begins], 1.0)
        np.subtract.at(gradient["leave"], before[begins], 1.0)
        counts[:, number, self.start_column] -= begins
        ends = (begins & self.grammar.article[before]) | (stay & self.grammar.ended[before, here])
        counts[:, number - 1, self.end_column] -= ends
        on = self.going(number)[rows[stay], before[stay], here[stay]].sum()
        over = self.leaving(number)[rows[begins], before[begins]] + self.entering(number)[rows[begins], here[begins]]
        return float(on + over.sum())

    def run_backward(
        self, alpha: NDArray[np.float64], total: NDArray[np.float64], gradient: Parameters, counts: NDArray[np.float64]
    ) -> None:
        """Add what all walks together use, each by its probability."""
        article = self.grammar.article
        beta = self.closing
        last = np.exp(alpha[-1] + beta - total[:, None]) * article
        gradient["leave"] += last.sum(0)
        counts[:, -1, self.end_column] += last.sum(1)
        for number in range(self.length - 1, -1, -1):
            posterior = np.exp(alpha[number] + beta - total[:, None])
            for column in range(len(LABELS)):
                counts[:, number, column] += posterior[:, column == STATE_COLUMN].sum(1)
            if number:
                beta = self._step_back(number, alpha[number - 1] - total[:, None], beta, gradient, counts)
        gradient["enter"] += posterior.sum(0)
        counts[:, 0, self.start_column] += (posterior * article).sum(1)

    def _step_back(
        self,
        number: int,
        before: NDArray[np.float64],
        beta: NDArray[np.float64],
        gradient: Parameters,
        counts: NDArray[np.float64],
    ) -> NDArray[np.float64]:
        going, leaving, entering = self.going(number), self.leaving(number), self.entering(number)
        ahead = beta + self.emit[:, number]
        on = np.exp(before[:, :, None] + going + ahead[:, None, :])
        entered = _logsumexp(entering + ahead, 1)
        into = np.exp(_logsumexp(before + leaving, 1)[:, None] + entering + ahead)
        out = np.exp(before + leaving + entered[:, None])
        gradient["follow"] += on.sum(0)
        gradient["enter"] += into.sum(0)
        gradient["leave"] += out.sum(0)
        counts[:, number, self.start_column] += into.sum(1)
        ended = (on * self.grammar.ended[None]).sum((1, 2))
        counts[:, number - 1, self.end_column] += ended + (out * self.grammar.article).sum(1)
        return np.logaddexp(_logsumexp(going + ahead[:, None, :], 2), leaving + entered[:, None])


def batch_gradient(batch: Sequence[Example], parameters: Parameters, gradient: Parameters) -> float:
    """Add the gradient of the negative log-likelihood of a batch, which is returned."""
    lattice = Lattice(batch, parameters)
    alpha, total = lattice.run_forward()
    counts = np.zeros((lattice.size, lattice.length, len(COLUMNS)))
    loss = float(total.sum()) - lattice.score_gold(gradient, counts)
    lattice.run_backward(alpha, total, gradient, counts)
    gradient["cues"] += np.einsum("blc,bld->cd", lattice.fired, counts.astype(np.float32), optimize=True)
    return loss


def make_batches(examples: Sequence[Example], most_blocks: int = 6000) -> list[list[Example]]:
    """Dumps of one length and kind together."""
    groups: dict[tuple[bool, int], list[Example]] = {}
    for example in examples:
        groups.setdefault((example.single, len(example.states)), []).append(example)
    batches: list[list[Example]] = []
    for (_, length), group in sorted(groups.items()):
        step = max(1, most_blocks // length)
        batches.extend(group[i : i + step] for i in range(0, len(group), step))
    return batches


def fit(examples: Sequence[Example], epochs: int, rate: float = 0.05) -> Parameters:
    """Adam over shuffled batches, the rate falling to nothing; one seed."""
    batches = make_batches(examples)
    parameters, first, second = Parameters.zeros(), Parameters.zeros(), Parameters.zeros()
    total = sum(len(example.states) for example in examples)
    random = np.random.default_rng(0)
    steps = epochs * len(batches)
    number = 0
    for epoch in range(epochs):
        began, loss = time.perf_counter(), 0.0
        for index in random.permutation(len(batches)):
            gradient = Parameters.zeros()
            batch = batches[index]
            loss += batch_gradient(batch, parameters, gradient)
            blocks = len(batch) * len(batch[0].states)
            number += 1
            now = rate * (1 - number / steps)
            for name, value in list(parameters.items()):
                slope = gradient[name] / blocks + L2 * value
                first[name] = 0.9 * first[name] + 0.1 * slope
                second[name] = 0.99 * second[name] + 0.01 * slope**2
                parameters[name] = value - now * (first[name] / (1 - 0.9**number)) / (
                    np.sqrt(second[name] / (1 - 0.99**number)) + 1e-8
                )
        print(f"epoch {epoch}: {loss / total:.4f} nats per block, {time.perf_counter() - began:.0f} s", flush=True)
    return parameters


def dump_weights(parameters: Parameters, origin: str, threshold: float) -> bytes:
    """The file of weights: one line per cue."""

    def row(values: NDArray[np.float64], names: Sequence[str]) -> str:
        kept = {name: round(float(value), 2) for name, value in zip(names, values, strict=True) if abs(value) >= 0.05}
        return orjson.dumps(kept).decode()

    names = [state.name for state in STATES]
    lines = [f'"origin": {orjson.dumps(origin).decode()}', f'"threshold": {threshold}']
    cues = [f'  "{cue.name}": {row(parameters["cues"][index], COLUMNS)}' for index, cue in enumerate(CUES)]
    lines.append('"cues": {\n' + ",\n".join(cues) + "\n}")
    follow = [f'  "{name}": {row(parameters["follow"][index], names)}' for index, name in enumerate(names)]
    lines.append('"follow": {\n' + ",\n".join(follow) + "\n}")
    lines.extend(f'"{part}": {row(parameters[part], names)}' for part in ("enter", "leave"))
    return ("{\n" + ",\n".join(lines) + "\n}\n").encode()


def main() -> None:
    """Read, fit, write."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("gold", nargs="+")
    parser.add_argument("--vary", nargs="*", default=[])
    parser.add_argument("-o", "--output", type=Path, required=True)
    parser.add_argument("--threshold", type=float, default=0.45, help="probability from which on an article starts")
    parser.add_argument("--epochs", type=int, default=12)
    options = parser.parse_args()
    began = time.perf_counter()
    examples = [example for name in options.gold for example in read_gold(name)]
    examples += [example for name in options.vary for example in read_gold(name, varied=True)]
    blocks = sum(len(example.states) for example in examples)
    print(f"{len(examples)} dumps, {blocks} blocks, read in {time.perf_counter() - began:.0f} s", flush=True)
    parameters = fit(examples, options.epochs)
    names = " ".join(Path(name).name for name in options.gold)
    varied = " ".join(Path(name).name for name in options.vary)
    origin = f"benchmarks/fit_weights.py {names} --vary {varied} --epochs {options.epochs}"
    options.output.write_bytes(dump_weights(parameters, origin, options.threshold))


if __name__ == "__main__":
    main()
