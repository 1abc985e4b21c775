"""Each function of the kernel gives what its twin in NumPy gives, and no arguments make it leave its buffers."""

from __future__ import annotations

from contextlib import contextmanager, suppress
from dataclasses import fields
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from segment.blocks import Block, find_blocks
from segment.decode import PLACES, SINGLE_PLACES, _find_grammar, _find_walk
from segment.evidence import collect, decide
from segment.matching.align import MAX_PIECES
from segment.matching.fingerprint import MULTIPLIERS
from segment.matching.folding import MOST_LETTERS, fold_table
from segment.measures import cohesion, measure
from segment.measures.lexicon import BUCKETS, Side, WordTable, _sum_models
from segment.model import SECOND_NAMES, load_weights
from segment.regular import _find_chains
from segment.scan import Scan, count_marks, hash_words, scan
from segment.types import Dump
from tests.dumps import DUMPS, read_dump
from tests.fit import invented_weights
from tests.measures import invented_lexicon, texts

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

kernel = pytest.importorskip("segment._kernel")
matching_kernel = pytest.importorskip("segment.matching._kernel")

INVENTED = invented_weights()
numbers = st.integers(0, 2**32 - 1)
"""Seeds: NumPy draws what would take Hypothesis too long."""
sizes = st.integers(0, 40)


@contextmanager
def using(found: Any) -> Iterator[None]:
    """With the kernel, or with None."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("segment.kernel.KERNEL", found)
        yield


def ask_both(ask: Callable[[], Any]) -> tuple[Any, Any]:
    """What the kernel says and what NumPy says."""
    with using(kernel):
        compiled = ask()
    with using(None):
        return compiled, ask()


def check_equal(compiled: Any, pure: Any) -> None:
    """The same bytes of the same type."""
    if isinstance(pure, tuple):
        assert len(compiled) == len(pure)
        for one, other in zip(compiled, pure, strict=True):
            check_equal(one, other)
        return
    assert (compiled.dtype, compiled.shape) == (pure.dtype, pure.shape)
    assert compiled.tobytes() == pure.tobytes()


def parts_of(scanned: Scan) -> tuple[np.ndarray, ...]:
    names = [field.name for field in fields(scanned) if field.name not in ("blocks", "weights")]
    return (*(getattr(scanned, name) for name in names), *scanned.groups)


def cut_anywhere(text: str, places: list[int]) -> list[Block]:
    """Blocks from each place to the next, every other one left out: inside of words, too, and empty ones."""
    edges = sorted(min(place, len(text)) for place in places)
    return [
        Block(start, end, 1, 1, 0, inline=False, in_run=False, regular=False)
        for start, end in zip(edges[::2], edges[1::2], strict=False)
    ]


@given(texts, st.lists(st.integers(0, 80), max_size=12))
def test_a_scan_is_the_same(text: str, places: list[int]) -> None:
    for blocks in (find_blocks(Dump(text, "-")), cut_anywhere(text, places), []):
        check_equal(*ask_both(lambda blocks=blocks: parts_of(scan(text, blocks))))


@given(st.lists(st.text(st.characters(exclude_characters="\0"), min_size=1, max_size=20), max_size=20))
def test_the_hashes_of_a_list_are_the_same(words: list[str]) -> None:
    check_equal(*ask_both(lambda: hash_words(words)))


@given(numbers, sizes, st.integers(1, 32))
def test_marks_are_counted_alike(seed: int, words: int, kinds: int) -> None:
    chance = np.random.default_rng(seed)
    marks = chance.integers(0, 2**32, words, np.uint32)
    bounds = np.sort(chance.integers(0, words + 1, 8))
    check_equal(*ask_both(lambda: count_marks(marks, bounds[:-1], bounds[1:], kinds)))


@given(st.lists(st.integers(0, 2**64 - 1), min_size=1, max_size=40), st.lists(st.integers(0, 2**64 - 1)), sizes)
def test_words_are_looked_up_alike(table: list[int], others: list[int], shift: int) -> None:
    # Shifted, many of them share their highest bits.
    hashes = np.unique(np.array(table, np.uint64) >> np.uint64(shift))
    words = np.concatenate((hashes, np.array(others, np.uint64)))
    compiled, pure = ask_both(lambda: WordTable(hashes).find(words))
    check_equal(compiled, pure)
    assert compiled[: len(hashes)].tolist() == list(range(len(hashes)))


@given(numbers, sizes, st.integers(0, 9), st.booleans())
def test_models_say_the_same(seed: int, words: int, models: int, from_end: bool) -> None:
    chance = np.random.default_rng(seed)
    reduced = chance.choice(np.array([0, 3, 7, 2**64 - 1, 2**63, 12345678901234567], np.uint64), words)
    weights = chance.integers(-128, 128, (BUCKETS, models)).astype(np.int8)
    starts, stops = np.sort(chance.integers(0, words + 1, (2, 6)), axis=0)
    side = Side(from_end, starts, stops)
    check_equal(*ask_both(lambda: _sum_models(reduced, side, weights)))


def draw_uses(chance: np.random.Generator, uses: int, blocks: int) -> cohesion.Uses:
    """Content words of few stems, so that most of them come again."""
    stems = chance.integers(0, max(1, uses // 4), uses).astype(np.uint64)
    return cohesion.Uses(
        np.argsort(stems, kind="stable"),
        stems,
        np.sort(chance.choice(8 * uses + 1, uses, replace=False)),
        chance.integers(11, 128, uses),
        chance.random(uses) < 0.4,
        np.sort(chance.integers(0, blocks, uses)),
    )


@given(numbers, st.integers(0, 400), st.integers(1, 30))
@settings(deadline=None)
def test_pairs_of_uses_weigh_the_same(seed: int, uses: int, blocks: int) -> None:
    drawn = draw_uses(np.random.default_rng(seed), uses, blocks)
    check_equal(*ask_both(lambda: tuple(cohesion._sum_uses(drawn, blocks))))


@given(numbers, sizes, st.lists(st.integers(0, 50), max_size=4), st.integers(0, 4))
def test_both_sides_of_gaps_weigh_the_same(seed: int, places: int, windows: list[int], rows: int) -> None:
    chance = np.random.default_rng(seed)
    sums = chance.integers(-(2**62), 2**62, (rows, places + 1))
    gaps = np.sort(chance.integers(0, places + 1, 5))
    check_equal(*ask_both(lambda: cohesion._sum_sides(sums, gaps, np.array(windows, np.int64))))


@given(numbers, st.integers(0, 8))
def test_grades_are_the_same(seed: int, blocks: int) -> None:
    chance = np.random.default_rng(seed)
    weights = load_weights()
    edges = np.concatenate((weights._edges[0], [-np.inf, np.inf, 0.0, -0.0, 5e-324]))
    values = chance.choice(edges, (blocks, len(SECOND_NAMES))) + chance.choice([0.0, 1e-9, -1.0], len(SECOND_NAMES))
    check_equal(*ask_both(lambda: weights.grade(values)))
    check_equal(*ask_both(lambda: weights.grade(np.asfortranarray(values))))


@given(numbers, st.integers(1, 30), st.sampled_from([PLACES, SINGLE_PLACES]), st.sampled_from([2, 10_000]))
def test_walks_are_the_same(seed: int, blocks: int, places: Any, most: int) -> None:
    # Of small numbers many sums are equal, so that the first of several best ways must be found.
    entering = np.random.default_rng(seed).integers(-most, most, (blocks, 3, len(places)))
    check_equal(*ask_both(lambda: _find_walk(entering, _find_grammar(places))))


@given(numbers, sizes, st.integers(1, 30), st.integers(0, 9))
def test_chains_are_the_same(seed: int, places: int, limit: int, under: int) -> None:
    chance = np.random.default_rng(seed)
    measures = np.sort(chance.integers(0, 4 * limit, places))
    weights = chance.choice([2.8, 0.8, -0.3, -2.0], places)
    reach = range(max(1, limit - under), limit + 3)
    compiled, pure = ask_both(lambda: _find_chains(range(places), measures, weights, reach, 0.5))
    assert compiled == pure


@given(texts)
def test_measures_are_the_same(text: str) -> None:
    blocks = find_blocks(Dump(text, "-"))
    lexicon = invented_lexicon()
    check_equal(*ask_both(lambda: tuple(measure(scan(text, blocks), lexicon).values())))


@given(texts, st.booleans())
def test_decisions_are_the_same(text: str, single: bool) -> None:
    blocks = find_blocks(Dump(text, "-"))
    compiled, pure = ask_both(lambda: collect(text, blocks, INVENTED, single=single))
    check_equal(compiled.values, pure.values)
    placed, placed_again = ask_both(lambda: decide(pure, INVENTED, single=single))
    assert placed == placed_again


@pytest.mark.parametrize("name", DUMPS)
def test_both_see_the_same_in_each_dump(name: str) -> None:
    weights, dump = load_weights(), read_dump(name)
    compiled, pure = ask_both(
        lambda: collect(dump.text, find_blocks(dump, weights.lexicon), weights, single=False).values
    )
    check_equal(compiled, pure)


GUARD = b"\xa5" * 64
I8, U4, F8 = np.int64, np.uint32, np.float64
TWO_BLOCKS = (np.array([0, 6], I8), np.array([5, 9], I8))
FOLDS = [fold_table().entries[:128], fold_table().letters]
SIX_WORDS = [np.array([5, 7, 15, 7, 31, 47], U4), np.array([0, 2, 2, 6], I8)]
FOUR_EACH = [np.array([9, 8, 5, 7, 15, 7, 31, 47, 6, 5, 7, 15, 7, 31, 47, 4], U4), np.array([0, 8, 16], I8)]
TWO_PAIRS = np.array([0, 1, 1, 0], I8)
MATCHING_ARGUMENTS: dict[str, list[Any]] = {
    "hash_texts": [
        b"The 12 old ferries left. No, don't", np.array([24, 24, 34], I8), *FOLDS, (7, 4), (3, 8), (3, 8), (2, 4),
    ],
    "fold_letters": [b"No, don't", np.array([2, 2, 9], I8), *FOLDS, (5 + MOST_LETTERS, 1), (3, 8), (3, 8), (2, 4)],
    "sample_shingles": [
        *SIX_WORDS, np.array([1, 0, 0], I8), np.array([3, 4, 5], I8), MULTIPLIERS[:2], np.array([255], I8), (3, 8),
    ],
    "count_shared": [*FOUR_EACH, TWO_PAIRS, (8, 8)],
    "align": [*FOUR_EACH, TWO_PAIRS, (8, 8), (2, 8), (6, 8), (2 * 4 * MAX_PIECES, 8)],
    "pair_neighbours": [np.array([1, 2, 3, 3, 4, 259], I8), np.array([8], I8), (12, 8)],
}  # fmt: skip
ARGUMENTS: dict[str, list[Any]] = {
    **MATCHING_ARGUMENTS,
    "classify": [np.array([0, 2, 1], U4), b"\0\1\2", np.array([7, 8, 9], U4), (3, 1), (3, 4)],
    "find_words": [b"\1\0\0\5\3\3\5\4\4\5", *TWO_BLOCKS, (9, 8), (9, 8), (9, 8), (9, 1), (3, 8)],
    "hash_words": [
        np.arange(9, dtype=U4), b"\0\0\3\3\3\0\0\0\0", np.array([0, 2, 5], I8), np.array([2, 3, 9], I8), (3, 8), (3, 8),
    ],
    "group_words": [np.array([5, 3, 5, 5], I8), np.array([0, 0, 0, 1], I8), (4, 8), (4, 8), (4, 8), (4, 8)],
    "count_classes": [bytes(range(9)), *TWO_BLOCKS, (34, 8)],
    "count_marks": [np.arange(9, dtype=U4), *TWO_BLOCKS, (6, 8)],
    "look_up": [
        np.array([1, 2**62, -1], I8), np.array([1, 2, 2**62, -1], I8), np.array([0, 2, 3, 3, 4], I8), (3, 8),
    ],
    "sum_models": [np.arange(9), *TWO_BLOCKS, bytes(range(256)) * (BUCKETS // 128), (4, 8), True],
    "sum_uses": [
        *cohesion.Uses(
            np.array([0, 2, 3, 1]), np.array([4, 9, 4, 4]), np.array([0, 3, 5, 6]), np.array([20, 30, 20, 20]),
            np.array([True, False, True, True]), np.array([0, 0, 1, 2]),
        ),
        np.array([4, 9], I8), np.array([1], I8), np.array([2], I8), (27, 8), (9, 8), (4, 8), (4, 8),
    ],
    "sum_sides": [np.arange(10, dtype=I8), np.array([0, 2, 4], I8), np.array([1, 9], I8), (24, 8)],
    "grade": [np.array([0.5, 2, 1, 0], F8), np.array([1, 2, 0.5], F8), np.array([0, 2, 3], I8), (4, 1)],
    "walk": [
        np.arange(12, dtype=I8), np.zeros(2, I8), np.array([0, 0, 1, 0], I8), np.array([0, 1, 0, 2], I8),
        np.array([1], I8), (2, 8), (2, 8),
    ],
    "link": [np.array([0, 100, 201], I8), np.array([1, 2.8, -2], F8), np.array([99, 103], I8), (3, 8), (3, 8)],
}  # fmt: skip
"""What each function may be called with; of an array that it fills in, how many items of how many bytes."""
FREE = {
    ("find_words", 0), ("hash_words", 0), ("count_classes", 0), ("count_marks", 0), ("look_up", 1), ("sum_models", 0),
    ("grade", 1), ("grade", 2), ("walk", 4),
    ("hash_texts", 0), ("hash_texts", 2), ("hash_texts", 3), ("hash_texts", 4), ("hash_texts", 7), ("fold_letters", 0),
    ("fold_letters", 2), ("fold_letters", 3), ("fold_letters", 4), ("fold_letters", 5), ("fold_letters", 7),
    ("sample_shingles", 0), ("sample_shingles", 4), ("sample_shingles", 6), ("count_shared", 0), ("count_shared", 1),
    ("align", 0), ("align", 1), ("pair_neighbours", 0), ("pair_neighbours", 2),
}  # fmt: skip
"""Arguments whose length is bound to no other's: what matters is that no place leads out of them."""


def function_of(name: str) -> Callable[..., Any]:
    function: Callable[..., Any] = getattr(matching_kernel if name in MATCHING_ARGUMENTS else kernel, name)
    return function


def call(name: str, arguments: list[Any]) -> list[bytes]:
    """Call a function of the kernel, see that it wrote nothing around what it fills in, and return that."""
    whole = {}
    for place, argument in enumerate(arguments):
        if isinstance(argument, tuple):
            whole[place] = bytearray(GUARD + bytes(argument[0] * argument[1]) + GUARD)
    views = {place: memoryview(data)[len(GUARD) : len(data) - len(GUARD)] for place, data in whole.items()}
    try:
        function_of(name)(*(views.get(place, argument) for place, argument in enumerate(arguments)))
    finally:
        for data in whole.values():
            assert data[: len(GUARD)] == data[len(data) - len(GUARD) :] == GUARD
    return [bytes(view) for view in views.values()]


def resize(argument: Any, by: int) -> Any:
    """One item more or less."""
    if isinstance(argument, bool):
        return argument
    if isinstance(argument, tuple):
        return argument[0] + by, argument[1]
    if isinstance(argument, bytes):
        return argument[:by] if by < 0 else argument + bytes(by)
    return argument[:by] if by < 0 else np.append(argument, argument[-by:])


@pytest.mark.parametrize("name", ARGUMENTS)
def test_arguments_that_fit_are_taken(name: str) -> None:
    assert any(any(filled) for filled in call(name, ARGUMENTS[name]))


@pytest.mark.parametrize("by", [-1, 1])
@pytest.mark.parametrize(
    ("name", "place"),
    [
        (name, place)
        for name, arguments in ARGUMENTS.items()
        for place, argument in enumerate(arguments)
        if not isinstance(argument, bool)
    ],
)
def test_arrays_that_differ_in_length_are_refused(name: str, place: int, by: int) -> None:
    arguments = list(ARGUMENTS[name])
    arguments[place] = resize(arguments[place], by)
    if (name, place) in FREE:
        with suppress(ValueError):
            call(name, arguments)
    else:
        with pytest.raises(ValueError):  # noqa: PT011  (each size has words of its own)
            call(name, arguments)


@pytest.mark.parametrize(
    ("name", "place"),
    [("hash_texts", 4), ("fold_letters", 4), ("fold_letters", 5), ("sample_shingles", 6), ("pair_neighbours", 2)],
)
def test_too_little_room_is_refused(name: str, place: int) -> None:
    arguments = list(ARGUMENTS[name])
    arguments[place] = resize(arguments[place], -1)
    with pytest.raises(ValueError, match="room"):
        call(name, arguments)


@pytest.mark.parametrize("name", ARGUMENTS)
def test_other_numbers_of_arguments_are_refused(name: str) -> None:
    for arguments in ([], ARGUMENTS[name][:-1], [*ARGUMENTS[name], b""]):
        with pytest.raises(TypeError, match="arguments given"):
            call(name, arguments)


@pytest.mark.parametrize("name", ARGUMENTS)
def test_bytes_between_two_items_are_refused(name: str) -> None:
    odd = bytearray(65)
    for place, argument in enumerate(ARGUMENTS[name]):
        if isinstance(argument, np.ndarray) and argument.itemsize > 1:
            arguments = [*ARGUMENTS[name][:place], memoryview(odd)[1:], *ARGUMENTS[name][place + 1 :]]
            with pytest.raises(ValueError, match="no array of items"):
                call(name, arguments)


@pytest.mark.parametrize("name", ARGUMENTS)
def test_what_is_filled_in_must_be_writable(name: str) -> None:
    with pytest.raises((TypeError, BufferError)):
        function_of(name)(*(bytes(part[0] * part[1]) if isinstance(part, tuple) else part for part in ARGUMENTS[name]))


ODD = [-(2**63), -(2**31), -2, -1, 0, 1, 2, 3, 5, 8, 9, 10, 16, 255, 2**15, 2**31, 2**62, 2**63 - 1]


@pytest.mark.parametrize("seed", range(5))
@pytest.mark.parametrize("name", ARGUMENTS)
def test_no_numbers_make_a_function_leave_its_buffers(name: str, seed: int) -> None:
    chance = np.random.default_rng(seed)
    for _ in range(300):
        arguments = []
        for argument in ARGUMENTS[name]:
            changed = resize(argument, int(chance.integers(-1, 2))) if chance.random() < 0.1 else argument
            if isinstance(changed, np.ndarray) and changed.dtype != bool and len(changed):
                changed = changed.copy()
                for _ in range(chance.integers(3)):
                    odd = np.array([ODD[chance.integers(len(ODD))]])
                    changed[chance.integers(len(changed))] = odd.astype(changed.dtype)[0]
            arguments.append(changed)
        with suppress(ValueError):
            call(name, arguments)


@given(st.binary(max_size=60))
def test_no_bytes_make_folding_leave_its_buffers(data: bytes) -> None:
    ends = np.array([len(data) // 2, len(data)], I8)
    for name, arguments in (
        ("hash_texts", [data, ends, *FOLDS, (len(data) + 2, 4), (2, 8), (2, 8), (1, 4)]),
        ("fold_letters", [data, ends, *FOLDS, (len(data) + MOST_LETTERS, 1), (len(data) + 2, 8), (2, 8), (1, 4)]),
    ):
        with suppress(ValueError):
            call(name, arguments)
