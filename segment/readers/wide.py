"""UTF-16 and UTF-32: text that is full of NULs, and so must be told from binary data before anything else."""

from __future__ import annotations

import codecs
from typing import Final

_MARKS: Final = (
    # The mark of UTF-32 LE begins with that of UTF-16 LE; if it does not decode, the next one is tried.
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_CODECS: Final = ("utf-32-le", "utf-32-be", "utf-16-le", "utf-16-be")
_SAMPLE_BYTES: Final = 1 << 13
_MIN_PRINTABLE: Final = 0.98
"""Of the characters; pictures and programs read as UTF-16 stay below 0.9."""
_MIN_TELLING: Final = 0.04
"""Share of ASCII, kana and CJK punctuation; Chinese with its bytes swapped has fewer than 0.01."""


def has_mark(data: bytes) -> bool:
    """Whether the data begins with the byte order mark of UTF-16 or UTF-32."""
    return data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE, codecs.BOM_UTF32_BE))


def find_wide(data: bytes) -> str | None:
    """The codec, by the byte order mark or by the look of the first 8 KiB; None if it is neither UTF-16 nor UTF-32."""
    sample = data[:_SAMPLE_BYTES]
    for mark, codec in _MARKS:
        if sample.startswith(mark) and _read(sample, codec) is not None:
            return codec
    scores = {codec: _score(_read(sample, codec) or "") for codec in _CODECS}
    best = max(scores, key=lambda codec: scores[codec])
    return best if scores[best] >= _MIN_TELLING else None


def may_be_wide(data: bytes) -> bool:
    """A quick look: without a mark and without NULs it is another encoding, or Chinese without a single line end."""
    return b"\0" in data[:_SAMPLE_BYTES] or has_mark(data)


def _read(sample: bytes, codec: str) -> str | None:
    try:
        return codecs.getincrementaldecoder(codec)().decode(sample)  # a character cut by the sample's end is no fault
    except UnicodeError:
        return None


def _score(text: str) -> float:
    """Share of the characters that any real text has; 0.0 for what is no text."""
    printable = sum(char.isprintable() or char in "\ufeff\t\n\r\f" for char in text)
    if not text or printable < _MIN_PRINTABLE * len(text):
        return 0.0
    return sum(map(_is_telling, text)) / len(text)


def _is_telling(char: str) -> bool:
    return char <= "~" or "\u3000" <= char <= "\u30ff" or "\uff01" <= char <= "\uff5e"
