"""Copies and teasers are found in every script, however its marks, joiners and figures are written."""

from __future__ import annotations

import unicodedata
from dataclasses import replace

import pytest

from segment.matching import dedup
from segment.pipeline import split
from segment.tokens import find_words
from segment.types import Article, Kind, Relation

(TEMPLATE,) = split("The ferry was late.")
TEXTS = {
    "Arabic": "يأتي الناس في كل ساعة. هناك سائق يقرأ بعد منتصف الليل، وطالبة تكتب رسالتها قبل الفجر، وخباز يأخذ "
    "معه كل صباح ديوانا من الشعر ويعيده في المساء وعليه أثر الدقيق. قررت البلدية أن تضع قفلا جديدا على الباب في "
    "عام 2031.",
    "Hebrew": "בחודש שעבר נעצרה במקום רכבת אחת בגלל תקלה באיתות. הנוסעים ירדו לרציף, ישבו בין העציצים ואכלו "
    "ענבים שהביא טנא מן החצר. כעבור שעה, כשהתיקון הושלם, שניים מהם ביקשו להישאר. מאז נוספו בספר תשעה שמות חדשים.",
    "Hindi": "पिछले साल बर्फ़ के कारण रास्ता ग्यारह दिन तक बंद रहा था। तब गाँव के लोगों ने मिलकर दवाइयों के पैकेट कंधों पर उठाए "
    "और दो घाटियों के पार पहुँचाए। किसी को याद नहीं कि यह किसका विचार था, पर सबको रास्ता याद है।",
    "Thai": "สะพานเปิดใช้เมื่อสองปีก่อน รายได้ของเรือลดลงเหลือหนึ่งในสาม แต่ลุงเสริมบอกว่าไม่เคยคิดจะเลิก เพราะพ่อของเขาเคยพูดไว้ว่าแม่"
    "น้ำต้องมีคนคอยอยู่เสมอ เมื่อเดือนที่แล้วสะพานถูกปิดซ่อมเป็นเวลาเก้าวัน",
    "Chinese": "去年渡口改建，管理方要求所有商铺统一门面。店主量了量，新门面比他的铺子还宽。经过几次商量，设计师"
    "把他的铺子原样留了下来，嵌在新墙中间。如今来修表的人少了，来听他讲表的人多了，一共有42位客人。",
    "Japanese": "路線が廃止されたのは、利用者が一日に4人まで減ったからだ。元運転手は最後の便を運転した。町はその"
    "後、予約制のタクシーを始めた。スマートフォンで呼べるが、お年寄りの多くは使い方が分からないという。",
    "Korean": "주민들은 폐품으로 나온 렌즈를 닦고 배터리를 모아 작은 등을 만들었다. 비용은 모두 합쳐 팔십만 "
    "원이 들었고, 그 가운데 절반은 어촌계가 해마다 여는 잔치를 줄여서 마련했다. 항만청은 허가받지 않은 불빛이 "
    "혼란을 줄 수 있다고 경고했다.",
    "Russian": "В управлении порта признают, что о ключах действительно забыли. Новый автоматический фонарь "
    "поставили на соседнем мысу, но за зиму он отказал четыре раза, и каждый раз бригаде приходилось ждать "
    "хорошей погоды.",
    "Greek": "Οι κάτοικοι του νησιού συγκέντρωσαν εξακόσιες υπογραφές υπέρ του. Ζητούν να γραφτεί στον "
    "κανονισμό ότι το πλοίο μπορεί να περιμένει έως μία ώρα για ασθενείς και συνοδούς. Γιατί να μη γίνει έτσι "
    "και αλλού;",
}  # fmt: skip


def article(name: str, text: str, kind: Kind = Kind.FULL) -> Article:
    return replace(TEMPLATE, id=name, text=text, kind=kind)


def relations(*articles: Article) -> list[tuple[str, str, Relation]]:
    return [(match.a, match.b, match.relation) for match in dedup(list(articles)).matches]


@pytest.mark.parametrize("script", TEXTS)
def test_a_teaser_is_found_in_its_article(script: str) -> None:
    text = TEXTS[script]
    others = [article(name, other) for name, other in TEXTS.items() if name != script]
    teaser = article("teaser", text[: len(text) * 6 // 10], Kind.TEASER)
    assert relations(*others, teaser, article("full", text)) == [("full", "teaser", Relation.CONTAINS)]


CHANGES = {
    "decomposed": lambda text: unicodedata.normalize("NFD", text),
    "with marks of direction": lambda text: f"\u202b{text}\u202c\u200f",
    "with zero-width blanks": lambda text: text.replace("。", "。\u200b").replace(". ", ".\u200b "),
    "in full-width figures": lambda text: text.translate({ord("0") + n: 0xFF10 + n for n in range(10)}),
    "in Arabic figures": lambda text: text.translate({ord("0") + n: 0x660 + n for n in range(10)}),
    "in capitals": str.upper,
    "with other quotes and stops": lambda text: text.replace(".", "!").replace("。", "！").replace("।", "॥"),
}


@pytest.mark.parametrize("change", CHANGES)
@pytest.mark.parametrize("script", TEXTS)
def test_a_copy_is_the_same_however_it_is_written(script: str, change: str) -> None:
    text = TEXTS[script]
    copy = CHANGES[change](text)
    wanted = Relation.EXACT if copy == text else Relation.NORMALIZED
    assert relations(article("a", text), article("b", copy)) == [("a", "b", wanted)]


@pytest.mark.parametrize(
    ("written", "other"),
    [
        pytest.param("كِتَابٌ", "كتاب", id="Arabic vowels"),
        pytest.param("كتـــاب", "كتاب", id="Arabic, drawn out"),
        pytest.param("שָׁלוֹם", "שלום", id="Hebrew points"),
        pytest.param("می\u200cشود", "میشود", id="joiner"),
        pytest.param("٣１२", "312", id="figures"),
        pytest.param("ﻛﺘﺎﺏ", "كتاب", id="Arabic presentation forms"),
        pytest.param("ＡＢＣ１２", "abc12", id="full-width letters"),
        pytest.param("ｶﾞｽ", "ガス", id="half-width kana"),
        pytest.param("\u1112\u1161\u11ab", "한", id="jamo"),
        pytest.param("Σοφός", "σοφοσ", id="final sigma and accent"),
        pytest.param("Ёлка", "елка", id="Cyrillic"),
    ],
)
def test_spellings_of_one_word_fold_together(written: str, other: str) -> None:
    assert [word.text for word in find_words(written)] == [word.text for word in find_words(other)]
