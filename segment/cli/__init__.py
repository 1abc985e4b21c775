"""The command line: commands parse, call and print. `main` is the entry point."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from typing import NoReturn

GARBAGE_THRESHOLD = 100_000
"""Objects made before the collector looks for cycles; Python's default is 700."""

__all__ = ["main"]


def main() -> NoReturn:
    """Run the command line and leave with its exit status."""
    import gc

    # Imports and word lists make many objects and no garbage; looking for it in between takes a quarter of a start.
    gc.set_threshold(GARBAGE_THRESHOLD)

    from segment.cli.entry import leave_with_status

    leave_with_status()
