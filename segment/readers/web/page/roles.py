"""What each line of a page is, from the choice of its text: the layout of its one article."""

from __future__ import annotations

from itertools import chain
from typing import TYPE_CHECKING, Final

from segment.readers.web.page.choose import FURNITURE
from segment.readers.web.page.marks import Mark
from segment.readers.web.page.weights import names_of
from segment.types import Role

if TYPE_CHECKING:
    from collections.abc import Sequence

    from segment.readers.web.page.choose import Choice
    from segment.readers.web.page.lines import PageLine

TITLE, HEADING, BYLINE, DATE, CAPTION, BIO, HEADER = map(
    int, (Mark.TITLE, Mark.HEADING, Mark.BYLINE, Mark.DATE, Mark.CAPTION, Mark.BIO, Mark.HEADER)
)
SHORT_CHARS: Final = 200
"""A longer line is no title, no byline and no date, whatever it is called."""
NEAR_LINES: Final = 12
"""So far above the text a byline or a date may stand; below stand those of other articles."""
FEWEST_TITLE_CHARS: Final = 12
"""A shorter line stands in the title of many a page by chance."""
FEWEST_BIO_CHARS: Final = 40
"""A shorter one is a name or a button."""
OUTSIDE: Final = "outside"
LINKS: Final = "links"
LOOKS: Final = "looks"
"""Reasons of what bears no mark that is against it."""
MOSTLY: Final = 0.5


def find_roles(lines: Sequence[PageLine], choice: Choice, titles: Sequence[str]) -> list[Role | None]:
    """The role of each line; None for what is not part of the article. `titles` are what the head calls its title."""
    body = (choice.odds > 0.0).tolist()
    marks = choice.marks.tolist()
    roles: list[Role | None] = [Role.BODY if is_body else None for is_body in body]
    if True not in body:
        return roles
    first, last = body.index(True), len(body) - 1 - body[::-1].index(True)
    for number in range(first, last + 1):
        if body[number] and marks[number] & HEADING:
            roles[number] = Role.HEADING
    _drop_last_headings(roles, last)
    title = _find_title(lines, marks, first, titles)
    above = max(0, first - NEAR_LINES) if title is None else title
    if title is not None:
        roles[title] = Role.TITLE
    _add_captions(lines, marks, roles, above, last)
    for mark, role in ((BYLINE, Role.BYLINE), (DATE, Role.DATE)):
        found = _find_near(lines, marks, roles, mark, range(above, first + 1))
        if found is not None:
            roles[found] = role
    return roles


def find_reason(line: PageLine, marks: int, *, inside: bool) -> str:
    """Why a line is no part of the article, in one word after `tag:`."""
    against = names_of(marks & FURNITURE)
    if against:
        return f"tag:{against[0]}"
    if line.link_chars > MOSTLY * len(line.text):
        return f"tag:{LINKS}"
    return f"tag:{LOOKS if inside else OUTSIDE}"


def _drop_last_headings(roles: list[Role | None], last: int) -> None:
    """A heading with nothing below it belongs to what follows the article."""
    while last >= 0 and roles[last] in (Role.HEADING, None):
        roles[last] = None
        last -= 1


def _add_captions(
    lines: Sequence[PageLine], marks: Sequence[int], roles: list[Role | None], above: int, last: int
) -> None:
    """What stands below the pictures of an article, and what is said of its author at its end."""
    seen: set[str] = set()
    for number in range(above, min(len(lines), last + 1 + NEAR_LINES)):
        mark, text = marks[number], lines[number].text
        if roles[number] is not None or mark & FURNITURE & ~BIO or text in seen:
            continue
        seen.add(text)  # a row of pictures repeats what stands below them
        if mark & BIO and len(text) >= FEWEST_BIO_CHARS:
            roles[number] = Role.BIO
        elif mark & CAPTION and number < last:
            roles[number] = Role.CAPTION


def _find_title(lines: Sequence[PageLine], marks: Sequence[int], first: int, titles: Sequence[str]) -> int | None:
    """The title is what the head calls so, else the last top heading above the text."""
    named = [" ".join(title.split()).casefold() for title in titles if title]
    above = [number for number in range(first, -1, -1) if len(lines[number].text) <= SHORT_CHARS]
    texts = {number: lines[number].text.casefold() for number in above}
    headings = [number for number in above if marks[number] & (TITLE | HEADING)]
    ways = (
        (number for number in headings if texts[number] in named),
        (number for number in headings if _is_part(texts[number], named)),
        (number for number in headings if marks[number] & TITLE and not marks[number] & FURNITURE),
        (number for number in above if _is_part(texts[number], named) and not marks[number] & FURNITURE),
    )
    return next(chain.from_iterable(ways), None)


def _is_part(text: str, titles: Sequence[str]) -> bool:
    """The name of the paper may stand around a title."""
    return len(text) >= FEWEST_TITLE_CHARS and any(text in title for title in titles)


def _find_near(
    lines: Sequence[PageLine], marks: Sequence[int], roles: Sequence[Role | None], mark: int, places: range
) -> int | None:
    """The last line with a mark among some."""
    furniture = FURNITURE & ~HEADER
    for number in reversed(places):
        own = marks[number]
        if own & mark and not own & furniture and roles[number] is None and len(lines[number].text) <= SHORT_CHARS:
            return number
    return None
