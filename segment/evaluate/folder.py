"""A folder with a text file for each article: joined, they are dumps whose boundaries are known."""

from __future__ import annotations

from itertools import groupby
from pathlib import PurePath
from typing import TYPE_CHECKING

from segment.blocks import find_blocks
from segment.errors import InputError
from segment.evaluate.compose import JOINED, Part, Piece, compose
from segment.evaluate.opening import open_checked, read_text
from segment.readers.losses import Loss, as_reject
from segment.readers.names import shown
from segment.types import Dump, Reject, Role

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from segment.config import ReadConfig
    from segment.evaluate.records import GoldDump


def read_articles(
    root: str, files: Sequence[str], config: ReadConfig, on_bytes: Callable[[int], None] | None
) -> Iterator[GoldDump | Reject]:
    """The files of the folder itself, `JOINED` to a dump; those of each sub-folder as a dump of its own.

    Nothing is known of titles, so that every paragraph is body and a unit. The dumps are named
    after their first and last file, or their sub-folder. A file that cannot be used is missing in its dump.
    """
    for names in _group(root, files):
        parts: list[Part] = []
        for name in names:
            try:
                parts.append(_parse_article(read_text(open_checked(name, config, on_bytes), config)))
            except InputError as err:
                yield as_reject(Loss(err), shown(name))
        if parts:
            yield compose(parts, _name(root, names), shown(names[0]))


def _group(root: str, files: Sequence[str]) -> Iterator[list[str]]:
    paths = sorted(map(PurePath, files), key=lambda path: (path.parent.parts, path.name))
    for folder, members in groupby(paths, lambda path: path.parent):
        names = [path.as_posix() for path in members]
        size = JOINED if folder == PurePath(root) else len(names)
        for start in range(0, len(names), size):
            yield names[start : start + size]


def _name(root: str, names: Sequence[str]) -> str:
    folder = PurePath(names[0]).parent
    if folder != PurePath(root):
        return shown(folder.relative_to(root).as_posix())
    return shown(f"{PurePath(names[0]).name}..{PurePath(names[-1]).name}")


def _parse_article(text: str) -> Part:
    """Its paragraphs as `find_blocks` puts them together; where that cuts inside one, the pieces are joined again."""
    text = text.strip()
    pieces: list[Piece] = []
    for block in find_blocks(Dump(text, "-")):
        start = pieces.pop().start if block.inline else block.start
        pieces.append(Piece(start, block.end, Role.BODY))
    return Part(text, tuple(pieces))
