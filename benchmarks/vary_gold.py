"""More shapes from the gold there is: lines that it lacks, and other layouts of the same dump.

    python benchmarks/vary_gold.py GOLD.jsonl.gz[:ROWS]... -o varied.jsonl.gz

The gold of columns and news has no credits, headings or disclaimers, and its columns have one layout. `vary` adds
such lines, made from the word lists and invented names, and lays a dump out anew: with blank lines, hard-wrapped, or
without any line break. Seeded by the row's id, so that fitting twice gives the same weights.
"""

from __future__ import annotations

import argparse
import gzip
import random
import textwrap
from itertools import islice
from pathlib import Path
from typing import Any, NamedTuple

import orjson

from segment.words import word_lists

FIRST = (
    "Mara",
    "Jon",
    "Edda",
    "Tomas",
    "Ines",
    "Pavel",
    "Ruth",
    "Otto",
    "Lena",
    "Idris",
    "Noor",
    "Kenji",
    "Sofia",
    "Marek",
    "Aoife",
)
LAST = (
    "Lindqvist",
    "Aho",
    "Varga",
    "Okonjo",
    "Brandt",
    "Sorel",
    "Tanaka",
    "Whitlow",
    "Marsh",
    "Petrov",
    "Haldane",
    "Quist",
    "Moreau",
    "Dale",
)
SECTIONS = (
    "Mountain Works",
    "Northern Press",
    "The Harbour Post",
    "City Archive",
    "Blue Studio",
    "Lakeside Council",
    "Reed Agency",
)
TITLES = ("Staff Photographer", "Harbour Post", "via Northern Press", "for the Courier")
HEADINGS = (
    "What comes next", "A long wait", "The money question", "No easy answers", "Who pays?", "Background",
    "The road ahead", "Lessons from the past", "A quiet revolution", "Open Questions", "How it works",
    "The other side", "Key Points", "In numbers",
)  # fmt: skip
CLOSINGS = (
    "the personal views of the author and do not necessarily reflect the opinion of the newspaper or its owners.",
    "those of the author alone and do not represent the position of this publication.",
    "solely those of the writer.",
    "are the author's own and not those of the editorial board.",
    "do not necessarily represent the views of the paper, its staff or its publisher.",
)
SHORT_SHARE = 0.1
LAYOUTS = ("lines", "lines", "lines", "blank", "wrapped", "run", "run")


class Line(NamedTuple):
    """One block of gold and its text."""

    text: str
    role: str
    article: int | None
    joined: bool = False
    """Stands on the line of the block before."""


def vary(row: dict[str, Any]) -> dict[str, Any]:
    """A row of gold with more kinds of lines and maybe another layout; deterministic."""
    chance = random.Random(f"vary {row['id']}")  # noqa: S311 - no secret
    lines = [
        Line(" ".join(row["text"][block["start"] : block["end"]].split()), block["role"], block["article"])
        for block in row["blocks"]
    ]
    kinds = [article["kind"] for article in row["articles"]]
    if kinds[0] == "full" and chance.random() < SHORT_SHARE:
        lines, kinds = _shorten(lines, chance), kinds[:1]
        row = {**row, "articles": row["articles"][:1]}
    return lay_out(row, _insert(lines, kinds, chance), chance.choice(LAYOUTS), chance)


def _shorten(lines: list[Line], chance: random.Random) -> list[Line]:
    """The first paragraphs of the first article as a dump of their own: a short note, and nothing else."""
    body = [line for line in lines if line.article == 0 and line.role == "body"]
    return body[: chance.choice((1, 1, 2, 3, 4))]


def _insert(lines: list[Line], kinds: list[str], chance: random.Random) -> list[Line]:
    result: list[Line] = []
    with_credit = {number for number in range(len(kinds)) if chance.random() < 0.5}
    with_headings = {number for number in range(len(kinds)) if chance.random() < 0.12}
    with_disclaimer = {number for number in range(len(kinds)) if chance.random() < 0.4}
    for number, line in enumerate(lines):
        result.append(line)
        article = line.article
        if article is None or kinds[article] != "full":
            continue
        following = lines[number + 1] if number + 1 < len(lines) else None
        goes_on = following is not None and following.article == article and following.role == "body"
        if line.role == "body" and goes_on and article in with_credit and chance.random() < 0.3:
            with_credit.discard(article)
            result.append(Line(_credit(chance), "credit", article))
        elif line.role == "body" and goes_on and article in with_headings and chance.random() < 0.3:
            result.append(Line(chance.choice(HEADINGS), "heading", article))
        if article in with_disclaimer and not any(later.article == article for later in lines[number + 1 :]):
            joined = line.text.endswith(".") and chance.random() < (0.6 if line.role == "bio" else 0.2)
            result.append(Line(_disclaimer(chance), "disclaimer", article, joined))
    return result


def _name(chance: random.Random) -> str:
    return f"{chance.choice(FIRST)} {chance.choice(LAST)}"


def _credit(chance: random.Random) -> str:
    parts = word_lists("caption_labels")
    language = "en" if chance.random() < 0.8 else chance.choice(sorted(set(parts) - {"*"}))
    label = chance.choice(parts[language])
    maker = chance.choice([_name(chance), chance.choice(SECTIONS), f"{_name(chance)}, {chance.choice(TITLES)}"])
    return f"{label} by {maker}" if label.startswith("Photo") and chance.random() < 0.3 else f"{label}: {maker}"


def _disclaimer(chance: random.Random) -> str:
    return f"{chance.choice(word_lists('disclaimers')['en'])} {chance.choice(CLOSINGS)}"


def lay_out(row: dict[str, Any], lines: list[Line], layout: str, chance: random.Random) -> dict[str, Any]:
    """Text and offsets of a dump with these lines."""
    width = chance.choice((60, 66, 72, 72, 78, 80))
    separator = {"lines": "\n", "blank": "\n\n", "wrapped": chance.choice(("\n", "\n\n")), "run": " "}[layout]
    text, blocks = "", []
    for line in lines:
        if text:
            text += " " if line.joined else separator
        start = len(text)
        text += textwrap.fill(line.text, width) if layout == "wrapped" and line.text else line.text
        blocks.append({"start": start, "end": len(text), "role": line.role, "article": line.article})
    return {**row, "text": text, "blocks": blocks}


KEPT = ("id", "text", "articles", "blocks")


def main() -> None:
    """Write the varied rows of some files of gold; `FILE:N` takes the first N."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("gold", nargs="+")
    parser.add_argument("-o", "--output", type=Path, required=True)
    options = parser.parse_args()
    # Without a time in its head, so that the same rows give the same bytes.
    with options.output.open("wb") as raw, gzip.GzipFile(filename="", fileobj=raw, mode="wb", mtime=0) as out:
        for name in options.gold:
            path, _, most = name.partition(":")
            with gzip.open(path) as lines:
                for line in islice(lines, int(most) if most else None):
                    row = vary(orjson.loads(line))
                    varied = {key: row[key] for key in KEPT} | {"id": f"varied-{Path(path).name}-{row['id']}"}
                    out.write(orjson.dumps(varied) + b"\n")


if __name__ == "__main__":
    main()
