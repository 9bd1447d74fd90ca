"""`digest today`: the newest digest of each kind at a glance."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Annotated

import typer

from digestcli.cli.console import is_terminal, lines, out, terminal
from digestcli.cli.context import explain_empty, opened
from digestcli.cli.options import Asked, Query, selecting
from digestcli.config import watches
from digestcli.library.today import Overview, overviews
from digestcli.rows import LIST_COLUMNS
from digestcli.text.excerpt import Span

if TYPE_CHECKING:
    from digestcli.library.store import Library
    from digestcli.query.tree import Node

_COLUMNS = ("digest", "watch", *LIST_COLUMNS)


@selecting
def run(
    asked: Asked,
    query: Query = None,
    brief: Annotated[
        bool, typer.Option("--brief", help="One line an entry, and no more than fit the terminal.")
    ] = False,
    as_json: Annotated[bool, typer.Option("--json", help="Print a JSON array of digests.")] = False,
) -> None:
    """Show the newest digest of each kind: how many are new, what you watch for, then the rest.

    Each entry comes with its one-line summary, Chinese unless --lang en. Examples: digest today;
    digest today --brief --category 'cs.*'
    """
    from digestcli.query.parser import parse_saved

    asked = asked.with_query(query)
    queries = parse_saved(watches())
    with opened(asked) as library:
        found = [_viewed(one, asked) for one in overviews(library, queries, asked.selection)]
        if not found:
            explain_empty(library)
        if as_json:
            _print_json(found)
        elif is_terminal(asked.color):
            _print(library, found, queries, asked, brief=brief)
        else:
            _print_tsv(found)


def _viewed(one: Overview, asked: Asked) -> Overview:
    from digestcli.view import view

    shown = [
        line._replace(entry=view(line.entry, script=asked.script, language=asked.language))
        for line in one.lines
    ]
    return one._replace(lines=shown)


def _print(
    library: Library, found: Sequence[Overview], queries: Mapping[str, Node], asked: Asked, *, brief: bool
) -> None:
    from digestcli.library.marks import Marker
    from digestcli.render.today import print_brief, print_overview
    from digestcli.view import legible

    found = [
        one._replace(lines=[line._replace(entry=legible(line.entry)) for line in one.lines]) for one in found
    ]
    console = terminal(asked.color)
    if brief:
        print_brief(console, found, max(console.height - 1, 4))
        return
    markers = {name: Marker(library, query) for name, query in queries.items()}

    def spans(text: str, names: Sequence[str], field: str) -> list[Span]:
        return [span for name in names for span in markers[name].spans(text, field)]

    for index, one in enumerate(found):
        print_overview(console, one, spans, first=not index)


def _print_tsv(found: Sequence[Overview]) -> None:
    from digestcli.render.table import entry_rows, tsv

    rows = (
        [one.digest.digest.key, ", ".join(line.watches), *row]
        for one in found
        for line in one.lines
        for row in entry_rows([line.entry])
    )
    lines(tsv(_COLUMNS, rows))


def _print_json(found: Sequence[Overview]) -> None:
    from digestcli.record import to_record
    from digestcli.writers.json import dumps

    records = [
        {
            "digest": one.digest.digest.key,
            "date": one.digest.digest.date,
            "entries": len(one.lines),
            "new": one.new,
            "unread": one.unread,
            "categories": dict(one.categories),
            "lines": [
                {"watch": list(line.watches), "read": line.state.read, "record": to_record(line.entry)}
                for line in one.lines
            ],
        }
        for one in found
    ]
    out(dumps(records, indent=1) + "\n")
