"""`digest digests`: what is loaded."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Annotated

import typer

from digestcli.cli.console import is_terminal, lines, note, out, terminal
from digestcli.cli.context import NO_DIGESTS
from digestcli.config import library_path
from digestcli.library.store import Library, Stored
from digestcli.ui import messages, say

_HEADER = messages("key", "date", "entries", "issues", "file")
_WITH_FILE = 72  # cells of a terminal that shows files, too


def run(
    library: Annotated[
        str | None,
        typer.Option("--library", metavar="FILE", help="The library file (or set DIGEST_LIBRARY)."),
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print a JSON array, with the issues.")] = False,
) -> None:
    """List the digests of the library, the newest first: key, date, entries, issues, file.

    Examples: digest digests; digest digests --json
    """
    with Library(library_path(library)) as store:
        found = list(store.digests())
    if not found:
        note(say(NO_DIGESTS))
    if as_json:
        from digestcli.record import issue_record
        from digestcli.writers.json import dumps

        records = [
            {
                "key": one.digest.key, "reader": one.digest.reader, "date": one.digest.date,
                "title": one.digest.title, "entries": one.entries, "file": one.digest.file, "path": one.path,
                "added": one.added, "issue_count": one.issues,
                "issues": [issue_record(issue) for issue in one.digest.issues],
            }
            for one in found
        ]  # fmt: skip
        out(dumps(records, indent=1) + "\n")
        return
    _print(found)


def _print(found: Sequence[Stored]) -> None:
    """Print a table, on a terminal; lines in a pipe."""
    from digestcli.render.table import print_table, tsv

    rows = [
        (one.digest.key, one.digest.date or "", str(one.entries), str(one.issues), one.digest.file)
        for one in found
    ]
    if not is_terminal():
        lines(tsv(_HEADER, rows))
    elif rows:
        console = terminal()
        most = len(_HEADER) if console.width >= _WITH_FILE else -1
        print_table(console, _HEADER[:most], [row[:most] for row in rows])
