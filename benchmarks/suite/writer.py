"""Writes articles that never were from the words of any text, so that there are as many of them as anybody wants.

They are runs of one to three words each, taken from all over the text: they share the vocabulary but, save by chance,
no five words in a row. Real articles would not do: any large collection of them has copies that nobody planted.
"""

from __future__ import annotations

import gzip
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import orjson

from suite.damage import BOILERPLATE

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from random import Random

FIXTURES = Path(__file__).parent.parent.parent / "fixtures"
RUN_WORDS = 3
SENTENCE_WORDS = (8, 22)
ARTICLE_WORDS = (60, 1000)
NEW_PARAGRAPH = 0.3
"""How often a sentence opens a paragraph."""
BIO = "Ilse Brandvold is the district reporter of the Merrow Courier. Her book on lighthouses appears in the spring."
TEMPLATES = (
    "{town} can expect {low} to {high} degrees on {day}, with a wind of {some} knots from the {side}. The chance of "
    "rain is {percent} percent in the morning and {other} percent after noon. The tide is highest at {hour}:{minute}, "
    "{height} centimetres above the mean. The harbour office of {town} advises small boats to stay in until {until}. ",
    "Shares of {maker} closed at {hour}.{minute} crowns on {day}, {percent} hundredths above the day before, in a "
    "market that moved little. {height},000 shares changed hands, {some} percent more than on an ordinary day. "
    "Analysts in {town} expect a dividend of {low_count} crowns and a profit of {other} million. {maker} reports again "
    "on {until}. ",
    "{town} beat {rival} {high} to {low_count} on {day} in front of {height} people at the harbour ground. {player} "
    "scored {some} points, {low_count} of them in the last {hour} minutes, and left with a sore knee. {rival} has lost "
    "{low_count} of its last {high} matches and is {percent} points behind. {town} plays again on {until}. ",
)
"""Reports that come every day with other names and numbers: alike, and none a copy of another."""
FILLERS: dict[str, Sequence[Any]] = {
    "town": ("Kellsund", "Dunmarrow", "Tamsel", "Brightwater", "Varrick", "Ostrin", "Halvik", "Peldon"),
    "rival": ("Merrow", "Velm", "Sarnholt", "Greyhaven", "Lindow", "Askerby", "Torvik", "Ulmstead"),
    "maker": ("Varga Ropes", "Aho Timber", "Merrow Ferries", "Quist Lamps", "Haldane Mills", "Sorel Salt"),
    "player": ("Mara Lindqvist", "Jon Aho", "Edda Varga", "Tomas Okonjo", "Ines Brandt", "Pavel Sorel"),
    "day": ("Monday", "Tuesday", "Thursday", "Saturday"),
    "side": ("north", "east", "south", "west"),
    "until": ("the first", "the tenth", "the last day of the month", "further notice"),
    "low": range(-9, 9),
    "high": range(9, 25),
    "low_count": range(1, 9),
    "some": range(2, 41),
    "percent": range(101),
    "other": range(101),
    "hour": range(10, 24),
    "minute": range(10, 60),
    "height": range(30, 900),
}


class Writer:
    """Writes texts from some words; the same for the same random numbers."""

    def __init__(self, words: Sequence[str], lengths: tuple[int, int] = ARTICLE_WORDS) -> None:
        self.words = words
        self.lengths = lengths
        """Of articles, about, in words. Short ones are more frequent, as among news: uniform in the logarithm."""

    def article(self, random: Random) -> str:
        """One article."""
        shortest, longest = self.lengths
        wanted = shortest * (longest / shortest) ** random.random()
        parts = [self._sentence(random)]
        spaces = parts[0].count(" ")
        while spaces < wanted:
            sentence = self._sentence(random)
            spaces += 1 + sentence.count(" ")
            parts += "\n\n" if random.random() < NEW_PARAGRAPH else " ", sentence
        return "".join(parts)

    def report(self, random: Random) -> str:
        """One report of the day, with a sentence of its own."""
        filled = {name: random.choice(values) for name, values in FILLERS.items()}
        return random.choice(TEMPLATES).format_map(filled) + self._sentence(random)

    def signed(self, random: Random) -> str:
        """An article that ends as all of its author do."""
        return f"{self.article(random)}\n\n{BIO} {BOILERPLATE}"

    def _sentence(self, random: Random) -> str:
        wanted = random.randint(*SENTENCE_WORDS)
        number = random.random  # `randrange` takes three times as long, and this is where the time goes
        words: list[str] = []
        while len(words) < wanted:
            begin = int(number() * len(self.words))
            words += self.words[begin : begin + 1 + int(number() * RUN_WORDS)]
        sentence = " ".join(words).rstrip(".,;:!?")
        return sentence[:1].upper() + sentence[1:] + "."


def collect_words(texts: Iterable[str]) -> list[str]:
    """All words in order. Each is held once however often it comes: millions of them take little memory."""
    return [sys.intern(word) for text in texts for word in text.split()]


def read_texts(path: Path) -> Iterator[str]:
    """The `text` of each row of a JSONL file, or else the whole file; either may be gzipped."""
    is_rows = path.name.removesuffix(".gz").endswith(".jsonl")
    with gzip.open(path) if path.suffix == ".gz" else path.open("rb") as file:
        if is_rows:
            yield from (orjson.loads(line)["text"] for line in file)
        else:
            yield file.read().decode("utf-8", "replace")


def read_fixtures() -> Iterator[str]:
    """The English of the fixtures."""
    for path in sorted((FIXTURES / "gold").glob("*.jsonl")):
        for line in path.read_bytes().splitlines():
            row = orjson.loads(line)
            spans = [(block["start"], block["end"]) for block in row["blocks"] if block["role"] == "body"]
            if row.get("language") == "en":
                yield from (row["text"][start:end] for start, end in spans)
    yield from (row["text"] for row in read_copies())


def read_copies() -> list[dict[str, Any]]:
    """Rows of the fixtures with copies that were written by hand."""
    return [orjson.loads(line) for line in (FIXTURES / "clusters" / "copies.jsonl").read_bytes().splitlines()]
