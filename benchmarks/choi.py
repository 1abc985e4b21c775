"""How the rivals do on texts of the form that they were published with: C99 and U00 must come near their papers.

    python benchmarks/choi.py GOLD.jsonl.gz... [--texts N] [--seed N] [--write FOLDER]

A text is ten segments, each the first n sentences of another article; n is drawn from the range of the set. That is
the form of Choi 2000, "Advances in domain independent linear text segmentation", whose texts are of the Brown corpus;
here they are of the full articles of any gold. Printed are, for each set, the mean Pk of each system in per cent, with
k half the mean segment, once over sentences and once over words (as the papers count), beside what is published.

What differs from the papers: the texts (news repeat the names of their subject, which should make them easier than the
mixture of Brown); the stop words, a list of our own; sentences, found by a pattern. In each step C99 is free to cut any
segment anywhere, as its paper says; its program looks for the best cut of each segment first. TextTiling gets each
sentence as a paragraph. On news the figures over words lie at or below the published ones, with 3-5 the hardest set
for both systems, and U00 ahead of C99.
"""

from __future__ import annotations

import argparse
import gzip
import random
import re
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any

import orjson

from segment.config import EvalConfig
from segment.evaluate.boundaries import half_segment, mark_gaps, pk
from segment.evaluate.records import GoldDump, Segmentation, Span
from segment.evaluate.score import choose_units
from segment.evaluate.systems import load_system

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from segment.types import EvalUnit

SETS = {"3-11": (3, 11), "3-5": (3, 5), "6-8": (6, 8), "9-11": (9, 11)}
"""Fewest and most sentences of a segment."""
SEGMENTS = 10
SEPARATOR = "=========="
PUBLISHED = {
    # Utiyama & Isahara 2001, Table 2: the systems find the number of segments by themselves.
    "c99": {"3-11": 13, "3-5": 18, "6-8": 10, "9-11": 10},
    "u00": {"3-11": 11, "3-5": 13, "6-8": 6, "9-11": 6},
}
UNITS: tuple[EvalUnit, EvalUnit] = ("block", "word")
SYSTEMS = ("none", "texttiling", "c99", "u00")
SENTENCE_END = re.compile(r"(?<=[.!?])[\"'”’)]{0,2} +(?=[\"'“‘(]{0,2}[A-Z])")
FEWEST_WORDS = 4
"""Of a sentence; less is a line of another kind, or half of an abbreviation."""

Text = list[list[str]]
"""Segments of sentences."""


def read_articles(path: Path) -> Iterator[list[str]]:
    """Sentences of each full article of a file of gold."""
    with gzip.open(path) as lines:
        for line in lines:
            row = orjson.loads(line)
            for number, article in enumerate(row["articles"]):
                if article["kind"] == "full":
                    yield find_sentences(row, number)


def find_sentences(row: dict[str, Any], article: int) -> list[str]:
    """Sentences of the body of one article."""
    paragraphs = (
        " ".join(row["text"][block["start"] : block["end"]].split())
        for block in row["blocks"]
        if block["article"] == article and block["role"] == "body"
    )
    sentences = (sentence for paragraph in paragraphs for sentence in SENTENCE_END.split(paragraph))
    return [sentence for sentence in sentences if len(sentence.split()) >= FEWEST_WORDS]


def make_texts(articles: Sequence[list[str]], fewest: int, most: int, texts: int, chance: random.Random) -> list[Text]:
    """Texts of one set."""
    long = [article for article in articles if len(article) >= most]
    return [
        [article[: chance.randint(fewest, most)] for article in chance.sample(long, SEGMENTS)] for _ in range(texts)
    ]


def as_gold(text: Text) -> GoldDump:
    """One text as the systems read it: a sentence a line."""
    units, starts = [], []
    offset = 0
    for segment in text:
        starts.append(offset)
        for sentence in segment:
            units.append(Span(offset, offset + len(sentence)))
            offset += len(sentence) + 1
    joined = "\n".join(sentence for segment in text for sentence in segment)
    return GoldDump("", "choi", 0, 1, joined, Segmentation(tuple(starts[1:])), tuple(units))


def write_text(text: Text, path: Path) -> None:
    """A text in the form of Choi's files."""
    parts = ["\n".join(segment) for segment in text]
    path.write_text(f"{SEPARATOR}\n" + f"\n{SEPARATOR}\n".join(parts) + f"\n{SEPARATOR}\n", "utf-8")


def measure_pk(gold: GoldDump, found: Segmentation, unit: EvalUnit) -> float:
    """Beeferman's Pk over blocks (sentences) or words, with k half the mean segment."""
    units = choose_units(gold, EvalConfig(unit=unit))
    wanted, claimed = mark_gaps(gold.gold.starts, units), mark_gaps(found.starts, units)
    wrong, windows = pk(wanted, claimed, half_segment(wanted))
    return wrong / windows


def measure(golds: Sequence[GoldDump], name: str) -> tuple[float, float, float]:
    """Mean Pk in per cent over sentences and over words, and milliseconds for a text."""
    system = load_system(name)
    began = time.process_time()
    answers = [system(gold) for gold in golds]
    spent = time.process_time() - began
    pairs = list(zip(golds, answers, strict=True))
    by_sentence, by_word = (sum(measure_pk(*pair, unit) for pair in pairs) for unit in UNITS)
    return 100 * by_sentence / len(golds), 100 * by_word / len(golds), 1000 * spent / len(golds)


def main() -> None:
    """Make the texts of each set, measure the systems on them, and print a line for each."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("gold", nargs="+", type=Path)
    parser.add_argument("--texts", type=int, default=100, help="of each set")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--write", type=Path, metavar="FOLDER", help="write the texts as Choi files, a folder a set")
    options = parser.parse_args()
    articles = [article for path in options.gold for article in read_articles(path)]
    print(f"{'set':6}{'system':12}{'Pk sentences':>14}{'Pk words':>10}{'published':>11}{'ms/text':>9}")
    for name, (fewest, most) in SETS.items():
        texts = make_texts(articles, fewest, most, options.texts, random.Random(f"{options.seed} {name}"))  # noqa: S311
        if options.write:
            (options.write / name).mkdir(parents=True, exist_ok=True)
            for number, text in enumerate(texts):
                write_text(text, options.write / name / f"{number}.ref")
        golds = [as_gold(text) for text in texts]
        for system in SYSTEMS:
            by_sentence, by_word, spent = measure(golds, system)
            published = PUBLISHED.get(system, {}).get(name, "")
            print(f"{name:6}{system:12}{by_sentence:14.1f}{by_word:10.1f}{published:>11}{spent:9.1f}", flush=True)


if __name__ == "__main__":
    main()
