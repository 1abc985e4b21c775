"""The records that pass between the stages. Raw text is never edited: every offset leads back to it.

Offsets count Unicode code points of the decoded dump; line numbers start at 1. Everything here is frozen.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import TYPE_CHECKING, Final, Literal

if TYPE_CHECKING:
    from collections import Counter
    from collections.abc import Mapping

InputFormat = Literal[
    "auto", "text", "markdown", "html", "jsonl", "csv", "parquet", "warc", "mbox", "docx", "rtf", "zip"
]
TextFormat = Literal["text", "markdown"]
"""What a dump's text is written in; HTML has become plain text by the time it is a dump."""

GoldFormat = Literal["auto", "jsonl", "choi", "articles", "export"]
LanguageDetector = Literal["builtin", "py3langid"]
EvalUnit = Literal["auto", "block", "word"]


class Role(StrEnum):
    """What a block is."""

    TITLE = "title"
    BYLINE = "byline"
    DATE = "date"
    DATELINE = "dateline"
    HEADING = "heading"
    BODY = "body"
    CAPTION = "caption"
    CREDIT = "credit"
    BIO = "bio"
    DISCLAIMER = "disclaimer"
    BOILERPLATE = "boilerplate"


class Kind(StrEnum):
    """Whether an article is all there, or only its beginning or a short summary of it."""

    FULL = "full"
    TEASER = "teaser"


class Relation(StrEnum):
    """How two articles match; from the closest to the loosest."""

    EXACT = "exact"
    NORMALIZED = "normalized"
    """The same after Unicode, case, punctuation and white space are folded."""
    NEAR = "near"
    CONTAINS = "contains"
    OVERLAP = "overlap"


class Keep(StrEnum):
    """Which member of a cluster stays when duplicates go."""

    LONGEST = "longest"
    """In words; then the first."""
    FIRST = "first"
    NEWEST = "newest"
    """By a field with a date; then the first."""


@dataclass(frozen=True, slots=True)
class Meta:
    """What a source says of an article beside its text, as written there."""

    title: str | None = None
    byline: tuple[str, ...] = ()
    date: str | None = None
    publication: str | None = None
    section: str | None = None
    edition: str | None = None
    page: str | None = None
    extra: Mapping[str, str] = field(default_factory=dict)
    """Everything else, by its name in the source: in lower case, with `_` for blanks and hyphens."""

    def shared(self) -> Meta:
        """What holds for every article of the source, not only for the first."""
        return replace(self, title=None, byline=(), date=None)


NO_META: Final = Meta()


@dataclass(frozen=True, slots=True)
class Span:
    """A piece of a dump of which its format says what it is."""

    start: int
    """In `Dump.text`."""
    end: int
    role: Role | None
    """None: it belongs to no article."""
    reason: str
    """What says so: the name of a field, or `separator`, `cover`, `tail`."""


@dataclass(frozen=True, slots=True)
class Layout:
    """What the format of an export says of one document: its article is known, and need not be looked for."""

    spans: tuple[Span, ...]
    """In order and apart from each other; with `region` they hold every character that is not blank."""
    kind: Kind | None = None
    """Of the one article that the spans with a role make; None where there is none, or where `region` decides."""
    region: tuple[int, int] | None = None
    """A text that may hold any number of articles, as the body of a mail may. The first of them gets the spans that
    have a role, and what the source says of it; in the dump's own order."""
    language: str | None = None
    """ISO 639-1, where the source names it."""


@dataclass(frozen=True, slots=True)
class Dump:
    """One input text as scraped, or a part of one: a file, a document of an export, one row of a table."""

    text: str
    path: str
    """As given by the user; `-` for standard input."""
    index: int = 0
    """Numbers the dumps of one path from 0, rejected rows included."""
    id: str | None = None
    """The row's own id, where the input has one."""
    format: TextFormat = "text"
    start: int = 0
    """Code points of the whole dump before this part of it; offsets of records count from its start."""
    line: int = 1
    """Of the whole dump: where this part begins."""
    overlap: int = 0
    """Code points at the end of this part with which the next one begins."""
    wraps: bool = False
    """It comes from a medium that wraps its lines, as mail does, so that few of them show at which width."""
    is_cut: bool = False
    """What comes next is lost, so that its last article is not whole."""
    meta: Meta = NO_META
    layout: Layout | None = None
    furniture: tuple[Span, ...] = ()
    """Without a layout: what belongs to no article, so that the splitter need not look at it."""


@dataclass(frozen=True, slots=True)
class Row:
    """One row of a table as `dedup` reads it: what is matched, and the line to give back with the result added."""

    id: str
    """The row's own id; `path:line` where it has none."""
    text: str
    line: bytes
    """The JSON object as it stood, without its line end."""
    path: str
    index: int


@dataclass(frozen=True, slots=True)
class Reject:
    """An input, or a part of one, that could not be used, and why. The run goes on without it."""

    path: str
    line: int
    """Where the trouble starts, from 1; 1 where the whole input is meant."""
    code: str
    """`SEGnnn`, see `errors.py`."""
    message: str
    """One line: what was wrong and what to try."""
    index: int | None = None
    """The dump of this path that was lost, if it was one."""
    raw: str | None = None
    """What was lost, as far as it could be decoded; at most `ReadConfig.reject_chars` long."""

    def __str__(self) -> str:
        return f"{self.path}:{self.line}: {self.code} {self.message}"


@dataclass(frozen=True, slots=True)
class Notice:
    """Something to say of an input that is used all the same."""

    path: str
    line: int
    code: str
    """`SEGnnn`, see `errors.py`."""
    message: str
    is_warning: bool = True
    """Something may be missing; `--strict` makes it a finding. Else it only says how the input is read."""

    def __str__(self) -> str:
        return f"{self.path}:{self.line}: {self.code} {self.message}"


@dataclass(frozen=True, slots=True)
class Source:
    """Where in which dump an article stands; from the first character of its first block to the end of its last."""

    path: str
    id: str | None
    index: int
    start: int
    end: int
    line_start: int
    line_end: int


@dataclass(frozen=True, slots=True)
class LabelledBlock:
    """One block of an article and its role; `dump.text[start:end]` is its raw text."""

    role: Role
    start: int
    end: int
    line_start: int
    line_end: int
    continues: bool = False
    """Goes on with the paragraph of the block before it, from which a page's foot or margin parts it."""


@dataclass(frozen=True, slots=True)
class ResidueBlock:
    """One block that belongs to no article, and the cue that says so."""

    reason: str
    start: int
    end: int
    line_start: int
    line_end: int
    text: str


@dataclass(frozen=True, slots=True)
class Article:
    """One article, as emitted: the fields stand in the order of the JSON record."""

    id: str
    kind: Kind
    truncated: bool
    title: str | None
    byline: tuple[str, ...]
    date: str | None
    """ISO 8601: `2031-06-03`, with a time where the source has one; None where it cannot be told."""
    date_raw: str | None
    """As written."""
    dateline: str | None
    publication: str | None
    section: str | None
    edition: str | None
    page: str | None
    language: str | None
    text: str
    """Body and headings, cleaned, joined by a blank line."""
    captions: tuple[str, ...]
    bio: str | None
    disclaimer: str | None
    words: int
    confidence: float
    source: Source
    blocks: tuple[LabelledBlock, ...]
    extra: Mapping[str, str] = field(default_factory=dict)
    """What else the source says of it, by the name of its field."""
    cluster: str | None = None
    """Id of the cluster's representative; an article without duplicates is alone in its own."""
    duplicate_of: str | None = None
    """Id of the representative, where that is another article."""
    relation: Relation | None = None
    """How this one matches the representative, or else its closest partner in the cluster."""
    score: float | None = None


@dataclass(frozen=True, slots=True)
class Residue:
    """The blocks of one dump that belong to no article."""

    source: Source
    blocks: tuple[ResidueBlock, ...]


@dataclass(frozen=True, slots=True)
class Segmented:
    """What one dump became."""

    articles: tuple[Article, ...]
    residue: Residue | None
    """Where it was asked for."""
    chars: int
    """Code points of the dump, white space included."""
    article_chars: int
    """Non-blank code points in the blocks of articles."""
    residue_chars: int
    """Non-blank code points in the residue."""
    blank_chars: int
    left: tuple[tuple[int, int], ...] = ()
    """Where the residue stands in the whole dump: needed where parts of it are put together."""
    lost: str = ""
    """What the last article of a dump that breaks off would have begun with; it is counted nowhere."""
    is_part: bool = False
    """More of the same dump came before."""

    @property
    def residue_blocks(self) -> int:
        """Whether they were asked for or not."""
        return len(self.left)


@dataclass(frozen=True, slots=True)
class Match:
    """Two texts of which rapidfuzz or exact containment confirmed that they share content; `a` contains `b`."""

    a: str
    b: str
    relation: Relation
    score: float
    """0.0 to 1.0: for `contains` the share of `b` found in `a`, else the similarity of the two."""
    a_span: tuple[int, int]
    """Code points of `a`'s text, from the first to the last shared word."""
    b_span: tuple[int, int]


@dataclass(frozen=True, slots=True)
class Cluster:
    """Articles joined by matches."""

    representative: str
    """The member that stays when duplicates go: full before teaser, then longest, then first."""
    members: tuple[str, ...]
    """In input order, the representative included."""
    reason: str = ""
    """Why the representative stays, as in `longest: 849 words`."""
    relations: tuple[Relation, ...] = ()
    """How each of the others matches; those of known rows are not asked for."""


@dataclass(frozen=True, slots=True)
class Census:
    """How many clusters there are of which size, and how their members match."""

    sizes: Counter[int]
    duplicates: Counter[tuple[int, Relation]]
    """By the size of their cluster, and how they match in it."""
    of_known: int = 0
    """Duplicates of known rows."""


@dataclass(frozen=True, slots=True)
class Dedup:
    """What matching found: clusters of two and more, matches in input order, and the articles with it filled in."""

    clusters: tuple[Cluster, ...]
    matches: tuple[Match, ...]
    articles: tuple[Article, ...] = ()
