"""What an input is written in: by the option, else by its start where that is clear, else by its name."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from segment.readers.names import ROW_SUFFIXES, Format, bare_suffix, named_format

if TYPE_CHECKING:
    from segment.types import InputFormat

# Patterns are compiled on first use (`re` keeps them): most inputs are prose and need none.
_PAGE_START: Final = r"""(?xis)
    (?: <\?xml [^>]{0,200} > \s* )?                    # XHTML
    (?: <!-- (?: (?!-->). ){0,2000} --> \s* ){0,5}     # "saved from url", licences
    < (?: !doctype \s+ html | html | head | body ) \b
    """
_BLOCK_TAG: Final = (
    r"(?i)<(?:p|div|table|tr|td|ul|ol|li|h[1-6]|article|section|header|footer|nav|main|br|blockquote)\b[^<>]{0,200}>"
)
_ANY_TAG: Final = r"<[a-zA-Z!/?]"
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


def find_format(text: str, *, whole: bool, path: str, given: InputFormat) -> Format:
    """The format of an input that starts with `text`; `whole` says that there is no more of it."""
    if given != "auto":
        return given
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
