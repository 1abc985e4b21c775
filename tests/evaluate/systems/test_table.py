"""The table of systems."""

from __future__ import annotations

import sys

import pytest

from segment.errors import MissingExtraError, UsageError
from segment.evaluate.systems import SYSTEMS, load_system
from segment.families import FAMILIES
from tests.evaluate.systems.invented import BREAD, CHESS, FERRY, gold_of

PLAIN = [name for name in SYSTEMS if name not in ("texttiling", "c99", "u00")]


def test_there_is_an_ablation_for_each_family() -> None:
    assert [name for name in SYSTEMS if name.startswith("segment-")] == [f"segment-{family}" for family in FAMILIES]


@pytest.mark.parametrize("name", SYSTEMS)
def test_each_system_cuts_at_units_and_always_the_same_ones(name: str) -> None:
    if name not in PLAIN:
        pytest.importorskip("nltk")
    gold = gold_of([*FERRY, *CHESS, *BREAD], joiner="\n\n")
    found = load_system(name)(gold)
    assert set(found.starts) <= {unit.start for unit in gold.units[1:]}
    assert list(found.starts) == sorted(set(found.starts))
    assert load_system(name)(gold) == found


@pytest.mark.parametrize(
    ("name", "message"),
    [
        ("texttilling", "Did you mean 'texttiling'?"),
        ("segment-bylin", "'segment-byline'"),
        ("?", "There are: segment, none"),
    ],
)
def test_an_unknown_name_is_an_error_with_the_known_ones(name: str, message: str) -> None:
    with pytest.raises(UsageError) as caught:
        load_system(name)
    assert message in str(caught.value)


@pytest.mark.parametrize(
    ("name", "module"),
    [("c99", "nltk.stem.porter"), ("u00", "nltk.stem.porter"), ("texttiling", "nltk.tokenize.texttiling")],
)
def test_a_missing_extra_is_named_before_anything_is_read(
    name: str, module: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    from segment.evaluate.systems import terms, texttiling

    monkeypatch.setitem(sys.modules, module, None)
    terms.load_stemmer.cache_clear()
    texttiling.load_tokenizer.cache_clear()
    with pytest.raises(MissingExtraError, match=r"segment\[eval\]"):
        load_system(name)
