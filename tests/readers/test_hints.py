"""The quick look at exports passes over none of them."""

from __future__ import annotations

import pytest

from segment.profiles import HEAD_CHARS, find_profile, shipped_profiles
from segment.readers.hints import load_hints, may_be_export
from tests.dumps import FIXTURES

EXPORTS = sorted(path.name for path in (FIXTURES / "exports").glob("*.txt") if not path.name.startswith("none-"))


def test_every_profile_has_hints_and_they_are_those_of_its_file() -> None:
    assert all(profile.hints for profile in shipped_profiles())
    assert sorted(hint for profile in shipped_profiles() for hint in profile.hints) == list(load_hints())


@pytest.mark.parametrize("name", EXPORTS)
def test_every_export_may_be_one(name: str) -> None:
    assert may_be_export((FIXTURES / "exports" / name).read_text("utf-8")[:HEAD_CHARS])


def test_prose_is_none() -> None:
    text = "The ferry was late. Nobody on the quay minded, since the sun was out.\n" * 99
    assert not may_be_export(text)
    assert find_profile(text) is None
