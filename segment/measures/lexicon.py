"""What is known of words beforehand: how rare their stems are, and how texts begin, end and go on around them.

Counted and fitted on news once; everything is a number per word, so that a scan of a dump looks all of them up at
once. A dump in a language that the lexicon does not know is weighed by its own counts.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from segment.scan import hash_words
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
WHOLE = ("jobs", "byline_jobs", "picture_agencies", "said", "months", "bylines")
"""Lists of which phrases are left out: their first word alone says nothing."""


@dataclass(frozen=True)
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
    def model_tables(self) -> tuple[NDArray[np.int8], NDArray[np.int8]]:
        """The models of openings, and those of closes, side by side; shapes (BUCKETS, models)."""
        opening = [self.models[name] for name in MODELS if name not in FROM_END]
        return np.stack(opening, axis=1), np.stack([self.models[name] for name in FROM_END], axis=1)

    @cached_property
    def _stem_table(self) -> tuple[NDArray[np.uint64], Ints]:
        hashes = hash_words(self.stems)
        order = np.argsort(hashes)
        return hashes[order], self.rarity[order]

    @cached_property
    def _plain_table(self) -> NDArray[np.uint64]:
        return np.sort(hash_words(self.plain))

    @cached_property
    def _flag_table(self) -> tuple[NDArray[np.uint64], NDArray[np.uint32]]:
        bits: dict[str, int] = {}
        for number, name in enumerate(FLAGS):
            for entry in word_list(name):
                first, *more = entry.lower().replace("’", "'").strip(".,:!?…()[]«»\"'").split(" ")
                if first and not (more and name in WHOLE):
                    bits[first] = bits.get(first, 0) | 1 << number
        words = sorted(bits)
        hashes = hash_words(words)
        order = np.argsort(hashes)
        return hashes[order], np.array([bits[word] for word in words], np.uint32)[order]

    def weigh(self, scan: Scan) -> Ints:
        """How much each word of a dump says about what it is about, in sixteenths."""
        table, rarity = self._stem_table
        place = np.minimum(np.searchsorted(table, scan.stems), len(table) - 1)
        known = table[place] == scan.stems
        local = self._weigh_locally(scan)
        if len(known) and known.mean() > KNOWN_SHARE:
            weights = np.where(known, rarity[place], np.minimum(rarity.max(), np.maximum(local + 2 * UNIT, UNIT)))
        else:
            lengths = scan.word_ends - scan.word_starts
            weights = np.clip(local + np.minimum(lengths - 4, 3) * (UNIT // 3), 0, 7 * UNIT)
        is_number = scan.classes[scan.word_starts] == Char.DIGIT
        return np.where(is_number, weights * 2 // 5, weights)

    def _weigh_locally(self, scan: Scan) -> Ints:
        """By the share of the dump's larger blocks that hold it: words that stand in many say little."""
        _, inverse = np.unique(scan.stems, return_inverse=True)
        pairs = np.unique(inverse.astype(np.int64) * (len(scan) + 1) + scan.block_of)
        holding = np.bincount(pairs // (len(scan) + 1), minlength=int(inverse.max(initial=-1)) + 1)
        large = max(3, int(((scan.last - scan.first) >= 8).sum()))
        weights = np.rint(np.log((large + 1) / (holding + 0.5)) * 1.6 * UNIT).astype(np.int64)
        return weights[inverse]

    def flag(self, scan: Scan) -> NDArray[np.uint32]:
        """For each word a bit for each list of `FLAGS` that it is on."""
        table, bits = self._flag_table
        place = np.minimum(np.searchsorted(table, scan.words), len(table) - 1)
        return np.where(table[place] == scan.words, bits[place], 0).astype(np.uint32)

    def reduce(self, scan: Scan) -> NDArray[np.uint64]:
        """Each word as the models see it: itself if it is plain, else a number for its shape."""
        table = self._plain_table
        place = np.minimum(np.searchsorted(table, scan.words), len(table) - 1)
        first = scan.classes[scan.word_starts]
        lengths = scan.word_ends - scan.word_starts
        shape = np.where(
            first == Char.DIGIT,
            4 + np.minimum(lengths, 4),
            np.where(first == Char.UPPER, 1 + scan.is_shouted(), np.where(first == Char.LOWER, 3, 4)),
        )
        number = first == Char.DIGIT
        return np.where((table[place] == scan.words) & ~number, scan.words, shape.astype(np.uint64))


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
    opening, closing = lexicon.model_tables
    total = np.tile(np.array([lexicon.biases[name] for name in MODELS], np.int64), (len(scan), 1))
    for part in find_parts(scan, lexicon.reduce(scan)):
        weights = (closing if part.from_end else opening)[part.buckets]
        sums = np.concatenate((np.zeros((1, weights.shape[1]), np.int64), np.cumsum(weights, axis=0, dtype=np.int64)))
        total[:, [(name in FROM_END) is part.from_end for name in MODELS]] += sums[part.stops] - sums[part.starts]
    return {name: total[:, number] / MODEL_UNIT for number, name in enumerate(MODELS)}


class Part(NamedTuple):
    """Features of one kind of all blocks: those of a block are `buckets[start:stop]`."""

    from_end: bool
    buckets: Ints
    starts: Ints
    stops: Ints


def find_parts(scan: Scan, reduced: NDArray[np.uint64]) -> list[Part]:
    """Words, pairs of words, and the outermost words with their place, at the opening and the close of each block."""
    one, two = buckets(reduced)
    opening_stop, close_start = edges(scan)
    parts = []
    for from_end, starts, stops in ((False, scan.first, opening_stop), (True, close_start, scan.last)):
        parts.append(Part(from_end, one, starts, np.maximum(stops, starts)))
        parts.append(Part(from_end, two, starts, np.maximum(stops - 1, starts)))
        steps = np.arange(PLACED)
        place = stops[:, None] - 1 - steps if from_end else starts[:, None] + steps
        inside = (place >= starts[:, None]) & (place < stops[:, None])
        placed = placed_buckets(reduced[place[inside]], np.broadcast_to(steps, place.shape)[inside])
        counts = np.concatenate(([0], np.cumsum(inside.sum(1))))
        parts.append(Part(from_end, placed, counts[:-1], counts[1:]))
    return parts


def _flags(scan: Scan, flags: NDArray[np.uint32]) -> Measured:
    found: Measured = {}
    size = len(scan.word_starts)
    filled = scan.last > scan.first
    padded = np.append(flags, 0)
    opening = np.where(filled, padded[np.minimum(scan.first, size)], 0)
    second = np.where(scan.last - scan.first > 1, padded[np.minimum(scan.first + 1, size)], 0)
    closing = np.where(filled, padded[scan.last - 1], 0)
    for name in OPENING:
        found[f"opens_{name}"] = ((opening >> FLAGS.index(name)) & 1).astype(np.float64)
    for name in ("bylines", "said", "months"):
        found[f"second_{name}"] = ((second >> FLAGS.index(name)) & 1).astype(np.float64)
    for name in CLOSING:
        found[f"closes_{name}"] = ((closing >> FLAGS.index(name)) & 1).astype(np.float64)
    for name in ANYWHERE:
        on = ((flags >> FLAGS.index(name)) & 1) == 1
        found[f"count_{name}"] = np.bincount(scan.block_of[on], minlength=len(scan)).astype(np.float64)
    return found


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
