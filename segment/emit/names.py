"""File names for articles: readable, and safe on every file system.

A title is foreign text. As a file name it could climb out of the folder, be too long, or be a device on Windows, so
only ASCII letters, digits and hyphens are kept, and the article's number stands in front.
"""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from segment.types import Article

SLUG_BYTES = 80
SLUG_WORDS = 8
"""Words of the text that stand in for a missing title."""
UNNAMED = "article"
"""For titles without a letter that has an ASCII form, such as those in Greek or Chinese."""

# Letters that Unicode does not take apart, so that folding alone would drop them.
UNFOLDED = str.maketrans(
    {"ß": "ss", "æ": "ae", "œ": "oe", "ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "ı": "i", "’": None, "'": None}
)
NOT_SLUG = re.compile(r"[^a-z0-9]+")


def slug(text: str) -> str:
    """`text` as part of a file name: ASCII, lower case, at most `SLUG_BYTES` long, never empty.

    >>> slug("The Mayor’s Übergröße: ../../etc/passwd")
    'the-mayors-ubergrosse-etc-passwd'
    >>> slug("Новости")
    'article'
    """
    folded = unicodedata.normalize("NFKD", text[: 4 * SLUG_BYTES].lower().translate(UNFOLDED))
    unaccented = "".join(letter for letter in folded if not unicodedata.combining(letter))
    words = NOT_SLUG.sub("-", unaccented).strip("-")
    if len(words) > SLUG_BYTES:
        cut = words[: SLUG_BYTES + 1].rpartition("-")[0]
        words = cut or words[:SLUG_BYTES]
    return words or UNNAMED


def article_name(article: Article, number: int) -> str:
    """`NNNN-slug.json` from the title, or from the first words of the text."""
    title = article.title or " ".join(article.text[: 4 * SLUG_BYTES].split()[:SLUG_WORDS])
    return f"{number:04d}-{slug(title)}.json"
