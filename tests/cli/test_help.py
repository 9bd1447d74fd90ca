"""The examples of every command: two at least, each of which does what it says on the samples."""

from __future__ import annotations

import inspect
import os
import pathlib
import shutil
import subprocess
import sys
from importlib import import_module

import pytest
from running import DAILY, ROOT, environment

from digestcli.cli import COMMANDS, Command, archive
from digestcli.cli.help import examples, with_examples

SAMPLES = ROOT / "samples"
FOR_A_TERMINAL = frozenset(("browse",))  # in a pipe says so, when it has understood its arguments
FINDINGS = frozenset(("check", "doctor"))  # exit code 1 says that there are some
every_command = pytest.mark.parametrize(
    "command", (*COMMANDS, *archive.COMMANDS), ids=lambda command: command.module
)


def _words(command: Command) -> str:
    return f"archive {command.name}" if command in archive.COMMANDS else command.name


def _examples(command: Command) -> list[str]:
    return examples(inspect.getdoc(import_module(f"digestcli.cli.{command.module}").run) or "")


@pytest.fixture(scope="session")
def filled(tmp_path_factory: pytest.TempPathFactory) -> pathlib.Path:
    """Return a folder with the files that the examples name, and a library of all samples."""
    folder = tmp_path_factory.mktemp("examples")
    home = folder / "home"
    home.mkdir()
    (folder / "bin").mkdir()
    script = folder / "bin" / "digest"
    script.write_text(f'#!/bin/sh\nexec "{sys.executable}" -m digestcli "$@"\n', encoding="utf-8")
    script.chmod(0o755)
    shutil.copytree(SAMPLES, home / "digests")
    shutil.copytree(SAMPLES / "labelled", home / "old")
    (home / "backup").mkdir()
    shutil.copy(DAILY, folder)
    shutil.copy(SAMPLES / "journal-weekly" / "nature-20150528.txt", folder / "guide.txt")
    _run("digest add ~/old ~/digests; digest mark 47 --star", folder)
    _run("digest archive build ~/digests --to archive", folder)
    return folder


def _run(line: str, folder: pathlib.Path) -> subprocess.CompletedProcess[str]:
    variables = {
        **environment(folder),
        "PATH": f"{folder / 'bin'}{os.pathsep}{os.environ['PATH']}",
        "PYTHONPATH": str(ROOT),
        "EDITOR": "true",
    }
    return subprocess.run(
        ["bash", "-o", "pipefail", "-c", line],
        cwd=folder,
        env=variables,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        encoding="utf-8",
        check=False,
    )


@every_command
def test_two_examples(command: Command) -> None:
    found = _examples(command)
    assert len(found) >= 2
    assert all(line.startswith("digest ") for line in found)
    assert f"digest {_words(command)}" in found[0]
    assert max(map(len, found)) <= 78


@pytest.mark.skipif(os.name == "nt", reason="examples are lines of shell")
@every_command
def test_examples_run(command: Command, filled: pathlib.Path, tmp_path: pathlib.Path) -> None:
    library = filled / "library"
    shutil.copytree(library, tmp_path / "kept")
    try:
        _check(command, filled)
    finally:
        shutil.rmtree(library)
        shutil.copytree(tmp_path / "kept", library)


def _check(command: Command, folder: pathlib.Path) -> None:
    for line in _examples(command):
        ran = _run(line, folder)
        if command.name in FOR_A_TERMINAL:
            assert (ran.returncode, f"{command.name} needs a terminal" in ran.stderr) == (2, True), line
            continue
        assert ran.returncode in ((0, 1) if command.name in FINDINGS else (0,)), f"{line}\n{ran.stderr}"
        assert "no entry matches" not in ran.stderr, line
        assert "Traceback" not in ran.stderr


def test_examples_are_lines_of_the_help() -> None:
    text = with_examples("Do it.\n\nMore. Examples: digest a;\n  digest b --c 'd e'")
    assert text == "Do it.\n\nMore.\n\n\b\nExamples:\n  digest a\n  digest b --c 'd e'"
    assert with_examples("Do it.") == "Do it."
