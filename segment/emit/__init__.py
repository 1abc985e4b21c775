"""Results become bytes: records as JSON, their schemas, and the places they are written to."""

from __future__ import annotations

from segment.emit.files import Output
from segment.emit.output import open_output, refuse_same
from segment.emit.records import (
    article_record,
    cluster_record,
    match_record,
    parse_article,
    reject_record,
    residue_record,
    to_json,
)
from segment.emit.schema import SCHEMA_NAMES, bundled_schema, load_schema

__all__ = [
    "SCHEMA_NAMES",
    "Output",
    "article_record",
    "bundled_schema",
    "cluster_record",
    "load_schema",
    "match_record",
    "open_output",
    "parse_article",
    "refuse_same",
    "reject_record",
    "residue_record",
    "to_json",
]
