"""What a project says of itself: `segment.toml`, or `[tool.segment]` in `pyproject.toml`, the nearest one upward."""

from __future__ import annotations

import tomllib
from typing import TYPE_CHECKING, Final

from segment.errors import UsageError

if TYPE_CHECKING:
    from pathlib import Path

OWN_FILE: Final = "segment.toml"
SHARED_FILE: Final = "pyproject.toml"
PROFILE: Final = "profile"


def find_profiles(folder: Path) -> Path | None:
    """The nearest file, from a folder upward, that describes profiles of exports; None if there is none.

    Raises UsageError where a file on the way is no TOML.
    """
    for place in (folder, *folder.parents):
        for name in (OWN_FILE, SHARED_FILE):
            path = place / name
            if path.is_file() and _has_profiles(path):
                return path
    return None


def _has_profiles(path: Path) -> bool:
    try:
        whole = tomllib.loads(path.read_text("utf-8"))
    except OSError:
        return False  # of a folder that is not the user's own
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as err:
        message = f"{path}: not TOML: {err}."
        raise UsageError(message) from err
    tool = whole.get("tool")
    shared = tool.get("segment") if isinstance(tool, dict) else None
    return (path.name == OWN_FILE and PROFILE in whole) or (isinstance(shared, dict) and PROFILE in shared)
