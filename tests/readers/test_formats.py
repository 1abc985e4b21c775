from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from segment.config import ReadConfig
from segment.readers.formats import find_form, find_format, is_one_row_a_line
from segment.readers.sources import Source

if TYPE_CHECKING:
    from segment.types import InputFormat

PAGE = "<!DOCTYPE html>\n<html><body><p>One</p></body></html>"
ROW = '{"text": "One."}\n'
PROSE = "The ferry was late.\n"


@pytest.mark.parametrize(
    ("path", "text", "expected"),
    [
        ("a.txt", PROSE, "text"),
        ("-", PROSE, "text"),
        ("a.unknown", PROSE, "text"),
        ("a.md", PROSE, "markdown"),
        ("a.MD.gz", PROSE, "markdown"),
        ("a.markdown", PROSE, "markdown"),
        ("a.jsonl", PROSE, "jsonl"),
        ("a.ndjson.zst", PROSE, "jsonl"),
        ("a.json", PROSE, "jsonl"),
        ("-", ROW, "jsonl"),
        ("a.txt", "\n\n" + ROW + "not a row", "jsonl"),
        ("a.txt", '[{"text": "One."},\n{"text": "Two."}]', "jsonl"),
        ("a.txt", '{\n  "text": "One."\n}', "jsonl"),
        ("a.txt", "{Photo: Mara Lindqvist}\nThe ferry.", "text"),
        ("a.txt", "{}\nThe ferry.", "text"),
        ("a.txt", '{"text": "One.\nThe ferry.', "text"),
        ("a.txt", "[1] The ferry.", "text"),
        ("a.txt", "[1]\nThe ferry.", "text"),
        ("a.txt", '["quoted"]', "text"),
        ("a.txt", "[" * 5000, "text"),
        ("a.txt", PAGE, "html"),
        ("a.md", PAGE, "html"),
        ("-", "<html lang='en'>", "html"),
        ("-", "<?xml version='1.0'?>\n<!-- saved -->\n<!DOCTYPE html PUBLIC '-//W3C'>", "html"),
        ("-", "<!-- " + "x" * 500 + " -->\n\n<HEAD>", "html"),
        ("a.txt", "<div><h1>One</h1><p class='x'>Two</p></div>", "html"),
        ("a.md", "<div align=center><h1>One</h1><p>Two</p></div>\n# Ferry", "markdown"),
        ("a.txt", "<3 the ferry. Write <p> for a paragraph.", "text"),
        ("a.txt", "<Photo: Mara Lindqvist>\nThe ferry.", "text"),
        ("a.txt", "Use <html>, <body>, <p>, <div> and <br>.", "text"),
        ("a.txt", "<htmlx>", "text"),
        ("a.html", "<p>One", "html"),
        ("a.html", PROSE, "text"),
        ("a.htm", ROW, "jsonl"),
    ],
)
def test_the_format_is_found(path: str, text: str, expected: str) -> None:
    assert find_format(text, whole=True, path=path) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('{"text": "' + "x" * 70_000, "jsonl"),
        ('[{"text": "' + "x" * 70_000, "jsonl"),
        ('{\n "text": "' + "x" * 70_000, "jsonl"),
        ("{" + "x" * 70_000, "text"),
        ('{"text": "\n' + "x" * 70_000, "text"),
    ],
)
def test_the_format_of_a_long_first_row_is_found_by_its_start(text: str, expected: str) -> None:
    assert find_format(text, whole=False, path="-") == expected


@pytest.mark.parametrize("given", ["text", "markdown", "html", "jsonl"])
@pytest.mark.parametrize("text", [PROSE, PAGE, ROW])
def test_the_option_overrules(text: str, given: InputFormat) -> None:
    assert (
        find_form(Source(text.encode(), whole=True, chunks=iter(())), "a.html", ReadConfig(input_format=given)) == given
    )


@pytest.mark.parametrize(
    ("path", "text", "expected"),
    [
        ("a.json", ROW, True),
        ("a.json", '{"text": "One."', True),
        ("a.json", "[\n{", False),
        ("a.jsonl", '[{"text"', False),
        ("a.jsonl", "[1, 2]\n", True),
        ("a.json", '{\n  "text"', False),
        ("a.jsonl", '{\n  "text"', False),
        ("a.json", '{"id": 1,\n "text": "One."}', False),
        ("a.jsonl", '{"id": 1,\n{"text": "One."}', True),
    ],
)
def test_the_layout_of_json_is_found(path: str, text: str, expected: bool) -> None:
    assert is_one_row_a_line(text, path) is expected
