"""One frozen record of settings per stage. Every default lives here, once."""

from __future__ import annotations

from dataclasses import dataclass, field

from segment.types import InputFormat, Relation


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadConfig:
    """How inputs become dumps."""

    input_format: InputFormat = "auto"
    encoding: str | None = None
    """None: found by content."""
    text_field: str = "text"
    id_field: str = "id"
    max_bytes: int = 4 << 30
    """Of one input after decompression. A 785-byte .bz2 can hold 1 GiB."""
    max_ratio: int = 200
    """Unfolded bytes per compressed byte, looked at after the first 16 MiB."""
    reject_chars: int = 10_000
    """How much of a lost row a `Reject` keeps."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SplitConfig:
    """How a dump becomes articles."""

    single: bool = False
    """Each dump is one page with one main article."""


@dataclass(frozen=True, slots=True, kw_only=True)
class MatchConfig:
    """How articles are compared. Similarities are 0.0 to 1.0."""

    relations: tuple[Relation, ...] = (Relation.EXACT, Relation.NORMALIZED, Relation.NEAR, Relation.CONTAINS)
    """The relations that join a cluster."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Config:
    """The settings of a run."""

    read: ReadConfig = field(default_factory=ReadConfig)
    split: SplitConfig = field(default_factory=SplitConfig)
    match: MatchConfig = field(default_factory=MatchConfig)
    jobs: int = 1
    """Worker processes; the output does not depend on it."""


DEFAULT = Config()
