"""Word shingles, for the libraries that leave them to the user."""

from __future__ import annotations

import re

WORDS = 5
"""As in text-dedup and most published pipelines for news and web text."""
WORD = re.compile(r"\w+")


def shingle(text: str, words: int = WORDS) -> set[str]:
    """All runs of five words, in small letters; a shorter text is one shingle, an empty one none.

    >>> sorted(shingle("The ferry leaves at noon, sharp."))
    ['ferry leaves at noon sharp', 'the ferry leaves at noon']
    """
    tokens = WORD.findall(text.lower())
    if len(tokens) <= words:
        return {" ".join(tokens)} if tokens else set()
    return {" ".join(tokens[i : i + words]) for i in range(len(tokens) - words + 1)}
