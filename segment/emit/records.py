"""Results as JSON records, and back. The keys, their order and their shapes are promised: see `data/schema`.

A record keeps empty lists and nulls, so that every record of one kind has the same keys. `parse_article` reads what
`article_record` wrote: parsed and written again, a line gives the same bytes.
"""

from __future__ import annotations

from typing import Any

import orjson

from segment.errors import RowError
from segment.types import Article, Cluster, Kind, LabelledBlock, Match, Reject, Relation, Residue, Role, Source

ARTICLE_SCHEMA = "segment.article/2"
RESIDUE_SCHEMA = "segment.residue/1"
MATCH_SCHEMA = "segment.match/1"
CLUSTER_SCHEMA = "segment.cluster/1"
REJECT_SCHEMA = "segment.reject/1"

FLOAT_DIGITS = 4
"""Of confidences and scores. More would show differences between processors, not between texts."""

Record = dict[str, Any]


def article_record(article: Article) -> Record:
    """The record of one article, in the key order of the schema."""
    return {
        "schema": ARTICLE_SCHEMA,
        "id": article.id,
        "kind": article.kind.value,
        "truncated": article.truncated,
        "title": article.title,
        "byline": list(article.byline),
        "date": article.date,
        "date_raw": article.date_raw,
        "dateline": article.dateline,
        "publication": article.publication,
        "section": article.section,
        "edition": article.edition,
        "page": article.page,
        "language": article.language,
        "text": article.text,
        "captions": list(article.captions),
        "bio": article.bio,
        "disclaimer": article.disclaimer,
        "words": article.words,
        "confidence": round(article.confidence, FLOAT_DIGITS),
        "source": _source_record(article.source),
        "blocks": [_block_record(block) for block in article.blocks],
        "extra": dict(article.extra),
        "cluster": article.cluster,
        "duplicate_of": article.duplicate_of,
        "relation": None if article.relation is None else article.relation.value,
        "score": None if article.score is None else round(article.score, FLOAT_DIGITS),
    }


def residue_record(residue: Residue) -> Record:
    """The record of what is left of one dump, with the reason for each block."""
    return {
        "schema": RESIDUE_SCHEMA,
        "source": _source_record(residue.source),
        "blocks": [
            {
                "reason": block.reason,
                "start": block.start,
                "end": block.end,
                "line_start": block.line_start,
                "line_end": block.line_end,
                "text": block.text,
            }
            for block in residue.blocks
        ],
    }


def match_record(match: Match) -> Record:
    """The record of one match; `a` contains `b`."""
    return {
        "schema": MATCH_SCHEMA,
        "a": match.a,
        "b": match.b,
        "relation": match.relation.value,
        "score": round(match.score, FLOAT_DIGITS),
        "a_span": list(match.a_span),
        "b_span": list(match.b_span),
    }


def cluster_record(cluster: Cluster) -> Record:
    """The record of one cluster: why its representative stays, and how many of the others match in which way."""
    return {
        "schema": CLUSTER_SCHEMA,
        "representative": cluster.representative,
        "reason": cluster.reason,
        "size": len(cluster.members),
        "relations": {relation.value: cluster.relations.count(relation) for relation in Relation},
        "members": list(cluster.members),
    }


def reject_record(reject: Reject) -> Record:
    """The record of one input, or part of one, that could not be used."""
    return {
        "schema": REJECT_SCHEMA,
        "path": reject.path,
        "line": reject.line,
        "code": reject.code,
        "message": reject.message,
        "index": reject.index,
        "raw": reject.raw,
    }


def to_json(record: Record) -> bytes:
    """`record` as one line of JSON in UTF-8, without the line end.

    Half of a surrogate pair cannot be written in UTF-8. It comes from file names that are not UTF-8 and from odd
    encodings, and is written as a visible escape (`caf\\udce9.txt`) rather than lost with its record.
    """
    try:
        return orjson.dumps(record)
    except orjson.JSONEncodeError:
        return orjson.dumps(_without_surrogates(record))


def parse_article(line: bytes) -> Article:
    """The article that `article_record` wrote. Raises RowError where `line` is no article record of this version.

    >>> parse_article(b'{"schema": "segment.match/1"}')
    Traceback (most recent call last):
    segment.errors.RowError: not a segment.article/2 record: 'segment.match/1'
    """
    try:
        record = orjson.loads(line)
        schema = record["schema"]
        if schema == ARTICLE_SCHEMA:
            return _parse(record)
    except (KeyError, TypeError, ValueError) as err:  # orjson.JSONDecodeError is a ValueError
        message = f"not a {ARTICLE_SCHEMA} record: {err}"
        raise RowError(message) from err
    message = f"not a {ARTICLE_SCHEMA} record: {schema!r}"
    raise RowError(message)


def _parse(record: Record) -> Article:
    rest = {key: value for key, value in record.items() if key != "schema"}
    converted = {
        "kind": Kind(record["kind"]),
        "byline": tuple(record["byline"]),
        "captions": tuple(record["captions"]),
        "source": Source(**record["source"]),
        "blocks": tuple(LabelledBlock(**{**block, "role": Role(block["role"])}) for block in record["blocks"]),
        "relation": None if record["relation"] is None else Relation(record["relation"]),
    }
    return Article(**{**rest, **converted})


def _source_record(source: Source) -> Record:
    return {
        "path": source.path,
        "id": source.id,
        "index": source.index,
        "start": source.start,
        "end": source.end,
        "line_start": source.line_start,
        "line_end": source.line_end,
    }


def _block_record(block: LabelledBlock) -> Record:
    return {
        "role": block.role.value,
        "start": block.start,
        "end": block.end,
        "line_start": block.line_start,
        "line_end": block.line_end,
        "continues": block.continues,
    }


def _without_surrogates(value: Any) -> Any:  # noqa: ANN401 - any value of a record
    match value:
        case str():
            return value.encode("utf-8", "backslashreplace").decode("utf-8")
        case list():
            return [_without_surrogates(item) for item in value]
        case dict():
            return {key: _without_surrogates(item) for key, item in value.items()}
    return value
