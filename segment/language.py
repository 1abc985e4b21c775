"""The language of a text, from its script and its most frequent words; None where they do not decide.

The lists are those of `data/words/frequent.txt`: a guess good enough to label records, and free.
"""

from __future__ import annotations

import re
from collections import Counter

from segment.words import word_lists

SAMPLE_CHARS = 4000
FEWEST_HITS = 3
LEAD = 1.3
"""How many times as many words the winner must have as the second: neighbours (es, pt) share a third of them."""
_HAN = re.compile("[\u4e00-\u9fff]")
_KANA = re.compile("[\u3040-\u30ff]")
_HANGUL = re.compile("[\uac00-\ud7a3]")


def guess_language(text: str) -> str | None:
    """ISO 639-1 code of the language, or None.

    >>> guess_language("The ferry to the island was late, and the harbour master of the town said so.")
    'en'
    """
    sample = text[:SAMPLE_CHARS]
    han, kana, hangul = (len(script.findall(sample)) for script in (_HAN, _KANA, _HANGUL))
    if hangul > len(sample) // 4:
        return "ko"
    if han + kana > len(sample) // 3:
        return "ja" if kana * 10 > han else "zh"
    words = Counter(sample.casefold().split())
    hits = sorted(
        ((sum(words[entry] for entry in entries), language) for language, entries in word_lists("frequent").items()),
        reverse=True,
    )
    best, second = hits[0], hits[1]
    return best[1] if best[0] >= FEWEST_HITS and best[0] >= LEAD * second[0] else None
