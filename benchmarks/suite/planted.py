"""Articles with planted copies, made from the fixtures with a seed: so that the benchmark of copies runs everywhere.

Unrelated articles are runs of one to three words each, taken from all over the English fixtures: they share the
vocabulary but, save by chance, no five words in a row. Copies are damaged in the ways that copies on the web are; rows
of a category `neg_...` look like copies and are none.
"""

from __future__ import annotations

import textwrap
import unicodedata
from itertools import chain
from pathlib import Path
from random import Random
from typing import TYPE_CHECKING, Any

import orjson

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

FIXTURES = Path(__file__).parent.parent.parent / "fixtures"
SEED = 1
RUN_WORDS = (1, 3)
SENTENCE_WORDS = (8, 22)
PARAGRAPH_SENTENCES = (2, 5)
ARTICLE_PARAGRAPHS = (2, 9)
TEASER_WORDS = (40, 90)
SINGLE_ROWS = 8
"""Articles of each round that nothing is a copy of."""
MULTI_KINDS = ("exact", "light", "ocr_lo", "teaser")
LOOK_ALIKES = {"m": "rn", "l": "1", "o": "0", "e": "c", "h": "b", "S": "5", "i": "l"}
"""What recognition of characters takes for one another."""
BOILERPLATE = (
    "This article first appeared in the weekend edition. Readers can reach the desk at the address printed on page two "
    "and will get an answer within the week, unless the ferry is late again."
)
BIO = "Ilse Brandvold is the district reporter of the Merrow Courier. Her book on lighthouses appears in the spring."
TOWNS = ("Kellsund", "Dunmarrow", "Tamsel", "Brightwater", "Varrick", "Ostrin", "Halvik", "Peldon")
TEMPLATE = (
    "{town} can expect {low} to {high} degrees on {day}, with a wind of {wind} knots from the {side}. The chance of "
    "rain is {rain} percent in the morning and {later} percent after noon. The tide is highest at {hour}:{minute:02}, "
    "{height} centimetres above the mean. The harbour office of {town} advises small boats to stay in until {until}. "
    "{more}"
)


class Writer:
    """Writes articles that never were, from the words of the fixtures."""

    def __init__(self, seed: int = SEED) -> None:
        self.random = Random(seed)  # noqa: S311 - the same texts in every run are the point
        self.words = [word for text in _read_fixtures() for word in text.split()]

    def write(self) -> str:
        """One article."""
        return "\n\n".join(self._paragraph() for _ in range(self.random.randint(*ARTICLE_PARAGRAPHS)))

    def report(self) -> str:
        """One report of the weather: all are of one template, and none is a copy of another."""
        pick = self.random.randint
        low = pick(-9, 20)
        return TEMPLATE.format(
            town=self.random.choice(TOWNS),
            low=low,
            high=low + pick(2, 9),
            day=self.random.choice(("Monday", "Tuesday", "Thursday", "Saturday")),
            wind=pick(2, 40),
            side=self.random.choice(("north", "east", "south", "west")),
            rain=pick(0, 100),
            later=pick(0, 100),
            hour=pick(0, 23),
            minute=pick(0, 59),
            height=pick(30, 240),
            until=self.random.choice(("dawn", "noon", "the evening", "further notice")),
            more=self._sentence(),
        )

    def _paragraph(self) -> str:
        return " ".join(self._sentence() for _ in range(self.random.randint(*PARAGRAPH_SENTENCES)))

    def _sentence(self) -> str:
        wanted = self.random.randint(*SENTENCE_WORDS)
        words: list[str] = []
        while len(words) < wanted:
            begin = self.random.randrange(len(self.words))
            words += self.words[begin : begin + self.random.randint(*RUN_WORDS)]
        sentence = " ".join(words).rstrip(".,;:!?")
        return sentence[:1].upper() + sentence[1:] + "."


def _read_fixtures() -> Iterator[str]:
    for path in sorted((FIXTURES / "gold").glob("*.jsonl")):
        for line in path.read_bytes().splitlines():
            row = orjson.loads(line)
            spans = [(block["start"], block["end"]) for block in row["blocks"] if block["role"] == "body"]
            if row.get("language") == "en":
                yield from (row["text"][start:end] for start, end in spans)
    for row in _read_copies():
        yield row["text"]


def _read_copies() -> list[dict[str, Any]]:
    return [orjson.loads(line) for line in (FIXTURES / "clusters" / "copies.jsonl").read_bytes().splitlines()]


def _repeat(random: Random, text: str) -> str:
    return text


def _reset(random: Random, text: str) -> str:
    """Other quotes, decomposed letters, hard line ends, and the first paragraph in capitals."""
    first, *others = text.translate({0x201C: '"', 0x201D: '"', 0x2019: "'", 0x20: "\u00a0"}).split("\n\n")
    wrapped = ("\n".join(textwrap.wrap(part.replace("\u00a0", " "), 68)) for part in (first.upper(), *others))
    return unicodedata.normalize("NFD", "\n\n".join(wrapped))


def _edit(share: float) -> Callable[[Random, str], str]:
    def edit(random: Random, text: str) -> str:
        words = text.split(" ")
        return " ".join(random.choice(words).strip() if random.random() < share else word for word in words)

    return edit


def _misread(share: float) -> Callable[[Random, str], str]:
    def misread(random: Random, text: str) -> str:
        return "".join(
            LOOK_ALIKES.get(letter, random.choice("abcdefgh"))
            if letter.isalnum() and random.random() < share
            else letter
            for letter in text
        )

    return misread


def _cut(random: Random, text: str) -> str:
    return " ".join(text.split()[: random.randint(*TEASER_WORDS)])


def _cut_and_frame(random: Random, text: str) -> str:
    return f"Most read\n\n{_cut(random, text)} …\n\nContinue reading"


def _take_out(random: Random, text: str) -> str:
    """Two thirds of the words from the middle."""
    words = text.split()
    return " ".join(words[len(words) // 6 : -len(words) // 6])


def _abridge(random: Random, text: str) -> str:
    """About six sentences of ten, the first one always."""
    first, *others = text.replace("\n\n", " ").split(". ")
    return ". ".join([first, *(sentence for sentence in others if random.random() < 0.6)])


def _frame(random: Random, text: str) -> str:
    return f"{text}\n\n{BOILERPLATE}"


KINDS: dict[str, Callable[[Random, str], str]] = {
    "exact": _repeat,
    "norm": _reset,
    "light": _edit(0.03),
    "medium": _edit(0.15),
    "ocr_lo": _misread(0.03),
    "ocr_hi": _misread(0.07),
    "teaser": _cut,
    "teaser_noisy": _cut_and_frame,
    "excerpt": _take_out,
    "abridge": _abridge,
    "boiler": _frame,
}
"""How a copy differs from what it is a copy of."""


def make_rows(rounds: int, seed: int = SEED) -> list[dict[str, Any]]:
    """The rows of the fixtures and about 40 more for each round, shuffled: {id, text, cluster, cat, parent}.

    The same for the same fixtures and seed.
    """
    writer = Writer(seed)
    rows = _read_copies()
    for number in range(rounds):
        rows += _make_round(writer, f"r{number}")
    writer.random.shuffle(rows)
    return rows


def _make_round(writer: Writer, name: str) -> Iterator[dict[str, Any]]:
    families = [(kind,) for kind in KINDS]
    for family in chain(families, [MULTI_KINDS]):
        parent, text = f"{name}-{'-'.join(family)}", writer.write()
        yield _row(parent, text, parent, "parent")
        for kind in family:
            copy = KINDS[kind](writer.random, text)
            yield _row(f"{parent}-copy-{kind}", copy, parent, kind if len(family) == 1 else "multi", parent)
    for number in range(SINGLE_ROWS):
        yield _row(f"{name}-uniq-{number}", writer.write(), f"{name}-uniq-{number}", "uniq")
    for number in range(2):
        for kind, text in (("neg_tmpl", writer.report()), ("neg_boiler", f"{writer.write()}\n\n{BIO}")):
            yield _row(f"{name}-{kind}-{number}", text, f"{name}-{kind}-{number}", kind)


def _row(name: str, text: str, cluster: str, kind: str, parent: str | None = None) -> dict[str, Any]:
    return {"id": name, "text": text, "cluster": cluster, "cat": kind, "parent": parent}
