"""What a project says of itself: `segment.toml`, or `[tool.segment]` in `pyproject.toml`, the nearest one upward."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from segment.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Mapping
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
    import tomllib

    try:
        whole = tomllib.loads(path.read_text("utf-8"))
    except OSError:
        return False  # of a folder that is not the user's own
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as err:
        message = f"{path}: not TOML: {err}."
        raise UsageError(message) from err
    return (path.name == OWN_FILE and PROFILE in whole) or PROFILE in of_tool(whole)


def of_tool(whole: Mapping[str, Any]) -> Mapping[str, Any]:
    """The table `tool.segment` of a file; an empty one where it has none."""
    tool = whole.get("tool")
    found = tool.get("segment") if isinstance(tool, dict) else None
    return found if isinstance(found, dict) else {}
