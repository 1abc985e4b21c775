"""Sets of texts for Hypothesis: a few articles, and what becomes of articles when they are copied."""

from __future__ import annotations

import random
import re
from functools import reduce
from typing import TYPE_CHECKING

from hypothesis import strategies as st
from invented import BIO, FERRY, HARBOUR_ZH, MARKET_ZH, ORCHARD, misread, reword, weather

if TYPE_CHECKING:
    from collections.abc import Callable

REPORT = weather("Velm", 11, 17, 35, 12, 1947)
VOCABULARY = ["tide", "fog", "rope", "nets", "quay", "mast", "bell", "gulls", "crew", "oars", "cargo", "12", "350", "7"]


def chatter(words: int, seed: int) -> str:
    """A text of few different words, so that shingles come again, by chance in other texts, too."""
    dice = random.Random(seed)
    return " ".join(dice.choice(VOCABULARY) for _ in range(words))


def renumber(text: str, seed: int) -> str:
    """The text with other numbers, as a template has them."""
    dice = random.Random(seed)
    return re.sub(r"\d\d+", lambda match: str(dice.randrange(10 ** (len(match[0]) - 1), 10 ** len(match[0]))), text)


def cut(text: str, first: int, words: int) -> str:
    """So many words of the text, or characters where it has no spaces."""
    parts = text.split(" ")
    if len(parts) == 1:
        return text[first : first + words]
    return " ".join(parts[first : first + words])


seeds = st.integers(0, 3)
damages = st.sampled_from([0.02, 0.05, 0.08, 0.12, 0.2, 0.3])

articles = st.one_of(
    st.sampled_from([FERRY, ORCHARD, HARBOUR_ZH, MARKET_ZH, REPORT]),
    st.builds(cut, st.sampled_from([FERRY, ORCHARD, REPORT]), st.integers(0, 30), st.integers(7, 30)),
    st.builds(chatter, st.integers(0, 120), seeds),
)
changes: st.SearchStrategy[Callable[[str], str]] = st.one_of(
    st.builds(lambda seed, share: lambda text: reword(text, seed, share), seeds, damages),
    st.builds(lambda seed, share: lambda text: misread(text, seed, share), seeds, damages),
    st.builds(lambda seed, share: lambda text: misread(text[:99], seed, share) + text[99:], seeds, damages),
    st.builds(lambda seed: lambda text: renumber(text, seed), seeds),
    st.builds(lambda seed, share: lambda text: reword(renumber(text, seed), seed, share), seeds, damages),
    st.builds(lambda words: lambda text: cut(text, 0, words), st.integers(1, 60)),
    st.builds(lambda first, words: lambda text: cut(text, first, words), st.integers(0, 60), st.integers(5, 60)),
    st.builds(lambda other: lambda text: f"{other} {text}", articles),
    st.sampled_from([str.upper, str.strip, lambda text: f"{text} {BIO}", lambda text: f"“{text}”, 12", lambda _: " "]),
)


@st.composite
def families(draw: st.DrawFn, of: st.SearchStrategy[str], most_changes: int = 2, most: int = 9) -> list[str]:
    """A few articles, each with some copies."""
    bases = draw(st.lists(of, min_size=1, max_size=3))
    copies = draw(st.lists(st.tuples(st.sampled_from(bases), st.lists(changes, max_size=most_changes)), max_size=most))
    return [reduce(lambda text, change: change(text), ways, base) for base, ways in copies]


texts = families(articles)
"""Sets of short texts. Few of them are of more than 127 words."""
long_articles = st.builds(lambda seed: f"{chatter(150, seed)} {FERRY} {chatter(200, seed + 9)}", seeds)
long_texts = families(long_articles, most_changes=1, most=4)
