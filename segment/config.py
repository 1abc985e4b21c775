"""One frozen record of settings per stage. Every default lives here, once."""

from __future__ import annotations

from dataclasses import dataclass, field

from segment.types import EvalUnit, InputFormat, Keep, LanguageDetector, Relation

HEAD_CHARS = 1 << 16
"""Of a text: what profiles are recognised by."""
AUTO_PROFILE = "auto"
NO_PROFILE = "none"
PROFILE_SUFFIX = ".toml"
"""Of a name that is the path of a file with profiles."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadConfig:
    """How inputs become dumps."""

    input_format: InputFormat = "auto"
    encoding: str | None = None
    """None: found by content."""
    profile: str = AUTO_PROFILE
    """The database that texts were exported from: a name of `segment.profiles`, the path of a TOML file that describes
    one, `auto` to look into each, or `none`."""
    own_profiles: str | None = None
    """A TOML file whose profiles are tried before those that ship with the package."""
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
    residue: bool = False
    """Keep what belongs to no article, with the reason for each block; asking for reasons takes time."""
    without: tuple[str, ...] = ()
    """Families of cues that are switched off, to see what they are worth; names of `families.FAMILIES`."""
    language_detector: LanguageDetector = "builtin"
    weights: str | None = None
    """A file that `segment fit` wrote. None: the weights that ship with the package."""


@dataclass(frozen=True, slots=True, kw_only=True)
class MatchConfig:
    """How articles are compared. Similarities are 0.0 to 1.0."""

    relations: tuple[Relation, ...] = (Relation.EXACT, Relation.NORMALIZED, Relation.NEAR, Relation.CONTAINS)
    """The relations that join a cluster."""
    threshold: float = 0.7
    """Matches with a score below it do not count."""
    keep: Keep = Keep.LONGEST
    """Of rows; of articles a full one stays before a teaser, then the longest, then the first."""
    date_field: str = "date"
    """Of rows: the newest is the one with the latest date, in ISO 8601."""
    group_by: str | None = None
    """Of rows: a field; only rows with the same value in it are compared."""
    memory: int = 256 << 20
    """Bytes, about; what does not fit goes to temporary files."""


@dataclass(frozen=True, slots=True, kw_only=True)
class EvalConfig:
    """How two answers to one dump are compared."""

    tolerance: int = 0
    """Characters that a start may be off and still count."""
    unit: EvalUnit = "auto"
    """What Pk and its kin count in: the blocks of gold, or words. `auto` takes blocks, and words for a dump in which
    no article has a second block, where a window of half an article would be nothing."""
    resamples: int = 1000
    """Bootstrap samples of the dumps; 95 % intervals move in the third digit only with more."""
    seed: int = 0
    worst: int = 10
    """Dumps to show of those with the most errors."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Config:
    """The settings of a run."""

    read: ReadConfig = field(default_factory=ReadConfig)
    split: SplitConfig = field(default_factory=SplitConfig)
    match: MatchConfig = field(default_factory=MatchConfig)
    evaluate: EvalConfig = field(default_factory=EvalConfig)
    jobs: int = 1
    """Worker processes; the output does not depend on it."""


DEFAULT = Config()
