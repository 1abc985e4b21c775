"""What matching means, in plain Python: all pairs, no hashes, no samples, from the documented rules.

Of texts of equal length either may be called the longer one, so every function takes the longer text first.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from itertools import combinations, pairwise
from typing import TYPE_CHECKING, NamedTuple

from rapidfuzz import fuzz

from segment.tokens import fold
from segment.types import Relation

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Sequence

DEFAULT_RELATIONS = (Relation.EXACT, Relation.NORMALIZED, Relation.NEAR, Relation.CONTAINS)

MIN_WORDS = 8
SURE_SHARE = 0.7
GREY_SHARE = 0.08
MIN_QUARTERS = 3
MIN_SIMILARITY = 0.78
NEAR_LENGTH = 0.8
OVERLAP_SHARE = 0.3
THRESHOLD = 0.7
FEW_NUMBERS = 4
MIN_AGREEING = 0.67
MIN_NUMBER_DAMAGE = 0.08
RARE_NUMBERS = 0.03
LOOSE_END = 0.25
MOVED_SHARE = 0.1
WHOLE_SHARE = 0.8
PIECE_WORDS = 48
MAX_PIECES = 32

Words = tuple[str, ...]
Span = tuple[int, int]


class Verdict(NamedTuple):
    """How two texts match; spans are word numbers."""

    relation: Relation
    score: float
    a_span: Span
    b_span: Span


class Anchor(NamedTuple):
    """A shingle that two texts share: where it stands in each, as word numbers."""

    a: int
    b: int


class Window(NamedTuple):
    """A piece of the shorter text, and the part of the longer one that should answer it."""

    a: Span
    b: Span


class Link(NamedTuple):
    """Two texts that match, by their numbers, the longer one first."""

    a: int
    b: int
    relation: Relation
    score: float


def split_words(text: str) -> Words:
    return tuple(word.decode() for word in fold(text).split())


def are_equal(text: str, other: str) -> Relation | None:
    """`exact`, `normalized` or neither. Texts without words have nothing to be folded; blank ones equal nothing."""
    if not text or text.isspace() or not other or other.isspace():
        return None
    if text == other:
        return Relation.EXACT
    words = split_words(text)
    return Relation.NORMALIZED if words and words == split_words(other) else None


def shingles_of(words: Words) -> list[Words]:
    return [words[i : i + 3] for i in range(len(words) - 2)]


def share_of(a: Words, b: Words) -> float:
    """Of the shingles of `b`, repeated ones as often as they stand there, how many stand in `a`."""
    known, sought = set(shingles_of(a)), shingles_of(b)
    return sum(shingle in known for shingle in sought) / len(sought)


def compare(a: Words, b: Words, relations: Collection[Relation] = DEFAULT_RELATIONS) -> Verdict | None:
    """The verdict on two texts of which `b` is not the longer one."""
    if len(b) < MIN_WORDS:
        return None
    share, anchors = share_of(a, b), find_anchors(a, b)
    if not anchors:
        return None
    score = find_score(a, b, share, anchors)
    spans = find_spans(a, b, anchors)
    if score is not None and score >= THRESHOLD:
        relation = Relation.NEAR if len(b) >= NEAR_LENGTH * len(a) else Relation.CONTAINS
        return Verdict(relation, score, *spans) if relation in relations else None
    if share >= OVERLAP_SHARE and Relation.OVERLAP in relations:
        return Verdict(Relation.OVERLAP, share if score is None else score, *spans)
    return None


def find_score(a: Words, b: Words, share: float, anchors: list[Anchor]) -> float | None:
    """How alike two texts are; None if they are no copies of each other."""
    if share == 1.0:
        return 1.0
    if share < SURE_SHARE and (share < GREY_SHARE or count_quarters(a, b) < MIN_QUARTERS):
        return None
    windows = find_windows(anchors, len(a), len(b))
    if has_loose_end(a, b, share, anchors) or not numbers_agree(a, b, share, windows):
        return None
    similarity = compare_letters(a, b, windows)
    return max(share, similarity) if share >= SURE_SHARE or similarity >= MIN_SIMILARITY else None


def count_quarters(a: Words, b: Words) -> int:
    """In how many quarters of `b` there is a shingle of `a`."""
    known, sought = set(shingles_of(a)), shingles_of(b)
    edges = [len(sought) * quarter // 4 for quarter in range(5)]
    return sum(not known.isdisjoint(sought[start:end]) for start, end in pairwise(edges))


def find_anchors(a: Words, b: Words) -> list[Anchor]:
    """The shingles that stand once in either text, or all if there are none; of these those in the same order."""
    in_a, in_b = shingles_of(a), shingles_of(b)
    uses_a, uses_b = Counter(in_a), Counter(in_b)
    firsts = {shingle: len(in_a) - 1 - place for place, shingle in enumerate(reversed(in_a))}
    shared = [Anchor(firsts[shingle], place) for place, shingle in enumerate(in_b) if shingle in firsts]
    single = [anchor for anchor in shared if uses_a[in_b[anchor.b]] == uses_b[in_b[anchor.b]] == 1]
    return keep_rising(single or shared)


def keep_rising(anchors: list[Anchor]) -> list[Anchor]:
    """The longest run that rises in `a`; of several, that of the latest anchors, from the end on."""
    lengths: list[int] = []
    for i, anchor in enumerate(anchors):
        before = [lengths[j] for j in range(i) if anchors[j].a < anchor.a]
        lengths.append(1 + max(before, default=0))
    chain: list[Anchor] = []
    wanted = max(lengths, default=0)
    for anchor, length in zip(reversed(anchors), reversed(lengths), strict=True):
        if length == wanted:
            chain.append(anchor)
            wanted -= 1
    return chain[::-1]


def find_windows(anchors: list[Anchor], a_words: int, b_words: int) -> list[Window]:
    """`b` in pieces, of which so many at most are taken, and the part of `a` beside each."""
    count = max(1, (b_words + PIECE_WORDS // 2) // PIECE_WORDS)
    taken = min(count, MAX_PIECES)
    pieces = [count * i // taken for i in range(taken)]
    return [
        find_window(anchors, a_words, (b_words * piece // count, b_words * (piece + 1) // count)) for piece in pieces
    ]


def find_window(anchors: list[Anchor], a_words: int, piece: Span) -> Window:
    """As far before and behind the piece's outer anchors as in `b`; without any, the nearest before, or else after."""
    start, end = piece
    own = [anchor for anchor in anchors if start <= anchor.b < end]
    before = [anchor for anchor in anchors if anchor.b < start]
    own = own or before[-1:] or anchors[:1]
    a_start = min(a_words, max(0, start + own[0].a - own[0].b))
    a_end = min(a_words, end + own[-1].a - own[-1].b)
    return Window((a_start, max(a_start, a_end)), piece)


def compare_letters(a: Words, b: Words, windows: list[Window]) -> float:
    """The mean similarity of the pieces and what answers them, without spaces."""
    ratios = [fuzz.ratio("".join(a[slice(*window.a)]), "".join(b[slice(*window.b)])) for window in windows]
    return sum(ratios) / (100 * len(ratios))


def numbers_agree(a: Words, b: Words, share: float, windows: list[Window]) -> bool:
    """Whether the numbers of two digits and more are those of a copy, and not those of another report."""
    found = [word for window in windows for word in b[slice(*window.b)] if is_number(word)]
    answers = a if share >= SURE_SHARE else [word for window in windows for word in a[slice(*window.a)]]
    agreeing = sum(number in answers for number in found)
    lost = len(found) - agreeing
    differing_words = min(len(b), MAX_PIECES * PIECE_WORDS) * (1 - share ** (1 / 3))
    return (
        len(found) < FEW_NUMBERS
        or agreeing >= MIN_AGREEING * len(found)
        or lost < MIN_NUMBER_DAMAGE * differing_words
        or (share >= SURE_SHARE and lost < RARE_NUMBERS * len(b))
    )


def has_loose_end(a: Words, b: Words, share: float, anchors: list[Anchor]) -> bool:
    """Whether `b` begins or ends outside of `a`, and is about the same inside."""
    _, (start, end) = find_spans(a, b, anchors)
    inside = (end - start) / len(b)
    is_loose = max(start, len(b) - end) / len(b) >= LOOSE_END
    return is_loose and WHOLE_SHARE * inside <= share <= inside + MOVED_SHARE


def is_number(word: str) -> bool:
    return len(word) > 1 and word.isascii() and word.isdecimal()


def find_spans(a: Words, b: Words, anchors: list[Anchor]) -> tuple[Span, Span]:
    """From the first to the last anchor, and as far beyond as the words are the same."""
    (a_start, b_start), (a_end, b_end) = anchors[0], (place + 3 for place in anchors[-1])
    while a_start and b_start and a[a_start - 1] == b[b_start - 1]:
        a_start, b_start = a_start - 1, b_start - 1
    while a_end < len(a) and b_end < len(b) and a[a_end] == b[b_end]:
        a_end, b_end = a_end + 1, b_end + 1
    return (a_start, a_end), (b_start, b_end)


def find_links(texts: Sequence[Words], relations: Collection[Relation] = DEFAULT_RELATIONS) -> list[Link]:
    """All matches among texts that differ, longest first."""
    verdicts = {(a, b): compare(texts[a], texts[b], relations) for a, b in combinations(range(len(texts)), 2)}
    return [Link(*pair, verdict.relation, verdict.score) for pair, verdict in verdicts.items() if verdict]


def form_clusters(links: Iterable[Link], is_match: Callable[[int, int], bool]) -> set[frozenset[int]]:
    """Texts that are alike, the closest first, and below each such group what it contains."""
    links = sorted(links, key=lambda link: (-link.score, link.a, link.b))
    groups = [{text} for text in sorted({text for link in links for text in (link.a, link.b)})]
    alike = [link for link in links if link.relation is not Relation.CONTAINS]
    contained = [link for link in links if link.relation is Relation.CONTAINS]
    partners: dict[int, set[int]] = defaultdict(set)
    for link in alike:
        partners[link.a].add(link.b)
        partners[link.b].add(link.a)
    for link in alike:
        one, other = group_of(groups, link.a), group_of(groups, link.b)
        if one is not other and is_firm(one, other, partners, is_match):
            join(groups, one, other)
    kinds = [frozenset(group) for group in groups]
    hung: set[frozenset[int]] = set()
    for link in sorted(contained, key=lambda link: (link.b, -link.score, link.a)):
        kind = next(kind for kind in kinds if link.b in kind)
        one, other = group_of(groups, link.a), group_of(groups, link.b)
        if one is not other and kind not in hung:
            join(groups, one, other)
            hung.add(kind)
    return {frozenset(group) for group in groups if len(group) > 1}


def is_firm(
    one: set[int], other: set[int], partners: dict[int, set[int]], is_match: Callable[[int, int], bool]
) -> bool:
    """Two groups of three and more become one if two links join them, or if those match that have most partners."""
    if min(len(one), len(other)) < 3 or sum(len(partners[text] & other) for text in one) >= 2:
        return True
    middles = (min(group, key=lambda text: (-len(partners[text]), text)) for group in (one, other))
    return is_match(*sorted(middles))


def group_of(groups: list[set[int]], text: int) -> set[int]:
    return next(group for group in groups if text in group)


def join(groups: list[set[int]], one: set[int], other: set[int]) -> None:
    groups.remove(other)
    one |= other
