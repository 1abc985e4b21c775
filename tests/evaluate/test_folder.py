from __future__ import annotations

from pathlib import Path

import pytest

from segment.config import ReadConfig
from segment.evaluate.compose import JOINED
from segment.evaluate.gold import read_gold
from segment.types import Reject

FORMS = Path(__file__).parent.parent.parent / "fixtures" / "gold-forms"


def read(path):
    return list(read_gold(str(path), ReadConfig(), "articles"))


@pytest.fixture
def write(tmp_path):
    def write_file(name, text):
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(text if isinstance(text, bytes) else text.encode())

    return write_file


def test_paragraphs_are_units_also_where_they_are_wrapped():
    (dump,) = read(FORMS / "articles")
    texts = [dump.text[start:end] for start, end in dump.units]
    assert [text.split()[0] for text in texts] == ["The", "“We", "The", "Sverre", "The", "They"]
    assert [block.article for block in dump.gold.blocks] == [0, 0, 1, 1, 2, 2]
    assert {block.role for block in dump.gold.blocks} == {"body"}
    assert [dump.text[start : start + 11] for start in dump.gold.starts] == ["The glacier", "The library"]


def test_a_text_without_line_breaks_is_one_unit(write, tmp_path):
    write("1.txt", "The ferry was late. " * 300)
    write("2.txt", "The ice is gone.")
    (dump,) = read(tmp_path)
    assert len(dump.units) == 2


def test_ten_files_are_a_dump(write, tmp_path):
    for number in range(JOINED + 2):
        write(f"{number:02}.txt", f"Ferry {number} was late.")
    first, second = read(tmp_path)
    assert (first.id, len(first.gold.kinds), second.id, second.index) == ("00.txt..09.txt", 10, "10.txt..11.txt", 1)
    assert second.text == "Ferry 10 was late.\n\nFerry 11 was late."


def test_a_folder_inside_is_a_dump_of_its_own(write, tmp_path):
    for name in ("a.txt", "b/1.txt", "b/deep/3.txt", "c.txt", *(f"b/2{number:02}.txt" for number in range(12))):
        write(name, "The ferry was late.")
    dumps = read(tmp_path)
    assert [(dump.id, len(dump.gold.kinds)) for dump in dumps] == [("a.txt..c.txt", 2), ("b", 13), ("b/deep", 1)]


def test_a_file_that_cannot_be_used_is_missing_in_its_dump(write, tmp_path):
    write("1.txt", "The ferry was late.")
    write("2.txt", " \n")
    write("3.txt", b"\x89PNG\r\n\x1a\n\0\0")
    write("4.txt", "The ice is gone.")
    empty, picture, dump = read(tmp_path)
    assert [type(empty), empty.code, picture.code] == [Reject, "SEG206", "SEG204"]
    assert dump.text == "The ferry was late.\n\nThe ice is gone."


def test_braces_do_not_make_an_article_json(write, tmp_path):
    write("1.txt", '{"kind": "a quote from the log"}\nThe ferry was late.')
    (dump,) = read(tmp_path)
    assert dump.text.startswith('{"kind"')


def test_white_space_around_an_article_is_left_out(write, tmp_path):
    write("1.txt", "\n\n The ferry was late.\r\n\r\n")
    write("2.txt", "\tThe ice is gone.\n")
    (dump,) = read(tmp_path)
    assert dump.text == "The ferry was late.\n\nThe ice is gone."
