"""ZIP archives, read from front to back: a pipe will do, memory stays flat, and a cut costs only what lies behind it.

`zipfile` does not suit: it needs the table of contents at the end of the file, which is the first thing that a cut
takes away, and holds all of it in memory. Here the table only checks that as many files were found as it lists.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from segment.errors import CompressionError, EmptyError, InputError
from segment.readers.archives.zip_bytes import CONTENTS, END, END_BYTES, LONG_END, MEMBER, ZipBytes
from segment.readers.archives.zip_members import Member
from segment.readers.losses import Loss
from segment.readers.office.docx import is_docx
from segment.readers.sources import HEAD_BYTES, Source, peek

if TYPE_CHECKING:
    from collections.abc import Iterator

    from segment.config import ReadConfig

_MAX_MEMBERS: Final = 100_000
_ENTRY_BYTES: Final = 46
_LOCATOR_BYTES: Final = 20
_PADDING_BYTES: Final = 1 << 12
_CLUTTER: Final = re.compile(
    r"""
    / $                             # a folder
    | (?: ^ | / ) __MACOSX /        # what a Mac notes beside each file
    | (?: ^ | / ) ~\$               # locks of Word, while a document is open
    | (?: ^ | / ) \. (?! \.? / )    # .DS_Store and other hidden files and folders; not the `..` of a path
    """,
    re.VERBOSE,
)


def read_zip(source: Source, path: str, config: ReadConfig) -> Iterator[tuple[str, Source] | Loss]:
    """The files in an archive, in its order, as if each stood at `path/name`; and what of it is lost.

    Each must be read before the next is asked for. A name is only shown, never opened; two files may have the same.
    Folders, hidden files and the clutter of systems are passed over. A damaged file costs itself only: its chunks
    raise CompressionError, as they do where the archive is cut short. All files together may hold `config.max_bytes`,
    and one of them `config.max_ratio` times what it is packed in. O(n), flat memory.
    """
    archive = ZipBytes(source.chunks)
    try:
        yield from _read_members(archive, path, config)
    except InputError as err:
        yield Loss(err)


def _read_members(archive: ZipBytes, path: str, config: ReadConfig) -> Iterator[tuple[str, Source] | Loss]:
    count = given = wanted = 0
    while not archive.stands_at(CONTENTS, LONG_END, END):
        if count == _MAX_MEMBERS:
            message = f"holds more than {_MAX_MEMBERS:,} files; none is read from byte {archive.offset:,} on. Split it."
            raise CompressionError(message)
        count += 1
        if not archive.stands_at(MEMBER):
            yield Loss(archive.lost_its_way())
            wanted += 1
            if not archive.find_mark():
                return
            continue
        member = Member(archive, config, config.max_bytes - given)
        if not _CLUTTER.search(member.name):
            wanted += 1
            yield _as_source(member, path)
        if not member.finish():
            return
        given += member.given
    _check_contents(archive, count)
    if not wanted:
        message = "holds no files. Leave it out."
        raise EmptyError(message)


def _as_source(member: Member, path: str) -> tuple[str, Source] | Loss:
    if problem := member.problem:
        return Loss(CompressionError(f"{member.name} {problem}"))
    source = peek(member.chunks, HEAD_BYTES)
    if source.head.startswith((MEMBER, END)) and not is_docx(source.head, member.name):
        return Loss(CompressionError(f"{member.name} is an archive within the archive. Unpack the outer one first."))
    return f"{path}/{member.name}", source


def _check_contents(archive: ZipBytes, count: int) -> None:
    """Reads the table of contents. Raises CompressionError if it is cut short or contradicts what was found."""
    listed = 0
    while archive.stands_at(CONTENTS):
        entry = archive.take(_ENTRY_BYTES)
        archive.skip(sum(int.from_bytes(entry[at : at + 2], "little") for at in (28, 30, 32)))  # name, extra, comment
        listed += 1
    if archive.stands_at(LONG_END):
        archive.skip(int.from_bytes(archive.take(12)[4:], "little") + _LOCATOR_BYTES)
    if not archive.stands_at(END):
        raise archive.lost_its_way()
    archive.skip(int.from_bytes(archive.take(END_BYTES)[-2:], "little"))  # a comment
    if listed != count:
        message = f"its table of contents lists {listed:,} files, but {count:,} were found. Fetch the archive again."
        raise CompressionError(message)
    _check_padding(archive)


def _check_padding(archive: ZipBytes) -> None:
    """Raises CompressionError if the archive is followed by more than NULs."""
    while not archive.is_over:
        start = archive.offset
        if archive.some(_PADDING_BYTES).strip(b"\0"):
            message = f"the archive ends before byte {start:,}; what follows is not read. Cut it off."
            raise CompressionError(message)
