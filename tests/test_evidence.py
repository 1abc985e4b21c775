"""Two looks at a dump: the decision follows from the evidence alone, and the evidence from the dump alone."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from segment.blocks import find_blocks
from segment.decode import CERTAIN, LABELS, TEASER
from segment.evidence import (
    HEADLINE_SHARE,
    NO_EVIDENCE,
    Evidence,
    collect,
    decide,
    find_headline,
    judge,
    look,
    look_again_at,
)
from segment.families import FAMILIES, find_names
from segment.model import FIRST_NAMES, SECOND_NAMES, SINGLE, load_weights
from segment.scan import scan
from segment.types import Kind
from tests.dumps import DUMPS, read_dump
from tests.fit import invented_articles, invented_weights
from tests.measures import texts

if TYPE_CHECKING:
    from segment.blocks import Block
    from segment.model import Weights
    from segment.types import Dump

INVENTED = invented_weights()
WHOSE = ("ours", "invented")
"""Whose weights: those that ship, and some that mean nothing."""
SINGLES = (False, True)
PAGE = invented_articles(3).text


def weights_of(whose: str) -> Weights:
    return load_weights() if whose == "ours" else INVENTED


def blocks_of(text: str) -> list[Block]:
    from segment.types import Dump

    return find_blocks(Dump(text, "-"))


def collect_from(
    text: str, weights: Weights = INVENTED, *, single: bool = False, silent: tuple[str, ...] = ()
) -> Evidence:
    return collect(text, blocks_of(text), weights, single=single, silent=find_names(silent))


@pytest.mark.parametrize("single", SINGLES)
@pytest.mark.parametrize("whose", WHOSE)
@pytest.mark.parametrize("name", DUMPS)
def test_evidence_saved_and_read_back_gives_the_same_decision(name: str, whose: str, single: bool) -> None:
    dump, weights = read_dump(name), weights_of(whose)
    evidence = collect_from(dump.text, weights, single=single)
    saved = json.dumps({"values": evidence.values.tolist(), "spans": list(evidence.spans)})
    raw = json.loads(saved)
    back = Evidence(np.array(raw["values"]), raw["spans"])
    np.testing.assert_array_equal(back.values, evidence.values)
    assert decide(back, weights, single=single) == decide(evidence, weights, single=single)


@given(texts, st.booleans())
def test_every_block_has_a_finite_value_for_every_cue_and_a_place(text: str, single: bool) -> None:
    evidence = collect_from(text, single=single)
    assert evidence.values.shape == (len(blocks_of(text)), len(SECOND_NAMES))
    assert np.isfinite(evidence.values).all()
    placed = decide(evidence, INVENTED, single=single)
    assert len(placed) == len(evidence.values) == len(evidence.spans)


def test_patterns_are_1_where_they_fire_and_0_elsewhere() -> None:
    evidence = collect_from(PAGE)
    patterns = [name for family in ("byline", "date", "furniture", "headline") for name in FAMILIES[family]]
    assert any(evidence.spans)
    for name in patterns:
        wanted = [float(name in spans) for spans in evidence.spans]
        assert evidence.values[:, SECOND_NAMES.index(name)].tolist() == wanted, name


def test_spans_lead_into_their_block() -> None:
    evidence = collect_from(PAGE)
    for block, spans in zip(blocks_of(PAGE), evidence.spans, strict=True):
        for start, end in spans.values():
            assert 0 <= start <= end <= block.end - block.start


@pytest.mark.parametrize("single", SINGLES)
def test_a_column_says_whether_one_article_is_wanted(single: bool) -> None:
    assert set(collect_from(PAGE, single=single).values[:, SECOND_NAMES.index(SINGLE)].tolist()) == {float(single)}


@pytest.mark.parametrize("family", FAMILIES)
def test_a_silent_family_says_nothing_anywhere(family: str) -> None:
    heard, silenced = collect_from(PAGE), collect_from(PAGE, silent=(family,))
    columns = [SECOND_NAMES.index(name) for name in FAMILIES[family]]
    others = [number for number, name in enumerate(FIRST_NAMES) if name not in FAMILIES[family]]
    assert not silenced.values[:, columns].any()
    np.testing.assert_array_equal(silenced.values[:, others], heard.values[:, others])


LINES = ["Ferry Runs Again - Harbour News", "Home", "Ferry Runs Again", "Bakery Wins Prize", "The ferry runs again."]
FULL, HEADLINE, OTHER = LINES[0], LINES[2], LINES[3]


@pytest.mark.parametrize(
    ("likely", "wanted"),
    [
        pytest.param({FULL: 6000, HEADLINE: 2000}, HEADLINE, id="the headline without the name of the site"),
        pytest.param({FULL: 6000, HEADLINE: 800}, FULL, id="not where it is hardly a title"),
        pytest.param({FULL: 6000, OTHER: 5000}, FULL, id="nor a line of so many words that says something else"),
        pytest.param({FULL: 2000, HEADLINE: 6000}, HEADLINE, id="the likeliest, if that is the headline"),
        pytest.param({FULL: 900, HEADLINE: 800, OTHER: 6000}, OTHER, id="the likeliest, if nothing is part of it"),
    ],
)
def test_of_two_titles_a_page_takes_the_one_that_the_other_begins_with(likely: dict[str, int], wanted: str) -> None:
    labels = np.zeros((len(LINES), len(LABELS)), np.int64)
    labels[[LINES.index(line) for line in likely], LABELS.index("title")] = list(likely.values())
    found = find_headline(collect_from("\n\n".join(LINES), single=True).values, labels)
    assert found is not None
    assert LINES[found] == wanted


def test_the_share_decides_which_line_is_likely_enough() -> None:
    values = collect_from("\n\n".join(LINES), single=True).values
    labels = np.zeros((len(LINES), len(LABELS)), np.int64)
    for likely, wanted in ((round(HEADLINE_SHARE * CERTAIN), 2), (round(HEADLINE_SHARE * CERTAIN) - 1, 0)):
        labels[[0, 2], LABELS.index("title")] = CERTAIN, likely
        assert find_headline(values, labels) == wanted


def test_the_draft_is_of_what_was_heard() -> None:
    silenced = collect_from(PAGE, silent=("wording",)).values
    first, drafted = silenced[:, : len(FIRST_NAMES)], silenced[:, len(FIRST_NAMES) :]
    words = first[:, FIRST_NAMES.index("words")]
    beliefs = judge(first, INVENTED, INVENTED.first, single=False)
    again = look_again_at(scan(PAGE, blocks_of(PAGE)), words, beliefs, INVENTED.lexicon)
    np.testing.assert_array_equal(drafted, again)
    assert (drafted != collect_from(PAGE).values[:, len(FIRST_NAMES) :]).any()


@pytest.mark.parametrize("family", ["shape", "place", "wording", "cohesion", "echo", "draft", "byline"])
def test_a_family_that_is_heard_says_something(family: str) -> None:
    columns = [SECOND_NAMES.index(name) for name in FAMILIES[family]]
    assert collect_from(PAGE).values[:, columns].any()


def test_with_every_family_silent_blocks_are_placed_all_the_same() -> None:
    evidence = collect_from(PAGE, silent=tuple(FAMILIES))
    assert not evidence.values.any()
    assert len(decide(evidence, INVENTED, single=False)) == len(evidence.values)


@pytest.mark.parametrize("whose", WHOSE)
def test_single_merges_teaser_into_body(whose: str) -> None:
    weights = weights_of(whose)
    values = collect_from(PAGE, weights, single=True).values
    many, one = (judge(values, weights, weights.second, single=single) for single in SINGLES)
    body, teaser = LABELS.index("body"), LABELS.index(TEASER)
    others = [number for number in range(len(LABELS)) if number not in (body, teaser)]
    assert not one.label[:, teaser].any()
    np.testing.assert_array_equal(one.label[:, body], many.label[:, body] + many.label[:, teaser])
    np.testing.assert_array_equal(one.label[:, others], many.label[:, others])
    np.testing.assert_array_equal(one.start, many.start)
    assert Kind.TEASER not in {place.kind for place in decide(collect_from(PAGE, weights), weights, single=True)}


@pytest.mark.parametrize("single", SINGLES)
@pytest.mark.parametrize("whose", WHOSE)
def test_beliefs_are_probabilities(whose: str, single: bool) -> None:
    weights = weights_of(whose)
    values = collect_from(PAGE, weights, single=single).values
    for number_of_columns, with_look in ((len(FIRST_NAMES), weights.first), (len(SECOND_NAMES), weights.second)):
        beliefs = judge(values[:, :number_of_columns], weights, with_look, single=single)
        assert ((beliefs.start >= 0) & (beliefs.start <= CERTAIN)).all()
        assert ((beliefs.label >= 0) & (beliefs.label <= CERTAIN)).all()
        # Rounded one by one.
        assert np.abs(beliefs.label.sum(1) - CERTAIN).max() <= len(LABELS) / 2


def test_the_first_block_of_a_dump_may_always_start_an_article() -> None:
    values = collect_from(PAGE).values
    assert judge(values, INVENTED, INVENTED.second, single=False).start[0] == CERTAIN


@pytest.mark.parametrize("whose", WHOSE)
def test_the_evidence_of_a_dump_is_the_same_after_another_dump(whose: str) -> None:
    weights, dumps = weights_of(whose), [read_dump(name) for name in DUMPS[::3]]

    def collect_all(of: list[Dump]) -> dict[str, Evidence]:
        return {dump.path: collect_from(dump.text, weights) for dump in of}

    forth, back = collect_all(dumps), collect_all(dumps[::-1])
    for name in forth:
        np.testing.assert_array_equal(forth[name].values, back[name].values)
        assert list(forth[name].spans) == list(back[name].spans)


def test_scores_of_another_model_replace_those_of_the_lexicon() -> None:
    scanned = scan(PAGE, blocks_of(PAGE))
    own, _ = look(PAGE, scanned, INVENTED.lexicon, single=False)
    given_scores = {name: np.full(len(scanned), 7.0) for name in FAMILIES["wording"] if name in INVENTED.lexicon.models}
    other, _ = look(PAGE, scanned, INVENTED.lexicon, single=False, scores=given_scores)
    changed = {FIRST_NAMES[column] for column in np.flatnonzero((own != other).any(0))}
    assert set(given_scores) <= changed
    assert changed <= {name for name in FAMILIES["wording"] if name.startswith(tuple(given_scores))}


def test_no_blocks_no_evidence() -> None:
    assert NO_EVIDENCE.values.shape == (0, len(SECOND_NAMES))
    assert decide(NO_EVIDENCE, INVENTED, single=False) == []
