"""What holds for the documents of any text by any profile."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from segment.lines import LineIndex
from segment.profiles import cut_documents, shipped_profiles
from segment.types import Dump, Kind
from tests.profiles.exports import documents, in_chunks, texts

profiles = pytest.mark.parametrize("profile", shipped_profiles(), ids=lambda profile: profile.name)


@profiles
@given(text=texts)
@settings(max_examples=60, deadline=None)
def test_documents_tile_the_text(profile, text) -> None:
    dumps = documents(text, profile)
    assert "".join(dump.text for dump in dumps) == text
    index = LineIndex(text)
    at = 0
    for dump in dumps:
        assert (dump.index, dump.start, dump.line) == (0, at, index.number(at))
        at += len(dump.text)


@profiles
@given(text=texts)
@settings(max_examples=60, deadline=None)
def test_every_character_has_one_place_in_a_layout(profile, text) -> None:
    for dump in documents(text, profile):
        layout = dump.layout
        parts = sorted([(span.start, span.end) for span in layout.spans] + ([layout.region] if layout.region else []))
        assert [(span.start, span.end) for span in layout.spans] == sorted((s.start, s.end) for s in layout.spans)
        at = 0
        for start, end in [*parts, (len(dump.text), len(dump.text))]:
            assert not dump.text[at:start].strip()
            assert at <= start <= end
            at = end
        for start, end in parts:
            assert dump.text[start:end].strip() == dump.text[start:end] != ""


@profiles
@given(text=texts)
@settings(max_examples=60, deadline=None)
def test_only_full_articles_and_teasers_have_roles(profile, text) -> None:
    for dump in documents(text, profile):
        has_text = any(span.role == "body" for span in dump.layout.spans)
        assert has_text == (dump.layout.kind in (Kind.FULL, Kind.TEASER))
        assert not (dump.layout.kind and dump.layout.region)


@profiles
@given(text=texts, size=st.integers(1, 50))
@settings(max_examples=60, deadline=None)
def test_the_size_of_chunks_changes_nothing(profile, text, size) -> None:
    whole = list(cut_documents(iter([text]), profile, "a.txt"))
    assert list(cut_documents(in_chunks(text, size), profile, "a.txt")) == whole


@profiles
@given(text=texts)
@settings(max_examples=30, deadline=None)
def test_what_a_layout_says_stands_in_the_text(profile, text) -> None:
    for dump in documents(text, profile):
        assert isinstance(dump, Dump)
        for name in (dump.meta.title, dump.meta.date, dump.meta.publication):
            assert name is None or name in " ".join(dump.text.split()).replace("\ufeff", "") or "\ufeff" in name
