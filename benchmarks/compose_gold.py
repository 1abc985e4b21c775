"""Dumps of many shapes from gold of few: articles taken apart and put together anew.

    python benchmarks/compose_gold.py GOLD.jsonl.gz... --rows 1000 [--seed N] -o composed.jsonl.gz

Each dump has a shape of its own: full articles in a row, a column with teasers behind it, a front page of headlines and
blurbs, a digest of short items, or a mixture; with or without titles, bylines, dates, bios, captions, section labels,
"Read more" and furniture between, in lines, with blank lines, hard-wrapped or without any line break. Articles are the
full ones of GOLD, furniture is what its dumps have outside articles. The same seed gives the same bytes.
"""

from __future__ import annotations

import argparse
import gzip
import random
import re
import textwrap
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

import orjson

from segment.types import Kind, Role

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

FEWEST_BLOCKS, MOST_BLOCKS = 2, 60
"""Of a body. One paragraph alone may be a teaser that gold took for full; what is longer is a thread or a list."""
SAME_CHARS = 60
"""Articles that open alike are the same article: sets of gold share some."""
SENTENCE_END = re.compile(r"(?<=[.!?])[\"”’)]{0,2} +(?=[\"“‘(]{0,2}[A-Z0-9])")
MORE = (
    *("Read more", "Continue reading", "Read More »", "More", "Full story", "Read the full story", "Keep reading"),
    *("Read on", "[Read more]", "Learn more", "Subscribers only"),
)
LABELS = (
    *("News", "Politics", "Opinion", "Sport", "Culture", "World", "Business", "Local", "Health", "Science", "Analysis"),
    *("Comment", "Features", "Lifestyle", "Economy", "Travel", "EDITORIAL", "TECHNOLOGY", "Latest", "Weather"),
)
RULES = ("***", "* * *", "---", "___", "—", "~", "•", "###", "==========", "- - -")
CUT_ENDS = ("", "", "…", "...", " …", "[…]")
WORDS = (30, 40, 50, 55, 60, 75, 80, 100, 120)
CHARS = (120, 140, 160, 200, 250, 300, 350)
"""Lengths that teasers are cut to."""
LEFT_OVER = 10
"""Words that a text must have beyond its cut; a teaser that holds nearly all is none."""
LONGEST_BLURB = 900
LONGEST_ITEM = 1500
"""Characters of the body of a short item."""
WIDTHS = (60, 66, 70, 72, 76, 78, 80)
LAYOUTS = {"lines": 38, "blank": 18, "loose": 7, "wrapped": 7, "wrapped blank": 7, "stream": 23}
"""How often each layout is drawn."""


class Article(NamedTuple):
    """A full article, taken apart."""

    heads: dict[str, str]
    """Its title, byline and date, as far as it has them."""
    body: tuple[str, ...]
    extras: tuple[tuple[int, str, str], ...]
    """Captions and credits: the number of body blocks before each, its role and text."""
    bio: str | None


class Piece(NamedTuple):
    """One block of a new dump."""

    text: str
    role: str
    article: int | None


@dataclass(frozen=True, slots=True)
class Shape:
    """What the dumps of a shape hold."""

    weight: int
    """How often it is drawn."""
    articles: tuple[int, int]
    """Fewest and most."""
    items: tuple[str, ...]
    """What an article becomes, drawn anew for each: `full`, `teaser`, `blurb` or `short`."""
    leads: int = 0
    """So many articles at the beginning are full whatever `items` says."""
    titles: float = 0.5
    """How often a dump of this shape has titles."""


SHAPES = {
    "bare": Shape(12, (1, 9), ("full",), titles=0.0),
    "titled": Shape(14, (1, 8), ("full",), titles=1.0),
    "column": Shape(32, (1, 7), ("teaser",), leads=1),
    "two columns": Shape(8, (2, 7), ("teaser",), leads=2),
    "front": Shape(10, (4, 16), ("blurb",), titles=1.0),
    "digest": Shape(10, (3, 10), ("short", "blurb", "teaser"), titles=0.8),
    "mixed": Shape(12, (2, 10), ("full", "full", "blurb", "teaser", "short")),
    "teasers": Shape(6, (2, 8), ("teaser",)),
    "short": Shape(6, (3, 12), ("short",)),
}


@dataclass(frozen=True, slots=True)
class Habits:
    """What all articles of one dump share, as those of one site do."""

    titles: bool
    bylines: bool
    dates: bool
    order: str
    """Of title, byline and date, by their first letters."""
    cut: str
    """By `words`, `chars`, `sentences` or `blocks`."""
    length: int
    end: str
    """Of a cut text."""
    more: str | None
    labels: bool
    rule: str | None
    furniture: float
    extras: bool

    @classmethod
    def draw(cls, dice: random.Random, shape: Shape) -> Habits:
        """The habits of one dump."""
        cut = dice.choice(("words", "words", "chars", "sentences", "blocks"))
        return cls(
            titles=dice.random() < shape.titles,
            bylines=dice.random() < 0.5,
            dates=dice.random() < 0.4,
            order=dice.choice(("tbd", "tdb", "dtb", "btd", "dbt")),
            cut=cut,
            length=dice.choice(WORDS if cut == "words" else CHARS if cut == "chars" else (1, 1, 2, 2, 3)),
            end=dice.choice(CUT_ENDS),
            more=dice.choice(MORE) if dice.random() < 0.3 else None,
            labels=dice.random() < 0.25,
            rule=dice.choice(RULES) if dice.random() < 0.1 else None,
            furniture=dice.choice((0.0, 0.0, 0.0, 0.15, 0.4)),
            extras=dice.random() < 0.5,
        )


def take_apart(rows: Iterable[dict[str, Any]]) -> tuple[list[Article], list[list[str]]]:
    """The full articles of gold, each once, and its runs of furniture."""
    articles: dict[str, Article] = {}
    furniture = []
    for row in rows:
        for number, run in groupby(row["blocks"], key=lambda block: block["article"]):
            texts = [(block["role"], _line(row["text"][block["start"] : block["end"]])) for block in run]
            if number is None:
                furniture.append([text for _, text in texts])
        for number, article in enumerate(row["articles"]):
            if article["kind"] == Kind.FULL:
                blocks = [block for block in row["blocks"] if block["article"] == number]
                found = _read_article([(b["role"], _line(row["text"][b["start"] : b["end"]])) for b in blocks])
                if FEWEST_BLOCKS <= len(found.body) <= MOST_BLOCKS:
                    articles.setdefault(found.body[0][:SAME_CHARS], found)
    return list(articles.values()), furniture


def _line(text: str) -> str:
    return " ".join(text.split())


def _read_article(blocks: Sequence[tuple[str, str]]) -> Article:
    heads: dict[str, str] = {}
    body: list[str] = []
    extras = []
    bio = None
    for role, text in blocks:
        if role in (Role.BODY, Role.HEADING):
            body.append(text)
        elif role in (Role.TITLE, Role.BYLINE, Role.DATE):
            heads.setdefault(role[0], text)
        elif role in (Role.CAPTION, Role.CREDIT) and body:
            extras.append((len(body), role, text))
        elif role == Role.BIO:
            bio = text
    return Article(heads, tuple(body), tuple(extras), bio)


def compose(dice: random.Random, articles: Sequence[Article], furniture: Sequence[list[str]]) -> dict[str, Any] | None:
    """One dump as a row of gold; None where the dice left nothing to tell."""
    shape = dice.choices(list(SHAPES.values()), [shape.weight for shape in SHAPES.values()])[0]
    habits = Habits.draw(dice, shape)
    count = dice.randint(*shape.articles)
    titled = [article for article in articles if "t" in article.heads] if habits.titles else []
    drawn = dice.sample(titled if len(titled) > count else articles, min(count, len(articles)))
    pieces = _furniture(dice, furniture, 12) if dice.random() < 0.25 else []
    kinds: list[Kind] = []
    for number, article in enumerate(drawn):
        item = "full" if number < shape.leads else dice.choice(shape.items)
        added = list(_write(dice, article, item, habits, len(kinds)))
        if not added:
            continue
        kinds.append(Kind.FULL if item in ("full", "short") else Kind.TEASER)
        pieces += added
        if dice.random() < habits.furniture:
            pieces += _furniture(dice, furniture, 5)
    if dice.random() < 0.2:
        pieces += _furniture(dice, furniture, 10)
    return _lay_out(dice, pieces, kinds) if kinds else None


def _furniture(dice: random.Random, furniture: Sequence[list[str]], most: int) -> list[Piece]:
    if not furniture:
        return []
    run = dice.choice(furniture)
    count = dice.randint(1, most)
    start = dice.randrange(max(1, len(run) - count + 1))
    return [Piece(text, Role.BOILERPLATE, None) for text in run[start : start + count]]


def _write(dice: random.Random, article: Article, item: str, habits: Habits, number: int) -> Iterator[Piece]:
    """The blocks of one article, those before and behind it included."""
    body = _choose_body(dice, article, item, habits)
    if not body:
        return
    is_full = item == "full"
    if habits.labels and dice.random() < 0.6:
        yield Piece(dice.choice(LABELS), Role.BOILERPLATE, None)
    wanted = {"t": habits.titles, "b": habits.bylines and (is_full or dice.random() < 0.5), "d": habits.dates}
    roles = {"t": Role.TITLE, "b": Role.BYLINE, "d": Role.DATE}
    for letter in habits.order:
        if wanted[letter] and letter in article.heads and article.heads[letter] != body[0]:
            yield Piece(article.heads[letter], roles[letter], number)
    is_glued = habits.more is not None and item in ("teaser", "blurb") and dice.random() < 0.3
    for place, text in enumerate(body):
        if is_full and habits.extras:
            yield from (Piece(extra, role, number) for before, role, extra in article.extras if before == place > 0)
        is_last = place == len(body) - 1
        yield Piece(f"{text} {habits.more}" if is_glued and is_last else text, Role.BODY, number)
    if is_full and article.bio and dice.random() < 0.8:
        yield Piece(article.bio, Role.BIO, number)
    if habits.more and item in ("teaser", "blurb") and not is_glued and dice.random() < 0.8:
        yield Piece(habits.more, Role.BOILERPLATE, None)
    if habits.rule:
        yield Piece(habits.rule, Role.BOILERPLATE, None)


def _choose_body(dice: random.Random, article: Article, item: str, habits: Habits) -> list[str]:
    """What stands of the body; empty where the article does not lend itself to it."""
    if item == "full":
        return list(article.body)
    if item == "short":
        count = dice.randint(1, 3)
        part = article.body[:count] if dice.random() < 0.5 else article.body[-count:]
        is_item = sum(map(len, part)) <= LONGEST_ITEM and part[-1][-1:] in '.!?”"’'
        return list(part) if is_item else []
    if item == "blurb":
        return _cut(article.body, dice.choice(("sentences", "sentences", "blocks")), dice.choice((1, 1, 2)), "")
    return _cut(article.body, habits.cut, habits.length, habits.end)


def _cut(body: Sequence[str], how: str, length: int, end: str) -> list[str]:
    """The beginning of a body: so many words, characters, sentences or blocks of it."""
    text = " ".join(body)
    if how == "words":
        words = text.split()
        return [" ".join(words[:length]) + end] if len(words) > length + LEFT_OVER else []
    if how == "chars":
        return [text[:length].rpartition(" ")[0] + end] if len(text) > length + LEFT_OVER * 4 else []
    blurb = [" ".join(SENTENCE_END.split(text)[:length])] if how == "sentences" else list(body[: min(length, 2)])
    return blurb if len(blurb) < len(body) and sum(map(len, blurb)) <= LONGEST_BLURB else []


def _lay_out(dice: random.Random, pieces: Sequence[Piece], kinds: Sequence[Kind]) -> dict[str, Any]:
    layout = dice.choices(list(LAYOUTS), list(LAYOUTS.values()))[0]
    width = dice.choice(WIDTHS)
    text, blocks = "", []
    before: Piece | None = None
    for piece in pieces:
        if before is not None:
            text += _gap(dice, layout, is_new=piece.article != before.article)
        raw = piece.text
        if layout.startswith("wrapped"):
            raw = textwrap.fill(raw, width, break_long_words=False, break_on_hyphens=False) or raw
        blocks.append({"start": len(text), "end": len(text) + len(raw), "role": piece.role, "article": piece.article})
        text += raw
        before = piece
    return {"text": text, "articles": [{"kind": kind} for kind in kinds], "blocks": blocks}


def _gap(dice: random.Random, layout: str, *, is_new: bool) -> str:
    if layout == "stream":
        return " "
    if layout == "loose":
        return "\n\n\n" if is_new else dice.choice(("\n", "\n\n"))
    return "\n\n" if layout.endswith("blank") else "\n"


def read_rows(paths: Iterable[Path]) -> Iterator[dict[str, Any]]:
    """The rows of gzipped gold."""
    for path in paths:
        with gzip.open(path) as lines:
            yield from map(orjson.loads, lines)


def compose_rows(gold: Iterable[dict[str, Any]], rows: int, seed: int) -> Iterator[dict[str, Any]]:
    """So many dumps, or a few less; each depends on its number and the seed alone."""
    articles, furniture = take_apart(gold)
    for number in range(rows):
        row = compose(random.Random(f"{seed} {number}"), articles, furniture)  # noqa: S311
        if row is not None:
            yield {"id": f"composed{number}", **row}


def main() -> None:
    """Write the dumps."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("gold", nargs="+", type=Path)
    parser.add_argument("--rows", type=int, default=1000)
    parser.add_argument("--seed", type=int, default=7)
    parser.add_argument("-o", "--output", type=Path, required=True)
    options = parser.parse_args()
    with options.output.open("wb") as raw, gzip.GzipFile("", "wb", 6, raw, mtime=0) as file:
        for row in compose_rows(read_rows(options.gold), options.rows, options.seed):
            file.write(orjson.dumps(row) + b"\n")


if __name__ == "__main__":
    main()
