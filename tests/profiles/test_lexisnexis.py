"""Forms of LexisNexis and Nexis Uni that the whole exports in `fixtures/exports` do not have."""

from __future__ import annotations

import pytest

from segment.profiles import find_profile
from segment.types import Kind, Role
from tests.profiles.exports import articles

OLD = """\
                               {separator}

                    Copyright 2031 Harbour Post Ltd.
                              All Rights Reserved
                          The Harbour Post (Kellsund)

                            January 11, 2031 Monday
                              Late Edition - Final

SECTION: Section A; Column 1; Foreign Desk; Pg. 6

LENGTH: 14 words

HEADLINE: Ferry late for the
third time

BYLINE:  By MARA LINDQVIST

DATELINE: KELLSUND, Jan. 10

BODY:
   The ferry was late on Sunday, for the third time in a week, and nobody knew why.

LANGUAGE: was what one skipper complained of.

GRAPHIC: Photo: The quay. (Photograph by Jon Aho)

LOAD-DATE: January 12, 2031
"""


def read(text):
    found = find_profile(text)
    assert found is not None
    return found.profile.name, articles(text, found.profile)


@pytest.mark.parametrize(
    "separator",
    ["1 of 1 DOCUMENT", "FOCUS - 1 of 1 DOCUMENTS", "FOCUS - 1 of 1", "Dokument 1 von 1", "Document 1 de 1",
     "Document 1 van 1", "Documento 1 di 1", "1 of 1 DOCUMENTS"],
)  # fmt: skip
@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_labelled_headline_and_body(separator, end):
    name, (dump,) = read("\ufeff" + OLD.format(separator=separator).replace("\n", end))
    assert name == "lexisnexis"
    meta = dump.meta
    assert (meta.title, meta.byline) == ("Ferry late for the third time", ("MARA LINDQVIST",))
    assert (meta.publication, meta.date) == ("The Harbour Post (Kellsund)", "January 11, 2031 Monday")
    assert (meta.edition, meta.section, meta.page) == (
        "Late Edition - Final", "Section A; Column 1; Foreign Desk", "6",
    )  # fmt: skip
    assert meta.extra["copyright"] == "Copyright 2031 Harbour Post Ltd.; All Rights Reserved"
    roles = {span.role: " ".join(dump.text[span.start : span.end].split()) for span in dump.layout.spans if span.role}
    assert roles[Role.BODY].startswith("The ferry was late on Sunday")
    assert roles[Role.BODY].endswith("LANGUAGE: was what one skipper complained of.")
    assert roles[Role.CAPTION] == "Photo: The quay. (Photograph by Jon Aho)"
    assert roles[Role.DATELINE] == "KELLSUND, Jan. 10"


def test_without_a_line_between_documents_there_is_one():
    text = OLD.format(separator="").replace("BODY:\n", "")
    _, (dump,) = read(text)
    assert dump.layout.kind is Kind.FULL


def test_a_copyright_before_the_headline_is_of_the_next_document():
    first, second = OLD.format(separator="1 of 2 DOCUMENTS"), OLD.format(separator="2 of 2 DOCUMENTS")
    _, found = read(first.replace("2031 Harbour", "2030 Harbour") + "\n\n" + second)
    assert [dump.meta.extra["copyright"][:14] for dump in found] == ["Copyright 2030", "Copyright 2031"]


NEXIS = """\
{title}
The Harbour Post
January 11, 2031 Monday 9:20 AM GMT
{edition}
Copyright 2031 Harbour Post Ltd. All Rights Reserved

Section:\u00a0NEWS; Pg. 4
Length:\u00a014 words
Byline:\u00a0Mara Lindqvist
Highlight:\u00a0Late again
Body

The ferry was late on Sunday, for the third time in a week, and nobody knew why.


{more}
Graphic

The quay at dawn.

Classification

Language:\u00a0ENGLISH

Load-Date:\u00a0January 12, 2031

End of Document
"""


@pytest.mark.parametrize("title", ["Ferry late", "Body", "1. FC Kellsund wins", "Copyright law, explained"])
def test_a_document_of_nexis_uni(title):
    text = NEXIS.format(title=title, edition="Final Edition", more="Two blank lines are nothing.") * 2
    name, found = read(text)
    assert name == "nexisuni"
    assert [dump.meta.title for dump in found] == [title] * 2
    meta = found[0].meta
    assert (meta.publication, meta.date) == ("The Harbour Post", "January 11, 2031 Monday 9:20 AM GMT")
    assert (meta.edition, meta.byline, meta.page) == ("Final Edition", ("Mara Lindqvist",), "4")
    assert meta.extra["highlight"] == "Late again"
    bodies = [found[0].text[span.start : span.end] for span in found[0].layout.spans if span.role is Role.BODY]
    assert len(bodies) == 1
    assert bodies[0].endswith("Two blank lines are nothing.")
    assert found[0].layout.language == "en"


def test_a_cover_pasted_behind_documents_begins_another_export():
    job = "Date and Time: Friday, 5. July 2031\nJob Number: 92\n\nDocuments (1)\n\n"
    cover = f"{job}1. Ferry late\n\nClient/Matter: -None-\n\n"
    document = NEXIS.format(title="Ferry late", edition="", more="")
    _, found = read((cover + document) * 2)
    assert [dump.meta.title for dump in found] == ["Ferry late"] * 2
    assert [dump.layout.spans[0].reason for dump in found] == ["cover", "cover"]
