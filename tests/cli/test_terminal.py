"""What a person sees on a terminal: a table that fits, a card, colour only where it is wanted."""

from __future__ import annotations

import os
import pathlib
import re

import pytest
from entries import make_entry, write_records
from running import DAILY, Run, Start

from digestcli.model import Text

ESCAPE = re.compile(r"\x1b\[[0-9;]*m|\x1b\]8;[^\x1b]*\x1b\\")  # colour, and links (OSC 8)
VIEWS = (("list",), ("show", "47"), ("categories",))


@pytest.mark.parametrize("arguments", (*VIEWS, ("digests",)))
def test_colour_on_a_terminal(daily: Run, arguments: tuple[str, ...]) -> None:
    ran = daily(*arguments, terminal=True)
    assert (ran.code, ran.err) == (0, "")
    assert ESCAPE.search(ran.out)
    assert "\x1b" not in ESCAPE.sub("", ran.out)


@pytest.mark.parametrize("arguments", VIEWS)
@pytest.mark.parametrize(
    "options, variables",
    (
        ((), {"NO_COLOR": "1"}),
        ((), {"TERM": "dumb"}),
        (("--color", "never"), {}),
        (("--color", "never"), {"FORCE_COLOR": "1"}),
        (("--color", "auto"), {"NO_COLOR": "1", "COLORTERM": "truecolor"}),
    ),
)
def test_no_escape_codes(
    daily: Run, arguments: tuple[str, ...], options: tuple[str, ...], variables: dict[str, str]
) -> None:
    ran = daily(*arguments, *options, terminal=True, **variables)
    assert (ran.code, ran.err) == (0, "")
    assert "\x1b" not in ran.out
    assert ran.out == ESCAPE.sub("", daily(*arguments, terminal=True).out)


@pytest.mark.parametrize("arguments", VIEWS)
@pytest.mark.parametrize("variables", ({}, {"NO_COLOR": "1"}, {"TERM": "dumb"}))
@pytest.mark.parametrize("terminal", (True, False))
def test_colour_always(
    daily: Run, arguments: tuple[str, ...], variables: dict[str, str], *, terminal: bool
) -> None:
    ran = daily(*arguments, "--color", "always", terminal=terminal, **variables)
    assert (ran.code, ran.err) == (0, "")
    assert ESCAPE.search(ran.out)


@pytest.mark.parametrize("arguments", (*VIEWS, ("digests",), ("export",)))
def test_never_in_a_pipe_unasked(daily: Run, arguments: tuple[str, ...]) -> None:
    for variables in ({}, {"TERM": "xterm-256color", "COLORTERM": "truecolor"}, {"FORCE_COLOR": "1"}):
        assert "\x1b" not in daily(*arguments, **variables).out


@pytest.mark.parametrize(
    "width, header",
    (
        ("40", "number title"),
        ("71", "number title"),
        ("72", "number category title tldr"),
        ("110", "number category title date tldr"),
        ("150", "number category title authors date tldr"),
        ("400", "number category title authors date tldr"),
    ),
)
def test_the_table_fits(daily: Run, width: str, header: str) -> None:
    from rich.cells import cell_len

    ran = daily("list", "-c", "quant-ph", terminal=True, COLUMNS=width, NO_COLOR="1")
    lines = ran.out.split("\n")
    assert " ".join(lines[0].split()) == header
    assert len(lines) == 2 + 24 + 1
    assert max(map(cell_len, lines)) <= int(width)
    assert any(line.split()[0] == "47" for line in lines[2:-1])
    assert "…" in ran.out or width == "400"


def test_the_card(daily: Run) -> None:
    from rich.cells import cell_len

    ran = daily("show", "47", terminal=True, COLUMNS="60", NO_COLOR="1")
    lines = [line.rstrip() for line in ran.out.split("\n")]
    assert lines[0] == "[47] Quantum algorithm for solving linear systems of"
    assert max(map(cell_len, lines)) <= 60
    assert "DOI       10.48550/arXiv.0811.3171" in lines
    assert lines[lines.index("TL;DR") - 1] == ""
    assert lines[lines.index("TL;DR") + 1].startswith("  提出 HHL")
    assert daily("show", "46", "47", terminal=True).out.count("TL;DR") == 2


def test_a_url_is_never_broken(digest: Run, tmp_path: pathlib.Path) -> None:
    url = "https://example.org/" + "x" * 200
    path = write_records(tmp_path / "x.jsonl", [make_entry(url=url, title=Text(zh="量子"))])
    assert url in digest("show", "1", "--from", path, terminal=True, COLUMNS="40").out


def test_a_console_that_cannot_show_chinese(daily: Run) -> None:
    for arguments in VIEWS:
        ran = daily(*arguments, terminal=True, encoding="ascii")
        assert (ran.code, ran.err) == (0, "")
    assert "? HHL" in daily("show", "47", terminal=True, encoding="ascii").out


@pytest.mark.skipif(os.name == "nt", reason="pseudo-terminals of POSIX")
@pytest.mark.parametrize("arguments", (("list", "-c", "quant-ph"), ("show", "47")))
def test_on_a_real_terminal(command: Start, arguments: tuple[str, ...]) -> None:
    pty = pytest.importorskip("pty")
    ours, theirs = pty.openpty()
    process = command(*arguments, "--from", DAILY, stdout=theirs, stderr=theirs, env={"COLUMNS": "100"})
    os.close(theirs)
    pieces = []
    try:
        while piece := os.read(ours, 65_536):
            pieces.append(piece)
    except OSError:
        pass
    os.close(ours)
    assert process.stdin
    process.stdin.close()
    assert process.wait(timeout=30) == 0
    output = b"".join(pieces).decode("utf-8")
    assert ESCAPE.search(output)
    assert "\x1b" not in ESCAPE.sub("", output)
    assert "47" in output
