"""Pages that are nested beyond reason, and pages that end before their end: both seen without parsing them."""

from __future__ import annotations

import re
from collections import Counter
from typing import Final

MOST_OPEN: Final = 5_000
"""Elements open at once. Browsers stop at 512; the parser takes time with the square of it, a second for 20,000."""
FEWEST_TAGS: Final = 2 * MOST_OPEN
"""A page with fewer `<` needs no closer look, and few have more."""
LOOSE: Final = frozenset((
    "p", "li", "td", "th", "tr", "dt", "dd", "option", "optgroup", "thead", "tbody", "tfoot", "colgroup", "rt",
    "rp",
))  # fmt: skip
"""Elements whose end tags may be left out: the next one ends them."""
VOID: Final = frozenset((
    "area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param", "source", "track", "wbr",
))  # fmt: skip
WRAPPERS: Final = ("div", "table", "ul", "ol", "section", "article", "main", "span", "script", "style", "form")
"""Elements that nobody leaves open on purpose."""
TAIL_CHARS: Final = 4_000
"""From the end, where an unfinished tag can begin."""
_TAG: Final = re.compile(r"<(/?)([a-zA-Z][a-zA-Z0-9-]{0,30})")
_ANY_TAG: Final = re.compile(r"<[/!a-zA-Z][^<>]{0,5000}>?")
_OPENED: Final = re.compile(r"<(?:html|body)\b", re.IGNORECASE)
_UNFINISHED: Final = re.compile(r"<(?:/?(?:[a-zA-Z][^<>]*)?|!--[^<>]*)\Z")


def flatten_deep(page: str) -> str:
    """The page; without any tags if they are nested too deep to be read as tags."""
    if page.count("<") < FEWEST_TAGS or not is_too_deep(page):
        return page
    return f"<pre>{_ANY_TAG.sub(' ', page)}"


def is_too_deep(page: str) -> bool:
    """Whether more elements than `MOST_OPEN` are open somewhere. Linear in the length of the page."""
    opened: Counter[str] = Counter()
    depth = 0
    for slash, name in _TAG.findall(page):
        tag = name.lower()
        if tag in VOID or tag in LOOSE:
            continue
        if not slash:
            opened[tag] += 1
            depth += 1
            if depth > MOST_OPEN:
                return True
        elif opened[tag]:
            opened[tag] -= 1
            depth -= 1
    return False


def is_cut_short(page: str) -> bool:
    """Whether a page ends before its end: inside a tag, or with its outermost elements open.

    HTML lets a page leave out its last end tags, and programs that make pages smaller do: so one that left none of
    its inner elements open is whole. Linear in the length of the page.
    """
    if _UNFINISHED.search(page[-TAIL_CHARS:].rstrip()):
        return True
    folded = page.lower()
    if "</html" in folded or "</body" in folded or not _OPENED.search(folded):
        return False
    counts = [(folded.count(f"<{name}"), folded.count(f"</{name}")) for name in WRAPPERS]
    return any(begun > ended for begun, ended in counts) or not any(begun for begun, _ in counts)
