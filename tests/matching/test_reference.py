"""The engine gives what comparing all pairs gives, by the plain rules of `reference`."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from itertools import combinations
from math import sqrt
from typing import TYPE_CHECKING

import drawn
import numpy as np
import pytest
import reference
from hypothesis import given, settings
from hypothesis import strategies as st

from segment.config import MatchConfig
from segment.matching.candidates import find_candidates
from segment.matching.engine import match_texts
from segment.matching.equal import find_distinct
from segment.matching.signatures import sign
from segment.matching.verdicts import NONE, RELATIONS
from segment.tokens import find_words
from segment.types import Relation

if TYPE_CHECKING:
    import random

    from segment.matching.outcome import Found

EQUAL = (Relation.EXACT, Relation.NORMALIZED)
ALL_RELATIONS = tuple(Relation)


def unequal(texts: list[str]) -> list[str]:
    """Each text once that has words, the longest first; of equal length in the order of the engine."""
    texts = list({reference.split_words(text): text for text in texts if reference.split_words(text)}.values())
    firsts = find_distinct(sign(texts, 1 << 20), texts).firsts.tolist()
    assert sorted(firsts) == list(range(len(texts)))
    ordered = [texts[number] for number in firsts]
    lengths = [len(reference.split_words(text)) for text in ordered]
    assert lengths == sorted(lengths, reverse=True)
    return ordered


def links_of(found: Found) -> dict[tuple[int, int], reference.Verdict]:
    """The matches, with spans as word numbers."""
    places = [find_words(text) for text in found.texts]
    starts = [{word.start: number for number, word in enumerate(words)} for words in places]
    ends = [{word.end: number + 1 for number, word in enumerate(words)} for words in places]

    def span_of(text: int, span: tuple[int, int]) -> tuple[int, int]:
        return starts[text][span[0]], ends[text][span[1]]

    return {
        (m.a, m.b): reference.Verdict(m.relation, m.score, span_of(m.a, m.a_span), span_of(m.b, m.b_span))
        for m in found.matches()
    }


def find_pairs(texts: list[str]) -> set[tuple[int, int]]:
    """The pairs that are looked at."""
    signatures = sign(texts, 1 << 20)
    return set(map(tuple, find_candidates(signatures, find_distinct(signatures, texts), 1 << 20).tolist()))


@given(drawn.texts)
def test_equal_texts_are_told_as_by_comparing_them(texts: list[str]) -> None:
    found = match_texts(texts, MatchConfig(relations=EQUAL))
    cluster_of = {text: number for number, cluster in enumerate(found.clusters) for text in cluster.members}
    for x, y in combinations(range(len(texts)), 2):
        is_equal = reference.are_equal(texts[x], texts[y]) is not None
        assert (cluster_of.get(x, -1) == cluster_of.get(y, -2)) == is_equal
    for match in found.matches():
        assert match.relation is reference.are_equal(texts[match.a], texts[match.b])


@pytest.mark.parametrize("strategy", [drawn.texts, drawn.long_texts], ids=["short", "long"])
@settings(max_examples=60)
@given(data=st.data())
def test_each_candidate_gets_the_verdict_of_the_rules(
    strategy: st.SearchStrategy[list[str]], data: st.DataObject
) -> None:
    relations = data.draw(st.sampled_from([MatchConfig().relations, ALL_RELATIONS]))
    texts = unequal(data.draw(strategy))
    links = links_of(match_texts(texts, MatchConfig(relations=relations)))
    words = [reference.split_words(text) for text in texts]
    for a, b in find_pairs(texts) | set(links):
        verdict, link = reference.compare(words[a], words[b], relations), links.get((a, b))
        assert (verdict is None) == (link is None)
        if verdict and link:
            assert verdict._replace(score=0) == link._replace(score=0)
            assert verdict.score == pytest.approx(link.score, abs=1e-9)


@settings(max_examples=60)
@given(drawn.texts)
def test_clusters_are_those_of_the_matches_found(texts: list[str]) -> None:
    texts = unequal(texts)
    found = match_texts(texts)
    words = [reference.split_words(text) for text in texts]
    links = [reference.Link(*pair, verdict.relation, verdict.score) for pair, verdict in links_of(found).items()]
    clusters = reference.form_clusters(links, lambda a, b: reference.compare(words[a], words[b]) is not None)
    assert {frozenset(cluster.members) for cluster in found.clusters} == clusters


@settings(max_examples=60)
@given(drawn.texts)
def test_each_member_is_told_by_its_match_with_the_representative_or_else_by_its_best(texts: list[str]) -> None:
    texts = unequal(texts)
    words = [reference.split_words(text) for text in texts]
    found = match_texts(texts)
    links, keepers = links_of(found), found.representatives.tolist()
    for text in np.flatnonzero(found.relations != NONE).tolist():
        a, b = sorted((text, keepers[text]))
        inside = [link for (x, y), link in links.items() if text in (x, y) and keepers[x] == keepers[y]]
        verdict = reference.compare(words[a], words[b]) or max(inside, key=lambda link: link.score)
        assert found.scores[text] == pytest.approx(verdict.score, abs=1e-9)
        assert RELATIONS[found.relations[text]] is verdict.relation


@settings(max_examples=60)
@given(drawn.texts, st.randoms(use_true_random=False))
def test_matches_do_not_depend_on_the_order(texts: list[str], dice: random.Random) -> None:
    texts = unequal(texts)
    order = list(range(len(texts)))
    dice.shuffle(order)
    # Members are compared with their representative, too, so that has to be the same one.
    straight = match_texts(texts, order=np.arange(len(texts))).matches()
    shuffled = match_texts([texts[number] for number in order], order=np.array(order)).matches()
    assert {replace(match, a=order[match.a], b=order[match.b]) for match in shuffled} == set(straight)


FEW = 3
"""Of so many texts that have a shingle each is paired with each."""


def rate_of(words: reference.Words) -> int:
    """Of a text one shingle in so many is taken."""
    return 1 if len(words) <= 127 else 2 if len(words) <= 255 else 4


def sure_pairs(words: list[reference.Words]) -> set[tuple[int, int]]:
    """The pairs that must be candidates.

    A shingle pairs all texts that have it if they are few, else only neighbours; so what counts are shingles of few
    texts. Up to 127 words all of them are taken. Of longer texts one in so many is taken, by its hash, which is as
    good as chance: of `n` shared shingles about `n / rate` remain, hardly ever five standard deviations less.
    """
    holders = Counter(shingle for text in words for shingle in set(reference.shingles_of(text)))
    rare = [{s for s in reference.shingles_of(text) if holders[s] <= FEW} for text in words]
    pairs = set()
    for a, b in combinations(range(len(words)), 2):
        rate = rate_of(words[a])
        expected = len(rare[a] & rare[b]) / rate
        taken = expected if rate == 1 else expected - 5 * sqrt(expected)
        if taken >= max(2, reference.GREY_SHARE * (len(words[b]) - 2) / rate):
            pairs.add((a, b))
    return pairs


@pytest.mark.parametrize("strategy", [drawn.texts, drawn.long_texts], ids=["short", "long"])
@settings(max_examples=40)
@given(data=st.data())
def test_no_match_of_all_pairs_is_missed(strategy: st.SearchStrategy[list[str]], data: st.DataObject) -> None:
    texts = unequal(data.draw(strategy))
    words = [reference.split_words(text) for text in texts]
    links = links_of(match_texts(texts))
    wanted = {(link.a, link.b) for link in reference.find_links(words)} & sure_pairs(words)
    assert wanted <= set(links)
