"""The text in the XML of Word: gathered while expat tells of one element after the other."""

from __future__ import annotations

from typing import Final

from segment.errors import InputError

_WORD: Final = (
    "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
    "http://purl.oclc.org/ooxml/wordprocessingml/main",  # "strict"
)
_MATH: Final = (
    "http://schemas.openxmlformats.org/officeDocument/2006/math",
    "http://purl.oclc.org/ooxml/officeDocument/math",
)
_COMPATIBILITY: Final = "http://schemas.openxmlformats.org/markup-compatibility/2006"

_CHARS: Final = {"tab": "\t", "ptab": "\t", "br": "\n", "cr": "\n", "noBreakHyphen": "-"}
_SKIPPED: Final = frozenset(("del", "moveFrom", "tabs", "rt", "Fallback"))
"""What is deleted or moved away; stops of tabs; readings above Japanese words; the same again for older readers."""
_FRAMES: Final = frozenset(("p", "tc", "tr", "txbxContent"))
_TAGS: Final = {
    **{
        f"{space} {name}": name
        for space in _WORD
        for name in ("t", "sym", "rPr", "altChunk", *_CHARS, *(_SKIPPED - {"Fallback"}), *_FRAMES)
    },
    **{f"{space} t": "t" for space in _MATH},
    f"{_COMPATIBILITY} Fallback": "Fallback",
}
_MAX_DEPTH: Final = 10_000
"""Of elements; tables in tables in text boxes have some fifty."""


class _Frame:
    """A paragraph, cell, row or text box that is open, or the whole part."""

    def __init__(self) -> None:
        self.pieces: list[str] = []
        self.boxes: list[str] = []
        """Text boxes that stand in it, to follow it."""
        self.is_joined = False
        """The end of the paragraph was deleted."""


class DocxText:
    """Told of the elements of one part; `gather` gives its text."""

    def __init__(self) -> None:
        self._open: list[str] = []
        self._skipped_from = 0  # the depth of what is passed over with all in it
        self._frames = [_Frame()]

    def start(self, name: str, attributes: dict[str, str]) -> None:
        """An element begins; `name` is its namespace and its name. Raises InputError for what cannot be read."""
        parent = self._open[-1] if self._open else ""
        tag = _TAGS.get(name, "")
        self._open.append(tag)
        if len(self._open) > _MAX_DEPTH:
            message = f"its XML is nested more than {_MAX_DEPTH:,} deep. Open it in Word and save it again."
            raise InputError(message)
        if self._skipped_from or not tag:
            return
        if tag in _FRAMES:
            self._frames.append(_Frame())
        elif tag in _CHARS:
            self._frames[-1].pieces.append(_CHARS[tag])
        elif tag in ("del", "moveFrom") and parent == "rPr":
            self._frames[-1].is_joined = True
        elif tag in _SKIPPED:
            self._skipped_from = len(self._open)
        elif tag == "sym":
            self._frames[-1].pieces.append(_symbol(attributes))
        elif tag == "altChunk":
            message = "holds text as a file within the file, which is not read. Open it in Word and save it again."
            raise InputError(message)

    def end(self, _: str) -> None:
        tag = self._open.pop()
        if self._skipped_from:
            if len(self._open) < self._skipped_from:
                self._skipped_from = 0
        elif tag in _FRAMES:
            self._close(tag)

    def characters(self, text: str) -> None:
        if self._open[-1] == "t" and not self._skipped_from:
            self._frames[-1].pieces.append(text)

    def gather(self) -> str:
        return "".join(self._frames[0].pieces)

    def _close(self, tag: str) -> None:
        frame = self._frames.pop()
        text = "".join(frame.pieces)
        around = self._frames[-1]
        if tag == "txbxContent":
            around.boxes.append(text)
            return
        if tag == "p":
            text += "" if frame.is_joined else "\n"
        elif tag == "tc":
            text = text.removesuffix("\n") + "\t"
        else:
            text = text.removesuffix("\t") + "\n"
        around.pieces += [text, *frame.boxes]


def _symbol(attributes: dict[str, str]) -> str:
    """A character of a font of symbols, in the private area of Unicode."""
    code = next((value for name, value in attributes.items() if name.endswith(" char")), "")
    try:
        return chr(int(code, 16)).encode("utf-8", "replace").decode()
    except (ValueError, OverflowError):
        return "\ufffd"
