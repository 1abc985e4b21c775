"""Names, dates and datelines, taken out of their lines."""

from __future__ import annotations

import pytest

from segment.fields import find_date, find_dateline, find_names


@pytest.mark.parametrize(
    ("line", "names"),
    [
        ("By Mara Lindqvist", ["Mara Lindqvist"]),
        ("BY MARA LINDQVIST", ["MARA LINDQVIST"]),
        ("By Mara Lindqvist and Jon Aho", ["Mara Lindqvist", "Jon Aho"]),
        ("By Mara Lindqvist, Jon Aho and Tilda Brask", ["Mara Lindqvist", "Jon Aho", "Tilda Brask"]),
        ("By Mara Lindqvist & Jon Aho", ["Mara Lindqvist", "Jon Aho"]),
        ("By Mara Lindqvist, Staff Writer", ["Mara Lindqvist"]),
        ("By Mara Lindqvist, Associated Press", ["Mara Lindqvist"]),
        ("By Mara Lindqvist | June 3, 2031", ["Mara Lindqvist"]),
        ("By J. R. Hale", ["J. R. Hale"]),
        ("By Pieter van der Brask", ["Pieter van der Brask"]),
        ("Mara Lindqvist", ["Mara Lindqvist"]),
        ("Written by: Mara Lindqvist", ["Mara Lindqvist"]),
        ("Von Mara Lindqvist und Jon Aho", ["Mara Lindqvist", "Jon Aho"]),
        ("Par Anne Dufort et Jon Aho", ["Anne Dufort", "Jon Aho"]),
        ("Por José Arrieta y Jon Aho", ["José Arrieta", "Jon Aho"]),
        ("Di Gianni D'Amaro e Jon Aho", ["Gianni D'Amaro", "Jon Aho"]),
        ("Door Pieter Brask en Jon Aho", ["Pieter Brask", "Jon Aho"]),
        # Where no name can be made out the line stays, without its label.
        ("By the editors", ["the editors"]),
        ("記者 林美玉", ["記者 林美玉"]),
        ("", []),
    ],
)
def test_names_of_a_byline(line: str, names: list[str]) -> None:
    assert find_names(line) == names


@pytest.mark.parametrize(
    ("line", "date"),
    [
        ("June 3, 2031", "June 3, 2031"),
        ("Published: June 3, 2031 at 4:15 pm", "June 3, 2031"),
        ("Tuesday, 3 June 2031", "3 June 2031"),
        ("Stand: 3. Juni 2031, 16:15 Uhr", "3. Juni 2031"),
        ("Publié le 3 juin 2031 à 16h15", "3 juin 2031"),
        ("martes, 3 de junio de 2031", "3 de junio de 2031"),
        ("3 de junho de 2031", "3 de junho de 2031"),
        ("3 giugno 2031", "3 giugno 2031"),
        ("3 juni 2031", "3 juni 2031"),
        ("2031-06-03T16:15:00Z", "2031-06-03"),
        ("港報 2031年6月3日", "2031年6月3日"),
        ("3 hours ago", "3 hours ago"),
        ("Yesterday", "Yesterday"),
    ],
)
def test_date_of_a_line_as_written(line: str, date: str) -> None:
    assert find_date(line) == date


@pytest.mark.parametrize(
    ("paragraph", "dateline"),
    [
        ("KELLSUND, June 3 — The ferry was late.", "KELLSUND, June 3"),
        ("KELLSUND (NNA) — The ferry was late.", "KELLSUND (NNA)"),
        ("KELLSUND, Velmland -- The ferry was late.", "KELLSUND, Velmland"),
        ("Kellsund (dpa) - Die Fähre kam zu spät.", "Kellsund (dpa)"),
        ("KELLSUND: Die Fähre kam zu spät.", None),
        ("The ferry — late again — came.", None),
        ("June 3, 2031 — The ferry was late.", None),
        ("", None),
    ],
)
def test_dateline_of_a_paragraph(paragraph: str, dateline: str | None) -> None:
    assert find_dateline(paragraph) == dateline
