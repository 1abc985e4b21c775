"""The way in and out: one place turns what went wrong into a line on standard error and an exit status."""

from __future__ import annotations

import os
import signal
import sys
from contextlib import contextmanager
from typing import TYPE_CHECKING, NoReturn, cast

import typer
from typer.main import get_command

from segment.cli.console import complain
from segment.errors import OutputError, SegmentError, UsageError

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from types import FrameType

INTERRUPTED = 128 + signal.SIGINT
TERMINATED = 128 + signal.SIGTERM
READER_GONE = 128 + 13  # SIGPIPE, which Windows has no name for

# Typer keeps click's errors to itself, and where depends on its version: this is their UsageError in all of them.
CommandLineError = cast("type[Exception]", typer.BadParameter.__bases__[0])


class Terminated(BaseException):
    """Somebody asked the process to end. No Exception, like KeyboardInterrupt: it is not to be handled on the way."""


def leave_with_status() -> NoReturn:
    """Run the command line and leave with its exit status."""
    status = run_command(sys.argv[1:])
    if status in (OutputError.exit_code, READER_GONE):
        _drop_output()
    sys.exit(status)


def run_command(args: Sequence[str]) -> int:
    """Run one command and return its exit status. Whatever is wrong with the inputs, nothing is raised."""
    try:
        with _raised_on_termination():
            return _invoke(args)
    except CommandLineError as err:
        status, message = UsageError.exit_code, _usage_message(err)
    except SegmentError as err:
        status, message = err.exit_code, str(err)
    except BrokenPipeError:
        return READER_GONE
    except OSError as err:  # help and version are printed by Typer
        status, message = OutputError.exit_code, f"standard output: {err.strerror or err}"
    except KeyboardInterrupt:
        status, message = INTERRUPTED, "interrupted"
    except Terminated:
        status, message = TERMINATED, "terminated"
    complain(message)
    return status


def _invoke(args: Sequence[str]) -> int:
    """Parse and call, as Typer's own entry does, which would answer a closed pipe and an interrupt in its own way."""
    from segment.cli.app import app

    command = get_command(app)
    try:
        with command.make_context("segment", list(args)) as context:
            return cast("int", command.invoke(context))
    except typer.Exit as done:  # --help, --version
        return done.exit_code


def _usage_message(err: Exception) -> str:
    """What Typer says about the arguments, in one line, and where to look."""
    context = getattr(err, "ctx", None)
    command = context.command_path if context is not None else "segment"
    message = " ".join(cast("typer.BadParameter", err).format_message().split())
    return f"{message}{'' if message.endswith(('.', '?')) else '.'} Try '{command} --help'"


@contextmanager
def _raised_on_termination() -> Iterator[None]:
    """Turn SIGTERM into an exception, so that what is half done is put away. By default nothing would be."""

    def end(signum: int, frame: FrameType | None) -> None:
        raise Terminated

    before = signal.getsignal(signal.SIGTERM)
    if before is not signal.SIG_DFL:  # somebody else's, or ignored on purpose
        yield
        return
    signal.signal(signal.SIGTERM, end)
    try:
        yield
    finally:
        signal.signal(signal.SIGTERM, before)


def _drop_output() -> None:
    """Send what standard output still holds nowhere: the shutdown would try again, and complain with status 120."""
    if sys.stdout is None:
        return
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, sys.stdout.fileno())
    os.close(nowhere)
