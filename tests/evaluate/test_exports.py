from __future__ import annotations

from pathlib import Path

import pytest

from segment.config import ReadConfig
from segment.evaluate.exports import is_export
from segment.evaluate.gold import read_gold
from segment.evaluate.records import GoldDump
from segment.types import Reject

FORMS = Path(__file__).parent.parent.parent / "fixtures" / "gold-forms"


@pytest.fixture
def read(tmp_path):
    def read_text(text):
        path = tmp_path / "export.txt"
        path.write_text(text, "utf-8")
        items = list(read_gold(str(path), ReadConfig(), "export"))
        return [item for item in items if isinstance(item, GoldDump)], [i for i in items if isinstance(i, Reject)]

    return read_text


def blocks_of(dump):
    return [(block.article, block.role, dump.text[block.start : block.end]) for block in dump.gold.blocks]


def document(head, body, tail="", number=1, total=1):
    return f"{number} of {total} DOCUMENTS".center(80) + f"\n\n\n{head}\n\n{body}\n\n{tail}\n\n"


def test_fields_are_taken_out_and_headline_author_date_and_body_stay():
    *warnings, dump = read_gold(str(FORMS / "export.txt"), ReadConfig())
    assert blocks_of(dump) == [
        (0, "title", "Ferry to Harnoy late for the fourth time this month"),
        (0, "byline", "Mara Lindqvist and Jon Aho"),
        (0, "date", "March 4, 2019 Monday"),
        (
            0,
            "body",
            "The ferry to Harnoy was late again on Tuesday, the fourth time this month, and nobody on the pier waved.",
        ),
        (0, "body", "LENGTH: that was the word the captain used for the queue, and he spelt it out for the reporter."),
        (1, "title", "A lake where the ice was"),
        (1, "byline", "Edda Varga"),
        (1, "date", "March 3, 2019 Sunday"),
        (1, "body", "The glacier above Hollin has lost its tongue."),
        (1, "body", "3 of 4 DOCUMENTS"),
        (1, "body", "That is what the archive in Norrin calls the bread tins with the notebooks."),
        (2, "title", "Library lends out rods"),
        (2, "date", "March 2, 2019 Saturday"),
        (2, "body", "The library of Norrin lends out fishing rods."),
    ]
    assert [(item.line, item.code) for item in warnings] == [(8, "SEG211"), (44, "SEG211")]
    assert (dump.id, dump.line) == ("export.txt:1-3", 8)


@pytest.mark.parametrize(
    "line",
    [
        "1 of 10 DOCUMENTS",
        "1 of 1 DOCUMENT",
        "FOCUS - 1 of 10 DOCUMENTS",
        "FOCUS - 1 of 10",
        "Dokument 1 von 10",
        "Document 1 de 10",
        "DOCUMENT 1 OF 10",
        "Document 1 van 10",
    ],
)
def test_separators(line):
    assert is_export(f"Cover\n\n{line.center(80)}\n\nFerry\n") is True


@pytest.mark.parametrize(
    "line",
    ["1 of 10 documents", "Only 1 of 10 DOCUMENTS was signed.", "1 of DOCUMENTS", "1 of 12345678 DOCUMENTS", "1 of 10"],
)
def test_lines_that_only_look_like_separators(line):
    assert is_export(f"Cover\n\n{line.center(80)}\n\nFerry\n") is False


@pytest.mark.parametrize(
    ("head", "expected"),
    [
        ("Ferry late\n\nBYLINE: Mara Lindqvist\n\nLENGTH: 3 words", ["title", "byline", "body"]),
        ("Ferry late\n\nBYLINE: Mara Lindqvist\nLENGTH: 3 words", ["title", "byline", "body"]),
        ("Ferry late\n\nFirst edition\n\nLENGTH: 3 words", ["title", "title", "body"]),
        ("SECTION: NEWS\n\nLÄNGE: 3 Wörter", ["body"]),
        ("Ferry late", ["title", "body"]),
        ("Ferry late\n\nBYLINE:\xa0\n\nLONGUEUR: 3 mots", ["title", "body"]),
        (" " * 20 + "4. März 2019\n\nFerry late\n\nLENGTH: 3 words", ["title", "date", "body"]),
        (" " * 20 + "Copyright 2019 Harbour Press\n\nFerry late\n\nLENGTH: 3 words", ["title", "body"]),
    ],
)
def test_heads(read, head, expected):
    dumps, rejects = read(document(head, "It was late."))
    assert ([role for _, role, _ in blocks_of(dumps[0])], rejects) == (expected, [])


@pytest.mark.parametrize("field", ["SECTION", "LANGUAGE", "BYLINE", "GRAPHIC", "Copyright 2019", "LOAD-DATE"])
def test_a_keyword_inside_a_body_is_text(read, field):
    body = f"It was late.\n\n{field}: so said a note on the pier.\n\nNobody waved."
    dumps, _ = read(document("Ferry late\n\nLENGTH: 14 words", body, "LANGUAGE: ENGLISH"))
    assert [text for _, role, text in blocks_of(dumps[0]) if role == "body"] == body.split("\n\n")


@pytest.mark.parametrize(
    ("announced", "held", "warned"),
    [("100 words", 100, False), ("100 words", 119, False), ("100 words", 130, True), ("1,200 words", 1000, False),
     ("1,200 words", 500, True), ("5 words", 20, False), ("none", 5, False)],
)  # fmt: skip
def test_announced_words(read, announced, held, warned):
    dumps, rejects = read(document(f"Ferry late\n\nLENGTH: {announced}", "late " * held))
    assert (len(dumps), [reject.code for reject in rejects]) == (1, ["SEG211"] * warned)


def test_a_document_without_body_is_left_out(read):
    text = "".join(
        document("Ferry late\n\nLENGTH: 3 words", body, number=number, total=3)
        for number, body in enumerate(["It was late.", "", "Nobody waved."], 1)
    )
    (dump,), (reject,) = read(text)
    assert (dump.id, len(dump.gold.kinds)) == ("export.txt:1-3", 2)
    assert (reject.code, "document 2 has no body" in reject.message) == ("SEG210", True)


def test_ten_documents_are_a_dump_and_exports_may_follow_each_other(read):
    run = "".join(document(f"Ferry {n}\n\nLENGTH: 3 words", "It was late.", number=n, total=12) for n in range(1, 13))
    dumps, rejects = read(run + document("Ice gone\n\nLENGTH: 3 words", "It is milk."))
    assert [(dump.id, len(dump.gold.kinds)) for dump in dumps] == [("export.txt:1-10", 10), ("export.txt:11-1", 3)]
    assert rejects == []


def test_no_separator_is_said_so(read):
    dumps, (reject,) = read("The ferry was late.\n")
    assert (dumps, reject.code, "1 of 10 DOCUMENTS" in reject.message) == ([], "SEG210", True)


def test_many_separators_take_linear_time(read):
    dumps, _ = read("".join(document("Ferry", "Late.", number=n, total=5_000) for n in range(1, 5_001)))
    assert len(dumps) == 500
