"""Counting words, and learning how leads, tails and roles are worded."""

from __future__ import annotations

from collections import Counter, defaultdict
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np

from segment.decode import LABELS, RESIDUE, TEASER
from segment.fit.extra import need
from segment.measures.lexicon import BUCKETS, CUT, FROM_END, MODEL_UNIT, MODELS, UNIT, Lexicon, find_parts, find_sides
from segment.scan import STEM_CHARS, scan
from segment.types import Role

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from numpy.typing import NDArray

    from segment.fit.gold import Example

FEWEST_DUMPS = 3
"""That hold a stem; rarer ones count as the rarest."""
PLAIN_DUMPS = 60
PLAIN_GROUPS = 40
"""Dumps and publishers that must use a word before it stands for itself: else names are learnt by heart."""
FOLDS = 3
FEWEST_WORDS = 8
"""Of a paragraph that leads and tails are learnt from."""
RATES = {"residue": 0.2, "text": 0.4}
"""Share of the blocks that the wordings of roles are learnt from; all of the rarer labels."""
PENALTY = {"lead": 3e-4, "tail": 3e-4}
ROLE_PENALTY = 1e-4
"""Of the squared weights; three times less or more lowers the area under the curve on held-out publishers."""


def count_words(texts: Iterable[tuple[str, str | None]]) -> Lexicon:
    """The stems and plain words of texts, each with the group it is of."""
    import regex

    pattern = regex.compile(r"[\p{L}\p{M}]+(?:['’][\p{L}\p{M}]+)*")
    stems: Counter[str] = Counter()
    words: Counter[str] = Counter()
    groups: defaultdict[str, set[str]] = defaultdict(set)
    dumps = 0
    for text, group in texts:
        dumps += 1
        used = {word.lower() for word in pattern.findall(text)}
        words.update(used)
        stems.update({word[:STEM_CHARS] for word in used})
        if group is not None:
            for word in used:
                groups[word].add(group)
    kept = sorted(stem for stem, count in stems.items() if count >= FEWEST_DUMPS and stem.isalpha())
    rarity = [round(UNIT * float(np.log(dumps / stems[stem]))) for stem in kept]
    is_grouped = bool(groups)
    plain = sorted(
        word for word, count in words.items()
        if count >= PLAIN_DUMPS and (len(groups[word]) >= PLAIN_GROUPS or not is_grouped)
    )  # fmt: skip
    names = (*MODELS, CUT)
    empty = {name: np.zeros(BUCKETS, np.int8) for name in names}
    return Lexicon(kept or ["a"], np.array(rarity or [UNIT], np.int64), plain or ["a"], empty, dict.fromkeys(names, 0))


class _Rows(NamedTuple):
    """Features of blocks as a sparse matrix in the making, what is right, and the fold of each."""

    counts: list[NDArray[np.int64]]
    buckets: list[NDArray[np.int64]]
    right: list[NDArray[np.int64]]
    folds: list[NDArray[np.int64]]


def fit_models(examples: Sequence[Example], lexicon: Lexicon, seed: int) -> tuple[Lexicon, list[Lexicon]]:
    """The lexicon with its models, and one for each fold that was learnt without the groups of the fold."""
    rows = {task: _Rows([], [], [], []) for task in ("lead", "tail", "role")}
    chance = np.random.default_rng(seed)
    for example in examples:
        _collect(example, lexicon, rows, chance)
    fitted: list[dict[str, tuple[NDArray[np.int8], int]]] = [{} for _ in range(FOLDS + 1)]
    for task, names in (("lead", MODELS[:1]), ("tail", MODELS[1:2]), ("role", MODELS[2:])):
        table = rows[task]
        matrix = make_matrix(np.concatenate(table.buckets), np.concatenate(table.counts))
        matrix.data[:] = 1
        right, folds = np.concatenate(table.right), np.concatenate(table.folds)
        for name in names:
            wanted = _wanted(name, right)
            for fold in range(FOLDS + 1):
                use = folds != fold
                fitted[fold][name] = fit_model(matrix[use], wanted[use], PENALTY.get(name, ROLE_PENALTY), seed)
    models = [
        Lexicon(
            lexicon.stems,
            lexicon.rarity,
            lexicon.plain,
            {**lexicon.models, **{name: weights for name, (weights, _) in fold.items()}},
            {**lexicon.biases, **{name: bias for name, (_, bias) in fold.items()}},
        )
        for fold in fitted
    ]
    return models[FOLDS], models[:FOLDS]


def _wanted(name: str, right: NDArray[np.int64]) -> NDArray[np.bool_]:
    if name in ("lead", "tail"):
        return np.equal(right, 1)
    label = name.removesuffix("_words")
    found: NDArray[np.bool_] = right == LABELS.index(label)
    return found | (right == LABELS.index(TEASER)) if label == Role.BODY else found


def _collect(example: Example, lexicon: Lexicon, rows: dict[str, _Rows], chance: np.random.Generator) -> None:
    scanned = scan(example.text, example.blocks)
    reduced = lexicon.reduce(scanned)
    parts = {side.from_end: find_parts(reduced, side) for side in find_sides(scanned)}
    words = scanned.last - scanned.first
    text = np.isin(example.labels, (LABELS.index(Role.BODY), LABELS.index(TEASER)))
    full = example.labels == LABELS.index(Role.BODY)
    residue = example.labels == LABELS.index(RESIDUE)
    leads, tails = np.zeros(len(words), np.int64), np.zeros(len(words), np.int64)
    for article in np.unique(example.articles[text]):
        members = np.flatnonzero(text & (example.articles == article))
        leads[members[0]] = tails[members[-1]] = 1
    folds = (example.groups % FOLDS).astype(np.int64)
    long = words >= FEWEST_WORDS
    kept = (chance.random(len(words)) < np.where(residue, RATES["residue"], np.where(text, RATES["text"], 1.0))) & (
        words > 0
    )
    for task, use, right in (
        ("lead", text & long, leads),
        ("tail", full & long, tails),
        ("role", kept, example.labels),
    ):
        chosen = np.flatnonzero(use)
        mine = parts[task in FROM_END]
        counts = sum((part.stops[chosen] - part.starts[chosen] for part in mine), np.zeros(len(chosen), np.int64))
        table = rows[task]
        table.counts.append(counts)
        table.buckets.extend(part.buckets[part.starts[block] : part.stops[block]] for block in chosen for part in mine)
        table.right.append(right[chosen])
        table.folds.append(folds[chosen])


def make_matrix(buckets: NDArray[np.int64], counts: NDArray[np.int64]) -> Any:  # noqa: ANN401  (SciPy ships no types)
    """A sparse matrix of so many buckets a row, with how often each stands in it; shape (rows, BUCKETS)."""
    edges = np.concatenate(([0], np.cumsum(counts)))
    ones = np.ones(len(buckets), np.float32)
    matrix = need("scipy.sparse").csr_matrix((ones, buckets, edges), shape=(len(counts), BUCKETS))
    matrix.sum_duplicates()
    return matrix


def fit_model(matrix: object, wanted: NDArray[np.bool_], penalty: float, seed: int) -> tuple[NDArray[np.int8], int]:
    """Logistic regression by averaged stochastic gradient descent (Bottou 2010), rounded."""
    if wanted.all() or not wanted.any():
        return np.zeros(BUCKETS, np.int8), 0
    model = need("sklearn.linear_model").SGDClassifier(
        loss="log_loss", alpha=penalty, max_iter=6, tol=None, average=True, random_state=seed
    )
    model.fit(matrix, wanted)
    weights = np.clip(np.rint(model.coef_[0] * MODEL_UNIT), -127, 127).astype(np.int8)
    return weights, round(float(model.intercept_[0]) * MODEL_UNIT)
