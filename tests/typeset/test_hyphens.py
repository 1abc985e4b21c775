"""Words broken over two lines are joined as the rest of the text writes them."""

from __future__ import annotations

import pytest

from segment.typeset.hyphens import Hyphen, Vocabulary

BREAK, PART, SUSPENDED = Hyphen.BREAK, Hyphen.PART, Hyphen.SUSPENDED


@pytest.mark.parametrize(
    ("text", "before", "after", "hyphen"),
    [
        pytest.param("", "for exam-", "ple, the", BREAK, id="small letters on both sides"),
        pytest.param("", "für Bei\u00ad", "spiel", BREAK, id="a soft hyphen"),
        pytest.param("", "the Nord\u00ad", "Vik", BREAK, id="a soft hyphen, whatever comes after it"),
        pytest.param("", "for exam\u2010", "ple", BREAK, id="a hyphen of its own character"),
        pytest.param("", "“Exam-", "ple", BREAK, id="after a quote"),
        pytest.param("the buttonhole", "a button-", "hole", BREAK, id="seen joined"),
        pytest.param("a self-made man", "a self-", "made", PART, id="seen hyphened"),
        pytest.param("the co\u2010owner", "the co-", "owner", PART, id="seen with the other hyphen"),
        pytest.param("coowner and co-owner", "the co-", "owner", BREAK, id="seen both ways"),
        pytest.param("exam-\nple", "for exam-", "ple", BREAK, id="seen broken only"),
        pytest.param("exam- ple", "for exam-", "ple", BREAK, id="seen as two words only"),
        pytest.param("", "a self-", "evident", PART, id="a word that mostly has one"),
        pytest.param("", "the ferry-", "based", PART, id="before a word that mostly has one"),
        pytest.param("", "Jean-", "Paul", PART, id="a capital after it"),
        pytest.param("", "the COVID-", "19 ward", PART, id="a figure after it"),
        pytest.param("", "a 12-", "year-old", PART, id="a figure before it"),
        pytest.param("", "state-of-the-", "art", PART, id="a word with hyphens"),
        pytest.param("established", "a well-estab-", "lished", BREAK, id="a broken word at the end of a compound"),
        pytest.param("", "see ferry.example/a-", "b", PART, id="an address"),
        pytest.param("", "die Haupt-", "und Nebensaison", SUSPENDED, id="a word to come, in German"),
        pytest.param("", "the two-", "and three-masted", SUSPENDED, id="a word to come"),
        pytest.param("", "the thous-", "and ferries", BREAK, id="a syllable like a conjunction"),
        pytest.param("NORDVIK", "NORD-", "VIK", BREAK, id="capitals, seen joined"),
        pytest.param("", "HAND-", "MADE", PART, id="capitals"),
        pytest.param("", "the storm -", "which", None, id="a dash"),
        pytest.param("", "the storm--", "which", None, id="two hyphens"),
        pytest.param("", "the storm-", "“which", None, id="a quote after it"),
        pytest.param("", "the storm", "which", None, id="none"),
        pytest.param("", "-", "which", None, id="alone"),
        pytest.param("", "", "", None, id="nothing"),
    ],
)
def test_hyphen_at_the_end_of_a_line(text, before, after, hyphen):
    assert Vocabulary(text).judge(before, after) is hyphen
