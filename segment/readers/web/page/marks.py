"""What the tag, the role and the class of an element say of the text in it: a set of named marks."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass
from enum import IntFlag, auto
from functools import cache, lru_cache
from typing import TYPE_CHECKING, Any, Final

from segment.words import word_list

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence


class Mark(IntFlag):
    """The names, in lower case, are those of `data/tags.toml`, and of `data/words/tag_*.txt` where there is a list."""

    NAV = auto()
    COMMENT = auto()
    FOOTER = auto()
    ASIDE = auto()
    FORM = auto()
    MENU = auto()
    RELATED = auto()
    SHARE = auto()
    PROMO = auto()
    SIDEBAR = auto()
    LEGAL = auto()
    TAGS = auto()
    HIDDEN = auto()
    HEADER = auto()
    TITLE = auto()
    BYLINE = auto()
    BIO = auto()
    DATE = auto()
    CAPTION = auto()
    CELL = auto()
    ARTICLE = auto()
    MAIN = auto()
    BODY = auto()
    PARAGRAPH = auto()
    HEADING = auto()


CALLED: Final = (
    Mark.FOOTER, Mark.COMMENT, Mark.MENU, Mark.RELATED, Mark.SHARE, Mark.PROMO, Mark.SIDEBAR, Mark.LEGAL, Mark.TAGS,
    Mark.HIDDEN, Mark.TITLE, Mark.BYLINE, Mark.BIO, Mark.DATE, Mark.CAPTION, Mark.BODY,
)  # fmt: skip
"""Those that a class or an id may say."""
OF_TAGS: Final[Mapping[str, int]] = {
    "nav": Mark.NAV,
    "menu": Mark.MENU,
    "footer": Mark.FOOTER,
    "header": Mark.HEADER,
    "aside": Mark.ASIDE,
    "form": Mark.FORM,
    "article": Mark.ARTICLE,
    "main": Mark.MAIN,
    "p": Mark.PARAGRAPH,
    "h1": Mark.TITLE,
    **dict.fromkeys(("h2", "h3", "h4", "h5", "h6"), Mark.HEADING),
    "figcaption": Mark.CAPTION,
    "td": Mark.CELL,
    "th": Mark.CELL,
    "time": Mark.DATE,
    "dialog": Mark.PROMO,
}
OF_ROLES: Final[Mapping[str, int]] = {
    "navigation": Mark.NAV,
    "menu": Mark.MENU,
    "menubar": Mark.MENU,
    "contentinfo": Mark.FOOTER,
    "banner": Mark.HEADER,
    "complementary": Mark.ASIDE,
    "search": Mark.FORM,
    "dialog": Mark.PROMO,
    "alertdialog": Mark.LEGAL,
    "main": Mark.MAIN,
    "article": Mark.ARTICLE,
}
OF_PROPERTIES: Final[Mapping[str, int]] = {
    "articlebody": Mark.BODY,
    "headline": Mark.TITLE,
    "author": Mark.BYLINE,
    "datepublished": Mark.DATE,
    "datemodified": Mark.DATE,
    "caption": Mark.CAPTION,
    "comment": Mark.COMMENT,
}
"""Of `itemprop`, as schema.org names them."""
INLINE: Final = int(Mark.BYLINE | Mark.DATE | Mark.HIDDEN | Mark.CAPTION)
"""What an element inside a line may say of it; a link to the comments does not make a comment."""
ASKED: Final = frozenset(("class", "id", "role", "itemprop", "rel", "style", "hidden"))
NAME_CHARS: Final = 200
"""Of a class, and of an id; what follows is generated."""
_CAMEL: Final = re.compile(r"(?<=[a-z])(?=[A-Z])")
_UNLIKE: Final = re.compile(r"[^a-zà-ÿ|]+")
_TOPIC: Final = re.compile(
    # What a page is about, or what stands beside an element, says nothing of it.
    r"(?<!\S)(?:(?:category|tag)(?![-_](?:list|links|cloud))|section|topic|has|with|without|no|hide|show|is|js)[-_]\S{1,60}",
    re.IGNORECASE,
)
_INVISIBLE: Final = re.compile(r"(?:display\s{0,3}:\s{0,3}none|visibility\s{0,3}:\s{0,3}hidden)", re.I)
_TAG_BITS: Final = {name: int(mark) for name, mark in OF_TAGS.items()}
_ROLE_BITS: Final = {name: int(mark) for name, mark in OF_ROLES.items()}
_PROPERTY_BITS: Final = {name: int(mark) for name, mark in OF_PROPERTIES.items()}
_BYLINE: Final = int(Mark.BYLINE)
_HIDDEN: Final = int(Mark.HIDDEN)


def find_marks(tag: str, attributes: Mapping[str, str | None]) -> int:
    """What an element says of itself: `Mark`s as a plain number, since sums of flags cost ten times as much."""
    marks = _TAG_BITS.get(tag, 0)
    if ASKED.isdisjoint(attributes):
        return marks
    get = attributes.get
    called, number = get("class"), get("id")
    if called or number:
        marks |= read_name(called or "", number or "")
    if "role" in attributes:
        marks |= _ROLE_BITS.get((get("role") or "").lower(), 0)
    if "itemprop" in attributes:
        marks |= _PROPERTY_BITS.get((get("itemprop") or "").lower(), 0)
    if get("rel") == "author":
        marks |= _BYLINE
    style = get("style")
    if "hidden" in attributes or (style and _INVISIBLE.search(style)):
        marks |= _HIDDEN
    return marks


@lru_cache(maxsize=1 << 14)
def read_name(called: str, number: str) -> int:
    """What a class and an id say.

    >>> Mark(read_name("c-article__body has-comments", "")).name
    'BODY'
    """
    name = f"{called[:NAME_CHARS]} | {number[:NAME_CHARS]}"
    words = _UNLIKE.sub(" ", _CAMEL.sub(" ", _TOPIC.sub("|", name)).lower()).split()
    phrases = _read_lists().phrases
    marks = 0
    for place, word in enumerate(words, 1):
        marks |= _read_word(word)
        for mark, *rest in phrases.get(word, ()):
            if _goes_on(words[place : place + len(rest)], rest):
                marks |= mark
    return marks


@lru_cache(maxsize=1 << 14)
def _read_word(word: str) -> int:
    """What a word says by itself."""
    lists = _read_lists()
    marks = lists.words.get(word, 0)
    for beginning, mark in lists.beginnings:
        if word.startswith(beginning):
            marks |= mark
    return marks


def _goes_on(words: Sequence[str], wanted: Sequence[str]) -> bool:
    return len(words) == len(wanted) and all(
        word.startswith(entry[:-1]) if entry[-1] == "*" else word == entry
        for word, entry in zip(words, wanted, strict=True)
    )


@dataclass(frozen=True, slots=True)
class _Lists:
    """All word lists, by how an entry is found."""

    words: Mapping[str, int]
    beginnings: Sequence[tuple[str, int]]
    phrases: Mapping[str, Sequence[tuple[Any, ...]]]
    """By their first word: the mark, and the other words."""


@cache
def _read_lists() -> _Lists:
    words: defaultdict[str, int] = defaultdict(int)
    beginnings: list[tuple[str, int]] = []
    phrases: defaultdict[str, list[tuple[Any, ...]]] = defaultdict(list)
    for mark in CALLED:
        for entry in word_list(f"tag_{(mark.name or '').lower()}"):
            first, *rest = entry.split()
            if rest:
                phrases[first].append((int(mark), *rest))
            elif first.endswith("*"):
                beginnings.append((first[:-1], int(mark)))
            else:
                words[first] |= int(mark)
    return _Lists(dict(words), beginnings, dict(phrases))
