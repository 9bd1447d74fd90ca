"""Driving the browser: keys in, lines of the screen out."""

from __future__ import annotations

import asyncio
import html
import re
from collections.abc import Awaitable, Callable
from typing import NamedTuple

from textual.pilot import Pilot

from digestcli.browse.app import Browser
from digestcli.browse.wanted import Wanted
from digestcli.library.store import Library
from digestcli.text.layout import pad

_PIECE = re.compile(
    r'<text class="[^"]*" x="([0-9.]+)" y="[0-9.]+" textLength="[0-9.]+" clip-path="url\(#[^)]*-line-([0-9]+)\)">'
    r"(.*?)</text>",
    re.DOTALL,
)
_CELL = 12.2  # the width of a cell in a picture of the screen
PATIENCE = 20.0


class Driver(NamedTuple):
    """A browser in a terminal that nobody sees."""

    app: Browser
    pilot: Pilot[None]

    async def press(self, *keys: str) -> None:
        await self.pilot.press(*keys)
        await self.pilot.pause()

    async def until(self, holds: Callable[[], object]) -> None:
        """Wait until something holds that another thread brings about."""
        for _ in range(int(PATIENCE / 0.01)):
            await self.pilot.pause(0.01)
            if holds():
                await self.pilot.pause()
                return
        raise AssertionError(self.text())

    async def sees(self, text: str) -> None:
        """Wait until a text is on the screen."""
        await self.until(lambda: text in self.text())

    def lines(self) -> list[str]:
        """Return the screen, made of the picture of it: that is Textual's public way."""
        rows: dict[int, str] = {}
        for x, number, text in _PIECE.findall(self.app.export_screenshot()):
            before = pad(rows.get(int(number), ""), round(float(x) / _CELL))
            rows[int(number)] = before + html.unescape(text).replace("\xa0", " ")
        return [rows.get(number, "").rstrip() for number in range(self.app.size.height)]

    def text(self) -> str:
        return "\n".join(self.lines())

    def cursor(self) -> int:
        """Return the number of the entry under the cursor."""
        row = self.app.entries.row()
        assert row
        return row.entry.number


Steps = Callable[[Driver], Awaitable[None]]


def drive(
    path: str,
    steps: Steps,
    *,
    size: tuple[int, int] = (80, 24),
    wanted: Wanted | None = None,
    script: str = "hans",
    language: str = "both",
) -> Browser:
    """Open the library in the browser, wait for the list, and take `steps`."""

    async def run() -> Browser:
        with Library(path) as library:
            app = Browser(library, wanted or Wanted(), language=language, script=script)
            async with app.run_test(size=size) as pilot:
                driver = Driver(app, pilot)
                await driver.until(lambda: app.counts)
                await steps(driver)
            return app

    return asyncio.run(run())
