"""`digest browse`: the library as a list beside a card, for reading in a terminal."""

from __future__ import annotations

import os
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from digestcli.cli.console import is_terminal
from digestcli.cli.context import explain_empty, read_all
from digestcli.cli.options import Asked, Query, as_text, selecting
from digestcli.config import library_path, watches
from digestcli.errors import UsageError
from digestcli.library.select import condition
from digestcli.library.store import Library
from digestcli.ui import say

if TYPE_CHECKING:
    from digestcli.browse.app import Browser


@selecting
def run(asked: Asked, query: Query = None) -> None:
    """Read in the terminal: a list beside a card, search as you type, marks, tags, notes; ? shows the keys.

    Examples: digest browse; digest browse entanglement --since 7d
    """
    asked.with_query(query)  # what is wrong with it is said before the screen changes
    if not (sys.stdin.isatty() and is_terminal()):
        raise UsageError(
            say("browse needs a terminal"), say("in a pipe use `digest list` or `digest search`")
        )
    browser = _browser()
    if asked.color == "never":
        os.environ["NO_COLOR"] = "1"
    with _opened(asked) as library:
        if library.is_empty():
            explain_empty(library)
            return
        condition(library, asked.selection)
        from digestcli.browse.wanted import Wanted

        text = " ".join(map(as_text, query or ()))
        gone = say("files of --from: marks, tags and notes are gone when you leave")
        wanted = Wanted(asked.selection, text=text, saved=watches())
        browser(
            library, wanted, language=asked.language, script=asked.script, note=gone if asked.sources else ""
        ).run()


def _browser() -> type[Browser]:
    """Import the browser. Raises UsageError where Textual is not installed."""
    try:
        from digestcli.browse.app import Browser
    except ModuleNotFoundError as error:
        if (error.name or "").partition(".")[0] != "textual":
            raise
        raise UsageError(
            say("browse needs the package textual"), say("pip install 'digestcli[browse]'")
        ) from None
    return Browser


@contextmanager
def _opened(asked: Asked) -> Iterator[Library]:
    """Open the library, or read the files of --from into one that is gone afterwards.

    That one is a file: the browser looks into it on several connections.
    """
    if not asked.sources:
        with Library(library_path(asked.library)) as library:
            yield library
        return
    with (
        tempfile.TemporaryDirectory(prefix="digest-") as folder,
        Library(os.path.join(folder, "library.db"), create=True) as library,
    ):
        for prepared in read_all(asked.sources, encoding=asked.encoding, reader=asked.reader):
            library.put(prepared)
        yield library
