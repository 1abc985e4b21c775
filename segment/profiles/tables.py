"""Typed values out of a TOML table, and a message that names the key where one is wrong."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NoReturn

from segment.errors import UsageError
from segment.profiles.patterns import Pattern

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    Table = Mapping[str, Any]


class TableReader:
    """Reads the tables of one profile, whose name its messages give. Every method raises UsageError."""

    def __init__(self, where: str, *, is_ours: bool) -> None:
        self._where = where
        self._is_ours = is_ours

    def refuse(self, message: str) -> NoReturn:
        placed = f"{self._where}: {message}"
        raise UsageError(placed)

    def check_keys(self, table: Table, known: frozenset[str], where: str = "") -> None:
        for key in table:
            if key not in known:
                self.refuse(f'unknown key "{where}{key}". Known are: {", ".join(sorted(known))}.')

    def text(self, table: Table, key: str, default: str) -> str:
        value = table.get(key, default)
        if not isinstance(value, str):
            self.refuse(f'"{key}" is no text.')
        return value

    def texts(self, table: Table, key: str, default: Sequence[str] = ()) -> tuple[str, ...]:
        """A list of texts, or a single one."""
        value = table.get(key, list(default))
        value = [value] if isinstance(value, str) else value
        if not isinstance(value, list) or not all(isinstance(entry, str) for entry in value):
            self.refuse(f'"{key}" is no list of texts.')
        return tuple(value)

    def flag(self, table: Table, key: str, default: bool) -> bool:
        value = table.get(key, default)
        if not isinstance(value, bool):
            self.refuse(f'"{key}" is neither true nor false.')
        return value

    def share(self, table: Table, key: str) -> float:
        value = table.get(key, 0.0)
        if isinstance(value, bool) or not isinstance(value, int | float) or not 0 <= value <= 1:
            self.refuse(f'"{key}" is no share from 0 to 1.')
        return float(value)

    def count(self, table: Table, key: str, most: int) -> int:
        value = table.get(key, 1)
        if isinstance(value, bool) or not isinstance(value, int) or not 1 <= value <= most:
            self.refuse(f'"{key}" is no whole number from 1 to {most}.')
        return value

    def choice(self, table: Table, key: str, known: Sequence[str], default: str) -> Any:  # noqa: ANN401  # a Literal
        value = table.get(key, default)
        if value not in known:
            self.refuse(f'"{key}" is {value!r}; it may be {", ".join(filter(None, known))}.')
        return value

    def table(self, table: Table, key: str) -> Table:
        value = table.get(key, {})
        if not isinstance(value, dict):
            self.refuse(f'"{key}" is no table.')
        return value

    def tables(self, table: Table, key: str) -> Sequence[Table]:
        value = table.get(key, [])
        if not isinstance(value, list) or not all(isinstance(entry, dict) for entry in value):
            self.refuse(f'"{key}" is no list of tables.')
        return value

    def pattern(self, table: Table, key: str) -> Pattern | None:
        return self.compile(self.text(table, key, ""), key) if key in table else None

    def compile(self, source: str, key: str) -> Pattern:
        return Pattern(source, f'{self._where}, "{key}"', self._is_ours).checked()
