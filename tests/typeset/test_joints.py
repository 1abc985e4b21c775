"""Which rows go on in the next one."""

from __future__ import annotations

import pytest

from segment.typeset.hyphens import Vocabulary
from segment.typeset.joints import find_joints
from segment.typeset.measure import find_marks
from segment.typeset.rows import find_rows
from tests.typeset.pages import set_lines, write_paragraphs

PROSE = set_lines(write_paragraphs(12, 9), 50, indent=2)
SPACED = set_lines(write_paragraphs(12, 9), 50, blank=True)


def joints_after(lines, start, count=1):
    """The joints after some lines of a text, by name."""
    text = "\n".join(lines)
    rows = find_rows(text)
    found = find_joints(text, rows, find_marks(text, rows), Vocabulary(text))
    first = next(index for index, row in enumerate(rows) if text.startswith(start, row.start))
    return [joint.name for joint in found[first : first + count]]


NOBODY = "Nobody on the island had seen the "
"""Most of a row."""


@pytest.mark.parametrize(
    ("row", "following", "joint"),
    [
        pytest.param(f"{NOBODY}ferry, or so", ["the harbour master said."], "BLANK", id="a sentence goes on"),
        pytest.param("Nobody, or so", ["the harbour master said."], "BLANK", id="a sentence goes on after a short row"),
        pytest.param(f"{NOBODY}harbour mas-", ["ter."], "DEHYPHENED", id="a word goes on"),
        pytest.param(f"{NOBODY}master self-", ["made."], "NOTHING", id="a compound goes on"),
        pytest.param(f"{NOBODY}Haupt-", ["und Nebensaison."], "BLANK", id="a word to come"),
        pytest.param(f"{NOBODY}good captain", ["Brekke."], "BLANK", id="a name goes on"),
        pytest.param(f"{NOBODY}ferry leave.", ["  Brekke had."], "LINE", id="an indent"),
        pytest.param(f"{NOBODY}ferry leave.", [" Brekke had."], "LINE", id="a small indent"),
        pytest.param(f"{NOBODY}captain", [" Brekke."], "BLANK", id="a small indent in a sentence"),
        pytest.param(f"{NOBODY}ferry leave.", ["Brekke had."], "BLANK", id="no indent"),
        pytest.param("Nobody had seen it.", ["Brekke had."], "LINE", id="a short row"),
        pytest.param("THE LAST LAMP", ["Brekke had seen the ferry."], "LINE", id="a heading"),
        pytest.param(f"{NOBODY}ferry leave.", ["", "Brekke had."], "PARAGRAPH", id="a blank line"),
        pytest.param(f"{NOBODY}ferry, or so", ["", "the master said."], "PARAGRAPH", id="in spite of the words"),
        pytest.param(f"{NOBODY}ferry leave:", ["2. Brekke had not."], "LINE", id="a list"),
    ],
)
def test_joint_in_prose_told_by_indents(row, following, joint):
    assert joints_after([*PROSE, row, *following], row) == [joint]


def test_double_spaced_rows_go_on():
    assert joints_after([line for row in PROSE for line in (row, "")], PROSE[0].strip()) == ["BLANK"]


def test_paragraph_told_by_blank_lines_goes_on_after_a_short_row():
    added = ["Nobody on the island had seen the ferry.", "Brekke had."]
    assert joints_after([*SPACED, "", *added], added[0]) == ["BLANK"]


@pytest.mark.parametrize("margin", [0, 60])
def test_a_margin_on_the_left_changes_nothing(margin):
    lines = [*PROSE, f"{NOBODY}captain.", "Brekke had.", "Nobody had.", "Brekke had."]
    moved = [" " * margin + line for line in lines]
    assert joints_after(moved, NOBODY, 3) == ["BLANK", "LINE", "LINE"]
    verses = [
        " " * margin + verse for verse in ("the keeper climbed the", "stair to the lamp", "and", "the fog lay") * 9
    ]
    assert set(joints_after(verses, "the keeper", 30)) == {"LINE"}


def test_verses_do_not_go_on():
    verses = ["The keeper climbed the stair", "And lit the lamp at eight;", "The fog lay heavy in the air"] * 10
    assert set(joints_after(verses, verses[0], 29)) == {"LINE"}


def test_chinese_rows_are_joined_without_a_blank():
    row = "昨天晚上舊渡輪最後一次離開港口許多居民站在碼頭上揮手告別六十年來這艘白色的船一直"
    assert set(joints_after([row] * 12, row, 11)) == {"NOTHING"}


LAST = "Nobody on the island had seen the old ferry leave,"
FULL = "Nobody on the island had seen the old ferry leave."


@pytest.mark.parametrize(
    ("last", "following", "joint"),
    [
        pytest.param(LAST, ["or so they said in the harbour.", "  Nobody knew."], "BLANK", id="a sentence"),
        pytest.param(LAST, ["Brekke said, and so did the others on", "the quay."], "BLANK", id="a name"),
        pytest.param(FULL, ["Brekke had, and so had the others on", "the quay."], "BLANK", id="a full row, no indent"),
        pytest.param(FULL, ["  Brekke had, and so had the others", "on the quay."], "LINE", id="an indent"),
        pytest.param("Nobody had.", ["Brekke had, and so had the others on", "the quay."], "LINE", id="a short row"),
        pytest.param(FULL, ["THE LAST LAMP", "", "Brekke had, and so had the others."], "PARAGRAPH", id="a heading"),
    ],
)
def test_joint_over_a_page_break(last, following, joint):
    text = "\n".join([*PROSE, last]) + "\n\f" + "\n".join(following)
    rows = find_rows(text)
    found = find_joints(text, rows, find_marks(text, rows), Vocabulary(text))
    first = next(index for index, row in enumerate(rows) if row.page == 1)
    assert found[first - 1].name == joint
