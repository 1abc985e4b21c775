"""The records of an evaluation: what gold says of a dump, what a system says of it, and what was counted.

Gold and systems speak alike: both say where articles start and, if they know, what each block is. Only counts leave
the comparison of one dump, so that figures over many dumps, and their intervals, are sums.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from segment.types import Kind


class Span(NamedTuple):
    """A piece of the dump's text, `text[start:end]`; offsets count code points."""

    start: int
    end: int


class RoleSpan(NamedTuple):
    """A block, what it is, and which article it belongs to."""

    start: int
    end: int
    role: str
    """A `Role`, or `residue` for what belongs to no article."""
    article: int | None
    """Index of the article, from 0 in the order of the dump; None for residue."""


RESIDUE = "residue"


@dataclass(frozen=True, slots=True)
class Segmentation:
    """What gold or a system says of one dump."""

    starts: tuple[int, ...]
    """Offsets at which an article starts, ascending, without the one that starts with the dump's first block."""
    blocks: tuple[RoleSpan, ...] | None = None
    """In the order of the text; None where only the starts are known."""
    kinds: tuple[Kind, ...] | None = None
    """Of each article; None where nobody says."""
    body: str | None = None
    """Text of the bodies, as the system cleaned it; None: that of the body blocks and headings of `blocks`, if any."""
    confidences: tuple[float, ...] | None = None
    """Of each article, 0.0 to 1.0."""


@dataclass(frozen=True, slots=True)
class GoldDump:
    """A dump and the right answer."""

    id: str
    path: str
    index: int
    """Numbers the dumps of the gold from 0."""
    line: int
    """Where it stands in `path`, from 1."""
    text: str
    gold: Segmentation
    units: tuple[Span, ...]
    """The blocks between which articles may start: what Pk counts in, and what baselines may cut between."""
    group: str | None = None
    """Dumps of one group (`domain`, of a row) have a make in common, and are not both learnt from and measured on."""
    title: str | None = None
    """Of the main article of a page, where the row says it (`title`)."""


class Share(NamedTuple):
    """A part of a whole, both additive over dumps: errors of windows, hits of tries."""

    part: float
    whole: float


class Counts(NamedTuple):
    """Hits among what was claimed and among what was wanted; additive over dumps.

    `right` and `found` are equal where one claim meets one wish.
    """

    right: float
    """Claims that are right."""
    claimed: float
    found: float
    """Wanted things that were found."""
    wanted: float


@dataclass(frozen=True, slots=True)
class DumpScore:
    """All that was counted on one dump."""

    id: str
    index: int
    line: int
    chars: int
    values: dict[str, Share | Counts]
    """By measure; what cannot be measured on this dump (roles, if only starts are known) is left out."""
    roles: Counter[tuple[str, str]] = field(default_factory=Counter)
    """Blocks of gold by (role in gold, role in the system's output); `residue` is one of them."""
    confidences: tuple[tuple[float, bool], ...] = ()
    """(confidence, right?) of each article that the system claimed."""
    missed: tuple[int, ...] = ()
    """Offsets of boundaries of gold that were not found."""
    invented: tuple[int, ...] = ()
    """Offsets of boundaries that are none."""


class Estimate(NamedTuple):
    """A figure and its 95 % bootstrap interval over dumps."""

    value: float
    low: float
    high: float


@dataclass(frozen=True, slots=True)
class Figure:
    """One measure over all dumps, averaged both ways."""

    name: str
    """`boundary_f1`, `pk`, `role_byline_recall` …; its family stands in `measures.FAMILIES`."""
    micro: Estimate | None
    """Over everything counted, so long dumps weigh more; None where a measure is a value of a dump only."""
    macro: Estimate | None
    """Mean over the dumps; F1 is the harmonic mean of the mean precision and the mean recall."""
    macro_first: bool = False
    """Macro is the average that this measure is usually given as."""

    @property
    def main(self) -> Estimate:
        """The one average to show where there is room for one."""
        chosen = (self.macro or self.micro) if self.macro_first else (self.micro or self.macro)
        assert chosen is not None, self.name  # noqa: S101 - one of the two is always there
        return chosen


class Bin(NamedTuple):
    """Articles of about the same confidence, and how many of them are right."""

    low: float
    high: float
    articles: int
    mean_confidence: float
    share_right: float


class Band(NamedTuple):
    """Dumps of about the same length, and how well their boundaries were found."""

    low: int
    """Characters."""
    high: int
    dumps: int
    boundary_f1: Estimate


@dataclass(frozen=True, slots=True)
class Example:
    """One dump, both answers, and what was counted: for a look at what went wrong."""

    gold: GoldDump
    found: Segmentation
    score: DumpScore


@dataclass(frozen=True, slots=True)
class Summary:
    """What one system reached on one gold."""

    system: str
    dumps: int
    chars: int
    figures: dict[str, Figure]
    roles: Counter[tuple[str, str]]
    """Blocks of gold by (role in gold, role found), summed over the dumps."""
    reliability: tuple[Bin, ...]
    """Empty where the system says nothing of its confidence."""
    bands: tuple[Band, ...]
    worst: tuple[Example, ...]
    """The dumps with the most errors, the worst first; dumps without an error are never among them."""


class Difference(NamedTuple):
    """How much better the second of two systems is on one measure; positive is better, whatever the measure."""

    name: str
    first: float
    second: float
    difference: Estimate
    """Of the better direction, from a paired bootstrap: both systems on the same resampled dumps."""
    p_value: float
    """Two-sided: how often a difference as far from zero would come from resampling alone."""


class Check(NamedTuple):
    """One floor of `--fail-under`."""

    name: str
    floor: float
    value: float
    passed: bool


@dataclass(frozen=True, slots=True)
class Evaluation:
    """All that `segment eval` found out; every output format is written from this."""

    gold: str
    """As given on the command line."""
    version: str
    """Of segment."""
    tolerance: int
    unit: str
    resamples: int
    systems: tuple[Summary, ...]
    """One, or the two that were compared."""
    differences: tuple[Difference, ...] = ()
    checks: tuple[Check, ...] = ()
