"""Where strings stand in a dump."""

from __future__ import annotations

import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st

from segment.blocks import find_blocks
from segment.cues.places import PhraseList, Places, to_letters
from segment.types import Dump

LISTED = PhraseList(lambda: ("privacy policy", "réservés", "more", "隱私權"))
ODD = "İıſ\u212aΣςßé\u0301\u0307港…“ "


def places_of(text: str) -> Places:
    return Places(text, find_blocks(Dump(text, "-")))


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Our Privacy Policy.", {0: {0}}),
        ("Tous droits RÉSERVÉS", {0: {1}}),
        ("Once more\nmore", {0: {2}, 1: {2}}),
        ("本站隱私權政策", {0: {3}}),
        ("furthermore, moreover", {}),
        ("No privacy here", {0: {0}}),  # the rest of a phrase is for the cue to see
        ("", {}),
    ],
)
def test_phrases_are_found_by_their_longest_word(text: str, found: dict[int, set[int]]) -> None:
    assert places_of(text).find_phrases(LISTED) == found


@pytest.mark.parametrize(
    ("parts", "found"),
    [(("…",), {1}), (("PHOTO", "@"), {0, 2}), (("港",), set()), (("café",), {2}), ((), set())],
)
def test_parts_are_found_anywhere(parts: tuple[str, ...], found: set[int]) -> None:
    assert places_of("Photos\nand so on…\nMAR@CAFÉ.EXAMPLE").find(parts) == found


@given(st.text(st.one_of(st.sampled_from("aAkKiIsS .-\n\r\t" + ODD), st.characters())))
def test_tokens_are_those_of_split(text: str) -> None:
    blocks = find_blocks(Dump(text, "-"))
    assert Places(text, blocks).count_tokens() == [len(text[block.start : block.end].split()) for block in blocks]


@given(st.text(st.sampled_from("aAkKiIsS ." + ODD)), st.text(st.sampled_from("akis é港"), min_size=1))
def test_a_part_in_small_letters_is_never_missed(text: str, part: str) -> None:
    blocks = find_blocks(Dump(text, "-"))
    holding = {number for number, block in enumerate(blocks) if part in text[block.start : block.end].lower()}
    assert holding <= Places(text, blocks).find((part,))


def test_letters_know_every_blank_and_every_form_of_a_letter() -> None:
    others = [char for char in map(chr, range(128, sys.maxunicode + 1)) if char.isspace()]
    assert set(to_letters("".join(others))) == {ord(" ")}
    forms = [char for char in map(chr, range(128, sys.maxunicode + 1)) if char.lower()[0].isascii()]
    assert to_letters("".join(forms)) == "".join(char.lower()[0] for char in forms).encode()


@given(st.text())
def test_letters_lie_where_the_characters_do(text: str) -> None:
    letters = to_letters(text)
    assert len(letters) == len(text)
    assert all(chr(letter) == char.lower() for letter, char in zip(letters, text, strict=True) if char.isascii())
