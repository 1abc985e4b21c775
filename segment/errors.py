"""What segment raises on purpose. Each message says what was wrong, where, and what to try.

`exit_code` is the exit status of the command line; `cli` catches `SegmentError` in one place.
"""

from __future__ import annotations


class SegmentError(Exception):
    """Base of everything segment raises on purpose."""

    exit_code = 3


# --- wrong usage: nothing was read yet


class UsageError(SegmentError, ValueError):
    """An option or a combination of options makes no sense."""

    exit_code = 2


class InputNotFoundError(UsageError, FileNotFoundError):
    """A named input does not exist, or a folder or glob holds no input."""


class MissingExtraError(UsageError, ImportError):
    """The input needs an optional package that is not installed."""


class WeightsError(UsageError):
    """The file of weights does not fit the table of cues."""


# --- inputs that could not be used

RECOGNISED = "SEG100"
"""Nothing is wrong: how an input is read, and what speaks for it."""
LONG_ARTICLE = "SEG214"
"""An article is longer than what is held of a text at a time, and is cut."""


class InputError(SegmentError, ValueError):
    """An input, or a part of one, could not be used. Becomes a `Reject` in a run; the others are written."""

    code = "SEG200"

    def __init__(self, message: str, *, line: int = 1) -> None:
        super().__init__(message)
        self.line = line


class UnreadableError(InputError):
    """The operating system would not let the file be read."""

    code = "SEG201"


class CompressionError(InputError):
    """Compressed data is damaged, cut short, or unfolds beyond the limits."""

    code = "SEG202"


class DecodingError(InputError):
    """The bytes are not text in the encoding that was given or found."""

    code = "SEG203"


class BinaryError(InputError):
    """The input is a picture, a program or another binary file, not text."""

    code = "SEG204"


class RowError(InputError):
    """One row of a table, mail, or record of an archive is damaged, or has no text that can be used."""

    code = "SEG205"


class EmptyError(InputError):
    """The input holds no text at all."""

    code = "SEG206"


class GoldError(InputError):
    """A row or document of gold contradicts itself or its text."""

    code = "SEG210"


class AnnouncedError(InputError):
    """An export holds another number of documents or words than it announces; what it holds is used all the same."""

    code = "SEG211"


class PredictionError(InputError):
    """A row of a system's output does not fit the gold that it speaks of."""

    code = "SEG212"


class UnansweredError(InputError):
    """A system's output says nothing of a dump of the gold."""

    code = "SEG213"


class WorkerError(SegmentError, RuntimeError):
    """A worker process died in the middle of its work; nothing is written."""


# --- output


class OutputError(SegmentError, OSError):
    """The output could not be written; what stood there before still stands."""

    exit_code = 4
