"""Bytes to text: what the bytes themselves prove comes first, statistics after it, guesses last.

Nothing of the text is changed but a byte order mark at its start, which is no part of it.
"""

from __future__ import annotations

import codecs
from typing import Final

from segment.errors import DecodingError, UsageError
from segment.readers.wide import find_wide, may_be_wide

BOM: Final = "\ufeff"
MIXED: Final = "segment-western"
"""Name of an error handler, see `mend_mixed`."""
_STATISTICS_BYTES: Final = 200_000
_MIXED_LINES: Final = 0.1
"""Share of UTF-8 in the lines that are not ASCII from which the data counts as a mixture.

Some words of GBK are valid UTF-8 by chance, but hardly ever a tenth of the text.
"""
_MIXED_SAMPLE: Final = 20_000
"""Lines looked at, spread over the whole; 45 MB of cp1252 in short lines took 5 s without it."""
_MIXED_BYTES: Final = 0.8
"""The same for single bytes, where a line is too long to tell; GBK reaches 0.2."""
_SURE: Final = 0.2
"""Below it chardet is guessing: 280 characters of French have 0.28, the word `café` alone has 0.02."""
_HOPELESS: Final = 0.05
"""Below it the bytes fit nothing: Chinese with one broken byte comes out as koi8-u at 0.02, two sound words at 0.06."""
_FEW: Final = 0.3
"""Share of bytes that are not ASCII up to which a guess is overruled by cp1252; `café` has 0.25, Greek 0.8."""
_FEW_BROKEN: Final = 0.05
"""The same where no codec fits all bytes; French has 0.04."""
_NAME_IT: Final = "Name the right one with --encoding, or fetch the file again."
_ASCII: Final = bytes(range(0x80))
_UNDEFINED: Final = (0x81, 0x8D, 0x8F, 0x90, 0x9D)
_WESTERN: Final = {code: bytes([code]).decode("cp1252") for code in range(0x80, 0xA0) if code not in _UNDEFINED}


def check_encoding(name: str | None) -> None:
    """Raises UsageError unless `name` is None or an encoding of text that Python knows."""
    if name is None:
        return
    try:
        codecs.getincrementaldecoder(name)  # for rows, which come as a stream
        b"a".decode(name)
    except (LookupError, ValueError) as err:
        if isinstance(err, UnicodeError):
            return  # one byte is no whole character in this encoding
        message = f"unknown encoding {name!r}. Try utf-8, cp1252, utf-16, big5, gb18030 or shift_jis."
        raise UsageError(message) from err


def decode(data: bytes, encoding: str | None = None) -> str:
    r"""The text of `data`, without its byte order mark; the encoding is found by content unless given.

    Raises DecodingError naming the first byte that does not fit, and UsageError for an unknown `encoding`.

    >>> decode(b"caf\xe9"), decode(b"caf\xc3\xa9"), decode(b"caf\x82", "cp437")
    ('café', 'café', 'café')
    """
    check_encoding(encoding)
    text = decode_as(data, encoding, "Try without --encoding.") if encoding else _decode_found(data)
    return text.removeprefix(BOM)


def decode_as(data: bytes, codec: str, hint: str) -> str:
    """Strictly, the mark included. Raises DecodingError, of which `hint` says what to try."""
    try:
        text = data.decode(codec)
        text.encode()  # an escape such as \ud83d in unicode_escape leaves half a character
    except UnicodeDecodeError as err:
        line = data.count(b"\n", 0, err.start) + 1
        message = f"not {codec} at byte {err.start:,} (0x{data[err.start]:02x}): {err.reason}. {hint}"
        raise DecodingError(message, line=line) from err
    except UnicodeError as err:
        message = f"not text in {codec}: {str(err).splitlines()[0]}. {hint}"
        raise DecodingError(message) from err
    return text


def preview(head: bytes, encoding: str | None) -> str:
    """The start of an input, for a look at its format; bytes that do not decode become U+FFFD."""
    codec = encoding or find_unicode(head)
    try:
        return head.decode(codec, "replace").removeprefix(BOM)
    except UnicodeError:
        return ""


def find_unicode(head: bytes) -> str:
    """UTF-16 or UTF-32 where the head has the marks of it, else UTF-8."""
    return (find_wide(head) if may_be_wide(head) else None) or "utf-8"


def as_western(data: bytes) -> str:
    r"""cp1252 as browsers read it: everything decodes, the five undefined bytes become control characters.

    >>> as_western(b"\x93no\x94 \x81")
    '“no” \x81'
    """
    return data.decode("latin-1").translate(_WESTERN)


def find_codec(data: bytes) -> str:
    """The encoding of a text, or of a part of one; with `utf-8` and `cp1252` there may be bytes that do not fit.

    Raises DecodingError where nothing fits.
    """
    codec = find_unicode(data)
    if codec != "utf-8" or _try(data, codec) is not None:
        return codec
    lines = [line for line in data.split(b"\n") if not line.isascii()]
    return codec if _is_mixed(lines) else _find_by_statistics(data, b"\n".join(lines))


def mend_mixed() -> None:
    """Let codecs know the error handler `MIXED`: bytes that do not fit are read as browsers read cp1252."""
    codecs.register_error(MIXED, _western_bytes)


def _decode_found(data: bytes) -> str:
    codec = find_codec(data)
    if codec == "utf-8":
        mend_mixed()
        return data.decode(codec, MIXED)
    if codec == "cp1252":
        return as_western(data)
    wide = codec == find_unicode(data)
    hint = "It may be cut short; fetch it again, or name its --encoding." if wide else _NAME_IT
    return decode_as(data, codec, hint)


def _try(data: bytes, codec: str) -> str | None:
    try:
        return data.decode(codec)
    except UnicodeError:
        return None


def _is_mixed(lines: list[bytes]) -> bool:
    """Whether the lines that are not ASCII are UTF-8 with something else among it, as in files pasted together."""
    lines = lines[:: len(lines) // _MIXED_SAMPLE + 1]
    if sum(len(line) for line in lines if _try(line, "utf-8") is not None) >= _MIXED_LINES * sum(map(len, lines)):
        return True
    kept = sum(_count_high(line.decode("utf-8", "ignore").encode()) for line in lines)
    return kept >= _MIXED_BYTES * sum(map(_count_high, lines))


def _count_high(data: bytes) -> int:
    """Bytes that are not ASCII."""
    return len(data.translate(None, _ASCII))


def _western_bytes(error: UnicodeError) -> tuple[str, int]:
    """Error handler of a codec: the bytes that are not UTF-8 are cp1252."""
    if not isinstance(error, UnicodeDecodeError):
        raise error
    return as_western(error.object[error.start : error.end]), error.end


def _find_by_statistics(data: bytes, telling: bytes) -> str:
    """`telling` holds the lines that are not ASCII; they may come long after the start."""
    high = _count_high(data) / len(data)
    codec, confidence = _ask_chardet(telling)
    if confidence < _SURE and high <= _FEW:
        return "cp1252"
    if confidence < _HOPELESS:
        message = "in no known encoding; some bytes may be damaged. Name it with --encoding, or fetch the file again."
        raise DecodingError(message)
    return "cp1252" if high <= _FEW_BROKEN and _try(data, codec) is None else codec


def _ask_chardet(telling: bytes) -> tuple[str, float]:
    import chardet
    from chardet import EncodingEra

    eras = EncodingEra.ALL & ~EncodingEra.MAINFRAME  # EBCDIC decodes anything
    answer = chardet.detect(telling[:_STATISTICS_BYTES], encoding_era=eras, compat_names=False)
    codec = answer["encoding"] or find_wide(telling) or "utf-8"
    # What claims to be latin-1 on the web is cp1252, and ASCII cannot be right: these lines are not.
    return {"ascii": "cp1252", "iso8859-1": "cp1252"}.get(codec, codec), answer["confidence"]
