"""Markdown marks taken off one block, by the parser of markdown-it-py."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from segment.errors import MissingExtraError

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.token import Token


@cache
def _parser() -> MarkdownIt:
    try:
        from markdown_it import MarkdownIt
    except ImportError as error:
        message = 'Markdown needs the extra: pip install "segment[markdown]"'
        raise MissingExtraError(message) from error
    return MarkdownIt("commonmark", {"html": False})


def strip_markdown(block: str) -> str:
    """What a reader of the rendered block sees: no heading marks, emphasis or link targets.

    >>> strip_markdown("## The *last* [ferry](https://example.org)")
    'The last ferry'
    """
    return " ".join(_visible(_parser().parse(block.strip())))


def _visible(tokens: list[Token]) -> list[str]:
    lines = []
    for token in tokens:
        if token.type == "inline":
            parts = (
                child.content if child.type in ("text", "code_inline", "image") else _blank(child)
                for child in token.children or ()
            )
            lines.append("".join(parts))
        elif token.type in ("fence", "code_block"):
            lines.append(token.content)
    return lines


def _blank(token: Token) -> str:
    return " " if token.type in ("softbreak", "hardbreak") else ""
