"""What the fields of a press database's document say of it, as `Meta`."""

from __future__ import annotations

import re
from collections import defaultdict
from functools import cache
from typing import TYPE_CHECKING, Final

from segment.types import Meta
from segment.words import word_list

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

OWN: Final = ("publication", "date", "section", "edition", "page")
"""Fields of `Meta` that have one value."""
UNSAID: Final = ("", "code", "body", "cover", "tail", "caption", "subtitle")
"""Fields that `Meta` does not repeat."""
_PAGE: Final = re.compile(r"\b(?:p|pp|S|page|pag)\.? ?([A-Z]{0,3}\d[\w,-]{0,20})")
_NUMBER: Final = re.compile(r"[a-z]{2,12}[·.](\d{4})(\d{2})(\d{2})[·.][\w.·]{1,40}")
_ISSUE: Final = re.compile(r"(.*[^,\s]),? (?:no|n°|Nr|núm)\.? ?(\d{1,9})", re.IGNORECASE)
_AND: Final = re.compile(r"\s*(?:;|,|\b(?:and|et|und|y|e)\b)\s*")
_BY: Final = re.compile(r"(?:by|par|von|por|di|door)\s+", re.IGNORECASE)


def read_meta(lines: Iterable[tuple[str, str]]) -> Meta:
    """What the lines of a document say of it, each with the name of its field."""
    values: defaultdict[str, list[str]] = defaultdict(list)
    for field, text in lines:
        if field not in UNSAID:
            values[field].append(text)
    said = {field: " ".join(texts) for field, texts in values.items()}
    said = {**_read_header(said.pop("header", "")), **said}
    number = _NUMBER.search(said.pop("number", ""))
    if number:
        said["document_number"] = number[0]
        said.setdefault("date", "-".join(number.groups()))
    elif "document_number" in said:
        said["document_number"] = said["document_number"].split()[-1]  # "Document" stands in front
    issue = _ISSUE.fullmatch(said.get("publication", ""))
    if issue:
        said["publication"], said["issue"] = issue.groups()
    byline = tuple(_find_names(said.pop("byline", "")))
    own = {field: said.pop(field, None) for field in OWN}
    return Meta(title=said.pop("title", None), byline=byline, **own, extra=said)


def _read_header(header: str) -> dict[str, str]:
    """The edition or section, the date and the page, as in `Votre ville, jeudi 6 février 2014, p. 93`."""
    found: dict[str, str] = {}
    day = find_day().search(header)
    if day is None:
        return found
    found["date"] = day[0]
    before = header[: day.start()].strip(" ,")
    if before:
        found["section"] = before
    page = _PAGE.search(header, day.end())
    if page:
        found["page"] = page[1]
    return found


def _find_names(byline: str) -> Iterator[str]:
    return (name for part in _AND.split(_BY.sub("", byline, count=1)) if (name := part.strip()))


@cache
def find_day() -> re.Pattern[str]:
    """Finds a date written in words or figures, with the day of the week before it and the time behind."""
    weekdays = {form.strip() for entry in word_list("weekdays") for form in entry.split(",")}
    named = "|".join(map(re.escape, sorted(weekdays, key=len, reverse=True)))
    return re.compile(
        rf"""
        (?: \b (?:{named}) \.? ,? \s )?
        (?: \b \d{{1,2}} (?:er|\.|st|nd|rd|th|º)? \s (?:de \s)? [^\W\d]{{3,12}} \.? \s (?:de \s)? \d{{4}}
          | \b [^\W\d]{{3,12}} \s \d{{1,2}}, \s \d{{4}}
          | \b \d{{4}}-\d{{2}}-\d{{2}} )
        (?: ,? \s \d{{1,2}} [:h] \d{{2}} (?: \s [A-Z]{{2,5}} )? )?
        """,
        re.VERBOSE | re.IGNORECASE,
    )
