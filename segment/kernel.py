"""The compiled kernels, where there are any.

What they do NumPy does, too, with the same results: each function of a kernel stands beside its twin, in the module
that needs it. The environment variable `SEGMENT_PURE=1` asks for NumPy in any case.
"""

from __future__ import annotations

import os
from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from types import ModuleType


def find_kernel(name: str) -> ModuleType | None:
    """The compiled module of this name; None where it was not compiled, or is not wanted."""
    if os.environ.get("SEGMENT_PURE") == "1":
        return None
    try:
        return import_module(name)
    except ImportError:
        return None


KERNEL = find_kernel("segment._kernel")
"""What splitting takes most time for; see `segment.matching.kernel` for matching."""
