"""One dump, analysed: its blocks, what the cues saw on them, and what the decoder made of it."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from segment.blocks import find_blocks
from segment.decode import RESIDUE
from segment.evidence import NO_EVIDENCE, collect, decide
from segment.families import find_names
from segment.model import load_weights
from segment.types import Kind, Role

if TYPE_CHECKING:
    from collections.abc import Sequence

    from segment.blocks import Block
    from segment.config import SplitConfig
    from segment.decode import Placed
    from segment.evidence import Evidence
    from segment.types import Dump, Span


KNOWN = -1
"""In place of the number of a block, where the format of the dump says what a piece is."""


@dataclass(frozen=True, slots=True)
class Piece:
    """Neighbouring blocks of one paragraph that turned out to be one thing; mostly a single block."""

    role: Role
    start: int
    end: int
    line_start: int
    line_end: int
    first: int
    """Index of its first block, or `KNOWN`."""
    last: int
    reason: str = ""
    """Why it belongs to no article, where the format of the dump says so."""

    def with_role(self, role: Role) -> Piece:
        """The same piece as something else."""
        return replace(self, role=role)


@dataclass(frozen=True, slots=True)
class Part:
    """The pieces of one article, or one run of residue."""

    kind: Kind | None
    pieces: tuple[Piece, ...]
    confidence: float
    """Probability of an article's start, its end, its kind, and of no other start inside."""


@dataclass(frozen=True, slots=True)
class Analysis:
    """All that was found out about a dump; the blocks, their evidence and their places run in parallel."""

    blocks: Sequence[Block]
    evidence: Evidence
    placed: Sequence[Placed]
    articles: Sequence[Part]
    residue: Sequence[Piece]


def analyse(dump: Dump, config: SplitConfig) -> Analysis:
    """Find the blocks of a dump, collect the evidence on them, and decide; what its layout says is not asked again."""
    if dump.layout is not None:
        from segment.documents import analyse_document

        return analyse_document(dump, dump.layout, config)
    weights = load_weights(config.weights)
    blocks, known = leave_out(find_blocks(dump, weights.lexicon), dump.furniture)
    if not blocks:
        return Analysis([], NO_EVIDENCE, [], [], known)
    silent = find_names(config.without)
    evidence = collect(dump.text, blocks, weights, single=config.single, silent=silent)
    placed = decide(evidence, weights, single=config.single)
    articles, residue = cut(blocks, placed)
    return Analysis(blocks, evidence, placed, articles, sorted([*residue, *known], key=lambda piece: piece.start))


def leave_out(blocks: Sequence[Block], furniture: Sequence[Span]) -> tuple[list[Block], list[Piece]]:
    """The blocks that are to be looked at, and those of which the dump says already that they belong to no article."""
    starts = [span.start for span in furniture]
    kept: list[Block] = []
    known: list[Piece] = []
    for block in blocks:
        number = bisect_right(starts, block.start) - 1
        if number < 0 or block.end > furniture[number].end:
            kept.append(block)
        else:
            place = block.start, block.end, block.line_start, block.line_end
            known.append(Piece(Role.BOILERPLATE, *place, KNOWN, KNOWN, furniture[number].reason))
    return kept, known


def cut(blocks: Sequence[Block], placed: Sequence[Placed]) -> tuple[list[Part], list[Piece]]:
    """Articles and residue from labelled blocks. Furniture inside an article is residue, too."""
    articles: list[Part] = []
    residue: list[Piece] = []
    begin: int | None = None
    for number, place in enumerate(placed):
        if begin is not None and (place.starts or place.kind is None):
            articles.append(_make_part(blocks, placed, begin, number))
            begin = None
        if place.starts:
            begin = number
        if place.label == RESIDUE:
            residue.extend(_make_pieces(blocks, placed, [number]))
    if begin is not None:
        articles.append(_make_part(blocks, placed, begin, len(blocks)))
    return articles, residue


def _make_part(blocks: Sequence[Block], placed: Sequence[Placed], begin: int, end: int) -> Part:
    """The article of the blocks from `begin` to before `end`."""
    members = [number for number in range(begin, end) if placed[number].label != RESIDUE]
    first_body = next(number for number in members if placed[number].role is Role.BODY)
    confidence = placed[begin].start_probability * placed[first_body].label_probability
    for number in range(begin + 1, end):
        confidence *= 1.0 - placed[number].start_probability
    if end < len(placed):
        confidence *= placed[end].start_probability if placed[end].starts else placed[end].label_probability
    return Part(placed[begin].kind, tuple(_make_pieces(blocks, placed, members)), confidence)


def _make_pieces(blocks: Sequence[Block], placed: Sequence[Placed], members: Sequence[int]) -> list[Piece]:
    pieces: list[Piece] = []
    for number in members:
        block, role = blocks[number], placed[number].role
        before = pieces[-1] if pieces else None
        if before is not None and block.inline and before.last == number - 1 and before.role is role:
            pieces[-1] = Piece(role, before.start, block.end, before.line_start, block.line_end, before.first, number)
        else:
            pieces.append(Piece(role, block.start, block.end, block.line_start, block.line_end, number, number))
    return pieces
