"""Matches and clusters of texts, from the outside."""

from __future__ import annotations

from itertools import combinations
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from invented import BIO, FERRY, HARBOUR_ZH, MARKET_ZH, ORCHARD, TEASER_CHARS, invent, misread, reword, weather

from segment.config import MatchConfig
from segment.matching.engine import match_texts
from segment.tokens import find_words
from segment.types import Relation

if TYPE_CHECKING:
    import random

EXACT, NORMALIZED, NEAR, CONTAINS = Relation.EXACT, Relation.NORMALIZED, Relation.NEAR, Relation.CONTAINS
ORCHARD_SENTENCES = ORCHARD.split(". ")

PAIRS = {
    "identical": (FERRY, FERRY, EXACT),
    "symbols only, identical": ("* * *", "* * *", EXACT),
    "case and quotes": (FERRY, FERRY.upper().replace(",", "“"), NORMALIZED),
    "wrapped lines": (FERRY, FERRY.replace(". ", ".\n\n"), NORMALIZED),
    "one word": ("Tides", "tides!", NORMALIZED),
    "one word changed": (FERRY, FERRY.replace("laughed", "smiled"), NEAR),
    "each eighth word changed": (FERRY, reword(FERRY, 1, 0.125), NEAR),
    "each twentieth letter wrong": (ORCHARD, misread(ORCHARD, 1, 0.05), NEAR),
    "each twelfth letter wrong": (FERRY, misread(FERRY, 2, 0.08), NEAR),
    "template, same numbers": (
        weather("Velm", 11, 17, 35, 12, 1947),
        weather("Velm", 11, 17, 35, 12, 1947).replace("brightening later", "rain later"),
        NEAR,
    ),
    "teaser cut in a sentence": (FERRY, FERRY[:TEASER_CHARS], CONTAINS),
    "excerpt": (ORCHARD, ". ".join(ORCHARD_SENTENCES[1:3]), CONTAINS),
    "abridged": (FERRY, ". ".join(FERRY.split(". ")[::2]), CONTAINS),
    "teaser with wrong letters": (f"{FERRY} {invent(80, 1)}", misread(FERRY[:400], 3, 0.05), CONTAINS),
    "Chinese, two characters changed": (HARBOUR_ZH, HARBOUR_ZH.replace("许多", "不少"), NEAR),
    "Chinese teaser": (HARBOUR_ZH + MARKET_ZH, HARBOUR_ZH[:30], CONTAINS),
}

APART = {
    "different": (FERRY, ORCHARD),
    "both empty": ("", ""),
    "both blank": (" \n", " \n"),
    "symbols only": ("* * *", "- - -"),
    "same biography": (f"{FERRY} {BIO}", f"{ORCHARD} {BIO}"),
    "same biography, short texts": (f"{FERRY[:230]} {BIO}", f"{ORCHARD[:230]} {BIO}"),
    "template, other numbers": (weather("Velm", 11, 17, 35, 12, 1947), weather("Harsund", 24, 29, 15, 40, 2003)),
    "template, same town": (weather("Velm", 11, 17, 35, 12, 1947), weather("Velm", 24, 29, 15, 40, 2003)),
    "headlines with one word in common": ("Ferry leaves for the last time", "Ferry prices rise again"),
    "a headline and an article with a word of it": ("Captain", FERRY),
    "a few words of an article": ("the white boat had carried post", FERRY),
    "same headline over another story": (f"Notes from the valley\n\n{FERRY}", f"Notes from the valley\n\n{ORCHARD}"),
    "Chinese, different": (HARBOUR_ZH, MARKET_ZH),
}


@pytest.mark.parametrize("case", PAIRS.values(), ids=PAIRS)
@pytest.mark.parametrize("order", [1, -1], ids=["", "swapped"])
def test_relation_of_a_pair(case: tuple[str, str, Relation], order: int) -> None:
    longer, shorter, relation = case
    found = match_texts([longer, shorter][::order])
    assert [match.relation for match in found.matches] == [relation]
    assert [cluster.members for cluster in found.clusters] == [(0, 1)]


@pytest.mark.parametrize("pair", APART.values(), ids=APART)
def test_these_stay_apart(pair: tuple[str, str]) -> None:
    found = match_texts(pair)
    assert (found.matches, found.clusters, found.placed) == ((), (), {})


@pytest.mark.parametrize("front", ["", f"{ORCHARD} "], ids=["teaser", "excerpt"])
def test_spans_of_contains_frame_what_is_shared(front: str) -> None:
    teaser = FERRY[:TEASER_CHARS]
    (match,) = match_texts([f"Read also: {teaser} ...", front + FERRY]).matches
    assert (match.a, match.b) == (1, 0)
    assert match.a_span == (len(front), len(front) + TEASER_CHARS)
    assert match.b_span == (11, 11 + TEASER_CHARS)
    assert match.score > 0.9


def test_span_of_exact_is_the_whole_text_and_of_normalized_from_the_first_to_the_last_word() -> None:
    exact, normalized = match_texts([FERRY, FERRY, f"“{FERRY}”"]).matches
    assert exact.a_span == exact.b_span == (0, len(FERRY))
    assert (normalized.a_span, normalized.b_span) == ((0, len(FERRY) - 1), (1, len(FERRY)))


def test_score_falls_with_the_damage() -> None:
    scores = [match_texts([FERRY, misread(FERRY, 1, share)]).matches[0].score for share in (0.01, 0.04, 0.08)]
    assert scores == sorted(scores, reverse=True)
    assert all(0.7 < score < 1 for score in scores)


def test_longest_text_represents_and_the_first_of_equals() -> None:
    found = match_texts([FERRY[:300], FERRY, FERRY, ORCHARD])
    assert [(cluster.representative, cluster.members) for cluster in found.clusters] == [(1, (0, 1, 2))]
    assert {i: (p.representative, p.relation) for i, p in found.placed.items()} == {0: (1, CONTAINS), 2: (1, EXACT)}


def test_keys_choose_the_representative() -> None:
    found = match_texts([FERRY, FERRY[:300]], keys=[(1,), (0,)])
    assert found.clusters[0].representative == 1
    assert found.placed[0].relation is CONTAINS


def test_shared_teaser_goes_to_one_article_and_does_not_join_two() -> None:
    found = match_texts([f"{FERRY} {BIO}", f"{ORCHARD} {invent(60, 1)} {BIO}", BIO])
    assert len(found.matches) == 2
    assert [len(cluster.members) for cluster in found.clusters] == [2]


def test_400_damaged_copies_are_one_cluster() -> None:
    texts = [reword(FERRY, seed, 0.07) for seed in range(400)] + [ORCHARD]
    found = match_texts(texts)
    assert [cluster.members for cluster in found.clusters] == [tuple(range(400))]
    assert len(found.matches) < 400 * 20


def test_identical_texts_are_linked_to_the_first_only() -> None:
    found = match_texts([FERRY] * 20_000)
    assert len(found.matches) == 19_999
    assert {match.a for match in found.matches} == {0}


def test_empty_texts_between_others_change_nothing() -> None:
    assert [cluster.members for cluster in match_texts(["", FERRY, " ", FERRY, "", "\n"]).clusters] == [(1, 3)]


@pytest.mark.parametrize("texts", [[], [""], [FERRY], ["\ud800", "a\ud800b\x00"], ["a " * 100_000, "b" * 300_000]])
def test_odd_sets_of_texts_have_no_matches(texts: list[str]) -> None:
    assert match_texts(texts).clusters == ()


@pytest.mark.parametrize("relation", [EXACT, NORMALIZED, NEAR, CONTAINS])
def test_only_relations_asked_for_are_given(relation: Relation) -> None:
    texts = [FERRY, FERRY, FERRY.upper(), FERRY.replace("laughed", "smiled"), FERRY[:TEASER_CHARS], ORCHARD]
    found = match_texts(texts, MatchConfig(relations=(relation,)))
    assert {match.relation for match in found.matches} == {relation}
    assert {placed.relation for placed in found.placed.values()} <= {relation, EXACT, NORMALIZED}


def test_overlap_is_given_if_asked_for() -> None:
    texts = [f"{invent(30, 1)} {ORCHARD_SENTENCES[1]}", f"{ORCHARD_SENTENCES[1]} {invent(30, 2)}"]
    assert match_texts(texts).matches == ()
    (match,) = match_texts(texts, MatchConfig(relations=(*MatchConfig().relations, Relation.OVERLAP))).matches
    assert match.relation is Relation.OVERLAP
    assert texts[0][slice(*match.a_span)].strip(".") == texts[1][slice(*match.b_span)].strip(".")


SENTENCES = [*FERRY.split(". "), *ORCHARD.split(". "), BIO, weather("Velm", 11, 17, 35, 12, 1947), HARBOUR_ZH, "Tides"]
TEXTS = st.lists(st.lists(st.sampled_from(SENTENCES), max_size=5).map(". ".join), max_size=8)


def _shingles(text: str) -> list[tuple[str, ...]]:
    words = [word.text for word in find_words(text)]
    return [tuple(words[i : i + 3]) for i in range(len(words) - 2)]


def _plain_pairs(texts: list[str]) -> dict[tuple[int, int], Relation]:
    """Certain matches of all pairs of distinct texts, without any trick."""
    pairs = {}
    for x, y in combinations(range(len(texts)), 2):
        longer, shorter = sorted((texts[x], texts[y]), key=lambda text: -len(find_words(text)))
        ours, theirs = _shingles(shorter), set(_shingles(longer))
        if len(find_words(shorter)) >= 8 and sum(shingle in theirs for shingle in ours) >= 0.95 * len(ours):
            is_near = len(find_words(shorter)) >= 0.8 * len(find_words(longer))
            pairs[x, y] = NEAR if is_near else CONTAINS
    return pairs


@settings(max_examples=60, deadline=None)
@given(TEXTS)
def test_engine_finds_what_comparing_all_pairs_finds(texts: list[str]) -> None:
    distinct = list({tuple(word.text for word in find_words(text)): text for text in texts if text.strip()}.values())
    found = {(min(m.a, m.b), max(m.a, m.b)): m.relation for m in match_texts(distinct).matches}
    plain = _plain_pairs(distinct)
    assert {pair: found.get(pair) for pair in plain} == plain


@settings(max_examples=60, deadline=None)
@given(TEXTS)
def test_equal_texts_are_told_as_by_comparing_them(texts: list[str]) -> None:
    found = match_texts(texts, MatchConfig(relations=(EXACT, NORMALIZED)))
    cluster_of = {i: number for number, cluster in enumerate(found.clusters) for i in cluster.members}
    for x in range(len(texts)):
        for y in range(x):
            words = [[word.text for word in find_words(texts[i])] for i in (x, y)]
            is_equal = texts[x].strip() != "" and (texts[x] == texts[y] or (words[0] == words[1] != []))
            assert (cluster_of.get(x, -1) == cluster_of.get(y, -2)) == is_equal


@settings(max_examples=60, deadline=None)
@given(TEXTS, st.randoms(use_true_random=False))
def test_clusters_do_not_depend_on_the_order(texts: list[str], dice: random.Random) -> None:
    order = list(range(len(texts)))
    dice.shuffle(order)
    straight = {frozenset(cluster.members) for cluster in match_texts(texts).clusters}
    shuffled = match_texts([texts[i] for i in order]).clusters
    assert {frozenset(order[i] for i in cluster.members) for cluster in shuffled} == straight


@settings(max_examples=60, deadline=None)
@given(TEXTS)
def test_result_is_sound(texts: list[str]) -> None:
    found = match_texts(texts)
    members = [i for cluster in found.clusters for i in cluster.members]
    assert len(members) == len(set(members))
    assert set(found.placed) == set(members) - {cluster.representative for cluster in found.clusters}
    for match in found.matches:
        assert 0 <= match.score <= 1
        assert 0 <= match.a_span[0] < match.a_span[1] <= len(texts[match.a])
        assert 0 <= match.b_span[0] < match.b_span[1] <= len(texts[match.b])
