from __future__ import annotations

import tomllib

import pytest
from hypothesis import given, settings

from segment.profiles import load_profiles, propose
from tests.profiles.exports import articles, texts

BODY = (
    "The ferry was late on Tuesday, and nobody on the quay could say why it was so.\n\n"
    "The harbour master said that it would be on time on Wednesday, as it always is.\n"
)
HEAD = "Author: Mara Lindqvist\nDate: June {}, 2031\n\n"
TITLES = ["Ferry late", "Bridge open", "Gull steals sermon", "Clock fast"]


def between(separator):
    """Documents with a separator before each."""
    parts = enumerate(TITLES, 1)
    return "".join(f"{separator.format(n)}\n\n{title}\n\n{HEAD.format(n)}{BODY}\n" for n, title in parts)


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        (between("====="), "opens"),
        (between("_" * 70), "opens"),
        (between("*** Article {} ***"), "opens"),
        (between("<<< {} 'of' 4 >>>"), "opens"),
        (between("=====").removeprefix("=====\n\n"), "closes"),
        (between("=====").replace("\n", "\r\n"), "opens"),
        ("Menu\n\nSearch\n\n" + between("====="), "opens"),
        ("".join(f"[{n}/4]\n\n{title}\n\n{BODY}\n" for n, title in enumerate(TITLES, 1)), "opens"),
        ("".join(f"Title: {title}\n{HEAD.format(1)}{BODY}\nTags: sea\n\n" for title in TITLES), "opens"),
        ("".join(f"Titel: {title}\nRésumé: Schiff\nText:\n{BODY}\n" for title in TITLES), "opens"),
        (between("=====").replace("2031\n\n", "2031\n\nBody:\n\n") + "=====\n", "opens"),
    ],
)
def test_a_proposal_cuts_the_text_that_it_was_made_from(text, kind):
    table = propose(text)
    assert table is not None
    (profile,) = load_profiles([tomllib.loads(table)])
    assert [separator.kind for separator in profile.separators] == [kind]
    found = articles(text, profile)
    assert [dump.meta.title for dump in found] == TITLES
    for dump in found:
        bodies = [
            dump.text[span.start : span.end].replace("\r", "") for span in dump.layout.spans if span.role == "body"
        ]
        assert bodies == [BODY.strip()]


def test_a_proposal_says_what_was_seen_how_often():
    table = propose(between("====="))
    assert table is not None
    assert table.splitlines()[1:4] == [
        '# 4 lines like "=====" stand alone.',
        '# 4 of 4 documents have "Author:".',
        '# 4 of 4 documents have "Date:".',
    ]


@pytest.mark.parametrize(
    "text",
    [
        "",
        BODY * 8,
        "\n\n* * *\n\n".join([BODY] * 6),
        "\n\n*****\n\n".join([BODY] * 6),
        "".join(f"Chapter {number}\n\n{BODY}\n" for number in range(1, 9)),
        "".join(f"{BODY}\nNote: nothing\n\n" for _ in range(5)),
        between("=====").split("Gull")[0],
        "Mara: where is it?\nJon: late.\nOwen: why?\n" * 2,
    ],
    ids=["empty", "prose", "stars", "rules", "chapters", "one label", "two documents", "a play"],
)
def test_what_does_not_repeat_regularly_gets_no_proposal(text):
    assert propose(text) is None


@given(text=texts)
@settings(max_examples=200, deadline=None)
def test_any_proposal_loads(text):
    table = propose(text)
    assert table is None or load_profiles([tomllib.loads(table)])
