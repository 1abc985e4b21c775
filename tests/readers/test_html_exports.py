from __future__ import annotations

import time
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from segment.lines import LINE_END
from segment.readers.web.html_exports import is_html_export, read_html_export
from segment.types import Dump, Kind, Meta, Notice, Role

pytest.importorskip("selectolax.lexbor")

EXPORTS = Path(__file__).parents[2] / "fixtures" / "exports"
EUROPRESSE = (EXPORTS / "europresse-mixed.html").read_text("utf-8")
INDEXED = (EXPORTS / "factiva-indexed.html").read_text("utf-8")
PLAIN = (EXPORTS / "factiva-plain.html").read_text("utf-8")


def _read(page: str, profile: str | None = None) -> list[Dump]:
    items = read_html_export(page, "a.html", profile or is_html_export(page) or "")
    return [item for item in items if isinstance(item, Dump)]


def _of(dump: Dump, role: Role) -> list[str]:
    assert dump.layout is not None
    return [dump.text[span.start : span.end] for span in dump.layout.spans if span.role is role]


@pytest.mark.parametrize(
    ("page", "profile"),
    [
        (EUROPRESSE, "europresse"),
        (INDEXED, "factiva"),
        (PLAIN, "factiva"),
        ("<article><p class=titreArticleVisu>One</p></article>", "europresse"),
        ("<article><h1 class='titreArticle'>One</h1></article>", None),
        ("<div class='article deArticle'>Eins</div>", "factiva"),
        ("<article class=article><p>One</p></article>", None),
        ("<p>In Europresse the class is DocPublicationName.</p>", None),
        ("", None),
    ],
)
def test_an_export_is_known_by_its_classes(page: str, profile: str | None) -> None:
    assert is_html_export(page) == profile


def test_europresse_says_all_of_a_document() -> None:
    first, second, third = _read(EUROPRESSE)
    assert first.meta == Meta(
        title="Le chat du phare retrouvé sain et sauf",
        byline=("Odile Carpentras", "Jean Lorsac"),
        date="jeudi 6 février 2031",
        publication="Le Courrier de Valmer",
        section="Votre ville",
        page="93",
        extra={
            "issue": "20123",
            "copyright": "© 2031 Le Courrier de Valmer. Tous droits réservés.",
            "document_number": "news·20310206·CV·106702",
        },
    )
    assert (second.meta.title, second.meta.date, second.meta.publication) == (
        "The mill turns again",
        "2031-02-11",
        None,
    )
    assert (third.meta.date, third.meta.page) == ("Dienstag, 11. Februar 2031", "4")


def test_a_title_in_several_paragraphs_is_one() -> None:
    assert _of(_read(EUROPRESSE)[0], Role.TITLE) == ["Le chat du phare\n\nretrouvé sain et sauf"]


def test_the_date_in_the_head_of_a_document_is_told_apart() -> None:
    assert _of(_read(EUROPRESSE)[0], Role.DATE) == ["jeudi 6 février 2031"]


def test_a_word_of_a_field_inside_a_body_is_body() -> None:
    body = _of(_read(EUROPRESSE)[0], Role.BODY)[0]
    assert body.split("\n\n")[1].startswith("Copyright ou pas")
    first = _read(INDEXED)[0]
    assert _of(first, Role.BODY)[1].split("\n\n")[0::2] == ["IN", "RE the dog: it may ride free."]


def test_without_a_class_for_the_body_it_is_what_is_left() -> None:
    page = (
        "<article><p class=titreArticleVisu>The mill</p><div>It turned.</div><div>Again.</div><p>© Orrin</p></article>"
    )
    (dump,) = _read(page)
    assert _of(dump, Role.BODY) == ["It turned.\nAgain."]


@pytest.mark.parametrize(
    ("header", "said"),
    [
        ("Votre ville, jeudi 6 février 2014, p. 93", ("Votre ville", "jeudi 6 février 2014", "93")),
        ("vendredi 1er août 2031", (None, "vendredi 1er août 2031", None)),
        ("News, Thursday, February 6, 2031, p. A3", ("News", "Thursday, February 6, 2031", "A3")),
        ("2031-02-06, p. 3,4", (None, "2031-02-06", "3,4")),
        ("Lokales, 11. Februar 2031 - 08:15, S. 4", ("Lokales", "11. Februar 2031", "4")),
        ("Opinion, 6 de febrero de 2031", ("Opinion", "6 de febrero de 2031", None)),
        ("Nothing of the sort", (None, None, None)),
    ],
)
def test_heads_are_read_in_several_languages(header: str, said: tuple[str | None, ...]) -> None:
    (dump,) = _read(
        f"<article><span class=DocHeader>{header}</span><p class=titreArticleVisu>T<p class=DocText>B</article>"
    )
    assert (dump.meta.section, dump.meta.date, dump.meta.page) == said


def test_factiva_with_codes_says_all_of_a_document() -> None:
    first, second = _read(INDEXED)
    assert first.meta == Meta(
        title="Ferry to run at night from June",
        byline=("Mara Lindqvist", "Jon Aho"),
        date="3 June 2031",
        publication="North Anchor",
        section="Local",
        page="4",
        extra={
            "length": "52 words",
            "source_code": "NACT",
            "language": "English",
            "copyright": "(c) 2031, North Anchor",
            "subject": "gtrans : Transport",
            "document_number": "NACT000020310603e7630000a",
        },
    )
    assert second.layout is not None
    assert second.layout.language == "de"
    assert second.layout.spans[-1].reason == "tail"


def test_factiva_without_codes_is_read_by_its_order() -> None:
    first, second = _read(PLAIN)
    assert (first.meta.publication, first.meta.date, first.meta.page) == ("North Anchor", "3 June 2031", "4")
    assert _of(first, Role.DATE) == ["3 June 2031"]
    assert _of(first, Role.BODY)[0].split("\n\n")[1] == "3 June 2031"
    assert (second.meta.publication, second.meta.extra["document_number"]) == (
        "Le Courrier de Valmer",
        "CVAL000020310604e7640000c",
    )


def test_words_that_are_missing_are_noticed() -> None:
    notices = [item for item in read_html_export(INDEXED, "a.html", "factiva") if isinstance(item, Notice)]
    assert [(notice.code, notice.path) for notice in notices] == [("SEG211", "a.html")]
    assert notices[0].message.startswith("a document announces 1,240 words and holds 15.")


def test_a_page_without_documents_gives_nothing() -> None:
    assert _read("<p>One.", "europresse") == []
    assert _read("", "factiva") == []


_PIECES = st.sampled_from(
    ["<article>", "</article>", "<div class='article enArticle'>", "</div>", "<tr><td><b>HD</b><td>", "<tr><td>TD<td>",
     "<table>", "</table>", "<p class=titreArticle>", "<p class=articleParagraph>", "<span class=DocHeader>", "</span>",
     "12 words", "3 June 2031", " One. ", "<br>", "news·20310206·CV·1", "(c) 2031", "é", "\n", "Document ABCD00001"]
)  # fmt: skip


@pytest.mark.parametrize("profile", ["europresse", "factiva"])
@given(pieces=st.lists(_PIECES, max_size=40))
def test_parts_are_one_text_and_their_spans_hold_it(profile: str, pieces: list[str]) -> None:
    dumps = _read("".join(pieces), profile)
    text = ""
    for dump in dumps:
        assert dump.start == len(text)
        assert dump.line == 1 + len(LINE_END.findall(text))
        text += dump.text
        assert dump.layout is not None
        covered = "".join(dump.text[span.start : span.end] for span in dump.layout.spans)
        assert "".join(covered.split()) == "".join(dump.text.split())
        assert (dump.layout.kind is Kind.FULL) == bool(_of(dump, Role.BODY))
        assert all(span.start < span.end for span in dump.layout.spans)


def test_a_long_export_takes_time_by_its_length() -> None:
    began = time.process_time()
    assert len(_read("<article><p class=titreArticleVisu>T</p><div class=DocText>B</div></article>" * 3_000)) == 3_000
    assert time.process_time() - began < 3
