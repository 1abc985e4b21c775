from __future__ import annotations

import pytest

from segment.profiles.patterns import LONGEST_LINE, Pattern, quick_look


@pytest.mark.parametrize("is_ours", [True, False])
@pytest.mark.parametrize(
    ("line", "fits"),
    [("Item 3", True), ("item 3", False), ("END", True), ("end", True), ("a b", False), ("ab", True),
     ("\ufeffItem 3", True), ("\ufeff end", True), ("", False)],
)  # fmt: skip
def test_a_quick_look_fits_what_any_pattern_fits(is_ours, line, fits):
    sources = [r"Item (?P<number>\d+)", "(?i)end", "(?x) a b # a comment", r"(?P<number>\d+) of"]
    patterns = [Pattern(source, "x", is_ours) for source in sources]
    assert bool(quick_look(patterns)(line)) is fits


@pytest.mark.parametrize("is_ours", [True, False])
def test_long_lines_fit_nothing_and_are_searched_at_their_beginning(is_ours):
    pattern = Pattern("a+b?", "x", is_ours)
    assert pattern.fullmatch("a" * LONGEST_LINE)
    assert not pattern.fullmatch("a" * (LONGEST_LINE + 1))
    assert not Pattern("b", "x", is_ours).search("a" * LONGEST_LINE + "b")


def test_no_patterns_fit_nothing():
    assert not quick_look([])("")
