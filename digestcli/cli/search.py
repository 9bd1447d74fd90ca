"""`digest search`: the papers that fit a query, the best first, each with the place it was found in."""

from __future__ import annotations

import sys
from collections.abc import Iterable
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from digestcli.cli.console import is_terminal, lines, terminal
from digestcli.cli.context import explain_empty, opened
from digestcli.cli.options import Asked, selecting

if TYPE_CHECKING:
    from digestcli.library.search import Hit
    from digestcli.library.store import Library

_USUAL = 20


@selecting
def run(
    asked: Asked,
    query: Annotated[list[str], typer.Argument(metavar="QUERY...", help="What to find; see docs/search.md.")],
    limit: Annotated[
        int | None, typer.Option("--limit", "-n", metavar="N", min=0, help="At most so many papers [20].")
    ] = None,
    everything: Annotated[
        bool, typer.Option("--all", help="All papers, and every one of them ranked.")
    ] = False,
    sort: Annotated[
        Literal["relevance", "date", "number", "title"], typer.Option("--sort", help="Which comes first.")
    ] = "relevance",
    as_json: Annotated[bool, typer.Option("--json", help="Print records as a JSON array.")] = False,
) -> None:
    """Search the papers: any script, any width, English by its stems; the best first.

    Examples: digest search 纠缠 bell; digest search 'title:"neural network" -review' --sort date
    """
    from digestcli.library.search import search

    asked = asked.with_query(query)
    wanted = asked.selection.query
    assert wanted
    most = limit if limit is not None or everything else _USUAL
    with opened(asked) as library:
        selection = asked.selection._replace(query=None, limit=most)
        hits = list(search(library, wanted, selection, sort=sort, everything=everything))
        if not hits:
            explain_empty(library)
        print_hits_as(library, hits, asked, as_json=as_json)


def print_hits_as(library: Library, hits: Iterable[Hit], asked: Asked, *, as_json: bool) -> None:
    """Print what was found for a person, as lines for a program, or as records."""
    if as_json:
        _print_json(hits, asked)
    else:
        _print(library, hits, asked)


def _print_json(hits: Iterable[Hit], asked: Asked) -> None:
    from digestcli.view import view
    from digestcli.writers.base import Options
    from digestcli.writers.json import WRITER

    shown = (view(hit.entry, script=asked.script, language=asked.language) for hit in hits)
    WRITER.write(shown, sys.stdout, Options(shown=True))


def _print(library: Library, hits: Iterable[Hit], asked: Asked) -> None:
    from digestcli.library.marks import Marker
    from digestcli.library.state import state_of
    from digestcli.render.hits import Shown, found, print_hits, tsv_rows
    from digestcli.view import legible, view

    assert asked.selection.query
    marker = Marker(library, asked.selection.query)
    person = is_terminal(asked.color)

    def shown_of(hit: Hit) -> Shown:
        entry = view(hit.entry, script=asked.script, language=asked.language)
        entry = legible(entry) if person else entry
        return found(hit._replace(entry=entry), marker, state_of(library.connection, hit.paper))

    shown = map(shown_of, hits)
    if person:
        print_hits(terminal(asked.color), shown)
    else:
        lines(tsv_rows(shown))
