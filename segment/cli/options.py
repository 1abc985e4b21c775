"""The options that commands share, each declared once. Defaults stand in `segment.config`."""

from __future__ import annotations

import os
import re
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Final, cast, get_args

import typer

from segment.config import (
    AUTO_PROFILE,
    DEFAULT,
    NO_PROFILE,
    PROFILE_SUFFIX,
    Config,
    EvalConfig,
    MatchConfig,
    ReadConfig,
    SplitConfig,
)
from segment.errors import UsageError
from segment.settings import find_profiles
from segment.types import EvalUnit, GoldFormat, InputFormat, Keep, LanguageDetector, Relation

if TYPE_CHECKING:
    from collections.abc import Sequence

FORMATS: tuple[str, ...] = get_args(InputFormat)
DETECTORS: tuple[str, ...] = get_args(LanguageDetector)
GOLD_FORMATS: tuple[str, ...] = get_args(GoldFormat)
RESULT_FORMATS = ("table", "json", "csv", "markdown", "junit")
UNITS: tuple[str, ...] = get_args(EvalUnit)
AUTO_JOBS = "auto"
RELATIONS: tuple[str, ...] = tuple(Relation)
KEEPS: tuple[str, ...] = tuple(Keep)

SUFFIX_BITS: Final = {"": 0, "K": 10, "M": 20, "G": 30}
SIZE: Final = re.compile(r"(?P<number>[0-9]{1,15})(?P<suffix>[KMG]?)", re.IGNORECASE)
LEAST_MEMORY: Final = 16 << 20
"""Bytes. With less, the temporary files of a million rows would be read many times over."""

MAX_COUNT = 1_000_000
"""Of characters or dumps in an option: nobody means more."""
MAX_JOBS = 1024
"""More would be a slip of the finger, and fail for want of memory after the work has begun."""

Inputs = Annotated[list[str], typer.Argument(metavar="INPUT", help="Files, folders, globs, or - for standard input.")]
Input = Annotated[str, typer.Argument(metavar="INPUT", help="A file, a folder, a glob, or - for standard input.")]

OutputTarget = Annotated[
    str | None,
    typer.Option(
        "--output",
        "-o",
        metavar="OUT",
        help="A .jsonl, .jsonl.gz or .jsonl.zst file, or a folder that gets one file per article. "
        "Standard output by default.",
    ),
]
RowsTarget = Annotated[
    str | None,
    typer.Option(
        "--output", "-o", metavar="OUT", help="A .jsonl, .jsonl.gz or .jsonl.zst file. Standard output by default."
    ),
]
MatchesTarget = Annotated[
    str | None, typer.Option("--matches", metavar="FILE", help="Write the matches to this .jsonl file.")
]
ClustersTarget = Annotated[
    str | None,
    typer.Option(
        "--clusters",
        metavar="FILE",
        help="Write the clusters to this .jsonl file: members, relations, and why the representative stays.",
    ),
]
RejectsTarget = Annotated[
    str | None,
    typer.Option("--rejects", metavar="FILE", help="Write what could not be used, and why, to this .jsonl file."),
]
Unique = Annotated[bool, typer.Option("--unique", help="Leave duplicates out.")]
Against = Annotated[
    list[str] | None,
    typer.Option(
        "--against",
        metavar="KNOWN",
        help="Also compare with the rows of this file, which always stay and are not written: what of INPUT is already "
        "there? May be repeated.",
    ),
]
Relations = Annotated[
    str,
    typer.Option(
        "--relations",
        metavar="NAME,...",
        help="What makes two texts duplicates: exact, normalized (the same but for case, accents, punctuation and "
        "space), near, contains (teasers, excerpts), overlap (a part of each; not by default).",
    ),
]
Threshold = Annotated[
    str,
    typer.Option(
        "--threshold",
        metavar="N",
        help="Least score, from 0 to 1, of near and contains. Nothing below 0.7 is a match.",
    ),
]
GroupBy = Annotated[
    str | None,
    typer.Option("--group-by", metavar="NAME", help="Compare only rows that have the same value in this field."),
]
KeepRow = Annotated[
    str, typer.Option("--keep", metavar="|".join(KEEPS), help="Which row of a cluster stays; of equals, the first.")
]
DateField = Annotated[
    str, typer.Option("--date-field", metavar="NAME", help="The field with the date, for --keep newest.")
]
Memory = Annotated[
    str,
    typer.Option(
        "--memory",
        metavar="SIZE",
        help="About how much matching may use, such as 256M or 2G; the rest goes to temporary files.",
    ),
]
KeepResidue = Annotated[
    bool, typer.Option("--residue", help="Also write what belongs to no article, after the articles of its dump.")
]
GoldFiles = Annotated[
    list[str], typer.Argument(metavar="GOLD", help="Gold dumps with roles: .jsonl files, or folders of them.")
]
GoldPages = Annotated[
    list[str] | None,
    typer.Option("--pages", metavar="GOLD", help="Gold of pages with one main article each; may be repeated."),
]
WeightsTarget = Annotated[str, typer.Option("--output", "-o", metavar="FILE", help="Where the weights go.")]
Seed = Annotated[str, typer.Option("--seed", metavar="N", help="Of all that is drawn by lot.")]
WeightsFile = Annotated[
    str | None,
    typer.Option(
        "--weights", metavar="FILE", help="Weights of the cues, as `segment fit` writes them; by default ours."
    ),
]
Single = Annotated[bool, typer.Option("--single", help="Each dump is one page with one main article.")]

TextField = Annotated[str, typer.Option("--text-field", metavar="NAME", help="The field that holds the text of a row.")]
IdField = Annotated[str, typer.Option("--id-field", metavar="NAME", help="The field that holds the id of a row.")]
Format = Annotated[
    str, typer.Option("--input-format", metavar="|".join(FORMATS), help="What the inputs are; auto looks into each.")
]
Encoding = Annotated[
    str | None, typer.Option("--encoding", metavar="NAME", help="Encoding of the inputs. Found by content by default.")
]

Jobs = Annotated[
    str,
    typer.Option(
        "--jobs",
        "-j",
        metavar="N|auto",
        help="Worker processes; auto is one per core. The output does not depend on it.",
    ),
]
Quiet = Annotated[bool, typer.Option("--quiet", "-q", help="No progress and no summary; errors are still shown.")]
NoProgress = Annotated[bool, typer.Option("--no-progress", help="No progress bar.")]

Profile = Annotated[
    str,
    typer.Option(
        "--profile",
        metavar="NAME|FILE",
        help="The database that texts were exported from; auto looks into each, none leaves it. A .toml file describes "
        "one of your own: explain --profile proposes it.",
    ),
]
ReadAs = Annotated[
    str, typer.Option("--read-as", metavar="NAME|FILE", help="The profile to read INPUT with, as --profile of split.")
]
Propose = Annotated[
    bool,
    typer.Option(
        "--profile",
        help="Propose a profile, as TOML to save, for an export that none fits: from lines and labels that recur.",
    ),
]
Strict = Annotated[
    bool, typer.Option("--strict", help="Exit with 1 where an export holds less than it announces, or more.")
]
Detector = Annotated[
    str,
    typer.Option(
        "--language-detector",
        metavar="|".join(DETECTORS),
        help="What tells the language of an article: the built-in one, or the library py3langid, for 97 languages.",
    ),
]

Gold = Annotated[
    str,
    typer.Argument(
        metavar="GOLD",
        help="The right answers: JSONL with text, articles and blocks; Choi files; a folder with one text file per "
        "article; a LexisNexis-like export; or JSONL with text and cluster, to measure the finding of copies.",
    ),
]
Predictions = Annotated[
    str | None,
    typer.Argument(
        metavar="[PRED]",
        help="What another system found: records of articles, or JSONL with boundaries (offsets of starts), or with "
        "blocks as in gold. Without it segment itself is run.",
        show_default=False,
    ),
]
System = Annotated[
    str | None,
    typer.Option(
        "--system",
        metavar="NAME",
        help="Run this system: segment, none, blocks, blank-lines, fixed, texttiling, c99, u00, or segment-FAMILY, "
        "which is segment without one family of cues.",
    ),
]
Compare = Annotated[
    tuple[str, str] | None,
    typer.Option(
        "--compare", metavar="A B", help="Compare two systems, or files with what they found: paired bootstrap."
    ),
]
GoldForm = Annotated[
    str, typer.Option("--gold-format", metavar="|".join(GOLD_FORMATS), help="What GOLD is; auto looks into it.")
]
FailUnder = Annotated[
    str | None,
    typer.Option(
        "--fail-under",
        metavar="MEASURE=N,...",
        help="Exit with 1 where a measure falls short: boundary_f1=0.95,body_f1=0.9. Where less is better, N is the "
        "most that is allowed. MEASURE:micro and MEASURE:macro choose the average.",
    ),
]
ResultForm = Annotated[
    str | None,
    typer.Option(
        "--format", metavar="|".join(RESULT_FORMATS), help="Form of the result. As the suffix of OUT says by default."
    ),
]
ResultTarget = Annotated[
    str | None,
    typer.Option(
        "--output", "-o", metavar="OUT", help="A .txt, .json, .csv, .md or .xml file. Standard output by default."
    ),
]
Page = Annotated[
    str | None, typer.Option("--html", metavar="FILE", help="Also write a page with plots and the worst dumps.")
]
Tolerance = Annotated[
    str, typer.Option("--tolerance", metavar="N", help="Characters that a start may be off and still count.")
]
Unit = Annotated[
    str,
    typer.Option(
        "--unit",
        metavar="|".join(UNITS),
        help="What Pk and its kin count in; auto takes blocks, and words where each article is one block.",
    ),
]
Worst = Annotated[str, typer.Option("--worst", metavar="N", help="How many of the worst dumps to show; 0 for none.")]
OnlyDump = Annotated[
    str | None, typer.Option("--dump", metavar="ID", help="Only the dump with this id, or with this number, from 0.")
]

Line = Annotated[str | None, typer.Option("--line", metavar="N", help="Only what concerns this line, from 1.")]
AsJson = Annotated[bool, typer.Option("--json", help="One JSON object for each dump.")]

DEFAULT_RELATIONS: Final = ",".join(DEFAULT.match.relations)
DEFAULT_THRESHOLD: Final = f"{DEFAULT.match.threshold:g}"


def build_config(
    *,
    text_field: str,
    id_field: str,
    input_format: str,
    encoding: str | None,
    single: bool = DEFAULT.split.single,
    residue: bool = DEFAULT.split.residue,
    profile: str = DEFAULT.read.profile,
    detector: str = DEFAULT.split.language_detector,
    weights: str | None = DEFAULT.split.weights,
    jobs: str = str(DEFAULT.jobs),
) -> Config:
    """The settings that the options ask for. Raises UsageError for a value that makes no sense."""
    own = find_profiles(Path.cwd())
    read = ReadConfig(
        input_format=cast("InputFormat", check_choice("--input-format", input_format, FORMATS)),
        encoding=encoding,
        profile=check_profile(profile, own),
        own_profiles=str(own) if own else None,
        text_field=text_field,
        id_field=id_field,
    )
    split = SplitConfig(
        single=single,
        residue=residue,
        language_detector=cast("LanguageDetector", check_choice("--language-detector", detector, DETECTORS)),
        weights=weights,
    )
    return Config(read=read, split=split, jobs=parse_jobs(jobs))


def with_evaluation(config: Config, *, tolerance: str, unit: str, worst: str) -> Config:
    """The settings with those of an evaluation. Raises UsageError for a value that makes no sense."""
    evaluate = EvalConfig(
        tolerance=parse_number("--tolerance", tolerance, MAX_COUNT, smallest=0),
        unit=cast("EvalUnit", check_choice("--unit", unit, UNITS)),
        worst=parse_number("--worst", worst, MAX_COUNT, smallest=0),
    )
    return replace(config, evaluate=evaluate)


def with_matching(
    config: Config,
    *,
    relations: str,
    threshold: str,
    memory: str,
    keep: str = DEFAULT.match.keep,
    date_field: str = DEFAULT.match.date_field,
    group_by: str | None = DEFAULT.match.group_by,
) -> Config:
    """The settings with those of matching. Raises UsageError for a value that makes no sense."""
    match = MatchConfig(
        relations=parse_relations(relations),
        threshold=parse_share("--threshold", threshold),
        keep=Keep(check_choice("--keep", keep, KEEPS)),
        date_field=date_field,
        group_by=group_by,
        memory=parse_memory(memory),
    )
    return replace(config, match=match)


def check_gold_format(text: str) -> GoldFormat:
    """The form of gold that an option names. Raises UsageError for an unknown one."""
    return cast("GoldFormat", check_choice("--gold-format", text, GOLD_FORMATS))


def parse_jobs(text: str) -> int:
    """The number of worker processes: a number from 1, or `auto` for the cores that this process may use."""
    return available_cores() if text == AUTO_JOBS else parse_number("--jobs", text, MAX_JOBS)


def parse_number(option: str, text: str, largest: int, smallest: int = 1) -> int:
    """The number from `smallest` to `largest` that an option was given. Raises UsageError for anything else."""
    if text.isascii() and text.isdigit() and len(text) <= len(str(largest)) and smallest <= int(text) <= largest:
        return int(text)
    message = f"{option} takes a number from {smallest} to {largest}, not {text!r}"
    raise UsageError(message)


def parse_share(option: str, text: str) -> float:
    """The number from 0 to 1 that an option was given. Raises UsageError for anything else."""
    try:
        share = float(text)
    except ValueError:
        share = -1.0
    if 0 <= share <= 1:  # not so if it is NaN
        return share
    message = f"{option} takes a number from 0 to 1, not {text!r}"
    raise UsageError(message)


def parse_relations(text: str) -> tuple[Relation, ...]:
    """The relations that a list names, each once, from the closest to the loosest.

    >>> [str(relation) for relation in parse_relations("near, exact,near")]
    ['exact', 'near']
    """
    named = {check_choice("--relations", name.strip(), RELATIONS) for name in text.split(",")}
    return tuple(relation for relation in Relation if relation in named)


def parse_memory(text: str) -> int:
    """Bytes, from a number with K, M, G (powers of 1024) or nothing behind it. Raises UsageError for anything else.

    >>> parse_memory("64m"), parse_memory("2G")
    (67108864, 2147483648)
    """
    found = SIZE.fullmatch(text)
    size = int(found["number"]) << SUFFIX_BITS[found["suffix"].upper()] if found else 0
    if size >= LEAST_MEMORY:
        return size
    message = f"--memory takes a size of {format_memory(LEAST_MEMORY)} or more, such as 256M or 2G, not {text!r}"
    raise UsageError(message)


def format_memory(size: int) -> str:
    """Bytes as `parse_memory` reads them, with the largest suffix that leaves a whole number.

    >>> format_memory(256 << 20), format_memory(1000)
    ('256M', '1000')
    """
    fitting = (suffix for suffix, bits in SUFFIX_BITS.items() if size % (1 << bits) == 0)
    suffix = max(fitting, key=SUFFIX_BITS.__getitem__)
    return f"{size >> SUFFIX_BITS[suffix]}{suffix}"


DEFAULT_MEMORY: Final = format_memory(DEFAULT.match.memory)


def check_profile(name: str, own: Path | None) -> str:
    """`name`, if a profile has it or it is a file with profiles.

    Raises UsageError where it is neither, or where a profile of that file or of `own` does not fit its own examples.
    """
    if own is None and name in (AUTO_PROFILE, NO_PROFILE):
        return name
    from segment.profiles import PROFILES, load_named

    named = [profile.name for profile in load_named(str(own))] if own else []
    if name.endswith(PROFILE_SUFFIX):
        load_named(name)
        return name
    return check_choice("--profile", name, (AUTO_PROFILE, NO_PROFILE, *PROFILES, *named))


def check_choice(option: str, text: str, choices: Sequence[str]) -> str:
    """`text`, if it is one of `choices`. Raises UsageError, with what comes nearest, if it is not."""
    if text in choices:
        return text
    from difflib import get_close_matches

    near = get_close_matches(text, choices, n=1)
    hint = f" Did you mean {near[0]}?" if near else ""
    message = f"{option}: {text!r} is not known.{hint} Known are {', '.join(choices)}."
    raise UsageError(message)


def available_cores() -> int:
    """Cores that this process may run on; a container may be held to fewer than the machine has."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1
