"""`digest tags`: which tags there are, and how many papers each has."""

from __future__ import annotations

from typing import Annotated

import typer

from digestcli.cli.console import is_terminal, lines, note, out, terminal
from digestcli.cli.marking import LibraryFile
from digestcli.config import library_path
from digestcli.library.state import tag_counts
from digestcli.library.store import Library
from digestcli.text.visible import one_line
from digestcli.ui import messages, say

_HEADER = messages("tag", "papers")


def run(
    library: LibraryFile = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print a JSON array.")] = False,
) -> None:
    """List the tags, the most used first, with the number of papers that have each.

    Examples: digest tags; digest tags --json
    """
    from digestcli.render.table import print_table, tsv

    with Library(library_path(library)) as store:
        found = tag_counts(store.connection)
    if not found:
        note(say("no tags yet: add some with `digest tag REF +name`"))
    rows = [[one_line(tag), str(papers)] for tag, papers in found]
    if as_json:
        from digestcli.writers.json import dumps

        out(dumps([dict(zip(_HEADER, row, strict=True)) for row in found], indent=1) + "\n")
    elif not is_terminal():
        lines(tsv(_HEADER, rows))
    elif rows:
        print_table(terminal(), _HEADER, rows)
