"""Word documents to plain text.

python-docx does not suit: its text of a paragraph leaves out content controls, inserted text and text boxes, and it
builds trees of all parts of a document, pictures unfolded beside them. Here expat tells of one element after the other.
"""

from __future__ import annotations

import io
import posixpath
import re
import zlib
from typing import TYPE_CHECKING, Final, Protocol
from xml.parsers import expat
from zipfile import ZIP_DEFLATED, ZIP_STORED, BadZipFile, ZipFile, ZipInfo

from segment.errors import BinaryError, CompressionError, DecodingError, InputError
from segment.readers.compression import RATIO_FROM
from segment.readers.office.docx_text import DocxText

if TYPE_CHECKING:
    from collections.abc import Iterator

    from segment.config import ReadConfig

_MAX_PART_BYTES: Final = 256 << 20
"""Of one part, unfolded; the text of a thousand pages takes some 10 MiB."""
_CHUNK_BYTES: Final = 1 << 16
_OLD_OFFICE: Final = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_PROTECTED: Final = "EncryptedPackage".encode("utf-16-le")
_MEMBER_NAME: Final = re.compile(rb"PK\x03\x04.{22}(..)..", re.DOTALL)
_OFFICE_NAMES: Final = frozenset(("[Content_Types].xml", "_rels/.rels", "word/document.xml", "mimetype"))
_DOCX_SUFFIXES: Final = (".docx", ".docm", ".dotx", ".dotm")
_OTHER_FOLDERS: Final = ("xl/", "ppt/", "visio/")
_OTHERS: Final = {
    # by the name of a part
    "xl/workbook.xml": "an Excel workbook; save it as CSV",
    "xl/workbook.bin": "an Excel workbook; save it as CSV",
    "ppt/presentation.xml": "a PowerPoint presentation; save it as plain text",
    "META-INF/container.xml": "an EPUB book; save it as HTML or plain text",
    "content.xml": "an OpenDocument file; save it as .docx or plain text",
}
_UNKNOWN: Final = "a ZIP archive without one in it; if it holds texts, name it .zip"
_ZIP_FAILURES: Final = (BadZipFile, zlib.error, EOFError, RuntimeError, ValueError, OSError)
"""What `zipfile` raises on damage; RuntimeError where a part is encrypted."""
_NOTES: Final = ("/footnotes", "/endnotes", "/comments")
_TRY: Final = "Fetch the file again."


def is_docx(head: bytes, path: str) -> bool:
    """Whether a ZIP archive is a document of Word, or of another office program, which `read_docx` knows by name.

    `head` is its first 64 KiB: a document names its parts there, or has so large a picture that its suffix must do.
    """
    if path.lower().endswith(_DOCX_SUFFIXES):
        return True
    for header in _MEMBER_NAME.finditer(head):
        name = head[header.end() : header.end() + int.from_bytes(header[1], "little")]
        if name.decode("ascii", "replace") in _OFFICE_NAMES:
            return True
    return False


def read_docx(data: bytes, config: ReadConfig) -> str:
    """The text of a Word document: a paragraph is a line, an empty one an empty line.

    A row of a table is a line with tabs between its cells. Text boxes follow the paragraph that they stand in;
    footnotes, endnotes and comments come at the end. Headers and footers, which repeat on every page, deleted text, and
    what stands in pictures, charts and diagrams are left out. Raises InputError where the data is damaged, too large,
    protected by a password, or no Word document. O(n), in little more memory than the text.
    """
    with _open(data) as archive:
        document = _Document(archive, config)
        main = document.find_main()
        texts = [document.read_text(main)]
        texts += (document.read_text(part) for part in document.find_notes(main))
    return "\n".join(text for text in texts if text.strip() or text is texts[0])


def _open(data: bytes) -> ZipFile:
    if data.startswith(_OLD_OFFICE):
        what = "protected by a password" if _PROTECTED in data else "an old document of Word or another Office program"
        message = f"is {what}. Open it and save it as .docx without a password, or as plain text."
        raise BinaryError(message)
    try:
        return ZipFile(io.BytesIO(data))
    except _ZIP_FAILURES as err:
        message = f"cut short: the data ends at byte {len(data):,}, before the table of contents of a .docx. {_TRY}"
        raise CompressionError(message) from err


class _Handler(Protocol):
    """Told of the elements of a part."""

    def start(self, name: str, attributes: dict[str, str]) -> None: ...
    def end(self, name: str) -> None: ...
    def characters(self, text: str) -> None: ...


class _Relations:
    """The parts that a part refers to: what they are to it, and their names."""

    def __init__(self, folder: str) -> None:
        self._folder = folder
        self.found: list[tuple[str, str]] = []

    def start(self, name: str, attributes: dict[str, str]) -> None:
        if name.endswith(" Relationship") and attributes.get("TargetMode") != "External":
            target = posixpath.join("/", self._folder, attributes.get("Target", ""))
            self.found.append((attributes.get("Type", ""), posixpath.normpath(target).lstrip("/")))

    def end(self, name: str) -> None: ...
    def characters(self, text: str) -> None: ...


class _Document:
    """The parts of a document."""

    def __init__(self, archive: ZipFile, config: ReadConfig) -> None:
        self._archive = archive
        self._config = config
        self._parts = {part.filename.replace("\\", "/"): part for part in archive.infolist()}

    def find_main(self) -> str:
        """The part with the text, which is not always `word/document.xml`. Raises BinaryError if there is none."""
        related = self._related("", ("/officeDocument",))
        for name in (*related, "word/document.xml"):
            if name in self._parts and not name.startswith(_OTHER_FOLDERS):
                return name
        what = next((what for name, what in _OTHERS.items() if name in self._parts), _UNKNOWN)
        message = f"is no Word document but {what}."
        raise BinaryError(message)

    def find_notes(self, main: str) -> list[str]:
        return [name for name in self._related(main, _NOTES) if name in self._parts]

    def read_text(self, name: str) -> str:
        text = DocxText()
        self._parse(name, text)
        return text.gather()

    def _related(self, name: str, kinds: tuple[str, ...]) -> list[str]:
        """The parts of these kinds that a part refers to, or the whole document if the part is "", by kind."""
        folder, base = posixpath.split(name)
        relations = _Relations(folder)
        listed_in = posixpath.join(folder, "_rels", f"{base}.rels")
        if listed_in in self._parts:
            self._parse(listed_in, relations)
        # A part that is named a million times is read once.
        return list(dict.fromkeys(at for kind in kinds for is_to, at in relations.found if is_to.endswith(kind)))

    def _parse(self, name: str, handler: _Handler) -> None:
        parser = expat.ParserCreate(namespace_separator=" ")
        parser.buffer_text = True
        parser.StartElementHandler = handler.start
        parser.EndElementHandler = handler.end
        parser.CharacterDataHandler = handler.characters
        parser.StartDoctypeDeclHandler = _refuse_doctype
        try:
            for chunk in self._unfold(self._parts[name]):
                parser.Parse(chunk, False)
            parser.Parse(b"", True)
        except InputError:
            raise
        except (expat.ExpatError, LookupError, ValueError) as err:  # the last two: its encoding is none, or no text's
            message = (
                f"damaged XML in {name}, line {parser.CurrentLineNumber:,}: {err}. Open it in Word and save it again."
            )
            raise DecodingError(message) from err

    def _unfold(self, part: ZipInfo) -> Iterator[bytes]:
        self._check_size(part)
        try:
            with self._archive.open(part) as file:
                while chunk := file.read(_CHUNK_BYTES):
                    yield chunk
        except _ZIP_FAILURES as err:
            reason = " ".join(str(err).split())
            message = f"damaged at byte {part.header_offset:,}, in {part.filename}: {reason}. {_TRY}"
            raise CompressionError(message) from err

    def _check_size(self, part: ZipInfo) -> None:
        """`zipfile` gives no more than the size that is checked here."""
        if part.compress_type not in (ZIP_STORED, ZIP_DEFLATED):
            problem = f"is packed by method {part.compress_type}, which Word does not know"
        elif part.file_size > _MAX_PART_BYTES:
            problem = f"unfolds to more than {_MAX_PART_BYTES:,} bytes"
        elif part.file_size > max(RATIO_FROM, part.compress_size * self._config.max_ratio):
            problem = f"unfolds to more than {self._config.max_ratio} times its size: perhaps a decompression bomb"
        else:
            return
        message = f"{part.filename} {problem}. If you trust it, open it in Word and save it as plain text."
        raise CompressionError(message)


def _refuse_doctype(*_: object) -> None:
    message = "its XML declares a document type, as attacks do and Word does not. Open it in Word and save it again."
    raise InputError(message)
