"""The command line as others see it: arguments in, bytes and an exit status out."""

from __future__ import annotations

import os
import subprocess
import sys
from typing import NamedTuple

import orjson
import pytest

from segment.cli.entry import run_command

# Shells let background jobs ignore an interrupt; a test must not depend on how it was started.
PROGRAM = (
    "import signal; signal.signal(signal.SIGINT, signal.default_int_handler); from segment.cli import main; main()"
)
COMMAND = [sys.executable, "-c", PROGRAM]

# One sentence each: however dumps are split, these stay whole.
FERRY = (
    "The new ferry left the harbour of Nordvik at noon on Monday, with three hundred people on board and a band on the "
    "quay, while Mara Lindqvist, who has sold tickets there for thirty years, said that the old ship took eighty.\n"
)
BAKERY = (
    "Two brothers have opened a bakery in the old customs house, where Jon and Aksel Aho make rye bread after a recipe "
    "of their grandmother, and on Saturday they had sold all of it before the church bells rang at nine.\n"
)


class Result(NamedTuple):
    """What a command left behind."""

    status: int
    out: bytes
    err: str

    @property
    def records(self):
        return [orjson.loads(line) for line in self.out.splitlines()]


@pytest.fixture
def place(tmp_path, monkeypatch):
    """The current folder, with two dumps in it."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "ferry.txt").write_text(FERRY)
    (tmp_path / "bakery.txt").write_text(BAKERY)
    return tmp_path


@pytest.fixture
def call(capfdbinary):
    """Run a command in this process."""

    def run(*args):
        capfdbinary.readouterr()
        status = run_command([os.fspath(arg) for arg in args])
        out, err = capfdbinary.readouterr()
        return Result(status, out, err.decode())

    return run


@pytest.fixture
def spawn(place):
    """Run a command in a process of its own, with `data` as its standard input."""

    def run(*args, data=b"", env=None, stdout=subprocess.PIPE):
        done = subprocess.run(
            [*COMMAND, *args],
            check=False,
            input=data,
            stdout=stdout,
            stderr=subprocess.PIPE,
            cwd=place,
            env={**os.environ, **(env or {})},
            timeout=60,
        )
        return Result(done.returncode, done.stdout or b"", done.stderr.decode())

    return run


def names(folder):
    return sorted(path.name for path in folder.iterdir())
