"""One dump, analysed: its blocks, what the cues saw on them, and what the decoder made of it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from segment.blocks import find_blocks
from segment.cues import Context, collect_evidence
from segment.decode import decode
from segment.model import default_model
from segment.types import Kind, Role

if TYPE_CHECKING:
    from collections.abc import Sequence

    from segment.blocks import Block
    from segment.config import SplitConfig
    from segment.cues import Evidence
    from segment.decode import Placed
    from segment.types import Dump


@dataclass(frozen=True, slots=True)
class Piece:
    """Neighbouring blocks of one paragraph that turned out to be one thing; mostly a single block."""

    role: Role
    start: int
    end: int
    line_start: int
    line_end: int
    first: int
    """Index of its first block."""
    last: int

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
    evidence: Sequence[Sequence[Evidence]]
    placed: Sequence[Placed]
    articles: Sequence[Part]
    residue: Sequence[Piece]


def analyse(dump: Dump, config: SplitConfig) -> Analysis:
    """Find the blocks of a dump, collect the evidence on them, and decide."""
    blocks = find_blocks(dump)
    evidence = collect_evidence(Context(dump.text, blocks))
    placed = decode(evidence, default_model(single=config.single))
    articles, residue = cut(blocks, placed)
    return Analysis(blocks, evidence, placed, articles, residue)


def cut(blocks: Sequence[Block], placed: Sequence[Placed]) -> tuple[list[Part], list[Piece]]:
    """Articles and residue from labelled blocks. Furniture inside an article is residue, too."""
    articles: list[Part] = []
    residue: list[Piece] = []
    members: list[int] = []
    for number, place in enumerate(placed):
        if place.starts and members:
            articles.append(_make_part(blocks, placed, members, number))
            members = []
        if place.state.kind is None or place.state.role is Role.BOILERPLATE:
            residue.extend(_make_pieces(blocks, placed, [number]))
            if place.state.kind is None and members:
                articles.append(_make_part(blocks, placed, members, number))
                members = []
        else:
            members.append(number)
    if members:
        articles.append(_make_part(blocks, placed, members, len(blocks)))
    return articles, residue


def _make_part(blocks: Sequence[Block], placed: Sequence[Placed], members: Sequence[int], following: int) -> Part:
    kind = placed[members[0]].state.kind
    confidence = placed[members[0]].start_probability
    for number in range(members[0] + 1, following):
        confidence *= 1.0 - placed[number].start_probability
    if following < len(placed):
        confidence *= (
            placed[following].start_probability if placed[following].starts else placed[following].state_probability
        )
    body = [number for number in members if placed[number].state.role is Role.BODY]
    confidence *= min(placed[number].state_probability for number in body[:1])
    return Part(kind, tuple(_make_pieces(blocks, placed, members)), confidence)


def _make_pieces(blocks: Sequence[Block], placed: Sequence[Placed], members: Sequence[int]) -> list[Piece]:
    pieces: list[Piece] = []
    for number in members:
        block, role = blocks[number], placed[number].state.role
        before = pieces[-1] if pieces else None
        if before is not None and block.inline and before.last == number - 1 and before.role is role:
            pieces[-1] = Piece(role, before.start, block.end, before.line_start, block.line_end, before.first, number)
        else:
            pieces.append(Piece(role, block.start, block.end, block.line_start, block.line_end, number, number))
    return pieces
