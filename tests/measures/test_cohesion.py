"""What the text on both sides of a gap has in common, against counting pairs of words directly."""

from __future__ import annotations

import math
from itertools import combinations

import pytest
from hypothesis import given

from segment.measures.cohesion import (
    BLOCK_REACHES,
    DEPTH_REACH,
    MEANINGS,
    REACHES,
    RECURRENCES,
    WINDOWS,
    measure,
)
from tests.measures import (
    check_one_finite_value_for_each,
    invented_lexicon,
    scan_blocks,
    scan_text,
    texts,
    weigh_evenly,
)

HARBOUR = (
    "The ferry from Harsund left the harbour late because ice had closed the pier.",
    "Captain Lindqvist of the ferry said that the ice in the harbour of Harsund was thick.",
    "The harbour will be closed until the ice at the pier has melted, Captain Lindqvist said.",
)
BAKERY = (
    "A bakery in Velm has won a prize for its rye bread, and the oven is never cold.",
    "Bread from the bakery is sold in Velm until noon, said Brask, who heats the oven.",
    "Brask will bake rye bread for the school in Velm.",
)
MENU = ("Home News Sport", "***", "Read more", "Home News Sport")
COMMON = (
    "the", "a", "of", "in", "and", "is", "has", "had", "for", "from", "it", "its", "at", "will", "be", "was", "that",
    "said", "who", "until",
)  # fmt: skip
TEXTS = {
    "two subjects": (*HARBOUR, *BAKERY),
    "menus between": (*HARBOUR[:2], *MENU, *BAKERY, *MENU[:2], HARBOUR[2]),
    "one block": HARBOUR[:1],
    "nothing in common": (HARBOUR[0], MENU[0], BAKERY[0]),
    "no content": ("***", "the of in", "—"),
    "one word many times": ("ferry " * 9 + "ferry.", "ferry", "Bakery", "ferry bakery " * 4 + "bakery"),
    "long": (*HARBOUR * 3, *BAKERY * 4, *MENU, *HARBOUR),
}

KNOWING = weigh_evenly("The harbour, Mara Lindqvist said. By June ferry. late is a don’t. Read more it. NATO.")


class Text:
    """A text as a slow reader sees it."""

    def __init__(self, blocks: tuple[str, ...]) -> None:
        self.scan = scan_blocks(*blocks)
        self.lexicon = weigh_evenly(*blocks, common=COMMON)
        self.weights = self.lexicon.weigh(self.scan).tolist()
        self.stems = self.scan.stems.tolist()
        self.block_of = self.scan.block_of.tolist()
        self.content = [word for word, weight in enumerate(self.weights) if weight > self.lexicon.least_weight]
        self.gaps = self.scan.first.tolist()
        text = " ".join(blocks)
        self.is_name = [word[0].isupper() for word in words_of(text)]
        assert len(self.is_name) == len(self.weights)

    def content_gaps(self) -> list[int]:
        """The gaps, counted in content words."""
        return [sum(word < gap for word in self.content) for gap in self.gaps]

    def uses(self) -> list[tuple[int, int]]:
        """Each use of a content word and its next use."""
        return [
            next((one, other) for other in self.content if other > one and self.stems[other] == self.stems[one])
            for one in self.content
            if any(other > one and self.stems[other] == self.stems[one] for other in self.content)
        ]

    def rank(self, place: int) -> int:
        """How often the content word at a place was used before."""
        stem = self.stems[self.content[place]]
        return sum(self.stems[word] == stem for word in self.content[:place])

    def measured(self) -> dict[str, list[float]]:
        return {name: values.tolist() for name, values in measure(self.scan, self.lexicon).items()}


def words_of(text: str) -> list[str]:
    return [word for word in (raw.strip(".,*—") for raw in text.split()) if word]


@pytest.fixture(params=TEXTS.values(), ids=TEXTS)
def text(request: pytest.FixtureRequest) -> Text:
    return Text(request.param)


@given(texts)
def test_each_measure_has_one_finite_value_for_each_block_and_a_meaning(text: str) -> None:
    scanned = scan_text(text)
    for lexicon in (invented_lexicon(), KNOWING):
        measured = measure(scanned, lexicon)
        assert list(measured) == list(MEANINGS)
        check_one_finite_value_for_each(measured, len(scanned))


@pytest.mark.parametrize("reach", REACHES)
def test_chains_are_next_uses_over_the_gap_and_near_enough(text: Text, reach: int) -> None:
    found = text.measured()
    for number, gap in enumerate(text.gaps):
        above = sum(text.weights[max(gap - reach // 2, 0) : gap])
        below = sum(text.weights[gap : gap + reach // 2])
        near = [(one, other) for one, other in text.uses() if one < gap <= other and other - one <= reach]
        names = [one for one, other in near if text.is_name[one] and text.is_name[other]]
        norm = math.sqrt(above * below) + 80
        assert found[f"chain_{reach}"][number] == pytest.approx(sum(text.weights[one] for one, _ in near) / norm)
        assert found[f"name_chain_{reach}"][number] == pytest.approx(sum(text.weights[one] for one in names) / norm)


@pytest.mark.parametrize(("apart", "is_chain"), [(REACHES[0] - 1, True), (REACHES[0], True), (REACHES[0] + 1, False)])
def test_a_chain_is_as_long_as_its_reach_and_no_longer(apart: int, is_chain: bool) -> None:
    text = Text(("Ferry " + "the " * (apart - 1), "ferry"))
    assert (text.measured()[f"chain_{REACHES[0]}"][1] > 0) == is_chain


@pytest.mark.parametrize("reach", BLOCK_REACHES)
def test_known_words_were_said_above_and_recurring_ones_come_again(text: Text, reach: int) -> None:
    found, suffix = text.measured(), "all" if reach == BLOCK_REACHES[-1] else str(reach)
    for number in range(len(text.scan)):
        own = sum(text.weights[word] for word in text.content if text.block_of[word] == number) + 48
        near = [(one, other) for one, other in text.uses() if 0 < text.block_of[other] - text.block_of[one] <= reach]
        known = [(one, other) for one, other in near if text.block_of[other] == number]
        names = [one for one, other in known if text.is_name[one] and text.is_name[other]]
        again = [one for one, _ in near if text.block_of[one] == number]
        wanted = {
            f"known_{suffix}": [one for one, _ in known],
            f"known_names_{suffix}": names,
            f"recurring_{suffix}": again,
        }
        for name, words in wanted.items():
            assert found[name][number] == pytest.approx(sum(text.weights[word] for word in words) / own), name


@pytest.mark.parametrize("window", WINDOWS)
def test_the_cosine_is_that_of_the_words_on_both_sides(text: Text, window: int) -> None:
    pairs = [
        (one, other)
        for one, other in combinations(range(len(text.content)), 2)
        if text.stems[text.content[one]] == text.stems[text.content[other]]
        and text.rank(other) - text.rank(one) <= RECURRENCES
    ]
    square = [text.weights[word] ** 2 for word in text.content]
    for gap, value in zip(text.content_gaps(), text.measured()[f"cosine_{window}"], strict=True):
        above, below = range(max(gap - window, 0), gap), range(gap, min(gap + window, len(text.content)))

        def length(side: range) -> float:
            both = sum(square[one] for one, other in pairs if one in side and other in side)
            return sum(square[word] for word in side) + 2 * both + 5000

        dot = sum(square[one] for one, other in pairs if one in above and other in below)
        assert value == pytest.approx(dot / math.sqrt(length(above) * length(below)))


def test_a_valley_lies_lower_than_the_gaps_beside_it(text: Text) -> None:
    found = text.measured()
    for window in WINDOWS:
        cosine = found[f"cosine_{window}"]
        for number, value in enumerate(cosine):
            left = max(cosine[max(number - DEPTH_REACH, 0) : number], default=value)
            right = max(cosine[number + 1 : number + 1 + DEPTH_REACH], default=value)
            # At an end of the dump its outermost gap stands for those that are missing.
            left = max(left, cosine[0]) if number < DEPTH_REACH else left
            right = max(right, cosine[-1]) if number >= len(cosine) - DEPTH_REACH else right
            assert found[f"valley_{window}"][number] == pytest.approx(left + right - 2 * value, abs=1e-12)


def test_links_are_next_uses_over_the_gap(text: Text) -> None:
    found = text.measured()
    place = {word: number for number, word in enumerate(text.content)}
    weights = [text.weights[word] for word in text.content]
    for number, gap in enumerate(text.content_gaps()):
        over = [(place[one], place[other]) for one, other in text.uses() if place[one] < gap <= place[other]]
        smaller = min(sum(weights[:gap]), sum(weights[gap:]))
        assert found["links_all"][number] == pytest.approx(sum(weights[one] for one, _ in over) / (smaller + 320))
        assert found["shorter_side"][number] == min(gap, len(weights) - gap)
        for window in WINDOWS:
            near = sum(weights[one] for one, other in over if other - one < 2 * window)
            shortest = min(gap, len(weights) - gap, window)
            assert found[f"links_{window}"][number] == pytest.approx(near / (16 * shortest + 48))


@pytest.mark.parametrize("window", WINDOWS[:3])
def test_words_stop_above_a_gap_and_start_below_it(text: Text, window: int) -> None:
    found = text.measured()
    stems, weights = [text.stems[word] for word in text.content], [text.weights[word] for word in text.content]
    starting = [stem not in stems[:place] and stem in stems[place + 1 :] for place, stem in enumerate(stems)]
    stopping = [stem in stems[:place] and stem not in stems[place + 1 :] for place, stem in enumerate(stems)]

    def share(of: list[bool], side: range) -> float:
        return sum(weights[word] for word in side if of[word]) / (sum(weights[word] for word in side) + 80)

    for number, gap in enumerate(text.content_gaps()):
        above, below = range(max(gap - window, 0), gap), range(gap, min(gap + window, len(weights)))
        assert found[f"stopping_{window}"][number] == pytest.approx(share(stopping, above))
        assert found[f"starting_{window}"][number] == pytest.approx(share(starting, below))
        against = share(stopping, below) - share(starting, above)
        assert found[f"against_{window}"][number] == pytest.approx(against)


LIKER = (
    *(f"{name}_{reach}" for reach in REACHES for name in ("chain", "name_chain")),
    "known_all", "known_1", "known_names_1", "cosine_20", "cosine_50", "links_20", "links_all",
)  # fmt: skip
UNLIKER = ("valley_20", "starting_20", "stopping_20")


@pytest.mark.parametrize("name", LIKER)
def test_paragraphs_on_one_subject_have_more_in_common_than_those_on_two(name: str) -> None:
    found = Text(TEXTS["two subjects"]).measured()[name]
    inside, between = (found[1], found[2], found[4], found[5]), found[3]
    assert min(inside) > between


@pytest.mark.parametrize("name", UNLIKER)
def test_between_two_subjects_more_words_stop_and_start_than_at_the_gaps_beside(name: str) -> None:
    found = Text(TEXTS["two subjects"]).measured()[name]
    assert found[3] > max(found[2], found[4])


def test_nothing_stands_above_the_first_gap() -> None:
    found = Text(TEXTS["long"]).measured()
    for name in ("chain_40", "known_all", "cosine_20", "links_all", "stopping_20", "shorter_side"):
        assert found[name][0] == 0


def test_scans_without_words_have_nothing_in_common() -> None:
    scanned = scan_blocks("***", "—", "...")
    assert not any(values.any() for values in measure(scanned, invented_lexicon()).values())
