"""`digest list`: the entries that the filters let through, as a table."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, Annotated

import typer

from digestcli.cli.console import is_terminal, lines, math_reader, terminal
from digestcli.cli.context import explain_empty, opened, viewed
from digestcli.cli.options import Asked, Query, Sort, selecting
from digestcli.library.select import Placed
from digestcli.library.store import Library
from digestcli.render.table import columns_for, entry_rows, print_table, tsv
from digestcli.rows import LIST_COLUMNS

if TYPE_CHECKING:
    from rich.console import Console


@selecting
def run(
    asked: Asked,
    query: Query = None,
    limit: Annotated[
        int | None, typer.Option("--limit", "-n", metavar="N", min=0, help="At most so many entries.")
    ] = None,
    sort: Sort = "date",
    watch: Annotated[
        bool,
        typer.Option("--watch", help="Papers of the newest day, by the saved query they match."),
    ] = False,
    as_json: Annotated[bool, typer.Option("--json", help="Print records as a JSON array.")] = False,
    raw_math: Annotated[
        bool, typer.Option("--raw-math", help="Leave TeX as it is (a terminal shows it readably).")
    ] = False,
) -> None:
    """List entries, all or those that a query lets through: a table, in a pipe tab-separated lines.

    Examples: digest list --category quant-ph; digest list 纠缠 --since 2026 --lang en
    """
    asked = asked.with_query(query)
    asked = asked._replace(selection=asked.selection._replace(limit=limit))
    if watch:
        from digestcli.cli.watch import print_watched, saved_queries

        queries = saved_queries()
        with opened(asked) as library:
            print_watched(library, queries, asked, sort=sort, as_json=as_json)
        return
    with opened(asked) as library:
        found = viewed(library, asked, asked.selection, order=sort)
        first = next(found, None)
        if first is None:
            explain_empty(library)
        some = (one for group in ((first,) if first else (), found) for one in group)
        if as_json:
            from digestcli.writers.base import Options
            from digestcli.writers.json import WRITER

            WRITER.write((one.entry for one in some), sys.stdout, Options(shown=True))
        elif not is_terminal(asked.color):
            lines(tsv(LIST_COLUMNS, entry_rows(one.entry for one in some)))
        elif first:
            _print_table(library, some, terminal(asked.color), math_reader(raw=raw_math))


def _print_table(
    library: Library, found: Iterable[Placed], console: Console, readable: Callable[[str], str]
) -> None:
    """Print entries for a person, with a column of marks where there is any state."""
    from digestcli.library.state import State, state_of
    from digestcli.render.marks import marks

    columns = columns_for(console.width)
    states: list[State] = []
    rows: list[list[str]] = []
    for entry, paper in found:
        states.append(state_of(library.connection, paper))
        rows.extend(entry_rows([entry], columns, readable=readable))
    print_table(
        console, ("", *columns), ([mark, *row] for mark, row in zip(marks(states), rows, strict=True))
    )
