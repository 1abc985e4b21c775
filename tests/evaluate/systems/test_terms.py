"""Stems and where they stand."""

from __future__ import annotations

import pytest

pytest.importorskip("nltk")

from segment.evaluate.systems.terms import LONGEST_WORD, find_stems, find_terms


@pytest.mark.parametrize(
    ("text", "stems"),
    [
        ("", []),
        ("The ferries were late, and the Ferry’s harbour wasn’t.", ["ferri", "late", "ferri", "harbour"]),
        ("On 3 June 2031 it didn't", ["june"]),
        ("港口", ["港", "口"]),
        ("x" * (LONGEST_WORD + 1), ["x" * (LONGEST_WORD + 1)]),
        ("\ud800 ferry", ["ferri"]),
    ],
)
def test_stems_are_those_of_words_that_say_something(text: str, stems: list[str]) -> None:
    assert find_stems(text) == stems


def test_postings_hold_units_and_counts() -> None:
    terms = find_terms(["ferry ferry harbour", "", "harbour chess ferry"])
    assert [(units.tolist(), counts.tolist()) for units, counts in terms.postings] == [
        ([0, 2], [2, 1]),
        ([0, 2], [1, 1]),
        ([2], [1]),
    ]
    assert terms.words.tolist() == [3, 0, 3]
