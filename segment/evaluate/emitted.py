"""Records of articles and residue, put together to what they say of each dump."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final, TypeVar

from segment.emit.records import ARTICLE_SCHEMA, RESIDUE_SCHEMA
from segment.errors import GoldError, PredictionError
from segment.evaluate.labelled import make_segmentation, parse_offset, parse_role, parse_span
from segment.evaluate.opening import describe
from segment.evaluate.records import RESIDUE, RoleSpan
from segment.readers.losses import Loss, as_reject
from segment.types import Kind

if TYPE_CHECKING:
    from collections.abc import Container, Iterator, Sequence

    from segment.evaluate.opening import JsonRow
    from segment.evaluate.places import Places
    from segment.evaluate.records import GoldDump, Segmentation
    from segment.types import Reject

Value = TypeVar("Value")

_SCHEMAS: Final = (ARTICLE_SCHEMA, RESIDUE_SCHEMA)
_BODY_GAP: Final = "\n\n"
"""Between the texts of articles."""


@dataclass(frozen=True, slots=True)
class _Record:
    """One record; `kind`, `text` and `confidence` of articles, as far as they are there."""

    path: str
    line: int
    index: int
    is_article: bool
    blocks: tuple[RoleSpan, ...]
    kind: Kind | None
    text: str | None
    confidence: float | None


def is_emitted(row: JsonRow) -> bool:
    """Whether the row is a record of a result."""
    return row.fields.get("schema") in _SCHEMAS


class Emitted:
    """Gathers the records of each dump, since nothing promises that they stand together."""

    def __init__(self, places: Places) -> None:
        self._places = places
        self._records: defaultdict[str, list[_Record]] = defaultdict(list)
        self._dumps: dict[str, GoldDump] = {}
        self._sources: dict[str, tuple[str, int | None]] = {}
        """The path and index that the records of a dump name; others would be a second answer."""

    def has(self, dump: GoldDump) -> bool:
        """Whether a record has spoken of the dump."""
        return dump.id in self._dumps

    def add(self, row: JsonRow, path: str, answered: Container[str]) -> None:
        """Take in one record; `answered` are the dumps that rows of another form have spoken of.

        Raises GoldError or PredictionError where it does not fit the dump that it names."""
        source = row.fields.get("source")
        if not isinstance(source, dict):
            message = f'"source" is {describe(source)}, so that its dump is unknown.'
            raise PredictionError(message)
        place = _place_of(source)
        dump = self._places.by_source(place[0], _source_id(source), place[1])
        if dump.id in answered or self._sources.setdefault(dump.id, place) != place:
            message = f"a second answer to the dump {describe(dump.id)}; the first one counts."
            raise PredictionError(message)
        record = _parse(row, path, dump.text)
        self._dumps[dump.id] = dump
        self._records[dump.id].append(record)

    def answers(self) -> Iterator[tuple[GoldDump, Segmentation | None, list[Reject]]]:
        """Each dump, what its records say together, and those of them that contradict others."""
        for name, dump in self._dumps.items():
            kept, rejects = _without_overlaps(self._records[name])
            yield dump, _join(kept, dump.text), rejects


def _place_of(source: dict[str, Any]) -> tuple[str, int | None]:
    path, index = source.get("path"), source.get("index")
    if index is not None:
        index = parse_offset(index, "source.index")
    return path if isinstance(path, str) else "", index


def _source_id(source: dict[str, Any]) -> str | None:
    value = source.get("id")
    if value is None or isinstance(value, str):
        return value
    message = f'"source.id" is {describe(value)}, not a text.'
    raise PredictionError(message)


def _parse(row: JsonRow, path: str, text: str) -> _Record:
    is_article = row.fields["schema"] == ARTICLE_SCHEMA
    items = row.fields.get("blocks")
    if not isinstance(items, list) or not items:
        message = f'"blocks" is {"empty" if items == [] else describe(items)}. A record says where its blocks stand.'
        raise PredictionError(message)
    blocks = tuple(_parse_block(number, item, text, row.index, is_article) for number, item in enumerate(items))
    return _Record(
        path,
        row.line,
        row.index,
        is_article,
        blocks,
        _kind_of(row.fields.get("kind")) if is_article else None,
        _text_of(row.fields.get("text")) if is_article else None,
        _confidence_of(row.fields.get("confidence")) if is_article else None,
    )


def _parse_block(number: int, item: object, text: str, article: int, is_article: bool) -> RoleSpan:
    try:
        if not isinstance(item, dict):
            message = f"{describe(item)} is no object."
            raise GoldError(message)
        start, end = parse_span(item, text)
        return RoleSpan(start, end, parse_role(item.get("role")), article) if is_article else _residue(start, end)
    except GoldError as err:
        message = f"block {number}: {err}"
        raise PredictionError(message) from err


def _residue(start: int, end: int) -> RoleSpan:
    return RoleSpan(start, end, RESIDUE, None)


def _kind_of(value: object) -> Kind | None:
    if value is None:
        return None
    if isinstance(value, str) and value in tuple(Kind):
        return Kind(value)
    message = f'"kind" is {describe(value)}. Known are {", ".join(Kind)}.'
    raise PredictionError(message)


def _text_of(value: object) -> str | None:
    if value is None or isinstance(value, str):
        return value
    message = f'"text" is {describe(value)}, not a text.'
    raise PredictionError(message)


def _confidence_of(value: object) -> float | None:
    if value is None:
        return None
    if isinstance(value, int | float) and not isinstance(value, bool) and 0 <= value <= 1:
        return float(value)
    message = f'"confidence" is {describe(value)}, not a number from 0 to 1.'
    raise PredictionError(message)


def _without_overlaps(records: Sequence[_Record]) -> tuple[list[_Record], list[Reject]]:
    """The records of which no block begins inside one of another record, and the others. O(n log n) in the blocks."""
    placed = sorted(
        (block.start, number, block.end) for number, record in enumerate(records) for block in record.blocks
    )
    bad: dict[int, int] = {}
    reached = 0
    for start, number, end in placed:
        if start < reached:
            bad.setdefault(number, start)
        elif number not in bad:
            reached = end
    rejects = []
    for number, start in sorted(bad.items()):
        message = f"its block at {start:,} overlaps another block of the dump. Each character is in one block at most."
        loss = Loss(PredictionError(message, line=records[number].line), records[number].index)
        rejects.append(as_reject(loss, records[number].path))
    return [record for number, record in enumerate(records) if number not in bad], rejects


def _join(records: Sequence[_Record], text: str) -> Segmentation | None:
    if not records:
        return None
    articles = sorted((record for record in records if record.is_article), key=lambda record: min(record.blocks))
    # Numbers of rows may repeat in several files; those of the sorted articles do not.
    blocks = [block._replace(article=number) for number, record in enumerate(articles) for block in record.blocks]
    blocks += [block for record in records if not record.is_article for block in record.blocks]
    return make_segmentation(
        text,
        sorted(blocks, key=lambda block: block.start),
        kinds=_all_known([record.kind for record in articles]),
        body=_body_of(articles),
        confidences=_all_known([record.confidence for record in articles]),
    )


def _all_known(values: Sequence[Value | None]) -> tuple[Value, ...] | None:
    """None where one is missing: half the articles would make a figure that means something else."""
    known = tuple(value for value in values if value is not None)
    return known if len(known) == len(values) else None


def _body_of(articles: Sequence[_Record]) -> str | None:
    texts = _all_known([article.text for article in articles])
    return None if texts is None else _BODY_GAP.join(texts)
