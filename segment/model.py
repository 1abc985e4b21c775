"""The grammar of dumps and the weights of its cues.

A dump is a walk through *states*: before or in an article (full or teaser), or in the residue. Each block's state has
a *label*, and the evidence on the block speaks for or against labels. So the weights stay few, and each one can be
read: `weights.json` says what a cue adds to the log-odds of a label, of a `start` and of an `end`.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, NamedTuple

from segment.cues import CUES
from segment.errors import WeightsError
from segment.types import Kind, Role

if TYPE_CHECKING:
    from collections.abc import Mapping

TEASER_BODY = "teaser"
"""Label of the text of teasers; the text of full articles has the label `body`."""
START = "start"
"""An article starts at this block."""
END = "end"
"""An article ends with this block."""
LABELS = (*(str(role) for role in Role), TEASER_BODY)
PAGE_START, PAGE_END = "page_start", "page_end"
"""The same where a dump is one page with one main article: menus break off, too, and mean nothing by it."""
COLUMNS = (*LABELS, START, END, PAGE_START, PAGE_END)
"""What the weights of a cue are about, in the order of the decoder's sums."""
NEVER = -math.inf

FULL_HEAD = (
    Role.TITLE,
    Role.BYLINE,
    Role.DATE,
    Role.DATELINE,
    Role.HEADING,
    Role.CAPTION,
    Role.CREDIT,
    Role.BIO,
    Role.BOILERPLATE,
)
"""What may stand in a full article before its first paragraph."""
FULL_REST = (
    Role.BODY,
    Role.HEADING,
    Role.CAPTION,
    Role.CREDIT,
    Role.TITLE,
    Role.BYLINE,
    Role.DATE,
    Role.BIO,
    Role.DISCLAIMER,
    Role.BOILERPLATE,
)
"""... and what from its first paragraph on."""
TEASER_HEAD = (Role.TITLE, Role.BYLINE, Role.DATE)
TEASER_REST = (Role.BODY, Role.BYLINE, Role.DATE, Role.CAPTION)


class State(NamedTuple):
    """What a block is and where in its article it stands."""

    kind: Kind | None
    """None: residue."""
    in_body: bool
    """The first paragraph is reached; an article may end only from here on, so that none is without text."""
    role: Role

    @property
    def label(self) -> str:
        """What the evidence must speak for."""
        return TEASER_BODY if self.kind is Kind.TEASER and self.role is Role.BODY else str(self.role)

    @property
    def name(self) -> str:
        """As written in the file of weights: `full.head.title`, `teaser.body`, `residue`."""
        if self.kind is None:
            return "residue.after" if self.in_body else "residue"
        return f"{self.kind}.{self.role}" if self.in_body else f"{self.kind}.head.{self.role}"


RESIDUE = State(None, False, Role.BOILERPLATE)
RESIDUE_AFTER = State(None, True, Role.BOILERPLATE)
"""Residue behind the only article of a dump; no article starts from here."""
STATES = (
    *(State(Kind.FULL, False, role) for role in FULL_HEAD),
    *(State(Kind.FULL, True, role) for role in FULL_REST),
    *(State(Kind.TEASER, False, role) for role in TEASER_HEAD),
    *(State(Kind.TEASER, True, role) for role in TEASER_REST),
    RESIDUE,
    RESIDUE_AFTER,
)


def may_follow(state: State, following: State, *, single: bool) -> bool:
    """Whether the grammar lets one state follow another without an article starting there."""
    if state.kind is None or following.kind is None:
        return state == following or (state.in_body and state.kind is not None and following == _behind(single=single))
    if state.kind is not following.kind:
        return False
    if not state.in_body and following.in_body:
        return following.role is Role.BODY
    return state.in_body == following.in_body


def _behind(*, single: bool) -> State:
    return RESIDUE_AFTER if single else RESIDUE


def may_start(state: State) -> bool:
    """Whether an article may start with a state."""
    return state.kind is not None and (not state.in_body or state.role is Role.BODY)


@dataclass(frozen=True, slots=True)
class Weights:
    """What each cue adds to the log-odds of labels, and what each step of the walk does."""

    origin: str
    cues: Mapping[str, Mapping[str, float]]
    """Cue → label, `start` or `end` → log-odds."""
    follow: Mapping[str, Mapping[str, float]]
    """State → state that follows it in the same article or in the residue → log-odds."""
    enter: Mapping[str, float]
    """State → log-odds that an article starts with it."""
    leave: Mapping[str, float]
    """State → log-odds that an article ends with it, or that an article follows the residue."""
    threshold: float = 0.5
    """Probability from which on an article starts; below .5, since a missed start costs more than a false one."""


NO_WEIGHTS = Weights("", {}, {}, {}, {})


@cache
def default_weights() -> Weights:
    """The weights that ship with the package."""
    return parse_weights(files("segment").joinpath("data", "weights.json").read_bytes())


def parse_weights(data: bytes) -> Weights:
    """Read a file of weights. Raises WeightsError if its cues are not those of the table."""
    import orjson

    try:
        raw = orjson.loads(data)
        weights = Weights(raw["origin"], raw["cues"], raw["follow"], raw["enter"], raw["leave"], raw["threshold"])
    except (orjson.JSONDecodeError, KeyError, TypeError) as error:
        message = f"not a file of weights: {error}"
        raise WeightsError(message) from error
    missing = sorted({cue.name for cue in CUES} ^ set(weights.cues))
    if missing:
        message = f"cues and weights differ in: {', '.join(missing)}. Fit the weights again."
        raise WeightsError(message)
    return weights


class Reach(NamedTuple):
    """A run of neighbouring states and the log-odds of a step between each of them and one other state."""

    low: int
    high: int
    weights: tuple[float, ...]
    """`NEVER` where the grammar forbids the step."""


@dataclass(frozen=True, slots=True)
class Step:
    """How one state can be reached and left, as log-odds."""

    state: State
    column: int
    """Index of its label in `COLUMNS`."""
    follow: Reach
    """The states it may follow in the same article, or in the residue."""
    ended: Reach
    """The states with which an article may have ended right before, where it is residue."""
    enter: float
    """An article, or the dump, starting with it."""
    leave: float
    """An article starting right behind it."""
    close: float
    """The dump ending with it."""

    @property
    def in_article(self) -> bool:
        """Whether it is no residue."""
        return self.state.kind is not None


class Grammar:
    """The states of a dump and the steps between them; with `single`, a walk has exactly one, full, article."""

    def __init__(self, weights: Weights, *, single: bool) -> None:
        self.weights = weights
        self.single = single
        self.start, self.end = (PAGE_START, PAGE_END) if single else (START, END)
        """The columns that speak of starts and ends, ..."""
        self.start_column, self.end_column = COLUMNS.index(self.start), COLUMNS.index(self.end)
        """... and where they stand."""
        self.states = tuple(state for state in STATES if _is_allowed(state, single=single))
        self.steps = tuple(self._make_step(state) for state in self.states)

    def _make_step(self, state: State) -> Step:
        before = {
            index: self.weights.follow.get(other.name, {}).get(state.name, 0.0)
            for index, other in enumerate(self.states)
            if may_follow(other, state, single=self.single)
        }
        in_article = state.kind is not None and state.in_body
        leave = self.weights.leave.get(state.name, 0.0)
        enter = self.weights.enter.get(state.name, 0.0)
        return Step(
            state,
            COLUMNS.index(state.label),
            follow=_reach({index: w for index, w in before.items() if self.states[index].kind is state.kind}),
            ended=_reach({index: w for index, w in before.items() if self.states[index].kind is not state.kind}),
            enter=enter if may_start(state) or state == RESIDUE else NEVER,
            leave=leave if state == RESIDUE or (in_article and not self.single) else NEVER,
            close=leave if in_article else 0.0 if state == _behind(single=self.single) else NEVER,
        )


class Model(Grammar):
    """A grammar with weights on its steps and on the cues, ready to decode."""

    def __init__(self, weights: Weights, *, single: bool) -> None:
        super().__init__(weights, single=single)
        self.grammar = Grammar(NO_WEIGHTS, single=single)
        """The same steps, all of one weight."""
        self.cue_weights = {
            name: tuple(by_column.get(column, 0.0) for column in COLUMNS) for name, by_column in weights.cues.items()
        }


def _reach(weights: Mapping[int, float]) -> Reach:
    if not weights:
        return Reach(0, 0, ())
    low, high = min(weights), max(weights) + 1
    return Reach(low, high, tuple(weights.get(index, NEVER) for index in range(low, high)))


def _is_allowed(state: State, *, single: bool) -> bool:
    return state.kind is not Kind.TEASER if single else state != RESIDUE_AFTER


@cache
def default_model(*, single: bool) -> Model:
    """The model that ships with the package."""
    return Model(default_weights(), single=single)
