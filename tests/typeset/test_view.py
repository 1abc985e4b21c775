"""From places of the view back to the raw text."""

from __future__ import annotations

import pytest

from segment.typeset.joints import Joint
from segment.typeset.rows import find_rows
from segment.typeset.view import build_view

RAW = "  The fer-\n  ry was late.\n- 3 -\n\fNobody\n\n  minded.\n"
JOINTS = [Joint.DEHYPHENED, Joint.BLANK, Joint.BLANK]


def view_of_raw():
    rows = find_rows(RAW)
    body = [row for row in rows if RAW[row.start : row.end] != "- 3 -"]
    number = next(row for row in rows if row not in body)
    return build_view(RAW, body, JOINTS, [(number.start, number.end, "page_number")])


def test_rows_are_joined():
    assert view_of_raw().text == "The ferry was late. Nobody minded."


@pytest.mark.parametrize(
    ("part", "ranges"),
    [
        pytest.param(
            "The ferry was late. Nobody minded.", ["The fer-\n  ry was late.", "Nobody\n\n  minded."], id="all"
        ),
        pytest.param("ferry", ["fer-\n  ry"], id="a broken word holds its hyphen"),
        pytest.param("fer", ["fer-"], id="so does its first part"),
        pytest.param("fe", ["fe"], id="but not less"),
        pytest.param("ry", ["ry"], id="nor its second part"),
        pytest.param(" was ", ["was"], id="blanks around a part are no part of it"),
        pytest.param(" ", [], id="a blank"),
        pytest.param("late. Nob", ["late.", "Nob"], id="over the page break"),
        pytest.param("Nobody minded", ["Nobody\n\n  minded"], id="over blank lines"),
        pytest.param("", [], id="nothing"),
    ],
)
def test_ranges_of_a_part(part, ranges):
    view = view_of_raw()
    start = view.text.index(part)
    assert [RAW[low:high] for low, high in view.raw_ranges(start, start + len(part))] == ranges


def test_any_two_places_split_the_characters_between_them():
    view = view_of_raw()
    whole = [offset for low, high in view.raw_ranges(0, len(view.text)) for offset in range(low, high)]
    for place in range(len(view.text) + 1):
        parts = [*view.raw_ranges(0, place), *view.raw_ranges(place, len(view.text))]
        found = [offset for low, high in parts for offset in range(low, high) if not RAW[offset].isspace()]
        assert found == [offset for offset in whole if not RAW[offset].isspace()]


def test_rows_out_of_order_are_ranges_of_their_own():
    raw = "one   three\ntwo   four"
    rows = find_rows(raw)
    cells = [rows[0]._replace(end=3), rows[1]._replace(end=15), rows[0]._replace(start=6), rows[1]._replace(start=18)]
    view = build_view(raw, cells, [Joint.BLANK] * 3, [])
    assert view.text == "one two three four"
    assert [raw[low:high] for low, high in view.raw_ranges(0, len(view.text))] == ["one", "two", "three", "four"]
