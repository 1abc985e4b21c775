"""Whether a block reads like the first paragraph of an article, or like the last.

Two linear models over the words near the start and near the end of a block, with names and numbers reduced to their
shapes. They were fitted once and ship as `data/lead.txt` and `data/tail.txt`; here they are cues like others: a grade
says how likely the words are, the decoder decides what that is worth.
"""

from __future__ import annotations

from functools import cache
from importlib.resources import files
from itertools import pairwise
from typing import TYPE_CHECKING

from segment.cues.base import Scale

if TYPE_CHECKING:
    from collections.abc import Sequence

    import regex


WINDOW_CHARS = 240
LONGEST = 30
"""Tokens that are looked at."""
PLACED = 4
"""Tokens next to the edge whose place counts, too."""
GRADES = (-4.5, -3.0, -1.5, 0.0, 1.0)
"""Log-odds between one grade and the next."""


@cache
def _token() -> regex.Pattern[str]:
    import regex

    return regex.compile(r"\p{L}[\p{L}'’]* | \p{N}+ | [^\s\p{L}\p{N}]", regex.VERBOSE)


@cache
def _plain() -> frozenset[str]:
    """Words frequent enough to stand for themselves; others are names, numbers or rare."""
    from segment.cues.cohesion import find_frequent

    return _function_words() | find_frequent()


@cache
def _function_words() -> frozenset[str]:
    from segment.words import word_list

    lists = ("connectives", "openers", "pronouns", "going_on", "said", "months")
    return frozenset(word.lower() for name in lists for word in word_list(name) if " " not in word)


@cache
def reduce_token(token: str) -> str:
    """A token as the models see it: itself if it is frequent, else its shape.

    >>> [reduce_token(token) for token in ("said", "Lindqvist", "NATO", "2031", ",")]
    ['said', 'Xx', 'XX', '9999', ',']
    """
    lower = token.lower()
    if lower in _plain() or not token[0].isalnum():
        return lower
    if token[0].isdigit():
        return "9" * min(len(token), 4)
    if token.isupper() and len(token) > 1:
        return "XX"
    return "Xx" if token[0].isupper() else "xx"


def features(text: str, *, from_end: bool) -> list[str]:
    """The words next to one edge of a text, alone, in pairs, and the outermost with their place."""
    found: list[str] = _token().findall(text)
    tokens = [reduce_token(token) for token in (found[: -LONGEST - 1 : -1] if from_end else found[:LONGEST])]
    named = [f"{place}:{token}" for place, token in enumerate(tokens[:PLACED])]
    pairs = [f"{one} {two}" for one, two in pairwise(tokens)]
    return list(dict.fromkeys((*tokens, *named, *pairs)))


@cache
def _weights(name: str) -> dict[str, float]:
    """Log-odds by feature, in hundredths in the file; the bias has the empty name."""
    table = {}
    for line in files("segment").joinpath("data", f"{name}.txt").read_text("utf-8").splitlines():
        if not line.startswith("# "):
            weight, _, feature = line.partition("\t")
            table[feature] = int(weight) / 100
    return table


def score_lead(text: str) -> float:
    """Log-odds that a text begins like an article."""
    weights = _weights("lead")
    return weights[""] + sum(weights.get(feature, 0.0) for feature in features(text, from_end=False))


def score_tail(text: str) -> float:
    """Log-odds that a text ends like an article."""
    weights = _weights("tail")
    return weights[""] + sum(weights.get(feature, 0.0) for feature in features(text, from_end=True))


def grade_edges(text: str, spans: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """For each block how much its beginning reads like a lead, and its end like a tail."""
    grades = []
    for start, end in spans:
        # A block that a seam ended early is read on: the words behind it belong to its beginning.
        lead = score_lead(text[start : start + WINDOW_CHARS])
        tail = score_tail(text[max(0, end - WINDOW_CHARS) : end])
        grades.append((_grade(lead), _grade(tail)))
    return grades


def _grade(score: float) -> int:
    return sum(score >= grade for grade in GRADES)


_NAMES = tuple(map(str, range(len(GRADES) + 1)))
LEAD = Scale(
    "lead", _NAMES, lambda context, number: context.edges[number][0], "begins like an article", in_settings=True
)
TAIL = Scale("tail", _NAMES, lambda context, number: context.edges[number][1], "ends like an article")
CUES = (*LEAD.cues(), *TAIL.cues())
