"""Thousands of dumps of pieces that mean something to some part of the program, in any order: nothing is lost."""

from __future__ import annotations

import random

import pytest

from segment.config import ReadConfig
from segment.pipeline import segment_dump
from segment.readers.texts import present
from segment.types import Dump

PIECES = (
    "The", "harbour", "Mara", "Lindqvist", "said", "By", "June", "3,", "2031", "ferry.", "late", "Photo:", "“Yes,”",
    "is", "a", "columnist", "...", "Read", "more", "港口", "関係", "\t", "\x00", "—", "it.", "Cookies", "|", "#", "é",
    "LENGTH:", "355 words", "BYLINE:", "LANGUAGE:", "DOCUMENTS", "3 of 10 DOCUMENTS", "exam-", "ple", "\f", "12",
    "Page 3 of 17", "สวัสดี", "שלום", "مرحبا", "привет.", "नमस्ते।", "한국어", "。", "「はい」", "\u00ad", "\u202e", "🙂",
    "\u200d", "Document SKC0000020310603e76b0001f", "HD", "TD", "-" * 30, "Subject:", "From:",
)  # fmt: skip
ENDS = ("\n", "\r\n", "\n\n", "\r", "\n\f\n", "   ")
PROFILES = ("auto", "none", "lexisnexis", "factiva", "digest", "gutenberg")


def make_dump(chance: random.Random) -> str:
    lines = (" ".join(chance.choices(PIECES, k=chance.randint(0, 12))) for _ in range(chance.randint(0, 14)))
    return chance.choice(ENDS).join(lines)


def check_every_character_once(text: str, profile: str) -> None:
    spans: list[tuple[int, int]] = []
    for part in present(iter([text]), Dump("", "-"), ReadConfig(profile=profile)):
        if isinstance(part, Dump):
            found = segment_dump(part)
            spans += [(block.start, block.end) for article in found.articles for block in article.blocks]
            spans += found.left
    assert all(text[start:end].strip() == text[start:end] != "" for start, end in spans)
    seen = sorted(place for start, end in spans for place in range(start, end) if not text[place].isspace())
    assert seen == [place for place, char in enumerate(text) if not char.isspace()]


@pytest.mark.parametrize("seed", range(200))
def test_every_character_stands_in_one_block(seed: int) -> None:
    chance = random.Random(seed)
    check_every_character_once(make_dump(chance), chance.choice(PROFILES))


@pytest.mark.slow
@pytest.mark.parametrize("thousand", range(1, 9))
def test_every_character_of_thousands_of_dumps_stands_in_one_block(thousand: int) -> None:
    for seed in range(1000 * thousand, 1000 * thousand + 1000):
        chance = random.Random(seed)
        check_every_character_once(make_dump(chance), chance.choice(PROFILES))
