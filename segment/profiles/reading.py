"""One TOML table to one `Profile`. An unknown key is an error, so that nothing mistyped passes in silence."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any, Final, get_args

from segment.errors import UsageError
from segment.profiles.grammar import (
    LOOKAHEAD_LINES,
    At,
    Body,
    Cover,
    Example,
    Field,
    Head,
    Holds,
    Lead,
    Profile,
    Separator,
    Style,
    Unit,
)
from segment.profiles.tables import TableReader
from segment.types import Role

if TYPE_CHECKING:
    from collections.abc import Mapping

    from segment.profiles.tables import Table

_CONDITIONS: Final = frozenset({"followed_by", "within", "alone"})
_SEPARATOR: Final = frozenset({"opens", "closes", "called"}) | _CONDITIONS
_COVER: Final = frozenset({"opens", "called", "line", "announces"}) | _CONDITIONS
_LEAD: Final = frozenset({"order", "unit", "centred", "mixed", "rest"})
_FIELD: Final = frozenset({"name", "labels", "at", "style", "holds", "role", "value", "parts", "missing", "many"})
_EXAMPLE: Final = frozenset({"text", "titles"})
_PROFILE: Final = frozenset(
    {"name", "called", "body", "head", "ordered", "unlabelled", "keeps", "page", "hints", "evidence"}
    | {"separators", "cover", "lead", "fields", "examples"}
)
_SEPARATORS: Final = ("opens", "closes", "cover")
"""What evidence may name beside fields."""
_MOST_SEEN: Final = 1000
"""Lines that evidence may ask for; no more stand in what is looked at."""


def read_profile(table: Mapping[str, Any], *, is_ours: bool = False) -> Profile:
    """One profile; patterns of one that is not ours are watched.

    Raises UsageError, naming the profile and the key, for what is unknown or makes no sense.
    """
    name = table.get("name")
    if not isinstance(name, str) or not name:
        message = 'a profile without a name. Give it one: name = "…".'
        raise UsageError(message)
    reader = TableReader(f"profile {name}", is_ours=is_ours)
    reader.check_keys(table, _PROFILE)
    profile = Profile(
        name=name,
        called=reader.text(table, "called", name),
        body=reader.choice(table, "body", get_args(Body), "article"),
        head=reader.choice(table, "head", get_args(Head), "fields"),
        ordered=reader.flag(table, "ordered", False),
        unlabelled=reader.flag(table, "unlabelled", True),
        keeps=reader.share(table, "keeps"),
        separators=tuple(_read_separator(reader, entry) for entry in reader.tables(table, "separators")),
        cover=_read_cover(reader, reader.table(table, "cover")),
        lead=_read_lead(reader, reader.table(table, "lead")),
        fields=_read_fields(reader, reader.table(table, "fields")),
        page=reader.pattern(table, "page"),
        hints=reader.texts(table, "hints"),
        evidence=tuple(reader.tables(table, "evidence")),
        examples=tuple(_read_example(reader, entry) for entry in reader.tables(table, "examples")),
    )
    _check_evidence(reader, profile)
    return profile


def _read_separator(reader: TableReader, table: Table) -> Separator:
    reader.check_keys(table, _SEPARATOR, "separators.")
    if ("opens" in table) == ("closes" in table):
        reader.refuse('a separator needs one of "opens" and "closes".')
    if "opens" in table:
        return replace(_read_mark(reader, table, "opens"), kind="opens")
    return replace(_read_mark(reader, table, "closes"), kind="closes")


def _read_mark(reader: TableReader, table: Table, key: str) -> Separator:
    source = reader.text(table, key, "")
    return Separator(
        pattern=reader.compile(source, key),
        kind="cover",
        called=reader.text(table, "called", source),
        followed_by=reader.pattern(table, "followed_by"),
        within=reader.count(table, "within", LOOKAHEAD_LINES),
        alone=reader.flag(table, "alone", False),
    )


def _read_cover(reader: TableReader, table: Table) -> Cover:
    reader.check_keys(table, _COVER, "cover.")
    return Cover(
        opens=_read_mark(reader, table, "opens") if "opens" in table else None,
        line=reader.pattern(table, "line"),
        announces=tuple(reader.compile(source, "announces") for source in reader.texts(table, "announces")),
    )


def _read_lead(reader: TableReader, table: Table) -> Lead:
    reader.check_keys(table, _LEAD, "lead.")
    return Lead(
        order=reader.texts(table, "order", ("title",)),
        unit=reader.choice(table, "unit", get_args(Unit), "paragraph"),
        centred=reader.flag(table, "centred", False),
        mixed=reader.flag(table, "mixed", False),
        rest=reader.text(table, "rest", "head"),
    )


def _read_fields(reader: TableReader, table: Table) -> tuple[Field, ...]:
    names = enumerate(table)
    return tuple(replace(_read_field(reader, name, reader.table(table, name)), place=place) for place, name in names)


def _read_field(reader: TableReader, name: str, table: Table) -> Field:
    reader.check_keys(table, _FIELD, f"fields.{name}.")
    labels = reader.table(table, "labels")
    style = reader.choice(table, "style", get_args(Style), "colon")
    is_known_by_look = style in ("line", "marker")
    if is_known_by_look and ("value" not in table or labels):
        reader.refuse(f'"fields.{name}" is of the style "{style}": it needs a "value", and no "labels".')
    if not is_known_by_look and not labels:
        reader.refuse(f'"fields.{name}" has no "labels".')
    role = reader.choice(table, "role", ("", *Role), "")
    return Field(
        name=reader.text(table, "name", name),
        labels={language: reader.texts(labels, language) for language in labels},
        at=reader.choice(table, "at", get_args(At), "head"),
        style=style,
        holds=reader.choice(table, "holds", get_args(Holds), "line" if style == "line" else "lines"),
        role=Role(role) if role else None,
        value=reader.pattern(table, "value"),
        parts=reader.pattern(table, "parts"),
        missing=reader.pattern(table, "missing"),
        many=reader.flag(table, "many", False),
    )


def _read_example(reader: TableReader, table: Table) -> Example:
    reader.check_keys(table, _EXAMPLE, "examples.")
    if not table.keys() >= _EXAMPLE:
        reader.refuse('an example needs "text" and "titles".')
    return Example(reader.text(table, "text", ""), reader.texts(table, "titles"))


def _check_evidence(reader: TableReader, profile: Profile) -> None:
    known = {*_SEPARATORS, *(entry.name for entry in profile.fields)}
    for needed in profile.evidence:
        for name in needed:
            if name not in known:
                reader.refuse(f'"evidence" names "{name}". Known are: {", ".join(sorted(known))}.')
            reader.count(needed, name, _MOST_SEEN)
