"""What a cue needs is necessary: without its need it fires on no other block."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from segment.blocks import find_blocks
from segment.cues import CUES, Context
from segment.cues.ending import LONGEST_INVITATION
from segment.cues.finders import by_last
from segment.types import Dump
from segment.words import word_list

FIXTURES = Path(__file__).parent.parent.parent / "fixtures"
DUMPS = sorted((FIXTURES / "dumps").iterdir())
CASES = sorted((FIXTURES / "cues").iterdir())
LISTS = (
    "bio_phrases", "byline_jobs", "bylines", "caption_labels", "connectives", "date_labels", "disclaimers", "furniture",
    "going_on", "jobs", "months", "notices", "openers", "picture_agencies", "pronouns", "read_more", "said",
)  # fmt: skip
PHRASES = sorted({phrase for name in LISTS for phrase in word_list(name)})
WORDS = sorted({word for path in CASES for word in path.read_text("utf-8").split()})
PIECES = st.one_of(
    st.sampled_from(PHRASES),
    st.sampled_from(WORDS),
    st.sampled_from(
        ["“", "”", "’", "...", "…", ": ", " — ", "(", ")", "3", "2031", "@", "\u3000", "\u0307", "İ", "\u212a"]
    ),
    st.text(max_size=4),
)


def find_missed(text: str) -> list[tuple[str, str]]:
    """The cues that fire on blocks which their needs leave out, and those blocks."""
    context = Context(text, find_blocks(Dump(text, "-")))
    return [
        (cue.name, context.facts[number].text)
        for cue in CUES
        for number in set(context.among(cue.most_words)) - set(context.among(cue.most_words, cue.needs))
        if cue.find(context, number) is not None
    ]


@pytest.mark.parametrize("path", DUMPS, ids=lambda path: path.stem)
def test_no_need_hides_a_cue_of_a_dump(path: Path) -> None:
    assert find_missed(path.read_text("utf-8", "surrogateescape")) == []


def disguise(text: str) -> str:
    """The same with other characters where case does not count."""
    return text.replace("k", "\u212a").replace("i", "İ")


@pytest.mark.parametrize("change", [str, str.upper, str.swapcase, disguise], ids=lambda change: change.__name__)
@pytest.mark.parametrize("path", CASES, ids=lambda path: path.stem)
def test_no_need_hides_a_cue_of_a_case(path: Path, change) -> None:
    cases = [line[2:].replace("⏎", "\n") for line in path.read_text("utf-8").splitlines()]
    assert find_missed("\n".join(map(change, cases))) == []


@given(st.lists(PIECES, max_size=40), st.sampled_from(["", " ", "\n"]))
def test_no_need_hides_a_cue_of_any_text(pieces: list[str], between: str) -> None:
    assert find_missed(between.join(pieces)) == []


@given(st.sampled_from(PHRASES), PIECES, PIECES, st.sampled_from(["", " ", "\n"]))
def test_no_need_hides_a_cue_of_a_phrase(phrase: str, before: str, behind: str, between: str) -> None:
    assert find_missed(between.join((before, phrase, behind))) == []


def test_no_invitation_is_longer_than_what_is_looked_at() -> None:
    longest = max(len(phrase) for group in by_last("read_more", fold=True).values() for phrase in group)
    assert longest < LONGEST_INVITATION
