"""The part of a stream of bytes that is being looked at: it grows at its end, and records are taken from its start."""

from __future__ import annotations

from typing import TYPE_CHECKING

from segment.errors import InputError, RowError

if TYPE_CHECKING:
    import re
    from collections.abc import Iterator


class Buffer:
    """Holds one record at a time, so that a file may be larger than memory.

    Damage in the stream counts as its end: what came before it can be taken still, and `error` says what it was.
    """

    def __init__(self, chunks: Iterator[bytes]) -> None:
        self.data = bytearray()
        self.start = 0
        """Of `data` in the stream, in bytes."""
        self.ended = False
        """All that comes is in `data`."""
        self.error: InputError | None = None
        self._chunks = chunks

    def grow(self) -> bool:
        """Takes in some more; False if there is no more."""
        if self.ended:
            return False
        try:
            chunk = next(self._chunks, None)
        except InputError as err:
            self.error = err
            chunk = None
        self.ended = chunk is None
        self.data += chunk or b""
        return not self.ended

    def reason(self, message: str) -> InputError:
        """Why something is not whole: the damage of the stream, if nothing is left before it, else `message`."""
        return self.error if self.error and not self.data else RowError(message)

    def reach(self, size: int) -> bool:
        """Whether so many bytes come, all of which are held then."""
        while len(self.data) < size and self.grow():
            pass
        return len(self.data) >= size

    def find(self, pattern: re.Pattern[bytes], position: int, longest: int, limit: int) -> int | None:
        """Where the first match from `position` on starts; None if there is none in the first `limit` bytes or so.

        `longest` is the longest match that can be, with what the pattern looks at behind itself and ahead.
        """
        while (found := pattern.search(self.data, position)) is None:
            position = max(position, len(self.data) - longest)
            if len(self.data) > limit or not self.grow():
                return None
        return found.start()

    def take(self, size: int | None = None) -> bytes:
        """The first `size` bytes, or all that are held; they are held no more."""
        taken = bytes(self.data) if size is None else bytes(self.data[:size])
        del self.data[: len(taken)]
        self.start += len(taken)
        return taken

    def pass_over(self, size: int) -> None:
        """Takes the next `size` bytes, or as many as there are, and holds only a piece of them at a time."""
        while size > 0 and self.reach(1):
            size -= len(self.take(min(size, len(self.data))))

    def pass_until(self, pattern: re.Pattern[bytes], longest: int) -> Iterator[bytes]:
        """The pieces of everything before the next match, or before the end."""
        while (found := self.find(pattern, 0, longest, 2 * longest)) is None:
            if self.ended:
                yield self.take()
                return
            yield self.take(len(self.data) - longest)
        yield self.take(found)
