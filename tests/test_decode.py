"""The decoder finds the best walk, and knows how sure it is; both against slow, obvious versions."""

from __future__ import annotations

import itertools
import math
import random

import pytest

from segment.cues import CUES, Evidence
from segment.decode import decode, find_best_walk, find_probabilities, score
from segment.model import RESIDUE, Model, default_model, default_weights
from segment.types import Kind, Role


def random_evidence(seed: int, blocks: int) -> list[list[Evidence]]:
    chance = random.Random(seed)
    return [[Evidence(cue.name, (0, 0)) for cue in CUES if chance.random() < 0.1] for _ in range(blocks)]


def all_walks(model: Model, scores):
    """Every walk that the grammar allows, with its score."""
    size = range(len(model.steps))
    for states in itertools.product(size, repeat=len(scores)):
        for starts in itertools.product((False, True), repeat=len(scores) - 1):
            total = walk_score(model, scores, states, (model.steps[states[0]].in_article, *starts))
            if total is not None:
                yield states, (model.steps[states[0]].in_article, *starts), total


def walk_score(model, scores, states, starts):
    steps = model.steps
    total = steps[states[0]].enter + (scores[0].start if steps[states[0]].in_article else 0.0)
    for number, state in enumerate(states):
        total += scores[number].states[state]
        if number == 0:
            continue
        before, step = steps[states[number - 1]], steps[state]
        if starts[number]:
            if not step.in_article:
                return None
            total += before.leave + step.enter + scores[number].start
            total += scores[number - 1].end if before.in_article else 0.0
        else:
            on, ended = weight(step.follow, states[number - 1]), weight(step.ended, states[number - 1])
            total += on if on > -math.inf else ended + scores[number - 1].end
    last = steps[states[-1]]
    total += last.close + (scores[-1].end if last.in_article else 0.0)
    return total if total > -math.inf else None


def weight(reach, state):
    return reach.weights[state - reach.low] if reach.low <= state < reach.high else -math.inf


@pytest.mark.parametrize("single", [False, True])
@pytest.mark.parametrize("seed", range(4))
def test_best_walk_and_probabilities_agree_with_trying_every_walk(seed: int, single: bool) -> None:
    model = default_model(single=single)
    scores = [score(block, model) for block in random_evidence(seed, 3)]
    walks = list(all_walks(model, scores))
    states, starts, best = max(walks, key=lambda walk: walk[2])
    assert find_best_walk(scores, model) == list(zip(states, starts, strict=True))

    total = math.fsum(math.exp(score - best) for *_, score in walks)
    start_odds, state_odds = find_probabilities(scores, model)
    for number in range(3):
        wanted = math.fsum(math.exp(score - best) for _, starts, score in walks if starts[number]) / total
        assert start_odds[number] == pytest.approx(wanted, abs=1e-9)
        for state in range(len(model.steps)):
            wanted = math.fsum(math.exp(score - best) for states, _, score in walks if states[number] == state) / total
            assert state_odds[number][state] == pytest.approx(wanted, abs=1e-9)


@pytest.mark.parametrize("seed", range(20))
def test_a_walk_obeys_the_grammar(seed: int) -> None:
    placed = decode(random_evidence(seed, 60), default_model(single=False))
    articles = []
    for place in placed:
        assert place.starts <= (place.state.kind is not None)
        if place.starts:
            articles.append([])
        if place.state.kind is not None:
            articles[-1].append(place.state)
    for states in articles:
        assert len({state.kind for state in states}) == 1
        assert any(state.role is Role.BODY for state in states), "no article is without text"


@pytest.mark.parametrize("seed", range(20))
def test_single_gives_one_full_article(seed: int) -> None:
    placed = decode(random_evidence(seed, 60), default_model(single=True))
    assert sum(place.starts for place in placed) == 1
    assert {place.state.kind for place in placed} <= {Kind.FULL, None}


def test_long_dumps_do_not_run_out_of_numbers() -> None:
    placed = decode(random_evidence(0, 3000), default_model(single=False))
    assert all(0.0 <= place.start_probability <= 1.0 for place in placed)
    assert all(0.0 <= place.state_probability <= 1.0 + 1e-9 for place in placed)


def test_no_blocks_no_walk() -> None:
    assert decode([], default_model(single=False)) == []


def test_every_state_of_the_weights_exists() -> None:
    model = default_model(single=False)
    names = {state.name for state in model.states} | {"residue.after"}
    weights = default_weights()
    assert set(weights.enter) | set(weights.leave) | set(weights.follow) <= names
    assert RESIDUE in model.states
