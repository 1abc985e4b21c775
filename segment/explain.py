"""Why: blocks, roles, boundaries and the cues behind them, as text for a person or as a record for a program.

Scores are log-odds and add up: a base and what each cue added on the way through the trees. For each block the sum
compares the label it got with the runner-up, for each boundary it says what spoke for an article starting there.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from segment.analysis import KNOWN
from segment.decode import LABELS, TEASER
from segment.families import MEANINGS
from segment.forest import UNIT
from segment.frame import find_frame
from segment.measures import DRAFTED
from segment.model import SECOND_NAMES, load_weights
from segment.types import Role

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    import numpy as np
    from numpy.typing import NDArray

    from segment.analysis import Analysis, Piece
    from segment.config import SplitConfig
    from segment.forest import Forest
    from segment.frame import Frame, Place
    from segment.types import Dump, Kind

EXCERPT_CHARS = 60
MOST_PARTS, MOST_DRAFT_PARTS = 3, 5
"""Contributions in the text for people, the largest; the record has them all."""
NAMES = {str(Role.BODY): "body of a full article", TEASER: "body of a teaser"}


class Contribution(NamedTuple):
    """What one cue, on the block or on one `offset` blocks below (above, if negative), adds to a score."""

    cue: str
    offset: int
    value: float
    """Of the cue there; 0 or 1 for a pattern. NaN outside of the dump."""
    weight: float
    """Log-odds."""


class Sum(NamedTuple):
    """A score in parts: the base and the contributions, the largest first."""

    base: float
    parts: Sequence[Contribution]

    @property
    def total(self) -> float:
        """The score."""
        return self.base + sum(part.weight for part in self.parts)


def explain_start(analysis: Analysis, grades: NDArray[np.uint8], forest: Forest, number: int) -> Sum:
    """What speaks for and against an article starting at a block."""
    return _make_sum(analysis, forest.explain(grades, number, 0), int(forest.base[0]), number)


def explain_label(analysis: Analysis, grades: NDArray[np.uint8], forest: Forest, number: int) -> Sum:
    """What speaks for the label of a block over the runner-up."""
    place = analysis.placed[number]
    one, other = LABELS.index(place.label), LABELS.index(place.runner_up)
    parts = forest.explain(grades, number, one)
    for key, value in forest.explain(grades, number, other).items():
        parts[key] = parts.get(key, 0) - value
    return _make_sum(analysis, parts, int(forest.base[one] - forest.base[other]), number)


def _make_sum(analysis: Analysis, parts: dict[tuple[int, int], int], base: int, number: int) -> Sum:
    values = analysis.evidence.values
    found = []
    for (column, offset), weight in parts.items():
        inside = 0 <= number + offset < len(values)
        value = float(values[number + offset, column]) if inside else float("nan")
        if weight:
            found.append(Contribution(SECOND_NAMES[column], offset, value, weight / UNIT))
    found.sort(key=lambda part: (-abs(part.weight), part.cue, part.offset))
    return Sum(base / UNIT, found)


def explain_record(dump: Dump, config: SplitConfig, line: int | None = None) -> dict[str, Any]:
    """What `segment explain --json` prints for one dump: every block, or those that touch one line."""
    from segment.analysis import analyse

    frame = find_frame(dump)
    analysis = analyse(frame.analysed, config)
    blocks = [*_explain_blocks(frame, analysis, config, line), *_explain_known(frame, analysis, line)]
    blocks.sort(key=lambda block: block["start"])
    return {"path": dump.path, "id": dump.id, "index": dump.index, "blocks": blocks}


def _explain_blocks(
    frame: Frame, analysis: Analysis, config: SplitConfig, line: int | None
) -> Iterator[dict[str, Any]]:
    """What the splitter decided, and why."""
    weights = load_weights(config.weights)
    grades = weights.grade(analysis.evidence.values)
    owners = _owners(analysis)
    for number, block in enumerate(analysis.blocks):
        places = frame.find(block)
        if _touches(places, line):
            starts = [explain_start(analysis, grades, one.start, number) for one in (weights.second, weights.first)]
            labels = [explain_label(analysis, grades, one.label, number) for one in (weights.second, weights.first)]
            yield {
                **_describe(frame, places),
                "article": owners[number],
                **_explain(analysis, number, starts=starts, labels=labels),
            }


def _explain_known(frame: Frame, analysis: Analysis, line: int | None) -> Iterator[dict[str, Any]]:
    """What the format of the dump says already, so that nothing had to be decided."""
    for number, part in enumerate(analysis.articles):
        for piece in part.pieces:
            yield from _explain_piece(frame, piece, line, number, part.kind)
    for piece in analysis.residue:
        yield from _explain_piece(frame, piece, line, None, None)
    for place, reason in frame.find_furniture():
        yield from _tell_known(frame, [place], line, article=None, kind=None, role=Role.BOILERPLATE, reason=reason)


def _explain_piece(
    frame: Frame, piece: Piece, line: int | None, article: int | None, kind: Kind | None
) -> Iterator[dict[str, Any]]:
    if piece.first == KNOWN:
        places = frame.find(piece)
        yield from _tell_known(frame, places, line, article=article, kind=kind, role=piece.role, reason=piece.reason)


def _tell_known(frame: Frame, places: Sequence[Place], line: int | None, **known: object) -> Iterator[dict[str, Any]]:
    if _touches(places, line):
        yield {**_describe(frame, places), **known}


def _touches(places: Sequence[Place], line: int | None) -> bool:
    return line is None or any(place.line_start <= line <= place.line_end for place in places)


def _owners(analysis: Analysis) -> list[int | None]:
    owners: list[int | None] = [None] * len(analysis.blocks)
    for number, part in enumerate(analysis.articles):
        for piece in part.pieces:
            if piece.first != KNOWN:
                owners[piece.first : piece.last + 1] = [number] * (piece.last + 1 - piece.first)
    return owners


def _describe(frame: Frame, places: Sequence[Place]) -> dict[str, Any]:
    """Where a block stands, and what; a paragraph that a page's foot interrupts, with that left out."""
    return {
        "line_start": places[0].line_start,
        "line_end": places[-1].line_end,
        "start": places[0].start,
        "end": places[-1].end,
        "text": "\n".join(frame.raw(place.start, place.end) for place in places),
    }


def _explain(analysis: Analysis, number: int, *, starts: Sequence[Sum], labels: Sequence[Sum]) -> dict[str, Any]:
    """What the second look decided, and what the first one had drafted."""
    place = analysis.placed[number]
    values = analysis.evidence.values[number]
    return {
        "kind": place.kind,
        "role": place.role,
        "label": place.label,
        "probability": round(place.label_probability, 4),
        "runner_up": place.runner_up,
        **_sum_record(analysis, number, labels[0]),
        "draft": _sum_record(analysis, number, labels[1]),
        "boundary": {
            "starts": place.starts,
            "probability": round(place.start_probability, 4),
            **_sum_record(analysis, number, starts[0]),
            "draft": _sum_record(analysis, number, starts[1]),
        },
        "evidence": {name: float(value) for name, value in zip(SECOND_NAMES, values, strict=True) if value},
    }


def _sum_record(analysis: Analysis, number: int, made: Sum) -> dict[str, Any]:
    parts = [_part(part, analysis, number) for part in made.parts]
    return {"base": round(made.base, 4), "cues": parts, "sum": round(made.total, 4)}


def _part(part: Contribution, analysis: Analysis, number: int) -> dict[str, Any]:
    inside = 0 <= number + part.offset < len(analysis.blocks)
    span = analysis.evidence.spans[number + part.offset].get(part.cue) if inside else None
    return {
        "cue": part.cue,
        "offset": part.offset,
        "value": round(part.value, 4) if inside else None,
        "span": list(span) if span else None,
        "weight": round(part.weight, 4),
    }


def explain_dump(dump: Dump, config: SplitConfig, *, line: int | None = None) -> Iterator[str]:
    """The same as lines of text."""
    record = explain_record(dump, config, line)
    name = dump.path if dump.id is None and dump.index == 0 else f"{dump.path}, dump {dump.id or dump.index}"
    yield f"{name}: {len(record['blocks'])} blocks"
    for block in record["blocks"]:
        yield ""
        yield from _block_lines(block)


def _block_lines(block: dict[str, Any]) -> Iterator[str]:
    lines = (
        f"{block['line_start']}"
        if block["line_start"] == block["line_end"]
        else f"{block['line_start']}-{block['line_end']}"
    )
    owner = "residue" if block["article"] is None else f"article {block['article'] + 1}, {block['kind']}"
    if "boundary" not in block:
        reason = f": {block['reason']}" if block["reason"] else ""
        yield f"line {lines}: {block['role']} ({owner}), known from the format{reason}"
        yield f"    {_excerpt(block['text'])}"
        return
    boundary = block["boundary"]
    if boundary["starts"]:
        yield f"line {lines}: an article starts here, probability {boundary['probability']:.2f}, {_sum(boundary)}"
        yield from _part_lines(boundary)
    rival = NAMES.get(block["runner_up"], block["runner_up"])
    yield f"line {lines}: {block['role']} ({owner}), probability {block['probability']:.2f}, {_sum(block)} over {rival}"
    yield f"    {_excerpt(block['text'])}"
    yield from _part_lines(block)


def _sum(record: dict[str, Any]) -> str:
    cues = record["sum"] - record["base"]
    return f"base {record['base']:+.1f}, cues {cues:+.1f}, sum {record['sum']:+.1f}"


def _part_lines(record: dict[str, Any]) -> Iterator[str]:
    """The strongest cues of the decision, and those of its draft."""
    yield from _strongest(record["cues"], MOST_PARTS)
    draft = record["draft"]
    yield f"    the draft, {_sum(draft)}"
    yield from _strongest(draft["cues"], MOST_DRAFT_PARTS)


def _strongest(parts: list[dict[str, Any]], most: int) -> Iterator[str]:
    for part in parts[:most]:
        meaning = f"{MEANINGS[part['cue']]}{_value(part)}"
        yield f"    {part['weight']:+5.1f}  {part['cue']}{_where(part['offset'])}: {meaning}"
    rest = parts[most:]
    if rest:
        yield f"    {sum(part['weight'] for part in rest):+5.1f}  from {len(rest)} weaker ones"


def _where(offset: int) -> str:
    if not offset:
        return ""
    side, count = ("below", offset) if offset > 0 else ("above", -offset)
    return f" ({'' if count == 1 else f'{count} '}{'block' if count == 1 else 'blocks'} {side})"


def _value(part: dict[str, Any]) -> str:
    if part["value"] is None:
        return " = no such block"
    return f" = {part['value']:g}"


def _excerpt(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= EXCERPT_CHARS else f"{line[: EXCERPT_CHARS * 2 // 3]} … {line[-EXCERPT_CHARS // 3 :]}"


def find_reasons(analysis: Analysis, numbers: Sequence[int], config: SplitConfig) -> list[str]:
    """For each of some blocks the cue on it that speaks most for its label over the runner-up.

    `context` where only what stands around it does.
    """
    weights = load_weights(config.weights)
    grades = weights.grade(analysis.evidence.values)
    reasons = []
    for number in numbers:
        label = explain_label(analysis, grades, weights.second.label, number)
        own = (part.cue for part in label.parts if part.weight > 0 and not part.offset and part.cue not in DRAFTED)
        reasons.append(next(own, "context"))
    return reasons
