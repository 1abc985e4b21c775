"""The compiled kernel, `segment._kernel`, where there is one.

What it does NumPy does, too, with the same results: each function of the kernel stands beside its twin, in the module
that needs it. The environment variable `SEGMENT_PURE=1` asks for NumPy in any case.
"""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from types import ModuleType


def _find_kernel() -> ModuleType | None:
    if os.environ.get("SEGMENT_PURE") == "1":
        return None
    try:
        from segment import _kernel
    except ImportError:
        return None
    return _kernel


KERNEL = _find_kernel()
"""None where it was not compiled, or is not wanted."""
