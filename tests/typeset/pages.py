"""Sets paragraphs as a printer does: lines of one width, broken words, pages with heads and feet, columns."""

from __future__ import annotations

import random

PROSE = (
    "the harbour council watched another ferry leaving without lanterns because nobody remembered ordering paraffin "
    "during winter months when every captain followed winding channels between islands towards sheltered villages and "
    "children carried blankets along granite stairs while merchants counted barrels of herring beside wooden sheds "
    "under steady rain that covered gardens orchards meadows bridges chapels markets taverns kitchens workshops"
)
WORDS = PROSE.split()
SENTENCE_WORDS = (6, 16)
SENTENCES = (4, 7)
SHORTEST_PART = 3
"""Letters of a broken word on either line."""


def write_paragraphs(count: int, seed: int) -> list[str]:
    """Paragraphs of some lines each, the same for the same seed."""
    chance = random.Random(seed)
    return [" ".join(_write_sentence(chance) for _ in range(chance.randint(*SENTENCES))) for _ in range(count)]


def _write_sentence(chance: random.Random) -> str:
    words = chance.choices(WORDS, k=chance.randint(*SENTENCE_WORDS))
    return f"{words[0].capitalize()} {' '.join(words[1:])}."


def set_lines(paragraphs, width, *, indent=0, blank=False, hyphen="-"):
    """The lines of a column; words are broken where `hyphen` is not empty."""
    lines = []
    for paragraph in paragraphs:
        if lines and blank:
            lines.append("")
        lines.extend(_set_paragraph(paragraph, width, " " * indent, hyphen))
    return lines


def _set_paragraph(paragraph, width, line, hyphen):
    lines, is_empty = [], True
    for word in paragraph.split():
        room = width - len(line) - (not is_empty)
        part = 0
        if len(word) > room:
            part = _break(word, room, hyphen)
            lines.append(f"{line} {word[:part]}{hyphen}" if part else line)
            line, is_empty = "", True
        line += word[part:] if is_empty else f" {word}"
        is_empty = False
    return [*lines, line]


def _break(word, room, hyphen):
    """How many letters of a word go on the line before; none, if too few would."""
    if not hyphen or not word.isalpha():
        return 0
    part = min(room - 1, len(word) - SHORTEST_PART)
    return part if part >= SHORTEST_PART else 0


def cut_pages(lines, rows):
    """Lines by pages of so many rows."""
    return [lines[start : start + rows] for start in range(0, len(lines), rows)]


def set_columns(lines, columns, rows, width, gutter=3):
    """Pages on which columns of so many rows stand side by side."""
    pages = []
    for page in cut_pages(lines, columns * rows):
        cells = [[line.ljust(width) for line in column] for column in cut_pages(page, rows)]
        height = max(map(len, cells))
        filled = [column + [" " * width] * (height - len(column)) for column in cells]
        pages.append([(" " * gutter).join(row).rstrip() for row in zip(*filled, strict=True)])
    return pages


def number_pages(pages, first=11, *, feed="\f"):
    """The text of pages with a running head on each, odd ones and even ones apart, and its number beside it."""
    texts = []
    for number, page in enumerate(pages, first):
        head = f"THE FERRY BOOK{number:>20}" if number % 2 else f"{number}{'Nordvik Yearbook':>32}"
        texts.append("\n".join([head, "", *page, ""]))
    return feed.join(texts)


def foot_pages(pages, first=1, foot="- %d -", *, feed="\f"):
    """The text of pages with a number at the foot of each."""
    return feed.join("\n".join([*page, "", foot % number, ""]) for number, page in enumerate(pages, first))


def check_nothing_is_lost(text, view):
    """Each character that is not blank lies in one range of the view or in the furniture."""
    spans = [*view.raw_ranges(0, len(view.text)), *((start, end) for start, end, _ in view.furniture)]
    seen = sorted(offset for start, end in spans for offset in range(start, end) if not text[offset].isspace())
    assert seen == [offset for offset, char in enumerate(text) if not char.isspace()]
    for start, end in spans:
        assert start < end
        assert text[start:end] == text[start:end].strip()
