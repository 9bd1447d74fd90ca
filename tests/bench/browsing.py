"""How long a person waits in `digest browse`, through a pseudo-terminal.

    python tests/bench/browsing.py LIBRARY [COLUMNSxLINES]

For each key: until its first byte is drawn, and until its last one is, in milliseconds, median and worst.
"""

from __future__ import annotations

import fcntl
import os
import pty
import select
import statistics
import struct
import subprocess
import sys
import termios
import time
from collections.abc import Sequence

EMPTY = """
from textual.app import App
from textual.widgets import Static
class Empty(App):
    def compose(self): yield Static("unread")
Empty().run()
"""
KEYS = {
    "j": "j" * 60, "page down": ["\x1b[6~"] * 40, "G g": "Gg" * 15, "m": "m" * 30, "*": "*" * 30, "l": "l" * 12,
    "s": "s" * 15, "space": " " * 30, "u": "u" * 15, "x": "x" * 10, "X": "XX", "enter": "\r" * 8, "/": "/entanglement quantum",
}  # fmt: skip
LISTED = b" 1/"  # the first line, once there are entries
QUIET = 0.06  # seconds without a byte: the screen is as it stays


class Terminal:
    """A program in a pseudo-terminal."""

    def __init__(self, words: Sequence[str], library: str, size: tuple[int, int]) -> None:
        self.side, theirs = pty.openpty()
        fcntl.ioctl(theirs, termios.TIOCSWINSZ, struct.pack("HHHH", size[1], size[0], 0, 0))
        environment = {**os.environ, "DIGEST_LIBRARY": library, "TERM": "xterm-256color"}
        self.process = subprocess.Popen(
            [sys.executable, *words],
            stdin=theirs,
            stdout=theirs,
            stderr=theirs,
            env=environment,
            start_new_session=True,
        )
        os.close(theirs)

    def until(self, mark: bytes) -> None:
        seen = b""
        while mark not in seen:
            assert select.select([self.side], [], [], 30)[0], seen
            seen += os.read(self.side, 65_536)

    def press(self, key: str) -> tuple[float, float]:
        """Return the milliseconds until the first byte and until the last one."""
        start = time.perf_counter()
        first = last = 0.0
        os.write(self.side, key.encode())
        while select.select([self.side], [], [], QUIET if last else 1.0)[0]:
            os.read(self.side, 65_536)
            last = (time.perf_counter() - start) * 1e3
            first = first or last
        return first, last

    def end(self) -> None:
        self.process.kill()
        self.process.wait()
        os.close(self.side)


def start_seconds(words: Sequence[str], mark: bytes, library: str, size: tuple[int, int]) -> float:
    times = []
    for _ in range(7):
        start = time.perf_counter()
        terminal = Terminal(words, library, size)
        terminal.until(mark)
        times.append(time.perf_counter() - start)
        terminal.end()
    return statistics.median(times)


def main(library: str, size: str = "120x40") -> None:
    columns, lines = map(int, size.split("x"))
    browse = ("-m", "digestcli", "browse")
    empty = start_seconds(("-c", EMPTY), b"unread", library, (columns, lines))
    full = start_seconds(browse, LISTED, library, (columns, lines))
    print(f"an empty app of Textual {empty * 1e3:.0f} ms, the first entries {full * 1e3:.0f} ms")
    terminal = Terminal(browse, library, (columns, lines))
    terminal.until(LISTED)
    time.sleep(1)
    for name, keys in KEYS.items():
        times = [terminal.press(key) for key in keys]
        firsts, lasts = zip(*times, strict=True)
        shown = (statistics.median(firsts), max(firsts), statistics.median(lasts), max(lasts))
        print(
            f"{name:10} first byte {shown[0]:4.0f} (worst {shown[1]:.0f}), last {shown[2]:4.0f} ({shown[3]:.0f})"
        )
    terminal.end()


if __name__ == "__main__":
    main(*sys.argv[1:])
