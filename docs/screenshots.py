"""Take the picture of the page, docs/page.png, from the samples.

    python docs/screenshots.py [PATH]

Needs the extra `test` and a chromium. The picture is the one in README.md: a search
in Traditional that finds Simplified, its first entry open and starred.
"""

from __future__ import annotations

import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from playwright.sync_api import Page, sync_playwright

DOCS = Path(__file__).resolve().parent
SAMPLES = DOCS.parent / "samples"
SIZE = {"width": 1280, "height": 860}


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


def main(arguments: list[str]) -> int:
    """Export the samples, open the page, save its picture; return the exit code."""
    browser_path = shutil.which("chromium") or shutil.which("chromium-browser")
    if browser_path is None:
        print("no chromium", file=sys.stderr)
        return 1
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        exported = Path(folder) / "digest.html"
        words = ("export", "--from", str(SAMPLES), "--format", "html", "-o", str(exported))
        subprocess.run((sys.executable, "-m", "digestcli", *words), check=True, cwd=DOCS.parent)
        browser = playwright.chromium.launch(executable_path=browser_path)
        page = browser.new_page(viewport=SIZE, locale="en-GB", color_scheme="light")
        page.goto(exported.as_uri())
        page.wait_for_timeout(500)
        take(page, Path(arguments[0]) if arguments else DOCS / "page.png")
        browser.close()
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
