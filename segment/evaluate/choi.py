"""Files in the form of Choi (2000), "Advances in domain independent linear text segmentation": a sentence a line, and
a line of ten `=` between segments, before the first and after the last.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from segment.errors import GoldError, InputError
from segment.evaluate.compose import compose, lay_out
from segment.evaluate.opening import read_text
from segment.lines import find_lines
from segment.readers.losses import Loss
from segment.types import Role

if TYPE_CHECKING:
    from collections.abc import Iterator

    from segment.config import ReadConfig
    from segment.evaluate.records import GoldDump
    from segment.readers.sources import Source

SEPARATOR: Final = "=" * 10


def read_choi(source: Source, path: str, name: str, config: ReadConfig) -> Iterator[GoldDump | Loss]:
    """One file, one dump: the sentences joined by line ends, each a unit and a body block; each segment an article."""
    try:
        yield parse_choi(read_text(source, config), name, path)
    except InputError as err:
        yield Loss(err, 0)


def is_choi(text: str) -> bool:
    """Whether a line of the text is exactly ten `=`.

    >>> is_choi("==========\\r\\nThe ferry was late .\\r\\n"), is_choi("Ferry news\\n===========\\n")
    (True, False)
    """
    return any(text[line.start : line.end] == SEPARATOR for line in find_lines(text))


def parse_choi(text: str, name: str, path: str) -> GoldDump:
    """The dump of one file. Two separators with nothing between them hold no segment.

    Raises GoldError where there is no sentence at all.
    """
    segments: list[list[str]] = [[]]
    for line in find_lines(text):
        sentence = text[line.start : line.end]
        if sentence == SEPARATOR:
            segments.append([])
        elif sentence:
            segments[-1].append(sentence)
    parts = [lay_out(((Role.BODY, sentence) for sentence in segment), "\n") for segment in segments if segment]
    if not parts:
        message = "holds separators and no sentence. Leave it out."
        raise GoldError(message)
    return compose(parts, name, path, gap="\n")
