"""Seams: places inside a line where a block may begin.

Three kinds are found. A *sentence* seam stands between two sentences. A *cut* seam stands where a word without a full
stop is followed by one that only opens sentences ("his hesitation says it all: If | When the caucus whip ..."): a
text was cut off there. A *regular* seam is one of several that cut the text into pieces of equal length, as a site
does that shows the first hundred words of each article; it may then stand before any capital.
"""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from segment.regular import find_regular
from segment.scripts import STOPS
from segment.words import compile_with, word_list

if TYPE_CHECKING:
    from collections.abc import Sequence

    import regex


SENTENCE_ENDS = '.!?。！？”"’)*_״' + STOPS


class Seam(NamedTuple):
    """A place where a block may begin."""

    offset: int
    regular: bool


def find_disclaimers(text: str) -> list[str]:
    """The phrases of disclaimers that a dump holds: mostly none, so that no paragraph need look for all of them."""
    if _any_disclaimer().search(text) is None:
        return []
    return [phrase for phrase in word_list("disclaimers") if phrase in text]


@cache
def _any_disclaimer() -> re.Pattern[str]:
    # By their first words: what begins alike is compiled and looked for once.
    rests: dict[str, list[str]] = {}
    for phrase in word_list("disclaimers"):
        first = phrase.partition(" ")[0]
        rests.setdefault(first, []).append(re.escape(phrase.removeprefix(first)))
    return re.compile("|".join(f"{re.escape(first)}(?:{'|'.join(rest)})" for first, rest in rests.items()))


def find_seams(
    text: str, start: int, end: int, *, joints: Sequence[int], disclaimers: Sequence[str], every: bool
) -> list[Seam]:
    """The seams of `text[start:end]`, in order.

    `joints` are the starts of its hard-wrapped lines, `disclaimers` the phrases that may stand in it. With `every`,
    each sentence and each cut is a seam; otherwise only those at a joint and those before a disclaimer.
    """
    paragraph = text[start:end]
    if every:
        return _find_all(paragraph, start)
    offsets = {start + offset for offset in _disclaimer_offsets(paragraph, disclaimers)}
    if joints:
        sentences = _sentence_offsets(paragraph)
        places = {*sentences, *_cut_offsets(paragraph, sentences)}
        offsets.update(joint for joint in joints if joint - start in places)
    return [Seam(offset, regular=False) for offset in sorted(offsets)]


def _find_all(paragraph: str, start: int) -> list[Seam]:
    sentences = _sentence_offsets(paragraph)
    cuts = _cut_offsets(paragraph, sentences)
    regular = find_regular(paragraph, sentences, cuts)
    offsets = sorted({*sentences, *cuts, *regular} - {0})
    return [Seam(start + offset, offset in regular) for offset in offsets]


@cache
def _sentence_end() -> regex.Pattern[str]:
    import regex

    return regex.compile(
        rf"""
        (?P<stop> [.!?…{STOPS}]{{1,3}} | ; (?<= \p{{Greek}} ; ) )
          (?: [)\]"'”’“»״]{{1,3}} | \s? » )? \s+ (?= ["'“‘«„(\[¿¡—–״「-]{{0,3}} \s? [\p{{Lu}}\p{{Lo}}\p{{N}}] )
        | [。！？…｡]{{1,2}} [」』”’）]{{0,2}} \s*  # no blank stands between sentences of Chinese and Japanese
        """,
        regex.VERBOSE,
    )


@cache
def _abbreviation() -> regex.Pattern[str]:
    # "J. R. Hale", "U.S. troops", "Jan. 6"; a text that ends in one of them ends no sentence.
    return compile_with(r"(?: \b\p{Lu} | \b\L<abbreviations> | \.\p{L} ) $", "abbreviations")


@cache
def _cut() -> regex.Pattern[str]:
    return compile_with(
        r"""
        (?<= [\p{L}\p{N},;)%’”\"'–—-] ) \s+
        (?: (?= (?:The|El|La|Le|Los|Las|No|One|Das|Die|Der|De) \s \p{Lu} ) (?P<named>) )?  # "The Hague"
        (?= \L<openers> (?! [\p{L}\p{N}:-] ) )
        """,
        "openers",
    )


@cache
def _plain_end() -> regex.Pattern[str]:
    # A small word, or one that only opens sentences: the end of a sentence that was cut, not of a heading.
    return compile_with(r"(?: (?<! [\p{L}’'-] ) \p{Ll} [\p{Ll}’'-]* | \b \L<openers> ) ,? $", "openers")


def _disclaimer_offsets(paragraph: str, disclaimers: Sequence[str]) -> set[int]:
    """Where a disclaimer begins behind the end of another sentence."""
    offsets = set()
    for phrase in disclaimers:
        start = paragraph.find(phrase, 1)
        if start > 0 and paragraph[:start].rstrip()[-1:] in SENTENCE_ENDS:
            offsets.add(start)
    return offsets


def _sentence_offsets(paragraph: str) -> list[int]:
    offsets = []
    for match in _sentence_end().finditer(paragraph):
        if match.group("stop") == "." and _abbreviation().search(paragraph, max(0, match.start() - 12), match.start()):
            continue
        if match.end() < len(paragraph):
            offsets.append(match.end())
    return offsets


def _cut_offsets(paragraph: str, sentences: Sequence[int]) -> dict[int, bool]:
    """Offsets of cut seams, and whether they are clear: no name or heading stands around them."""
    ends = set(sentences)
    cuts = {}
    for match in _cut().finditer(paragraph):
        if match.end() not in ends:
            before = _plain_end().search(paragraph, max(0, match.start() - 30), match.start())
            cuts[match.end()] = before is not None and match.group("named") is None
    return cuts
