"""Text in a stream is the text of the whole, and what comes before damage is not lost."""

from __future__ import annotations

import pytest

from segment.errors import CompressionError, DecodingError
from segment.readers import stream
from segment.readers.encoding import decode
from segment.readers.stream import decode_chunks

from .invented import ENGLISH, FRENCH, RUSSIAN, SIMPLIFIED


@pytest.fixture(autouse=True)
def _little(monkeypatch):
    """So that short texts are streams."""
    monkeypatch.setattr(stream, "TELLING_BYTES", 200)


def chunks(data, size=7, error=None):
    yield from (data[start : start + size] for start in range(0, len(data), size))
    if error:
        raise error


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        (ENGLISH * 20, "utf-8"),
        (ENGLISH * 20, "utf-8-sig"),
        (ENGLISH * 20, "utf-16"),
        (ENGLISH * 20, "utf-32-be"),
        (FRENCH * 5, "cp1252"),
        ("x" * 1000 + "\n" + FRENCH * 5, "cp1252"),
        ("x\n" * 1000 + SIMPLIFIED * 3, "utf-8"),
        (SIMPLIFIED * 3, "gb18030"),
        (RUSSIAN * 5, "cp1251"),
        ("plain " * 100, "ascii"),
    ],
)
def test_a_stream_is_decoded_as_the_whole_is(text, encoding):
    data = text.encode(encoding)
    assert "".join(decode_chunks(chunks(data), None)) == text == decode(data)


def test_bytes_that_do_not_fit_are_read_as_browsers_do():
    data = ENGLISH.encode() * 10 + b"caf\xe9 \x81\n" + ENGLISH.encode() * 10
    assert "".join(decode_chunks(chunks(data), None)) == decode(data)


def test_an_encoding_that_is_given_must_fit():
    taken = []
    with pytest.raises(DecodingError, match="ascii from here on"):
        taken.extend(decode_chunks(chunks(b"ferry " * 100 + b"\xe9" * 9), "ascii"))
    assert "".join(taken).startswith("ferry ferry")


@pytest.mark.parametrize("length", [0, 1, 50, 199, 200, 201, 500, 501, 502])
def test_what_comes_before_damage_is_kept(length):
    data = (FRENCH * 5).encode()[:length]
    taken, error = [], CompressionError("cut short")
    with pytest.raises(CompressionError):
        taken.extend(decode_chunks(chunks(data, error=error), None))
    assert "".join(taken) == data.decode("utf-8", "ignore")
