"""Plants copies into a corpus of any size, made from the words of any text.

    python benchmarks/plant.py [TEXTS...] --rows N [--seed S] [--words 60-1000] -o FILE.jsonl

TEXTS are JSONL files with a `text` in each row, or plain text, each maybe gzipped; the fixtures by default. Rows are
{id, text, cluster, cat, parent}: `cluster` is the gold, `cat` the kind of copy, or `uniq`, `parent`, or `neg_...` for
what only looks like one. Unrelated rows are made anew from short runs of words, since real text has copies that nobody
planted. Rows are written as they are made; the same texts, options and seed give the same bytes.
"""

from __future__ import annotations

import argparse
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING

import orjson
from suite.planted import SEED, plant
from suite.writer import ARTICLE_WORDS, Writer, collect_words, read_fixtures, read_texts

if TYPE_CHECKING:
    from collections.abc import Sequence


def parse(arguments: Sequence[str] | None = None) -> argparse.Namespace:
    """The options; ends with status 2 where they make no sense."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("texts", nargs="*", type=Path, help="JSONL or plain text (default: the fixtures)")
    parser.add_argument("--rows", type=int, required=True, metavar="N")
    parser.add_argument("--seed", type=int, default=SEED, metavar="S")
    parser.add_argument("--words", type=read_range, default=ARTICLE_WORDS, metavar="A-B", help="of an article, about")
    parser.add_argument("-o", "--output", type=Path, required=True, metavar="FILE.jsonl")
    return parser.parse_args(arguments)


def read_range(text: str) -> tuple[int, int]:
    """Two numbers with a hyphen between.

    >>> read_range("60-1000")
    (60, 1000)
    """
    shortest, longest = map(int, text.split("-"))
    if not 1 <= shortest <= longest:
        raise ValueError(text)
    return shortest, longest


def main(arguments: Sequence[str] | None = None) -> None:
    """Write the rows."""
    options = parse(arguments)
    texts = chain.from_iterable(map(read_texts, options.texts)) if options.texts else read_fixtures()
    writer = Writer(collect_words(texts), options.words)
    with options.output.open("wb") as file:
        file.writelines(orjson.dumps(row) + b"\n" for row in plant(writer, options.rows, options.seed))


if __name__ == "__main__":
    main()
