"""Which profiles a text may fit, by what the user says: a name, a file, or nothing."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from segment.config import AUTO_PROFILE, PROFILE_SUFFIX
from segment.profiles.loading import load_profiles
from segment.profiles.recognise import find_profile

if TYPE_CHECKING:
    from segment.profiles.grammar import Profile
    from segment.profiles.recognise import Recognised


def choose_profile(head: str, said: str, own: str | None = None) -> Recognised | None:
    """The profile of a text that begins with `head`; `said` is a name, `auto`, `none`, or the path of a TOML file.

    The only profile of a file is taken whatever the text holds, as one that is named is. Those of the file `own` are
    tried before others.
    """
    if not said.endswith(PROFILE_SUFFIX):
        return find_profile(head, said, load_named(own) if own else ())
    named = load_named(said)
    return find_profile(head, named[0].name if len(named) == 1 else AUTO_PROFILE, named)


def load_named(name: str) -> tuple[Profile, ...]:
    """The profiles of a file, read again when it has changed.

    Raises UsageError where one is wrong or does not fit its own examples, or the file cannot be read.
    """
    path = Path(name)
    return _load(path.resolve(), path.stat().st_mtime_ns if path.is_file() else 0)


@lru_cache(maxsize=8)
def _load(path: Path, changed: int) -> tuple[Profile, ...]:
    """The file as it was at that time."""
    return load_profiles(path)
