"""From gold to weights: the same gold gives the same bytes, and the weights can be used."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

import numpy as np
import orjson
import pytest

from segment.analysis import analyse
from segment.cli.fit import fit_gold
from segment.config import Config, SplitConfig
from segment.decode import LABELS
from segment.errors import InputError, MissingExtraError, UsageError
from segment.fit import extra, fit_weights, weights
from segment.fit.extra import need
from segment.fit.gold import make_example
from segment.measures import DRAFTED
from segment.measures.lexicon import MODELS
from segment.model import FIRST_NAMES, SECOND_NAMES, Look, Weights, load_weights, parse_weights
from segment.types import Dump, Kind
from tests.fit import Line, gold_of, invented_articles

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from pathlib import Path

    from segment.evaluate.records import GoldDump

SETTINGS = ("START_SETTINGS", "LABEL_SETTINGS", "AGAIN_START_SETTINGS", "AGAIN_LABEL_SETTINGS")
ROUNDS = 10
"""Instead of hundreds: what is tested is the way there."""
DUMPS = [invented_articles(seed) for seed in range(24)]
PAGES = [invented_articles(seed, single=True) for seed in range(100, 108)]


@pytest.fixture(scope="module", autouse=True)
def few_rounds() -> Iterator[None]:
    try:
        for module in ("lightgbm", "scipy.sparse", "sklearn.linear_model"):
            need(module)
    except MissingExtraError as error:
        pytest.skip(str(error))
    with pytest.MonkeyPatch.context() as patch:
        for name in SETTINGS:
            patch.setitem(getattr(weights, name), "rounds", ROUNDS)
            patch.setitem(getattr(weights, name), "min_data_in_leaf", 5)
        yield


def fit(
    dumps: Sequence[GoldDump] = DUMPS,
    pages: Sequence[GoldDump] = PAGES,
    *,
    seed: int = 0,
    jobs: int = 1,
    on_step: Callable[[str], None] = str,
) -> Weights:
    return fit_weights(dumps, pages, origin="invented", seed=seed, jobs=jobs, on_step=on_step)


@pytest.fixture(scope="module")
def fitted() -> Weights:
    steps: list[str] = []
    found = fit(on_step=steps.append)
    assert len(set(steps)) == len(steps), "each step is told once"
    assert steps[-1] == "second look"
    return found


@pytest.fixture(scope="module")
def path(fitted: Weights, tmp_path_factory: pytest.TempPathFactory) -> str:
    file = tmp_path_factory.mktemp("fit") / "weights.json"
    file.write_bytes(fitted.to_json())
    return str(file)


def test_a_bio_that_says_whose_opinion_it_was_is_a_disclaimer() -> None:
    lines: list[Line] = [
        ("The ferry from Harsund left the harbour an hour late on Monday.", "body", 0),
        ("Mara Lindqvist is a reporter at the Harbour Post.", "bio", 0),
        ("The views expressed in this article are those of the author.", "bio", 0),
    ]
    example = make_example(gold_of("harbour", lines, (Kind.FULL,)), load_weights().lexicon, single=False, is_first=True)
    assert example is not None
    rows = np.zeros((3, len(FIRST_NAMES)), np.float32)
    rows[[0, 2], FIRST_NAMES.index("disclaimer")] = 1
    weights._find_disclaimers(example, rows)
    assert [LABELS[label] for label in example.labels] == ["body", "bio", "disclaimer"]


def test_fitted_weights_are_the_same_after_they_were_written_and_read(fitted: Weights) -> None:
    data = fitted.to_json()
    assert parse_weights(data).to_json() == data


def test_there_are_trees_for_both_looks_and_edges_for_every_column(fitted: Weights) -> None:
    for with_look, columns in ((fitted.first, len(FIRST_NAMES)), (fitted.second, len(SECOND_NAMES))):
        assert (with_look.start.outputs, len(with_look.start.root)) == (1, ROUNDS)
        assert (with_look.label.outputs, len(with_look.label.root)) == (len(LABELS), ROUNDS * len(LABELS))
        grades = np.ones((3, columns), np.uint8)
        assert with_look.start.score(grades).shape == (3, 1)
    assert list(fitted.edges) == [*FIRST_NAMES, *DRAFTED]
    assert all(list(edges) == sorted(set(edges)) for edges in fitted.edges.values())
    assert set(MODELS) <= set(fitted.lexicon.models)
    assert fitted.origin == "invented"


@pytest.mark.parametrize("single", [False, True])
def test_fitted_weights_split_dumps(single: bool, path: str) -> None:
    for dump in (PAGES if single else DUMPS)[:8]:
        analysis = analyse(Dump(dump.text, "-"), SplitConfig(single=single, weights=path))
        assert len(analysis.placed) == len(analysis.blocks)
        assert len(analysis.articles) == 1 if single else analysis.articles
        assert {part.kind for part in analysis.articles} <= ({Kind.FULL} if single else set(Kind))


def test_what_was_learnt_is_found_again(fitted: Weights, path: str) -> None:
    right = []
    for dump in DUMPS:
        example = make_example(dump, fitted.lexicon, single=False, is_first=True)
        assert example is not None
        placed = analyse(Dump(dump.text, "-"), SplitConfig(weights=path)).placed
        right.extend(place.label == LABELS[label] for place, label in zip(placed, example.labels.tolist(), strict=True))
    assert np.mean(right) > 0.85


def test_the_same_gold_gives_the_same_bytes(fitted: Weights) -> None:
    assert fit().to_json() == fitted.to_json()


def test_another_seed_gives_other_trees(fitted: Weights) -> None:
    other = fit(seed=1)
    assert other.second.label.to_json() != fitted.second.label.to_json()
    assert (other.lexicon.stems, other.lexicon.plain) == (fitted.lexicon.stems, fitted.lexicon.plain)


@pytest.mark.slow
def test_the_number_of_jobs_changes_no_byte(fitted: Weights) -> None:
    assert fit(jobs=2).to_json() == fitted.to_json()


def test_words_of_a_page_are_counted_once_however_often_it_was_rendered(fitted: Weights) -> None:
    once = [replace(page, id=f"{page.id}/plain") for page in PAGES]
    twice = [rendering for page in once for rendering in (page, replace(page, id=page.id.replace("plain", "wide")))]
    lexicon = fit(pages=twice).lexicon
    assert list(zip(lexicon.stems, lexicon.rarity.tolist(), strict=True)) == list(
        zip(fitted.lexicon.stems, fitted.lexicon.rarity.tolist(), strict=True)
    )


def test_pages_alone_are_enough_and_so_are_dumps() -> None:
    pages = [invented_articles(seed, single=True) for seed in range(200, 230)]
    for found in (fit(pages=()), fit((), pages)):
        assert len(found.second.start.root) == ROUNDS


def test_a_dump_of_one_block_is_no_trouble(fitted: Weights) -> None:
    one: list[Line] = [("Ferry late", "title", 0)]
    more = fit([*DUMPS, gold_of("one", one, (Kind.FULL,))])
    assert len(more.first.start.root) == len(fitted.first.start.root)


def test_no_dump_is_drafted_by_trees_that_have_seen_it(monkeypatch: pytest.MonkeyPatch) -> None:
    fit_look, judge_grades = weights._fit_look, weights.judge_grades
    learnt: list[tuple[Look, set[int]]] = []
    asked: list[tuple[Look, int]] = []

    def learn(items: Sequence[Any], *args: Any, **options: Any) -> Look:
        found = fit_look(items, *args, **options)
        learnt.append((found, {id(item.grades) for item in items}))
        return found

    def judge(grades: np.ndarray, known: Weights, with_look: Look, *, single: bool) -> Any:
        asked.append((with_look, id(grades)))
        return judge_grades(grades, known, with_look, single=single)

    monkeypatch.setattr(weights, "_fit_look", learn)
    monkeypatch.setattr(weights, "judge_grades", judge)
    fit()
    assert len(asked) >= len(DUMPS)
    for with_look, grades in asked:
        seen = next(items for look, items in learnt if look is with_look)
        assert grades not in seen


def test_without_the_extra_it_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(module: str) -> None:
        message = f"No module named {module!r}"
        raise ImportError(message)

    monkeypatch.setattr(extra, "import_module", fail)
    with pytest.raises(MissingExtraError, match=r"pip install 'segment\[fit\]'"):
        fit()


def row_of(dump: GoldDump) -> dict[str, Any]:
    """A gold dump as a row of JSONL."""
    blocks = [
        {"start": block.start, "end": block.end, "article": block.article,
         "role": "boilerplate" if block.article is None else block.role}
        for block in dump.gold.blocks or ()
    ]  # fmt: skip
    articles = [{"kind": str(kind)} for kind in dump.gold.kinds or ()]
    return {"id": dump.id, "text": dump.text, "articles": articles, "blocks": blocks}


def write(path: Path, rows: Sequence[object]) -> str:
    path.write_bytes(b"".join(orjson.dumps(row) + b"\n" for row in rows))
    return str(path)


def run(gold: Sequence[str], output: Path, pages: Sequence[str] = ()) -> int:
    return fit_gold(gold, pages, Config(), output=str(output), seed=0, quiet=True)


def test_the_command_writes_weights_that_say_where_they_are_from(fitted: Weights, tmp_path: Path) -> None:
    gold, pages = (
        write(tmp_path / "gold.jsonl", list(map(row_of, DUMPS))),
        write(tmp_path / "p.jsonl", list(map(row_of, PAGES))),
    )
    assert run([gold], tmp_path / "weights.json", [pages]) == 0
    found = load_weights(str(tmp_path / "weights.json"))
    assert found.origin == f"segment fit {gold} --pages {pages} --seed 0"
    # Gold that was written and read again teaches the same.
    assert found.second.label.to_json() == fitted.second.label.to_json()


def test_a_row_that_cannot_be_used_is_told_and_the_others_are_learnt_from(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    gold = write(tmp_path / "gold.jsonl", [*map(row_of, DUMPS), {"id": "odd", "text": 7}])
    assert run([gold], tmp_path / "weights.json") == InputError.exit_code
    assert "gold.jsonl:25: SEG205" in capsys.readouterr().err
    assert load_weights(str(tmp_path / "weights.json")).second.label.outputs == len(LABELS)


def test_gold_that_says_nothing_of_roles_is_refused_and_nothing_is_written(tmp_path: Path) -> None:
    gold = write(tmp_path / "gold.jsonl", [{"id": "x", "text": "The ferry\n\nwas late.", "articles": [{"start": 0}]}])
    with pytest.raises(UsageError, match="Rows need `blocks` and `articles`"):
        run([gold], tmp_path / "weights.json")
    assert not (tmp_path / "weights.json").exists()
