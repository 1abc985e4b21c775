"""The cases of `fixtures/cues`: one file for each cue that looks at the words of a block.

    + text    the cue fires
    - text    it stays silent; mostly a false friend
    ? text    known miss: it should fire and does not yet
    ! text    known false alarm: it should stay silent and does not yet
    # ...     a comment, as are empty lines

`⏎` stands for a break between blocks; the case is about the first block, the others are what stands below it. A known
miss or false alarm that is cured breaks the build, so that the files stay true.
"""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

import pytest

from segment.cues import CUES, find_cues, layout
from segment.model import load_weights
from tests.cues.blocks import context_of

FOLDER = Path(__file__).parent.parent.parent / "fixtures" / "cues"
# Where a text without line breaks is cut: no single text shows that. Their tests are in `test_layout.py`.
WITHOUT_FILE = {cue.name for cue in layout.CUES}
KNOWN = {"?": "known miss", "!": "known false alarm"}


class Case(NamedTuple):
    """One line of a case file."""

    cue: str
    line: int
    mark: str
    text: str


def read_cases(path):
    """The cases of one file; a line that is none is an error."""
    for number, line in enumerate(path.read_text("utf-8").splitlines(), 1):
        if not line.strip() or line.startswith("#"):
            continue
        mark, text = line[:1], line[2:]
        if mark not in "+-?!" or line[1:2] != " " or not text.strip():
            message = f"{path.name}:{number}: not a case: {line!r}"
            raise ValueError(message)
        yield Case(path.stem, number, mark, text.strip())


CASES = [case for path in sorted(FOLDER.glob("*.txt")) for case in read_cases(path)]
PARAMS = [
    pytest.param(
        case,
        id=f"{case.cue}.txt:{case.line}",
        marks=[pytest.mark.xfail(reason=KNOWN[case.mark], strict=True)] if case.mark in KNOWN else [],
    )
    for case in CASES
]


@pytest.mark.parametrize("case", PARAMS)
def test_cue_fires_or_stays_silent(case):
    context = context_of(case.text)
    span = find_cues(context)[0].get(case.cue)
    fires = span is not None
    assert fires == (case.mark in "+?"), f"{case.cue} on {context.facts[0].text!r}: {span}"


@pytest.mark.parametrize(
    "case", [case for case in CASES if case.mark == "+"], ids=lambda case: f"{case.cue}:{case.line}"
)
def test_span_lies_inside_the_block(case):
    context = context_of(case.text)
    start, end = find_cues(context)[0][case.cue]
    assert 0 <= start < end <= len(context.facts[0].text)


def test_cues_have_names_of_their_own():
    assert len({cue.name for cue in CUES}) == len(CUES)


def test_every_cue_has_weights():
    assert {cue.name for cue in CUES} <= set(load_weights().edges)


def test_every_cue_has_cases():
    assert {path.stem for path in FOLDER.glob("*.txt")} == {cue.name for cue in CUES} - WITHOUT_FILE


@pytest.mark.parametrize("cue", CUES, ids=lambda cue: cue.name)
def test_cue_says_what_it_means(cue):
    assert cue.meaning == cue.meaning.strip() != ""


@pytest.mark.parametrize("path", sorted(FOLDER.glob("*.txt")), ids=lambda path: path.stem)
def test_file_has_friends_and_false_friends(path):
    marks = [case.mark for case in read_cases(path)]
    assert min(marks.count("+"), marks.count("-") + marks.count("!")) >= 4
