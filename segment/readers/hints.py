"""A quick look at whether a text may be an export, before the profiles are loaded: most texts are none."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib.resources import files


def may_be_export(head: str) -> bool:
    """Whether a text that begins so has a word without which no profile of the package fits."""
    return any(hint in head for hint in load_hints())


@cache
def load_hints() -> tuple[str, ...]:
    """The hints of all profiles, which stand on one line of each."""
    hints: list[str] = []
    for path in files("segment").joinpath("data", "profiles").iterdir():
        for line in path.read_text("utf-8").splitlines():
            if line.startswith("hints = "):
                hints += tomllib.loads(line)["hints"]
    return tuple(sorted(hints))
