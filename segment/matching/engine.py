"""Texts -> matches and clusters, on their numbers. The stages in order: equal texts, candidates, verdicts, clusters."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np

from segment.config import DEFAULT, MatchConfig
from segment.matching.candidates import find_candidates
from segment.matching.cluster import label_clusters
from segment.matching.equal import BLANK, Distinct, find_distinct
from segment.matching.ordered import find_edges, find_places, sort_once
from segment.matching.outcome import Found, TextCluster, find_relations
from segment.matching.signatures import WORDS_SHARE, Signatures, sign
from segment.matching.verdicts import NONE, Verdicts, join_keys, split_keys
from segment.matching.verify import Verifier

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from segment.matching.equal import Texts
    from segment.matching.fingerprint import IndexArray, ShingleArray

    VerifyAll = Callable[[Distinct, Iterator[IndexArray]], Iterator[Verdicts]]

POSTINGS_SHARE: Final = 8
"""Of the memory that may be used, one part in so many is for postings; see `segment.matching.table`."""


def match_texts(texts: Sequence[str], config: MatchConfig = DEFAULT.match, order: IndexArray | None = None) -> Found:
    """Finds the copies among texts. Time and memory grow about linearly with their length.

    `order` has a number for each text: the representative of a cluster is the one with the smallest. Without it that
    is the longest (in words), then the first. Blank texts match nothing. Equal texts are linked to the first of them
    only.

    >>> ferry = "The old ferry leaves the harbour for the last time on Sunday."
    >>> found = match_texts([ferry, "", ferry.upper()])
    >>> [(match.a, match.b, str(match.relation)) for match in found.matches()], int(found.representatives[2])
    ([(0, 2, 'normalized')], 0)
    """
    return match_signed(sign(texts, config.memory // WORDS_SHARE), texts, config, order)


def match_signed(
    signatures: Signatures,
    texts: Texts,
    config: MatchConfig = DEFAULT.match,
    order: IndexArray | None = None,
    *,
    groups: ShingleArray | None = None,
    verify_all: VerifyAll | None = None,
) -> Found:
    """As `match_texts`, for texts that were read before; those that are compared letter by letter are read again.

    `groups` has a number for each text, of 64 bits that look random: only texts with the same number are compared.
    `verify_all` verifies batches of candidates elsewhere, in their order.
    """
    distinct = find_distinct(signatures, texts, groups)
    verifier = Verifier(texts, signatures, distinct.firsts, config)
    batches = verifier.cut(_find_pairs(signatures, distinct, config, verifier, groups))
    verdicts = Verdicts.join(verify_all(distinct, batches) if verify_all else map(verifier.verify_batch, batches))
    labels = label_clusters(len(distinct), verdicts, lambda a, b: len(verifier.verify(np.array([[a, b]]))) > 0)
    clusters = _form_clusters(distinct, labels, config, find_places(-signatures.counts) if order is None else order)
    representatives = np.arange(len(distinct.ranks))
    sizes = [len(cluster.members) for cluster in clusters]
    members = [text for cluster in clusters for text in cluster.members]
    representatives[members] = np.repeat([cluster.representative for cluster in clusters], sizes)
    verdicts = Verdicts.join([verdicts, verifier.verify(_unverified(distinct, representatives, verdicts))])
    signatures.close()
    relations, scores = find_relations(distinct, representatives, verdicts)
    return Found(representatives, relations, scores, clusters, texts, distinct, verdicts, config)


def _find_pairs(
    signatures: Signatures, distinct: Distinct, config: MatchConfig, verifier: Verifier, groups: ShingleArray | None
) -> IndexArray:
    if not verifier.compares:
        return np.empty((0, 2), np.int64)
    return find_candidates(signatures, distinct, config.memory // POSTINGS_SHARE, groups)


def _form_clusters(
    distinct: Distinct, labels: IndexArray, config: MatchConfig, order: IndexArray
) -> tuple[TextCluster, ...]:
    """The clusters of two texts and more; `labels` has a number for each rank, the same for all of one cluster."""
    label_of = distinct.label(labels, config.relations)
    linked = np.flatnonzero(label_of != BLANK)
    texts = linked[np.argsort(label_of[linked], kind="stable")]
    edges = find_edges(label_of[texts])
    is_shared = np.diff(edges) > 1
    starts, ends = edges[:-1][is_shared].tolist(), edges[1:][is_shared].tolist()
    keepers = linked[np.lexsort((order[linked], label_of[linked]))].tolist()  # of a cluster, the smallest first
    numbers = texts.tolist()
    clusters = [TextCluster(keepers[start], tuple(numbers[start:end])) for start, end in zip(starts, ends, strict=True)]
    return tuple(sorted(clusters, key=lambda cluster: cluster.members))


def _unverified(distinct: Distinct, representatives: IndexArray, verdicts: Verdicts) -> IndexArray:
    """Pairs of members and representatives that were no candidates, as happens in long chains."""
    placed = np.flatnonzero(representatives != np.arange(len(representatives)))
    pairs = np.stack([distinct.ranks[placed], distinct.ranks[representatives[placed]]], axis=1)
    pairs = pairs[(pairs[:, 0] != pairs[:, 1]) & (verdicts.find(pairs) == NONE)]
    return split_keys(sort_once(join_keys(pairs)))
