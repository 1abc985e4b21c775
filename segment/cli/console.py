"""What a person reads: messages on standard error, and text of inputs made safe for a terminal."""

from __future__ import annotations

import os
import re
import sys

# What a terminal obeys rather than shows: C0 and C1 controls, marks and overrides of the writing direction, the line
# and paragraph separators, and halves of surrogate pairs. In a headline they can move the cursor, fill the clipboard or
# make one file name look like another.
CONTROLS = re.compile("[\\x00-\\x1f\\x7f-\\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ud800-\udfff]")

BOLD, PLAIN = "\x1b[1m", "\x1b[0m"


def printable(text: str) -> str:
    """`text` on one line, with everything that a terminal would obey shown as an escape.

    >>> printable("a\\x1b[2Jb\\u202ec")
    'a\\\\x1b[2Jb\\\\u202ec'
    """
    return CONTROLS.sub(_escape, text)


def say(line: str) -> None:
    """Print one line on standard error. Where nobody can hear it, the work goes on."""
    if sys.stderr is None:  # to `print`, None is standard output
        return
    try:
        print(printable(line), file=sys.stderr, flush=True)
    except (OSError, ValueError):  # gone, full, or closed
        return


def complain(message: str) -> None:
    """Say what went wrong, and that it is segment that says so."""
    say(f"segment: {message}")


def is_colourful() -> bool:
    """Whether standard output may have colours: a terminal, and nobody asked for none (see no-color.org)."""
    return sys.stdout is not None and sys.stdout.isatty() and not os.environ.get("NO_COLOR")


def highlight(line: str) -> str:
    """`line` in bold if it opens a part, that is, if it is not indented."""
    return line if not line or line[0].isspace() else f"{BOLD}{line}{PLAIN}"


def _escape(found: re.Match[str]) -> str:
    code = ord(found[0])
    return f"\\x{code:02x}" if code <= 0xFF else f"\\u{code:04x}"
