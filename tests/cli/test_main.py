"""The program as a whole: help, exit codes, closed pipes, full disks, interrupts, locales."""

from __future__ import annotations

import io
import os
import pathlib
import signal
import sys
import time
from itertools import groupby

import pytest
from entries import make_entry, write_records
from running import DAILY, Ran, Run, Start

import digestcli
from digestcli.__main__ import main
from digestcli.cli import COMMANDS
from digestcli.cli.console import terminal
from digestcli.model import Text

posix = pytest.mark.skipif(os.name == "nt", reason="signals and devices of POSIX")
NAMES = tuple(command.name for command in COMMANDS)


def test_version(digest: Run) -> None:
    assert digest("--version") == (0, f"digest {digestcli.__version__}\n", "")


@pytest.mark.parametrize("option", ("-h", "--help"))
def test_help_lists_every_command(digest: Run, option: str) -> None:
    ran = digest(option)
    assert (ran.code, ran.err) == (0, "")
    places = [ran.out.index(f"\n  {name} ") for name in NAMES]
    assert places == sorted(places)


@pytest.mark.parametrize("name", NAMES)
def test_every_command_has_help(digest: Run, name: str) -> None:
    ran = digest(name, "--help")
    assert (ran.code, ran.err) == (0, "")
    assert digest(name, "-h") == ran


def test_commands_of_one_purpose_stand_together(digest: Run) -> None:
    purposes = [command.purpose for command in COMMANDS]
    assert [one for one, _ in groupby(purposes)] == list(dict.fromkeys(purposes))
    out = digest("--help").out
    assert all(out.count(f"\n{purpose}:\n") == 1 for purpose in purposes)
    assert "completion" not in out.partition("Options:")[2].partition("Read:")[0]


def test_alone_on_an_empty_library(digest: Run, tmp_path: pathlib.Path) -> None:
    ran = digest()
    assert (ran.code, ran.err) == (0, "")
    assert ran.out.count("\n") == 5
    assert "digest add" in ran.out
    assert not (tmp_path / "library").exists()


def test_alone_on_a_library(daily: Run) -> None:
    ran = daily()
    assert (ran.code, ran.err) == (0, "")
    assert ran.out.startswith("1 digest with 66 entries, the newest of 2026-01-05.\n")
    assert ran.out.count("\n") == 5


@pytest.mark.parametrize("arguments", (("nothing",), ("--nothing",), ("list", "--nothing"), ("show",)))
def test_usage(digest: Run, arguments: tuple[str, ...]) -> None:
    ran = digest(*arguments)
    assert (ran.code, ran.out) == (2, "")
    assert "Usage: " in ran.err


EXITS = (
    (0, ("list", "--from", DAILY)),
    (1, ("show", "999", "--from", DAILY)),
    (2, ("list", "--since", "never")),
    (65, ("list", "--from", "diary.txt")),
    (66, ("list", "--from", "missing.md")),
    (73, ("export", "--from", DAILY, "-o", "diary.txt", "-f", "csv")),
    (74, ("list", "--library", "diary.txt")),
)


@pytest.mark.parametrize("code, arguments", EXITS)
def test_exit_codes(digest: Run, tmp_path: pathlib.Path, code: int, arguments: tuple[str, ...]) -> None:
    (tmp_path / "diary.txt").write_text("Dear diary,\n" * 100, encoding="utf-8")
    ran = digest(*arguments)
    assert ran.code == code
    assert bool(ran.out) == (code == 0)
    assert bool(ran.err) == (code != 0)
    assert "Traceback" not in ran.err


def test_exit_code_of_the_program(program: Run, tmp_path: pathlib.Path) -> None:
    (tmp_path / "diary.txt").write_text("Dear diary,\n", encoding="utf-8")
    ran = program("list", "--from", "diary.txt")
    assert (ran.code, ran.out) == (65, "")
    assert ran.err.startswith("digest: diary.txt: no reader knows this format\n")


@pytest.mark.parametrize(
    "arguments",
    (
        ("list",), ("list", "--json"), ("export",), ("export", "-f", "yaml"), ("show", *range(1, 67)),
        ("list", "--color", "always"), ("show", "--color", "always", *range(1, 67)), ("show", "999", "1"),
    ),
)  # fmt: skip
def test_a_closed_pipe_ends_quietly(
    command: Start, tmp_path: pathlib.Path, arguments: tuple[object, ...]
) -> None:
    entries = [make_entry(number, abstract=Text(en="long " * 200)) for number in range(1, 400)]
    path = write_records(tmp_path / "x.jsonl", entries)
    process = command(*arguments, "--from", path)
    assert process.stdin
    assert process.stdout
    assert process.stderr
    process.stdout.close()
    error = process.stderr.read().decode()
    assert "Traceback" not in error
    assert "Exception" not in error
    failing = "999" in arguments
    assert failing or error == ""
    assert process.wait(timeout=30) == (1 if failing else 0)
    process.stdin.close()
    process.stderr.close()


@posix
def test_head(command: Start, tmp_path: pathlib.Path) -> None:
    entries = [make_entry(number, tldr=Text(en="long " * 2_000)) for number in range(1, 200)]
    process = command("list", "--from", write_records(tmp_path / "x.jsonl", entries))
    assert process.stdin
    assert process.stdout
    assert process.stderr
    assert process.stdout.readline().startswith(b"number\t")
    process.stdout.close()
    assert process.stderr.read() == b""
    assert process.wait(timeout=30) == 0
    process.stdin.close()
    process.stderr.close()


@pytest.mark.skipif(not os.path.exists("/dev/full"), reason="no full disk here")
@pytest.mark.parametrize("arguments", (("list",), ("export",), ("show", "47"), ("formats",)))
def test_a_full_disk(program: Run, arguments: tuple[str, ...]) -> None:
    source = () if arguments == ("formats",) else ("--from", DAILY)
    with open("/dev/full", "w", encoding="utf-8") as full:
        ran = program(*arguments, *source, stdout=full)
    assert (ran.code, ran.err) == (74, "digest: standard output: No space left on device\n")


@posix
def test_an_interrupt(command: Start) -> None:
    process = command("list", "--from", "-")
    time.sleep(1.0)  # until it waits for its input
    process.send_signal(signal.SIGINT)
    out, err = process.communicate(timeout=30)
    assert (process.returncode, out, err) == (130, b"", b"")


def test_an_interrupt_in_a_command(digest: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupt(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("digestcli.ingest.read_source", interrupt)
    assert digest("list", "--from", DAILY) == (130, "", "")


@pytest.mark.parametrize("error, code", ((BrokenPipeError(), 0), (OSError(5, "Input/output error"), 74)))
def test_output_that_fails(digest: Run, monkeypatch: pytest.MonkeyPatch, error: OSError, code: int) -> None:
    def fail(_: object) -> None:
        raise error

    monkeypatch.setattr("digestcli.cli.formats.lines", fail)
    said = "digest: standard output: Input/output error\n" if code else ""
    assert digest("formats") == (code, "", said)


def test_rich_leaves_a_broken_pipe_to_us() -> None:
    with pytest.raises(BrokenPipeError):
        terminal("always").on_broken_pipe()


def test_an_error_of_the_system_that_nobody_expected(digest: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise PermissionError(13, "Permission denied", "secret.md")

    monkeypatch.setattr("digestcli.ingest.read_source", refuse)
    assert digest("list", "--from", DAILY) == (74, "", "digest: secret.md: Permission denied\n")


LOCALES: tuple[dict[str, str], ...] = (
    {},
    {"LC_ALL": "C"},
    {"LC_ALL": "C", "PYTHONUTF8": "0"},
    {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"},
    {"LC_ALL": "POSIX", "PYTHONUTF8": "1"},
    {"LC_ALL": "en_US.ISO-8859-1", "PYTHONUTF8": "0"},
)


@pytest.mark.parametrize("variables", LOCALES, ids=lambda given: " ".join(map("=".join, given.items())))
def test_pipes_are_utf_8_in_every_locale(
    program: Run, tmp_path: pathlib.Path, variables: dict[str, str]
) -> None:
    (tmp_path / "清单.yaml").write_text(
        "- title: 量子纠缠\n  category: 物理學\n  authors: [張三]\n", encoding="utf-8"
    )
    name = "清单.yaml".encode()
    ran = program("list", "--from", name, "-c", "物理学".encode(), "--author", "张三".encode(), env=variables)
    assert (ran.code, ran.err) == (0, "")
    assert ran.lines()[0][2:5] == ["物理學", "量子纠缠", "張三"]
    assert program("add", name, env=variables) == (0, "", "1 added (1 entry)\n")
    assert program("add", name, env=LOCALES[0]) == (0, "", "1 unchanged (0 entries)\n")
    ran = program("show", "-", "没有".encode(), stdin="1\n量子\n".encode(), env=variables)
    assert ran.code == 1
    assert ran.out.startswith("[1] 量子纠缠\n")
    assert "nothing matches '没有'" in ran.err
    assert "nothing matches '量子'" in ran.err


@pytest.mark.parametrize("encoding", ("ascii", "gbk", "latin-1", "ascii:strict", "utf-8"))
def test_an_encoding_that_was_asked_for(command: Start, encoding: str) -> None:
    process = command("show", "47", "--from", DAILY, env={"PYTHONIOENCODING": encoding})
    out, err = process.communicate(timeout=30)
    assert (process.returncode, err) == (0, b"")
    text = out.decode(encoding.split(":", maxsplit=1)[0])
    assert text.startswith("[47] Quantum algorithm")
    assert ("提出" in text) == (encoding in ("gbk", "utf-8"))


def test_line_ends_are_the_same_everywhere(digest: Run) -> None:
    assert "\r" not in digest("list", "--from", DAILY).out
    assert "\r\n" in digest("export", "--from", DAILY).out


def test_streams_that_are_no_files(monkeypatch: pytest.MonkeyPatch) -> None:
    out = io.StringIO()
    monkeypatch.setattr(sys, "argv", ["digest", "--version"])
    monkeypatch.setattr(sys, "stdin", None)
    monkeypatch.setattr(sys, "stdout", out)
    monkeypatch.setattr(sys, "excepthook", sys.excepthook)
    with pytest.raises(SystemExit) as done:
        main()
    assert done.value.code == 0
    assert out.getvalue().startswith("digest ")


def test_run_as_a_module(program: Run) -> None:
    assert program("--version") == Ran(0, f"digest {digestcli.__version__}\n", "")
