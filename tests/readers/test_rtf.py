from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from segment.config import ReadConfig
from segment.errors import InputError
from segment.readers.office.rtf import read_rtf

CONFIG = ReadConfig()
PICTURE = rb"{\*\shppict{\pict{\*\picprop\shplid1{\sp{\sn wzName}{\sv boat}}}\pngblip 89504e47}}"

CASES = {
    "paragraphs and breaks": (rb"The ferry\par was late.\line Again.\sect End", "The ferry\nwas late.\nAgain.\nEnd"),
    "line ends of the file": (b"The fer\r\nry\\par\r\nwas\n late", "The ferry\nwas late"),
    "an escaped line end": (b"The ferry\\\nwas\\\r\nlate", "The ferry\nwas\nlate"),
    "page break": (rb"One\par\page Two", "One\n\f\nTwo"),
    "page break within a line": (rb"One\page Two\page\par", "One\n\f\nTwo\n\f\n"),
    "tab and no-break space": (rb"a\tab b\~c", "a\tb\xa0c"),
    "hyphens": (rb"Hoel\_Vik fer\-ry", "Hoel-Vik ferry"),
    "punctuation": (rb"\ldblquote x\rdblquote\emdash y\endash\rquote s\bullet", "“x”—y–’s•"),
    "escapes": (rb"\{ \} \\", r"{ } \ ".rstrip()),
    "bytes": (rb"\ansicpg1252 caf\'e9 \'93x\'94", "café “x”"),
    "bytes of another code page": (rb"\ansicpg1251 \'cf\'e0\'f0\'ee\'ec", "Паром"),
    "bytes in capitals, and raw": (b"\\ansicpg1252 caf\\'E9 caf\xe9", "café café"),
    "a byte that the code page lacks": (rb"\ansicpg1252 a\'81b", "a\ufffdb"),
    "an unknown code page": (rb"\ansicpg9 caf\'e9", "café"),
    "two bytes for one character": (rb"\ansicpg932 \'93\'fa\'96\'7b", "日本"),
    "two bytes, one as it is": (rb"\ansicpg932 \'83e\'83X\'83g", "テスト"),
    "font of another character set": (
        rb"\ansicpg1252{\fonttbl{\f0\fswiss Helvar;}{\f7\froman\fcharset204{\*\falt Y}Tymes;}}"
        rb"\f0 caf\'e9 {\f7 \'cf\'e0\'f0\'ee\'ec} caf\'e9",
        "café Паром café",
    ),
    "plain goes back to the first font": (
        rb"\ansicpg1252\deff0{\fonttbl{\f0 A;}{\f7\fcharset161 B;}}\f7\'e1\plain\'e9",
        "αé",
    ),
    "Macintosh": (rb"\mac caf\'8e", "café"),
    "by number": (rb"\u352?koda \u1055\'3f\u-4051 ?", "Škoda П\uf02d"),
    "halves of a character": (rb"\u-10179?\u-8704?!", "😀!"),
    "half a character": (rb"a\u-10179?b", "a\ufffdb"),
    "a number beyond Unicode": (rb"a\u99999999?b\u0?c", "a\ufffdb\ufffdc"),
    "a whole number beyond 16 bits": (rb"\u128512?", "😀"),
    "no stand-in": (rb"\uc0\u352 koda", "Škoda"),
    "two bytes stand in": (rb"\uc2\u26085\'93\'fa\u26412\'96{!}", "日本!"),
    "stand-ins in a group": (rb"{\uc0\u352 k}\u352?k", "ŠkŠk"),
    "a word ends the stand-ins": (rb"\uc3\u352 ab\par c", "Š\nc"),
    "groups": (rb"a{\b b{\i c}d}e", "abcde"),
    "formatting": (rb"\pard\plain\b\f0\fs24 Bold\b0  light", "Bold light"),
    "tables of the head": (
        rb"{\colortbl;\red0;}{\stylesheet{\s1 heading 1;}{\s2\sbasedon1 x;}}{\info{\title No}{\author No}}Yes",
        "Yes",
    ),
    "what may be skipped": (rb"a{\*\generator Pen 1.0}{\* \unheard{of} it}b{\*\unheard}c", "abc"),
    "headers and footers": (rb"{\header Page 1}{\footerf 2}Text", "Text"),
    "pictures": (rb"a" + PICTURE + rb"{\pict\wmetafile8 0102{x}03}b", "ab"),
    "bytes within a picture": (rb"a{\pict\jpegblip\bin6 {{{\}}" + rb"ff}b", "ab"),
    "bytes in the text": (rb"a\bin3 }}}b", "ab"),
    "a picture after one in bytes": (rb"a{\pict\bin2 {{}" + PICTURE + rb"b", "ab"),
    "hyperlink": (
        rb'See {\field{\*\fldinst{HYPERLINK "https://harbour.example"}}{\fldrslt{\ul our {\b page}}}}.',
        "See our page.",
    ),
    "field that is not marked": (rb"{\field{\fldinst PAGE}{\fldrslt 4}}", "4"),
    "table": (
        rb"\trowd\cellx9\intbl A\cell B\par C\cell\row\trowd\intbl{\b D}\cell\cell\row Text",
        "A\tB\nC\nD\t\nText",
    ),
    "table in a table": (
        rb"\intbl A\nestcell B\nestcell{\*\nesttableprops\trowd\nestrow}{\nonesttables\par}C\cell\row",
        "A\tB\nC\n",
    ),
    "text box": (
        rb"The {\shp{\*\shpinst{\sp{\sn a}{\sv 1}}{\shptxt Box\par}}{\shprslt{\*\do{\dptxbxtext Box}}}}ferry\par On",
        "The ferry\nBox\n\nOn",
    ),
    "text box of an older writer": (rb"The {\*\do\dptxbx{\dptxbxtext Box}}ferry", "The ferry\nBox"),
    "footnotes": (rb"The{\super\chftn}{\footnote\pard{\chftn} Late.} ferry\par Left\par", "The ferry\nLeft\n\n Late."),
    "comments": (rb"A{\*\atnid ML}{\*\annotation{\*\atndate 1}Why?} ferry", "A ferry\nWhy?"),
    "deleted text": (rb"The {\deleted slow }ferry\deleted  x\deleted0 y\deleted z\plain .", "The ferryy."),
    "a destination where none can be": (rb"The ferry \footer was late", "The ferry was late"),
    "unknown words": (rb"a\abcdefghijklmnopqrstuvwxyzabcdefghijkl b\zz-12 c\:d", "abcd"),
}


def rtf(body: bytes) -> bytes:
    return rb"{\rtf1\ansi " + body + b"}"


@pytest.mark.parametrize("name", CASES)
def test_text(name: str) -> None:
    body, text = CASES[name]
    assert read_rtf(rtf(body), CONFIG) == (text, None)


def test_an_encoding_that_is_given_overrules_the_document() -> None:
    body = rb"\ansicpg1252{\fonttbl{\f0\fcharset161 A;}}\f0 \'cf\'e0"
    assert read_rtf(rtf(body), ReadConfig(encoding="cp1251")) == ("Па", None)


@pytest.mark.parametrize("before", [b"", b"\xef\xbb\xbf", b" \r\n"])
@pytest.mark.parametrize("after", [b"", b"\r\n", b"\0\0", b"}", b"\x1a"])
def test_padding_around_the_document_is_nothing(before: bytes, after: bytes) -> None:
    assert read_rtf(before + rtf(b"Text") + after, CONFIG) == ("Text", None)


def test_documents_one_after_the_other_are_parted_like_pages() -> None:
    one = rtf(rb"\ansicpg1251{\fonttbl{\f1\fcharset204 A;}}One{\footnote Note}{\*\do{\dptxbxtext Box}}")
    assert read_rtf(one + b"\r\n" + rtf(rb"\f1\'e9"), CONFIG) == ("One\nBox\nNote\n\f\né", None)


@pytest.mark.parametrize(
    ("data", "text", "reason"),
    [
        (b"", "", "not RTF"),
        (b"The ferry", "", "not RTF"),
        (rtf(b"Text") + b" more", "Text", "ends at byte 18; what follows is not read"),
        (rtf(b"a}b") + b"c", "a", "ends at byte 14; what follows"),
        (rtf(rb"a\bin9999 b"), "a", "cut short"),
        (rtf(rb"a{\pict\bin9999 b}"), "a", "cut short"),
        (rtf(b"a" + b"{" * 20_000), "a", "more than 10,000 deep at byte 10,013"),
    ],
)
def test_what_is_wrong_is_said_with_its_place(data: bytes, text: str, reason: str) -> None:
    found, error = read_rtf(data, CONFIG)
    assert found == text
    assert isinstance(error, InputError)
    assert reason in str(error)


WHOLE = rtf(
    rb"\ansicpg932{\fonttbl{\f0\fcharset0 Helvar;}{\f1\fcharset128 Mincho;}}{\info{\title Ferry}}"
    rb"\pard\f0 HD Ferry late \u-10179?\u-8704?\par\uc2 {\f1 \'93\'fa\'96\'7b}\u26085\'93\'fa\par "
    rb"LP \emdash Nobody {\field{\*\fldinst{HYPERLINK x}}{\fldrslt waved}}. " + PICTURE + rb"\page AN Document"
)


def test_no_cut_is_silent_and_the_text_before_it_is_kept() -> None:
    text, error = read_rtf(WHOLE, CONFIG)
    assert error is None
    assert text == "HD Ferry late 😀\n日本日\nLP —Nobody waved. \n\f\nAN Document"
    for end in range(len(WHOLE)):
        part, error = read_rtf(WHOLE[:end], CONFIG)
        assert text.startswith(part.rstrip("\f\n")), end
        assert error is not None, end
        assert ("not RTF" if end < 5 else f"ends at byte {end:,}") in str(error)


@given(st.text(st.characters(exclude_characters="\r\n\f", exclude_categories=["Cs"]).filter(lambda char: char > "\0")))
def test_any_text_comes_back(text: str) -> None:
    numbers = text.encode("utf-16-le")
    units = (int.from_bytes(numbers[at : at + 2], "little", signed=True) for at in range(0, len(numbers), 2))
    assert read_rtf(rtf(b"".join(b"\\u%d?" % unit for unit in units)), CONFIG) == (text, None)


PIECES = (
    rb"{ } \ ' * \u \bin \f1 \fonttbl \page \row \cell \*\do \pict \footnote \shptxt \deleted \ansicpg "
    rb"-9 932 \'9 text \uc {\rtf1"
).split()


@given(st.lists(st.sampled_from([*PIECES, b" ", b"\n", b"\x93"])))
def test_nothing_raises(parts: list[bytes]) -> None:
    text, _ = read_rtf(b"{\\rtf1" + b"".join(parts), CONFIG)
    text.encode()  # no half of a character is left


@pytest.mark.parametrize(
    "piece",
    [
        rb"{\pict 0123456789abcdef",
        rb"{\field{\*\fldinst{HYPERLINK ",
        rb"{}",
        rb"\*    ",
        rb"\u-10179?",
        rb"\bin1 x",
        rb"\f1\'e9\f0\'e9",
        rb"{\rtf1 a}",
        rb"\page",
        b"\\\n",
    ],
)
def test_time_grows_with_size_alone(piece: bytes) -> None:
    assert _seconds(piece, 1 << 19) < 8 * max(_seconds(piece, 1 << 17), 0.02)


def _seconds(piece: bytes, size: int) -> float:
    data = rb"{\rtf1 " + piece * (size // len(piece))
    start = time.process_time()
    read_rtf(data, CONFIG)
    return time.process_time() - start
