"""Learning where a text was cut off inside a line: from what follows cut teasers, against names in sentences."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np

from segment.fit.lexicon import fit_model, make_matrix
from segment.measures.cuts import find_candidates, find_features, scan_line
from segment.measures.lexicon import CUT

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from segment.evaluate.records import GoldDump
    from segment.measures.lexicon import Lexicon

PENALTY = 1e-4
NAMES_RATE = 0.1
"""Share of the capitals inside of sentences that are learnt from."""
FOUND_SHARE = 0.965
"""Of the cuts that are to be found; with more, ever more names would be taken for cuts."""
CONTEXT_CHARS = 400
"""On each side of a start."""


def fit_cuts(dumps: Sequence[GoldDump], lexicon: Lexicon, seed: int) -> Lexicon:
    """The lexicon with its model of cuts."""
    chance = np.random.default_rng(seed)
    rows: list[NDArray[np.int64]] = []
    right: list[NDArray[np.bool_]] = []
    seen: set[str] = set()
    for dump in dumps:
        line = " ".join(dump.text.split())
        if line[:CONTEXT_CHARS] in seen:
            continue
        seen.add(line[:CONTEXT_CHARS])
        starts = {len(" ".join(dump.text[:start].split())) + 1 for start in dump.gold.starts}
        scanned = scan_line(line)
        words = find_candidates(scanned)
        is_cut = np.isin(scanned.word_starts[words], list(starts)) if len(words) else np.zeros(0, bool)
        kept = is_cut | (chance.random(len(words)) < NAMES_RATE)
        if kept.any():
            rows.append(find_features(scanned, words[kept], lexicon))
            right.append(is_cut[kept])
    if not rows:
        return lexicon
    table, wanted = np.concatenate(rows), np.concatenate(right)
    matrix = make_matrix(table.reshape(-1), np.full(len(table), table.shape[1]))
    weights, _ = fit_model(matrix, wanted, PENALTY, seed)
    scores = weights.astype(np.int64)[table].sum(1)
    bias = -int(np.quantile(scores[wanted], 1 - FOUND_SHARE)) if wanted.any() else 0
    return replace(lexicon, models={**lexicon.models, CUT: weights}, biases={**lexicon.biases, CUT: bias})
