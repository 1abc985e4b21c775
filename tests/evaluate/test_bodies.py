"""Bodies by their shingles, beside counts made the slow way."""

from __future__ import annotations

import gzip
import json
import re
from itertools import islice
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from segment.evaluate.bodies import body_counts
from segment.evaluate.records import Counts
from segment.pipeline import split

if TYPE_CHECKING:
    from pathlib import Path


def count_slowly(found: str, gold: str) -> Counts:
    """Strikes shingles of one text out of the list of the other, one at a time."""
    ours, theirs = list_shingles(gold), list_shingles(found)
    left = ours.copy()
    right = 0
    for shingle in theirs:
        if shingle in left:
            left.remove(shingle)
            right += 1
    return Counts(right, len(theirs), right, len(ours))


def list_shingles(text: str) -> list[str]:
    words = [word for word in re.split(r"\W+", text) if word]
    if len(words) < 4:
        return [" ".join(words)] if words else []
    return [" ".join(words[first : first + 4]) for first in range(len(words) - 3)]


@pytest.mark.parametrize(
    ("found", "gold", "counts"),
    [
        ("", "", Counts(0, 0, 0, 0)),
        ("…\n—", "", Counts(0, 0, 0, 0)),
        ("", "The ferry was late again.", Counts(0, 0, 0, 2)),
        ("The ferry was late again.", "", Counts(0, 2, 0, 0)),
        ("ferry late", "Ferry late", Counts(0, 1, 0, 1)),  # case counts
        ("ferry late", "“ferry” – late!", Counts(1, 1, 1, 1)),  # punctuation does not
        ("ferry late", "ferry late again", Counts(0, 1, 0, 1)),
        ("the ferry late", "the ferry late again", Counts(0, 1, 0, 1)),
        ("a b c d", "b a c d", Counts(0, 1, 0, 1)),  # order counts
        ("a b c d", "a b c d a b c d", Counts(1, 1, 1, 5)),  # and how often
        ("x x x x x x", "x x x x x", Counts(2, 3, 2, 2)),
        ("l'été à Zürich, 2031", "l’été\nà Zürich 2031", Counts(2, 2, 2, 2)),
    ],
)
def test_shingles_count_as_often_as_both_have_them(found: str, gold: str, counts: Counts) -> None:
    assert body_counts(found, gold) == counts == count_slowly(found, gold)


words = st.lists(st.sampled_from(["a", "b", "c", "The", "é", "…", "\n"]), max_size=40).map(" ".join)


@given(words, words)
def test_counts_equal_those_made_the_slow_way(found: str, gold: str) -> None:
    assert body_counts(found, gold) == count_slowly(found, gold)


@given(words)
def test_a_text_is_its_own_body(text: str) -> None:
    counts = body_counts(text, text)
    assert counts.right == counts.claimed == counts.found == counts.wanted


@pytest.mark.slow
def test_bodies_of_pages_count_as_the_slow_way_does(shared: Path) -> None:
    with gzip.open(shared / "data" / "pages" / "dev.htmltext.jsonl.gz") as lines:
        pages = [json.loads(line) for line in islice(lines, 50)]
    assert len(pages) == 50
    for page in pages:
        # The first half of the page: enough of the body and enough that is not.
        found = "\n".join(article.text for article in split(page["text"][: len(page["text"]) // 2]))
        assert body_counts(found, page["body"]) == count_slowly(found, page["body"])
