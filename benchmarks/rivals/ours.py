"""segment's own matching, as people use it: the command."""

from __future__ import annotations

COMMAND = ("-m", "segment", "dedup", "--quiet")
SETTINGS = "`segment dedup`, as delivered"
JOBS = ("--jobs", "2")
FEWEST_ROWS = 100_000
"""A second process costs more than it saves where there is little to do."""
