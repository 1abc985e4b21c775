"""File names say what is in the file, and are safe wherever they are written."""

from __future__ import annotations

from dataclasses import replace

import pytest

from segment.emit.names import SLUG_BYTES, article_name, slug


@pytest.mark.parametrize(
    ("title", "expected"),
    [
        ("The Harbour’s New Ferry", "the-harbours-new-ferry"),
        ("Århus, Łódź & Straße", "arhus-lodz-strasse"),
        ("../../etc/passwd", "etc-passwd"),
        ("C:\\Windows\\CON", "c-windows-con"),
        ("a\x00b\x1b[2Jc\u202ed", "a-b-2jc-d"),
        ("Новости", "article"),
        ("", "article"),
        ("--", "article"),
        ("x" * 300, "x" * SLUG_BYTES),
        ("é" * 300, "e" * SLUG_BYTES),
        ("word " * 40, "-".join(["word"] * 16)),
    ],
)
def test_slug(title, expected):
    assert slug(title) == expected


def test_a_name_has_the_number_and_the_title(article):
    assert article_name(article, 7) == "0007-ferry-aurora-sails-again-at-last.json"


def test_the_first_words_stand_in_for_a_title(article):
    untitled = replace(article, title=None)
    assert article_name(untitled, 12345) == "12345-the-ferry-left-at-noon-nobody-waved.json"
