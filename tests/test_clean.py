"""Clean text is one line, in one form, without repairs where nothing is broken."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from segment.clean import clean_text, count_words


@pytest.mark.parametrize(
    ("raw", "clean"),
    [
        pytest.param("the  ferry\t was\nlate", "the ferry was late", id="white space is single"),
        pytest.param(" the ferry ", "the ferry", id="none at the ends"),
        pytest.param("the\u00a0ferry\u3000was\u2003late", "the ferry was late", id="blanks of every width"),
        pytest.param("the\r\nferry\rwas", "the ferry was", id="line ends of every kind"),
        pytest.param("“Don’t – wait…” — she", "“Don’t – wait…” — she", id="quotes and dashes stay"),
        pytest.param("cafe\u0301", "caf\u00e9", id="composed"),
        pytest.param("\u212b", "\u00c5", id="one form of a letter"),
        pytest.param("ﬁsh ½ ｆｕｌｌ", "ﬁsh ½ ｆｕｌｌ", id="but no other letters"),
        pytest.param("har\u00adbour", "harbour", id="soft hyphen"),
        pytest.param("har\u200bbour\ufeff", "harbour", id="zero width"),
        pytest.param("\u202eferry\u202c \u2066late\u2069", "ferry late", id="bidi controls"),
        pytest.param("fer\x1b[31mry\x07", "fer[31mry", id="controls"),
        pytest.param("the\x00ferry", "the ferry", id="NUL stands for a blank"),
        pytest.param("نمی\u200cدانم", "نمی\u200cدانم", id="joiners are letters of some scripts"),
        pytest.param("US-\n  Velmland ties", "US-Velmland ties", id="a hyphen at a line end joins"),
        pytest.param("US-\r\nVelmland", "US-Velmland", id="at any line end"),
        pytest.param("the ferry -\nlate", "the ferry - late", id="a dash does not"),
        pytest.param("pages 3-\n4", "pages 3- 4", id="nor one behind a figure"),
        pytest.param("港口昨日\n關閉", "港口昨日關閉", id="no blank inside Chinese"),
        pytest.param("港口，\r\n  昨日", "港口，昨日", id="nor behind its comma"),
        pytest.param("船は\nまた", "船はまた", id="nor inside Japanese"),
        pytest.param("港口 關閉", "港口 關閉", id="a blank that was there stays"),
        pytest.param("港口\nFerry", "港口 Ferry", id="between scripts there is one"),
        pytest.param("", "", id="nothing"),
        pytest.param(" \t\n", "", id="only blanks"),
        pytest.param("\u200b\x07", "", id="only controls"),
    ],
)
def test_clean(raw: str, clean: str) -> None:
    assert clean_text(raw) == clean


@pytest.mark.parametrize(
    ("raw", "clean"),
    [
        ("donâ€™t", "don’t"),
        ("â€œWait,â€\x9d she said", "“Wait,” she said"),
        ("the cafÃ© was shut", "the café was shut"),
        ("FÃ¤hre", "Fähre"),
        ("late â€” again", "late — again"),
        ("Âµ", "µ"),
    ],
)
def test_mojibake_is_repaired(raw: str, clean: str) -> None:
    assert clean_text(raw) == clean


@pytest.mark.parametrize(
    "text",
    [
        "Île-d’Âme",
        "SÃO PAULO",
        "Ão",
        "â la carte",
        "RÃO € 3",
        "Ðorđe",
        "Ñandú",
        "naïve café, “très” chic",
        "港口",
        "Œuvre",
    ],
)
def test_what_only_looks_like_mojibake_stays(text: str) -> None:
    assert clean_text(text) == text


@pytest.mark.parametrize(
    ("raw", "clean"),
    [
        ("## The *last* ferry", "The last ferry"),
        ("The [ferry](https://example.org) left", "The ferry left"),
        ("**Late**\nagain", "Late again"),
        ("> quoted", "quoted"),
        ("- item", "item"),
        ("plain", "plain"),
        ("2 * 3 * 4", "2 * 3 * 4"),
    ],
)
def test_markdown_marks_go_where_the_dump_is_markdown(raw: str, clean: str) -> None:
    pytest.importorskip("markdown_it")
    assert clean_text(raw, "markdown") == clean
    assert clean_text(raw) == " ".join(raw.split())


@given(st.text(max_size=200))
@example("\u0344\u0323 a\u030a")
def test_clean_text_is_one_line_in_one_form(raw: str) -> None:
    text = clean_text(raw)
    assert text == " ".join(text.split())
    assert not set(text) & {"\x00", "\x1b", "\u200b", "\u00ad", "\ufeff", "\u202e"}


@given(st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Cf", "Cn", "Co", "Cs"]), max_size=100))
def test_clean_text_is_composed(raw: str) -> None:
    assert unicodedata.is_normalized("NFC", clean_text(raw))


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", 0),
        ("The ferry was late.", 4),
        ("Don’t — wait", 3),
        ("港口昨日關閉。", 6),
        ("港口3日關閉", 6),
        ("島へ向かう船", 6),
        ("The pier (港口) is shut.", 5),
        ("Паром опоздал", 2),
    ],
)
def test_words_of_a_text(text: str, words: int) -> None:
    assert count_words(text) == words
