"""The contract's form of an answer, `{"articles": [{"kind"}], "blocks": [{"start", "end", "role", "article"}]}`.

Gold has it, and systems may answer in it. Everything is checked: one wrong offset would spoil the figures in silence.
"""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, Any, Final

from segment.errors import GoldError
from segment.evaluate.opening import SHOWN_CHARS, describe
from segment.evaluate.records import RESIDUE, RoleSpan, Segmentation
from segment.types import Kind, Role

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

ROLES: Final[dict[str, Role]] = {role.value: role for role in Role} | {"teaser_title": Role.TITLE}
"""Names of roles, those of other people's gold included."""


def parse_labelled(fields: dict[str, Any], text: str) -> Segmentation:
    """What a row says of `text`; blank edges of blocks are left out, articles are numbered in the order of the text.

    Raises GoldError naming the block and what to try. Linear in the text and the blocks.
    """
    kinds = _kinds_of(fields.get("articles"))
    blocks = fields.get("blocks")
    if not isinstance(blocks, list):
        message = f'the field "blocks" holds {describe(blocks)}, not a list of blocks.'
        raise GoldError(message)
    spans = [_parse_block(number, block, text, kinds) for number, block in enumerate(blocks)]
    check_order(spans)
    order = number_articles(spans)
    if kinds is not None and len(order) < len(kinds):
        missing = next(article for article in range(len(kinds)) if article not in order)
        message = f"article {missing} has no block. Give it one, or leave it out of the articles."
        raise GoldError(message)
    ordered = None if kinds is None else tuple(kinds[article] for article in order)
    return make_segmentation(text, spans, kinds=ordered, body=_body_of(fields.get("body")))


def check_covered(text: str, spans: Sequence[RoleSpan]) -> None:
    """Raises GoldError where a character that is not blank lies in no block."""
    edges = [0, *(edge for span in spans for edge in (span.start, span.end)), len(text)]
    for start, end in zip(edges[::2], edges[1::2], strict=True):
        lost = text[start:end].strip()
        if lost:
            shown = " ".join(lost[:SHOWN_CHARS].split())
            message = (
                f"{len(lost):,} characters between {start:,} and {end:,} are in no block ({describe(shown)}). "
                "What belongs to no article is a block with article null."
            )
            raise GoldError(message)


def check_order(spans: Sequence[RoleSpan]) -> None:
    """Raises GoldError where a block begins before the one above it ends."""
    for number, (above, span) in enumerate(pairwise(spans), 1):
        if span.start < above.end:
            message = (
                f"block {number} begins at {span.start:,}, before block {number - 1} ends at {above.end:,}. "
                "Blocks must stand in the order of the text and not overlap."
            )
            raise GoldError(message)


def number_articles(spans: Iterable[RoleSpan]) -> dict[int, int]:
    """Articles by their first block: number as given to number from 0 in the order of the text."""
    order: dict[int, int] = {}
    for span in spans:
        if span.article is not None:
            order.setdefault(span.article, len(order))
    return order


def make_segmentation(
    text: str,
    spans: Sequence[RoleSpan],
    *,
    kinds: tuple[Kind, ...] | None = None,
    body: str | None = None,
    confidences: tuple[float, ...] | None = None,
) -> Segmentation:
    """The answer that blocks in the order of the text amount to; they need not cover it.

    Articles are numbered anew by their first block, `kinds` and `confidences` are in that order already.
    """
    order = number_articles(spans)
    opening = first_char(text)
    starts: dict[int, int] = {}
    for span in spans:
        if span.article is not None:
            starts.setdefault(span.article, span.start)
    blocks = tuple(span if span.article is None else span._replace(article=order[span.article]) for span in spans)
    return Segmentation(tuple(start for start in starts.values() if start > opening), blocks, kinds, body, confidences)


def first_char(text: str) -> int:
    """Offset of the first character that is not blank; where an article starts there, nobody needs to find it."""
    return len(text) - len(text.lstrip())


def parse_role(value: object) -> str:
    """A name of a role in our words. Raises GoldError listing the known ones."""
    role = ROLES.get(value) if isinstance(value, str) else None
    if role is None:
        message = f"unknown role {describe(value)}. Known are {', '.join(ROLES)}; what is none has article null."
        raise GoldError(message)
    return role.value


def parse_span(item: dict[str, Any], text: str) -> tuple[int, int]:
    """`start` and `end` of a block without the blanks at its edges. Raises GoldError for what is no piece of `text`."""
    start, end = parse_offset(item.get("start"), "start"), parse_offset(item.get("end"), "end")
    if end > len(text):
        message = (
            f"its end, {describe(end)}, is beyond the text of {len(text):,} characters. Offsets count characters "
            "(Unicode code points), not bytes."
        )
        raise GoldError(message)
    if start >= end:
        message = f"its start, {describe(start)}, is not before its end, {describe(end)}."
        raise GoldError(message)
    return _trim(text, start, end)


def parse_offset(value: object, name: str) -> int:
    """A place in a text. Raises GoldError for what is no whole number from 0 (`true` and 3.0 are none)."""
    if type(value) is not int or value < 0:
        message = f'"{name}" is {describe(value)}, not a whole number from 0.'
        raise GoldError(message)
    return value


def _parse_block(number: int, item: object, text: str, kinds: Sequence[Kind] | None) -> RoleSpan:
    try:
        if not isinstance(item, dict):
            message = f"{describe(item)} is no object."
            raise GoldError(message)
        start, end = parse_span(item, text)
        article = _parse_article(item, kinds)
        return RoleSpan(start, end, RESIDUE if article is None else parse_role(item.get("role")), article)
    except GoldError as err:
        message = f"block {number}: {err}"
        raise GoldError(message) from err


def _parse_article(item: dict[str, Any], kinds: Sequence[Kind] | None) -> int | None:
    if "article" not in item:
        message = 'no "article". It is the number of an article from 0, or null for what belongs to none.'
        raise GoldError(message)
    if item["article"] is None:
        return None
    article = parse_offset(item["article"], "article")
    if kinds is not None and article >= len(kinds):
        message = f"article {describe(article)} of {len(kinds)}; they are numbered from 0."
        raise GoldError(message)
    return article


def _kinds_of(articles: object) -> list[Kind] | None:
    """The kind of each article; None where the row does not list its articles."""
    if articles is None:
        return None
    if not isinstance(articles, list):
        message = f'the field "articles" holds {describe(articles)}, not a list of articles.'
        raise GoldError(message)
    return [_kind_of(number, article) for number, article in enumerate(articles)]


def _kind_of(number: int, article: object) -> Kind:
    value = article.get("kind") if isinstance(article, dict) else article
    if isinstance(value, str) and value in tuple(Kind):
        return Kind(value)
    message = f"article {number}: its kind is {describe(value)}. Known are {', '.join(Kind)}."
    raise GoldError(message)


def _body_of(body: object) -> str | None:
    if body is None or isinstance(body, str):
        return body
    message = f'the field "body" holds {describe(body)}, not the text of the bodies.'
    raise GoldError(message)


def _trim(text: str, start: int, end: int) -> tuple[int, int]:
    raw = text[start:end]
    kept = raw.lstrip()
    if not kept:
        message = f"characters {start:,} to {end:,} are blank. Leave the block out."
        raise GoldError(message)
    return end - len(kept), start + len(raw.rstrip())
