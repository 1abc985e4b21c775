"""A folder with one file per article. It appears whole or not at all, and never at the cost of foreign files.

Everything is written into a new folder beside the place, which then takes the place with one rename. A folder that is
there already is replaced only if it is empty or holds nothing but what an earlier run left, as its manifest tells.
"""

from __future__ import annotations

import contextlib
import os
import shutil
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any

import orjson

from segment.emit.files import output_errors, sync_folder, temporary_beside
from segment.emit.names import article_name
from segment.errors import OutputError

if TYPE_CHECKING:
    from segment.types import Article

MANIFEST = ".segment.json"
MANIFEST_SCHEMA = "segment.folder/1"
RESIDUE_FILE = "residue.jsonl"


class FolderSink:
    """One indented JSON file per article, and the residue, if any, in `residue.jsonl`.

    An interrupt or a full disk leaves the old folder as it was. Only a power cut right after the run may lose files
    that the operating system had not written yet: waiting for each of many small files would cost more than the work.
    """

    def __init__(self, path: Path) -> None:
        self._path = Path(os.path.realpath(path))
        self._temporary = temporary_beside(self._path)
        self._names: list[str] = []
        self._residue: IO[bytes] | None = None
        self._articles = 0

    def open(self) -> None:
        with output_errors(self._path):
            if self._path.exists():
                check_replaceable(self._path)
            self._temporary.mkdir()

    def write_block(self, lines: bytes) -> None:
        for line in lines.splitlines():
            self.write(line)

    def write(self, line: bytes, article: Article | None = None) -> None:
        with output_errors(self._path):
            if article is None:
                self._write_residue(line)
            else:
                self._articles += 1
                self._write_file(article_name(article, self._articles), orjson.loads(line))

    def commit(self) -> None:
        with output_errors(self._path):
            if self._residue is not None:
                self._residue.close()
            self._write_file(MANIFEST, {"schema": MANIFEST_SCHEMA, "files": self._names.copy()})
            sync_folder(self._temporary)
            self._take_place()
            sync_folder(self._path.parent)

    def discard(self) -> None:
        if self._residue is not None:
            with contextlib.suppress(OSError):
                self._residue.close()
        shutil.rmtree(self._temporary, ignore_errors=True)

    def _write_file(self, name: str, record: Any) -> None:  # noqa: ANN401 - any JSON
        data = orjson.dumps(record, option=orjson.OPT_INDENT_2 | orjson.OPT_APPEND_NEWLINE)
        with (self._temporary / name).open("xb") as file:
            file.write(data)
        self._names.append(name)

    def _write_residue(self, line: bytes) -> None:
        if self._residue is None:
            self._residue = (self._temporary / RESIDUE_FILE).open("xb")
            self._names.append(RESIDUE_FILE)
        self._residue.write(line + b"\n")

    def _take_place(self) -> None:
        """Rename the new folder to its place; the old one goes aside first, and comes back if that fails."""
        if not self._path.exists():
            self._temporary.rename(self._path)
            return
        check_replaceable(self._path)  # again: somebody may have put a file there in the meantime
        shutil.copymode(self._path, self._temporary)
        aside = temporary_beside(self._path)
        self._path.rename(aside)
        try:
            self._temporary.rename(self._path)
        except BaseException:
            aside.rename(self._path)
            raise
        shutil.rmtree(aside, ignore_errors=True)


def check_replaceable(folder: Path) -> None:
    """Raise OutputError unless `folder` is one that may be replaced whole: empty, or all of it written by us."""
    if not folder.is_dir():
        message = f"{folder}: is a file, not a folder. Try a name that ends in .jsonl"
        raise OutputError(message)
    if Path.cwd().is_relative_to(folder):
        message = f"{folder}: is the current folder or holds it. Name a new folder"
        raise OutputError(message)
    ours = _manifest_files(folder)
    foreign = sorted(entry.name for entry in folder.iterdir() if entry.name not in ours or entry.is_dir())
    if foreign:
        message = f"{folder}: holds files that segment did not write ({foreign[0]}). Name another folder"
        raise OutputError(message)


def _manifest_files(folder: Path) -> frozenset[str]:
    """The names that the manifest of an earlier run lists; none where there is no manifest of ours."""
    try:
        manifest = orjson.loads((folder / MANIFEST).read_bytes())
    except (FileNotFoundError, orjson.JSONDecodeError):
        return frozenset()
    if not isinstance(manifest, dict) or manifest.get("schema") != MANIFEST_SCHEMA:
        return frozenset()
    files = manifest.get("files")
    names = files if isinstance(files, list) else []
    return frozenset([MANIFEST, *(name for name in names if isinstance(name, str))])
