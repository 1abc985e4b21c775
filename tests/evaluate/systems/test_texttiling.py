"""TextTiling: NLTK's pieces, mapped back to units."""

from __future__ import annotations

import pytest

pytest.importorskip("nltk")

from segment.evaluate.systems import load_system, texttiling
from tests.evaluate.systems.invented import BREAD, CHESS, FERRY, gold_of, numbers_of

LONG = [*FERRY * 4, *CHESS * 4, *BREAD * 4]


def test_tiles_start_at_paragraphs() -> None:
    tiles = texttiling.load_tokenizer().tokenize("\n\n".join(LONG))
    firsts = [tile.strip().partition("\n")[0] for tile in tiles]
    starts = texttiling.tile(LONG)
    assert starts
    assert [LONG[number] for number in [0, *starts]] == firsts


def test_a_change_of_subject_is_cut() -> None:
    gold = gold_of(LONG)
    starts = numbers_of(gold, load_system("texttiling")(gold))
    assert all(any(abs(start - change) <= 1 for start in starts) for change in (16, 32))


@pytest.mark.parametrize("texts", [[], ["ferry"], list(FERRY[:2]), ["x"] * 50, ["1 2 3"] * 50, ["港口"] * 200])
def test_a_short_text_stays_whole(texts: list[str]) -> None:
    assert load_system("texttiling")(gold_of(texts)).starts == ()


def test_a_blank_line_inside_a_unit_is_no_paragraph_break() -> None:
    gold = gold_of([text.replace(", ", ",\n\n") for text in LONG])
    assert load_system("texttiling")(gold).starts != ()
    assert set(load_system("texttiling")(gold).starts) <= {unit.start for unit in gold.units}


def test_no_tile_starts_between_two_pieces_of_a_long_dump(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(texttiling, "MOST_CHARS", 10)
    assert load_system("texttiling")(gold_of(LONG)).starts == ()
