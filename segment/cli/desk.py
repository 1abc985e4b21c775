"""The desk that `run`, `split` and `dedup` work at: inputs in, records out, and the count of both."""

from __future__ import annotations

from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeVar

from segment.cli.console import say
from segment.cli.progress import ProgressBar
from segment.cli.tally import Tally
from segment.emit import Output, article_record, open_output, refuse_same, reject_record, residue_record, to_json
from segment.errors import InputError, UsageError
from segment.types import Article, Notice, Reject

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from segment.config import Config
    from segment.matching.table import SignedRows
    from segment.parallel import Workers
    from segment.types import Residue, Segmented

FINDINGS = 1
"""Exit status where something is wrong with what was read, and the user wants to know."""

Item = TypeVar("Item")


@dataclass(frozen=True, slots=True, kw_only=True)
class Job:
    """What a command was asked to do."""

    inputs: Sequence[str]
    config: Config
    against: Sequence[str] = ()
    """Tables that the inputs are compared with, and that are not written."""
    output: str | None = None
    matches: str | None = None
    clusters: str | None = None
    rejects: str | None = None
    rows: bool = False
    """The output is rows of a table, which have no place in a folder of articles."""
    strict: bool = False
    """Warnings are findings."""
    quiet: bool = False
    progress: bool = True


@dataclass(frozen=True, slots=True)
class Desk:
    """The open outputs of a command, and what it counted."""

    job: Job
    paths: Sequence[str]
    known_paths: Sequence[str]
    output: Output
    matches: Output | None
    clusters: Output | None
    rejects: Output | None
    bar: ProgressBar
    tally: Tally

    def usable(self, results: Iterable[Item | Reject | Notice]) -> Iterator[Item]:
        """The results without rejects and notices, which go to standard error; rejects are kept where asked for."""
        for result in results:
            if isinstance(result, Notice):
                self._tell(result)
            elif isinstance(result, Reject):
                say(str(result))
                self.tally.add_reject(result)
                if self.rejects is not None:
                    self.rejects.write(to_json(reject_record(result)))
            else:
                yield result

    def _tell(self, notice: Notice) -> None:
        self.tally.warnings += notice.is_warning
        if notice.is_warning or not self.job.quiet:
            say(str(notice))

    def segmented(self) -> Iterator[Segmented]:
        """What each dump of the inputs becomes, in input order."""
        from segment.pipeline import segment_inputs

        for result in self.usable(segment_inputs(self.paths, self.job.config, on_bytes=self.bar.advance)):
            self.tally.add(result)
            self.bar.count(f"{self.tally.dumps:,} dumps, {self.tally.articles:,} articles")
            yield result

    def signed(self, paths: Sequence[str], workers: Workers) -> Iterator[SignedRows]:
        """The rows of tables, in their order, as workers read them."""
        from segment.matching.table import read_signed

        return self.usable(read_signed(paths, self.job.config.read, workers, self.bar.advance))

    def emit(self, item: Article | Residue) -> None:
        """Write one record."""
        if isinstance(item, Article):
            self.output.write(to_json(article_record(item)), item)
        else:
            self.output.write(to_json(residue_record(item)))

    def finish(self) -> int:
        """Say what came out, once it is in its place, and return the exit status."""
        if not self.job.quiet:
            for line in self.tally.summary():
                say(line)
        if self.tally.rejects:
            return InputError.exit_code
        return FINDINGS if self.job.strict and self.tally.warnings else 0


@contextmanager
def open_desk(job: Job) -> Iterator[Desk]:
    """Find the inputs and open the outputs; at the end of the block all of them are complete.

    The main output is completed first, so that no list of matches stands beside articles of an earlier run.
    """
    from segment.readers import expand_inputs, input_bytes

    refuse_same([job.output or "-", job.matches, job.clusters, job.rejects])
    paths, known = (expand_inputs(names, job.config.read) for names in (job.inputs, job.against))
    refuse_known_inputs(known, paths)
    read = [*known, *paths]
    enabled = job.progress and not job.quiet
    with ExitStack() as stack:

        def open_list(target: str | None) -> Output | None:
            return None if target is None else stack.enter_context(open_output(target, inputs=read, folder=False))

        matches, clusters, rejects = map(open_list, (job.matches, job.clusters, job.rejects))
        output = stack.enter_context(open_output(job.output, inputs=read, folder=not job.rows))
        bar = stack.enter_context(ProgressBar(input_bytes(read) if enabled else None, enabled=enabled))
        yield Desk(job, paths, known, output, matches, clusters, rejects, bar, Tally())


def refuse_known_inputs(known: Sequence[str], paths: Sequence[str]) -> None:
    """Raise UsageError where a known file is an input as well: all of its rows would be copies of themselves."""
    from segment.readers.inputs import identify

    inputs = set(map(identify, paths))
    for name in known:
        if identify(name) in inputs:
            message = f"{name}: is input and known at once. Name it in one place only"
            raise UsageError(message)
