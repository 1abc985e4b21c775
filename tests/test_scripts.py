"""Dumps in other scripts than Latin: articles are found, counted and cleaned, and nothing of them is lost."""

from __future__ import annotations

import textwrap
import unicodedata

import orjson
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from segment.blocks import find_blocks
from segment.clean import clean_text, count_words
from segment.config import DEFAULT, SplitConfig
from segment.cues.base import BlockFacts
from segment.cues.ending import has_open_quote
from segment.emit.records import article_record, parse_article
from segment.evaluate.gold import read_gold
from segment.model import load_weights
from segment.pipeline import segment_dump, split
from segment.scan import scan
from segment.scripts import FEWEST_STOPLESS_CHARS, STOPS, find_stopless
from segment.types import Dump, Kind, Role
from segment.words import word_list
from tests.dumps import FIXTURES, read_dump

DUMPS = {
    "arabic": "ar", "khabaran": "ar", "bulgarian": "bg", "dve-statii": "bg", "greek": "el", "dyo-reportaz": "el",
    "hebrew": "he", "shtei-yediot": "he", "hindi": "hi", "do-khabrein": "hi", "korean": "ko", "du-gisa": "ko",
    "russian": "ru", "dva-reportazha": "ru", "ukrainian": "uk", "dvi-zamitky": "uk", "thai": "th", "song-khao": "th",
    "baisha-dukou": "zh", "liang-ze": "zh", "yunagi-busutei": "ja",
}  # fmt: skip
"""Name of a fixture → its language."""
MISSED = {
    "hindi": "the first teaser goes to the column above",
    "thai": "without full stops the first teaser is a menu line",
    "baisha-dukou": "the first teaser is no article",
    "shtei-yediot": "the second title is left out",
    "du-gisa": "the second report goes to the first",
    "liang-ze": "the second report goes to the first",
}
"""Where the articles found are not those of gold."""


def known_misses() -> list:
    return [
        pytest.param(name, marks=pytest.mark.xfail(strict=True, reason=MISSED[name])) if name in MISSED else name
        for name in DUMPS
    ]


@pytest.mark.parametrize("name", known_misses())
def test_articles_and_teasers_are_those_of_gold(name: str) -> None:
    (dump,) = read_gold(str(FIXTURES / "gold" / f"{name}.jsonl"), DEFAULT.read)
    starts = [min(b.start for b in dump.gold.blocks if b.article == number) for number in range(len(dump.gold.kinds))]
    found = [(article.source.start, article.kind) for article in split(dump.text)]
    assert found == list(zip(starts, dump.gold.kinds, strict=True))


@pytest.mark.parametrize(("name", "language"), DUMPS.items(), ids=DUMPS)
def test_every_article_says_its_language_and_its_length(name: str, language: str) -> None:
    for article in segment_dump(read_dump(f"{name}.txt")).articles:
        assert article.language == language
        assert article.words >= 20


BYLINES = {
    "arabic": "ليلى الشهباني", "bulgarian": "Ралица Гърнева", "greek": "Δάφνης Μελισσουργού", "hindi": "मीरा देवथल",
    "korean": "한서율", "russian": "Вера Лодыгина", "ukrainian": "Оксана Дзвінчук", "shtei-yediot": "יותם ברנע",
}  # fmt: skip


@pytest.mark.parametrize(("name", "author"), BYLINES.items(), ids=BYLINES)
def test_the_byline_is_found(name: str, author: str) -> None:
    full = segment_dump(read_dump(f"{name}.txt")).articles[0]
    assert [author in line for line in full.byline] == [True]
    assert author not in full.text


@pytest.mark.parametrize(
    ("language", "invitation"),
    [
        ("russian", "Читать далее"), ("ukrainian", "Читати далі"), ("bulgarian", "Прочетете още"),
        ("greek", "Διαβάστε περισσότερα"), ("arabic", "اقرأ المزيد"), ("hebrew", "קראו עוד"), ("korean", "더 보기"),
    ],
)  # fmt: skip
def test_an_invitation_to_read_on_is_no_text(language: str, invitation: str) -> None:
    dump = read_dump(f"{language}.txt").text.rstrip("\n")
    *_, teaser = split(f"{dump}… {invitation}\n")
    assert (teaser.kind, teaser.truncated) == (Kind.TEASER, True)
    assert teaser.text.endswith("…")


# What ends a sentence.

FINISHED = {
    "Arabic": "هل يحتاج الكتاب إلى قفل؟",
    "Urdu": "یہ موسم کی وجہ سے ہے۔",
    "Hindi": "नियम नहीं बदला।",
    "verse": "नियम नहीं बदला॥",
    "Greek question": "Ποιος θα πληρώσει;",
    "Greek question mark": "Ποιος θα πληρώσει\u037e",
    "Armenian": "Նավը ուշացավ։",
    "Burmese": "သင်္ဘော နောက်ကျသည်။",
    "Khmer": "ទូកមកយឺត។",
    "Chinese": "渡轮又晚点了。",
    "full width": "渡轮又晚点了！",
    "half-width Japanese": "船は来ない｡",
    "Japanese quotation": "町は動いた。「また明日と言った」",
    "Japanese quotation and stop": "「また明日。」",
    "Cyrillic guillemets": "«Пусть работает.»",
    "Bulgarian quotation": "„Аз съм лодкар.“",
    "Hebrew quotation": "״אני לא מוזיאון.״",
    "Korean": '"사람은 그때 종을 친다."',
}
UNFINISHED = {
    "Arabic comma": "لكن عدد المقاعد لا يزيد،",
    "Latin list": "two ferries; three boats;",
    "German quotation": "„Ich bin Fährmann“",
    "Russian": "разгрузку, которая в",
    "Hindi": "यह नियम त्योहारों के बाद भी",
    "Japanese headline": "町長「続投する」",
    "Japanese teaser": "今年はさらに品目を増やし",
    "Thai": "มีที่จอดรถพอ",
    "Hebrew acronym": "דובר צה״ל",
}


@pytest.mark.parametrize("text", FINISHED.values(), ids=FINISHED)
def test_a_sentence_ends_in_the_marks_of_its_script(text: str) -> None:
    assert BlockFacts(text).is_terminated


@pytest.mark.parametrize("text", UNFINISHED.values(), ids=UNFINISHED)
def test_other_marks_do_not_end_it(text: str) -> None:
    assert not BlockFacts(text).is_terminated


@pytest.mark.parametrize(
    ("text", "is_open"),
    [
        ("「また明日", True), ("「また明日」", False), ("«Пусть", True), ("«Пусть»", False),
        ("„Аз съм", True), ("„Аз съм“", False), ("『また", True),
    ],
)  # fmt: skip
def test_a_quotation_that_does_not_end_is_seen(text: str, is_open: bool) -> None:
    assert has_open_quote(BlockFacts(text)) is is_open


SENTENCES = {
    "Arabic": "وصلت العبارة.|هل تعود؟|لا أحد يعرف",
    "Urdu": "کشتی آئی۔|سب خوش تھے۔|شام ہوئی",
    "Hindi": "नाव आई।|सब खुश थे।|शाम हुई",
    "Greek": "Ήρθε το καράβι.|Ποιος το είδε;|Κανείς",
    "Greek list": "το καράβι; το νησί",
    "Hebrew": "הסירה באה.|״מי ראה?״|אף אחד",
    "Russian": "Паром пришёл.|«Кто видел?»|Никто",
    "Korean": "배가 왔다.|누가 봤나?|아무도",
    "Chinese": "船来了。|谁看见了？|没有人",
    "Latin list": "two ferries; Boats of the island",
}


@pytest.mark.parametrize("text", SENTENCES.values(), ids=SENTENCES)
def test_sentences_of_a_line_are_blocks(text: str) -> None:
    line = text.replace("|", "" if "。" in text else " ")
    assert [line[block.start : block.end] for block in find_blocks(Dump(line, "-"))] == text.split("|")


def thai(*lengths: int) -> str:
    """Lines of so many characters."""
    return "\n".join(("เรือข้ามฟาก" * 40)[:length] for length in lengths)


@pytest.mark.parametrize(
    ("lengths", "finished"),
    [
        pytest.param((120, 150, 90), [0, 1, 2], id="paragraphs"),
        pytest.param((120, 180, 180), [0], id="teasers cut at one length"),
        pytest.param((180, 120, 181), [0, 1, 2], id="of one length, but apart"),
        pytest.param((30, FEWEST_STOPLESS_CHARS - 1, FEWEST_STOPLESS_CHARS), [], id="short lines, and one as long"),
        pytest.param((30, 90), [1], id="a title"),
    ],
)
def test_thai_paragraphs_are_finished_unless_two_are_as_long(lengths: tuple[int, ...], finished: list[int]) -> None:
    text = thai(*lengths)
    assert find_stopless(text, find_blocks(Dump(text, "-"))) == finished


def test_a_gloss_is_a_word_in_small_letters_and_one_that_the_lexicon_knows() -> None:
    pairs = [line.split() for line in word_list("glosses")]
    assert {len(pair) for pair in pairs} == {2}
    words = [word for word, _ in pairs]
    assert len(set(words)) == len(words)
    assert {english for _, english in pairs} <= set(load_weights().lexicon.plain)
    for word in words:
        assert word == unicodedata.normalize("NFC", word.lower())
        assert not any("LATIN" in unicodedata.name(char) for char in word)


@pytest.mark.parametrize(
    ("word", "english"),
    [("Автор", "By"), ("вересня", "september"), ("وقال", "said"), ("기자", "by"), ("паром", "zyzzyva")],
)
def test_the_lexicon_reads_a_word_of_another_script_as_its_gloss_or_by_its_shape(word: str, english: str) -> None:
    lexicon = load_weights().lexicon
    found, wanted = (lexicon.reduce(scan(text, find_blocks(Dump(text, "-"))))[0] for text in (word, english))
    assert found == wanted


# Words, and the text of an article.


@pytest.mark.parametrize(
    ("text", "words"),
    [
        pytest.param("เรือมาสาย", 8, id="Thai, without tones and vowels that are marks"),
        pytest.param("ที่ ๑๒", 2, id="figures of Thai are one number"),
        pytest.param("ຂ້າມນ້ຳ", 5, id="Lao"),
        pytest.param("ទូកមក", 4, id="Khmer"),
        pytest.param("二〇二六年", 5, id="the zero of Chinese"),
        pytest.param("港口１２日", 4, id="full-width figures"),
        pytest.param("배가 또 늦었다.", 3, id="Korean has blanks"),
        pytest.param("नाव आई।", 2, id="Hindi"),
        pytest.param("وصلت العبارة، أمس", 3, id="Arabic"),
        pytest.param("תל־אביב היא", 2, id="maqaf"),
    ],
)
def test_words_of_a_text(text: str, words: int) -> None:
    assert count_words(text) == words


@pytest.mark.parametrize(
    ("raw", "clean"),
    [
        pytest.param("เรือข้าม\nฟาก", "เรือข้ามฟาก", id="Thai"),
        pytest.param("ข้าม\r\n  น้ำ", "ข้ามน้ำ", id="Thai, with marks at the joint"),
        pytest.param("ຂ້າມ\nນ້ຳ", "ຂ້າມນ້ຳ", id="Lao"),
        pytest.param("ទូក\nមក", "ទូកមក", id="Khmer"),
        pytest.param("သင်္ဘော\nနောက်", "သင်္ဘောနောက်", id="Burmese"),
        pytest.param("渡轮\n晚点", "渡轮晚点", id="Chinese"),
        pytest.param("배가\n늦었다", "배가 늦었다", id="Korean"),
        pytest.param("नाव\nआई", "नाव आई", id="Hindi"),
        pytest.param("وصلت\nالعبارة", "وصلت العبارة", id="Arabic"),
        pytest.param("בר־\nשדמות", "בר־שדמות", id="maqaf at a line end"),
        pytest.param("ферри-\nбот", "ферри-бот", id="hyphen at a line end"),
        pytest.param("เรือ\nFerry", "เรือ Ferry", id="two scripts"),
        pytest.param("\u200fשלום\u200e \u061cمرحبا", "שלום مرحبا", id="marks of direction"),
        pytest.param("\u2068שלום\u2069", "שלום", id="isolates"),
        pytest.param("می\u200cشود क्\u200dष", "می\u200cشود क्\u200dष", id="joiners are part of the spelling"),
        pytest.param("e\u200b\u0301", "é", id="a mark behind a control is joined to its letter"),
        pytest.param("\u1112\u1161\u11ab", "한", id="jamo"),
        pytest.param("か\u3099", "が", id="kana and mark"),
    ],
)
def test_lines_are_joined_and_cleaned_as_the_script_is_written(raw: str, clean: str) -> None:
    assert clean_text(raw) == clean


COLUMNS = ["arabic", "bulgarian", "greek", "hebrew", "hindi", "korean", "russian", "ukrainian"]


@pytest.mark.parametrize(("name", "width"), [*((name, 60) for name in COLUMNS), ("thai", 72)])
def test_wrapped_paragraphs_are_put_together(name: str, width: int) -> None:
    paragraphs = read_dump(f"{name}.txt").text.split("\n")[:-1]
    wrapped = "\n\n".join(textwrap.fill(line, width, break_long_words=False) for line in paragraphs)
    blocks = find_blocks(Dump(wrapped, "-"))
    starts = [wrapped[block.start :].split(None, 1)[0] for block in blocks if not block.inline]
    assert starts == [paragraph.split(None, 1)[0] for paragraph in paragraphs]


@pytest.mark.parametrize("name", COLUMNS)
def test_lines_that_are_paragraphs_are_not_joined(name: str) -> None:
    """Bytes, of which these scripts have two and three a character, say nothing of columns."""
    lines = [line for line in read_dump(f"{name}.txt").text.split("\n") if line]
    short = [line[: 60 + 5 * number].strip() for number, line in enumerate(lines)]
    assert len(find_blocks(Dump("\n".join(short), "-"))) == len(short)


# Any text.

ALPHABETS = {
    "Latin": "aZé",
    "Cyrillic": "жЖыіїъ«»„“",
    "Greek": "αΩώ;\u037e",
    "Hebrew": "אבש\u05b8\u05c1״׳־",
    "Arabic": "بتي\u064b\u0651ـ،؛؟",
    "Urdu": "کے۔",
    "Devanagari": "कषर\u093e\u094d\u0902।॥१",
    "Thai": "กขเโ\u0e31\u0e48๑ฯ",
    "Lao": "ກຂ\u0eb1\u0ec8",
    "Khmer": "កខ\u17d2\u17b6។",
    "Burmese": "ကခ\u103a\u1031။",
    "Korean": "한국\u1112\u1161\u11ab",
    "Chinese": "港口〇。！？，、《》１Ａ",
    "Japanese": "かガーゝ\u3099「」『』｡",
}
CONTROLS = (
    "\ud83d\ude00\ud800\udfff\u200b\u200c\u200d\u200e\u200f\u061c\u202a\u202e\u202c\u2066\u2069\ufeff\x00\x1b\u00ad"
)
BLANKS = " \n\r\t\u3000\u00a0"
runs = st.sampled_from([alphabet + BLANKS for alphabet in ALPHABETS.values()]).flatmap(
    lambda alphabet: st.text(alphabet, max_size=40)
)
scripts = st.lists(st.one_of(runs, st.text(CONTROLS + ".…\"'“”-", max_size=3)), max_size=20).map("".join)
"""Runs of one script each, with what is not seen between them."""


@settings(max_examples=300, deadline=None)
@given(scripts)
def test_nothing_of_any_script_is_lost(text: str) -> None:
    segmented = segment_dump(Dump(text, "-"), SplitConfig(residue=True))
    blocks = [block for article in segmented.articles for block in article.blocks]
    blocks += segmented.residue.blocks if segmented.residue else ()
    spans = sorted((block.start, block.end) for block in blocks)
    seen = [place for start, end in spans for place in range(start, end) if not text[place].isspace()]
    assert seen == [place for place, char in enumerate(text) if not char.isspace()]
    for start, end in spans:
        assert text[start:end] == text[start:end].strip() != ""


@settings(max_examples=300, deadline=None)
@given(scripts)
def test_articles_of_any_script_are_clean_and_can_be_written(text: str) -> None:
    for article in split(text):
        for paragraph in article.text.split("\n\n"):
            assert unicodedata.is_normalized("NFC", paragraph)
            assert paragraph == " ".join(paragraph.split())
            assert {unicodedata.category(char) for char in paragraph}.isdisjoint({"Cc", "Cs"})
            assert set(paragraph).isdisjoint("\u200b\u200e\u200f\u061c\u202a\u202e\u2066\ufeff")
        assert article.words > 0 or not any(char.isalnum() for char in article.text)
        assert article.source.end == max(block.end for block in article.blocks)
        assert any(block.role is Role.BODY for block in article.blocks)
        record = article_record(article)
        assert article_record(parse_article(orjson.dumps(record))) == record


@given(scripts)
def test_a_full_stop_of_any_script_ends_a_sentence(text: str) -> None:
    for stop in STOPS:
        assert BlockFacts(f"{text}{stop}").is_terminated
