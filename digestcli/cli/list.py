"""`digest list`: the entries that the filters let through, as a table."""

from __future__ import annotations

import sys
from typing import Annotated, Literal

import typer

from digestcli.cli.console import is_terminal, lines, math_reader, terminal
from digestcli.cli.context import entries, explain_empty, opened
from digestcli.cli.options import Asked, Query, selecting
from digestcli.rows import LIST_COLUMNS


@selecting
def run(
    asked: Asked,
    query: Query = None,
    limit: Annotated[
        int | None, typer.Option("--limit", "-n", metavar="N", min=0, help="At most so many entries.")
    ] = None,
    sort: Annotated[
        Literal["date", "number", "title"], typer.Option("--sort", help="Which comes first.")
    ] = "date",
    as_json: Annotated[bool, typer.Option("--json", help="Print records as a JSON array.")] = False,
    raw_math: Annotated[
        bool, typer.Option("--raw-math", help="Leave TeX as it is (a terminal shows it readably).")
    ] = False,
) -> None:
    """List entries, all or those that a query lets through: a table, in a pipe tab-separated lines.

    Examples: digest list --category quant-ph; digest list 量子纠缠 --since 7d --lang en
    """
    from digestcli.render.table import columns_for, entry_rows, print_table, tsv

    asked = asked.with_query(query)
    with opened(asked) as library:
        found = entries(library, asked, asked.selection._replace(limit=limit), order=sort)
        first = next(found, None)
        if first is None:
            explain_empty(library)
        some = (entry for group in ((first,) if first else (), found) for entry in group)
        if as_json:
            from digestcli.writers.base import Options
            from digestcli.writers.json import WRITER

            WRITER.write(some, sys.stdout, Options(shown=True))
        elif not is_terminal(asked.color):
            lines(tsv(LIST_COLUMNS, entry_rows(some)))
        elif first:
            console = terminal(asked.color)
            columns = columns_for(console.width)
            print_table(console, columns, entry_rows(some, columns, readable=math_reader(raw=raw_math)))
