"""What looks like the edge of an article and is none, on whole reports: `fixtures/false-friends.txt`."""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

import pytest

from segment.pipeline import segment_dump
from segment.types import Dump, Kind, Role

FILE = Path(__file__).parent.parent / "fixtures" / "false-friends.txt"
BEFORE = (
    "The ferry between Nordvik and Kellsund will stop running in October, the harbour office said on Monday, after "
    "engineers found cracks in the hull of the only ship that is small enough for the old pier.",
    "About three hundred people cross the water every day, most of them pupils and nurses. They will have to take the "
    "bus around the bay, which needs fifty minutes where the ferry needs nine.",
    "The harbour office had known of the cracks since the spring, according to a letter that the council published "
    "last week. The ship was kept in service because no other could be found.",
)
AFTER = (
    "The harbour office now hopes to rent a ship from the south. It would be twice as long as the old one, so that the "
    "pier at Kellsund would have to be rebuilt before it can land there.",
    "Until then the bus will run every half hour, and tickets for the ferry will be valid on it. The council is to "
    "decide on the pier at its meeting in November.",
)


class Case(NamedTuple):
    """One line of the file."""

    line: int
    mark: str
    text: str


def read_cases():
    for number, line in enumerate(FILE.read_text("utf-8").splitlines(), 1):
        if line.strip() and not line.startswith("#"):
            assert line[:2] in ("- ", "? "), f"{FILE.name}:{number}: not a case"
            yield Case(number, line[0], line[2:])


CASES = [
    pytest.param(
        case,
        id=f"{FILE.name}:{case.line}",
        marks=[pytest.mark.xfail(reason="known miss", strict=True)] if case.mark == "?" else [],
    )
    for case in read_cases()
]


@pytest.mark.parametrize("case", CASES)
def test_a_false_friend_stays_text_of_one_article(case: Case) -> None:
    text = "\n\n".join((*BEFORE, case.text, *AFTER))
    articles = segment_dump(Dump(text, "-")).articles
    assert [article.kind for article in articles] == [Kind.FULL]
    start = text.index(case.text)
    assert [block.role for block in articles[0].blocks if start <= block.start < start + len(case.text)] == [Role.BODY]
