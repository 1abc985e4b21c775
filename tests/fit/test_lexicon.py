"""Words are counted by dump and publisher; models learn wording, and not from what they are asked about."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest

from segment.decode import LABELS
from segment.errors import MissingExtraError
from segment.fit.extra import need
from segment.fit.gold import make_example
from segment.fit.lexicon import FEWEST_DUMPS, FOLDS, PLAIN_DUMPS, PLAIN_GROUPS, count_words, fit_model, fit_models
from segment.measures.lexicon import BUCKETS, CUT, MODELS, UNIT, Lexicon, score
from segment.scan import scan
from tests.fit import invented_articles

if TYPE_CHECKING:
    from segment.fit.gold import Example

DUMPS = PLAIN_DUMPS + 20


@pytest.fixture(scope="module", autouse=True)
def libraries() -> None:
    try:
        for module in ("scipy.sparse", "sklearn.linear_model"):
            need(module)
    except MissingExtraError as error:
        pytest.skip(str(error))


def rarity_of(lexicon: Lexicon) -> dict[str, int]:
    return dict(zip(lexicon.stems, lexicon.rarity.tolist(), strict=True))


def test_a_stem_is_as_rare_as_the_dumps_that_hold_it_are_few() -> None:
    texts = ["The ferry left the harbour.", "The ferries LEFT.", "The ferryman’s left foot.", "The pier, the ice."]
    found = rarity_of(count_words((text, None) for text in texts * 3))
    assert found["the"] == 0
    assert found["left"] == round(UNIT * np.log(12 / 9))
    assert found["ferrie"] == found["ferry"] == found["ice"] == round(UNIT * np.log(12 / 3))


def test_a_stem_is_counted_once_a_dump_and_not_at_all_in_too_few() -> None:
    texts = [("ferry Ferry ferry", None)] * FEWEST_DUMPS + [("pier pier pier", None)] * (FEWEST_DUMPS - 1)
    assert list(rarity_of(count_words(texts))) == ["ferry"]


def test_stems_are_of_letters_only() -> None:
    stems = set(rarity_of(count_words([("2031 don't ferry2 café cafe\u0301 港口", None)] * 9)))
    assert {"ferry", "café"} <= stems
    assert all(stem.isalpha() for stem in stems)


@pytest.mark.parametrize(("dumps", "is_plain"), [(PLAIN_DUMPS - 1, False), (PLAIN_DUMPS, True)])
def test_a_word_of_many_dumps_stands_for_itself(dumps: int, is_plain: bool) -> None:
    texts = [("harbour ferry" if number < dumps else "harbour", None) for number in range(DUMPS)]
    assert ("ferry" in count_words(texts).plain) == is_plain


@pytest.mark.parametrize(("groups", "is_plain"), [(PLAIN_GROUPS - 1, False), (PLAIN_GROUPS, True)])
def test_a_word_of_few_publishers_is_a_name_or_a_slogan(groups: int, is_plain: bool) -> None:
    texts = [("Ferry", f"{number % groups}.example") for number in range(DUMPS)]
    assert ("ferry" in count_words(texts).plain) == is_plain


def test_a_lexicon_of_nothing_can_be_asked_all_the_same() -> None:
    lexicon = count_words([])
    example = make(0, "harbour.example")
    scanned = scan(example.text, example.blocks)
    assert len(lexicon.weigh(scanned)) == len(scanned.words)
    assert not any(values.any() for values in score(scanned, lexicon).values())


def make(seed: int, group: str) -> Example:
    example = make_example(invented_articles(seed, group=group), count_words([]), single=False, is_first=True)
    assert example is not None
    return example


def fold_of(example: Example) -> int:
    return int(example.groups[0]) % FOLDS


@pytest.fixture(scope="module")
def examples() -> list[Example]:
    """Of three publishers, one in each fold."""
    publishers = {fold_of(make(0, group)): group for group in map(str, range(20))}
    return [make(seed, publishers[seed % FOLDS]) for seed in range(45)]


@pytest.fixture(scope="module")
def lexicon(examples: list[Example]) -> Lexicon:
    words = count_words((example.text, None) for example in examples)
    return replace(words, plain=["by", "the", "march", "on", "monday", "said", "home", "share", "subscribe"])


def test_models_learn_how_roles_are_worded(examples: list[Example], lexicon: Lexicon) -> None:
    fitted, _ = fit_models(examples, lexicon, 0)
    for role in ("byline", "title", "date", "residue"):
        inside: list[float] = []
        outside: list[float] = []
        for example in examples:
            found = score(scan(example.text, example.blocks), fitted)[f"{role}_words"]
            is_role = example.labels == LABELS.index(role)
            inside.extend(found[is_role])
            outside.extend(found[~is_role])
        assert np.mean(inside) > np.mean(outside) + 1, role


def test_only_models_are_learnt_and_each_of_them_is(examples: list[Example], lexicon: Lexicon) -> None:
    fitted, held_out = fit_models(examples, lexicon, 0)
    assert len(held_out) == FOLDS
    for found in (fitted, *held_out):
        assert (found.stems, found.plain) == (lexicon.stems, lexicon.plain)
        assert set(found.models) == {*MODELS, CUT} == set(found.biases)
        assert all(weights.shape == (BUCKETS,) and weights.dtype == np.int8 for weights in found.models.values())
    assert all(fitted.models[name].any() for name in MODELS if name not in ("caption_words", "bio_words"))


def as_bytes(lexicon: Lexicon) -> list[tuple[bytes, int]]:
    return [(lexicon.models[name].tobytes(), lexicon.biases[name]) for name in MODELS]


@pytest.mark.parametrize("fold", range(FOLDS))
def test_the_models_of_a_fold_have_not_seen_its_groups(fold: int, examples: list[Example], lexicon: Lexicon) -> None:
    other_words = str.maketrans("aeou", "uoea")
    changed = [
        replace(example, text=example.text.translate(other_words)) if fold_of(example) == fold else example
        for example in examples
    ]
    fitted, held_out = fit_models(examples, lexicon, 0)
    refitted, held_out_again = fit_models(changed, lexicon, 0)
    same = [as_bytes(one) == as_bytes(other) for one, other in zip(held_out, held_out_again, strict=True)]
    assert same == [number == fold for number in range(FOLDS)]
    assert as_bytes(fitted) != as_bytes(refitted)


def test_the_same_seed_gives_the_same_models(examples: list[Example], lexicon: Lexicon) -> None:
    one, again, other = (fit_models(examples, lexicon, seed)[0] for seed in (0, 0, 1))
    assert as_bytes(one) == as_bytes(again) != as_bytes(other)


@pytest.mark.parametrize("wanted", [True, False])
def test_of_one_answer_nothing_is_learnt(wanted: bool) -> None:
    weights, bias = fit_model(None, np.full(5, wanted), 1e-4, 0)
    assert (weights.any(), bias) == (False, 0)


def test_what_speaks_for_an_answer_weighs_more_than_what_speaks_against_it() -> None:
    table: Any = need("scipy.sparse").csr_matrix(([1.0] * 40, ([*range(40)], [3, 8] * 20)), shape=(40, BUCKETS))
    weights, _ = fit_model(table, np.array([True, False] * 20), 1e-4, 0)
    assert weights[3] > 0 > weights[8]
    assert not np.delete(weights, [3, 8]).any()
