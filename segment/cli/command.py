"""Typer commands that take their values as the shell gave them, so that starting one costs little.

Recent versions of Typer turn every value into its type with pydantic, which takes longer to load than a small dump to
split. All our values are strings, lists of strings and flags; `segment.cli.options` makes of them what they stand for.
"""

from __future__ import annotations

from typing import Any

from typer.core import TyperCommand, TyperGroup

CONVERTER = "_runtime_param"
"""Where Typer keeps what converts a parameter; versions without it do not use pydantic."""


class AsGiven:
    """In place of a converter: strings stay strings."""

    def coerce(self, value: Any, param: Any, ctx: Any) -> Any:  # noqa: ANN401 - the types are Typer's own
        if param.nargs == -1:
            return list(value or ())
        return value


class Command(TyperCommand):
    """A command without conversion of values. Its parameters may be `str`, `list[str]` and `bool` only."""

    def get_params(self, ctx: Any) -> list[Any]:  # noqa: ANN401 - see AsGiven
        return _left_as_given(super().get_params(ctx))


class Group(TyperGroup):
    """The same for the program itself."""

    def get_params(self, ctx: Any) -> list[Any]:  # noqa: ANN401 - see AsGiven
        return _left_as_given(super().get_params(ctx))


def _left_as_given(parameters: list[Any]) -> list[Any]:
    for parameter in parameters:
        if hasattr(parameter, CONVERTER):
            setattr(parameter, CONVERTER, AsGiven())
    return parameters
