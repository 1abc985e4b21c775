"""A scan finds the words that a pattern finds, and their hashes tell them apart."""

from __future__ import annotations

import re
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from segment.blocks import Block, find_blocks
from segment.scan import LONGEST_WORD, STEM_CHARS, Scan, hash_word, hash_words, scan
from segment.scan.characters import CASELESS, Char, class_of
from segment.types import Dump

WORD = re.compile(r"w|(?:[ulx](?:'(?=[ulx]))?|d)+")
"""In a text of classes: a wide character, or letters and figures; an apostrophe joins the letters around it."""
SPELLED = {
    Char.LOWER: "l", Char.UPPER: "u", Char.LETTER: "x", Char.WIDE: "w", Char.DIGIT: "d", Char.APOSTROPHE: "'",
}  # fmt: skip
letters = st.text("abcdefghiklmnopåéøžжя", min_size=1, max_size=LONGEST_WORD)
texts = st.text(
    st.one_of(st.characters(), st.characters(categories=["Cs"]), st.sampled_from("aB9 \n.'’-\u00ad\u0301\x00京ガก")),
    min_size=1,
    max_size=60,
)


def scan_whole(text: str) -> Scan:
    """The scan of a text that is one block."""
    return scan(text, [Block(0, len(text), 1, 1, 0, inline=False, in_run=False, regular=False)])


def is_caseless(char: str) -> bool:
    return any(low <= ord(char) <= high for low, high in CASELESS)


def words_of(scanned: Scan, text: str) -> list[str]:
    return [text[start:end] for start, end in zip(scanned.word_starts, scanned.word_ends, strict=True)]


WORDS = {
    "The ferry left.": ["The", "ferry", "left"],
    "don't, won’t": ["don't", "won’t"],
    "'Harsund' 'tis Aho's'": ["Harsund", "tis", "Aho's"],
    "rock ''n'' roll": ["rock", "n", "roll"],
    "the '90s, 7'30": ["the", "90s", "7", "30"],
    "the 90's": ["the", "90", "s"],
    "9am 3.5 A4": ["9am", "3", "5", "A4"],
    "left-wing e-mail": ["left", "wing", "e", "mail"],
    "cafe\u0301 naïve": ["cafe\u0301", "naïve"],
    "京都 and 東": ["京", "都", "and", "東"],
    "Pier3港口A": ["Pier3", "港", "口", "A"],
    "港'口 a'港": ["港", "口", "a", "港"],
    "*** — …": [],
    "a\x00b\ud800c": ["a", "b", "c"],
}


@pytest.mark.parametrize(("text", "words"), WORDS.items(), ids=WORDS)
def test_words_are_those_that_a_reader_sees(text: str, words: list[str]) -> None:
    assert words_of(scan_whole(text), text) == words


@given(texts)
def test_words_are_those_that_a_pattern_finds(text: str) -> None:
    scanned = scan_whole(text)
    spelled = "".join(SPELLED.get(class_of(char), " ") for char in text)
    wanted = [match.span() for match in WORD.finditer(spelled)]
    assert list(zip(scanned.word_starts.tolist(), scanned.word_ends.tolist(), strict=True)) == wanted


@given(texts)
def test_each_word_lies_in_its_block_and_each_block_knows_its_words(text: str) -> None:
    blocks = find_blocks(Dump(text, "-"))
    scanned = scan(text, blocks)
    assert len(scanned) == len(blocks)
    for number, block in enumerate(blocks):
        mine = range(scanned.first[number], scanned.last[number])
        assert list(mine) == np.flatnonzero(scanned.block_of == number).tolist()
        assert all(block.start <= scanned.word_starts[word] < block.end for word in mine)
    assert all(before <= after for before, after in pairwise(scanned.word_ends.tolist()))


@given(texts)
def test_classes_are_those_of_the_characters_but_for_letters_without_case(text: str) -> None:
    for kind, char in zip(scan_whole(text).classes.tolist(), text, strict=True):
        may_be = {Char.LOWER, Char.UPPER} if class_of(char) is Char.LETTER and is_caseless(char) else {class_of(char)}
        # The question mark of Greek, and quotation marks that close what is no sentence in Latin text.
        assert kind in may_be | ({Char.STOP} if char in ";“」』" else set())


CASES = {
    "שלום עולם. מה נשמע": "ulll llll. ul llll",
    "«مرحبا» بكم؟ «نعم» قال": "«ullll» lll. «ull» lll",
    "한국 말. 두 번": "ul l. u l",
    "הוא אמר: ״כן״": "ull lll: “ll“",
    "Mara אמרה": "Ulll llll",
    "港口 שלום": "ww llll",
    "नमस्ते। यह": "ulllll. ul",
}
"""A text and, letter by letter, whether each is read as a capital; `w` is of a script without blanks."""


@pytest.mark.parametrize(("text", "read"), CASES.items(), ids=CASES)
def test_letters_without_case_are_capitals_where_a_sentence_begins(text: str, read: str) -> None:
    kinds = {"u": Char.UPPER, "U": Char.UPPER, "l": Char.LOWER, "w": Char.WIDE}
    wanted = [kinds.get(char) for char in read]
    found = scan_whole(text).classes.tolist()
    assert [Char(kind) if want is not None else None for kind, want in zip(found, wanted, strict=True)] == wanted


@pytest.mark.parametrize(
    ("text", "stems"),
    [
        pytest.param("港口關閉", ["港口", "口關", "關閉", "閉"], id="two characters of Chinese"),
        pytest.param("ข้าม", ["ข้าม", "้าม", "าม", "ม"], id="four of Thai"),
        pytest.param("港A", ["港", "a"], id="none beyond the script"),
    ],
)
def test_words_of_scripts_without_blanks_are_known_by_some_characters(text: str, stems: list[str]) -> None:
    assert scan_whole(text).words.tolist() == [hash_word(stem) for stem in stems]


@given(texts)
def test_characters_are_counted_by_class(text: str) -> None:
    blocks = find_blocks(Dump(text, "-"))
    scanned = scan(text, blocks)
    kinds = [scanned.classes[block.start : block.end].tolist() for block in blocks]
    for kind in Char:
        assert scanned.count(kind).tolist() == [found.count(kind) for found in kinds]
    pair = scanned.count(Char.LOWER, Char.STOP)
    assert pair.tolist() == [found.count(Char.LOWER) + found.count(Char.STOP) for found in kinds]


@given(texts)
def test_line_ends_are_counted_up_to_both_ends_of_each_block(text: str) -> None:
    blocks = find_blocks(Dump(text, "-"))
    wanted = [[text[:place].count("\n") for place in (block.start, block.end)] for block in blocks]
    assert scan(text, blocks).lines.T.tolist() == wanted


@given(texts)
def test_characters_are_counted_up_to_each_place(text: str) -> None:
    scanned = scan_whole(text)
    counts = scanned.counts
    for place in range(len(text) + 1):
        kinds = scanned.classes[:place].tolist()
        assert counts[place].tolist() == [kinds.count(kind) for kind in Char]


@given(texts)
def test_shouted_are_words_of_two_capitals_and_more(text: str) -> None:
    scanned = scan_whole(text)
    spelled = [[class_of(char) for char in word] for word in words_of(scanned, text)]
    assert scanned.shouted.tolist() == [len(kinds) > 1 and set(kinds) == {Char.UPPER} for kinds in spelled]


@given(texts)
def test_words_of_one_stem_are_a_group_and_in_each_block_a_pair(text: str) -> None:
    scanned = scan(text, find_blocks(Dump(text, "-")))
    groups = scanned.groups
    words = range(len(scanned.words))
    assert groups.order.tolist() == sorted(words, key=lambda word: (scanned.stems[word], word))
    for found, keys in (
        (groups.stem_numbers, scanned.stems.tolist()),
        (groups.pairs, list(zip(scanned.stems.tolist(), scanned.block_of.tolist(), strict=True))),
    ):
        assert found.tolist() == [sorted(set(keys)).index(key) for key in keys]
    assert groups.stem_of[groups.pairs].tolist() == groups.stem_numbers.tolist()


@pytest.mark.parametrize("text", ["", " ", "\x00", "\ud800\udfff", "\u0301", "'", "’’", "京", "a", "\u202e\ufeff"])
def test_odd_texts_are_scanned_without_a_murmur(text: str) -> None:
    scanned = scan_whole(f"x{text}y")
    assert words_of(scanned, f"x{text}y")[0][0] == "x"
    assert scanned.count(*Char).tolist() == [len(text) + 2]


@given(letters)
def test_a_word_has_one_hash_in_any_case(word: str) -> None:
    small, large, title = scan_whole(f"{word} {word.upper()} {word.title()}").words.tolist()
    assert small == large == title == hash_word(word) == hash_word(word.upper())


@given(st.lists(letters, min_size=2, max_size=30, unique=True))
def test_different_words_have_different_hashes(words: list[str]) -> None:
    assert len(set(scan_whole(" ".join(words)).words.tolist())) == len(words)


@given(st.lists(letters, min_size=1, max_size=30))
def test_hashes_of_a_list_are_those_of_the_text(words: list[str]) -> None:
    scanned = scan_whole(" ".join(words))
    assert hash_words(words).tolist() == scanned.words.tolist() == [hash_word(word) for word in words]
    assert hash_words([word[:STEM_CHARS] for word in words]).tolist() == scanned.stems.tolist()


@given(letters, letters)
def test_words_have_one_stem_if_and_only_if_they_begin_alike(one: str, other: str) -> None:
    stems = scan_whole(f"{one} {other}").stems
    assert (stems[0] == stems[1]) == (one[:STEM_CHARS] == other[:STEM_CHARS])


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("ferry", "FERRY", True),
        ("ferries", "ferrie", True),
        ("ferry", "ferries", False),
        ("harbour", "harbouring", True),
    ],
)
def test_inflected_forms_fall_together_where_six_letters_are_enough(one: str, other: str, same: bool) -> None:
    stems = scan_whole(f"{one} {other}").stems
    assert (stems[0] == stems[1]) == same


def test_words_that_differ_behind_their_sixteenth_letter_are_one() -> None:
    long = "a" * LONGEST_WORD
    one, other, short = scan_whole(f"{long}b {long}c {long[1:]}").words
    assert one == other != short


@pytest.mark.parametrize(("text", "same"), [("港口 港口", True), ("港口 港湾", False), ("港 港口", False)])
def test_a_wide_character_is_hashed_with_the_one_behind_it(text: str, same: bool) -> None:
    other = text.index(" ")
    words = scan_whole(text).words
    assert (words[0] == words[other]) == same


def test_a_list_of_one_wide_word_is_hashed_as_its_first_two_characters() -> None:
    assert hash_words(["港口"])[0] == scan_whole("港口").words[0]
