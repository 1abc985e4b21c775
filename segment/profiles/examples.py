"""Examples in a profile are its tests: they are tried when it is loaded."""

from __future__ import annotations

from typing import TYPE_CHECKING

from segment.errors import UsageError

if TYPE_CHECKING:
    from segment.profiles.grammar import Profile


def check_examples(profile: Profile) -> None:
    """Raises UsageError, naming the profile and the example, for one in which other titles are found."""
    from segment.profiles.documents import cut_documents
    from segment.types import Dump

    for number, example in enumerate(profile.examples, 1):
        items = cut_documents(iter([example.text]), profile, "-")
        dumps = [item for item in items if isinstance(item, Dump)]
        found = [dump.meta.title or "" for dump in dumps if dump.layout and (dump.layout.kind or dump.layout.region)]
        if found != list(example.titles):
            message = (
                f"profile {profile.name}, example {number}: finds {len(found)} documents, {found}, "
                f"and not {len(example.titles)}, {list(example.titles)}."
            )
            raise UsageError(message)
