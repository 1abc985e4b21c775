from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from segment.config import ReadConfig
from segment.errors import GoldError
from segment.evaluate.choi import SEPARATOR, is_choi, parse_choi
from segment.evaluate.gold import read_gold
from segment.evaluate.records import RoleSpan
from segment.types import Kind

FERRY, PIER, ICE = "The ferry was late .", "Nobody waved .", "The ice is gone ."


def test_segments_are_articles_and_sentences_blocks():
    text = "\n".join([SEPARATOR, FERRY, PIER, SEPARATOR, ICE, SEPARATOR, ""])
    dump = parse_choi(text, "0.ref", "0.ref")
    assert dump.text == f"{FERRY}\n{PIER}\n{ICE}"
    assert dump.gold.blocks == (RoleSpan(0, 20, "body", 0), RoleSpan(21, 35, "body", 0), RoleSpan(36, 53, "body", 1))
    assert (dump.gold.starts, dump.gold.kinds, len(dump.units)) == ((36,), (Kind.FULL, Kind.FULL), 3)


@pytest.mark.parametrize(
    "lines",
    [
        [FERRY, SEPARATOR, ICE],
        [SEPARATOR, FERRY, SEPARATOR, ICE, SEPARATOR],
        [SEPARATOR, SEPARATOR, FERRY, SEPARATOR, "", SEPARATOR, ICE],
        ["", f"{SEPARATOR}  ", f"  {FERRY}", SEPARATOR, ICE],
    ],
    ids=["between only", "around", "empty segments", "blanks"],
)
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_layouts(lines, end):
    dump = parse_choi(end.join(lines), "0", "0")
    assert (dump.text, dump.gold.starts) == (f"{FERRY}\n{ICE}", (21,))


@pytest.mark.parametrize("line", ["=========", "===========", "= = = = =", "==========x"])
def test_other_rules_are_sentences(line):
    assert not is_choi(f"{FERRY}\n{line}\n{ICE}")


def test_separators_alone_are_no_gold():
    with pytest.raises(GoldError, match="no sentence"):
        parse_choi(f"{SEPARATOR}\n\n{SEPARATOR}\n", "0", "0")


def test_a_bad_file_of_a_folder_costs_itself_only(tmp_path):
    (tmp_path / "0.ref").write_text(f"{FERRY}\n{SEPARATOR}\n{ICE}\n")
    (tmp_path / "1.ref").write_text(SEPARATOR)
    (tmp_path / "2.ref").write_bytes(b"")
    (tmp_path / "3.ref").write_text(f"{SEPARATOR}\n{ICE}\n")
    items = list(read_gold(str(tmp_path), ReadConfig()))
    assert [getattr(item, "code", getattr(item, "id", None)) for item in items] == [
        "0.ref",
        "SEG210",
        "SEG206",
        "3.ref",
    ]
    assert items[-1].index == 3


SENTENCES = st.text(st.characters(codec="utf-8", exclude_categories=["Cs", "Cc"]), min_size=1, max_size=20).filter(
    lambda text: text.strip() == text and text != SEPARATOR
)


@given(st.lists(st.lists(SENTENCES, min_size=1, max_size=4), min_size=1, max_size=6))
def test_segments_written_are_read_as_they_were(segments):
    lines = [line for segment in segments for line in (SEPARATOR, *segment)]
    dump = parse_choi("\n".join([*lines, SEPARATOR]), "0", "0")
    read = [[] for _ in segments]
    for block in dump.gold.blocks:
        read[block.article].append(dump.text[block.start : block.end])
    assert read == segments
    assert len(dump.gold.starts) == len(segments) - 1
