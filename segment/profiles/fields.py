"""The fields of one document, put together to what is said of its article."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from segment.profiles.naming import find_language, split_names
from segment.types import Meta

if TYPE_CHECKING:
    from segment.profiles.grammar import Field

_IN_META: Final = ("title", "date", "publication", "section", "edition", "page")
"""Of each the first value counts; a second one is another edition's, or the same again."""
_UNKNOWN: Final = re.compile(r"([^\W\d_a-z][\w /().-]{1,38}):(?:\s+(.*))?")
_NO_WORD: Final = re.compile(r"\W+")


class Fields:
    """Values by canonical name, in the order in which they were added."""

    def __init__(self) -> None:
        self._values: dict[str, list[str]] = {}

    def add(self, name: str, value: str) -> None:
        if value:
            self._values.setdefault(name, []).append(value)

    def add_value(self, field: Field, value: str) -> None:
        """A value, or what its parts are."""
        match = field.parts.fullmatch(value) if field.parts else None
        if match is None:
            self.add(field.name, value)
            return
        for name, part in match.groupdict().items():
            self.add(name, (part or "").strip(" ;,"))

    def add_unknown(self, line: str) -> None:
        """A line `Label: value` of a label that the profile does not have."""
        match = _UNKNOWN.fullmatch(line)
        if match:
            self.add(_NO_WORD.sub("_", match[1].casefold()).strip("_"), match[2] or "")

    def first(self, name: str) -> str | None:
        values = self._values.get(name)
        return values[0] if values else None

    def language(self) -> str | None:
        """ISO 639-1."""
        value = self.first("language")
        return find_language(value) if value else None

    def meta(self, given: Meta) -> Meta:
        """`given` is what is said of the whole export; of one article only its own fields say title, names and date."""
        own = {name: self.first(name) for name in _IN_META}
        names = dict.fromkeys(name for value in self._values.get("byline", ()) for name in split_names(value))
        extra = {
            name: "; ".join(dict.fromkeys(values))
            for name, values in self._values.items()
            if name not in _IN_META and name != "byline"
        }
        return Meta(
            title=own["title"],
            byline=tuple(names),
            date=own["date"],
            publication=own["publication"] or given.publication,
            section=own["section"] or given.section,
            edition=own["edition"] or given.edition,
            page=own["page"] or given.page,
            extra={**given.extra, **extra},
        )
