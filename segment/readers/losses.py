"""What could not be used, while it is still an error that may be raised; `Reject` is its record."""

from __future__ import annotations

import codecs
from dataclasses import dataclass
from typing import TYPE_CHECKING

from segment.errors import EmptyError
from segment.readers.encoding import find_unicode
from segment.types import Reject

if TYPE_CHECKING:
    from segment.config import ReadConfig
    from segment.errors import InputError


@dataclass(frozen=True, slots=True)
class Loss:
    """An input, a part of one, or a row, and the reason."""

    error: InputError
    index: int | None = None
    raw: str | None = None
    path: str | None = None
    """Of the member, where the input is an archive."""


def as_reject(loss: Loss, path: str) -> Reject:
    message = " ".join(str(loss.error).split())
    return Reject(loss.path or path, loss.error.line, loss.error.code, message, loss.index, loss.raw)


def no_text(text: str, line: int = 1) -> EmptyError:
    """What to say of a text without a word."""
    return EmptyError(
        "holds no text, only white space. Leave it out." if text else "is empty. Leave it out.", line=line
    )


def excerpt(data: bytes, config: ReadConfig) -> str | None:
    """The beginning of what was lost, as far as it can be shown; None if there is nothing."""
    start = data[: 4 * config.reject_chars]  # no encoding takes more bytes for a character
    codec = config.encoding or find_unicode(start)
    try:
        text = codecs.getincrementaldecoder(codec)("replace").decode(start, len(start) == len(data))
    except UnicodeError:
        text = start.decode("utf-8", "replace")
    return text[: config.reject_chars].encode("utf-8", "replace").decode() or None
