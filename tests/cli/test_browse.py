"""`digest browse` from the command line: what is said before the screen changes."""

from __future__ import annotations

import pathlib
import sys

import pytest
from running import Run, Stream

from digestcli.browse.app import Browser

TERMINAL = "browse needs a terminal"


@pytest.fixture
def opened(monkeypatch: pytest.MonkeyPatch) -> list[Browser]:
    """Return the browsers that are opened; none is run."""
    found: list[Browser] = []

    def run(self: Browser) -> None:
        found.append(self)

    monkeypatch.setenv("NO_COLOR", "")  # so that it is as before afterwards: --color never sets it
    monkeypatch.delenv("NO_COLOR")
    monkeypatch.setattr(Browser, "run", run)
    monkeypatch.setattr(Stream, "isatty", lambda _: True)
    return found


def test_not_in_a_pipe(daily: Run) -> None:
    ran = daily("browse")
    assert (ran.code, ran.out) == (2, "")
    assert ran.err == (
        "digest: browse needs a terminal\n  hint: in a pipe use `digest list` or `digest search`\n"
    )


def test_not_from_a_pipe(daily: Run) -> None:
    ran = daily("browse", terminal=True)
    assert (ran.code, ran.out) == (2, "")
    assert TERMINAL in ran.err


def test_without_textual(daily: Run, opened: list[Browser], monkeypatch: pytest.MonkeyPatch) -> None:
    for name in [name for name in sys.modules if name.startswith("digestcli.browse")]:
        monkeypatch.delitem(sys.modules, name)
    for name in [name for name in sys.modules if name.partition(".")[0] == "textual"]:
        monkeypatch.setitem(sys.modules, name, None)
    ran = daily("browse")
    assert (ran.code, ran.out) == (2, "")
    assert ran.err == ("digest: browse needs the package textual\n  hint: pip install 'digestcli[browse]'\n")
    assert not opened


@pytest.mark.parametrize(
    "arguments, code, said",
    (
        (("(bell",), 2, "query, column 1: this bracket is not closed"),
        (("--digest", "nothing"), 1, "no digest 'nothing' in the library"),
        (("--since", "never"), 2, "never"),
    ),
)
def test_what_is_wrong_is_said_at_once(
    daily: Run, opened: list[Browser], arguments: tuple[str, ...], code: int, said: str
) -> None:
    ran = daily("browse", *arguments)
    assert (ran.code, ran.out) == (code, "")
    assert said in ran.err
    assert not opened


def test_an_empty_library(digest: Run, opened: list[Browser]) -> None:
    ran = digest("browse")
    assert (ran.code, ran.out) == (0, "")
    assert ran.err.startswith("no digests yet")
    assert not opened


def test_what_it_is_told(daily: Run, opened: list[Browser]) -> None:
    options = ("-c", "hep-th", "--lang", "en", "--script", "tw", "--color", "never")
    assert daily("browse", "black", "hole*", *options).code == 0
    (one,) = opened
    assert (one.wanted.text, one.wanted.base.categories) == ("black hole*", ("hep-th",))
    assert (one.language, one.script, one.no_color) == ("en", "tw", True)


def test_files_leave_nothing_behind(
    digest: Run, opened: list[Browser], samples: pathlib.Path, tmp_path: pathlib.Path
) -> None:
    ran = digest("browse", "--from", samples / "arxiv-daily", TMPDIR=str(tmp_path))
    assert (ran.code, ran.err) == (0, "")
    assert not pathlib.Path(opened[0].library.path).exists()
    assert not (tmp_path / "library").exists()
