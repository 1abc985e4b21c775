"""What a draft of the decision says of each block, against counting it block by block."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from segment.decode import LABELS, TEASER
from segment.measures.draft import CERTAIN, FURTHEST, MEANINGS, PARTNER_WORDS, SINGULAR, _run, _similarity, measure
from segment.measures.shape import count_words
from tests.measures import check_one_finite_value_for_each, scan_blocks, scan_text, texts

if TYPE_CHECKING:
    from segment.scan import Scan

SEEDS = range(8)
WORDS = ("ferry", "harbour", "ice", "pier", "bakery", "bread", "oven", "the", "and", "late", "Harsund", "2031")


class Draft:
    """A dump of random words, and a draft that means nothing."""

    def __init__(self, seed: int, blocks: int = 30) -> None:
        chance = np.random.default_rng(seed)
        lengths = chance.choice((1, 2, 5, 20, 60), blocks)
        self.scan = scan_blocks(*(" ".join(chance.choice(WORDS, length)) for length in lengths))
        self.weights = chance.integers(0, 60, len(self.scan.words)) * (chance.random(len(self.scan.words)) < 0.8)
        self.words = count_words(self.scan)
        self.start = draw_starts(chance, blocks)
        self.labels = draw_labels(chance, blocks)
        self.text = self.labels[:, LABELS.index("body")] + self.labels[:, LABELS.index(TEASER)]

    def measured(self) -> dict[str, list[float]]:
        found = measure(self.scan, self.weights, self.words, self.start, self.labels)
        return {name: values.tolist() for name, values in found.items()}

    def sides(self, number: int) -> tuple[range, range]:
        """The blocks from the drafted start above a gap, and those to the next one below it."""
        starts = np.flatnonzero(self.start > CERTAIN // 2).tolist()
        above = max((start for start in starts if start < number), default=0)
        below = min((start for start in starts if start > number), default=len(self.start))
        return range(above, number), range(number, below)


def draw_starts(chance: np.random.Generator, blocks: int) -> np.ndarray:
    start = chance.integers(0, CERTAIN, blocks) ** 2 // CERTAIN
    start[0] = CERTAIN
    return start


def draw_labels(chance: np.random.Generator, blocks: int) -> np.ndarray:
    odds = chance.random((blocks, len(LABELS))) ** 6 + 1e-9
    return (CERTAIN * odds / odds.sum(1, keepdims=True)).astype(np.int64)


@pytest.mark.parametrize("seed", SEEDS)
def test_a_lead_is_counted_from_the_likeliest_other_block(seed: int) -> None:
    draft = Draft(seed)
    found = draft.measured()
    for label in SINGULAR:
        likely = draft.labels[:, LABELS.index(label)].tolist()
        others = [max(likely[:number] + likely[number + 1 :]) for number in range(len(likely))]
        assert found[f"lead_{label}"] == [value - other for value, other in zip(likely, others, strict=True)]


@given(texts, st.integers(0, 1000))
def test_each_measure_has_one_finite_value_for_each_block_and_a_meaning(text: str, seed: int) -> None:
    scanned, chance = scan_text(text), np.random.default_rng(seed)
    weights = chance.integers(0, 60, len(scanned.words))
    start, labels = draw_starts(chance, len(scanned)), draw_labels(chance, len(scanned))
    measured = measure(scanned, weights, count_words(scanned), start, labels)
    assert sorted(measured) == sorted(MEANINGS)
    check_one_finite_value_for_each(measured, len(scanned))


def test_what_the_draft_believes_is_taken_over() -> None:
    draft = Draft(0)
    found = draft.measured()
    assert found["draft_start"] == draft.start.tolist()
    assert found["draft_text"] == draft.text.tolist()
    for column, label in enumerate(LABELS):
        assert found[f"draft_{label}"] == draft.labels[:, column].tolist()


@pytest.mark.parametrize("seed", SEEDS)
def test_the_most_probable_other_start_near_by_is_found(seed: int) -> None:
    draft = Draft(seed)
    found, start = draft.measured(), draft.start.tolist()
    for number in range(len(start)):
        for reach, name in ((3, "near_"), (8, "")):
            assert found[f"start_{name}above"][number] == max(start[max(number - reach, 0) : number], default=0)
            assert found[f"start_{name}below"][number] == max(start[number + 1 : number + 1 + reach], default=0)


@pytest.mark.parametrize("seed", SEEDS)
def test_drafted_articles_on_both_sides_of_a_gap_are_measured(seed: int) -> None:
    draft = Draft(seed)
    found = draft.measured()
    teaser = draft.labels[:, LABELS.index(TEASER)].tolist()
    for number in range(len(draft.start)):
        above, below = draft.sides(number)
        wanted = {
            "blocks_since_start": min(len(above), FURTHEST),
            "blocks_to_start": min(len(below), FURTHEST),
            "words_since_start": sum(draft.words[block] for block in above),
            "words_to_start": sum(draft.words[block] for block in below),
            "text_since_start": sum(draft.words[block] * draft.text[block] for block in above) / CERTAIN,
            "text_to_start": sum(draft.words[block] * draft.text[block] for block in below) / CERTAIN,
            "teasing_since_start": sum(teaser[block] for block in above) / max(len(above), 1),
            "teasing_to_start": sum(teaser[block] for block in below) / len(below),
            "starts_above": min(sum(draft.start[:number]), 12 * CERTAIN),
            "starts_below": min(sum(draft.start[number + 1 :]), 12 * CERTAIN),
        }
        assert {name: found[name][number] for name in wanted} == pytest.approx(wanted)


@pytest.mark.parametrize("seed", SEEDS)
def test_partners_are_drafted_articles_of_the_same_length(seed: int) -> None:
    draft = Draft(seed, 60)
    found = draft.measured()
    firsts = [number for number, start in enumerate(draft.start) if start > CERTAIN // 2 or not number]

    def length(number: int) -> float:
        return np.rint(sum(draft.words[block] * draft.text[block] for block in draft.sides(number)[1]) / CERTAIN)

    for number in range(len(draft.start)):
        near = [other for other in firsts if other != number and abs(length(other) - length(number)) <= PARTNER_WORDS]
        assert found["article_partners"][number] == (min(len(near), 9) if length(number) > 15 else 0)


def slow_similarity(scanned: Scan, weights: np.ndarray, above: range, below: range) -> float:
    """The weight of the words above that stand below, too, as a share of the lighter side; their last uses count."""
    words = list(zip(scanned.stems.tolist(), weights.tolist(), scanned.block_of.tolist(), strict=True))
    shared = 0
    for place, (stem, weight, block) in enumerate(words):
        is_last = not any(other == stem and heavy and where in above for other, heavy, where in words[place + 1 :])
        if weight and block in above and is_last:
            shared += weight * any(other == stem and heavy and where in below for other, heavy, where in words)
    sums = [sum(weight for _, weight, block in words if block in side) for side in (above, below)]
    return shared / (min(sums) + 200)


@pytest.mark.parametrize("seed", SEEDS)
def test_two_drafted_articles_are_alike_by_the_words_of_one_that_stand_in_the_other(seed: int) -> None:
    draft = Draft(seed, 12)
    sides = [draft.sides(number) for number in range(12)]
    wanted = [slow_similarity(draft.scan, draft.weights, above, below) for above, below in sides]
    before, behind = (np.array(row) for row in zip(*((above.start, below.stop) for above, below in sides), strict=True))
    np.testing.assert_allclose(_similarity(draft.scan, draft.weights, before, behind), wanted)
    np.testing.assert_allclose(draft.measured()["like_above"], wanted)


def test_one_subject_on_both_sides_is_more_alike_than_two() -> None:
    scanned = scan_blocks("ferry harbour ice", "ferry ice pier", "bakery bread oven", "bread oven bakery")
    weights = np.full(len(scanned.words), 40)
    alike = _similarity(scanned, weights, np.array([0, 0, 0, 2]), np.array([2, 2, 4, 4]))
    assert alike[0] == alike[2] == 0
    assert alike[1] > 0
    assert alike[3] > alike[1]


RUN = ("from_run_start", "from_run_end", "run_share", "text_above", "text_below", "all_text")
runs = st.lists(st.tuples(st.integers(0, 120), st.integers(0, CERTAIN)), min_size=1, max_size=25)


@given(runs)
def test_no_run_of_blocks_is_more_text_than_the_one_found(blocks: list[tuple[int, int]]) -> None:
    words, text = np.array(blocks, np.int64).T
    gain = [(probability - CERTAIN // 2) * min(length + 1, 80) for length, probability in blocks]
    body = np.append(0.0, np.cumsum(words * text))
    found = dict(zip(RUN, _run(words.astype(np.float64), text, body).tolist(), strict=True))
    begin, end = found["from_run_start"].index(0), found["from_run_end"].index(0) + 1
    size = len(blocks)
    assert sum(gain[begin:end]) == max(sum(gain[low:high]) for low in range(size) for high in range(low + 1, size + 1))
    assert found["from_run_start"] == [number - begin for number in range(size)]
    assert found["from_run_end"] == [number - end + 1 for number in range(size)]
    whole = max(int((words * text).sum()), 1)
    assert found["run_share"] == pytest.approx([(words * text)[begin:end].sum() / whole] * size)
    assert found["text_above"] == pytest.approx([(words * text)[:number].sum() / whole for number in range(size)])
    assert found["all_text"] == [np.rint(whole / CERTAIN)] * size


@pytest.mark.parametrize("seed", SEEDS)
def test_a_block_is_like_the_text_by_the_words_that_other_blocks_hold(seed: int) -> None:
    draft = Draft(seed, 10)
    words = list(zip(draft.scan.stems.tolist(), draft.weights.tolist(), draft.scan.block_of.tolist(), strict=True))
    wanted = []
    for number in range(10):
        shared = own = 0
        for stem, weight, block in words:
            if block == number:
                elsewhere = sum(
                    heavy * int(draft.text[where]) for other, heavy, where in words if other == stem and where != number
                )
                shared += min(elsewhere, weight * CERTAIN)
                own += weight
        wanted.append(shared / (own + 48) / CERTAIN)
    assert draft.measured()["like_text"] == pytest.approx(wanted)
