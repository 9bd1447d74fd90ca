"""Completion: what is offered where, and that bash, zsh and fish put it into the line."""

from __future__ import annotations

import os
import pathlib
import re
import select
import shutil
import subprocess
import sys

import pytest
from running import ROOT, Run, environment

from digestcli.cli.completion import _SCRIPTS
from digestcli.readers import READERS
from digestcli.writers import WRITERS

DAY = "arxiv-daily-2026-01-05"
shells = pytest.mark.parametrize("shell", _SCRIPTS)


@pytest.fixture
def offered(daily: Run, tmp_path: pathlib.Path) -> Run:
    """Return what completes the words given, without what is said about it."""
    assert daily("tag", "47", "+to read", "+todo").code == 0
    assert daily("config", "set", "watch.spin", "title:自旋").code == 0

    def values(*words: str, **how: str) -> list[str]:
        ran = daily("__complete", "--", *words, **how)
        assert (ran.code, ran.err) == (0, "")
        return [line.split("\t")[0] for line in ran.out.splitlines()]

    return values  # type: ignore[return-value]


@pytest.mark.parametrize(
    "words, expected",
    (
        (("sh",), ["show"]),
        (("ta",), ["tag", "tags"]),
        (("--v",), ["--version"]),
        (("list", "--cat"), ["--category"]),
        (("list", "--categoryx"), []),
        (("list", "-c", "q"), ["quant-ph"]),
        (("list", "--category", "cs.C"), ["cs.CL"]),
        (("list", "--category=hep"), ["--category=hep-th"]),
        (("list", "-d", ""), ["latest", DAY]),
        (("list", "-d", "2026"), ["2026-01-05"]),
        (("remove", "arxiv"), [DAY]),
        (("list", "--lang", ""), ["zh", "en", "both"]),
        (("list", "@"), ["@spin"]),
        (("list", "-c", "cs.CL", "ta"), ["tag:"]),
        (("list", "tag:"), ['tag:"to read"', "tag:todo"]),
        (("list", "tag:to"), ["tag:todo"]),
        (("list", "digest:l"), ["digest:latest"]),
        (("search", "(is:st"), ["(is:starred"]),
        (("show", "47"), ["47"]),
        (("show", "1", "4"), ["4", "40", "41", "42", "43", "44", "45", "46", "47", "48", "49"]),
        (("show", "0811"), ["0811.3171"]),
        (("show", "arXiv:0811"), ["arXiv:0811.3171"]),
        (("show", "arx"), [f"{DAY}:"]),
        (("show", f"{DAY}:6"), [f"{DAY}:6", *(f"{DAY}:6{one}" for one in range(7))]),
        (("tag", "47", "+to"), ["+to read", "+todo"]),
        (("tag", "47", "-to"), ["-to read", "-todo"]),
        (("tag", "--q"), ["--query"]),
        (("tag", "47", "--remove", "tod"), ["todo"]),
        (("export", "-f", "bib"), ["bibtex", "biblatex"]),
        (("export", "--columns", "number,title_z"), ["number,title_zh"]),
        (("export", "--style", ""), ["digest", "obsidian"]),
        (("config", "s"), ["show", "set"]),
        (("config", "set", "la"), ["lang", "labels."]),
        (("config", "unset", "wa"), ["watch", "watch.spin"]),
        (("config", "set", "lang", "b"), ["both"]),
        (("add", "sam"), []),
        (("digests", "x"), []),
        (("nothing", ""), []),
    ),
)
def test_offered(offered: Run, words: tuple[str, ...], expected: list[str]) -> None:
    assert offered(*words) == expected  # type: ignore[comparison-overlap]


def test_every_format_is_offered(offered: Run) -> None:
    assert offered("list", "--reader", "") == sorted(one.name for one in READERS)  # type: ignore[comparison-overlap]
    assert offered("export", "--format", "") == [one.name for one in WRITERS]  # type: ignore[comparison-overlap]


@pytest.mark.parametrize(
    "line, expected",
    (
        ("digest list tag:", ['tag:\\"to\\ read\\"', "tag:todo"]),
        ("digest tag 47 '+to", ["+to read", "+todo"]),
        ("digest  list  -c  qu", ["quant-ph"]),
        ("digest list --lang ", ["zh", "en", "both"]),
        ("digest list 'a b' --sc", ["--script"]),
    ),
)
def test_a_line_as_bash_gives_it(offered: Run, daily: Run, line: str, expected: list[str]) -> None:
    assert daily("__complete", "--line", line).out.splitlines() == expected


def test_it_never_fails_loudly(daily: Run, tmp_path: pathlib.Path) -> None:
    (tmp_path / "diary.txt").write_text("Dear diary,\n" * 100, encoding="utf-8")
    (tmp_path / "bad.yaml").write_text("lang: [", encoding="utf-8")
    for how in (
        {"DIGEST_LIBRARY": str(tmp_path / "diary.txt")},
        {"DIGEST_LIBRARY": str(tmp_path / "missing" / "x.db")},
        {"DIGEST_LIBRARY": "", "DIGEST_CONFIG": str(tmp_path / "bad.yaml")},
    ):
        for words in (("list", "-d", ""), ("show", ""), ("list", "@"), ("tag", "+")):
            ran = daily("__complete", "--", *words, **how)
            assert (ran.code, ran.err) == (0, "")
    assert not (tmp_path / "missing").exists()


def test_nothing_of_a_file_steers_the_terminal(two: Run) -> None:
    two("tag", "--query", "shared", "+\x1b[31mred\ttab")
    assert two("__complete", "--", "tag", "1", "+").out == "+␛[31mred tab\t1 papers\n"


def test_it_is_not_in_the_help(digest: Run) -> None:
    assert "__complete" not in digest("--help").out


@shells
def test_the_script(digest: Run, shell: str) -> None:
    assert digest("completion", shell) == (0, _SCRIPTS[shell], "")
    assert shell in digest("completion", shell, terminal=True).err


def _start(shell: str, folder: pathlib.Path, daily_library: pathlib.Path) -> tuple[list[str], dict[str, str]]:
    """Return how to start a shell in which `digest` is on the path and its completion is loaded."""
    (folder / "library").mkdir()
    shutil.copy(daily_library, folder / "library" / "library.db")
    (folder / "bin").mkdir()
    script = folder / "bin" / "digest"
    script.write_text(f'#!/bin/sh\nexec "{sys.executable}" -m digestcli "$@"\n', encoding="utf-8")
    script.chmod(0o755)
    variables = {
        **environment(folder),
        "PATH": f"{folder / 'bin'}{os.pathsep}{os.environ['PATH']}",
        "PYTHONPATH": str(ROOT),
        "LC_ALL": "C.UTF-8",
        "PS1": "> ",
    }
    (folder / "load").write_text(_SCRIPTS[shell], encoding="utf-8")
    options = {"bash": ["--norc", "-i"], "zsh": ["-f", "-i"], "fish": ["--no-config", "-i"]}
    return [shutil.which(shell) or pytest.skip(f"no {shell}"), *options[shell]], variables


def _typed(words: list[str], variables: dict[str, str], folder: pathlib.Path, keys: tuple[str, ...]) -> str:
    """Type into a shell on a terminal, after each piece until it is silent; return all it printed."""
    import pty

    ours, theirs = pty.openpty()
    process = subprocess.Popen(words, cwd=folder, env=variables, stdin=theirs, stdout=theirs, stderr=theirs)
    os.close(theirs)
    printed = _read(ours)
    for piece in keys:
        os.write(ours, piece.encode())
        printed += _read(ours)
    process.kill()
    process.wait(timeout=10)
    os.close(ours)
    return printed


def _read(terminal: int) -> str:
    """Return what a terminal prints until it is silent for a while."""
    found = b""
    while select.select([terminal], [], [], 1.0)[0]:
        found += os.read(terminal, 65_536)
    return found.decode("utf-8", "replace")


@pytest.mark.slow
@pytest.mark.skipif(os.name == "nt", reason="shells of POSIX")
@pytest.mark.parametrize("shell", ("bash", "zsh"))
@pytest.mark.parametrize(
    "begun, line",
    (
        ("digest remo", "digest remove"),
        ("digest list --cat", "digest list --category"),
        ("digest list -c qu", "digest list -c quant-ph"),
        ("digest remove arx", f"digest remove {DAY}"),
        ("digest show 0811", "digest show 0811.3171"),
        (f"digest show {DAY}:51", f"digest show {DAY}:51"),
        ("digest list digest:lat", "digest list digest:latest"),
        ("digest list cate", "digest list category:"),
    ),
)
def test_in_a_shell(
    tmp_path: pathlib.Path, daily_library: pathlib.Path, shell: str, begun: str, line: str
) -> None:
    words, variables = _start(shell, tmp_path, daily_library)
    load = "autoload -Uz compinit && compinit -u; " if shell == "zsh" else ""
    printed = _typed(words, variables, tmp_path, (f"{load}source ./load\r", f"{begun}\t", "\x01echo = \r"))
    assert re.search(f"[\r\n]= {re.escape(line)}", printed), printed


@pytest.mark.slow
@pytest.mark.parametrize(
    "begun, expected",
    (
        ("digest remo", ["remove"]),
        ("digest list -c qu", ["quant-ph"]),
        ("digest remove ", ["latest", DAY]),
        ("digest list cate", ["category:"]),
        (f"digest show {DAY}:6", [f"{DAY}:6", *(f"{DAY}:6{one}" for one in range(7))]),
    ),
)
def test_in_fish(
    tmp_path: pathlib.Path, daily_library: pathlib.Path, begun: str, expected: list[str]
) -> None:
    words, variables = _start("fish", tmp_path, daily_library)
    done = subprocess.run(
        [words[0], "--no-config", "-c", f"source ./load; complete -C '{begun}'"],
        cwd=tmp_path, env=variables, capture_output=True, encoding="utf-8", check=True, stdin=subprocess.DEVNULL,
        timeout=30,
    )  # fmt: skip
    assert sorted(line.split("\t")[0] for line in done.stdout.splitlines()) == sorted(expected)
