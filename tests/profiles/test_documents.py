"""What a profile makes of documents: each rule of the grammar on the smallest text that shows it."""

from __future__ import annotations

import pytest

from segment.errors import CompressionError, InputError
from segment.profiles import CutDocumentError, cut_documents, cutting, find_profile, load_profiles, stream
from segment.types import Dump, Kind, Meta, Role
from tests.profiles.exports import articles, documents, notices

BODY = "The ferry was late on Tuesday.\n\nNobody on the quay knew why.\n"


def own(**table):
    """A profile with a numbered separator, a byline and a language."""
    fields = {
        "byline": {"labels": {"en": ["By"]}, "role": "byline"},
        "language": {"labels": {"en": ["LANGUAGE"]}, "at": "tail"},
    }
    separators = [{"opens": r"Item (?P<number>\d+)(?: of (?P<total>\d+))?"}]
    fields |= table.pop("fields", {})
    (profile,) = load_profiles([{"name": "own", "separators": separators, "fields": fields} | table])
    return profile


def shipped(name):
    found = find_profile("", name)
    assert found is not None
    return found.profile


def only(text, profile):
    found = articles(text, profile)
    assert len(found) == 1
    return found[0]


def pieces(dump):
    """What each span is, and its text in one line."""
    return [
        (span.role.value if span.role else span.reason, " ".join(dump.text[span.start : span.end].split()))
        for span in dump.layout.spans
    ]


def body(dump):
    return [" ".join(dump.text[span.start : span.end].split()) for span in dump.layout.spans if span.role is Role.BODY]


def test_a_document_in_full():
    text = (
        "Item 1 of 1\n\nFerry late\n\nBy: Mara Lindqvist\n\n" + BODY + "\nLANGUAGE: English; Danish\n\n"
        "Copyright 2031 Harbour Post Ltd.\nAll Rights Reserved\n"
    )
    dump = only(text, own())
    assert pieces(dump) == [
        ("separator", "Item 1 of 1"),
        ("title", "Ferry late"),
        ("field:byline", "By:"),
        ("byline", "Mara Lindqvist"),
        ("body", "The ferry was late on Tuesday. Nobody on the quay knew why."),
        ("field:language", "LANGUAGE: English; Danish"),
        ("copyright", "Copyright 2031 Harbour Post Ltd. All Rights Reserved"),
    ]
    assert dump.meta == Meta(
        title="Ferry late",
        byline=("Mara Lindqvist",),
        extra={
            "document_number": "1",
            "language": "English; Danish",
            "copyright": "Copyright 2031 Harbour Post Ltd.; All Rights Reserved",
        },
    )
    assert (dump.layout.kind, dump.layout.language) == (Kind.FULL, "en")


@pytest.mark.parametrize(
    ("line", "number_of_documents"),
    [
        ("Item 2 of 3", 2),
        ("Item 3 of 3", 2),  # one is missing
        ("Item 1 of 3", 2),  # another export begins
        ("Item 2 of 4", 1),  # of another export, which does not begin
        ("               Item 2 of 3", 1),  # centred, as the first one is not
        ("Item 2 of 3 was lost", 1),
        ("See Item 2 of 3", 1),
    ],
)
def test_numbers_that_go_on_part_documents(line, number_of_documents):
    text = f"Item 1 of 3\n\nFerry late\n\n{BODY}\n{line}\n\nBridge open\n\n{BODY}"
    assert len(articles(text, own())) == number_of_documents


def test_text_before_a_later_number_is_a_document_that_lost_its_own():
    text = f"Ferry late\n\nBy: Mara\n\n{BODY}\nItem 2 of 2\n\nBridge open\n\n{BODY}"
    assert [dump.meta.title for dump in articles(text, own())] == ["Ferry late", "Bridge open"]


@pytest.mark.parametrize(
    ("conditions", "behind", "parts"),
    [
        ({"alone": True}, "\nText", 2),
        ({"alone": True}, "Text", 1),
        ({"followed_by": "By: .*"}, "\nBy: Jon", 2),
        ({"followed_by": "By: .*"}, "\nText\nBy: Jon", 1),
        ({"followed_by": "By: .*", "within": 2}, "\nText\nBy: Jon", 2),
        ({"followed_by": "By: .*", "within": 2}, "\n" * 70 + "By: Jon", 1),
    ],
)
def test_what_stands_around_a_separator_says_whether_it_is_one(conditions, behind, parts):
    profile = own(separators=[{"opens": "-{5}"} | conditions])
    text = f"-----\n\nBy: Mara\n\nText\n\n-----\n{behind}\n"
    assert len(documents(text, profile)) == parts


def test_a_line_that_closes_ends_a_document_with_the_blank_lines_behind_it():
    profile = own(separators=[{"closes": r"End (?P<serial>\w+)|Fin"}])
    text = f"Ferry late\n\n{BODY}\nEnd a1\n\n\nFin\n\nBridge open\n\nBy: Jon Aho\n\n{BODY}"
    first, second = documents(text, profile)
    assert first.text.endswith("Fin\n\n")
    assert (first.meta.title, first.meta.extra) == ("Ferry late", {"serial": "a1"})
    assert second.meta.title == "Bridge open"


def test_a_cover_stands_with_the_document_behind_it():
    profile = own(
        cover={"opens": "Job: .*", "line": "Terms: .*", "announces": [r"Items: (?P<first>\d+)-(?P<last>\d+)"]}
    )
    first = f"Job: 9\nItems: 1-2\n\nItem 1 of 2\n\nA\n\n{BODY}\nItem 2 of 2\n\nB\n\n{BODY}\n"
    text = f"{first}Job: 10\n\nItem 1 of 1\n\nC\n\n{BODY}"
    dumps = documents(text, profile)
    assert [dump.meta.title for dump in dumps] == ["A", "B", "C"]
    assert pieces(dumps[0])[0] == ("cover", "Job: 9 Items: 1-2")
    assert pieces(dumps[2])[0] == ("cover", "Job: 10")
    assert notices(text, profile) == []


def test_a_cover_with_a_list_of_titles_goes_on_to_its_last_line():
    profile = own(separators=[{"closes": "End"}], cover={"opens": "Job: .*", "line": "Terms: .*"})
    text = (
        f"Job: 9\n1. Ferry late\nTerms: ferry\n2. Bridge open\nTerms: bridge\n\nFerry late\nBy: Mara\n\n{BODY}\nEnd\n"
    )
    dump = only(text, profile)
    assert pieces(dump)[0] == ("cover", "Job: 9 1. Ferry late Terms: ferry 2. Bridge open Terms: bridge")
    assert dump.meta.title == "Ferry late"


def test_a_text_without_separators_is_one_document():
    assert only(f"Ferry late\n\nBy: Mara Lindqvist\n\n{BODY}", own()).meta.title == "Ferry late"


@pytest.mark.parametrize(
    ("order", "head", "expected"),
    [
        (["title"], "Ferry late\n", {"title": "Ferry late"}),
        (["title"], "Ferry late\nfor the third time\n", {"title": "Ferry late for the third time"}),
        (["title", "publication"], "Ferry late\n", {"title": "Ferry late"}),
        (["title", "publication"], "Ferry late\n\nPost\n", {"title": "Ferry late", "publication": "Post"}),
        (["publication", "title"], "Post\n\nFerry late\n", {"title": "Ferry late", "publication": "Post"}),
        (["publication", "title"], "Ferry late\n", {"title": "Ferry late"}),
        (
            ["publication", "date", "edition", "title"],
            "Post\n\nJune 3, 2031 Tuesday\n\nFerry late\n",
            {"publication": "Post", "date": "June 3, 2031 Tuesday", "title": "Ferry late"},
        ),
        (
            ["publication", "date", "edition", "title"],
            "Post\n\n3. Juni 2031\nFinal\n\nFerry late\n",
            {"publication": "Post", "date": "3. Juni 2031", "edition": "Final", "title": "Ferry late"},
        ),
        (["title", "publication", "date"], "2031 in review\n\nPost\n\nJune 2031\n", {"title": "2031 in review"}),
    ],
)
def test_lines_without_labels_are_known_by_their_place(order, head, expected):
    dump = only(f"Item 1\n\n{head}\nBy: Mara\n\n{BODY}", own(lead={"order": order}))
    assert {name: getattr(dump.meta, name) for name in expected} == expected
    assert body(dump) == ["The ferry was late on Tuesday. Nobody on the quay knew why."]


def test_without_a_field_to_follow_the_title_is_one_paragraph():
    dump = only(f"Item 1\n\nFerry late\nagain\n\n{BODY}", own())
    assert dump.meta.title == "Ferry late again"
    assert body(dump) == ["The ferry was late on Tuesday. Nobody on the quay knew why."]


def test_what_is_centred_is_no_title():
    profile = own(lead={"order": ["publication", "date", "edition", "title"], "centred": True})
    head = (
        f"{'':20}Post\n\n{'':20}June 3, 2031\n{'':20}Edition 1\n\nFerry late\n\n{'':20}Edition 2\n\nFerry very late\n"
    )
    dump = only(f"Item 1\n\n{head}\nBy: Mara\n\n{BODY}", profile)
    assert (dump.meta.title, dump.meta.edition, dump.meta.publication) == ("Ferry late", "Edition 1", "Post")
    assert [text for kind, text in pieces(dump) if kind in ("title", "field:title")] == [
        "Ferry late",
        "Ferry very late",
    ]
    assert dump.meta.extra["further_title"] == "Ferry very late"


@pytest.mark.parametrize(
    ("field", "text", "value", "behind"),
    [
        ({}, "Note: one\ntwo\n\nthree", "one two", "three"),
        ({}, "Note:\none\n\ntwo", "one", "two"),
        ({}, "Note :\u00a0one\n\ntwo", "one", "two"),
        ({"holds": "line"}, "Note: one\ntwo", "one", "two"),
        ({"holds": "paragraphs"}, "Note: one\n\ntwo\n\nBy: Mara\n\nthree", "one two", "three"),
        ({"style": "alone"}, "Note\none\n\ntwo", "one", "two"),
        ({"style": "code"}, "Note one\ntwo\n\nthree", "one two", "three"),
        ({"style": "code"}, "Note\t one\n\ntwo", "one", "two"),
        ({"style": "marker", "value": r"\*+ Note \*+", "labels": {}}, "*** Note ***\none\n\ntwo", "one", "two"),
        ({"value": r"\d"}, "Note: 1\n\ntwo", "1", "two"),
        ({"value": r"\d"}, "Note: one\n\ntwo", None, "two"),
        ({"parts": r"(?P<a>\w+)/(?P<b>\w+)"}, "Note: x/y\n\ntwo", None, "two"),
    ],
)
def test_how_far_a_value_goes(field, text, value, behind):
    profile = own(fields={"note": {"labels": {"en": ["Note"]}} | field})
    dump = only(f"Item 1\n\nFerry late\n\n{text}\n", profile)
    assert dump.meta.extra.get("note") == value
    assert body(dump)[-1].endswith(behind)


def test_parts_of_a_value_take_its_place():
    profile = own(
        fields={"section": {"labels": {"en": ["Section"]}, "parts": r"(?P<section>.*?)(?:; Pg\. (?P<page>.*))?"}}
    )
    dump = only(f"Item 1\n\nFerry late\n\nSection: News; Pg. 4\n\n{BODY}", profile)
    assert (dump.meta.section, dump.meta.page) == ("News", "4")


def test_a_field_of_the_tail_in_a_body_is_text():
    text = f"Item 1\n\nFerry late\n\nBy: Mara\n\nThe form asks:\n\nLANGUAGE: English\n\n{BODY}\nLANGUAGE: Danish\n"
    dump = only(text, own())
    assert dump.layout.language == "da"
    assert "LANGUAGE: English" in body(dump)[0]


def test_a_field_stands_in_a_tail_once_unless_it_may_be_there_often():
    text = f"Item 1\n\nFerry late\n\nBy: Mara\n\n{BODY}\nLANGUAGE: English\n\nLANGUAGE: Danish\n"
    assert body(only(text, own()))[0].endswith("LANGUAGE: English")
    many = {"language": {"labels": {"en": ["LANGUAGE"]}, "at": "tail", "many": True}}
    assert only(text, own(fields=many)).meta.extra["language"] == "English; Danish"


def test_a_field_that_the_profile_does_not_know_is_kept_if_known_ones_stand_around_it():
    fields = {"url": {"labels": {"en": ["URL"]}, "at": "tail"}}
    text = f"Item 1\n\nFerry late\n\nBy: Mara\n\n{BODY}\nURL: a.example\n\nSource Type: Web\n\nLANGUAGE: Danish\n"
    dump = only(text, own(fields=fields))
    assert dump.meta.extra["source_type"] == "Web"
    assert body(dump)[0].endswith("knew why.")


def test_captions_over_several_paragraphs_belong_to_the_tail():
    fields = {"graphic": {"labels": {"en": ["GRAPHIC"]}, "at": "tail", "role": "caption", "holds": "paragraphs"}}
    text = f"Item 1\n\nFerry late\n\nBy: Mara\n\n{BODY}\nGRAPHIC: The ferry.\n\nThe quay.\n\nLANGUAGE: Danish\n"
    dump = only(text, own(fields=fields))
    assert [text for kind, text in pieces(dump) if kind == "caption"] == ["The ferry. The quay."]
    assert "graphic" not in dump.meta.extra


@pytest.mark.parametrize("line", ["B: two", "A one", "AB: one"])
def test_fields_that_are_ordered_count_in_their_order_only(line):
    fields = {"a": {"labels": {"en": ["A"]}}, "b": {"labels": {"en": ["B"]}}}
    dump = only(f"Item 1\n\nFerry late\n\nB: one\n{line}\n\n{BODY}", own(ordered=True, fields=fields))
    assert dump.meta.extra["b"] == f"one {line}"


def test_two_labels_of_one_body():
    fields = {
        "lead": {"labels": {"en": ["LP"]}, "style": "code", "role": "body", "holds": "paragraphs"},
        "rest": {"labels": {"en": ["TD"]}, "style": "code", "role": "body", "holds": "paragraphs"},
    }
    dump = only("Item 1\n\nFerry late\n\nLP One.\n\nTwo.\n\nTD\nThree.\n\nTD four.\n", own(fields=fields))
    assert body(dump) == ["One. Two.", "Three. TD four."]


@pytest.mark.parametrize(("said", "kind"), [("Not available", Kind.TEASER), ("The ferry was late.", Kind.FULL)])
def test_a_body_that_is_missing_leaves_the_abstract(said, kind):
    fields = {
        "abstract": {"labels": {"en": ["Abstract"]}},
        "body": {"labels": {"en": ["Text"]}, "role": "body", "holds": "paragraphs", "missing": "Not available"},
    }
    dump = only(f"Item 1\n\nFerry late\n\nAbstract: A ferry.\n\nText: {said}\n", own(fields=fields))
    assert dump.layout.kind is kind
    assert body(dump) == (["A ferry."] if kind is Kind.TEASER else [said])


def test_a_document_without_a_body_is_residue_and_said():
    text = "Item 1\n\nFerry late\n\nBy: Mara\n"
    assert articles(text, own()) == []
    (notice,) = notices(text, own())
    assert (notice.line, notice.message) == (1, "document 1 has no text. Export it with its full text.")


def test_a_region_is_for_the_splitter():
    dump = only(f"Item 1\n\nFerry late\n\nBy: Mara\n\n{BODY}", own(body="region"))
    assert dump.text[slice(*dump.layout.region)] == BODY.strip()
    assert (dump.layout.kind, dump.meta.title) == (None, "Ferry late")


def test_the_head_may_end_with_a_blank_line():
    dump = only("Item 1\n\nBy: Mara\n\nLANGUAGE: a word\n\nBy: the way\n", own(head="block", lead={"order": []}))
    assert body(dump) == ["LANGUAGE: a word By: the way"]


@pytest.mark.parametrize("between", ["\n", "\n\n"])
def test_the_edges_of_pages_are_taken_out_of_a_body(between):
    profile = own(page=r"Page \d+ of \d+")
    head = "Item 1\nPage 1 of 2\nFerry late\n\nFerry late\n\nBy: Mara\n\n"
    text = f"{head}One.\n\nPage 2 of 2{between}Ferry late\n\nTwo.\nFerry late\n"
    dump = only(text, profile)
    assert body(dump) == ["One.", "Two. Ferry late"]
    assert [text for kind, text in pieces(dump) if kind == "page"] == [
        "Page 1 of 2",
        "Ferry late",
        "Page 2 of 2 Ferry late",
    ]


def test_what_is_said_of_the_export_holds_for_its_documents_but_for_what_is_their_own():
    given = Meta(title="Export", byline=("Librarian",), date="2031", publication="Post", extra={"mail": "1"})
    (dump,) = cut_documents(iter([f"Item 1\n\nFerry late\n\n{BODY}"]), own(), "a.txt", index=3, id="x", meta=given)
    assert isinstance(dump, Dump)
    assert (dump.index, dump.id) == (3, "x")
    assert dump.meta == Meta(title="Ferry late", publication="Post", extra={"mail": "1", "document_number": "1"})


@pytest.mark.parametrize(
    ("numbers", "expected"),
    [
        ("1/3 2/3 3/3", []),
        ("1/1 1/1", []),
        ("1/2 2/2 1/1", []),
        ("1/3 3/3", [(6, "announces 3 documents and holds 2: no. 2 is missing, expected before line 6")]),
        ("1/3 2/3", [(6, "announces 3 documents and holds 2: no. 3 is missing, expected behind line 6")]),
        ("1/9 2/9 5/9 9/9", [(11, "announces 9 documents and holds 4: nos. 3-4, 6-8 are missing, expected before")]),
        ("1/2 1/2 2/2", [(1, "announces 2 documents and holds 1: no. 2 is missing")]),
        ("7/9 8/9 9/9", [(1, "announces 9 documents and holds 3: nos. 1-6 are missing")]),
        ("1/999999999", [(1, "announces 999,999,999 documents and holds 1: nos. 2-999,999,999 are missing")]),
    ],
)
def test_announced_documents_are_counted(numbers, expected):
    pairs = [pair.split("/") for pair in numbers.split()]
    text = "".join(f"Item {number} of {total}\n\nFerry\n\nLate.\n" for number, total in pairs)
    found = [(notice.line, notice.code, notice.message) for notice in notices(text, own())]
    assert len(found) == len(expected)
    for (line, code, message), (at, part) in zip(found, expected, strict=True):
        assert (line, code) == (at, "SEG211")
        assert part in message


@pytest.mark.parametrize(
    ("length", "words", "is_said"),
    [("100 words", 100, False), ("100 words", 121, True), ("100 words", 120, False), ("1,234 words", 990, False),
     ("1,234 words", 900, True), ("10", 29, False), ("10", 31, True), ("short", 100, False)],
)  # fmt: skip
def test_announced_words_are_counted(length, words, is_said):
    profile = own(fields={"length": {"labels": {"en": ["LENGTH"]}}})
    text = f"Item 1\n\nFerry late\n\nLENGTH: {length}\n\n{'ferry ' * words}\n"
    assert [notice.line for notice in notices(text, profile)] == ([1] if is_said else [])


def test_less_text_than_a_profile_keeps_is_said():
    profile = own(keeps=0.5)
    assert notices(f"{'menu ' * 100}\n\nItem 1\n\nFerry late\n\n{BODY}", profile)[0].message.startswith(
        "87 % of the text"
    )
    assert notices(f"Item 1\n\nFerry late\n\n{BODY}", profile) == []


def test_damage_costs_the_document_that_it_cuts_short():
    def chunks():
        yield f"Item 1 of 9\n\nFerry late\n\n{BODY}"
        yield f"Item 2 of 9\n\nBridge open\n\n{BODY}"
        message = "ends in the middle"
        raise CompressionError(message)

    found = []
    with pytest.raises(InputError, match="ends in the middle") as caught:
        found.extend(cut_documents(chunks(), own(), "a.txt"))
    assert [dump.meta.title for dump in found] == ["Ferry late"]
    assert isinstance(caught.value, CutDocumentError)
    assert (caught.value.code, caught.value.line) == ("SEG215", 8)
    assert caught.value.text == f"Item 2 of 9\n\nBridge open\n\n{BODY}"


def test_a_document_that_was_closed_before_the_damage_is_whole():
    def chunks():
        yield f"Ferry late\n\n{BODY}\nEnd\n\n"
        message = "ends in the middle"
        raise CompressionError(message)

    found = []
    with pytest.raises(CompressionError):
        found.extend(cut_documents(chunks(), own(separators=[{"closes": "End"}]), "a.txt"))
    assert [dump.meta.title for dump in found] == ["Ferry late"]


def test_a_document_that_is_too_long_is_given_in_pieces(monkeypatch):
    monkeypatch.setattr(cutting, "LONGEST_PIECE", 1000)
    monkeypatch.setattr(stream, "LONGEST_PIECE", 1000)
    text = (
        "Item 1 of 1\n\nFerry late\n\nBy: Mara\n\n"
        + "The ferry was late on Tuesday, as it always is.\n" * 50
        + "\nLANGUAGE: Danish\n"
    )
    dumps = documents(text, own(), 77)
    assert "".join(dump.text for dump in dumps) == text
    assert max(len(dump.text) for dump in dumps) <= 1000
    assert len(dumps) == 3
    assert all(dump.layout.kind is Kind.FULL for dump in dumps)
    assert dumps[2].layout.language == "da"
    assert [notice.line for notice in notices(text, own())] == [1]


def test_a_line_that_is_too_long_is_given_in_pieces(monkeypatch):
    monkeypatch.setattr(cutting, "LONGEST_PIECE", 1000)
    monkeypatch.setattr(stream, "LONGEST_PIECE", 1000)
    text = "x" * 3500 + "\nItem 1 of 1\n\nFerry late\n\nText.\n"
    sizes = [len(dump.text) for dump in documents(text, own(), 64)]
    assert sum(sizes) == len(text)
    assert max(sizes) <= 1001


def test_the_copyright_belongs_to_the_document_whose_fields_it_stands_with():
    notice = "Copyright 2031 Harbour Post Ltd."
    before = f"Item 1 of 2\n\n{notice}\n\nA\n\nBy: Mara\n\n{BODY}\nItem 2 of 2\n\nB\n\n{BODY}"
    behind = f"Item 1 of 2\n\nA\n\n{BODY}\nLANGUAGE: da\n\n{notice}\n\nItem 2 of 2\n\nB\n\n{BODY}"
    for text in (before, behind):
        assert [dump.meta.extra.get("copyright") for dump in articles(text, own())] == [notice, None]
        assert [dump.meta.title for dump in articles(text, own())] == ["A", "B"]
