"""The JSON Schemas of the records, as they are shipped with the package."""

from __future__ import annotations

from importlib import resources
from typing import Any

import orjson

SCHEMA_NAMES = ("article", "residue", "match", "cluster", "reject", "eval")
DIALECT = "https://json-schema.org/draft/2020-12/schema"


def load_schema(name: str) -> dict[str, Any]:
    """The JSON Schema (draft 2020-12) of one kind of record; `name` is one of `SCHEMA_NAMES`."""
    path = resources.files("segment") / "data" / "schema" / f"{name}.json"
    schema: dict[str, Any] = orjson.loads(path.read_bytes())
    return schema


def bundled_schema() -> dict[str, Any]:
    """One schema that every record fits; its `$defs` hold the schemas by name."""
    schemas = {name: load_schema(name) for name in SCHEMA_NAMES}
    return {
        "$schema": DIALECT,
        "title": "A record written by segment",
        "oneOf": [{"$ref": f"#/$defs/{name}"} for name in SCHEMA_NAMES],
        "$defs": schemas,
    }
