"""The language of a text, or none where the words do not decide."""

from __future__ import annotations

import subprocess
import sys

import pytest

from segment import language
from segment.errors import MissingExtraError
from segment.language import guess_language
from tests.dumps import read_dump

TEXTS = {
    "en": "The ferry to the island was late again, and the harbour master of the town said that it would be so.",
    "de": "Die Fähre zur Insel kam wieder zu spät, und der Hafenmeister sagte, dass die Leute auf dem Anleger warten.",
    "fr": "Le bac pour les îles était en retard, et le capitaine du port a dit que les habitants avec des valises "
    "attendent sur le quai.",
    "es": "El barco de las islas llegó tarde, y el capitán del puerto dijo a los vecinos con maletas que esperaran "
    "en el muelle para el otro.",
    "pt": "A barca das ilhas chegou tarde, e o capitão do porto disse aos moradores com malas que há uma outra no cais "
    "da vila e os bilhetes servem.",
    "it": "Il traghetto per le isole era in ritardo, e il capitano del porto ha detto che gli abitanti della città con "
    "le valigie aspettano nel porto.",
    "nl": "De veerboot naar het eiland was te laat, en de havenmeester van het dorp zei dat het met een andere boot "
    "voor de avond kan.",
    "zh": "往離島的渡輪昨日再度延誤，港務局長表示不滿，居民在碼頭等了一夜。",
    "ja": "島へ向かう船はまた遅れ、港長は住民に謝罪した。乗客は桟橋で一晩待っていた。",
    "ko": "섬으로 가는 배가 또 늦었고 항만장은 주민들에게 사과했다.",
    "th": "เรือไปเกาะมาสายอีกแล้ว และนายท่าขอโทษชาวบ้านที่รออยู่ทั้งคืน",
    "el": "Το καράβι για το νησί άργησε πάλι και ο λιμενάρχης ζήτησε συγγνώμη.",
    "he": "המעבורת אל האי איחרה שוב, ומנהל הנמל אמר כי הוא מצטער על כל מי שחיכה, אבל לא הבטיח דבר.",
    "yi": "די שיף איז ווידער געקומען שפּעט, און דער מענטש פון פּאָרט האָט געזאָגט אַז ער וועט נישט וואַרטן.",
    "ar": "تأخرت العبارة إلى الجزيرة مرة أخرى، وقال مدير الميناء إن الركاب انتظروا في المحطة من المساء.",
    "fa": "کشتی جزیره باز هم دیر رسید و مدیر بندر از مسافران که در اسکله بودند عذر خواست و گفت این بار آخر است.",
    "ur": "جزیرے کی کشتی پھر دیر سے آئی اور بندرگاہ کے افسر نے کہا کہ یہ موسم کی وجہ سے ہے۔",
    "hi": "द्वीप की नाव फिर देर से आई और बंदरगाह के अधिकारी ने कहा कि यह मौसम के कारण है।",
    "mr": "बेटाकडे जाणारी बोट पुन्हा उशिरा आली आहे आणि बंदराच्या अधिकाऱ्यांनी माफी मागितली, मात्र ते म्हणाले की हे नेहमीचे आहे.",
    "ne": "टापुको डुङ्गा फेरि ढिलो आयो र बन्दरगाहका अधिकृतले माफी मागे, तर यो पनि मौसमको कारणले हो भने।",
    "ru": "Паром на остров снова опоздал, и капитан порта сказал, что это было в последний раз, но не объяснил почему.",
    "uk": "Пором на острів знову запізнився, і капітан порту сказав, що це було востаннє, але не пояснив чому.",
    "bg": "Фериботът за острова отново закъсня и капитанът на пристанището каза, че това е за последен път.",
    "be": "Паром на востраў зноў спазніўся, і капітан порта сказаў, што гэта было ў апошні раз, але не патлумачыў.",
    "mk": "Фериботот за островот повторно доцнеше и капетанот на пристаништето рече дека ова е за последен пат, "
    "но не кажа што се случило и кој е виновен за тоа.",
    "sr": "Трајект за острво је опет каснио, а капетан луке је рекао да ће то бити последњи пут и да се не брину.",
}


@pytest.mark.parametrize("language", TEXTS)
def test_language_is_found(language: str) -> None:
    assert guess_language(TEXTS[language]) == language


@pytest.mark.parametrize("language", TEXTS)
def test_case_does_not_count(language: str) -> None:
    assert guess_language(TEXTS[language].upper()) == language


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("", id="no text"),
        pytest.param("Mara Lindqvist", id="a name"),
        pytest.param("2031 12 3 4", id="figures"),
        pytest.param("Het, het", id="too few words"),
        pytest.param("Նավը կրկին ուշացավ", id="a script that is not known"),
        pytest.param("Паром снова опоздал, капитан порта ушёл домой.", id="no frequent word of its script"),
        pytest.param("Αθήνα", id="a name in a script of one language"),
        pytest.param("\ud83d \u200d\u202e ؟ ، । ॥ 「」 ๑๒", id="marks and figures alone"),
    ],
)
def test_nothing_is_said_without_evidence(text: str) -> None:
    assert guess_language(text) is None


@pytest.mark.parametrize("name", ["林美玉 (港口)", "Αλεξάνδρα", "Ярослав Дзвін", "ליאור", "ฟ้าใส", "서연"])
def test_a_name_in_another_script_does_not_decide(name: str) -> None:
    assert guess_language(f"{name}: {TEXTS['en']} {name}") == "en"


def test_a_foreign_name_with_its_letters_does_not_decide() -> None:
    assert guess_language(" ".join([TEXTS["ru"], TEXTS["ru"], "Пан Їжакевич"])) == "ru"
    assert guess_language(" ".join([*[TEXTS["ar"]] * 3, "پروین"])) == "ar"


def test_marks_and_joiners_do_not_hide_words() -> None:
    assert guess_language("\u202b" + TEXTS["fa"] + "\u202c می\u200cشود") == "fa"


class TestPy3langid:
    """The detector that is used where it is asked for, and never else."""

    @pytest.mark.parametrize("language", [name for name in TEXTS if name != "yi"])
    def test_language_is_found(self, language: str) -> None:
        pytest.importorskip("py3langid")
        text = " ".join([TEXTS[language]] * 3)
        assert guess_language(text, "py3langid") == language

    def test_nothing_is_said_of_no_text(self) -> None:
        pytest.importorskip("py3langid")
        assert guess_language("", "py3langid") is None

    def test_without_it_the_user_is_told_what_to_install(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setitem(sys.modules, "py3langid.langid", None)
        language._identifier.cache_clear()
        with pytest.raises(MissingExtraError, match=r'pip install "segment\[language\]"'):
            guess_language(TEXTS["en"], "py3langid")

    def test_it_is_not_loaded_unless_asked_for(self) -> None:
        ask = "from segment.language import guess_language; guess_language('Паром и не на в')"
        code = f"import sys; {ask}; print('py3langid' in sys.modules)"
        found = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
        assert found.stdout == "False\n"


@pytest.mark.parametrize(
    ("name", "language"),
    [("german.txt", "de"), ("french.txt", "fr"), ("spanish.txt", "es"), ("chinese.txt", "zh"), ("japanese.txt", "ja")],
)
def test_language_of_a_fixture(name: str, language: str) -> None:
    assert guess_language(read_dump(name).text) == language
