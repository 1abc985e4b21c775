"""What a file's name says about its content. Content overrules it where it is clear."""

from __future__ import annotations

from pathlib import PurePath
from typing import Final, Literal

Format = Literal["text", "markdown", "html", "jsonl", "csv", "parquet", "warc", "mbox", "docx", "rtf", "zip"]
Compression = Literal["gzip", "bz2", "xz", "zstd"]

COMPRESSIONS: Final[dict[str, Compression]] = {".gz": "gzip", ".bz2": "bz2", ".xz": "xz", ".zst": "zstd"}
FORMATS: Final[dict[str, Format]] = {
    ".txt": "text",
    ".text": "text",
    ".md": "markdown",
    ".markdown": "markdown",
    ".html": "html",
    ".htm": "html",
    ".xhtml": "html",
    ".jsonl": "jsonl",
    ".ndjson": "jsonl",
    ".json": "jsonl",
    ".csv": "csv",
    ".tsv": "csv",
    ".parquet": "parquet",
    ".warc": "warc",
    ".wet": "warc",
    ".mbox": "mbox",
    ".docx": "docx",
    ".rtf": "rtf",
    ".zip": "zip",
}
ROW_SUFFIXES: Final = (".jsonl", ".ndjson")
"""These promise one object a line; a `.json` may be laid out over many lines."""


def named_compression(path: str) -> Compression | None:
    """What the last suffix promises: `a.jsonl.gz` is gzip."""
    return COMPRESSIONS.get(PurePath(path).suffix.lower())


def bare_suffix(path: str) -> str:
    """The suffix beneath that of the compression, in lower case.

    >>> bare_suffix("crawl/Harbour.TXT.gz"), bare_suffix("notes"), bare_suffix("-")
    ('.txt', '', '')
    """
    name = PurePath(path)
    if named_compression(path):
        name = name.with_suffix("")
    return name.suffix.lower()


def named_format(path: str) -> Format | None:
    """What the suffix says that the text is written in; None for a suffix we do not know."""
    return FORMATS.get(bare_suffix(path))


def shown(path: str) -> str:
    """A file name that is not UTF-8 could not be written to any output."""
    return path.encode("utf-8", "surrogateescape").decode("utf-8", "replace")
