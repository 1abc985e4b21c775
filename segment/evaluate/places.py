"""Finds the dump of gold that a row is about."""

from __future__ import annotations

from typing import TYPE_CHECKING

from segment.errors import PredictionError
from segment.evaluate.gold import prefix_of
from segment.evaluate.opening import describe, name_of, shorten

if TYPE_CHECKING:
    from collections.abc import Iterable

    from segment.evaluate.records import GoldDump


class Places:
    """The dumps of gold by id, by number, and by the file and id or number that records of articles name."""

    def __init__(self, gold: Iterable[GoldDump]) -> None:
        self._by_id: dict[str, GoldDump] = {}
        self._by_number: dict[int, GoldDump] = {}
        self._by_file: dict[tuple[str, str], GoldDump] = {}
        for dump in gold:
            self._by_id[dump.id] = dump
            self._by_number[dump.index] = dump
            file = name_of(dump.path)
            self._by_file[file, dump.id.removeprefix(prefix_of(dump.path))] = dump
        self._files = {file for file, _ in self._by_file}

    def by_id(self, name: str) -> GoldDump:
        """Raises PredictionError where no dump of gold has this id."""
        if name in self._by_id:
            return self._by_id[name]
        message = f"no dump of the gold has the id {describe(name)}. It may have been refused itself."
        raise PredictionError(message)

    def by_number(self, number: int) -> GoldDump:
        """Raises PredictionError where gold has no usable row of this number."""
        if number in self._by_number:
            return self._by_number[number]
        message = f"no dump of the gold has the number {describe(number)}, from 0. Give the rows ids."
        raise PredictionError(message)

    def by_source(self, path: str, name: str | None, number: int | None) -> GoldDump:
        """The dump that a record names as its source; the folders of its path may be others than those of the gold.

        Raises PredictionError where there is none, or where only its number is known and gold has several files.
        """
        if name:
            file = name_of(path)
            if file in self._files and (file, name) in self._by_file:
                return self._by_file[file, name]
            # Of a file of another name, the id alone says which dump is meant.
            if file not in self._files or len(self._files) == 1:
                return self.by_id(name)
            message = (
                f"no dump of the gold has the id {describe(name)} in {shorten(file)}. It may have been refused itself."
            )
            raise PredictionError(message)
        if number is None:
            message = "its source has neither an id nor an index, so that its dump is unknown."
            raise PredictionError(message)
        if len(self._files) > 1:
            message = (
                "its source has no id, and the gold has several files, so that its dump is unknown. Give rows ids."
            )
            raise PredictionError(message)
        return self.by_number(number)
