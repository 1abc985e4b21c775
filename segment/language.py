"""The language of a text, from its script and its most frequent words; None where they do not decide.

The lists are those of `data/words/frequent.txt`: a guess good enough to label records, and free. A script that one
language is written in says which one it is; where several share a script, the words decide.
"""

from __future__ import annotations

import re
from collections import Counter
from functools import cache
from importlib import import_module
from typing import TYPE_CHECKING, Any, Final

from segment.errors import MissingExtraError
from segment.words import word_lists

if TYPE_CHECKING:
    from segment.types import LanguageDetector

SAMPLE_CHARS: Final = 4000
FEWEST_HITS: Final = 3
LEAD: Final = 1.3
"""How many times as many words the winner must have as the second: neighbours (es, pt) share a third of them."""
FEWEST_LETTERS: Final = 8
"""Of a script that one language is written in; fewer are a name or a sign."""
LEAST_PROBABILITY: Final = 0.5
"""Of what py3langid says; below it, all others together are likelier."""
_HAN: Final = re.compile("[\u3400-\u4dbf\u4e00-\u9fff]")
_KANA: Final = re.compile("[\u3040-\u30ff]")
_HANGUL: Final = re.compile("[\uac00-\ud7a3]")
_SCRIPTS: Final = {
    "Latin": re.compile("[A-Za-z\u00c0-\u024f\u1e00-\u1eff]"),
    "Greek": re.compile("[\u0370-\u03ff\u1f00-\u1fff]"),
    "Cyrillic": re.compile("[\u0400-\u052f]"),
    "Hebrew": re.compile("[\u05d0-\u05f2]"),
    "Arabic": re.compile("[\u0620-\u063f\u0641-\u064a\u066e-\u06d3\u06fa-\u06ff\u0750-\u077f]"),
    "Devanagari": re.compile("[\u0904-\u0939\u0958-\u0961]"),
    "Thai": re.compile("[\u0e01-\u0e30\u0e32\u0e33\u0e40-\u0e46]"),
}
"""The letters of each script, without marks; of those that are left when Chinese, Japanese and Korean are told."""
_LANGUAGES: Final = {
    "Greek": ("el",),
    "Cyrillic": ("ru", "uk", "bg", "be", "mk", "sr"),
    "Hebrew": ("he", "yi"),
    "Arabic": ("ar", "fa", "ur"),
    "Devanagari": ("hi", "mr", "ne"),
    "Thai": ("th",),
}
"""Those written in each script that have a list; all others are written in Latin letters."""
_FOREIGN: Final = {
    "ru": "ієїґўјљњћђџѓќѕ",
    "uk": "ыэёъўјљњћђџѓќѕ",
    "bg": "ыэёієїґўјљњћђџѓќѕ",
    "be": "ищъєїґјљњћђџѓќѕ",
    "mk": "йщъьыэюяёієїґўћђ",
    "sr": "йщъьыэюяёієїґўѓќѕ",
    "ar": "پچژگکیٹڈڑںھہے",
    "fa": "ٹڈڑںھہے",
    "ur": "يكة",
}
"""Letters that a language does not write."""
MOST_FOREIGN: Final = 0.01
"""Share of such letters in a text with a foreign name or two in it. In Russian one letter in 35 is no Bulgarian one."""
_OTHER_LETTERS: Final = re.compile("[\u0370-\u1dff\u1f00-\u1fff\u2e80-\ud7ff\uf900-\ufdff\ufe70-\ufefe]")
"""Without one of them a text is in Latin letters."""
_NOBODY: Final = ((0, None), (0, None))
"""Hits and name of the languages that a text is compared with where its letters leave one or none."""
_WORD: Final = re.compile(r"[^\s.,:;!?…()\[\]{}«»„“”\"‘’،؛؟۔।॥״]+")
"""What a word of a script other than Latin is, marks and apostrophes included."""


def guess_language(text: str, detector: LanguageDetector = "builtin") -> str | None:
    """ISO 639-1 code of the language, or None. Looks at the first 4,000 characters.

    Raises MissingExtraError if py3langid is asked for and not installed.

    >>> guess_language("The ferry to the island was late, and the harbour master of the town said so.")
    'en'
    """
    sample = text[:SAMPLE_CHARS]
    if detector == "py3langid":
        return _ask_py3langid(sample)
    if _OTHER_LETTERS.search(sample) is None:
        return _by_words(Counter(sample.casefold().split()), _latin_languages())
    return _wide_language(sample) or _by_script(sample)


def _wide_language(sample: str) -> str | None:
    """Chinese, Japanese or Korean, whose characters say more than letters do, so that fewer of them are enough."""
    han, kana, hangul = (len(script.findall(sample)) for script in (_HAN, _KANA, _HANGUL))
    if hangul > len(sample) // 4:
        return "ko"
    if han + kana > len(sample) // 3:
        return "ja" if kana * 10 > han else "zh"
    return None


def _by_script(sample: str) -> str | None:
    letters = {script: len(pattern.findall(sample)) for script, pattern in _SCRIPTS.items()}
    script = max(letters, key=lambda name: letters[name])
    if script == "Latin":
        return _by_words(Counter(sample.casefold().split()), _latin_languages())
    if len(_LANGUAGES[script]) == 1:
        return _LANGUAGES[script][0] if letters[script] >= FEWEST_LETTERS else None
    folded = sample.casefold()
    rare = MOST_FOREIGN * letters[script]
    languages = tuple(name for name in _LANGUAGES[script] if sum(map(folded.count, _FOREIGN.get(name, ""))) <= rare)
    return _by_words(Counter(_WORD.findall(folded)), languages)


def _by_words(words: Counter[str], languages: tuple[str, ...]) -> str | None:
    """The language whose frequent words stand there far more often than those of the others."""
    lists = word_lists("frequent")
    hits = sorted(((sum(words[entry] for entry in lists[name]), name) for name in languages), reverse=True)
    (best, language), (second, _) = (*hits, *_NOBODY)[:2]
    return language if best >= FEWEST_HITS and best >= LEAD * second else None


@cache
def _latin_languages() -> tuple[str, ...]:
    others = {name for languages in _LANGUAGES.values() for name in languages}
    return tuple(name for name in word_lists("frequent") if name not in others)


def _ask_py3langid(sample: str) -> str | None:
    language, probability = _identifier().classify(sample)
    return str(language) if probability >= LEAST_PROBABILITY else None


@cache
def _identifier() -> Any:  # noqa: ANN401  (it ships no types)
    try:
        langid = import_module("py3langid.langid")
    except ImportError as error:
        message = 'the detector py3langid needs the extra: pip install "segment[language]"'
        raise MissingExtraError(message) from error
    return langid.LanguageIdentifier.from_model_file(langid.MODEL_FILE, norm_probs=True)
