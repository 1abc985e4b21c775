from __future__ import annotations

import io
import random
import time
import zipfile
from contextlib import suppress

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from segment.config import ReadConfig
from segment.errors import BinaryError, CompressionError, DecodingError, InputError
from segment.readers.office.docx import is_docx, read_docx

CONFIG = ReadConfig()
SPACES = (
    'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" '
    'xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math" '
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    'xmlns:v="urn:schemas-microsoft-com:vml" xmlns:x="urn:x-invented"'
)
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
TYPES = '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>'


def relations(*targets: tuple[str, str]) -> str:
    items = "".join(
        f'<Relationship Id="r{n}" Type="{OFFICE}/{to}" Target="{at}"/>' for n, (to, at) in enumerate(targets)
    )
    return (
        f'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{items}</Relationships>'
    )


def part(body: str, root: str = "w:body") -> str:
    return f"<w:document {SPACES}><{root}>{body}</{root}></w:document>"


def pack(parts: dict[str, str | bytes]) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return file.getvalue()


def docx(body: str, **others: str) -> bytes:
    """A document with this in its body, and other parts by their kind."""
    return pack(
        {
            "[Content_Types].xml": TYPES,
            "_rels/.rels": relations(("officeDocument", "word/document.xml")),
            "word/document.xml": part(body),
            "word/_rels/document.xml.rels": relations(*((kind, f"{kind}.xml") for kind in others)),
            **{f"word/{kind}.xml": part(content, f"w:{kind}") for kind, content in others.items()},
        }
    )


def p(*runs: str) -> str:
    return f"<w:p>{''.join(runs)}</w:p>"


def r(text: str) -> str:
    return f'<w:r><w:rPr><w:b/></w:rPr><w:t xml:space="preserve">{text}</w:t></w:r>'


def box(*paragraphs: str) -> str:
    return f"<w:txbxContent>{''.join(paragraphs)}</w:txbxContent>"


def table(*rows: list[str]) -> str:
    cells = ("".join(f"<w:tc><w:tcPr/>{cell}</w:tc>" for cell in row) for row in rows)
    return f"<w:tbl><w:tblPr/>{''.join(f'<w:tr>{row}</w:tr>' for row in cells)}</w:tbl>"


DELETED_END = '<w:pPr><w:rPr><w:del w:id="1"/></w:rPr></w:pPr>'
CHOICE = (
    '<mc:AlternateContent><mc:Choice Requires="wps">{0}</mc:Choice><mc:Fallback>{0}</mc:Fallback></mc:AlternateContent>'
)

CASES = {
    "paragraphs": (p(r("The "), r("ferry")) + p(r("was late")), "The ferry\nwas late\n"),
    "an empty paragraph is an empty line": (p(r("One")) + p() + p(r("Two")), "One\n\nTwo\n"),
    "line breaks": (p(r("One"), '<w:r><w:br/><w:t>Two</w:t><w:br w:type="page"/><w:cr/></w:r>'), "One\nTwo\n\n\n"),
    "a line end in the text": (p(r("Length:\xa0812 words\nByline:\xa0")), "Length:\xa0812 words\nByline:\xa0\n"),
    "tabs and hyphens": (p("<w:r><w:tab/><w:t>a</w:t><w:noBreakHyphen/><w:softHyphen/><w:ptab/></w:r>"), "\ta-\t\n"),
    "stops of tabs": (p('<w:pPr><w:tabs><w:tab w:pos="9"/></w:tabs></w:pPr>', r("a")), "a\n"),
    "no-break space": (p(r("Section:\xa0News")), "Section:\xa0News\n"),
    "entities of XML": (p(r("a &lt;b&gt; &amp; &#233;")), "a <b> & é\n"),
    "hyperlink": (p(r("See "), f'<w:hyperlink w:anchor="x">{r("here")}</w:hyperlink>', r(".")), "See here.\n"),
    "field": (
        p('<w:r><w:instrText>PAGE</w:instrText></w:r><w:fldSimple w:instr="P">', r("4"), "</w:fldSimple>"),
        "4\n",
    ),
    "content controls": (
        f"<w:sdt><w:sdtPr/><w:sdtContent>{p('<w:sdt><w:sdtContent>', r('In'), '</w:sdtContent></w:sdt>')}"
        f"</w:sdtContent></w:sdt>",
        "In\n",
    ),
    "smart tags": (p("<w:smartTag>", r("Harnøy"), "</w:smartTag>"), "Harnøy\n"),
    "inserted": (p(r("a"), "<w:ins>", r("b"), "</w:ins>", "<w:moveTo>", r("c"), "</w:moveTo>"), "abc\n"),
    "deleted": (
        p(r("a"), "<w:del><w:r><w:delText>b</w:delText></w:r></w:del><w:moveFrom>", r("c"), "</w:moveFrom>", r("d")),
        "ad\n",
    ),
    "the end of a paragraph deleted": (p(DELETED_END, r("The ")) + p(r("ferry")), "The ferry\n"),
    "table": (p(r("Before")) + table([p(r("A")), p(r("B"))], [p(r("C"))]) + p(r("After")), "Before\nA\tB\nC\nAfter\n"),
    "cells that are empty or of many lines": (table([p(), p(r("B")) + p(r("C")), p()]), "\tB\nC\t\n"),
    "table in a table": (table([table([p(r("A")), p(r("B"))]) + p(), p(r("C"))]), "A\tB\n\tC\n"),
    "text box": (
        p(
            r("The "),
            "<w:r>",
            CHOICE.format(f"<w:drawing>{box(p(r('Box')), p(r('Two')))}</w:drawing>"),
            "</w:r>",
            r("ferry"),
        ),
        "The ferry\nBox\nTwo\n",
    ),
    "old text box": (p(r("a"), f"<w:r><w:pict><v:textbox>{box(p(r('b')))}</v:textbox></w:pict></w:r>"), "a\nb\n"),
    "text box in a text box": (p(r("a"), box(p(r("b"), box(p(r("c")))), p(r("d")))), "a\nb\nc\nd\n"),
    "formula": (p("<m:oMath><m:r><m:t>x=1</m:t></m:r></m:oMath>"), "x=1\n"),
    "readings above the words": (
        p(f"<w:r><w:ruby><w:rt>{r('にほん')}</w:rt><w:rubyBase>{r('日本')}</w:rubyBase></w:ruby></w:r>"),
        "日本\n",
    ),
    "symbols": (p('<w:r><w:sym w:font="W" w:char="F0B7"/><w:sym/><w:sym w:char="D800"/></w:r>'), "\uf0b7\ufffd?\n"),
    "elements of other namespaces": (p("<x:t>no</x:t><x:p>", r("yes"), "</x:p>"), "yes\n"),
    "nothing": ("", ""),
}


@pytest.mark.parametrize("name", CASES)
def test_text(name: str) -> None:
    body, text = CASES[name]
    assert read_docx(docx(body), CONFIG) == text


def test_notes_come_at_the_end_and_headers_do_not() -> None:
    data = docx(
        p(r("The ferry"), "<w:r><w:footnoteReference/></w:r>"),
        header=p(r("Page 1 of 3")),
        comments=f"<w:comment>{p(r('Why?'))}</w:comment>",
        endnotes=f"<w:endnote>{p('<w:r><w:separator/></w:r>')}</w:endnote>",
        footnotes=f"<w:footnote>{p(r('Late.'))}</w:footnote>",
        footer=p(r("Draft")),
    )
    assert read_docx(data, CONFIG) == "The ferry\n\nLate.\n\nWhy?\n"


def test_a_part_that_is_named_often_is_read_once() -> None:
    parts = {"word/document.xml": part(p(r("Text"))), "word/notes.xml": part(p(r("Note")))}
    parts["word/_rels/document.xml.rels"] = relations(*[("footnotes", "notes.xml"), ("endnotes", "notes.xml")] * 9)
    assert read_docx(pack(parts), CONFIG) == "Text\n\nNote\n"


@pytest.mark.parametrize("target", ["word/document2.xml", "/word/document2.xml", "./word/../word/document2.xml"])
def test_the_main_part_may_have_another_name(target: str) -> None:
    parts = {"_rels/.rels": relations(("officeDocument", target)), "word\\document2.xml": part(p(r("Text")))}
    assert read_docx(pack(parts), CONFIG) == "Text\n"


def test_a_part_outside_the_document_is_not_looked_for() -> None:
    data = docx(p(r("Text")))
    parts = {"word/document.xml": part(p(r("Text")))}
    for target in ("../../../etc/passwd", "https://harbour.example/x"):
        parts["word/_rels/document.xml.rels"] = relations(("footnotes", target))
        assert read_docx(pack(parts), CONFIG) == read_docx(data, CONFIG)


def test_the_strict_form_and_other_encodings_are_read() -> None:
    body = part(p(r("Škoda"))).replace(
        "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
        "http://purl.oclc.org/ooxml/wordprocessingml/main",
    )
    data = pack({"word/document.xml": f'<?xml version="1.0" encoding="utf-16"?>{body}'.encode("utf-16")})
    assert read_docx(data, CONFIG) == "Škoda\n"


def test_an_export_comes_out_line_by_line() -> None:
    document = pytest.importorskip("docx").Document()
    document.sections[0].header.paragraphs[0].text = "Page 1 of 3"
    document.add_heading("Ferry to Harnøy late again", 1)
    for line in ("The Harbour Post", "July 1, 2031 Tuesday 9:20 AM GMT", "Copyright 2031 The Harbour Post", ""):
        document.add_paragraph(line)
    document.add_paragraph("Section:\xa0NEWS; Pg. 4\nLength:\xa0812 words\nByline:\xa0Mara Lindqvist")
    document.add_paragraph("Body")
    document.add_paragraph("The ferry was late.").add_run(" Nobody waved.").bold = True
    document.add_paragraph("End of Document")
    row = document.add_table(1, 2).rows[0]
    row.cells[0].text, row.cells[1].text = "Load-Date:", "July 2, 2031"
    file = io.BytesIO()
    document.save(file)
    assert is_docx(file.getvalue()[: 1 << 16], "-")
    assert read_docx(file.getvalue(), CONFIG).split("\n") == [
        "Ferry to Harnøy late again",
        "The Harbour Post",
        "July 1, 2031 Tuesday 9:20 AM GMT",
        "Copyright 2031 The Harbour Post",
        "",
        "Section:\xa0NEWS; Pg. 4",
        "Length:\xa0812 words",
        "Byline:\xa0Mara Lindqvist",
        "Body",
        "The ferry was late. Nobody waved.",
        "End of Document",
        "Load-Date:\tJuly 2, 2031",
        "",
    ]


WORDS = st.text(st.characters(categories=["L", "N", "P", "Zs"], include_characters="\n\t"), max_size=20)


@settings(max_examples=25)  # python-docx takes its time
@given(st.lists(st.lists(WORDS, max_size=3), max_size=5))
def test_python_docx_reads_the_same(paragraphs: list[list[str]]) -> None:
    oracle = pytest.importorskip("docx")
    document = oracle.Document()
    for runs in paragraphs:
        paragraph = document.add_paragraph()
        for run in runs:
            paragraph.add_run(run)
    file = io.BytesIO()
    document.save(file)
    expected = "".join(f"{paragraph.text}\n" for paragraph in oracle.Document(file).paragraphs)
    assert read_docx(file.getvalue(), CONFIG) == expected


BOMB = '<!DOCTYPE w:document [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;">]>' + part(p(r("&b;")))


@pytest.mark.parametrize(
    ("data", "error", "reason"),
    [
        (b"", CompressionError, "ends at byte 0"),
        (b"The ferry", CompressionError, "ends at byte 9"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(99), BinaryError, "old document"),
        (
            b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"),
            BinaryError,
            "protected by a password",
        ),
        (
            pack({"xl/workbook.xml": "", "_rels/.rels": relations(("officeDocument", "xl/workbook.xml"))}),
            BinaryError,
            "Excel",
        ),
        (pack({"ppt/presentation.xml": ""}), BinaryError, "PowerPoint"),
        (pack({"mimetype": "", "META-INF/container.xml": ""}), BinaryError, "EPUB"),
        (pack({"mimetype": "", "content.xml": ""}), BinaryError, "OpenDocument"),
        (pack({"a.txt": "Text"}), BinaryError, "name it .zip"),
        (pack({"word/document.xml": BOMB}), InputError, "document type"),
        (pack({"word/document.xml": part(p(r("&b;")))}), DecodingError, "undefined entity"),
        (pack({"word/document.xml": part("<w:p>")}), DecodingError, "mismatched tag"),
        (pack({"word/document.xml": ""}), DecodingError, "no element found"),
        (pack({"word/document.xml": '<?xml version="1.0" encoding="unheard"?><a/>'}), DecodingError, "damaged XML"),
        (pack({"word/document.xml": '<?xml version="1.0" encoding="shift_jis"?><a/>'}), DecodingError, "damaged XML"),
        (pack({"word/document.xml": part("<x:a>" * 10_001 + "</x:a>" * 10_001)}), InputError, "more than 10,000 deep"),
        (docx('<w:altChunk r="1"/>'), InputError, "file within the file"),
        (pack({"word/document.xml": part(p(r(" " * (20 << 20))))}), CompressionError, "more than 200 times its size"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_what_cannot_be_read_is_refused(data: bytes, error: type[InputError], reason: str) -> None:
    with pytest.raises(error, match=reason) as caught:
        read_docx(data, CONFIG)
    assert type(caught.value) is error


def test_sizes_that_are_announced_are_believed_before_anything_is_unfolded() -> None:
    data = bytearray(docx(p(r("Text"))))
    entry = data.rindex(b"word/document.xml") - 46
    data[entry + 24 : entry + 28] = (257 << 20).to_bytes(4, "little")
    with pytest.raises(CompressionError, match="more than 268,435,456 bytes"):
        read_docx(bytes(data), CONFIG)
    data[entry + 24 : entry + 28] = (10).to_bytes(4, "little")
    with pytest.raises(CompressionError, match=r"in word/document\.xml"):
        read_docx(bytes(data), CONFIG)


def test_parts_with_a_password_or_packed_otherwise_are_refused() -> None:
    data = bytearray(docx(p(r("Text"))))
    entry = data.rindex(b"word/document.xml") - 46
    data[entry + 8] |= 1
    data[data.index(b"word/document.xml") - 30 + 6] |= 1
    with pytest.raises(CompressionError, match="encrypted"):
        read_docx(bytes(data), CONFIG)
    data[entry + 10] = 14
    with pytest.raises(CompressionError, match="method 14"):
        read_docx(bytes(data), CONFIG)


def test_no_cut_is_silent() -> None:
    data = docx(p(r("The ferry was late.")) * 9, footnotes=p(r("Note")))
    for end in range(0, len(data), max(1, len(data) // 200)):
        with pytest.raises(CompressionError, match=f"ends at byte {end:,}"):
            read_docx(data[:end], CONFIG)


def test_damage_raises_nothing_but_input_errors() -> None:
    data = docx(p(r("The ferry was late.")) * 9, footnotes=p(r("Note")))
    text = read_docx(data, CONFIG)
    chance = random.Random(1)
    for _ in range(1500):
        damaged = bytearray(data)
        for _ in range(chance.randint(1, 3)):
            damaged[chance.randrange(len(data))] = chance.randrange(256)
        with suppress(InputError):
            assert read_docx(bytes(damaged), CONFIG) in (text, text[: -len("\nNote\n")])


@pytest.mark.parametrize(
    ("head", "path", "answer"),
    [
        (docx(p(r("Text"))), "-", True),
        (pack({"docProps/app.xml": "", "_rels/.rels": ""}), "a.bin", True),
        (pack({"mimetype": "application/epub+zip"}), "a.epub", True),
        (pack({"word/media/a.png": "x"}), "letter.DOCX", True),
        (pack({"word/one.docx": "x", "word/two.docx": "y"}), "word.zip", False),
        (pack({"a.txt": "[Content_Types].xml"}), "a.zip", False),
        (pack({}), "a.zip", False),
        (b"PK\3\4" + b"\xff" * 40, "a.zip", False),
    ],
)
def test_documents_are_told_from_archives(head: bytes, path: str, answer: bool) -> None:
    assert is_docx(head[: 1 << 16], path) is answer


def test_time_grows_with_size_alone() -> None:
    def seconds(count: int) -> float:
        data = docx(p(r("The ferry was late."), box(p(r("Box")))) * count)
        start = time.process_time()
        read_docx(data, CONFIG)
        return time.process_time() - start

    assert seconds(8000) < 8 * max(seconds(2000), 0.02)
