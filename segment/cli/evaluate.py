"""The command `eval`: gold in, figures out, and floors that may fail."""

from __future__ import annotations

from contextlib import ExitStack
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple, TypeVar

from segment.cli.console import say
from segment.cli.progress import ProgressBar
from segment.config import DEFAULT
from segment.emit import open_output, refuse_same
from segment.errors import InputError, UsageError
from segment.readers import expand_inputs
from segment.types import Reject

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from segment.config import Config
    from segment.emit import Output
    from segment.evaluate.records import Evaluation, GoldDump
    from segment.types import GoldFormat

Item = TypeVar("Item")

FINDINGS = 1
"""Exit status where a floor was not reached."""
OUR_NAME = "segment"
FORM_OF_SUFFIX = {".txt": "table", ".json": "json", ".csv": "csv", ".md": "markdown", ".xml": "junit"}
MOST_NAMED = 20
PAGE_SUFFIXES = (".html", ".htm")


class Asked(NamedTuple):
    """A system to measure."""

    name: str
    is_file: bool
    """The name is that of a file with what the system found; otherwise the system is run."""


@dataclass(frozen=True, slots=True, kw_only=True)
class EvalJob:
    """What `segment eval` was asked to do."""

    gold: str
    systems: tuple[Asked, ...]
    """One, or two to compare."""
    gold_format: GoldFormat
    config: Config
    floors: str | None = None
    form: str = "table"
    output: str | None = None
    page: str | None = None
    quiet: bool = False
    progress: bool = True


def choose_systems(predictions: str | None, system: str | None, compare: tuple[str, str] | None) -> tuple[Asked, ...]:
    """What is to be measured, from the options that say so. Raises UsageError for more than one of them.

    In a comparison the name of a system is that system, even where a file is called so, too (`./c99` is the file).
    """
    asked = [name for name, value in (("PRED", predictions), ("--system", system), ("--compare", compare)) if value]
    if len(asked) > 1:
        message = f"{' and '.join(asked)} ask for different things. Give one of them"
        raise UsageError(message)
    if predictions:
        return (Asked(predictions, is_file=True),)
    if compare:
        from segment.evaluate.systems import SYSTEMS

        return tuple(Asked(name, name not in SYSTEMS and Path(name).exists()) for name in compare)
    return (Asked(system or OUR_NAME, is_file=False),)


def choose_form(form: str | None, output: str | None) -> str:
    """The form of the result: as asked for, or as the suffix of the output says, or a table."""
    return form or FORM_OF_SUFFIX.get(Path(output or "").suffix, "table")


def evaluate_gold(job: EvalJob) -> int:
    """Measure and print. Returns the exit status."""
    from segment.evaluate.evaluation import check_floors, parse_floors
    from segment.evaluate.formats import FORMATS
    from segment.readers import input_bytes

    floors = parse_floors(job.floors) if job.floors else []
    refuse_same([job.output or "-", job.page])
    inputs = [*_list_files(job.gold), *(system.name for system in job.systems if system.is_file)]
    enabled = job.progress and not job.quiet
    with ExitStack() as stack:

        def open_text(target: str | None, suffixes: Iterable[str]) -> Output:
            opened = open_output(target, inputs=inputs, folder=False, suffixes=tuple(suffixes))
            return stack.enter_context(opened)

        page = None if job.page is None else open_text(job.page, PAGE_SUFFIXES)
        output = open_text(job.output, FORM_OF_SUFFIX)
        with ProgressBar(input_bytes(inputs) if enabled else None, enabled=enabled) as bar:
            desk = _Desk(job, bar)
            evaluation = desk.measure()
        evaluation = replace(evaluation, checks=check_floors(evaluation.systems[-1], floors))
        output.write(FORMATS[job.form](evaluation).rstrip("\n").encode())
        if page is not None:
            from segment.evaluate.page import write_page

            page.write(write_page(evaluation).encode())
    return _judge(job, evaluation, desk.rejects)


def _list_files(gold: str) -> list[str]:
    """The files of gold, for their size and so that no output goes over one. The readers look for themselves."""
    if Path(gold).is_dir():
        return [str(path) for path in sorted(Path(gold).rglob("*")) if path.is_file()]
    return expand_inputs([gold], DEFAULT.read)


def _judge(job: EvalJob, evaluation: Evaluation, rejects: int) -> int:
    failed = [check for check in evaluation.checks if not check.passed]
    for check in failed:
        say(f"{job.gold}: {check.name} is {check.value:.4f}, asked for was {check.floor:g}")
    if failed:
        return FINDINGS
    return InputError.exit_code if rejects else 0


class _Desk:
    """Reads gold and what was found, names what cannot be used, and counts."""

    def __init__(self, job: EvalJob, bar: ProgressBar) -> None:
        self.job = job
        self.bar = bar
        self.rejects = 0
        self.dumps = 0

    def measure(self) -> Evaluation:
        """The evaluation that the job asks for."""
        from segment.evaluate.duplicate_rows import is_duplicate_gold

        job = self.job
        if job.gold_format in ("auto", "jsonl") and is_duplicate_gold(job.gold, job.config.read):
            return self._measure_copies()
        return self._measure_splits()

    def _measure_splits(self) -> Evaluation:
        from segment.evaluate.evaluation import Contestant, evaluate
        from segment.evaluate.gold import read_gold
        from segment.evaluate.predictions import read_predictions

        job = self.job
        gold = self._usable(read_gold(job.gold, job.config.read, job.gold_format, self.bar.advance))
        dumps: Iterable[GoldDump] = gold
        contestants = []
        if any(system.is_file for system in job.systems):  # what was found is read by the dump that it is about
            dumps = list(gold)
        for name, is_file in job.systems:
            found = None
            if is_file and isinstance(dumps, list):
                found, rejects = read_predictions(name, dumps, job.config.read)
                self._note_all(name, rejects)
            contestants.append(Contestant(name, found))
        return evaluate(job.gold, self._counted(dumps), contestants, job.config)

    def _measure_copies(self) -> Evaluation:
        """The same for rows with clusters of duplicates."""
        from segment.evaluate.copies import Clustering, evaluate_copies
        from segment.evaluate.duplicate_rows import read_duplicate_gold, read_duplicate_predictions

        job = self.job
        rows = list(self._usable(read_duplicate_gold(job.gold, job.config.read, self.bar.advance)))
        self.bar.stage("matching")
        clusterings = []
        for name, is_file in job.systems:
            clusters = None
            if is_file:
                clusters, rejects = read_duplicate_predictions(name, job.config.read)
                self._note_all(name, rejects)
            clusterings.append(Clustering(name, clusters))
        return evaluate_copies(job.gold, rows, clusterings, job.config)

    def _note_all(self, name: str, rejects: Sequence[Reject]) -> None:
        """What another system's output lacks. A file for other gold lacks everything: a few examples will do."""
        for reject in rejects[:MOST_NAMED]:
            say(str(reject))
        if len(rejects) > MOST_NAMED:
            say(f"{name}: {len(rejects) - MOST_NAMED:,} more like these")
        self.rejects += len(rejects)

    def _usable(self, results: Iterable[Item | Reject]) -> Iterator[Item]:
        for result in results:
            if isinstance(result, Reject):
                say(str(result))
                self.rejects += 1
            else:
                yield result

    def _counted(self, gold: Iterable[GoldDump]) -> Iterator[GoldDump]:
        for dump in gold:
            self.dumps += 1
            self.bar.count(f"{self.dumps:,} dumps")
            yield dump
