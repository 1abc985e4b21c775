"""Profiles from TOML: those that ship with the package, and the user's own."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from segment.errors import InputNotFoundError, UsageError
from segment.profiles.reading import read_profile
from segment.settings import PROFILE, of_tool

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from segment.profiles.grammar import Profile

PROFILES: Final = ("lexisnexis", "nexisuni", "factiva", "proquest", "newsbank", "gutenberg", "digest", "feed")
"""In the order in which they are tried."""


@cache
def shipped_profiles() -> tuple[Profile, ...]:
    """The profiles of the package."""
    folder = files("segment").joinpath("data", "profiles")
    paths = (folder.joinpath(f"{name}.toml") for name in PROFILES)
    return tuple(read_profile(tomllib.loads(path.read_text("utf-8")), is_ours=True) for path in paths if path.is_file())


def load_profiles(source: Path | Sequence[Mapping[str, Any]]) -> tuple[Profile, ...]:
    """The user's own profiles: of a TOML file, or tables of one already read.

    A file holds one profile, or several as `[[profile]]` or `[[tool.segment.profile]]`. Each example is tried. Raises
    UsageError for a profile that is wrong, or does not find what its examples say.
    """
    from segment.profiles.examples import check_examples

    tables = _read_tables(source) if isinstance(source, Path) else source
    profiles = tuple(read_profile(table) for table in tables)
    for profile in profiles:
        check_examples(profile)
    return profiles


def _read_tables(path: Path) -> Sequence[Mapping[str, Any]]:
    try:
        whole = tomllib.loads(path.read_text("utf-8"))
    except OSError as err:
        message = f"{path}: cannot be read: {err.strerror or err}. Check the name given to --profile."
        raise InputNotFoundError(message) from err
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as err:
        message = f"{path}: not TOML: {err}."
        raise UsageError(message) from err
    tables = whole.get(PROFILE) or of_tool(whole).get(PROFILE) or [whole]
    if not isinstance(tables, list) or not all(isinstance(table, dict) for table in tables):
        message = f'{path}: "profile" is no list of tables. Write [[profile]] before each.'
        raise UsageError(message)
    return tables
