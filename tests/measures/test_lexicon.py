"""What is known of words: lists, rarity, and models over the opening and the close of a block."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given

from segment.measures.lexicon import (
    ANYWHERE,
    BUCKETS,
    CLOSING,
    FLAGS,
    FROM_END,
    LONGEST_TEXT,
    MEANINGS,
    MODEL_UNIT,
    MODELS,
    OPENING,
    PLACED,
    UNIT,
    WHOLE,
    buckets,
    edges,
    measure,
    placed_buckets,
    score,
)
from segment.scan import Scan, hash_word
from segment.words import word_list
from tests.measures import (
    check_one_finite_value_for_each,
    invented_lexicon,
    list_measures,
    scan_blocks,
    scan_text,
    texts,
    weigh_evenly,
)

LEXICON = invented_lexicon()


@given(texts)
def test_each_measure_has_one_finite_value_for_each_block_and_a_meaning(text: str) -> None:
    scanned = scan_text(text)
    measured = {**measure(scanned, LEXICON), **score(scanned, LEXICON)}
    assert list(measured) == list(MEANINGS)
    check_one_finite_value_for_each(measured, len(scanned))


def words_on(name: str) -> list[str]:
    """The first words on a list that are no phrases."""
    return [entry for entry in word_list(name) if entry.isalpha() and entry.isascii() and len(entry) > 1][:3]


@pytest.mark.parametrize("name", FLAGS)
def test_every_list_has_single_words(name: str) -> None:
    assert words_on(name)


@pytest.mark.parametrize("name", OPENING)
def test_a_block_opens_with_a_word_of_a_list(name: str) -> None:
    for word in words_on(name):
        for opening in (word, word.upper(), f"“{word},"):
            found = list_measures(measure(scan_blocks(f"{opening} Zzyx", "Zzyx"), LEXICON))
            assert found[f"opens_{name}"] == 1, opening
        assert list_measures(measure(scan_blocks(f"Zzyx {word}"), LEXICON))[f"opens_{name}"] == 0


@pytest.mark.parametrize("name", CLOSING)
def test_a_block_ends_with_a_word_of_a_list(name: str) -> None:
    for word in words_on(name):
        found = list_measures(measure(scan_blocks(f"Zzyx {word}…", "Zzyx"), LEXICON))
        assert found[f"closes_{name}"] == 1, word
        assert list_measures(measure(scan_blocks(f"{word} Zzyx"), LEXICON))[f"closes_{name}"] == 0


@pytest.mark.parametrize("name", ANYWHERE)
def test_words_of_a_list_are_counted_in_their_block(name: str) -> None:
    one, *_ = words_on(name)
    measured = measure(scan_blocks("Zzyx", f"{one} Zzyx {one}, {one.title()}", "***", one), LEXICON)
    assert measured[f"count_{name}"].tolist() == [0, 3, 0, 1]


def test_the_second_word_is_looked_at_too() -> None:
    said, month, by = "said", "March", "by"
    measured = measure(scan_blocks(f"Zzyx {said} so", f"3 {month} 2031", f"Zzyx {by} night", said, ""), LEXICON)
    assert measured["second_said"].tolist() == [1, 0, 0, 0, 0]
    assert measured["second_months"].tolist() == [0, 1, 0, 0, 0]
    assert measured["second_bylines"].tolist() == [0, 0, 1, 0, 0]


@pytest.mark.parametrize("name", WHOLE)
def test_of_a_phrase_the_first_word_alone_says_nothing(name: str) -> None:
    single = {entry.lower() for entry in word_list(name) if " " not in entry}
    firsts = {entry.lower().split()[0] for entry in word_list(name) if " " in entry} - single
    bit = np.uint32(1 << FLAGS.index(name))
    for word in sorted(filter(str.isalpha, firsts)):
        assert not LEXICON.flag(scan_blocks(word))[0] & bit, word


def test_known_words_weigh_what_they_are_rare() -> None:
    lexicon = invented_lexicon({"the": 1, "ferry": 60, "was": 2, "late": 40})
    assert lexicon.weigh(scan_blocks("The ferry was late")).tolist() == [1, 60, 2, 40]


def test_an_unknown_word_of_a_known_language_weighs_much_but_not_more_than_the_rarest() -> None:
    lexicon = invented_lexicon({"the": 1, "ferry": 60, "was": 2, "late": 40})
    *_, zzyx = lexicon.weigh(scan_blocks("The ferry was late", "The late ferry was Zzyx"))
    assert UNIT <= zzyx <= 60


def test_a_dump_in_an_unknown_language_is_weighed_by_itself() -> None:
    blocks = [
        f"koska silta oli {word} koko viikon ajan joten kukaan ei tullut" for word in ("hidas", "suljettu", "rikki")
    ]
    scanned = scan_blocks(*blocks)
    weights = dict(zip(" ".join(blocks).split(), LEXICON.weigh(scanned).tolist(), strict=True))
    assert weights["suljettu"] > weights["kukaan"] >= weights["oli"] >= 0
    assert all(0 <= weight <= 7 * UNIT for weight in weights.values())


def test_numbers_say_less_than_words() -> None:
    lexicon = weigh_evenly("ferry late 2031")
    assert lexicon.weigh(scan_blocks("Ferry late 2031")).tolist() == [40, 40, 16]


REDUCED = {
    "a plain word is itself in any case": ("ferry FERRY", True),
    "plain words differ": ("ferry the", False),
    "names are alike": ("Lindqvist Brask", True),
    "words in capitals are alike": ("NATO UNESCO", True),
    "a name is no word in capitals": ("Nato NATO", False),
    "one capital is a name": ("A Brask", True),
    "small words are alike": ("bridge harbour", True),
    "a name is no small word": ("Brask brask", False),
    "years are alike": ("2031 1987", True),
    "longer numbers are as years": ("2031 20310", True),
    "a day is no year": ("3 2031", False),
    "wide characters are alike": ("港 口", True),
}


@pytest.mark.parametrize(("text", "same"), REDUCED.values(), ids=REDUCED)
def test_models_see_plain_words_and_the_shape_of_others(text: str, same: bool) -> None:
    one, other = LEXICON.reduce(scan_blocks(text)).tolist()
    assert (one == other) == same


def test_a_plain_word_is_its_hash() -> None:
    assert LEXICON.reduce(scan_blocks("The Ferry")).tolist() == [hash_word("the"), hash_word("ferry")]


def slow_edges(scanned: Scan) -> list[tuple[int, int]]:
    """Read on through the inline blocks behind, and back through those before, but not farther than the limit."""
    found = []
    for number in range(len(scanned)):
        last = first = number
        while last + 1 < len(scanned) and scanned.blocks[last + 1].inline:
            last += 1
        while first and scanned.blocks[first].inline:
            first -= 1
        stop = min(int(scanned.first[number]) + LONGEST_TEXT, int(scanned.last[last]))
        start = max(int(scanned.last[number]) - LONGEST_TEXT, int(scanned.first[first]))
        found.append((stop, start))
    return found


@given(texts)
def test_blocks_of_one_line_are_read_on(text: str) -> None:
    scanned = scan_text(text)
    stops, starts = edges(scanned)
    assert list(zip(stops.tolist(), starts.tolist(), strict=True)) == slow_edges(scanned)


def test_a_line_of_three_blocks_is_read_as_one_and_a_paragraph_of_its_own_is_not() -> None:
    scanned = scan_blocks("One two", "three four", "five", "six seven", inline=(1, 2))
    assert slow_edges(scanned) == [(5, 0), (5, 0), (5, 0), (7, 5)]
    assert [found.tolist() for found in edges(scanned)] == [[5, 5, 5, 7], [0, 0, 0, 5]]


def slow_score(scanned: Scan, name: str, number: int) -> float:
    """The bias, and the weights of each word, each pair, and each of the outermost words with its place."""
    weights, reduced = LEXICON.models[name], LEXICON.reduce(scanned)
    stop, start = slow_edges(scanned)[number]
    near = range(start, scanned.last[number]) if name in FROM_END else range(scanned.first[number], stop)
    total = LEXICON.biases[name]
    for word in near:
        total += int(weights[buckets(reduced[word : word + 1])[0][0]])
        if word + 1 in near:
            total += int(weights[buckets(reduced[word : word + 2])[1][0]])
    for place, word in enumerate(list(near)[::-1][:PLACED] if name in FROM_END else near[:PLACED]):
        total += int(weights[placed_buckets(reduced[word : word + 1], np.array([place]))[0]])
    return total / MODEL_UNIT


@given(texts)
def test_models_add_up_what_words_and_pairs_weigh(text: str) -> None:
    scanned = scan_text(text)
    found = score(scanned, LEXICON)
    for name in MODELS:
        assert found[name].tolist() == [slow_score(scanned, name, number) for number in range(len(scanned))]


def test_a_model_counts_the_opening_and_the_tail_the_close() -> None:
    ferry = int(buckets(np.array([hash_word("ferry")], np.uint64))[0][0])
    weights = np.zeros(BUCKETS, np.int8)
    weights[ferry] = MODEL_UNIT
    lexicon = replace(LEXICON, models=dict.fromkeys(MODELS, weights), biases=dict.fromkeys(MODELS, MODEL_UNIT // 2))
    filling = " ".join(["bridge"] * LONGEST_TEXT)
    measured = score(scan_blocks("The ferry, a ferry", f"Ferry {filling}", f"{filling} ferry", "***"), lexicon)
    assert measured["lead"].tolist() == [2.5, 1.5, 0.5, 0.5]
    assert measured["tail"].tolist() == [2.5, 0.5, 1.5, 0.5]
