"""Why: blocks, roles, boundaries and the cues behind them, as text for a person or as a record for a program.

Scores are log-odds and add up. For each block the sum compares the label it got with the runner-up, for each boundary
it says what spoke for an article starting there and for the one above ending.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from segment.cues import CUES
from segment.model import TEASER_BODY, default_model
from segment.types import Role

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from segment.analysis import Analysis
    from segment.config import SplitConfig
    from segment.cues import Evidence
    from segment.model import Model
    from segment.types import Dump

EXCERPT_CHARS = 60
SMALLEST_PART = 0.05
"""Contributions below this are left out of the text for people; the record has them all."""
BODIES = {str(Role.BODY): "body of a full article", TEASER_BODY: "body of a teaser"}
MEANINGS = {cue.name: cue.meaning for cue in CUES}


def contributions(
    block: Sequence[Evidence], model: Model, label: str, against: str | None = None
) -> list[tuple[Evidence, float]]:
    """What each cue on a block adds to a label, or to a label over another one; the largest first."""
    parts = []
    for item in block:
        weights = model.weights.cues[item.cue]
        value = weights.get(label, 0.0) - (weights.get(against, 0.0) if against else 0.0)
        parts.append((item, value))
    return sorted(parts, key=lambda part: (-abs(part[1]), part[0].cue))


def find_reason(analysis: Analysis, number: int) -> str:
    """The cue that speaks most for a block's label over its runner-up; `context` where only its neighbours do."""
    place = analysis.placed[number]
    parts = contributions(
        analysis.evidence[number], default_model(single=False), place.state.label, place.runner_up.label
    )
    best = max(parts, key=lambda part: part[1], default=None)
    return best[0].cue if best is not None and best[1] > 0 else "context"


def explain_record(dump: Dump, config: SplitConfig, line: int | None = None) -> dict[str, Any]:
    """What `segment explain --json` prints for one dump: every block, or those that touch one line."""
    from segment.analysis import analyse

    analysis = analyse(dump, config)
    model = default_model(single=config.single)
    owners = _owners(analysis)
    blocks = [
        _explain_block(dump, analysis, model, number, owners[number])
        for number, block in enumerate(analysis.blocks)
        if line is None or block.line_start <= line <= block.line_end
    ]
    return {"path": dump.path, "id": dump.id, "index": dump.index, "blocks": blocks}


def _owners(analysis: Analysis) -> list[int | None]:
    owners: list[int | None] = [None] * len(analysis.blocks)
    for number, part in enumerate(analysis.articles):
        for piece in part.pieces:
            for block in range(piece.first, piece.last + 1):
                owners[block] = number
    return owners


def _explain_block(dump: Dump, analysis: Analysis, model: Model, number: int, owner: int | None) -> dict[str, Any]:
    block, place, evidence = analysis.blocks[number], analysis.placed[number], list(analysis.evidence[number])
    above = list(analysis.evidence[number - 1]) if number else []
    role = contributions(evidence, model, place.state.label, place.runner_up.label)
    start = contributions(evidence, model, model.start)
    end = contributions(above, model, model.end)
    return {
        "line_start": block.line_start,
        "line_end": block.line_end,
        "start": block.start,
        "end": block.end,
        "text": dump.text[block.start : block.end],
        "article": owner,
        "kind": place.state.kind,
        "role": place.state.role,
        "label": place.state.label,
        "probability": round(place.state_probability, 4),
        "runner_up": place.runner_up.label,
        "cues": [_part(item, value) for item, value in role],
        "sum": round(sum(value for _, value in role), 4),
        "boundary": {
            "starts": place.starts,
            "probability": round(place.start_probability, 4),
            "start_cues": [_part(item, value) for item, value in start],
            "end_cues": [_part(item, value) for item, value in end],
            "sum": round(sum(value for _, value in (*start, *end)), 4),
        },
    }


def _part(item: Evidence, value: float) -> dict[str, Any]:
    return {"cue": item.cue, "span": list(item.span), "weight": round(value, 4)}


def explain_dump(dump: Dump, config: SplitConfig, *, line: int | None = None) -> Iterator[str]:
    """The same as lines of text."""
    record = explain_record(dump, config, line)
    name = dump.path if dump.id is None and dump.index == 0 else f"{dump.path}, dump {dump.id or dump.index}"
    yield f"{name}: {len(record['blocks'])} blocks"
    for block in record["blocks"]:
        yield ""
        yield from _block_lines(block)


def _block_lines(block: dict[str, Any]) -> Iterator[str]:
    boundary = block["boundary"]
    lines = (
        f"{block['line_start']}"
        if block["line_start"] == block["line_end"]
        else f"{block['line_start']}-{block['line_end']}"
    )
    if boundary["starts"]:
        odds = f"probability {boundary['probability']:.2f}, cues {boundary['sum']:+.1f}"
        yield f"line {lines}: an article starts here, {odds}"
        yield from _part_lines([*boundary["start_cues"], *({**part, "above": True} for part in boundary["end_cues"])])
    owner = "residue" if block["article"] is None else f"article {block['article'] + 1}, {block['kind']}"
    rival = BODIES.get(block["runner_up"], block["runner_up"])
    odds = f"probability {block['probability']:.2f}, cues {block['sum']:+.1f} over {rival}"
    yield f"line {lines}: {block['role']} ({owner}), {odds}"
    yield f"    {_excerpt(block['text'])}"
    yield from _part_lines(block["cues"])


def _part_lines(parts: list[dict[str, Any]]) -> Iterator[str]:
    for part in parts:
        if abs(part["weight"]) >= SMALLEST_PART:
            where = " (block above)" if part.get("above") else ""
            yield f"    {part['weight']:+5.1f}  {part['cue']}{where}: {MEANINGS[part['cue']]}"


def _excerpt(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= EXCERPT_CHARS else f"{line[: EXCERPT_CHARS * 2 // 3]} … {line[-EXCERPT_CHARS // 3 :]}"
