"""The libraries that learning needs, and nothing else."""

from __future__ import annotations

from importlib import import_module
from typing import Any

from segment.errors import MissingExtraError


def need(module: str) -> Any:  # noqa: ANN401  (they ship no types)
    """A module of the extra `fit`. Raises MissingExtraError if it cannot be had."""
    try:
        return import_module(module)
    except (ImportError, OSError) as error:
        # LightGBM raises OSError where the system has no OpenMP.
        message = f"fitting needs {module}: {error}. Try: pip install 'segment[fit]' (and, on Debian, libgomp1)."
        raise MissingExtraError(message) from error
