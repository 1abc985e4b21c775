"""Places that take one line after the other: a file that appears when it is complete, or a stream.

Errors of the operating system become OutputError with the place and the reason in one line. BrokenPipeError passes:
that the reader went away is no failure of the output.
"""

from __future__ import annotations

import contextlib
import os
import stat
import sys
from contextlib import contextmanager
from pathlib import Path
from typing import IO, TYPE_CHECKING, Protocol

from segment.errors import MissingExtraError, OutputError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from segment.types import Article

STDOUT = "standard output"
NEW_FILE = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_BINARY", 0)
BUFFER_BYTES = 1 << 20


class Output(Protocol):
    """Where records go."""

    def write(self, line: bytes, article: Article | None = None) -> None:
        """Take one record, without its line end. `article` names the record in a folder; None is a residue."""

    def write_block(self, lines: bytes) -> None:
        """Take many records at once that are no articles, each with its line end."""


class Sink(Output, Protocol):
    """An output and its end: opened, then committed or discarded. What stood in its place changes at `commit` only."""

    def open(self) -> None: ...

    def commit(self) -> None: ...

    def discard(self) -> None: ...


@contextmanager
def output_errors(place: str | os.PathLike[str]) -> Iterator[None]:
    """Turn what the operating system says about writing to `place` into OutputError."""
    try:
        yield
    except OSError as err:
        raise _as_output_error(err, place) from err


def _as_output_error(error: OSError, place: str | os.PathLike[str]) -> OSError:
    if isinstance(error, BrokenPipeError | OutputError):
        return error
    return OutputError(f"{os.fspath(place)}: {error.strerror or error}")


def temporary_beside(path: Path) -> Path:
    """A new hidden name in the folder of `path`, so that the final rename stays on one file system."""
    return path.parent / f".segment-{os.urandom(8).hex()}.tmp"


def sync_folder(path: Path) -> None:
    """Make a rename inside `path` last through a power cut, where folders can be opened at all (not on Windows)."""
    if not hasattr(os, "O_DIRECTORY"):
        return
    handle = os.open(path, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


class StdoutSink:
    """Standard output as bytes. It is flushed at the end of the work: left to the interpreter's shutdown, a full disk
    would be noticed too late to be told."""

    def open(self) -> None:
        if sys.stdout is None:  # closed by the caller: `>&-`
            message = f"{STDOUT}: closed"
            raise OutputError(message)

    def write(self, line: bytes, article: Article | None = None) -> None:
        self.write_block(line + b"\n")

    def write_block(self, lines: bytes) -> None:
        try:  # what `output_errors` does, without its cost for each line
            sys.stdout.buffer.write(lines)
        except OSError as err:
            raise _as_output_error(err, STDOUT) from err

    def commit(self) -> None:
        with output_errors(STDOUT):
            sys.stdout.flush()

    def discard(self) -> None:
        """What a reader has seen cannot be taken back."""


class _PathSink:
    """What the sinks behind a path share: `_file` takes the lines once it is open."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._file: IO[bytes] | None = None

    def write(self, line: bytes, article: Article | None = None) -> None:
        self.write_block(line + b"\n")

    def write_block(self, lines: bytes) -> None:
        if self._file is None:
            message = f"{self._path}: written before it was opened"
            raise ValueError(message)
        try:
            self._file.write(lines)
        except OSError as err:
            raise _as_output_error(err, self._path) from err


class StreamSink(_PathSink):
    """A device or a named pipe: it cannot be replaced by a file, and must not be."""

    def open(self) -> None:
        with output_errors(self._path):
            self._file = self._path.open("wb")

    def commit(self) -> None:
        if self._file is not None:
            with output_errors(self._path):
                self._file.close()

    def discard(self) -> None:
        if self._file is not None:
            with contextlib.suppress(OSError):
                self._file.close()


class FileSink(_PathSink):
    """A file that appears when it is complete, compressed as its suffix says."""

    def __init__(self, path: Path) -> None:
        # A link keeps pointing at its file: the file is replaced, not the link.
        super().__init__(Path(os.path.realpath(path)))
        self._temporary = temporary_beside(self._path)
        self._raw: IO[bytes] | None = None

    def open(self) -> None:
        with output_errors(self._path):
            if self._path.is_dir():
                raise IsADirectoryError(None, "is a folder")
            handle = os.open(self._temporary, NEW_FILE, 0o666)
            self._raw = os.fdopen(handle, "wb", buffering=BUFFER_BYTES)
            with contextlib.suppress(FileNotFoundError):
                self._temporary.chmod(stat.S_IMODE(self._path.stat().st_mode))
        self._file = compressed(self._raw, self._path.suffix)

    def commit(self) -> None:
        if self._file is None or self._raw is None:
            return
        with output_errors(self._path):
            if self._file is not self._raw:
                self._file.close()  # writes the end of the compressed data, and leaves the raw file open
            self._raw.flush()
            os.fsync(self._raw.fileno())
            self._raw.close()
            self._temporary.replace(self._path)
            sync_folder(self._path.parent)

    def discard(self) -> None:
        """Remove the temporary file. Closing flushes, which fails again where the disk is full."""
        for file in (self._raw, self._file):
            if file is not None:
                with contextlib.suppress(OSError, ValueError):
                    file.close()
        with contextlib.suppress(OSError):
            self._temporary.unlink(missing_ok=True)


def compressed(raw: IO[bytes], suffix: str) -> IO[bytes]:
    """`raw` behind the compression of `suffix`; the same records give the same bytes, so no time stamps.

    Raises MissingExtraError where Zstandard is asked for and not there.
    """
    if suffix == ".gz":
        from gzip import GzipFile

        return GzipFile(filename="", mode="wb", fileobj=raw, mtime=0)  # type: ignore[return-value]  # all that is used of IO
    if suffix == ".zst":
        return _zstd(raw)
    return raw


def _zstd(raw: IO[bytes]) -> IO[bytes]:
    try:
        if sys.version_info >= (3, 14):
            from compression.zstd import ZstdFile
        else:
            from backports.zstd import ZstdFile
    except ImportError as err:
        message = "writing .zst needs Zstandard. Try pip install 'segment[zstd]'"
        raise MissingExtraError(message) from err
    return ZstdFile(raw, "wb")  # type: ignore[return-value]  # all that is used of IO
