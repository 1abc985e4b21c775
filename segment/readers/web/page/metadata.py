"""What a page says of its article to machines: in its head, and as JSON in the vocabulary of schema.org."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from segment.types import Meta

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from selectolax.lexbor import LexborHTMLParser

TITLES: Final = ("og:title", "twitter:title", "dc.title", "headline")
AUTHORS: Final = ("author", "article:author", "dc.creator", "parsely-author", "sailthru.author", "byl")
DATES: Final = (
    "article:published_time", "datepublished", "date", "dc.date", "dc.date.issued", "pubdate", "publish-date",
    "publishdate", "parsely-pub-date", "sailthru.date", "dcterms.created", "og:published_time",
)  # fmt: skip
PUBLICATIONS: Final = ("og:site_name", "application-name", "dc.publisher")
SECTIONS: Final = ("article:section", "section")
EXTRAS: Final = {"og:url": "url", "description": "description", "article:modified_time": "modified"}
ARTICLES: Final = ("article", "newsarticle", "blogposting", "reportagenewsarticle", "analysisnewsarticle", "report",
                   "opinionnewsarticle", "reviewnewsarticle", "backgroundnewsarticle", "webpage")  # fmt: skip
"""Types of schema.org in lower case; one that is further to the left is not better, but a page is no article."""
SCRIPTS: Final = 'script[type="application/ld+json"]'
MOST_SCRIPTS: Final = 50
MOST_CHARS: Final = 1 << 20
"""Of one JSON text, and of what is taken from it; a longer one is no description of an article."""
MOST_VALUES: Final = 1000
"""Objects of one JSON text to look at."""
FIELD_CHARS: Final = 1000
"""Of any field but the text of the article."""
_LANGUAGE: Final = re.compile(r"[a-zA-Z]{2}(?![a-zA-Z])")
_ADDRESS: Final = re.compile(r"https?:|www\.|@|facebook\.com", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class PageMeta:
    """What is said of the article of a page."""

    meta: Meta
    language: str | None
    """ISO 639-1."""
    quoted: str
    """The text of the article as the page gives it to machines; mostly empty."""
    titles: tuple[str, ...]
    """Everything that is called its title, the page's own title last, with what stands around it there."""


def read_metadata(parser: LexborHTMLParser) -> PageMeta:
    """The metadata of a page. Nothing in it is believed to be well-formed."""
    said = _read_head(parser)
    article = _find_article([node.text() for node in parser.css(SCRIPTS)[:MOST_SCRIPTS]])
    title_node = parser.css_first("head title")
    page_title = _clean(title_node.text()) if title_node is not None else ""
    titles = [text for text in (_text(article.get("headline")), *(said.get(name, "") for name in TITLES)) if text]
    extra = {name: said[key] for key, name in EXTRAS.items() if key in said}
    meta = Meta(
        title=(titles or [page_title])[0] or None,
        byline=tuple(_names(article.get("author"))) or _names_of_head(said),
        date=_text(article.get("datePublished")) or _first(said, DATES),
        publication=_first(said, PUBLICATIONS) or _text(article.get("publisher")) or None,
        section=_first(said, SECTIONS) or _text(article.get("articleSection")) or None,
        extra=extra,
    )
    quoted = article.get("articleBody")
    return PageMeta(meta, _find_language(parser), quoted if isinstance(quoted, str) else "", (*titles, page_title))


def _read_head(parser: LexborHTMLParser) -> dict[str, str]:
    """The `<meta>` elements by their name in lower case; the first of each counts."""
    said: dict[str, str] = {}
    for node in parser.css("meta[content]"):
        attributes = node.attributes
        name = attributes.get("property") or attributes.get("name") or attributes.get("itemprop")
        content = _clean(attributes.get("content") or "")
        if name and content:
            said.setdefault(name.lower(), content)
    return said


def _find_language(parser: LexborHTMLParser) -> str | None:
    root = parser.css_first("html")
    named = _LANGUAGE.match((root.attributes.get("lang") or "").strip()) if root is not None else None
    return named[0].lower() if named else None


def _find_article(preloaded: Sequence[str]) -> Mapping[str, Any]:
    """The first object that describes an article; of two, one that knows its headline."""
    found = [value for text in preloaded for value in _objects(text) if _is_article(value)]
    return next((value for value in found if "headline" in value), found[0] if found else {})


def _objects(text: str) -> Iterator[Mapping[str, Any]]:
    """The objects of a JSON text and of its lists and graphs, breadth first."""
    import orjson

    if len(text) > MOST_CHARS:
        return
    try:
        waiting = [orjson.loads(text)]
    except (orjson.JSONDecodeError, UnicodeEncodeError):
        return
    for value in waiting:
        if len(waiting) > MOST_VALUES:
            return
        if isinstance(value, list):
            waiting.extend(value)
        elif isinstance(value, dict):
            yield value
            waiting.extend(value[name] for name in ("@graph", "mainEntity") if name in value)


def _is_article(value: Mapping[str, Any]) -> bool:
    kinds = value.get("@type")
    return any(isinstance(kind, str) and kind.lower() in ARTICLES for kind in _as_list(kinds))


def _as_list(value: object) -> list[object]:
    return value if isinstance(value, list) else [value]


def _text(value: object) -> str:
    """A text, the name of an object, or the first of a list of them."""
    for one in _as_list(value):
        if isinstance(one, dict):
            one = one.get("name")  # noqa: PLW2901 (what it is called stands for it)
        if isinstance(one, str) and (text := _clean(one)):
            return text
    return ""


def _names(value: object) -> Iterator[str]:
    return (name for one in _as_list(value)[:MOST_VALUES] if (name := _text(one)) and not _ADDRESS.search(name))


def _names_of_head(said: Mapping[str, str]) -> tuple[str, ...]:
    name = next((said[key] for key in AUTHORS if key in said and not _ADDRESS.search(said[key])), None)
    return (name,) if name else ()


def _first(said: Mapping[str, str], names: Iterable[str]) -> str | None:
    return next((said[name] for name in names if name in said), None)


def _clean(text: str) -> str:
    return " ".join(text[:FIELD_CHARS].split())
