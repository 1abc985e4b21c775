"""How clusters are counted and explained."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from segment.cli.clusters import draw_table
from segment.matching.keep import explain_article
from segment.pipeline import split
from segment.types import Census, Kind, Relation
from tests.cli.conftest import FERRY


def census(*clusters, known=0):
    """Clusters with members that match so, beside a representative; or beside so many known rows."""
    sizes = [len(relations) + max(1, known) for relations in clusters]
    placed = [(size, relation) for size, relations in zip(sizes, clusters, strict=True) for relation in relations]
    return Census(Counter(sizes), Counter(placed))


@pytest.mark.parametrize(
    ("clusters", "lines"),
    [
        ([], []),
        (
            [["near"]],
            [
                "  of size   clusters  members  exact  normalized  near  contains",
                "  2                1        2      0           0     1         0",
            ],
        ),
        (
            [["exact"]] * 1200 + [["near", "overlap"], ["exact"] * 100],
            [
                "  of size   clusters  members  exact  normalized  near  contains  overlap",
                "  2            1,200    2,400  1,200           0     0         0        0",
                "  3                1        3      0           0     1         0        1",
                "  more             1      101    100           0     0         0        0",
                "  all          1,202    2,504  1,300           0     1         0        1",
            ],
        ),
    ],
)
def test_the_table_has_a_line_for_each_size_that_there_is(clusters, lines):
    assert list(draw_table(census(*([Relation(name) for name in cluster] for cluster in clusters)))) == lines


def test_known_members_count_for_the_size_only():
    (_, line) = draw_table(census([Relation.NEAR], known=3))
    assert line.split() == ["4-5", "1", "4", "0", "0", "1", "0"]


@given(st.lists(st.lists(st.sampled_from(Relation), min_size=1, max_size=120), min_size=1))
def test_nothing_is_lost_in_the_table(clusters):
    header, *lines = draw_table(census(*clusters))
    last = dict(zip(header.split()[1:], lines[-1].split(), strict=True))
    assert int(last["clusters"]) == len(clusters)
    assert int(last["members"]) == sum(map(len, clusters)) + len(clusters)
    for relation in Relation:
        assert int(last.get(relation, 0)) == sum(some.count(relation) for some in clusters)


(ARTICLE,) = split(FERRY)
FULL = replace(ARTICLE, id="full", kind=Kind.FULL, words=40)
LONGER = replace(FULL, id="longer", words=50)
TEASER = replace(FULL, id="teaser", kind=Kind.TEASER, words=60)


@pytest.mark.parametrize(
    ("keeper", "others", "reason"),
    [
        (FULL, [TEASER], "full"),
        (LONGER, [TEASER, FULL], "longest: 50 words"),
        (LONGER, [FULL, TEASER], "longest: 50 words"),
        (FULL, [FULL, TEASER], "first"),
        (TEASER, [TEASER], "first"),
    ],
)
def test_an_article_stays_for_what_sets_it_above_the_next_best(keeper, others, reason):
    assert explain_article(keeper, others) == reason
