"""Running text to dumps: exports in their documents, long texts in windows, short ones whole."""

from __future__ import annotations

from dataclasses import replace
from itertools import chain
from typing import TYPE_CHECKING

from segment.config import AUTO_PROFILE, HEAD_CHARS, NO_PROFILE
from segment.errors import RECOGNISED, InputError
from segment.readers.hints import may_be_export
from segment.readers.losses import Loss, excerpt, no_text
from segment.readers.names import shown
from segment.readers.sources import read_whole
from segment.readers.stream import decode_chunks
from segment.readers.windows import count_lines, cut_windows
from segment.types import Dump, Notice

if TYPE_CHECKING:
    from collections.abc import Iterator

    from segment.config import ReadConfig
    from segment.profiles import Recognised
    from segment.readers.names import Format
    from segment.readers.sources import Source

    Item = Dump | Loss | Notice


def read_text(source: Source, path: str, config: ReadConfig) -> Iterator[Item]:
    """A file of plain text."""
    dump = Dump("", shown(path))
    yield from present(decode_chunks(source.chunks, config.encoding), dump, config, excerpt(source.head, config))


def read_markdown(source: Source, path: str, config: ReadConfig) -> Iterator[Item]:
    """A file in Markdown, which no database writes."""
    dump, bare = Dump("", shown(path), format="markdown"), without_profile(config)
    yield from present(decode_chunks(source.chunks, config.encoding), dump, bare, excerpt(source.head, config))


def without_profile(config: ReadConfig) -> ReadConfig:
    """The same settings, but that a profile is only tried where the user names one."""
    return replace(config, profile=NO_PROFILE) if config.profile == AUTO_PROFILE else config


def present(texts: Iterator[str], dump: Dump, config: ReadConfig, raw: str | None = None) -> Iterator[Item]:
    """A text as parts of `dump`: its documents where a profile fits, else windows, or all of it if it is short.

    Where the text breaks off, the last part says so, and behind it stands why. `raw` is the beginning of the text as
    a reject has it, for one of which nothing can be used.
    """
    stream = _Stream(texts)
    head = stream.take(HEAD_CHARS)
    recognised = _recognise(head, config)
    if recognised is not None:
        from segment.profiles import cut_documents

        yield tell_profile(recognised.profile.name, recognised.evidence, dump.path)
        parts = cut_documents(
            chain([head], stream), recognised.profile, dump.path, index=dump.index, id=dump.id, meta=dump.meta
        )
    else:
        parts = cut_windows(chain([head], stream), dump)
    yield from _watch(parts, stream, dump, raw)


def _recognise(head: str, config: ReadConfig) -> Recognised | None:
    if config.profile == NO_PROFILE:
        return None
    if config.profile == AUTO_PROFILE and config.own_profiles is None and not may_be_export(head):
        return None
    from segment.profiles import choose_profile

    return choose_profile(head, config.profile, config.own_profiles)


def tell_profile(name: str, evidence: str, path: str) -> Notice:
    """How an input is read, and why."""
    return Notice(path, 1, RECOGNISED, f"read as {name}: {evidence}", is_warning=False)


def _watch(parts: Iterator[Dump | Notice], stream: _Stream, dump: Dump, raw: str | None) -> Iterator[Item]:
    """The parts of a text, the last of them marked where the text breaks off, and the loss that follows then."""
    held: Dump | None = None
    has_text = False
    for part in parts:
        if isinstance(part, Notice):
            yield part
            continue
        has_text = has_text or bool(part.text.strip())
        if held is not None:
            yield held
        held = part if part.text else held
    error = stream.error
    if error is not None:
        if held is not None:
            error.line = max(error.line, held.line + count_lines(held.text))
            yield replace(held, is_cut=True)
        yield Loss(error, dump.index, None if has_text else raw)
    elif not has_text:
        yield Loss(no_text(held.text if held else ""), dump.index, raw)
    elif held is not None:
        yield held


class _Stream:
    """Text as it comes in. What goes wrong ends it, and is kept until all that came before is used."""

    def __init__(self, texts: Iterator[str]) -> None:
        self._texts = texts
        self.error: InputError | None = None

    def __iter__(self) -> Iterator[str]:
        while (text := self._next()) is not None:
            yield text

    def take(self, size: int) -> str:
        """The beginning: `size` characters or more, if there are as many."""
        taken: list[str] = []
        while size > 0 and (text := self._next()) is not None:
            taken.append(text)
            size -= len(text)
        return "".join(taken)

    def _next(self) -> str | None:
        try:
            return next(self._texts, None)
        except InputError as err:
            self.error = err
            return None


def read_document(form: Format, source: Source, path: str, config: ReadConfig) -> Iterator[Item]:
    """A document of a word processor, whose text may be an export as well."""
    try:
        data = read_whole(source, config)
        text, error = _extract(form, data, config)
    except InputError as err:
        yield Loss(err, 0)
        return
    yield from present(_broken(text, error), Dump("", shown(path)), config)


def _extract(form: Format, data: bytes, config: ReadConfig) -> tuple[str, InputError | None]:
    """The text of a document, and what is wrong with its end."""
    if form == "docx":
        from segment.readers.office.docx import read_docx

        return read_docx(data, config), None
    from segment.readers.office.rtf import read_rtf

    return read_rtf(data, config)


def _broken(text: str, error: InputError | None) -> Iterator[str]:
    yield text
    if error is not None:
        raise error
