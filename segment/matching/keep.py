"""Which member of a cluster stays: the longest, the first or the newest."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

import numpy as np

from segment.matching.ordered import find_places
from segment.types import Keep, Kind

if TYPE_CHECKING:
    from collections.abc import Iterable

    from segment.matching.fingerprint import IndexArray
    from segment.matching.table import Table
    from segment.types import Article


def order_rows(table: Table, keep: Keep, date_field: str, known: int = 0) -> IndexArray:
    """A number for each row: of a cluster, the row with the smallest stays.

    The first `known` rows come before all others. Of rows as long or as new as each other the first one stays.
    """
    numbers = np.arange(len(table))
    if keep is Keep.NEWEST:
        values = -np.array([read_seconds(table.fields(row).get(date_field)) for row in range(len(table))])
    else:
        values = -table.signatures.counts if keep is Keep.LONGEST else numbers
    return find_places(values, numbers >= known)


def explain_row(table: Table, row: int, keep: Keep, date_field: str, known: int = 0) -> str:
    """Why a row stays before the others of its cluster."""
    if row < known:
        return "known"
    if keep is Keep.LONGEST:
        return f"{keep}: {table.signatures.counts[row]} words"
    date = table.fields(row).get(date_field) if keep is Keep.NEWEST else None
    return f"{keep}: {date}" if read_seconds(date) > -np.inf else str(keep)


def explain_article(keeper: Article, others: Iterable[Article]) -> str:
    """By what an article comes before the next best of its cluster: full before teaser, then longest, then first."""
    runner_up = min(others, key=lambda article: (article.kind is Kind.TEASER, -article.words))
    if keeper.kind is not runner_up.kind:
        return str(keeper.kind)
    return f"longest: {keeper.words} words" if keeper.words > runner_up.words else "first"


def read_seconds(date: object) -> float:
    """Seconds since 1970 of a date in ISO 8601 (without a zone: UTC), or of a number of them; else the oldest of all.

    >>> read_seconds("1970-01-02"), read_seconds("1970-01-01T01:00:00+01:00"), read_seconds("yesterday")
    (86400.0, 0.0, -inf)
    """
    if isinstance(date, int | float) and not isinstance(date, bool):
        return float(date)
    try:
        read = datetime.fromisoformat(str(date).strip())
        return read.replace(tzinfo=read.tzinfo or UTC).timestamp()
    except (ValueError, OverflowError):
        return -np.inf
