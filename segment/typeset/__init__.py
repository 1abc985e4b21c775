"""Text of PDF files and of scanners: a view of it as it was before it was set on pages, with the way back."""

from __future__ import annotations

from segment.typeset.finding import find_view
from segment.typeset.view import View

__all__ = ["View", "find_view"]
