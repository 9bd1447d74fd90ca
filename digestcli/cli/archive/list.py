"""`digest archive list`: the entries of an archive that the filters let through, as a table."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from typing import Annotated

import typer

from digestcli.cli.archive.opening import Cluster, Url, Workers, archived, asking, opened
from digestcli.cli.console import is_terminal, lines, math_reader, note, terminal
from digestcli.cli.options import Asked, Query, Sort
from digestcli.model import Entry
from digestcli.render.table import columns_for, entry_rows, print_table, tsv
from digestcli.rows import LIST_COLUMNS
from digestcli.ui import say


@asking
def run(
    asked: Asked,
    url: Url,
    query: Query = None,
    limit: Annotated[
        int | None, typer.Option("--limit", "-n", metavar="N", min=0, help="At most so many entries.")
    ] = None,
    sort: Sort = "date",
    cluster: Cluster = None,
    workers: Workers = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print records as a JSON array.")] = False,
    raw_math: Annotated[
        bool, typer.Option("--raw-math", help="Leave TeX as it is (a terminal shows it readably).")
    ] = False,
) -> None:
    """List entries of an archive, the newest first: a table, in a pipe tab-separated lines.

    By number or title no entry is shown before all are found: they wait in a temporary file, with --limit N
    the first N in memory.
    Examples: digest archive list archive --since 2026-01 -c quant-ph;
    digest archive list archive 量子纠缠
    """
    asked = archived(asked, query, limit)
    with opened(url, cluster, workers) as archive:
        from digestcli.archive.order import in_order
        from digestcli.view import view

        found = in_order(archive, asked.selection, sort)
        first = next(found, None)
        if first is None:
            note(say("no entry matches"))
        shown = (
            view(one, script=asked.script, language=asked.language)
            for group in ((first,) if first else (), found)
            for one in group
        )
        _print(shown, asked, as_json=as_json, raw_math=raw_math, some=first is not None)


def _print(shown: Iterator[Entry], asked: Asked, *, as_json: bool, raw_math: bool, some: bool) -> None:
    if as_json:
        from digestcli.writers.base import Options
        from digestcli.writers.json import WRITER

        WRITER.write(shown, sys.stdout, Options(shown=True))
    elif not is_terminal(asked.color):
        lines(tsv(LIST_COLUMNS, entry_rows(shown)))
    elif some:
        console = terminal(asked.color)
        columns = columns_for(console.width)
        print_table(console, columns, entry_rows(shown, columns, readable=math_reader(raw=raw_math)))
