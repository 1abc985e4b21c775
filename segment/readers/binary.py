"""Tells pictures, programs and archives from text, so that the message can say what the input is."""

from __future__ import annotations

from typing import Final

from segment.errors import BinaryError
from segment.readers.wide import find_wide, has_mark

_MAGIC: Final[tuple[tuple[dict[int, bytes | tuple[bytes, ...]], str], ...]] = (
    # (bytes by their offset, what it is); with a byte that no text has where the letters alone could be a word
    ({0: b"\x89PNG\r\n"}, "a PNG picture"),
    ({0: b"\xff\xd8\xff"}, "a JPEG picture"),
    ({0: (b"GIF87a", b"GIF89a")}, "a GIF picture"),
    ({0: b"RIFF", 8: b"WEBP"}, "a WebP picture"),
    ({0: (b"II*\0", b"MM\0*")}, "a TIFF picture"),
    ({0: b"\0\0\0", 4: b"ftyp"}, "a video"),
    ({0: b"\x1aE\xdf\xa3"}, "a video"),
    ({0: b"RIFF", 8: b"WAVE"}, "an audio file"),
    ({0: (b"OggS\0", b"ID3\2", b"ID3\3", b"ID3\4")}, "an audio file"),
    ({0: (b"%PDF-1", b"%PDF-2")}, "a PDF document; extract its text first, for example with pdftotext"),
    ({0: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"}, "an old Office document; save it as plain text first"),
    ({0: b"Rar!\x1a\7"}, "a RAR archive; unpack it first"),
    ({0: b"7z\xbc\xaf\x27\x1c"}, "a 7z archive; unpack it first"),
    ({257: b"ustar"}, "a tar archive; unpack it first"),
    ({0: b"\x7fELF"}, "an ELF program"),
    ({0: b"MZ", 3: b"\0"}, "a Windows program"),
    ({0: (b"\xcf\xfa\xed\xfe", b"\xca\xfe\xba\xbe")}, "a macOS program or Java class"),
    ({0: b"SQLite format 3\0"}, "an SQLite database; export its texts as JSONL first"),
    ({0: (b"\x1f\x8b\x08", b"\xfd7zXZ\0", b"\x28\xb5\x2f\xfd")}, "data compressed twice; unpack it once first"),
    ({0: b"BZh", 4: b"1AY&SY"}, "data compressed twice; unpack it once first"),
)
_MAX_NULS: Final = 0.001
"""Of the first 64 KiB; a stray NUL in a long dump is a scar, not a sign of binary data."""


def check_is_text(head: bytes, encoding: str | None) -> None:
    """Raises BinaryError if the unfolded start of an input is not text; it says what it looks like.

    `encoding` is the one the user gave: with it, NULs are the user's business.
    """
    for marks, what in _MAGIC:
        if all(head.startswith(mark, offset) for offset, mark in marks.items()):
            message = f"looks like {what}. Leave it out, or give its text instead."
            raise BinaryError(message)
    nuls = head.count(0)
    if encoding is None and nuls > _MAX_NULS * len(head) and not has_mark(head) and find_wide(head) is None:
        message = (
            f"looks like binary data: {nuls:,} of the first {len(head):,} bytes are NUL. "
            "Leave it out, or say --encoding if it is text."
        )
        raise BinaryError(message)
