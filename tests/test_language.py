"""The language of a text, or none where the words do not decide."""

from __future__ import annotations

import pytest

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
        pytest.param("Ο καπετάνιος του λιμανιού έφυγε", id="a script that is not known"),
        pytest.param("Паром снова опоздал, и капитан порта ушёл домой.", id="another one"),
    ],
)
def test_nothing_is_said_without_evidence(text: str) -> None:
    assert guess_language(text) is None


def test_a_name_in_another_script_does_not_decide() -> None:
    assert guess_language(TEXTS["en"] + " 林美玉 (港口)") == "en"


@pytest.mark.parametrize(
    ("name", "language"),
    [("german.txt", "de"), ("french.txt", "fr"), ("spanish.txt", "es"), ("chinese.txt", "zh"), ("japanese.txt", "ja")],
)
def test_language_of_a_fixture(name: str, language: str) -> None:
    assert guess_language(read_dump(name).text) == language
