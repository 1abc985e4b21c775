from __future__ import annotations

import pytest

from segment.profiles.dates import is_date_line
from segment.profiles.naming import find_count, find_language, split_names
from segment.profiles.notices import is_notice


@pytest.mark.parametrize(
    ("byline", "names"),
    [
        ("Mara Lindqvist", ["Mara Lindqvist"]),
        ("By Mara Lindqvist and Jon Aho", ["Mara Lindqvist", "Jon Aho"]),
        ("Mara Lindqvist, Transport correspondent", ["Mara Lindqvist"]),
        ("Von Wiebke Harmsen und Silke Aderhold", ["Wiebke Harmsen", "Silke Aderhold"]),
        ("Celia Brandt; Ewan Tripp; Desmond Ferrar", ["Celia Brandt", "Ewan Tripp", "Desmond Ferrar"]),
        ("Lindqvist, Mara", ["Lindqvist, Mara"]),
        ("Lindqvist, Mara; Aho, Jon", ["Lindqvist, Mara", "Aho, Jon"]),
        ("Mara Lindqvist <mara@harbour.example>", ["Mara Lindqvist"]),
        ('"Thripp, Alban" <thripp@harbour.example>', ["Alban Thripp"]),
        ("<mara@harbour.example>", ["mara@harbour.example"]),
        ("VAN ONZE VERSLAGGEVER", ["VAN ONZE VERSLAGGEVER"]),
        ("", []),
    ],
)
def test_names_of_a_byline(byline, names):
    assert split_names(byline) == names


@pytest.mark.parametrize(
    ("value", "code"),
    [("ENGLISH", "en"), ("Englisch", "en"), ("GERMAN; DEUTSCH", "de"), ("Français", "fr"), ("es", "es"),
     ("DUTCH/ENGLISH", "nl"), ("Klingon; English", "en"), ("", None), ("Esperanto", None)],
)  # fmt: skip
def test_languages_of_a_field(value, code):
    assert find_language(value) == code


@pytest.mark.parametrize(
    ("value", "count"),
    [("355 words", 355), ("1,234 words", 1234), ("1.234 Wörter", 1234), ("1 204 mots", 1204), ("1\u202f204 mots", 1204),
     ("1’204", 1204), ("words", None), ("٣ words", 3), ("9" * 100, 9999999999999)],
)  # fmt: skip
def test_counts_of_a_field(value, count):
    assert find_count(value) == count


@pytest.mark.parametrize(
    "line",
    ["June 3, 2031", "June 3, 2031 Tuesday", "June 3, 2031 Tuesday 9:20 AM GMT", "Tuesday, June 3, 2031", "3 June 2031",
     "3. Juni 2031 Dienstag", "Dienstag, 3. Juni 2031", "1er juin 2031", "mardi 3 juin 2031", "3 de junio de 2031",
     "6 juni 2031 vrijdag", "3 giugno 2031", "June 2031", "2031-06-03", "03/06/2031", "2031年6月3日"],
)  # fmt: skip
def test_a_date_line(line):
    assert is_date_line(line)


@pytest.mark.parametrize(
    "line",
    ["", "June 3", "2031", "Budget of June 2031 fails", "2031 in review", "June 3, 20310", "Marching on 3 June 2031",
     "June 3, 2031 was a day that nobody in Skelby will forget, since on it the ferry, for once, was not late at all."],
)  # fmt: skip
def test_no_date_line(line):
    assert not is_date_line(line)


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("Copyright 2031 Harbour Post Ltd.", True),
        ("Copyright (c) 2031 Harbour Post", True),
        ("(c) 2031 Evening Post (Harrowmouth)", True),
        ("© 2031 Courrier. Tous droits réservés", True),
        ("All Rights Reserved", True),
        ("Alle Rechte vorbehalten", True),
        ("Harbour Post Ltd. All rights reserved.", True),
        ("Copyright is a matter for courts.", False),
        ("The copyright of 2031 was lost.", False),
        ("(c) the third point", False),
        ("Copyright 1911 by nobody, said the secretary, and then he talked for a very long time of what he had "
         "found in the biscuit tin, of candles, of rules, and of the two kings that were missing.", False),
    ],
)  # fmt: skip
def test_a_notice(line, expected):
    assert is_notice(line) is expected
