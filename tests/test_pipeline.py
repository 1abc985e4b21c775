"""From inputs to articles: order, jobs, identity, and what the public functions promise."""

from __future__ import annotations

import orjson
import pytest

import segment
from segment.config import Config, SplitConfig
from segment.emit.records import article_record
from segment.errors import InputError, InputNotFoundError
from segment.pipeline import segment_dump, segment_inputs
from segment.types import Dump, Kind, Reject, Segmented
from tests.dumps import FOLDER

TEXT = "The ferry to the islands was late again.\nNobody on the quay minded, since the sun was out."


def test_public_names_are_there() -> None:
    assert all(getattr(segment, name) is not None for name in segment.__all__)
    with pytest.raises(AttributeError, match="no attribute 'splitt'"):
        segment.splitt  # noqa: B018


def test_split_gives_articles() -> None:
    (article,) = segment.split(TEXT)
    assert (article.kind, article.text.split("\n\n")) == (Kind.FULL, TEXT.split("\n"))
    assert (article.source.line_start, article.source.line_end) == (1, 2)


@pytest.mark.parametrize("text", ["", " \n\t\n ", "\r\n"])
def test_blank_text_has_no_articles(text: str) -> None:
    assert segment.split(text) == []
    assert segment_dump(Dump(text, "-")) == Segmented((), None, len(text), 0, 0, len(text))


@pytest.mark.slow
def test_jobs_do_not_change_the_result() -> None:
    paths = sorted(str(path) for path in FOLDER.glob("*.txt"))
    alone = list(segment_inputs(paths, Config(jobs=1)))
    assert list(segment_inputs(paths, Config(jobs=3))) == alone


def test_bad_rows_stay_in_their_place(tmp_path) -> None:
    path = tmp_path / "rows.jsonl"
    rows = [orjson.dumps({"id": "a", "text": TEXT}), b"{broken", orjson.dumps({"id": "c", "text": TEXT})]
    path.write_bytes(b"\n".join(rows))
    results = list(segment_inputs([str(path)]))
    assert [type(result) for result in results] == [Segmented, Reject, Segmented]
    assert [result.articles[0].source.index for result in results if isinstance(result, Segmented)] == [0, 2]


def test_run_raises_what_it_cannot_read(tmp_path) -> None:
    path = tmp_path / "rows.jsonl"
    path.write_bytes(b"{broken\n")
    with pytest.raises(InputError, match=r"rows\.jsonl:1: SEG205"):
        list(segment.run([str(path)]))
    with pytest.raises(InputNotFoundError):
        list(segment.run([str(tmp_path / "nothing.txt")]))


def test_an_id_depends_on_the_place_and_the_text() -> None:
    def ids(text: str, path: str = "a.txt", index: int = 0) -> list[str]:
        return [article.id for article in segment_dump(Dump(text, path, index)).articles]

    assert ids(TEXT) == ids(TEXT)
    different = [ids(TEXT), ids(TEXT, "b.txt"), ids(TEXT, index=1), ids(TEXT.replace("late", "early"))]
    assert len({tuple(found) for found in different}) == 4


def test_lone_surrogates_do_no_harm() -> None:
    (article,) = segment.split("The ferry was late\ud83d again. Nobody minded at all.")
    assert orjson.dumps(article_record(article))


@pytest.mark.parametrize("text", ["x " * 50_000, "“" * 3000, "." * 5000, "A" * 20_000, "\n" * 5000 + "end"])
@pytest.mark.parametrize("single", [False, True])
def test_odd_texts_are_split_in_reasonable_time(text: str, single: bool) -> None:
    assert segment_dump(Dump(text, "-"), SplitConfig(single=single)).chars == len(text)
