"""Word numbers lead back to the same places as `find_words` gives."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from segment.matching.spans import find_span
from segment.tokens import find_words


@given(st.text(st.one_of(st.characters(), st.sampled_from("aB9 '’-\u00ad\u0301京ガก")), max_size=40), st.data())
def test_spans_are_those_of_the_words(text: str, data: st.DataObject) -> None:
    words = find_words(text)
    if words:
        first = data.draw(st.integers(0, len(words) - 1))
        last = data.draw(st.integers(first + 1, len(words)))
        assert find_span(text, first, last) == (words[first].start, words[last - 1].end)
        assert find_span(text) == (words[0].start, words[-1].end)
