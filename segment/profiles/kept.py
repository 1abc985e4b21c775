"""How much of a text belongs to its documents, for profiles whose texts are mostly that."""

from __future__ import annotations

from typing import TYPE_CHECKING

from segment.errors import AnnouncedError
from segment.types import Notice

if TYPE_CHECKING:
    from collections.abc import Iterator

    from segment.profiles.grammar import Profile
    from segment.types import Layout


class Kept:
    """Adds up characters; a text of which more is taken away than the profile expects is worth a warning."""

    def __init__(self, path: str, profile: Profile) -> None:
        self._path = path
        self._least = profile.keeps
        self._all = 0
        self._kept = 0

    def add(self, text: str, layout: Layout) -> None:
        self._all += len(text)
        self._kept += sum(span.end - span.start for span in layout.spans if span.role)
        if layout.region:
            self._kept += layout.region[1] - layout.region[0]

    def close(self) -> Iterator[Notice]:
        if self._kept >= self._least * self._all:
            return
        share = 100 * (self._all - self._kept) // self._all
        message = f"{share} % of the text belongs to no document. Check it with --residue, or try --profile none."
        yield Notice(self._path, 1, AnnouncedError.code, message)
