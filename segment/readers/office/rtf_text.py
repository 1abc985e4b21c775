"""What an RTF document says, gathered while it is read: text in many code pages, with more of it set aside."""

from __future__ import annotations

import codecs
import re
import sys
from typing import Final, NamedTuple

_PAGE: Final = re.compile("\n?\f\n?")
_CODE_PAGES: Final[dict[int, int]] = {
    # By the character set of a font. 0 and 1 are what writers of any language put where they think of none.
    **{77: 10000, 128: 932, 129: 949, 130: 1361, 134: 936, 136: 950, 161: 1253, 162: 1254, 163: 1258, 177: 1255},
    **{178: 1256, 186: 1257, 204: 1251, 222: 874, 238: 1250, 254: 437, 255: 850},
}
_CODECS: Final[dict[int, str]] = {1361: "johab", 10000: "mac_roman", 65001: "utf-8"}


class _Group(NamedTuple):
    """What a group takes over from the one around it, and may change for itself."""

    out: list[str]
    codec: str
    stand_ins: int = 1
    """How many characters follow one that is given by its number, for readers that know no Unicode."""
    is_deleted: bool = False
    """By someone who revised the document."""


class RtfText:
    """The text so far, and how the next bytes of it are to be read."""

    def __init__(self, encoding: str | None) -> None:
        self._encoding = encoding
        self._texts: list[str] = []
        self._boxes: list[str] = []
        """Text boxes that stand in the paragraph that is being read."""
        self._notes: list[str] = []
        self._pending: list[bytes] = []
        """Not yet decoded: one character may be written as two bytes in any mixture of forms."""
        self.begin()

    def begin(self) -> None:
        """A document begins; one before it has ended."""
        self._settle()
        self._default = self._encoding or "cp1252"
        self._fonts: dict[int, str] = {}
        self._font = self._plain_font = 0
        self._stand_ins = 0  # still to be passed over
        self._group = _Group(self._texts, self._default)
        self._around: list[_Group] = []

    @property
    def depth(self) -> int:
        """Groups that are open."""
        return len(self._around)

    def open_group(self) -> None:
        self._stand_ins = 0
        self._around.append(self._group)

    def close_group(self) -> None:
        self._stand_ins = 0
        self._change(self._around.pop())

    def gather(self, *, is_whole: bool) -> str:
        """All of it; of text cut short without the half of a character at its end."""
        self._settle(is_whole=is_whole)
        text = "".join(self._texts)
        # Above U+FFFF a character is written as two numbers, the halves of its form in UTF-16.
        halves = codecs.getincrementaldecoder("utf-16-le")("replace")
        return _PAGE.sub("\n\f\n", halves.decode(text.encode("utf-16-le", "surrogatepass"), is_whole))

    def write(self, raw: bytes) -> None:
        """Bytes of text; those that stand in for a Unicode character are passed over."""
        passed = min(self._stand_ins, len(raw))
        self._stand_ins -= passed
        if not self._group.is_deleted:
            self._pending.append(raw[passed:])

    def emit(self, char: str) -> None:
        """A character that has a word or symbol of its own."""
        self._flush()
        self._stand_ins = 0
        if not self._group.is_deleted:
            self._group.out.append(char)

    def _settle(self, *, is_whole: bool = True) -> None:
        """What was set aside finds its place."""
        self._flush(is_whole=is_whole)
        self._texts += [*self._boxes, *self._notes]
        self._boxes.clear()
        self._notes.clear()

    def _flush(self, *, is_whole: bool = True) -> None:
        if not self._pending:
            return
        raw = b"".join(self._pending)
        self._pending.clear()
        if is_whole:
            self._group.out.append(raw.decode(self._group.codec, "replace"))
        else:
            self._group.out.append(codecs.getincrementaldecoder(self._group.codec)("replace").decode(raw))

    def _change(self, group: _Group) -> None:
        if group.codec != self._group.codec or group.out is not self._group.out:
            self._flush()
        self._group = group

    # --- what control words ask for

    def end_paragraph(self) -> None:
        self._flush()
        if self._group.out is self._texts:
            self._texts += self._boxes
            self._boxes.clear()
        self.emit("\n")

    def end_row(self) -> None:
        self._flush()
        out = self._group.out
        if out and out[-1] == "\t":
            out.pop()
        self.end_paragraph()

    def write_unicode(self, number: int) -> None:
        code = number + 0x10000 if number < 0 else number
        self.emit(chr(code) if 0 < code <= sys.maxunicode else "\ufffd")
        self._stand_ins = self._group.stand_ins

    def set_stand_ins(self, number: int) -> None:
        self._change(self._group._replace(stand_ins=max(number, 0)))

    def set_code_page(self, number: int) -> None:
        if not self._encoding:
            self._default = _find_codec(number, self._default)
            self._change(self._group._replace(codec=self._default))

    def begin_fonts(self) -> None:
        self._change(self._group._replace(out=[]))  # their names are no text

    def set_charset(self, number: int) -> None:
        self.set_font_page(_CODE_PAGES.get(number, 0))

    def set_font_page(self, number: int) -> None:
        if not self._encoding:
            self._fonts[self._font] = _find_codec(number, self._default)

    def set_font(self, number: int) -> None:
        self._font = number
        codec = self._fonts.get(number, self._default)
        if codec != self._group.codec:
            self._change(self._group._replace(codec=codec))

    def set_plain_font(self, number: int) -> None:
        self._plain_font = number

    def set_plain(self) -> None:
        self.set_deleted(0)
        self.set_font(self._plain_font)

    def set_deleted(self, number: int) -> None:
        self._flush()
        self._group = self._group._replace(is_deleted=number != 0)

    def begin_box(self) -> None:
        self._change(self._group._replace(out=self._boxes))
        self.emit("\n")

    def begin_note(self) -> None:
        self._change(self._group._replace(out=self._notes))
        self.emit("\n")


def _find_codec(code_page: int, default: str) -> str:
    codec = _CODECS.get(code_page, f"cp{code_page}")
    try:
        codecs.lookup(codec)
    except LookupError:
        return default
    return codec
