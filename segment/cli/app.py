"""The commands: they parse, call and print."""

from __future__ import annotations

import sys
from typing import Annotated

import typer

from segment import __version__
from segment.cli import options as opt
from segment.cli.command import Command, Group
from segment.config import DEFAULT

EXIT_STATUSES = """\b
Exit status:
  0    done
  1    findings: a measure below --fail-under, a warning with --strict
  2    wrong usage: unknown option, missing file, an extra that is not there
  3    some inputs could not be used, wholly or in part; the rest is written
  4    the output could not be written; what stood there before still stands
  130  interrupted
  141  the reader of the pipe went away
  143  terminated
"""

app = typer.Typer(
    name="segment",
    cls=Group,
    add_completion=False,  # its set-up would be most of the time that --help takes
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
    epilog=EXIT_STATUSES,
)


def _print_version(asked: bool) -> None:
    if asked:
        typer.echo(f"segment {__version__}")
        raise typer.Exit


@app.callback(invoke_without_command=True)
def segment(
    context: typer.Context,
    version: Annotated[
        bool, typer.Option("--version", help="Show the version and exit.", callback=_print_version, is_eager=True)
    ] = False,
) -> None:
    """Turn raw scraped text dumps into clean articles."""
    if context.invoked_subcommand is None:
        typer.echo(context.get_help(), err=True)
        raise typer.Exit(2)


@app.command(cls=Command, epilog=EXIT_STATUSES)
def run(
    inputs: opt.Inputs,
    *,
    output: opt.OutputTarget = None,
    unique: opt.Unique = False,
    matches: opt.MatchesTarget = None,
    clusters: opt.ClustersTarget = None,
    rejects: opt.RejectsTarget = None,
    residue: opt.KeepResidue = False,
    relations: opt.Relations = opt.DEFAULT_RELATIONS,
    threshold: opt.Threshold = opt.DEFAULT_THRESHOLD,
    memory: opt.Memory = opt.DEFAULT_MEMORY,
    single: opt.Single = DEFAULT.split.single,
    profile: opt.Profile = DEFAULT.read.profile,
    strict: opt.Strict = False,
    detector: opt.Detector = DEFAULT.split.language_detector,
    weights: opt.WeightsFile = DEFAULT.split.weights,
    text_field: opt.TextField = DEFAULT.read.text_field,
    id_field: opt.IdField = DEFAULT.read.id_field,
    input_format: opt.Format = DEFAULT.read.input_format,
    encoding: opt.Encoding = DEFAULT.read.encoding,
    jobs: opt.Jobs = str(DEFAULT.jobs),
    quiet: opt.Quiet = False,
    no_progress: opt.NoProgress = False,
) -> int:
    """Split dumps into clean articles and find the copies among them.

    Writes one JSON object per article; `segment schema` describes it.
    """
    from segment.cli import work
    from segment.cli.desk import Job

    config = opt.build_config(
        text_field=text_field,
        id_field=id_field,
        input_format=input_format,
        encoding=encoding,
        single=single,
        profile=profile,
        residue=residue,
        detector=detector,
        weights=weights,
        jobs=jobs,
    )
    job = Job(
        inputs=inputs,
        config=opt.with_matching(config, relations=relations, threshold=threshold, memory=memory),
        output=output,
        matches=matches,
        clusters=clusters,
        rejects=rejects,
        strict=strict,
        quiet=quiet,
        progress=not no_progress,
    )
    return work.run(job, residue=residue, unique=unique)


@app.command(cls=Command, epilog=EXIT_STATUSES)
def split(
    inputs: opt.Inputs,
    *,
    output: opt.OutputTarget = None,
    rejects: opt.RejectsTarget = None,
    residue: opt.KeepResidue = False,
    single: opt.Single = DEFAULT.split.single,
    profile: opt.Profile = DEFAULT.read.profile,
    strict: opt.Strict = False,
    detector: opt.Detector = DEFAULT.split.language_detector,
    weights: opt.WeightsFile = DEFAULT.split.weights,
    text_field: opt.TextField = DEFAULT.read.text_field,
    id_field: opt.IdField = DEFAULT.read.id_field,
    input_format: opt.Format = DEFAULT.read.input_format,
    encoding: opt.Encoding = DEFAULT.read.encoding,
    jobs: opt.Jobs = str(DEFAULT.jobs),
    quiet: opt.Quiet = False,
    no_progress: opt.NoProgress = False,
) -> int:
    """Split dumps into clean articles, without looking for copies."""
    from segment.cli import work
    from segment.cli.desk import Job

    config = opt.build_config(
        text_field=text_field,
        id_field=id_field,
        input_format=input_format,
        encoding=encoding,
        single=single,
        profile=profile,
        residue=residue,
        detector=detector,
        weights=weights,
        jobs=jobs,
    )
    job = Job(
        inputs=inputs,
        config=config,
        output=output,
        rejects=rejects,
        strict=strict,
        quiet=quiet,
        progress=not no_progress,
    )
    return work.split(job, residue=residue)


@app.command(cls=Command, epilog=EXIT_STATUSES)
def dedup(
    inputs: opt.Inputs,
    *,
    output: opt.RowsTarget = None,
    unique: opt.Unique = False,
    matches: opt.MatchesTarget = None,
    clusters: opt.ClustersTarget = None,
    rejects: opt.RejectsTarget = None,
    against: opt.Against = None,
    relations: opt.Relations = opt.DEFAULT_RELATIONS,
    threshold: opt.Threshold = opt.DEFAULT_THRESHOLD,
    group_by: opt.GroupBy = None,
    keep: opt.KeepRow = DEFAULT.match.keep,
    date_field: opt.DateField = DEFAULT.match.date_field,
    memory: opt.Memory = opt.DEFAULT_MEMORY,
    text_field: opt.TextField = DEFAULT.read.text_field,
    id_field: opt.IdField = DEFAULT.read.id_field,
    input_format: opt.Format = DEFAULT.read.input_format,
    encoding: opt.Encoding = DEFAULT.read.encoding,
    jobs: opt.Jobs = str(DEFAULT.jobs),
    quiet: opt.Quiet = False,
    no_progress: opt.NoProgress = False,
) -> int:
    """Find copies, teasers and excerpts among the rows of JSONL files.

    Adds cluster, duplicate_of, relation and score to each row; the order is kept, and so is all else of a row. A
    table of the clusters goes to standard error.
    """
    from segment.cli import work
    from segment.cli.desk import Job

    config = opt.build_config(
        text_field=text_field, id_field=id_field, input_format=input_format, encoding=encoding, jobs=jobs
    )
    config = opt.with_matching(
        config,
        relations=relations,
        threshold=threshold,
        memory=memory,
        keep=keep,
        date_field=date_field,
        group_by=group_by,
    )
    job = Job(
        inputs=inputs,
        config=config,
        against=against or (),
        output=output,
        matches=matches,
        clusters=clusters,
        rejects=rejects,
        rows=True,
        quiet=quiet,
        progress=not no_progress,
    )
    return work.dedup(job, unique=unique)


@app.command(cls=Command, epilog=EXIT_STATUSES)
def explain(
    source: opt.Input,
    *,
    line: opt.Line = None,
    dump: opt.OnlyDump = None,
    json: opt.AsJson = False,
    single: opt.Single = DEFAULT.split.single,
    propose: opt.Propose = False,
    read_as: opt.ReadAs = DEFAULT.read.profile,
    weights: opt.WeightsFile = DEFAULT.split.weights,
    text_field: opt.TextField = DEFAULT.read.text_field,
    id_field: opt.IdField = DEFAULT.read.id_field,
    input_format: opt.Format = DEFAULT.read.input_format,
    encoding: opt.Encoding = DEFAULT.read.encoding,
) -> int:
    """Show why: the blocks, their roles, the boundaries and the cues."""
    from segment.cli.explain import explain_input, propose_profile

    config = opt.build_config(
        text_field=text_field,
        id_field=id_field,
        input_format=input_format,
        encoding=encoding,
        single=single,
        profile=read_as,
        weights=weights,
    )
    if propose:
        return propose_profile(source, config)
    number = None if line is None else opt.parse_number("--line", line, sys.maxsize)
    return explain_input(source, config, line=number, only=dump, as_json=json)


@app.command(name="eval", cls=Command, epilog=EXIT_STATUSES)
def evaluate(
    gold: opt.Gold,
    predictions: opt.Predictions = None,
    *,
    system: opt.System = None,
    compare: opt.Compare = None,
    output: opt.ResultTarget = None,
    form: opt.ResultForm = None,
    page: opt.Page = None,
    fail_under: opt.FailUnder = None,
    tolerance: opt.Tolerance = str(DEFAULT.evaluate.tolerance),
    unit: opt.Unit = DEFAULT.evaluate.unit,
    worst: opt.Worst = str(DEFAULT.evaluate.worst),
    gold_format: opt.GoldForm = "auto",
    single: opt.Single = DEFAULT.split.single,
    weights: opt.WeightsFile = DEFAULT.split.weights,
    text_field: opt.TextField = DEFAULT.read.text_field,
    id_field: opt.IdField = DEFAULT.read.id_field,
    encoding: opt.Encoding = DEFAULT.read.encoding,
    jobs: opt.Jobs = str(DEFAULT.jobs),
    quiet: opt.Quiet = False,
    no_progress: opt.NoProgress = False,
) -> int:
    """Measure how well dumps are split, or copies found, against gold.

    Shows every measure with its 95 % interval (bootstrap over the dumps), and the dumps that went worst.
    """
    from segment.cli.evaluate import EvalJob, choose_form, choose_systems, evaluate_gold

    config = opt.build_config(
        text_field=text_field,
        id_field=id_field,
        input_format=DEFAULT.read.input_format,
        encoding=encoding,
        single=single,
        weights=weights,
        jobs=jobs,
    )
    job = EvalJob(
        gold=gold,
        systems=choose_systems(predictions, system, compare),
        gold_format=opt.check_gold_format(gold_format),
        config=opt.with_evaluation(config, tolerance=tolerance, unit=unit, worst=worst),
        floors=fail_under,
        form=choose_form(form and opt.check_choice("--format", form, opt.RESULT_FORMATS), output),
        output=output,
        page=page,
        quiet=quiet,
        progress=not no_progress,
    )
    return evaluate_gold(job)


@app.command(cls=Command, epilog=EXIT_STATUSES)
def fit(
    gold: opt.GoldFiles,
    *,
    pages: opt.GoldPages = None,
    output: opt.WeightsTarget,
    seed: opt.Seed = "0",
    encoding: opt.Encoding = DEFAULT.read.encoding,
    jobs: opt.Jobs = str(DEFAULT.jobs),
    quiet: opt.Quiet = False,
) -> int:
    """Learn the weights of the cues from gold dumps.

    The same gold, seed and libraries give the same weights, whatever the number of jobs. Needs the extra `fit`.
    """
    from segment.cli.fit import fit_gold

    config = opt.build_config(
        text_field=DEFAULT.read.text_field,
        id_field=DEFAULT.read.id_field,
        input_format=DEFAULT.read.input_format,
        encoding=encoding,
        jobs=jobs,
    )
    number = opt.parse_number("--seed", seed, sys.maxsize, smallest=0)
    return fit_gold(gold, pages or [], config, output=output, seed=number, quiet=quiet)


@app.command(cls=Command, epilog=EXIT_STATUSES)
def schema(
    name: Annotated[
        str | None, typer.Argument(help="article, residue, match, cluster, reject or eval; all of them by default.")
    ] = None,
) -> int:
    """Print the JSON Schema of the records."""
    import orjson

    from segment.emit import SCHEMA_NAMES, bundled_schema, load_schema, open_output

    chosen = bundled_schema() if name is None else load_schema(opt.check_choice("NAME", name, SCHEMA_NAMES))
    with open_output(None) as output:
        output.write(orjson.dumps(chosen, option=orjson.OPT_INDENT_2))
    return 0
