"""Which profile a text fits, by what stands at its beginning.

Every text that is read is looked at, and next to none is an export: what costs least is asked first.
"""

from __future__ import annotations

from collections import Counter
from functools import cached_property
from itertools import islice
from typing import TYPE_CHECKING, Final, NamedTuple

from segment.config import AUTO_PROFILE, HEAD_CHARS, NO_PROFILE
from segment.errors import UsageError
from segment.lines import LINE_END
from segment.profiles.grammar import find_labels
from segment.profiles.loading import shipped_profiles
from segment.profiles.patterns import LONGEST_LINE
from segment.profiles.stream import trim

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from segment.profiles.grammar import Label, Profile

_LINE: Final = "line"
_SHOWN: Final = 4
"""Kinds of lines that an explanation names."""


class Recognised(NamedTuple):
    """A profile, and what speaks for it."""

    profile: Profile
    evidence: str
    """As in `10 lines "N of M DOCUMENTS", 10 "LENGTH:", 9 "LOAD-DATE:"`; may be empty where it was named."""


def find_profile(head: str, named: str = AUTO_PROFILE, own: Sequence[Profile] = ()) -> Recognised | None:
    """The profile of a text that begins with `head`; None if there is none, or `named` is `none`.

    A profile that is named is taken whatever the text holds; the user's own are tried first. Raises UsageError for a
    name that no profile has.
    """
    if named == NO_PROFILE:
        return None
    beginning = _Beginning(head[:HEAD_CHARS])
    if named != AUTO_PROFILE:
        profile = _find_named(named, own)
        return Recognised(profile, beginning.describe(profile))
    fitting = (profile for profile in (*own, *shipped_profiles()) if beginning.fits(profile))
    return next((Recognised(profile, beginning.describe(profile)) for profile in fitting), None)


def _find_named(name: str, own: Sequence[Profile]) -> Profile:
    profiles = (*own, *shipped_profiles())
    for profile in profiles:
        if profile.name == name:
            return profile
    known = ", ".join(dict.fromkeys(profile.name for profile in profiles))
    message = f'no profile is called "{name}". Known are: auto, none, {known}.'
    raise UsageError(message)


class _Beginning:
    """The first lines of a text, and what they may be by each profile."""

    def __init__(self, text: str) -> None:
        self._text = text

    @cached_property
    def _lines(self) -> list[str]:
        """Those that are not blank, and not too long to be anything."""
        lines = map(trim, LINE_END.split(self._text))
        return [line for line in lines if line and len(line) <= LONGEST_LINE]

    def fits(self, profile: Profile) -> bool:
        """Whether all lines of some set of evidence are there."""
        if profile.hints and not any(hint in self._text for hint in profile.hints):
            return False
        for needed in profile.evidence:
            if all(any(label in self._text for label in profile.labels_by_name.get(name, ("",))) for name in needed):
                counts = Counter(name for _, name, _ in self._kinds(profile, needed))
                if all(counts[name] >= needed[name] for name in needed):
                    return True
        return False

    def describe(self, profile: Profile) -> str:
        """What speaks for a profile: separators first, then the fields seen most often, each as it was seen first."""
        counts: Counter[str] = Counter()
        shown: dict[str, str] = {}
        for _, name, called in self._kinds(profile, None):
            counts[name] += 1
            shown.setdefault(name, called)
        names = sorted(counts, key=lambda name: (not shown[name].startswith(_LINE), -counts[name]))
        return ", ".join(f"{counts[name]:,} {_plural(shown[name], counts[name])}" for name in names[:_SHOWN])

    def _kinds(self, profile: Profile, needed: Mapping[str, int] | None) -> Iterator[tuple[int, str, str]]:
        """What each line is: its number, the name of its kind, and how it looks; of all kinds, or of those needed."""
        for number, line in enumerate(self._lines):
            if profile.may_be_mark(line):
                yield from self._marks(profile, number, line)
            for label in find_labels(line, profile):
                name = label.field.name
                if (needed is None or name in needed) and self._has_value(number, label):
                    yield number, name, f'"{line[: label.value_at].rstrip() or line}"'
                    break

    def _marks(self, profile: Profile, number: int, line: str) -> Iterator[tuple[int, str, str]]:
        for separator in profile.marks:
            if separator.pattern.fullmatch(line):
                behind = islice(self._lines, number + 1, number + 1 + separator.within)
                if separator.followed_by is None or any(map(separator.followed_by.fullmatch, behind)):
                    yield number, separator.kind, f'{_LINE} "{separator.called}"'
                    return

    def _has_value(self, number: int, label: Label) -> bool:
        if label.field.value is None or label.field.style in ("line", "marker"):
            return True
        value = self._lines[number][label.value_at :] or next(islice(self._lines, number + 1, number + 2), "")
        return label.field.value.search(value)


def _plural(called: str, count: int) -> str:
    return called.replace(_LINE, "lines", 1) if count > 1 and called.startswith(_LINE) else called
