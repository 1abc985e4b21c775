"""Matches and clusters of texts, from the outside."""

from __future__ import annotations

import random
import unicodedata
from typing import TYPE_CHECKING

import drawn
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from invented import BIO, FERRY, HARBOUR_ZH, MARKET_ZH, ORCHARD, TEASER_CHARS, invent, misread, reword, weather

from segment.config import MatchConfig
from segment.matching.engine import match_texts
from segment.matching.verdicts import NONE, RELATIONS
from segment.types import Relation

if TYPE_CHECKING:
    from segment.matching.outcome import Found

CAFE = "Le café de la rue étroite sert une crème brûlée à l’été"
FERRY_TH = "เรือข้ามฟากลำเก่าออกจากท่าเรือเป็นครั้งสุดท้ายเมื่อวันอาทิตย์มีคนบนท่ามากกว่าบนเรือ"
EXACT, NORMALIZED, NEAR, CONTAINS = Relation.EXACT, Relation.NORMALIZED, Relation.NEAR, Relation.CONTAINS
ORCHARD_SENTENCES = ORCHARD.split(". ")

REPORTS = [weather("Velm", 11, 17, 35, 12, 1947), weather("Harsund", 24, 29, 15, 40, 2003)]
REPORTS += [ORCHARD[:300], weather("Tarn", 62, 67, 81, 52, 1911)]

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
    "reports in another order": (" ".join(REPORTS), " ".join(REPORTS[::-1]), NEAR),
    "teaser cut in a sentence": (FERRY, FERRY[:TEASER_CHARS], CONTAINS),
    "excerpt": (ORCHARD, ". ".join(ORCHARD_SENTENCES[1:3]), CONTAINS),
    "abridged": (FERRY, ". ".join(FERRY.split(". ")[::2]), CONTAINS),
    "teaser with wrong letters": (f"{FERRY} {invent(80, 1)}", misread(FERRY[:400], 3, 0.05), CONTAINS),
    "Chinese, two characters changed": (HARBOUR_ZH, HARBOUR_ZH.replace("许多", "不少"), NEAR),
    "Chinese teaser": (HARBOUR_ZH + MARKET_ZH, HARBOUR_ZH[:30], CONTAINS),
    "Chinese in other punctuation": (HARBOUR_ZH, "。".join([HARBOUR_ZH[:20], HARBOUR_ZH[20:]]), NORMALIZED),
    "Thai, one word changed": (FERRY_TH, FERRY_TH.replace("อาทิตย์", "จันทร์"), NEAR),
    "Thai without a tone": (FERRY_TH, FERRY_TH.replace("เก่า", "เกา"), NORMALIZED),
    "composed and decomposed": (CAFE, unicodedata.normalize("NFD", CAFE), NORMALIZED),
    "a headline of four words": ("Ferry leaves Harsund forever", "FERRY LEAVES HARSUND FOREVER!", NORMALIZED),
    "eight words of eight": ("a b c d e f g h", "a b c d e f g x", NEAR),
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
    "headlines of four words, one changed": ("Ferry leaves Harsund forever", "Ferry leaves Harsund today"),
    "seven words of eight": ("a b c d e f g h", "a b c d e f g"),
    "one blank, one not": ("\u3000", "***"),
}


def placed_in(found: Found) -> dict[int, tuple[int, Relation]]:
    """The texts that another one represents: which, and how they match."""
    placed = np.flatnonzero(found.relations != NONE).tolist()
    return {text: (int(found.representatives[text]), RELATIONS[found.relations[text]]) for text in placed}


@pytest.mark.parametrize("case", PAIRS.values(), ids=PAIRS)
@pytest.mark.parametrize("order", [1, -1], ids=["", "swapped"])
def test_relation_of_a_pair(case: tuple[str, str, Relation], order: int) -> None:
    longer, shorter, relation = case
    found = match_texts([longer, shorter][::order])
    assert [match.relation for match in found.matches()] == [relation]
    assert [cluster.members for cluster in found.clusters] == [(0, 1)]


@pytest.mark.parametrize("pair", APART.values(), ids=APART)
def test_these_stay_apart(pair: tuple[str, str]) -> None:
    found = match_texts(pair)
    assert (found.matches(), found.clusters, placed_in(found)) == ([], (), {})


@pytest.mark.parametrize("front", ["", f"{ORCHARD} "], ids=["teaser", "excerpt"])
def test_spans_of_contains_frame_what_is_shared(front: str) -> None:
    teaser = FERRY[:TEASER_CHARS]
    (match,) = match_texts([f"Read also: {teaser} ...", front + FERRY]).matches()
    assert (match.a, match.b) == (1, 0)
    assert match.a_span == (len(front), len(front) + TEASER_CHARS)
    assert match.b_span == (11, 11 + TEASER_CHARS)
    assert match.score > 0.9


def test_span_of_exact_is_the_whole_text_and_of_normalized_from_the_first_to_the_last_word() -> None:
    exact, normalized = match_texts([FERRY, FERRY, f"“{FERRY}”"]).matches()
    assert exact.a_span == exact.b_span == (0, len(FERRY))
    assert (normalized.a_span, normalized.b_span) == ((0, len(FERRY) - 1), (1, len(FERRY)))


def test_score_falls_with_the_damage() -> None:
    scores = [match_texts([FERRY, misread(FERRY, 1, share)]).matches()[0].score for share in (0.01, 0.04, 0.08)]
    assert scores == sorted(scores, reverse=True)
    assert all(0.7 < score < 1 for score in scores)


def test_longest_text_represents_and_the_first_of_equals() -> None:
    found = match_texts([FERRY[:300], FERRY, FERRY, ORCHARD])
    assert [(cluster.representative, cluster.members) for cluster in found.clusters] == [(1, (0, 1, 2))]
    assert placed_in(found) == {0: (1, CONTAINS), 2: (1, EXACT)}


def test_an_order_chooses_the_representative() -> None:
    found = match_texts([FERRY, FERRY[:300]], order=np.array([1, 0]))
    assert found.clusters[0].representative == 1
    assert placed_in(found) == {0: (1, CONTAINS)}


def test_shared_teaser_goes_to_one_article_and_does_not_join_two() -> None:
    found = match_texts([f"{FERRY} {BIO}", f"{ORCHARD} {invent(60, 1)} {BIO}", BIO])
    assert len(found.matches()) == 2
    assert [len(cluster.members) for cluster in found.clusters] == [2]


def test_400_damaged_copies_are_one_cluster() -> None:
    texts = [reword(FERRY, seed, 0.07) for seed in range(400)] + [ORCHARD]
    found = match_texts(texts)
    assert [cluster.members for cluster in found.clusters] == [tuple(range(400))]
    assert len(found.matches()) < 400 * 20


def test_identical_texts_are_linked_to_the_first_only() -> None:
    found = match_texts([FERRY] * 20_000)
    assert len(found.matches()) == 19_999
    assert {match.a for match in found.matches()} == {0}


def test_near_copies_of_two_articles_are_found_among_unrelated_texts() -> None:
    copies = [reword(article, seed, 0.07) for seed in range(120) for article in (FERRY, ORCHARD)]
    texts = copies + [invent(90, seed) for seed in range(300)]
    found = match_texts(texts)
    assert [cluster.members for cluster in found.clusters] == [tuple(range(0, 240, 2)), tuple(range(1, 240, 2))]


def test_reports_from_one_template_stay_apart() -> None:
    dice = random.Random(5)
    towns = ["Velm", "Harsund", "Olm", "Tarn"]
    texts = [weather(dice.choice(towns), *(dice.randrange(10, 99) for _ in range(4)), 1900 + i) for i in range(40)]
    assert match_texts(texts).clusters == ()


def test_columns_with_one_biography_stay_apart() -> None:
    assert match_texts([f"{invent(60, seed)} {BIO}" for seed in range(40)]).clusters == ()


def test_empty_texts_between_others_change_nothing() -> None:
    assert [cluster.members for cluster in match_texts(["", FERRY, " ", FERRY, "", "\n"]).clusters] == [(1, 3)]


@pytest.mark.parametrize("texts", [[], [""], [FERRY], ["\ud800", "a\ud800b\x00"], ["a " * 100_000, "b" * 300_000]])
def test_odd_sets_of_texts_have_no_matches(texts: list[str]) -> None:
    assert match_texts(texts).clusters == ()


def test_a_text_of_five_megabytes_gives_its_excerpts() -> None:
    words = [f"x{number}" for number in range(100_000, 750_000)]
    texts = [" ".join(words), FERRY, " ".join(words[400_000:400_300]), FERRY.upper()]
    assert len(texts[0]) > 5_000_000
    found = match_texts(texts)
    assert placed_in(found) == {2: (0, CONTAINS), 3: (1, NORMALIZED)}
    assert texts[0][slice(*found.matches()[0].a_span)] == texts[2]


@pytest.mark.parametrize("relation", [EXACT, NORMALIZED, NEAR, CONTAINS])
def test_only_relations_asked_for_are_given(relation: Relation) -> None:
    texts = [FERRY, FERRY, FERRY.upper(), FERRY.replace("laughed", "smiled"), FERRY[:TEASER_CHARS], ORCHARD]
    found = match_texts(texts, MatchConfig(relations=(relation,)))
    assert {match.relation for match in found.matches()} == {relation}
    assert {placed for _, placed in placed_in(found).values()} <= {relation}


def test_overlap_is_given_if_asked_for() -> None:
    texts = [f"{invent(30, 1)} {ORCHARD_SENTENCES[1]}", f"{ORCHARD_SENTENCES[1]} {invent(30, 2)}"]
    assert match_texts(texts).matches() == []
    (match,) = match_texts(texts, MatchConfig(relations=(*MatchConfig().relations, Relation.OVERLAP))).matches()
    assert match.relation is Relation.OVERLAP
    assert texts[match.a][slice(*match.a_span)].strip(".") == texts[match.b][slice(*match.b_span)].strip(".")


@settings(max_examples=60)
@given(drawn.texts, st.randoms(use_true_random=False))
def test_clusters_do_not_depend_on_the_order(texts: list[str], dice: random.Random) -> None:
    order = list(range(len(texts)))
    dice.shuffle(order)
    straight = {frozenset(cluster.members) for cluster in match_texts(texts).clusters}
    shuffled = match_texts([texts[i] for i in order]).clusters
    assert {frozenset(order[i] for i in cluster.members) for cluster in shuffled} == straight


@settings(max_examples=60)
@given(drawn.texts)
def test_result_is_sound(texts: list[str]) -> None:
    found = match_texts(texts)
    members = [i for cluster in found.clusters for i in cluster.members]
    assert len(members) == len(set(members))
    assert set(placed_in(found)) == set(members) - {cluster.representative for cluster in found.clusters}
    for match in found.matches():
        assert 0 <= match.score <= 1
        assert 0 <= match.a_span[0] < match.a_span[1] <= len(texts[match.a])
        assert 0 <= match.b_span[0] < match.b_span[1] <= len(texts[match.b])


def blot(*places: int) -> str:
    """The start of the ferry with other words at these places."""
    return " ".join("zzzzzz" if place in places else word for place, word in enumerate(FERRY.split()[:48]))


SOME, OTHERS = range(3, 48, 7), range(6, 48, 7)
CHAIN = [blot(), blot(*SOME), blot(*SOME, *OTHERS)]


def test_a_text_that_does_not_match_its_representative_is_told_by_its_best_match() -> None:
    assert match_texts([CHAIN[0], CHAIN[2]]).matches() == []
    found = match_texts([*CHAIN, blot(*SOME, *OTHERS[:3])])
    assert found.representatives.tolist() == [0, 0, 0, 0]
    scores = {match.a + match.b - 2: match.score for match in found.matches() if 2 in (match.a, match.b)}
    assert list(scores) == [1, 3]
    assert scores[1] < scores[3] == found.scores[2]


def test_a_text_is_placed_by_way_of_another_of_which_a_copy_does_not_count() -> None:
    first, middle, last = CHAIN
    found = match_texts([first, middle, middle, last], MatchConfig(relations=(NEAR,)))
    assert [cluster.members for cluster in found.clusters] == [(0, 1, 3)]
    assert placed_in(found) == {1: (0, NEAR), 3: (0, NEAR)}


@settings(max_examples=100)
@given(drawn.texts, st.sets(st.sampled_from(Relation), min_size=1))
def test_each_placed_text_has_a_match_in_its_cluster(texts: list[str], relations: set[Relation]) -> None:
    found = match_texts(texts + texts[:2], MatchConfig(relations=tuple(relations)))
    matches = found.matches()
    assert {match.relation for match in matches} <= relations
    told = {frozenset((match.a, match.b)): (match.relation, match.score) for match in matches}
    for text, (keeper, relation) in placed_in(found).items():
        score = float(found.scores[text])
        with_keeper = told.get(frozenset((text, keeper)))
        if with_keeper:
            assert with_keeper == (relation, score)
        else:  # its best match in the cluster, or that of the text that it equals
            members = np.flatnonzero(found.representatives == keeper).tolist()
            assert (relation, score) in [told.get(frozenset((one, other))) for one in members for other in members]
