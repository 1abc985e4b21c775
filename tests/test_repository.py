"""House rules that no other tool checks."""

from __future__ import annotations

import ast
import importlib
import os
import pkgutil
import re
import shutil
import stat
import subprocess
import sys
from pathlib import Path

import pytest

import segment
from segment import errors

ROOT = Path(__file__).parent.parent
MODULES = sorted((ROOT / "segment").rglob("*.py"))
FORBIDDEN_MODULES = {"pickle", "cPickle", "dill", "marshal", "shelve", "yaml"}
"""They run what they read, or may."""
FORBIDDEN_CALLS = {"eval", "exec", "compile", "__import__"}
HEAVY = {"rapidfuzz", "rich", "selectolax", "ftfy", "markdown_it", "concurrent.futures", "multiprocessing"}
"""Their import takes long, and splitting needs none of them; NumPy it does need."""


COMPILED = {".pyc", ".so", ".pyd"}


def name_of(path):
    return path.relative_to(ROOT).as_posix()


def parse(path):
    return ast.parse(path.read_text("utf-8"))


def imported(node):
    """The packages that an import statement names."""
    if isinstance(node, ast.Import):
        return {alias.name.partition(".")[0] for alias in node.names}
    if isinstance(node, ast.ImportFrom) and node.level == 0:
        return {(node.module or "").partition(".")[0]}
    return set()


def tracked_files():
    """What the project consists of, whether git is there or not."""
    if shutil.which("git") and (ROOT / ".git").exists():
        command = ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
        listed = subprocess.run(command, cwd=ROOT, capture_output=True, check=False)
        if listed.returncode == 0:
            return [
                path for name in listed.stdout.split(b"\0") if name and (path := ROOT / os.fsdecode(name)).is_file()
            ]
    parts = ("segment", "tests", "fixtures", "benchmarks", "docs", ".ci")
    found = (path for part in parts for path in (ROOT / part).rglob("*"))
    return [path for path in found if path.is_file() and path.suffix not in COMPILED]


@pytest.mark.parametrize("path", MODULES, ids=name_of)
def test_module_says_what_it_is_for(path):
    assert ast.get_docstring(parse(path))


@pytest.mark.parametrize("path", MODULES, ids=name_of)
def test_module_runs_nothing_that_it_reads(path):
    for node in ast.walk(parse(path)):
        assert not imported(node) & FORBIDDEN_MODULES
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
            assert node.func.id not in FORBIDDEN_CALLS


@pytest.mark.parametrize("path", MODULES, ids=name_of)
def test_module_hides_no_bug_behind_a_broad_except(path):
    for node in ast.walk(parse(path)):
        if isinstance(node, ast.ExceptHandler):
            assert node.type is not None
            caught = {item.id for item in ast.walk(node.type) if isinstance(item, ast.Name)}
            assert "Exception" not in caught
            # Cleaning up is for every case; what went wrong is then raised again.
            assert "BaseException" not in caught or raises_again(node)


def raises_again(handler):
    last = handler.body[-1]
    return isinstance(last, ast.Raise) and last.exc is None


def test_splitting_imports_nothing_heavy():
    code = "import sys, segment; segment.split('The ferry was late.'); print(*sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert set(done.stdout.split()) & HEAVY == set()


def errors_below(parent):
    for child in parent.__subclasses__():
        yield child
        yield from errors_below(child)


def test_every_error_has_an_exit_status_of_the_contract():
    for module in pkgutil.walk_packages(segment.__path__, "segment."):
        if not module.name.endswith("__main__"):
            importlib.import_module(module.name)
    family = {errors.SegmentError, *errors_below(errors.SegmentError)}
    assert {error.__name__: error.exit_code for error in family if error.exit_code not in (2, 3, 4)} == {}
    assert [error.__name__ for error in family if not error.__doc__] == []


def test_every_input_error_has_a_code_of_its_own():
    codes = [error.code for error in (errors.InputError, *errors_below(errors.InputError))]
    assert len(set(codes)) == len(codes)
    assert all(re.fullmatch(r"SEG\d{3}", code) for code in codes)


PRIVATE = re.compile(rb"/(?:home|Users)/[A-Za-z]|/(?:root|work|tmp|mnt|opt|srv|workspace)/[\w.-]|\b[A-Z]:\\\\?Users")
"""Paths of somebody's machine."""


def test_no_file_names_a_path_of_somebody_s_machine():
    found = {}
    for path in tracked_files():
        if path == Path(__file__):
            continue
        for number, line in enumerate(path.read_bytes().split(b"\n"), 1):
            if PRIVATE.search(line):
                found[f"{name_of(path)}:{number}"] = line.decode("utf-8", "replace")[:120]
    assert found == {}


def test_changelog_has_an_unreleased_part():
    changelog = (ROOT / "CHANGELOG.md").read_text("utf-8")
    assert re.search(r"^## Unreleased\n\n### \w+\n\n- ", changelog, re.MULTILINE)


@pytest.mark.parametrize("name", ["run", "test"])
def test_readme_marks_the_commands_that_the_ci_runs(name):
    readme = (ROOT / "README.md").read_text("utf-8")
    blocks = re.findall(rf"^<!-- command: {name} -->\n\s*```sh\n(.+?)^```$", readme, re.MULTILINE | re.DOTALL)
    assert len(blocks) == 1


@pytest.mark.parametrize("name", ["segment"])
def test_the_package_ships_its_types(name):
    assert (ROOT / name / "py.typed").is_file()


@pytest.mark.skipif(sys.platform == "win32", reason="Windows knows no such mode")
def test_the_ci_can_be_run():
    assert (ROOT / ".ci" / "run").stat().st_mode & stat.S_IXUSR


def test_tests_and_fixtures_have_one_name_each():
    names = [name_of(path).casefold() for path in tracked_files()]
    assert len(set(names)) == len(names)
