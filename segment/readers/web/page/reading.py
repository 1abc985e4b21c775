"""A page with its tags: its text as a reader sees it, and what the tags say which line of it is."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from segment.errors import MissingExtraError
from segment.readers.web.page.choose import FURNITURE, choose
from segment.readers.web.page.lines import find_page_lines
from segment.readers.web.page.metadata import read_metadata
from segment.readers.web.page.roles import find_reason, find_roles
from segment.readers.web.page.weights import names_of
from segment.types import NO_META, Kind, Layout, Meta, Role, Span

if TYPE_CHECKING:
    from collections.abc import Sequence

    from segment.readers.web.page.choose import Choice
    from segment.readers.web.page.lines import PageLine

FEWEST_BODY_BYTES: Final = 150
"""Of less text the tags alone say too little: a list of teasers has as much. In UTF-8, in which a character of Han
counts as the three letters that it is worth."""


@dataclass(frozen=True, slots=True)
class Page:
    """What was read of a page."""

    text: str
    layout: Layout | None
    """Of its one main article; None where the tags do not show that it has one."""
    furniture: tuple[Span, ...]
    """What the tags say belongs to no article, whether the page has one or many. In order and apart."""
    meta: Meta
    """Of its main article."""


NO_PAGE: Final = Page("", None, (), NO_META)


def read_page(page: str) -> Page:
    """The text of a page, and what its tags say of it. Linear in its length.

    Raises MissingExtraError without the extra.
    """
    try:
        from selectolax.lexbor import LexborHTMLParser
    except ImportError as err:
        message = 'HTML needs the extra: pip install "segment[html]"'
        raise MissingExtraError(message) from err
    parser = LexborHTMLParser(page.encode("utf-8", "replace"))
    seen = find_page_lines(parser)
    if not seen.lines:
        return NO_PAGE
    said = read_metadata(parser)
    choice = choose(seen, said.quoted)
    text, starts = write_text(seen.lines)
    roles = find_roles(seen.lines, choice, said.titles)
    spans = _make_spans(seen.lines, starts, choice, roles)
    body_bytes = sum(len(text[span.start : span.end].encode()) for span in spans if span.role is Role.BODY)
    if body_bytes < FEWEST_BODY_BYTES:
        spans = _make_spans(seen.lines, starts, choice, [None] * len(roles))
        return Page(text, None, _find_furniture(spans), said.meta)
    layout = Layout(spans, Kind.FULL, language=said.language)
    return Page(text, layout, _find_furniture(spans), _with_title(said.meta, text, spans))


def write_text(lines: Sequence[PageLine]) -> tuple[str, list[int]]:
    """All lines as one text, and where each begins in it."""
    parts: list[str] = []
    starts: list[int] = []
    at = 0
    for line in lines:
        gap = "" if not parts else "\n\n" if line.is_apart else "\n"
        at += len(gap)
        starts.append(at)
        parts += (gap, line.text)
        at += len(line.text)
    return "".join(parts), starts


def _make_spans(
    lines: Sequence[PageLine], starts: Sequence[int], choice: Choice, roles: Sequence[Role | None]
) -> tuple[Span, ...]:
    """One for each line of the article, and one for each run of lines that are left out for one reason."""
    rows = zip(lines, starts, roles, choice.marks.tolist(), choice.inside.tolist(), strict=True)
    spans: list[Span] = []
    for line, start, role, marks, inside in rows:
        end = start + len(line.text)
        reason = f"tag:{role}" if role else find_reason(line, marks, inside=inside)
        last = spans[-1] if spans else None
        if role is None and last is not None and last.role is None and last.reason == reason:
            spans[-1] = Span(last.start, end, None, reason)
        else:
            spans.append(Span(start, end, role, reason))
    return tuple(spans)


def _find_furniture(spans: Sequence[Span]) -> tuple[Span, ...]:
    reasons = {f"tag:{name}" for name in names_of(FURNITURE)}
    return tuple(span for span in spans if span.role is None and span.reason in reasons)


def _with_title(meta: Meta, text: str, spans: Sequence[Span]) -> Meta:
    """The title that readers see; in the head the name of the paper often stands behind it."""
    title = next((text[span.start : span.end] for span in spans if span.role is Role.TITLE), meta.title)
    return replace(meta, title=title)
