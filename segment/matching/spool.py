"""What is too much for memory: written once from front to back, read anywhere; a temporary file beyond a limit."""

from __future__ import annotations

import tempfile
from contextlib import contextmanager
from pathlib import Path
from typing import IO, TYPE_CHECKING, Final

import numpy as np

from segment.errors import OutputError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from numpy.typing import NDArray

    Numbers = NDArray[np.uint64]

_PART_BITS: Final = 6
_PARTS: Final = 1 << _PART_BITS
"""So many files may be open at a time on any system."""


class Spool:
    """Bytes, in memory up to `limit` of them, then in a file that ends with the process."""

    def __init__(self, limit: int, path: str | None = None) -> None:
        """A `path` is where all of it goes, for other processes to read; its folder is for the caller to remove."""
        self.size = 0
        self._limit = limit
        self._held = bytearray()
        self._file = None if path is None else _create(path)

    @staticmethod
    def open(path: str) -> Spool:
        """One that another process has filled, to be read."""
        spool = Spool(0)
        spool._file = Path(path).open("rb", buffering=0)  # noqa: SIM115 - closed by `close`
        return spool

    @property
    def is_held(self) -> bool:
        """Whether all of it is in memory."""
        return self._file is None

    def append(self, data: bytes | memoryview) -> None:
        """Puts bytes behind the others. Raises OutputError where the temporary folder is full."""
        self.size += len(data)
        if self._file is None and self.size <= self._limit:
            self._held += data
            return
        with _naming_folder():
            if self._file is None:
                self._file = tempfile.TemporaryFile(buffering=0, prefix="segment-")  # noqa: SIM115 - closed by `close`
                _write(self._file, self._held)
                self._held = bytearray()
            self._file.seek(0, 2)
            _write(self._file, data)

    def read(self, start: int, end: int) -> bytes | memoryview:
        """Bytes `start` to `end`. What is in memory is not copied, and nothing can be added while it is in use."""
        if self._file is None:
            return memoryview(self._held)[start:end]
        self._file.seek(start)
        return self._file.read(end - start)

    def __del__(self) -> None:
        self.close()

    def close(self) -> None:
        """Gives back memory and file."""
        self._held = bytearray()
        if self._file is not None:
            self._file.close()


def _create(path: str) -> IO[bytes]:
    with _naming_folder():
        return Path(path).open("w+b", buffering=0)  # small pieces are read from anywhere, and large ones written


def _write(file: IO[bytes], data: bytes | bytearray | memoryview) -> None:
    view = memoryview(data)
    while view:
        view = view[file.write(view) :]


class NumberSpool:
    """Numbers of 64 bits, to be sorted in parts that fit into memory."""

    def __init__(self, limit: int, bits: int = 64) -> None:
        """No number has more than so many bits. `limit` bytes of them are held in memory."""
        self._limit = limit
        self._low_bits = np.uint64(max(0, bits - _PART_BITS))
        self._spools = [Spool(limit)]

    def append(self, numbers: Numbers) -> None:
        """Puts numbers to the others."""
        if len(self._spools) == 1 and self._spools[0].size + numbers.nbytes > self._limit:
            held = self._spools.pop()
            self._spools = [Spool(self._limit // _PARTS) for _ in range(_PARTS)]
            self._distribute(_read_numbers(held))
        if len(self._spools) == 1:
            self._spools[0].append(np.ascontiguousarray(numbers).view(np.uint8).data)
        else:
            self._distribute(numbers)

    def _distribute(self, numbers: Numbers) -> None:
        part_of = (numbers >> self._low_bits).astype(np.uint8)
        numbers = numbers[np.argsort(part_of, kind="stable")]  # of bytes, that is a radix sort
        cuts = np.cumsum(np.bincount(part_of, minlength=_PARTS)).tolist()
        for spool, start, end in zip(self._spools, [0, *cuts], cuts, strict=False):
            spool.append(numbers[start:end].view(np.uint8).data)

    def sorted_parts(self) -> Iterator[Numbers]:
        """All numbers ascending, part by part. To be asked for once. O(n log n).

        Numbers with the same `_PART_BITS` highest bits come in one.
        """
        for spool in self._spools:
            numbers = _read_numbers(spool)
            numbers.sort()
            yield numbers
            spool.close()


def _read_numbers(spool: Spool) -> Numbers:
    """All of them; those that are held may be sorted where they stand."""
    read = np.frombuffer(spool.read(0, spool.size), np.uint64)
    return read if spool.is_held else read.copy()


@contextmanager
def _naming_folder() -> Iterator[None]:
    try:
        yield
    except OSError as error:
        folder = tempfile.gettempdir()
        message = f"{folder}: {error.strerror}, for what does not fit into memory. Set TMPDIR, or raise --memory"
        raise OutputError(message) from error
