"""The records of a profile: what an export of one kind looks like, as data.

A profile says which lines part the documents, which fields stand before and after a body, and what is seen in any
export of its kind. Patterns are compiled on first use and tried on one trimmed line at a time.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, Final, Literal

from segment.profiles.patterns import LONGEST_LINE, Pattern, quick_look
from segment.types import Role

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

At = Literal["head", "tail", "any"]
Style = Literal["colon", "alone", "code", "line", "marker"]
Holds = Literal["line", "lines", "paragraphs"]
Unit = Literal["paragraph", "line"]
Body = Literal["article", "region"]
Head = Literal["fields", "block"]

LOOKAHEAD_LINES: Final = 60
"""How far behind a line its reasons may stand, blank lines included."""


@dataclass(frozen=True)
class Separator:
    """A line at which a document begins, or with which one ends."""

    pattern: Pattern
    kind: Literal["opens", "closes", "cover"]
    called: str
    """How messages show it, as in `N of M DOCUMENTS`."""
    followed_by: Pattern | None = None
    """Fits one of the next `within` lines that are not blank."""
    within: int = 1
    alone: bool = False
    """Blank lines, or the edge of the text, before and after it."""


@dataclass(frozen=True)
class Cover:
    """What belongs to no document: a list of the documents before them, a summary of the search behind them."""

    opens: Separator | None = None
    line: Pattern | None = None
    """Its other lines, for profiles whose documents have no line to begin with: it goes on to the last of these."""
    announces: tuple[Pattern, ...] = ()
    """Lines with groups `total`, or `first` and `last`: how many documents the export should hold."""


@dataclass(frozen=True)
class Lead:
    """What stands without labels before the body, told apart by its place."""

    order: tuple[str, ...] = ("title",)
    unit: Unit = "paragraph"
    """What makes one item."""
    centred: bool = False
    """All but the title is centred, if anything is."""
    mixed: bool = False
    """It may go on between and behind the fields, as long as another field follows."""
    rest: str = "head"
    """The reason of what has no place in `order`."""


@dataclass(frozen=True)
class Field:
    """One field: a label and its value."""

    name: str
    """Canonical; `title`, `byline`, `date`, `publication`, `section`, `edition`, `page`, `language`, `length` and
    `body` are understood, all others are kept as they are."""
    labels: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """By language of the interface."""
    at: At = "head"
    style: Style = "colon"
    holds: Holds = "lines"
    role: Role | None = None
    """Of its value; None: it is no text of the article, and kept as `extra` only."""
    value: Pattern | None = None
    """What the first line of a value must hold for the label to count."""
    parts: Pattern | None = None
    """Fits the whole value; its named groups are fields of their own, and take its place."""
    missing: Pattern | None = None
    """Fits a body that only says that there is none."""
    many: bool = False
    """May stand several times in one document."""
    place: int = 0
    """In the order of the profile's fields."""


@dataclass(frozen=True)
class Example:
    """A piece of text, and what a profile must find in it."""

    text: str
    titles: tuple[str, ...]


@dataclass(frozen=True)
class Profile:
    """An export of one kind."""

    name: str
    called: str = ""
    """What people call it."""
    body: Body = "article"
    """A region may hold any number of articles."""
    head: Head = "fields"
    """A block ends with the first blank line behind a field."""
    ordered: bool = False
    """Fields count only in the order in which the profile has them."""
    unlabelled: bool = True
    """A body may begin without a label, behind the fields of the head."""
    keeps: float = 0.0
    """Share of the text that belongs to documents; less of it is worth a warning."""
    separators: tuple[Separator, ...] = ()
    cover: Cover = Cover()
    lead: Lead = Lead()
    fields: tuple[Field, ...] = ()
    page: Pattern | None = None
    """A line that stands at the edge of each page; the title may be repeated beside it."""
    hints: tuple[str, ...] = ()
    """One of them stands somewhere in any such text; a quick look that spares most texts the rest."""
    evidence: tuple[Mapping[str, int], ...] = ()
    """Each a set of lines that suffices to recognise the profile, with how many of them must be seen."""
    examples: tuple[Example, ...] = ()

    @cached_property
    def opens(self) -> bool:
        """Whether a line of its own begins a document; else a line ends it, or there is one document only."""
        return any(separator.kind == "opens" for separator in self.separators)

    @cached_property
    def marks(self) -> tuple[Separator, ...]:
        """Every line that parts one thing from another."""
        return (*self.separators, self.cover.opens) if self.cover.opens else self.separators

    @cached_property
    def may_be_mark(self) -> Callable[[str], object]:
        """A quick look at a trimmed line: what none of the marks looks like need not be tried with each."""
        return quick_look([mark.pattern for mark in self.marks])

    @cached_property
    def may_be_whole_line(self) -> Callable[[str], object]:
        """The same for fields that are known by their look."""
        return quick_look([entry.value for entry in self.whole_lines if entry.value])

    @cached_property
    def by_label(self) -> dict[tuple[Style, str], tuple[Field, ...]]:
        found: dict[tuple[Style, str], tuple[Field, ...]] = {}
        for entry in self.fields:
            for label in (label for labels in entry.labels.values() for label in labels):
                key = (entry.style, label)
                found[key] = (*found.get(key, ()), entry)
        return found

    @cached_property
    def labels_by_name(self) -> dict[str, tuple[str, ...]]:
        """For a quick look; empty texts, which stand anywhere, where a field is known by its look."""
        found: dict[str, tuple[str, ...]] = {}
        for entry in self.fields:
            labels = tuple(label for labels in entry.labels.values() for label in labels)
            found[entry.name] = (*found.get(entry.name, ()), *(labels or ("",)))
        return found

    @cached_property
    def styles(self) -> frozenset[Style]:
        return frozenset(entry.style for entry in self.fields)

    @cached_property
    def whole_lines(self) -> tuple[Field, ...]:
        """Fields without a label, or whose label is known by what the whole line looks like."""
        return tuple(entry for entry in self.fields if entry.style in ("line", "marker"))

    @cached_property
    def labels_of_body(self) -> tuple[str, ...] | None:
        """A quick look: without one of them a body begins without a label. None where it may look like anything."""
        if any(entry.style == "marker" for entry in self.bodies):
            return None
        return tuple(label for entry in self.bodies for labels in entry.labels.values() for label in labels)

    @cached_property
    def labels_of_long_values(self) -> tuple[str, ...]:
        """A quick look: without one of them no value of the tail goes over blank lines."""
        long = (entry for entry in self.fields if entry.at != "head" and entry.holds == "paragraphs")
        return tuple(label for entry in long for label in self.labels_by_name[entry.name])

    @cached_property
    def bodies(self) -> tuple[Field, ...]:
        """Fields that hold the body, in their order."""
        return tuple(entry for entry in self.fields if entry.role is Role.BODY)


class Label:
    """A label found at the start of a line."""

    __slots__ = ("field", "value_at")

    def __init__(self, field: Field, value_at: int) -> None:
        self.field = field
        self.value_at = value_at
        """Offset of the value in the line; its length where it begins on a later one."""


def find_labels(line: str, profile: Profile) -> list[Label]:
    """Every field that the trimmed line may begin; whether one counts is for its place to say. O(line), bounded."""
    found: list[Label] = []
    by_label = profile.by_label
    if "colon" in profile.styles:
        colon = line.find(":", 0, _LONGEST_LABEL)
        if colon > 0:
            found += _labels(by_label, "colon", line[:colon].rstrip(), line, colon + 1)
    if "alone" in profile.styles and len(line) <= _LONGEST_LABEL:
        found += _labels(by_label, "alone", line, line, len(line))
    if "code" in profile.styles:
        code = line[:_LONGEST_LABEL].split(None, 1)[0] if line else ""
        found += _labels(by_label, "code", code, line, len(code))
    if not (profile.whole_lines and len(line) <= LONGEST_LINE and profile.may_be_whole_line(line)):
        return found
    for entry in profile.whole_lines:
        if entry.value and entry.value.fullmatch(line):
            found.append(Label(entry, 0 if entry.style == "line" else len(line)))
    return found


_LONGEST_LABEL: Final = 60


def _labels(
    by_label: Mapping[tuple[Style, str], tuple[Field, ...]], style: Style, label: str, line: str, end: int
) -> list[Label]:
    fields = by_label.get((style, label))
    if not fields:
        return []
    rest = line[end:]
    at = end + len(rest) - len(rest.lstrip())
    return [Label(entry, at) for entry in fields]
