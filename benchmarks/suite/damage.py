"""How copies on the web differ from what they are copies of: one function for each kind, texts in and texts out."""

from __future__ import annotations

import textwrap
import unicodedata
from itertools import chain
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable
    from random import Random

TEASER_WORDS = (40, 90)
TEASER_SHARE = 2 / 3
"""Of the words, at most: what holds nearly all of a short article is no teaser of it."""
EXCERPT_SHARE = (1 / 4, 2 / 3)
EXCERPT_WORDS = 40
"""At least, where the article has as many."""
ABRIDGED_SHARE = 0.6
LOOK_ALIKES = {"m": "rn", "l": "1", "o": "0", "e": "c", "h": "b", "S": "5", "i": "l"}
"""What recognition of characters takes for one another."""
TYPEWRITER = {0x201C: '"', 0x201D: '"', 0x2019: "'", 0x20: "\u00a0"}
BOILERPLATE = (
    "This article first appeared in the weekend edition. Readers can reach the desk at the address printed on page two "
    "and will get an answer within the week, unless the ferry is late again."
)


def _repeat(random: Random, text: str) -> str:
    return text


def _reset(random: Random, text: str) -> str:
    """Other quotes, decomposed letters, hard line ends, and the first paragraph in capitals."""
    first, *others = text.translate(TYPEWRITER).split("\n\n")
    wrapped = ("\n".join(textwrap.wrap(part.replace("\u00a0", " "), 68)) for part in (first.upper(), *others))
    return unicodedata.normalize("NFD", "\n\n".join(wrapped))


def _edit(least: float, most: float) -> Callable[[Random, str], str]:
    """Some of the words are taken out, replaced or followed by another word of the text."""

    def edit(random: Random, text: str) -> str:
        share = random.uniform(least, most)
        words = text.split(" ")
        changed = (_change(random, word, words) if random.random() < share else (word,) for word in words)
        return " ".join(chain.from_iterable(changed))

    return edit


def _change(random: Random, word: str, words: list[str]) -> tuple[str, ...]:
    other = random.choice(words).strip()
    return random.choice(((), (other,), (word, other)))


def _misread(least: float, most: float) -> Callable[[Random, str], str]:
    """Some of the characters are taken for others."""

    def misread(random: Random, text: str) -> str:
        share = random.uniform(least, most)
        return "".join(
            LOOK_ALIKES.get(letter, random.choice("abcdefgh"))
            if random.random() < share and letter.isalnum()
            else letter
            for letter in text
        )

    return misread


def _cut(random: Random, text: str) -> str:
    words = text.split()
    return " ".join(words[: min(random.randint(*TEASER_WORDS), int(len(words) * TEASER_SHARE))])


_edit_lightly = _edit(0.01, 0.05)


def _cut_and_frame(random: Random, text: str) -> str:
    return f"Most read\n\n{_edit_lightly(random, _cut(random, text))} …\n\nContinue reading"


def _take_out(random: Random, text: str) -> str:
    """A run of words from anywhere."""
    words = text.split()
    length = max(EXCERPT_WORDS, int(len(words) * random.uniform(*EXCERPT_SHARE)))
    begin = random.randint(0, max(0, len(words) - length))
    return " ".join(words[begin : begin + length])


def _abridge(random: Random, text: str) -> str:
    """Six sentences of ten, the first one always."""
    first, *others = text.replace("\n\n", " ").split(". ")
    kept = sorted(random.sample(range(len(others)), round(len(others) * ABRIDGED_SHARE)))
    return ". ".join([first, *(others[number] for number in kept)])


def _frame(random: Random, text: str) -> str:
    return f"{text}\n\n{BOILERPLATE}"


KINDS: dict[str, Callable[[Random, str], str]] = {
    "exact": _repeat,
    "norm": _reset,
    "light": _edit_lightly,
    "medium": _edit(0.1, 0.2),
    "ocr_lo": _misread(0.02, 0.05),
    "ocr_hi": _misread(0.05, 0.1),
    "teaser": _cut,
    "teaser_noisy": _cut_and_frame,
    "excerpt": _take_out,
    "abridge": _abridge,
    "boiler": _frame,
}
"""How a copy differs from what it is a copy of."""
