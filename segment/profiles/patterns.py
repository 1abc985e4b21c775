"""Regular expressions of profiles, for one line each. Those of a user's own are watched: they may be anything."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Final

from segment.errors import UsageError
from segment.profiles.stream import trim

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    import regex

LONGEST_LINE: Final = 1000
"""Characters; a longer line is a paragraph, and no separator or field. Patterns see no more than that."""
_TIMEOUT: Final = 1.0
"""Seconds for one pattern on one line; a sane pattern needs some microseconds."""
_GROUP: Final = re.compile(r"\(\?P<\w+>")
_FLAGS: Final = re.compile(r"\A\(\?([aimsx]+)\)(.*)\Z", re.DOTALL)
"""Of a whole pattern; they may not spread to others."""


@dataclass(frozen=True)
class Pattern:
    """A regular expression of a profile."""

    source: str
    where: str
    """Profile and key, for messages."""
    is_ours: bool = False
    """It ships with the package, and needs no watching: to look at the clock takes ten times as long as to match."""

    @cached_property
    def _compiled(self) -> regex.Pattern[str]:
        import regex

        try:
            return regex.compile(self.source)
        except regex.error as err:
            message = f"{self.where}: not a regular expression: {err}. Write it in single quotes, as in '\\d+'."
            raise UsageError(message) from err

    def checked(self) -> Pattern:
        """Itself, once it is known to be sound. Raises UsageError."""
        _ = self._compiled
        return self

    def fullmatch(self, line: str) -> regex.Match[str] | None:
        """Raises UsageError where the pattern takes too long, as `(a+)+b` may."""
        if len(line) > LONGEST_LINE:
            return None
        if self.is_ours:
            return self._compiled.fullmatch(line)
        try:
            return self._compiled.fullmatch(line, timeout=_TIMEOUT)
        except TimeoutError as err:
            raise self._too_slow() from err

    def search(self, line: str) -> bool:
        """Whether a part of the first `LONGEST_LINE` characters fits."""
        if self.is_ours:
            return self._compiled.search(line[:LONGEST_LINE]) is not None
        try:
            return self._compiled.search(line[:LONGEST_LINE], timeout=_TIMEOUT) is not None
        except TimeoutError as err:
            raise self._too_slow() from err

    def _too_slow(self) -> UsageError:
        return UsageError(f"{self.where}: takes more than {_TIMEOUT:g} s on one line. Repeat fewer things in it.")


def quick_look(patterns: Sequence[Pattern]) -> Callable[[str], object]:
    """Says whether a line without blanks around it, of at most `LONGEST_LINE` characters, fits any of the patterns.

    Those of the package are joined to one. Others are tried in turn: a reference to a group would count wrong.
    """
    import regex

    if not all(pattern.is_ours for pattern in patterns):
        return lambda line: any(pattern.fullmatch(trim(line)) for pattern in patterns)
    if not patterns:
        return lambda _: None
    sources = [_GROUP.sub("(?:", _FLAGS.sub(_keep_flags, pattern.source)) for pattern in patterns]
    return regex.compile(rf"(?:\ufeff\s*)?(?:{'|'.join(f'(?:{source})' for source in sources)})").fullmatch


def _keep_flags(match: re.Match[str]) -> str:
    flags, source = match.groups()
    end = "\n" if "x" in flags else ""  # closes a comment that a verbose pattern may end in
    return f"(?{flags}:{source}{end})"
