"""Help is complete, the README knows every command, and starting is cheap."""

from __future__ import annotations

from pathlib import Path

import pytest
from typer.main import get_command

from segment.cli.app import app

COMMANDS = get_command(app).commands
README = Path(__file__).parents[2] / "README.md"
HEAVY = {"rich", "pydantic", "numpy", "rapidfuzz", "chardet", "ftfy", "selectolax", "concurrent.futures", "asyncio"}
FOR_WORK = {"orjson", "regex", "segment.pipeline", "segment.matching", "segment.readers"}

LOADED = """
import sys
from segment.cli.entry import run_command
run_command(sys.argv[1:])
print(*sys.modules, file=sys.stderr)
"""


@pytest.mark.parametrize("name", COMMANDS)
def test_help_names_every_option_and_exit_status(call, name):
    result = call(name, "--help")
    text = result.out.decode()
    assert result.status == 0
    for option in (option for parameter in COMMANDS[name].params for option in parameter.opts if option[0] == "-"):
        assert option in text
    for status in (0, 2, 3, 4, 130, 141, 143):
        assert f"\n    {status} " in text


def test_help_names_every_command(call):
    text = call("--help").out.decode()
    assert all(f"\n  {name} " in text for name in COMMANDS)
    assert "\n    143  terminated" in text


@pytest.mark.parametrize("name", COMMANDS)
def test_the_readme_names_every_command(name):
    assert f"segment {name}" in README.read_text(encoding="utf-8")


@pytest.mark.parametrize("name", COMMANDS)
def test_every_parameter_has_help(name):
    assert all(getattr(parameter, "help", "") for parameter in COMMANDS[name].params)


@pytest.mark.parametrize(
    ("args", "banned"),
    [
        (["--help"], HEAVY | FOR_WORK),
        (["split", "--help"], HEAVY | FOR_WORK),
        (["split", "ferry.txt", "-o", "out.jsonl"], HEAVY - {"numpy"}),
    ],
)
def test_starting_loads_no_more_than_needed(place, args, banned):
    import subprocess
    import sys

    done = subprocess.run([sys.executable, "-c", LOADED, *args], capture_output=True, check=True, cwd=place)
    assert not banned & set(done.stderr.decode().split())
