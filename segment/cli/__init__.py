"""The command line: commands parse, call and print. `main` is the entry point."""

from __future__ import annotations

from segment.cli.entry import main

__all__ = ["main"]
