r"""RTF to plain text.

striprtf does not suit: its pattern for links is quadratic (80 kB of opened fields take 2 s), a picture stored as `\bin`
makes other pictures text, footnotes and text boxes are lost, and a file cut short passes for a whole one.
"""

from __future__ import annotations

import codecs
import re
from typing import TYPE_CHECKING, Final

from segment.errors import InputError
from segment.readers.office.rtf_text import RtfText

if TYPE_CHECKING:
    from collections.abc import Callable

    from segment.config import ReadConfig

_TOKEN: Final = re.compile(
    rb"""
    ( [^\\{}\r\n]+ )                              # text, in the code page of its font
    | (?: \\(\*) [\r\n\ ]* )?                     # what follows may be skipped with its group
      \\ ([A-Za-z]+) (-?[0-9]{1,10}|-\Z)? [ ]?    # a control word
    | \\' ([0-9A-Fa-f]{2})                        # one byte of text
    | \\' [0-9A-Fa-f]? \Z                         # the same, cut
    | \\ ([^A-Za-z])                              # a control symbol
    | (?P<brace> [{}] )
    | [\r\n]+                                     # laid out for a programmer's eye, no part of the text
    """,
    re.VERBOSE,
)
_NESTED: Final = re.compile(rb"\\bin([0-9]{1,10})[ ]?|\\[^\r\n]|[{}]")
_PADDING: Final = re.compile(rb"[\0\s\x1a}]*")
"""What may stand between documents: some writers close one brace too many."""
_OPENING: Final = b"{\\rtf"
_MAX_DEPTH: Final = 10_000
"""Of groups within groups; Word writes some twenty, and a writer that forgets to close its groups some thousand."""
_TRY: Final = "Fetch the file again."

_CHARS: Final[dict[bytes, str]] = {
    **dict.fromkeys((b"line", b"sect", b"column"), "\n"),
    **dict.fromkeys((b"tab", b"cell", b"nestcell"), "\t"),
    b"page": "\f",
    b"emdash": "—",
    b"endash": "–",
    b"emspace": "\u2003",
    b"enspace": "\u2002",
    b"qmspace": "\u2005",
    b"bullet": "•",
    b"lquote": "‘",
    b"rquote": "’",
    b"ldblquote": "“",
    b"rdblquote": "”",
    b"zwj": "\u200d",
    b"zwnj": "\u200c",
    b"ltrmark": "\u200e",
    b"rtlmark": "\u200f",
}
_SYMBOLS: Final[dict[bytes, str]] = {
    **{b"~": "\xa0", b"_": "-", b"\\": "\\", b"{": "{", b"}": "}"},
    **{b"\r": "\n", b"\n": "\n", b"\t": "\t"},
}
_SKIPPED: Final = frozenset(
    b"colortbl stylesheet info pict filetbl revtbl listtable listoverridetable template objdata objclass objname "
    b"header headerl headerr headerf footer footerl footerr footerf ftnsep ftnsepc ftncn aftnsep aftnsepc aftncn "
    b"fldinst xe tc rxe txe bkmkstart bkmkend nonesttables shprslt sp".split()
)
"""What is not shown, or on every page; `nonesttables` and `shprslt` repeat other text for older readers."""
_STARRED: Final = frozenset((b"shpinst", b"do", b"annotation", b"nesttableprops"))
"""These may be skipped, says the file, but they hold text, or the end of a row."""
_ACTS: Final[dict[bytes, Callable[[RtfText], None]]] = {
    b"par": RtfText.end_paragraph,
    b"row": RtfText.end_row,
    b"nestrow": RtfText.end_row,
    b"fonttbl": RtfText.begin_fonts,
    b"plain": RtfText.set_plain,
    b"mac": lambda text: text.set_code_page(10000),
    b"pc": lambda text: text.set_code_page(437),
    b"pca": lambda text: text.set_code_page(850),
    b"shptxt": RtfText.begin_box,
    b"dptxbxtext": RtfText.begin_box,
    b"footnote": RtfText.begin_note,
    b"annotation": RtfText.begin_note,
    b"deleted": lambda text: text.set_deleted(1),
}
_ACTS_WITH_NUMBER: Final[dict[bytes, Callable[[RtfText, int], None]]] = {
    b"u": RtfText.write_unicode,
    b"uc": RtfText.set_stand_ins,
    b"f": RtfText.set_font,
    b"deff": RtfText.set_plain_font,
    b"ansicpg": RtfText.set_code_page,
    b"fcharset": RtfText.set_charset,
    b"cpg": RtfText.set_font_page,
    b"deleted": RtfText.set_deleted,
}


def read_rtf(data: bytes, config: ReadConfig) -> tuple[str, InputError | None]:
    r"""The text of an RTF document, or of several one after the other, and what is wrong with it.

    A paragraph is a line, a page break a form feed on a line of its own, a row of a table a line with tabs between its
    cells. Text boxes follow the paragraph that they stand in; footnotes and comments come at the end. Headers and
    footers, which repeat on every page, pictures, formulas and deleted text are left out. `config.encoding` overrules
    the code pages of the document. The error is there if the text is cut short or followed by something else, and
    names the byte. O(n).

    >>> from segment.config import ReadConfig
    >>> read_rtf(rb"{\rtf1 The {\b ferry}\par was late\'85}", ReadConfig())
    ('The ferry\nwas late…', None)
    """
    reader = _Reader(data, config)
    error = reader.read()
    return reader.text.gather(is_whole=error is None), error


class _Reader:
    """Where we are in the data."""

    def __init__(self, data: bytes, config: ReadConfig) -> None:
        self._data = data
        self._at = 0
        self.text = RtfText(config.encoding)

    def read(self) -> InputError | None:
        """All documents in the data; what stops it."""
        self._at = len(codecs.BOM_UTF8) if self._data.startswith(codecs.BOM_UTF8) else 0
        self._skip_padding()
        if not self._data.startswith(_OPENING, self._at):
            return InputError(f"not RTF: what begins at byte {self._at:,} is something else. Try --input-format text.")
        while not (error := self._read_document()):
            self._skip_padding()
            if self._at == len(self._data):
                return None
            if not self._data.startswith(_OPENING, self._at):
                return InputError(f"the document ends at byte {self._at:,}; what follows is not read. Cut it off.")
            self.text.begin()
            self.text.emit("\f")
        return error

    def _read_document(self) -> InputError | None:
        """To the brace that closes it, or to what stops it."""
        while match := _TOKEN.match(self._data, self._at):
            self._at = match.end()
            if not (brace := match["brace"]):
                self._take(match)
            elif brace == b"{":
                self.text.open_group()
                if self.text.depth > _MAX_DEPTH:
                    return InputError(f"groups nested more than {_MAX_DEPTH:,} deep at byte {self._at:,}. {_TRY}")
            else:
                self.text.close_group()
                if not self.text.depth:
                    return None
        return InputError(f"cut short: the RTF data ends at byte {len(self._data):,}, before its last brace. {_TRY}")

    def _take(self, match: re.Match[bytes]) -> None:
        plain, star, word, number, code, symbol, _ = match.groups()
        if plain:
            self.text.write(plain)
        elif code:
            self.text.write(bytes.fromhex(code.decode()))
        elif symbol:
            self.text.emit(_SYMBOLS.get(symbol, ""))
        elif word and self._at < len(self._data):  # at the very end the word may be cut, or its number
            self._obey(word, None if number is None else int(number), may_be_skipped=star is not None)

    def _obey(self, word: bytes, number: int | None, *, may_be_skipped: bool) -> None:
        if word in _SKIPPED or (may_be_skipped and word not in _STARRED):
            if self.text.depth > 1:  # else a stray word would swallow the whole document
                self._skip_group()
        elif char := _CHARS.get(word):
            self.text.emit(char)
        elif word == b"bin":
            self._pass_over(number or 0)
        elif number is None:
            if act := _ACTS.get(word):
                act(self.text)
        elif act_with := _ACTS_WITH_NUMBER.get(word):
            act_with(self.text, number)

    def _skip_group(self) -> None:
        """Up to the brace that closes it. Pictures have megabytes of digits, or of any bytes at all."""
        depth = 0
        while found := _NESTED.search(self._data, self._at):
            self._at = found.end()
            if found[1]:
                self._pass_over(int(found[1]))
            elif found[0] == b"{":
                depth += 1
            elif found[0] == b"}":
                depth -= 1
                if depth < 0:
                    self._at = found.start()
                    return
        self._at = len(self._data)

    def _pass_over(self, size: int) -> None:
        """Bytes that are no RTF."""
        self._at = min(self._at + max(size, 0), len(self._data))

    def _skip_padding(self) -> None:
        if padding := _PADDING.match(self._data, self._at):
            self._at = padding.end()
