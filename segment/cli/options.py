"""The options that commands share, each declared once. Defaults stand in `segment.config`."""

from __future__ import annotations

import os
from dataclasses import replace
from typing import TYPE_CHECKING, Annotated, cast, get_args

import typer

from segment.config import DEFAULT, Config, EvalConfig, ReadConfig, SplitConfig
from segment.errors import UsageError
from segment.types import EvalUnit, GoldFormat, InputFormat

if TYPE_CHECKING:
    from collections.abc import Sequence

FORMATS: tuple[str, ...] = get_args(InputFormat)
GOLD_FORMATS: tuple[str, ...] = get_args(GoldFormat)
RESULT_FORMATS = ("table", "json", "csv", "markdown", "junit")
UNITS: tuple[str, ...] = get_args(EvalUnit)
AUTO_JOBS = "auto"

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
RejectsTarget = Annotated[
    str | None,
    typer.Option("--rejects", metavar="FILE", help="Write what could not be used, and why, to this .jsonl file."),
]
Unique = Annotated[bool, typer.Option("--unique", help="Leave duplicates out.")]
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


def build_config(
    *,
    text_field: str,
    id_field: str,
    input_format: str,
    encoding: str | None,
    single: bool = DEFAULT.split.single,
    residue: bool = DEFAULT.split.residue,
    weights: str | None = DEFAULT.split.weights,
    jobs: str = str(DEFAULT.jobs),
) -> Config:
    """The settings that the options ask for. Raises UsageError for a value that makes no sense."""
    read = ReadConfig(
        input_format=cast("InputFormat", check_choice("--input-format", input_format, FORMATS)),
        encoding=encoding,
        text_field=text_field,
        id_field=id_field,
    )
    return Config(read=read, split=SplitConfig(single=single, residue=residue, weights=weights), jobs=parse_jobs(jobs))


def with_evaluation(config: Config, *, tolerance: str, unit: str, worst: str) -> Config:
    """The settings with those of an evaluation. Raises UsageError for a value that makes no sense."""
    evaluate = EvalConfig(
        tolerance=parse_number("--tolerance", tolerance, MAX_COUNT, smallest=0),
        unit=cast("EvalUnit", check_choice("--unit", unit, UNITS)),
        worst=parse_number("--worst", worst, MAX_COUNT, smallest=0),
    )
    return replace(config, evaluate=evaluate)


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


def check_choice(option: str, text: str, choices: Sequence[str]) -> str:
    """`text`, if it is one of `choices`. Raises UsageError, with what comes nearest, if it is not."""
    if text in choices:
        return text
    from difflib import get_close_matches

    near = get_close_matches(text, choices, n=1)
    hint = f" Did you mean {near[0]}?" if near else f" Known are {', '.join(choices)}."
    message = f"{option}: {text!r} is not known.{hint}"
    raise UsageError(message)


def available_cores() -> int:
    """Cores that this process may run on; a container may be held to fewer than the machine has."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1
