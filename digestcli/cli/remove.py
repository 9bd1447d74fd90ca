"""`digest remove`: digests out of the library."""

from __future__ import annotations

from typing import Annotated

import typer

from digestcli.cli.console import note
from digestcli.cli.options import as_text
from digestcli.config import library_path
from digestcli.library.store import Library
from digestcli.ui import counted, say


def run(
    names: Annotated[
        list[str], typer.Argument(metavar="DIGEST...", help="A digest's key, its date, or latest.")
    ],
    library: Annotated[
        str | None,
        typer.Option("--library", metavar="FILE", help="The library file (or set DIGEST_LIBRARY)."),
    ] = None,
) -> None:
    """Remove digests from the library; the files they came from stay.

    Examples: digest remove arxiv-daily-2026-01-05; digest remove latest
    """
    with Library(library_path(library)) as store:
        for name in map(as_text, names):
            for stored in store.remove(name):
                entries = counted(stored.entries, "entry")
                note(say("removed {digest} ({entries})", digest=stored.digest.key, entries=entries))
