"""What a command counted, and the summary it ends with."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from segment.types import Kind, Relation, Segmented

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from segment.types import Cluster, Match, Reject


@dataclass(slots=True)
class Tally:
    """Counts of one command; characters are code points, white space apart."""

    dumps: int = 0
    rows: int = 0
    kinds: Counter[Kind] = field(default_factory=Counter)
    residue_blocks: int = 0
    rejects: int = 0
    article_chars: int = 0
    residue_chars: int = 0
    reject_chars: int = 0
    """Of rejects as far as they could be decoded."""
    chars_in: int = 0
    matched: bool = False
    clusters: int = 0
    duplicates: int = 0
    relations: Counter[Relation] = field(default_factory=Counter)

    @property
    def articles(self) -> int:
        return self.kinds.total()

    def add(self, segmented: Segmented) -> None:
        """Count what one dump became."""
        self.dumps += 1
        self.kinds.update(article.kind for article in segmented.articles)
        self.article_chars += segmented.article_chars
        self.residue_chars += segmented.residue_chars
        self.chars_in += segmented.chars - segmented.blank_chars
        self.residue_blocks += segmented.residue_blocks

    def add_reject(self, reject: Reject) -> None:
        """Count an input that could not be used."""
        chars = sum(map(len, (reject.raw or "").split()))
        self.rejects += 1
        self.reject_chars += chars
        self.chars_in += chars

    def add_matches(self, clusters: Sequence[Cluster], matches: Sequence[Match]) -> None:
        """Count what matching found."""
        self.matched = True
        self.clusters = len(clusters)
        self.duplicates = sum(len(cluster.members) - 1 for cluster in clusters)
        self.relations.update(match.relation for match in matches)

    def summary(self) -> Iterator[str]:
        """The lines that end a run."""
        if self.rows:
            yield f"rows        {self.rows:,}"
        else:
            teasers = self.kinds[Kind.TEASER]
            yield f"dumps       {self.dumps:,}"
            yield f"articles    {self.articles:,}: {self.kinds[Kind.FULL]:,} full, {_count(teasers, 'teaser')}"
            yield f"residue     {_count(self.residue_blocks, 'block')}"
        if self.matched:
            yield f"duplicates  {self.duplicates:,} in {_count(self.clusters, 'cluster')}{self._matches()}"
        yield f"rejects     {self.rejects:,}"
        if not self.rows:
            yield self._reconciliation()

    def _matches(self) -> str:
        parts = [f"{self.relations[relation]:,} {relation.value}" for relation in Relation if self.relations[relation]]
        return f"; matches: {', '.join(parts)}" if parts else ""

    def _reconciliation(self) -> str:
        out = self.article_chars + self.residue_chars + self.reject_chars
        sign = "=" if out == self.chars_in else "!="
        return (
            f"characters  {self.chars_in:,} in {sign} {self.article_chars:,} in articles"
            f" + {self.residue_chars:,} in residue + {self.reject_chars:,} in rejects (white space apart)"
        )


def _count(number: int, noun: str) -> str:
    """
    >>> _count(1, "block"), _count(1200, "block")
    ('1 block', '1,200 blocks')
    """
    return f"{number:,} {noun}{'' if number == 1 else 's'}"
