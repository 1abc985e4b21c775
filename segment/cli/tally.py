"""What a command counted, and the summary it ends with."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from segment.cli.clusters import draw_table
from segment.types import Kind, Segmented

if TYPE_CHECKING:
    from collections.abc import Iterator

    from segment.types import Census, Reject


@dataclass(slots=True)
class Tally:
    """Counts of one command; characters are code points, white space apart."""

    dumps: int = 0
    rows: int | None = None
    """Of tables; None where the inputs are dumps."""
    known: int | None = None
    """Rows that the others were compared with; None where there are no such files."""
    kinds: Counter[Kind] = field(default_factory=Counter)
    residue_blocks: int = 0
    rejects: int = 0
    warnings: int = 0
    article_chars: int = 0
    residue_chars: int = 0
    reject_chars: int = 0
    """Of rejects as far as they could be decoded."""
    chars_in: int = 0
    census: Census | None = None
    """Of clusters; None where copies were not looked for."""

    @property
    def articles(self) -> int:
        return self.kinds.total()

    def add(self, segmented: Segmented) -> None:
        """Count what one dump became."""
        self.dumps += not segmented.is_part
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

    def summary(self) -> Iterator[str]:
        """The lines that end a run."""
        if self.rows is not None:
            yield f"rows        {self.rows:,}"
            if self.known is not None:
                yield f"known       {self.known:,}"
        else:
            teasers = self.kinds[Kind.TEASER]
            yield f"dumps       {self.dumps:,}"
            yield f"articles    {self.articles:,}: {self.kinds[Kind.FULL]:,} full, {_count(teasers, 'teaser')}"
            yield f"residue     {_count(self.residue_blocks, 'block')}"
        if self.census is not None:
            yield from self._duplicates(self.census)
        yield f"rejects     {self.rejects:,}"
        if self.warnings:
            yield f"warnings    {self.warnings:,}"
        if self.rows is None:
            yield self._reconciliation()

    def _duplicates(self, census: Census) -> Iterator[str]:
        of_known = "" if self.known is None else f", {census.of_known:,} of them of known rows"
        yield f"duplicates  {census.duplicates.total():,} in {_count(census.sizes.total(), 'cluster')}{of_known}"
        yield from draw_table(census)

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
