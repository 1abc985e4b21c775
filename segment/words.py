"""Word lists as data: one word or phrase a line in `data/words/NAME.txt`, `#` begins a comment.

A line `[de]` opens the part of a language, so that a cue can say for which languages it knows its words.
"""

from __future__ import annotations

import re
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import regex

LANGUAGE = re.compile(r"\[(?:\*|[a-z]{2})\]")


@cache
def word_list(name: str) -> tuple[str, ...]:
    """All entries of one list, every language, in the order of the file and without repeats."""
    entries = dict.fromkeys(entry for part in word_lists(name).values() for entry in part)
    return tuple(entries)


@cache
def word_lists(name: str) -> dict[str, tuple[str, ...]]:
    """The entries of one list by language; `*` holds for every language."""
    parts: dict[str, list[str]] = {}
    part = parts.setdefault("*", [])
    for raw in files("segment").joinpath("data", "words", f"{name}.txt").read_text("utf-8").splitlines():
        line = raw.partition("#")[0].strip()
        if LANGUAGE.fullmatch(line):
            part = parts.setdefault(line[1:-1], [])
        elif line:
            part.append(line)
    return {language: tuple(entries) for language, entries in parts.items()}


@cache
def phrases(name: str) -> tuple[str, ...]:
    """All entries of one list in lower case, the longest first."""
    return tuple(sorted({entry.lower() for entry in word_list(name)}, key=lambda entry: (-len(entry), entry)))


def compile_with(pattern: str, *lists: str, fold: bool = False) -> regex.Pattern[str]:
    """A verbose pattern in which `\\L<name>` stands for the entries of a list.

    Named lists are sets to the regex engine: hundreds of alternatives would take it longer to compile than a short
    dump takes to split.
    """
    import regex

    flags = regex.VERBOSE | (regex.IGNORECASE if fold else 0)
    named: dict[str, Any] = {name: word_list(name) for name in lists}
    return regex.compile(pattern, flags, **named)
