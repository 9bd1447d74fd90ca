"""What `digest list --watch` prints: papers in groups, one for each saved query."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from digestcli.cli.console import is_terminal, lines, out, terminal
from digestcli.cli.context import explain_empty
from digestcli.cli.options import Asked
from digestcli.config import config_path, watches
from digestcli.errors import UsageError
from digestcli.library.state import state_of
from digestcli.library.watch import Watched, newest_day, watched
from digestcli.model import Entry
from digestcli.query.parser import parse_saved
from digestcli.rows import LIST_COLUMNS
from digestcli.ui import say
from digestcli.view import legible, view

if TYPE_CHECKING:
    from rich.console import Console

    from digestcli.library.store import Library
    from digestcli.query.tree import Node


def saved_queries() -> dict[str, Node]:
    """Return the watches of the configuration file. Raises UsageError where there are none, QueryError."""
    saved = watches()
    if not saved:
        raise UsageError(
            say("no queries are saved to watch for"),
            say("write `watch: {{name: query}}` into {path}", path=config_path()),
        )
    return parse_saved(saved)


def print_watched(
    library: Library, queries: dict[str, Node], asked: Asked, *, sort: str, as_json: bool
) -> None:
    """Print the papers of the newest day, or of the digests or dates asked for, by watch."""
    found = [
        one._replace(hits=[hit._replace(entry=_viewed(hit.entry, asked)) for hit in one.hits])
        for one in watched(library, queries, newest_day(library, asked.selection), sort=sort)
    ]
    if not any(one.hits for one in found):
        explain_empty(library)
    if as_json:
        from digestcli.record import to_record
        from digestcli.writers.json import dumps

        records = [{"watch": one.name, "record": to_record(hit.entry)} for one in found for hit in one.hits]
        out(dumps(records, indent=1) + "\n")
    elif not is_terminal(asked.color):
        lines(_tsv(found))
    else:
        _print_groups(library, found, terminal(asked.color))


def _viewed(entry: Entry, asked: Asked) -> Entry:
    return view(entry, script=asked.script, language=asked.language)


def _tsv(found: Iterable[Watched]) -> Iterator[str]:
    from digestcli.render.table import entry_rows, tsv

    rows = ([one.name, *row] for one in found for row in entry_rows(hit.entry for hit in one.hits))
    return tsv(("watch", *LIST_COLUMNS), rows)


def _print_groups(library: Library, found: Iterable[Watched], console: Console) -> None:
    from digestcli.library.marks import Marker
    from digestcli.render.hits import found as shown
    from digestcli.render.hits import print_heading, print_hits

    for index, one in enumerate(found):
        marker = Marker(library, one.query)
        count = f"{one.papers}"
        if len(one.hits) < one.papers:
            count = say("{count} of {total}", count=len(one.hits), total=one.papers)
        print_heading(console, f"{one.name} ({count})", first=not index)
        hits = (hit._replace(entry=legible(hit.entry)) for hit in one.hits)
        print_hits(console, (shown(hit, marker, state_of(library.connection, hit.paper)) for hit in hits))
