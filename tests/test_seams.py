"""Places inside a line where something new may begin."""

from __future__ import annotations

from itertools import pairwise

import pytest

from segment.seams import find_disclaimers, find_seams


def pieces_of(text: str, *, every: bool = True, joints: tuple[int, ...] = ()) -> list[str]:
    """A text cut at its seams."""
    seams = find_seams(text, 0, len(text), joints=joints, disclaimers=find_disclaimers(text), every=every)
    edges = [0, *(seam.offset for seam in seams), len(text)]
    return [text[start:end].strip() for start, end in pairwise(edges)]


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("The ferry was late.|Nobody minded.", id="full stop"),
        pytest.param("Was it late?|It was!|Nobody minded.", id="other marks"),
        pytest.param("“We waited.”|“Nobody came.”", id="quotes"),
        pytest.param("(The pier was shut.)|Nobody minded.", id="brackets"),
        pytest.param("The ferry was late…|Nobody minded.", id="ellipsis"),
        pytest.param("The ferry left in 2031.|12 people were on board.", id="figures"),
        pytest.param("Wir warten.|„Niemand kam“, hieß es.|Über uns nichts.", id="German"),
        pytest.param("Nous attendons.|« Élise est là », dit-elle.|Non.", id="French"),
        pytest.param("Esperamos.|¿Quién viene?|¡Nadie!", id="Spanish"),
        pytest.param("渡輪昨日延誤。|居民不滿！|誰來了？|沒有人。", id="Chinese"),
        pytest.param("「船は来ない。」|港長は言った。", id="Japanese"),
    ],
)
def test_sentences_are_cut(text: str) -> None:
    plain = text.replace("|", "" if "。" in text else " ")
    assert pieces_of(plain) == text.split("|")


@pytest.mark.parametrize("text", ["„Niemand kam.“|Über uns nichts.", "« Nous attendons. »|Élise est là."])
def test_sentences_end_before_closing_marks_of_other_languages(text: str) -> None:
    assert pieces_of(text.replace("|", " ")) == text.split("|")


@pytest.mark.parametrize(
    "text",
    [
        "J. R. Hale closed the pier.",
        "The U.S. Navy closed the pier.",
        "Mr. Holm and Dr. Brask closed it.",
        "On Jan. 6 Gen. Holm closed it.",
        "Kell vs. Harsund ended late.",
        "The fare is 3.50 now.",
        "Write to mara.lindqvist at the Post.",
        "Wait... what was that?",
        "Der Hafen kostet ca. 3 Mio. Kronen.",
        "Mme. Dufort a fermé le quai.",
        "El Sr. Arrieta cerró el muelle.",
        "Version 2.0 of the timetable",
        "The Ferry Company and the Harbour Board met.",
    ],
)
def test_inside_a_sentence_there_is_no_seam(text: str) -> None:
    assert pieces_of(text) == [text]


@pytest.mark.parametrize(
    "text",
    [
        pytest.param(
            "his hesitation says it all: he would not have left if|When the whip called on Monday", id="no stop"
        ),
        pytest.param("the boat was late, and,|The council met again", id="comma"),
        pytest.param("ten per cent of those who|After the frost came", id="preposition"),
        pytest.param("der Rat hat am Montag im|Wenn die Fähre kommt", id="German"),
        pytest.param("le bac était en retard et|Après la tempête", id="French"),
        pytest.param("el barco llegó tarde y|Cuando el concejo votó", id="Spanish"),
    ],
)
def test_a_text_that_breaks_off_is_cut(text: str) -> None:
    assert pieces_of(text.replace("|", " ")) == text.split("|")


@pytest.mark.parametrize(
    "text",
    [
        "she met Mara Lindqvist at the pier",
        "he read the Harbour Post on the quay",
        "the islanders of New Kell voted no",
        "the band called themselves Thereafter",
        "a day at Overlook hill",
    ],
)
def test_a_name_does_not_cut(text: str) -> None:
    assert pieces_of(text) == [text]


BIO = "Tilda Brask is a columnist."


@pytest.mark.parametrize(
    "text",
    [
        f"{BIO}|The views expressed here are her own.",
        f"{BIO}|This column reflects the views of its author.",
        "Jon Aho ist Kolumnist.|Dieser Kommentar gibt seine Meinung wieder.",
        "José Arrieta es columnista.|Las opiniones expresadas son suyas.",
        "林美玉是專欄作家。|本文僅代表作者立場。",
    ],
)
def test_a_disclaimer_is_cut_off_within_a_paragraph(text: str) -> None:
    plain = text.replace("|", "" if "。" in text else " ")
    assert pieces_of(plain, every=False) == text.split("|")


@pytest.mark.parametrize(
    "text",
    [
        f"{BIO} She lives in Kellsund. Nobody minds.",
        "The views expressed here are her own.",
        "She says the views expressed here are her own.",
    ],
)
def test_other_sentences_of_a_paragraph_are_not(text: str) -> None:
    assert pieces_of(text, every=False) == [text]


def test_only_joints_that_begin_something_are_seams() -> None:
    lines = [
        "The ferry was late on",
        "Monday. The council met",
        "in the old school, where",
        "Nobody had been asked.",
        "The pier is shut.",
    ]
    text = "\n".join(lines)
    joints = tuple(text.index(line) for line in lines[1:])
    assert pieces_of(text, every=False, joints=joints) == ["\n".join(lines[:4]), lines[4]]


def test_offsets_are_those_of_the_whole_text() -> None:
    text = "Pier closed\nThe ferry was late. Nobody minded.\nEnd"
    start, end = text.index("The"), text.index("\nEnd")
    (seam,) = find_seams(text, start, end, joints=(), disclaimers=(), every=True)
    assert text[seam.offset :].startswith("Nobody")
    assert not seam.regular


WORDS = ["ferry", "late", "quay", "band", "post", "milk", "storm", "crane", "bridge", "toll", "apple", "frost"]


def teaser(opening: str, words: int, first: int) -> str:
    """So many words that end in the middle of a sentence."""
    return " ".join([opening, *(WORDS[(first + number) % len(WORDS)] for number in range(words - 1))])


@pytest.mark.parametrize("words", [30, 40, 50, 100])
def test_pieces_of_one_length_are_regular(words: int) -> None:
    parts = [teaser(opening, words, number) for number, opening in enumerate(("When", "After", "There", "Although"))]
    text = " ".join(parts)
    seams = find_seams(text, 0, len(text), joints=(), disclaimers=(), every=True)
    assert {seam.offset for seam in seams if seam.regular} == {text.index(part) for part in parts[1:]}


def test_a_regular_piece_may_open_with_a_name() -> None:
    openings = ("When", "After", "Lindqvist", "There", "Although", "Because")
    parts = [teaser(opening, 50, number) for number, opening in enumerate(openings)]
    text = " ".join(parts)
    seams = find_seams(text, 0, len(text), joints=(), disclaimers=(), every=True)
    assert text.index("Lindqvist") in {seam.offset for seam in seams if seam.regular}


def test_whole_sentences_of_one_length_are_not_regular() -> None:
    text = " ".join(f"{teaser(opening, 20, 3)}." for opening in ("Boats", "Mara", "Holm", "Aho", "Brask", "Kell"))
    assert not any(seam.regular for seam in find_seams(text, 0, len(text), joints=(), disclaimers=(), every=True))


@pytest.mark.parametrize("text", ["", "A", "。", "...", "The", " "])
def test_tiny_texts_have_no_seams(text: str) -> None:
    assert find_seams(text, 0, len(text), joints=(), disclaimers=(), every=True) == []
