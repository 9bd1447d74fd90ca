"""Take the pictures of the page, the browser and a table, docs/{page,browse,table}.png, from the samples.

    python docs/screenshots.py [FOLDER]

Needs the extra `test` and a chromium. The pictures are those in README.md: a search in Traditional
that finds Simplified, its first entry open and starred; the terminal, with some of it read; and a list.
"""

from __future__ import annotations

import asyncio
import html
import io
import os
import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from playwright.sync_api import Browser, Page, sync_playwright
from rich.console import Console
from rich.terminal_theme import SVG_EXPORT_THEME
from rich.text import Text

from digestcli.browse.app import Browser as Terminal
from digestcli.browse.wanted import Wanted
from digestcli.library.store import Library
from digestcli.text.layout import width

DOCS = Path(__file__).resolve().parent
SAMPLES = DOCS.parent / "samples"
SIZE = {"width": 1280, "height": 860}
TERMINAL = (120, 32)
"""Cells and lines."""
_CELLS = """<style>
@font-face {{ font-family: Cells; src: local("DejaVu Sans Mono"); size-adjust: 83.06% }}
</style>
<pre style="margin: 0; padding: 12px 16px; width: max-content; border-radius: 8px; background: {background};
color: {foreground}; font: 16px/1.35 Cells, 'Noto Sans Mono CJK SC'">{code}</pre>"""
"""Half an em a letter, an em a Chinese character, as a terminal has cells."""


def take(page: Page, path: Path) -> None:
    """Arrange the page as a reader would have it, and save it as a PNG file."""
    page.fill("#query", "糾錯")
    page.keyboard.press("Enter")
    page.wait_for_timeout(300)
    page.keyboard.press("o")
    page.keyboard.press("s")
    page.evaluate("document.activeElement.blur()")
    page.evaluate("scrollTo(0, 0)")
    page.wait_for_timeout(300)
    page.screenshot(path=path)


def page_picture(browser: Browser, folder: Path, path: Path) -> None:
    """Export the samples as a page, and take its picture."""
    exported = folder / "digest.html"
    run("export", "--from", str(SAMPLES), "--format", "html", "-o", str(exported))
    page = browser.new_page(viewport=SIZE, locale="en-GB", color_scheme="light")
    page.goto(exported.as_uri())
    page.wait_for_timeout(500)
    take(page, path)


def terminal_drawing(folder: Path) -> str:
    """Read the samples in a terminal for a while, and return it as SVG, without fonts from the network."""
    library = folder / "library.db"
    run("add", str(SAMPLES / "arxiv-daily"), str(SAMPLES / "journal-weekly"), "--library", str(library))
    return _with_local_fonts(asyncio.run(screen(str(library))))


def table_drawing(folder: Path) -> str:
    """List the samples as a terminal shows them, and return it as HTML in a font with cells."""
    words = ("list", "--category", "quant-ph", "--limit", "12", "--color", "always")
    library = ("--library", str(folder / "library.db"))
    listed = subprocess.run(
        (sys.executable, "-m", "digestcli", *words, *library),
        check=True,
        cwd=DOCS.parent,
        env={**os.environ, "COLUMNS": str(TERMINAL[0]), "TERM": "xterm-256color"},
        capture_output=True,
        encoding="utf-8",
    )
    console = Console(record=True, width=TERMINAL[0], file=io.StringIO(), force_terminal=True)
    console.print(Text.from_ansi(f"$ digest {' '.join(words[:5])}\n{listed.stdout}"), end="")
    return console.export_html(theme=SVG_EXPORT_THEME, inline_styles=True, code_format=_CELLS)


def _with_local_fonts(drawn: str) -> str:
    drawn = re.sub(r"@font-face \{.*?\}", "", drawn, flags=re.DOTALL)
    drawn = re.sub(r'textLength="[0-9.]+"([^>]*>)(.*?)(?=</text>)', _sized, drawn, flags=re.DOTALL)
    return drawn.replace("Fira Code", "DejaVu Sans Mono, Noto Sans Mono CJK SC")


def _sized(text: re.Match[str]) -> str:
    """Give a text the width of its cells: rich counts its characters, and squeezes Chinese."""
    return f'textLength="{width(html.unescape(text[2])) * 12.2:.1f}"{text[1]}{text[2]}'


def drawing_picture(browser: Browser, drawn: str, element: str, path: Path) -> None:
    """Take the picture of a drawing, which is one element of a page."""
    page = browser.new_page(viewport=SIZE)
    page.set_content(f"<body style='margin: 0; width: 1000px'>{drawn}</body>")
    page.locator(element).screenshot(path=path)


async def screen(library: str) -> str:
    """Return a picture of the terminal, as SVG."""
    with Library(library) as opened:
        app = Terminal(opened, Wanted(), language="both", script="hans")
        async with app.run_test(size=TERMINAL) as pilot:
            for key in (
                "j",
                "asterisk",
                "j",
                "m",
                "j",
                "m",
                "c",
                "j",
                "enter",
                "j",
                "j",
                "m",
                "j",
                "asterisk",
                "m",
            ):
                await pilot.press(key)
                await pilot.pause(0.3)
            app.say("")
            await pilot.pause(0.3)
            return app.export_screenshot(title="digest browse")


def run(*words: str) -> None:
    """Run `digest`."""
    subprocess.run((sys.executable, "-m", "digestcli", *words), check=True, cwd=DOCS.parent)


def main(arguments: list[str]) -> int:
    """Take the pictures; return the exit code."""
    browser_path = shutil.which("chromium") or shutil.which("chromium-browser")
    if browser_path is None:
        print("no chromium", file=sys.stderr)
        return 1
    target = Path(arguments[0]) if arguments else DOCS
    with tempfile.TemporaryDirectory() as name:
        drawn = terminal_drawing(Path(name))  # before playwright, which has an event loop of its own
        table = table_drawing(Path(name))
        with sync_playwright() as playwright:
            browser = playwright.chromium.launch(executable_path=browser_path)
            page_picture(browser, Path(name), target / "page.png")
            drawing_picture(browser, drawn, "svg", target / "browse.png")
            drawing_picture(browser, table, "pre", target / "table.png")
            browser.close()
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
