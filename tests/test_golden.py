"""What becomes of each fixture, as a file to review: `pytest --update-golden` writes them anew."""

from __future__ import annotations

import orjson
import pytest

from segment.emit.records import article_record
from segment.pipeline import segment_dump
from tests.dumps import DUMPS, FIXTURES, read_dump


@pytest.mark.parametrize("name", DUMPS)
def test_fixture_becomes_its_golden_articles(name: str, update_golden: bool) -> None:
    segmented = segment_dump(read_dump(name))
    records = [article_record(article) for article in segmented.articles]
    for record in records:
        # A probability moves with every fit of the weights; what it decides must not.
        del record["confidence"]
    found = orjson.dumps(records, option=orjson.OPT_INDENT_2 | orjson.OPT_APPEND_NEWLINE)
    golden = FIXTURES / "golden" / f"{name}.json"
    if update_golden:
        golden.write_bytes(found)
    assert orjson.loads(found) == orjson.loads(golden.read_bytes())
