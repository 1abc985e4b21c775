"""The compiled kernel of matching, where there is one; see `segment.kernel`."""

from __future__ import annotations

from segment.kernel import find_kernel

KERNEL = find_kernel("segment.matching._kernel")
"""None where it was not compiled, or is not wanted."""
