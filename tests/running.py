"""What a run of `digest` needs: streams of our own, an environment away from home, its result."""

from __future__ import annotations

import io
import pathlib
import subprocess
from collections.abc import Callable
from typing import NamedTuple

ROOT = pathlib.Path(__file__).resolve().parent.parent
DAILY = ROOT / "samples" / "arxiv-daily" / "2026-01-05.md"
UNSET = ("NO_COLOR", "FORCE_COLOR", "CLICOLOR", "COLORTERM", "COLUMNS", "LINES", "PYTHONIOENCODING", "PAGER",
         "PYTHONUTF8", "LC_ALL", "LC_MESSAGES", "LANG", "LC_CTYPE", "DIGEST_UI", "TTY_COMPATIBLE", "TTY_INTERACTIVE")  # fmt: skip


class Ran(NamedTuple):
    """What a run printed and returned."""

    code: int
    out: str
    err: str

    def lines(self) -> list[list[str]]:
        """Return the cells of tab-separated output, without the header."""
        assert self.out.endswith("\n")
        return [line.split("\t") for line in self.out.split("\n")[1:-1]]

    def numbers(self) -> list[str]:
        """Return the first cells."""
        return [cells[0] for cells in self.lines()]


class Stream(io.TextIOWrapper):
    """A standard stream with a memory of its own; `terminal` says that a person is there."""

    def __init__(self, content: bytes = b"", *, terminal: bool = False, encoding: str = "ascii") -> None:
        super().__init__(io.BytesIO(content), encoding=encoding)
        self.terminal = terminal

    def isatty(self) -> bool:
        return self.terminal

    def text(self) -> str:
        self.flush()
        assert isinstance(self.buffer, io.BytesIO)
        return self.buffer.getvalue().decode("utf-8")


def environment(tmp_path: pathlib.Path) -> dict[str, str]:
    """Return the variables that keep a run away from the real home."""
    home = tmp_path / "home"
    home.mkdir(exist_ok=True)
    return {
        "HOME": str(home),
        "XDG_CONFIG_HOME": str(home / "config"),
        "XDG_DATA_HOME": str(home / "data"),
        "DIGEST_LIBRARY": str(tmp_path / "library" / "library.db"),
        "DIGEST_CONFIG": str(tmp_path / "no" / "config.yaml"),
        "TERM": "xterm",
    }


Run = Callable[..., Ran]
Start = Callable[..., "subprocess.Popen[bytes]"]
