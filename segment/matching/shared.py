"""What other processes need of rows that were read: files in a folder, opened once in each process."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Final, NamedTuple

import numpy as np

from segment.matching.signatures import WORDS_SHARE, Signatures
from segment.matching.spool import Spool
from segment.matching.table import Table
from segment.matching.verify import Verifier

if TYPE_CHECKING:
    from segment.config import MatchConfig
    from segment.matching.equal import Distinct
    from segment.matching.fingerprint import IndexArray
    from segment.matching.verdicts import Verdicts

LINES_SHARE: Final = 16
"""Of the memory that may be used, one part in so many is for lines; more goes to a temporary file."""

_LINES, _WORDS = "lines", "words"
_STARTS, _ENDS, _COUNTS, _FIRSTS = "starts.npy", "ends.npy", "counts.npy", "firsts.npy"


class Shared(NamedTuple):
    """A folder with rows that were read, and how they are compared."""

    folder: str
    text_field: str
    config: MatchConfig


def new_table(text_field: str, config: MatchConfig, folder: str | None) -> Table:
    """A table without rows; in a folder if others are to see it."""
    if folder is None:
        signatures = Signatures(Spool(config.memory // WORDS_SHARE))
        return Table(Spool(config.memory // LINES_SHARE), signatures, text_field)
    signatures = Signatures(Spool(0, str(Path(folder, _WORDS))))
    return Table(Spool(0, str(Path(folder, _LINES))), signatures, text_field)


def share(table: Table, distinct: Distinct, shared: Shared) -> None:
    """Puts into the folder of a table what others need beside its lines and words."""
    counts = table.signatures.counts
    for name, values in ((_STARTS, table.starts), (_ENDS, table.ends), (_COUNTS, counts), (_FIRSTS, distinct.firsts)):
        np.save(Path(shared.folder, name), values, allow_pickle=False)


def verify_shared(pairs: IndexArray, shared: Shared) -> Verdicts:
    """As `Verifier.verify_batch`."""
    return _open(shared).verify_batch(pairs)


@lru_cache(maxsize=1)
def _open(shared: Shared) -> Verifier:
    folder = Path(shared.folder)
    names = (_STARTS, _ENDS, _COUNTS, _FIRSTS)
    starts, ends, counts, firsts = (np.load(folder / name, allow_pickle=False) for name in names)
    signatures = Signatures.open(Spool.open(str(folder / _WORDS)), counts)
    table = Table(Spool.open(str(folder / _LINES)), signatures, shared.text_field)
    table.starts, table.ends = starts, ends
    return Verifier(table, signatures, firsts, shared.config)
