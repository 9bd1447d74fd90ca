"""What a person sees, as golden files: two sizes and two scripts (--update-golden writes them anew)."""

from __future__ import annotations

import itertools
import os
import pathlib
import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Iterator

import pytest
from driving import PATIENCE, Driver, drive
from running import ROOT, environment

from digestcli import ui
from digestcli.text.layout import width

Golden = Callable[[str, str], None]
_NUMBERS = itertools.count()


@pytest.mark.parametrize("size", ((80, 24), (120, 40)))
@pytest.mark.parametrize("script", ("hans", "hant"))
def test_the_screen(library: str, golden: Golden, size: tuple[int, int], script: str) -> None:
    screens: list[str] = []

    async def steps(see: Driver) -> None:
        await see.press("slash", *"category:physics OR 量子", "enter")
        await see.until(lambda: see.lines()[0].startswith("digest › category:physics"))
        await see.until(lambda: see.app.entries.total < 60)
        await see.press("j", "asterisk", "j", "m", "k")
        await see.sees(f"{see.app.entries.total - 1} unread")
        see.app.say("")
        await see.pilot.pause()
        screens.append(see.text())

    drive(library, steps, size=size, script=script)
    (screen,) = screens
    assert all(width(line) <= size[0] for line in screen.split("\n"))
    golden(f"{script}-{size[0]}x{size[1]}.txt", screen + "\n")


@pytest.mark.parametrize("keys", (("question_mark",), ("f",), ("enter",), ("c",), ("t",), ("n",), ("e",)))
def test_what_stands_over_it(library: str, golden: Golden, keys: tuple[str, ...]) -> None:
    screens: list[str] = []

    async def steps(see: Driver) -> None:
        await see.press(*keys)
        await see.pilot.pause(0.1)
        screens.append(see.text())

    drive(library, steps, size=(60, 20))
    golden(f"over-{keys[0]}.txt", screens[0] + "\n")


@pytest.fixture
def chinese() -> Iterator[None]:
    ui.use(ui.Speech("zh"))
    yield
    ui.use(ui.Speech())


@pytest.mark.usefixtures("chinese")
@pytest.mark.parametrize("keys", (("x", "X"), ("question_mark",), ("f",), ("c",), ("t",), ("n",), ("e",)))
def test_in_chinese(library: str, golden: Golden, keys: tuple[str, ...]) -> None:
    screens: list[str] = []

    async def steps(see: Driver) -> None:
        await see.press(*keys)
        await see.pilot.pause(0.1)
        screens.append(see.text())

    drive(library, steps, size=(80, 24))
    assert all(width(line) <= 80 for line in screens[0].split("\n"))
    golden(f"zh-{keys[-1]}.txt", screens[0] + "\n")


class Terminal:
    """A real terminal: tmux, with a server of its own."""

    def __init__(
        self, folder: pathlib.Path, columns: int, lines: int, command: str, **variables: str
    ) -> None:
        self._tmux = [
            shutil.which("tmux") or "tmux",
            "-L",
            f"digest-{os.getpid()}-{next(_NUMBERS)}",
            "-f",
            "/dev/null",
            "-u",
        ]
        kept = {name: os.environ[name] for name in ("PATH",) if name in os.environ}
        words = " ".join(f"{name}={value}" for name, value in variables.items())
        self._environment = {**kept, **environment(folder), "PYTHONPATH": str(ROOT), "LANG": "C.UTF-8"}
        size = ("-x", str(columns), "-y", str(lines))
        self.run("new-session", "-d", *size, f"{words} {command}; echo ended $?; exec sleep 60")

    def run(self, *words: str) -> str:
        done = subprocess.run(
            [*self._tmux, *words], env=self._environment, capture_output=True, encoding="utf-8", check=True
        )
        return done.stdout

    def press(self, *keys: str) -> None:
        self.run("send-keys", *keys)

    def lines(self, *options: str) -> list[str]:
        return [line.rstrip() for line in self.run("capture-pane", "-p", *options).split("\n")]

    def sees(self, text: str) -> list[str]:
        """Wait until a text is on the screen."""
        end = time.monotonic() + PATIENCE
        while time.monotonic() < end:
            found = self.lines()
            if any(text in line for line in found):
                return found
            time.sleep(0.05)
        raise AssertionError("\n".join(self.lines()))


@pytest.fixture
def terminal(tmp_path: pathlib.Path) -> Iterator[Callable[..., Terminal]]:
    """Start a terminal in which a command runs."""
    started: list[Terminal] = []

    def start(columns: int, lines: int, command: str, **variables: str) -> Terminal:
        started.append(Terminal(tmp_path, columns, lines, command, **variables))
        return started[-1]

    yield start
    for one in started:
        one.run("kill-server")


@pytest.mark.slow
@pytest.mark.skipif(shutil.which("tmux") is None, reason="no tmux")
def test_in_a_real_terminal(library: str, terminal: Callable[..., Terminal]) -> None:
    """80x24 without colour: the whole way from the command to the end, and the terminal as it was."""
    command = f"{sys.executable} -m digestcli browse --library {library} --script hant id:1005.3035 OR 量子"
    here = terminal(80, 24, command, NO_COLOR="1")
    before = here.sees("1/32 · 32 unread")  # list and counts are there
    assert before[0].startswith("digest › id:1005.3035 OR 量子")
    assert before[23].startswith("? help  space read on")
    here.press("j", "*")
    here.sees("starred")
    assert here.lines()[2].startswith(" •★")
    here.sees("用思想實驗論證")
    coloured = here.run("capture-pane", "-p", "-e")
    assert "\x1b[7m" in coloured or ";7m" in coloured, "the cursor is seen without colour"
    assert not any(f"\x1b[{code}m" in coloured for code in (31, 32, 33, 34, 35, 36, 38))
    here.press("q")
    after = here.sees("ended 0")
    assert not any("量子" in line for line in after), "the screen is as it was"


@pytest.mark.slow
@pytest.mark.skipif(shutil.which("tmux") is None, reason="no tmux")
def test_files_without_a_library(terminal: Callable[..., Terminal]) -> None:
    sample = ROOT / "samples" / "journal-weekly" / "nature-20150528.txt"
    here = terminal(120, 30, f"{sys.executable} -m digestcli browse --from {sample}")
    here.sees("marks, tags and notes are gone when you leave")
    here.sees(" 1/")
    here.press("m")
    here.sees("Marked    read")
    here.press("C-c")
    here.sees("ended 0")
