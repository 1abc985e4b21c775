from __future__ import annotations

import pytest

from segment.errors import UsageError
from segment.profiles import find_profile, load_profiles

NUMBERED = "".join(
    f"                              {number} of 3 DOCUMENTS\n\n\nThe Skelby Courier\n\nJune 3, 2031\n\nFerry late\n\n"
    f"LENGTH: 8 words\n\nThe ferry was late, and nobody knew why.\n\nLOAD-DATE: June 4, 2031\n\n"
    for number in range(1, 4)
)
SINGLE = NUMBERED.split("\n", 3)[3].split("2 of 3")[0]


def test_a_profile_is_recognised_and_says_by_what():
    found = find_profile(NUMBERED)
    assert found is not None
    assert found.profile.name == "lexisnexis"
    assert found.evidence == '3 lines "N of M DOCUMENTS", 3 "LENGTH:", 3 "LOAD-DATE:"'


def test_a_single_article_is_recognised_by_its_fields():
    found = find_profile(SINGLE)
    assert found is not None
    assert (found.profile.name, found.evidence) == ("lexisnexis", '1 "LENGTH:", 1 "LOAD-DATE:"')


@pytest.mark.parametrize("end", ["\r\n", "\r"])
def test_line_ends_and_a_mark_change_nothing(end):
    found = find_profile("\ufeff" + NUMBERED.lstrip().replace("\n", end))
    assert found is not None
    assert found.evidence == '3 lines "N of M DOCUMENTS", 3 "LENGTH:", 3 "LOAD-DATE:"'


@pytest.mark.parametrize(
    "text",
    [
        "",
        "\n",
        "Only 3 of 10 documents were signed.\n\nLENGTH: nobody knows.\n",
        "1 of 3 DOCUMENTS\n\nThe ferry was late.\n",
        "LENGTH: 12 metres\n\nThe ferry was late.\n",
        "Title: Ferries\nAuthor: Mara\nSubject: water\n" * 20,
        "Body\n\nText\n\nBody\n",
        "_" * 60 + "\n\nThe ferry was late.\n",
        "x" * 200_000,
        "LENGTH: 3\n" * 1000,
    ],
)
def test_other_texts_fit_no_profile(text):
    assert find_profile(text) is None


def test_a_named_profile_is_taken_whatever_the_text_holds():
    found = find_profile("The ferry was late.", "proquest")
    assert found is not None
    assert (found.profile.name, found.evidence) == ("proquest", "")


def test_none_switches_profiles_off():
    assert find_profile(NUMBERED, "none") is None


def test_an_unknown_name_lists_those_that_are_known():
    with pytest.raises(UsageError, match=r'no profile is called "nexis"\. Known are: auto, none, lexisnexis, nexisuni'):
        find_profile(NUMBERED, "nexis")


def test_own_profiles_are_tried_first():
    own = load_profiles(
        [{"name": "courier", "fields": {"length": {"labels": {"en": ["LENGTH"]}}}, "evidence": [{"length": 1}]}]
    )
    found = find_profile(NUMBERED, own=own)
    assert found is not None
    assert found.profile.name == "courier"
