"""The command `explain`: why dumps were split as they were, for a person or as JSON."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from segment.cli.console import highlight, is_colourful, printable, say
from segment.config import NO_PROFILE
from segment.emit import open_output, to_json
from segment.errors import InputError, UsageError
from segment.types import Dump, Reject

if TYPE_CHECKING:
    from collections.abc import Iterator

    from segment.config import Config


def explain_input(source: str, config: Config, *, line: int | None, only: str | None, as_json: bool) -> int:
    """Print the explanation of each dump of `source`, or of the one with the id or number `only`.

    Returns the exit status. Raises UsageError if there is no such dump.
    """
    from segment.readers import expand_inputs, read_inputs

    rejects, found = 0, only is None
    with open_output(None) as output:
        for dump in read_inputs(expand_inputs([source], config.read), config.read):
            if not isinstance(dump, Dump):
                say(str(dump))
                rejects += isinstance(dump, Reject)
                continue
            if only is not None and only not in (dump.id, str(dump.index), f"#{dump.index}"):
                continue
            found = True
            for text in _explanation(dump, config, line=line, as_json=as_json):
                output.write(text)
    if not found:
        message = f"{source}: there is no dump with the id or number {only!r}"
        raise UsageError(message)
    return InputError.exit_code if rejects else 0


def propose_profile(source: str, config: Config) -> int:
    """Print a profile for the first text of `source` in which something recurs. Returns the exit status."""
    from segment.profiles import propose
    from segment.readers import expand_inputs, read_inputs

    bare = replace(config.read, profile=NO_PROFILE)
    for dump in read_inputs(expand_inputs([source], bare), bare):
        proposed = propose(dump.text) if isinstance(dump, Dump) else None
        if proposed is not None:
            with open_output(None) as output:
                output.write(proposed.rstrip("\n").encode("utf-8"))
            return 0
    message = f"{source}: no line and no labels recur regularly, so that no profile can be proposed"
    raise UsageError(message)


def _explanation(dump: Dump, config: Config, *, line: int | None, as_json: bool) -> Iterator[bytes]:
    from segment.explain import explain_dump, explain_record

    if as_json:
        yield to_json(explain_record(dump, config.split, line=line))
        return
    colourful = is_colourful()
    for text in map(printable, explain_dump(dump, config.split, line=line)):
        yield (highlight(text) if colourful else text).encode("utf-8")
