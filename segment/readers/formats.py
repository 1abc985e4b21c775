"""What an input is written in: by the option, else by its start where that is clear, else by its name."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from segment.readers.binary import check_is_text
from segment.readers.encoding import preview
from segment.readers.names import ROW_SUFFIXES, Format, bare_suffix, named_format

if TYPE_CHECKING:
    from segment.config import ReadConfig
    from segment.readers.sources import Source

# Patterns are compiled on first use (`re` keeps them): most inputs are prose and need none.
_PAGE_START: Final = r"""(?xis)
    (?: <\?xml [^>]{0,200} > \s* )?                    # XHTML
    (?: <!-- (?: (?!-->). ){0,2000} --> \s* ){0,5}     # "saved from url", licences
    < (?: !doctype \s+ html | html | head | body ) \b
    """
_BLOCK_TAG: Final = (
    r"(?i)<(?:p|div|table|tr|td|ul|ol|li|h[1-6]|article|section|header|footer|nav|main|br|blockquote)\b[^<>]{0,200}>"
)
_ANY_TAG: Final = r"<(?:[a-zA-Z!/?]|\s{0,9}\Z)"
_FRAGMENT_CHARS: Final = 2000
_FRAGMENT_TAGS: Final = 3
"""Block tags near the start that make a fragment without <html> a page; prose about HTML has fewer."""
_KEY: Final = r'\s*"[^"\\\n]{1,100}"\s*:'
_JSON_STARTS: Final = (
    rf"\[\s*\{{{_KEY}",  # an array of objects
    rf"\{{[ \t\r]*\n{_KEY}",  # an object over many lines
    rf"\{{{_KEY}[^\n]*\Z",  # a row longer than what is looked at
)
_LINE_OPENS: Final = r"\[\s*(?:\{|\]|\n|\Z)|\{\s*(?:\n|\Z)"
_LINE_GOES_ON: Final = r"\{[^\n]*[{\[,]\s*\n"


_MAGIC: Final[tuple[tuple[bytes, Format], ...]] = (
    (b"PK\3\4", "zip"),
    (b"PK\5\6", "zip"),
    (b"PAR1\x15", "parquet"),
    (b"{\\rtf", "rtf"),
)
_WARC_START: Final = rb"\s{0,9}WARC/1\.\d{1,2}\r?\n"
_MBOX_START: Final = r"From \S{1,320} .{0,40}\d{4}[^\n]{0,20}\r?\n[!-9;-~]{1,76}:"
"""The line that begins a mail, with a year in it, and a field of its head below."""
_DELIMITERS: Final = ",;\t|"
_MOST_COLUMNS: Final = 200


def find_form(source: Source, path: str, config: ReadConfig) -> Format:
    """What an input is written in. Raises BinaryError for what holds no text."""
    if config.input_format != "auto":
        return config.input_format
    form = _find_container(source.head, path)
    if form is not None:
        return form
    check_is_text(source.head, config.encoding)
    text = preview(source.head, config.encoding)
    if re.match(_MBOX_START, text):
        return "mbox"
    if named_format(path) == "csv" or (named_format(path) is None and _is_table(text, config.text_field)):
        return "csv"
    return find_format(text, whole=source.whole, path=path)


def _find_container(head: bytes, path: str) -> Format | None:
    for magic, form in _MAGIC:
        if head.startswith(magic):
            return _find_archive(head, path) if form == "zip" else form
    if re.match(_WARC_START, head):
        return "warc"
    # Content that says nothing else, such as an empty file or one that lost its start, is for that reader to judge.
    named = named_format(path)
    return named if named in ("zip", "docx", "parquet", "rtf", "warc", "mbox") else None


def _find_archive(head: bytes, path: str) -> Format:
    from segment.readers.office.docx import is_docx

    return "docx" if is_docx(head, path) else "zip"


def _is_table(text: str, text_field: str) -> bool:
    """Whether the first line names columns, the one with the text among them."""
    first = text.partition("\n")[0].rstrip("\r")
    return any(
        text_field in [cell.strip('" ') for cell in first.split(mark)[:_MOST_COLUMNS]]
        for mark in _DELIMITERS
        if mark in first
    )


def find_format(text: str, *, whole: bool, path: str) -> Format:
    """The format of an input that starts with `text`; `whole` says that there is no more of it."""
    start = text.lstrip()
    named = named_format(path)
    if named == "jsonl" or _is_json(start, whole=whole):
        return "jsonl"
    if start.startswith("<") and re.match(_PAGE_START, start):
        return "html"
    if named == "html":
        return "html" if re.search(_ANY_TAG, text) else "text"
    if named == "markdown":
        return "markdown"
    return "html" if _is_fragment(start) else "text"


def is_one_row_a_line(text: str, path: str) -> bool:
    """Whether JSON that starts with `text` is JSONL; otherwise it is an array, or objects laid out over many lines."""
    start = text.lstrip()
    if re.match(_LINE_OPENS, start):
        return False
    # A line that ends within an object may also be a damaged row, and a name ending in .jsonl says that it is.
    return bare_suffix(path) in ROW_SUFFIXES or not re.match(_LINE_GOES_ON, start)


def _is_json(start: str, *, whole: bool) -> bool:
    """Whether it is clear that this is JSON: prose may begin with a bracket too."""
    if not start.startswith(("{", "[")):
        return False
    line, newline, _ = start.partition("\n")
    if (newline or whole) and _holds_objects(line):
        return True
    if whole:
        return _holds_objects(start)
    return any(re.match(pattern, start) for pattern in _JSON_STARTS)


def _holds_objects(text: str) -> bool:
    """Whether the text is a JSON object with something in it, or an array that begins with one."""
    import orjson

    try:
        value = orjson.loads(text)
    except orjson.JSONDecodeError:
        return False
    first = value[0] if isinstance(value, list) and value else value
    return isinstance(first, dict) and bool(first)


def _is_fragment(start: str) -> bool:
    return start.startswith("<") and len(re.findall(_BLOCK_TAG, start[:_FRAGMENT_CHARS])) >= _FRAGMENT_TAGS
