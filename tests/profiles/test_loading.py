from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from segment.errors import InputNotFoundError, UsageError
from segment.profiles import PROFILES, load_profiles, shipped_profiles
from segment.profiles.examples import check_examples
from tests.profiles.exports import articles

if TYPE_CHECKING:
    from pathlib import Path

SMALL = """
name = "gazette"
[[separators]]
opens = 'Item (?P<number>\\d+) of (?P<total>\\d+)'
[fields.byline]
labels.en = ["By"]
role = "byline"
"""
EXAMPLE = """
[[examples]]
text = '''
Item 1 of 2

Ferry late

By: Mara Lindqvist

The ferry was late.

Item 2 of 2

Bridge open

By: Jon Aho

The bridge was open.
'''
titles = ["Ferry late", "Bridge open"]
"""


def write(folder: Path, text: str) -> Path:
    path = folder / "own.toml"
    path.write_text(text, "utf-8")
    return path


def test_every_shipped_profile_is_there_under_its_name():
    assert tuple(profile.name for profile in shipped_profiles()) == PROFILES


@pytest.mark.parametrize("profile", shipped_profiles(), ids=lambda profile: profile.name)
def test_shipped_profiles_find_what_their_examples_say(profile):
    check_examples(profile)


@pytest.mark.parametrize("profile", shipped_profiles(), ids=lambda profile: profile.name)
def test_no_label_means_two_fields_at_one_place(profile):
    for (style, label), entries in profile.by_label.items():
        names = {entry.name for entry in entries}
        assert len(names) == 1 or len({entry.at for entry in entries}) == len(entries), (style, label, names)


@pytest.mark.parametrize(
    "text",
    [
        SMALL + EXAMPLE,
        re.sub(r"^(\[+)(?=\w)", r"\1profile.", "[[profile]]\n" + SMALL + EXAMPLE, flags=re.M).replace(
            "[[profile.profile]]", "[[profile]]"
        ),
        re.sub(r"^(\[+)(?=\w)", r"\1tool.segment.profile.", "[[profile]]\n" + SMALL + EXAMPLE, flags=re.M).replace(
            "[[tool.segment.profile.profile]]", "[[tool.segment.profile]]"
        ),
    ],
    ids=["bare", "profile", "tool.segment.profile"],
)
def test_a_file_holds_one_profile_or_a_list(tmp_path, text):
    (profile,) = load_profiles(write(tmp_path, text))
    assert profile.name == "gazette"
    assert [dump.meta.title for dump in articles(profile.examples[0].text, profile)] == ["Ferry late", "Bridge open"]


def test_an_example_that_fails_is_named(tmp_path):
    text = SMALL + EXAMPLE.replace('"Bridge open"]', '"Bridge shut"]')
    with pytest.raises(UsageError, match=r"profile gazette, example 1: finds 2 documents, .*Bridge open.*Bridge shut"):
        load_profiles(write(tmp_path, text))


@pytest.mark.parametrize(
    ("table", "message"),
    [
        ({}, "without a name"),
        ({"name": 3}, "without a name"),
        ({"name": "x", "boddy": "article"}, 'profile x: unknown key "boddy". Known are: body'),
        ({"name": "x", "body": "book"}, "\"body\" is 'book'; it may be article, region"),
        ({"name": "x", "keeps": 2}, '"keeps" is no share'),
        ({"name": "x", "keeps": True}, '"keeps" is no share'),
        ({"name": "x", "ordered": 1}, "neither true nor false"),
        ({"name": "x", "called": 1}, '"called" is no text'),
        ({"name": "x", "page": "(a"}, 'profile x, "page": not a regular expression'),
        ({"name": "x", "separators": {}}, '"separators" is no list of tables'),
        ({"name": "x", "separators": [{}]}, 'needs one of "opens" and "closes"'),
        ({"name": "x", "separators": [{"opens": "a", "closes": "b"}]}, 'needs one of "opens" and "closes"'),
        ({"name": "x", "separators": [{"opens": "a", "within": 0}]}, '"within" is no whole number from 1 to 60'),
        ({"name": "x", "separators": [{"opens": "a", "alone": "yes"}]}, "neither true nor false"),
        ({"name": "x", "cover": {"lines": "a"}}, 'unknown key "cover.lines"'),
        ({"name": "x", "lead": {"order": [1]}}, '"order" is no list of texts'),
        ({"name": "x", "lead": {"unit": "word"}}, "it may be paragraph, line"),
        ({"name": "x", "fields": []}, '"fields" is no table'),
        ({"name": "x", "fields": {"a": {}}}, '"fields.a" has no "labels"'),
        ({"name": "x", "fields": {"a": {"style": "line"}}}, 'it needs a "value"'),
        ({"name": "x", "fields": {"a": {"labels": {"en": ["A"]}, "role": "ad"}}}, "\"role\" is 'ad'; it may be title"),
        ({"name": "x", "evidence": [{"length": 1}]}, '"evidence" names "length". Known are: closes, cover, opens'),
        ({"name": "x", "evidence": [{"opens": 0}]}, '"opens" is no whole number from 1'),
        ({"name": "x", "examples": [{"text": "a"}]}, 'needs "text" and "titles"'),
    ],
)
def test_what_is_wrong_is_named(table, message):
    with pytest.raises(UsageError, match=re.escape(message)):
        load_profiles([table])


def test_a_file_that_is_not_there(tmp_path):
    with pytest.raises(InputNotFoundError, match="cannot be read"):
        load_profiles(tmp_path / "none.toml")


@pytest.mark.parametrize("text", ["name = ", "profile = 3\n", "[[profile]]\nname = 'a'\n[[profile]]\n"])
def test_a_file_that_is_no_profile(tmp_path, text):
    with pytest.raises(UsageError):
        load_profiles(write(tmp_path, text))


def test_a_pattern_that_takes_for_ever_ends_the_run():
    (profile,) = load_profiles([{"name": "x", "separators": [{"opens": "(?:a|a|aa)+b"}]}])
    with pytest.raises(UsageError, match=r"profile x, .*takes more than 1 s on one line"):
        articles("a" * 200 + "\n", profile)


@pytest.mark.parametrize(
    "opens",
    [r"([-=])\1{4,}", r"(?P<rule>[-=])(?P=rule){4,}", "(?i)=====|item \\d+", "(?x) =+ # a rule", "(?x)\n=+ # a rule\n"],
)
def test_patterns_of_ones_own_are_taken_as_they_are(opens):
    fields = {"by": {"labels": {"en": ["By"]}}}
    (profile,) = load_profiles([{"name": "x", "separators": [{"opens": opens}, {"opens": "Part"}], "fields": fields}])
    text = "=====\n\nA\n\nBy: Mara\n\nOne.\n\n=====\n\nB\n\nBy: Jon\n\nTwo.\n"
    assert [dump.meta.title for dump in articles("\ufeff" + text, profile)] == ["A", "B"]
