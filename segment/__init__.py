"""Turn raw scraped text dumps into clean articles.

    import segment

    for article in segment.split(open("dump.txt", encoding="utf-8").read()):
        print(article.kind, article.title, article.words)

`split` takes a text, `read` and `run` take paths, `dedup` takes articles. The records are in `segment.types`, the
settings in `segment.config`, the errors in `segment.errors`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from segment.config import Config
    from segment.errors import SegmentError
    from segment.matching import dedup
    from segment.pipeline import run, split
    from segment.readers import read
    from segment.types import Article, Cluster, Dedup, Dump, Match

__version__ = "0.1.0"

__all__ = [
    "Article",
    "Cluster",
    "Config",
    "Dedup",
    "Dump",
    "Match",
    "SegmentError",
    "dedup",
    "read",
    "run",
    "split",
]

_HOMES = {
    "Article": "types",
    "Cluster": "types",
    "Config": "config",
    "Dedup": "types",
    "Dump": "types",
    "Match": "types",
    "SegmentError": "errors",
    "dedup": "matching",
    "read": "readers",
    "run": "pipeline",
    "split": "pipeline",
}


def __getattr__(name: str) -> object:
    """Import a public name on first use: the command line must not pay for what it does not call."""
    if name not in _HOMES:
        message = f"module 'segment' has no attribute {name!r}"
        raise AttributeError(message)
    from importlib import import_module

    return getattr(import_module(f"segment.{_HOMES[name]}"), name)
