"""What is known of words beforehand: how rare their stems are, and how texts begin, end and go on around them.

Counted and fitted on news once; everything is a number per word, so that a scan of a dump looks all of them up at
once. A dump in a language that the lexicon does not know is weighed by its own counts.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache, cached_property
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from segment import kernel
from segment.scan import STEM_CHARS, count_marks, hash_words, sum_before
from segment.scan.characters import Char
from segment.words import word_list

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from numpy.typing import NDArray

    from segment.measures.shape import Measured
    from segment.scan import Scan

    Ints = NDArray[np.int64]

UNIT = 16
"""Weights are whole numbers, so that sums of them are exact: sixteenths of the natural logarithm."""
LARGE_WORDS = 8
"""Of a block that counts where words are weighed by how many blocks hold them."""
KNOWN_SHARE = 0.6
"""Share of a dump's words that the lexicon must know, or it is in another language."""
LONGEST_TEXT = 45
"""Words at the start and at the end of a block that tell a lead, a tail or a role."""
PLACED = 5
BUCKETS = 1 << 15
MODELS = (
    "lead", "tail", "body_words", "residue_words", "title_words", "byline_words", "date_words", "caption_words",
    "bio_words",
)  # fmt: skip
CUT = "cut"
"""The model of cuts inside of lines, see `cuts`."""
FROM_END = ("tail",)
"""The models that look at the close of a block; the others look at its opening."""
MODEL_UNIT = 32
"""Weights of the models are whole numbers of this part of a log-odd."""
FLAGS = (
    "openers", "pronouns", "going_on", "connectives", "said", "months", "bylines", "caption_labels", "jobs",
    "byline_jobs", "picture_agencies", "date_labels", "furniture", "read_more",
)  # fmt: skip
"""Lists of words (`data/words`) whose single words, or the first word of a phrase, are looked up."""
ANYWHERE = ("said", "months", "jobs", "byline_jobs", "picture_agencies", "pronouns", "connectives")
OPENING = ("openers", "pronouns", "going_on", "bylines", "caption_labels", "date_labels", "furniture", "months")
CLOSING = ("connectives", "byline_jobs", "picture_agencies", "read_more", "openers")
SECOND = ("bylines", "said", "months")
WHOLE = ("jobs", "byline_jobs", "picture_agencies", "said", "months", "bylines")
"""Lists of which phrases are left out: their first word alone says nothing."""


@dataclass(frozen=True, eq=False)
class WordTable:
    """Words that are known, by their hashes."""

    hashes: NDArray[np.uint64]
    """Ascending."""

    def find(self, words: NDArray[np.uint64]) -> Ints:
        """The place of each word in the table, or -1."""
        if kernel.KERNEL is None:
            places = np.minimum(self.hashes.searchsorted(words), len(self.hashes) - 1)
            return np.where(self.hashes[places] == words, places, -1)
        places = np.empty(len(words), np.int64)
        kernel.KERNEL.look_up(words, self.hashes, self._index, places)
        return places

    @cached_property
    def _index(self) -> Ints:
        """Where the hashes with each value of their highest bits begin, and the end: a few to a value."""
        bits = max(1, len(self.hashes).bit_length() - 2)
        begins = self.hashes.searchsorted(np.arange(1 << bits, dtype=np.uint64) << np.uint64(64 - bits))
        return np.append(begins, len(self.hashes))


class Models(NamedTuple):
    """Linear models side by side."""

    names: tuple[str, ...]
    weights: NDArray[np.int8]
    """Shape (BUCKETS, models)."""
    biases: Ints


@dataclass(frozen=True, eq=False)
class Lexicon:
    """Stems with their rarity, plain words, and the linear models over them."""

    stems: Sequence[str]
    rarity: NDArray[np.int64]
    """Sixteenths of ln(articles / articles with it)."""
    plain: Sequence[str]
    """Words frequent enough to stand for themselves; others are reduced to their shapes."""
    models: Mapping[str, NDArray[np.int8]]
    """Name of a model → its weight for each bucket, in `MODEL_UNIT`s; shape (BUCKETS,)."""
    biases: Mapping[str, int]
    least_weight: int = 10
    """Of a word that says something of what a text is about."""

    @cached_property
    def model_tables(self) -> tuple[Models, Models]:
        """The models of openings, and those of closes."""
        opening = tuple(name for name in MODELS if name not in FROM_END)
        return self._join_models(opening), self._join_models(FROM_END)

    def _join_models(self, names: tuple[str, ...]) -> Models:
        weights = np.stack([self.models[name] for name in names], axis=1)
        return Models(names, weights, np.array([self.biases[name] for name in names], np.int64))

    @cached_property
    def _stem_table(self) -> tuple[WordTable, Ints, NDArray[np.bool_]]:
        """The stems, the rarity of each, and whether it was learnt; others are those of words of other scripts."""
        rarity = dict(zip(self.stems, self.rarity.tolist(), strict=True))
        own = {word[:STEM_CHARS]: rarity.get(english[:STEM_CHARS], 0) for word, english in glosses().items()}
        read = {**rarity, **own}
        hashes = hash_words(list(read))
        order = np.argsort(hashes)
        is_learnt = np.array([stem not in own for stem in read])
        return WordTable(hashes[order]), np.array(list(read.values()), np.int64)[order], is_learnt[order]

    @cached_property
    def _plain_table(self) -> tuple[WordTable, NDArray[np.uint64]]:
        """The plain words, and as what each is read: itself, or the English for a word of another script."""
        plain = dict.fromkeys(self.plain)
        read = {word: english for word, english in glosses().items() if english in plain} | {w: w for w in plain}
        hashes = hash_words(list(read))
        order = np.argsort(hashes)
        return WordTable(hashes[order]), hash_words(list(read.values()))[order]

    @cached_property
    def _flag_table(self) -> tuple[WordTable, NDArray[np.uint32]]:
        bits: dict[str, int] = {}
        for number, name in enumerate(FLAGS):
            for entry in word_list(name):
                first, *more = entry.lower().replace("’", "'").strip(".,:!?…()[]«»\"'").split(" ")
                if first and not (more and name in WHOLE):
                    bits[first] = bits.get(first, 0) | 1 << number
        words = sorted(bits)
        hashes = hash_words(words)
        order = np.argsort(hashes)
        flags = np.array([*(bits[word] for word in words), 0], np.uint32)
        # The last one is that of words on no list, whose place is -1.
        return WordTable(hashes[order]), flags[np.append(order, len(order))]

    def weigh(self, scan: Scan) -> Ints:
        """How much each word of a dump says about what it is about, in sixteenths. Worked out once."""
        if self not in scan.weights:
            scan.weights[self] = self._weigh(scan)
        return scan.weights[self]

    def _weigh(self, scan: Scan) -> Ints:
        table, rarity, is_learnt = self._stem_table
        places = table.find(scan.stems)
        found = places >= 0
        local = _weigh_locally(scan)
        if len(found) and (found & is_learnt[places]).mean() > KNOWN_SHARE:
            weights = np.where(found, rarity[places], np.minimum(np.maximum(local + 2 * UNIT, UNIT), rarity.max()))
        else:
            lengths = scan.word_ends - scan.word_starts
            weights = (local + np.minimum(lengths - 4, 3) * (UNIT // 3)).clip(0, 7 * UNIT)
            weights = np.where(found & ~is_learnt[places], np.minimum(weights, rarity[places]), weights)
        numbers = np.flatnonzero(scan.initials == _DIGIT)
        weights[numbers] = weights[numbers] * 2 // 5
        return weights

    def flag(self, scan: Scan) -> NDArray[np.uint32]:
        """For each word a bit for each list of `FLAGS` that it is on."""
        table, bits = self._flag_table
        return bits[table.find(scan.words)]

    def reduce(self, scan: Scan) -> NDArray[np.uint64]:
        """Each word as the models see it: itself if it is plain, else a number for its shape."""
        number = scan.initials == _DIGIT
        shape = _SHAPES[scan.initials] + scan.shouted + np.minimum(scan.word_ends - scan.word_starts, 4) * number
        table, read = self._plain_table
        places = table.find(scan.words)
        return np.where((places >= 0) & ~number, read[places], shape.astype(np.uint64))


_DIGIT = int(Char.DIGIT)
_SHAPES = np.array([{Char.UPPER: 1, Char.LOWER: 3}.get(kind, 4) for kind in Char])
"""Of words that begin with a character of each class. Words in capitals have one more, numbers their length more."""


def _weigh_locally(scan: Scan) -> Ints:
    """By the share of the dump's larger blocks that hold it: words that stand in many say little."""
    holding = np.bincount(scan.groups.stem_of)
    large = max(3, int((scan.last - scan.first >= LARGE_WORDS).sum()))
    counts = np.arange(holding.max(initial=0) + 1)
    weights = np.rint(np.log((large + 1) / (counts + 0.5)) * 1.6 * UNIT).astype(np.int64)
    return weights[holding][scan.groups.stem_numbers]


@cache
def glosses() -> dict[str, str]:
    """Words of languages in other scripts, and the English word that does in a sentence what each of them does."""
    return dict(line.split() for line in word_list("glosses"))


_FACTORS = tuple(np.uint64(x) for x in (0x9E3779B97F4A7C15, 0xC2B2AE3D27D4EB4F, 0x165667B19E3779F9))
_SHIFT = np.uint64(49)


def buckets(reduced: NDArray[np.uint64]) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """The buckets of single words and of pairs with the following word."""
    with np.errstate(over="ignore"):
        one = ((reduced + np.uint64(1)) * _FACTORS[0]) >> _SHIFT
        following = np.append(reduced[1:], np.zeros(1, np.uint64))[: len(reduced)]
        two = (((reduced + np.uint64(1)) * _FACTORS[1]) ^ ((following + np.uint64(1)) * _FACTORS[2])) * _FACTORS[
            0
        ] >> _SHIFT
    return one.astype(np.int64), two.astype(np.int64)


def placed_buckets(reduced: NDArray[np.uint64], place: NDArray[np.int64]) -> NDArray[np.int64]:
    """The buckets of words with their place from an edge."""
    with np.errstate(over="ignore"):
        key = (reduced + np.uint64(1)) * _FACTORS[2] + (place.astype(np.uint64) + np.uint64(7)) * _FACTORS[1]
        found: Ints = ((key ^ (key >> np.uint64(29))) * _FACTORS[0] >> _SHIFT).astype(np.int64)
    return found


def measure(scan: Scan, lexicon: Lexicon) -> Measured:
    """Words of the lists."""
    return _flags(scan, lexicon.flag(scan))


def score(scan: Scan, lexicon: Lexicon) -> Measured:
    """Log-odds that a block opens like a lead, ends like a tail, is worded like a caption ..."""
    reduced = lexicon.reduce(scan)
    found: Measured = {}
    for side, models in zip(find_sides(scan), lexicon.model_tables, strict=True):
        total = _sum_models(reduced, side, models.weights) + models.biases
        found |= zip(models.names, (total / MODEL_UNIT).T, strict=True)
    return {name: found[name] for name in MODELS}


def _sum_models(reduced: NDArray[np.uint64], side: Side, weights: NDArray[np.int8]) -> Ints:
    """What models say of the words of each block; shape (blocks, models)."""
    sums = np.zeros((len(side.starts), weights.shape[1]), np.int64)
    if kernel.KERNEL is not None:
        kernel.KERNEL.sum_models(reduced, side.starts, side.stops, weights, sums, side.from_end)
        return sums
    for part in find_parts(reduced, side):
        added = sum_before(weights[part.buckets].T)
        sums += (added[:, part.stops] - added[:, part.starts]).T
    return sums


class Side(NamedTuple):
    """The opening or the close of all blocks: the words of a block are `words[start:stop]`."""

    from_end: bool
    starts: Ints
    stops: Ints


def find_sides(scan: Scan) -> tuple[Side, Side]:
    """The openings and the closes of all blocks."""
    opening_stop, close_start = edges(scan)
    return Side(False, scan.first, opening_stop), Side(True, close_start, scan.last)


class Part(NamedTuple):
    """Features of one kind of all blocks: those of a block are `buckets[start:stop]`."""

    buckets: Ints
    starts: Ints
    stops: Ints


def find_parts(reduced: NDArray[np.uint64], side: Side) -> list[Part]:
    """Words, pairs of words, and the outermost words with their place, at one side of each block."""
    from_end, starts, stops = side
    one, two = buckets(reduced)
    steps = np.arange(PLACED)
    place = stops[:, None] - 1 - steps if from_end else starts[:, None] + steps
    inside = (place >= starts[:, None]) & (place < stops[:, None])
    placed = placed_buckets(reduced[place[inside]], np.broadcast_to(steps, place.shape)[inside])
    bounds = sum_before(inside.sum(1))
    return [
        Part(one, starts, np.maximum(stops, starts)),
        Part(two, starts, np.maximum(stops - 1, starts)),
        Part(placed, bounds[:-1], bounds[1:]),
    ]


def _flags(scan: Scan, flags: NDArray[np.uint32]) -> Measured:
    padded = np.append(flags, np.uint32(0))
    counts = scan.last - scan.first
    opening = padded[scan.first] * (counts > 0)
    second = padded[np.minimum(scan.first + 1, len(flags))] * (counts > 1)
    closing = padded[scan.last - 1] * (counts > 0)
    anywhere = count_marks(flags, scan.first, scan.last, len(FLAGS))[_ANYWHERE[:, 0]]
    rows = np.concatenate((
        (opening >> _OPENING) & 1, (second >> _SECOND) & 1, (closing >> _CLOSING) & 1, anywhere,
    ), dtype=np.float64)  # fmt: skip
    return dict(zip(MEANINGS, rows, strict=False))


def edges(scan: Scan) -> tuple[Ints, Ints]:
    """Behind the last word of each block's opening, and the first of its close.

    A block that a seam ended early is read on, and one that begins at a seam is read back: the words beside it are of
    the same line.
    """
    size = len(scan)
    inline = np.array([block.inline for block in scan.blocks], bool)
    numbers = np.arange(size)
    following = np.where(np.append(~inline[1:], True), numbers, size)
    run_end = np.minimum.accumulate(following[::-1])[::-1]
    run_start = np.maximum.accumulate(np.where(inline, 0, numbers))
    return (
        np.minimum(scan.first + LONGEST_TEXT, scan.last[run_end]),
        np.maximum(scan.last - LONGEST_TEXT, scan.first[run_start]),
    )


def _shifts(names: tuple[str, ...]) -> NDArray[np.uint32]:
    return np.array([[FLAGS.index(name)] for name in names], np.uint32)


_OPENING, _SECOND, _CLOSING, _ANYWHERE = map(_shifts, (OPENING, SECOND, CLOSING, ANYWHERE))
_OPENS = {
    "openers": "opens with a word that opens sentences",
    "pronouns": "opens with a pronoun",
    "going_on": "opens with a word that goes on from before",
    "bylines": "opens with a word such as 'By'",
    "caption_labels": "opens with a word such as 'Photo'",
    "date_labels": "opens with a word such as 'Published'",
    "furniture": "opens with a word of menus",
    "months": "opens with the name of a month",
}
_CLOSES = {
    "connectives": "ends with a word that no sentence ends with",
    "byline_jobs": "ends with a newsroom job",
    "picture_agencies": "ends with a picture agency",
    "read_more": "ends with a word of an invitation to read on",
    "openers": "ends with a word that opens sentences",
}
_COUNTS = {
    "said": "words such as 'said'",
    "months": "names of months",
    "jobs": "jobs of writers",
    "byline_jobs": "newsroom jobs",
    "picture_agencies": "picture agencies",
    "pronouns": "pronouns",
    "connectives": "words such as 'of' and 'and'",
}
MEANINGS = {
    **{f"opens_{name}": _OPENS[name] for name in OPENING},
    "second_bylines": "the second word is one such as 'by'",
    "second_said": "the second word is one such as 'said'",
    "second_months": "the second word is a month",
    **{f"closes_{name}": _CLOSES[name] for name in CLOSING},
    **{f"count_{name}": f"number of {_COUNTS[name]}" for name in ANYWHERE},
    "lead": "how much it begins like an article",
    "tail": "how much it ends like an article",
    **{name: f"how much it is worded like {name.removesuffix('_words')}" for name in MODELS[2:]},
}
"""Name → what it says, in the order of `measure`."""
