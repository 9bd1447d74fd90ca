"""`digest archive export`: entries of an archive into a file or a pipe."""

from __future__ import annotations

import sys
from typing import Annotated

import typer

from digestcli.cli.archive.opening import Cluster, Url, Workers, archived, asking, opened
from digestcli.cli.console import note
from digestcli.cli.export import options_for
from digestcli.cli.options import Asked, Query
from digestcli.cli.progress import progress
from digestcli.errors import UsageError
from digestcli.ui import counted, say
from digestcli.writers import choose


@asking
def run(
    asked: Asked,
    url: Url,
    query: Query = None,
    format_: Annotated[
        str | None,
        typer.Option(
            "--format", "-f", metavar="NAME", help="See `digest formats`; else by the suffix of -o [csv]."
        ),
    ] = None,
    output: Annotated[str | None, typer.Option("--output", "-o", metavar="FILE", help="A file.")] = None,
    columns: Annotated[
        str, typer.Option("--columns", metavar="NAMES", help="Columns of CSV and TSV, with commas.")
    ] = "",
    excel: Annotated[
        bool, typer.Option("--excel", help="CSV and TSV for Excel: with BOM, formulas guarded.")
    ] = False,
    style: Annotated[
        str, typer.Option("--style", metavar="NAME", help="A variant of the format (see `digest formats`).")
    ] = "",
    per: Annotated[
        str, typer.Option("--per", metavar="NAME", help="What one item of a feed is: entry or digest.")
    ] = "",
    cluster: Cluster = None,
    workers: Workers = None,
    force: Annotated[bool, typer.Option("--force", help="Overwrite a file that is there.")] = False,
) -> None:
    """Export entries of an archive, the newest first, in any format of `digest formats`.

    Examples: digest archive export archive -c quant-ph --since 2025 -o recent.jsonl;
    digest archive export archive entanglement --format bibtex
    """
    from digestcli.output import write_file

    output = None if output == "-" else output
    writer = choose(format_, output)
    given: dict[str, str | bool] = {"columns": columns, "excel": excel, "style": style, "per": per}
    given = {name: value for name, value in given.items() if value}
    options = options_for(writer, given, asked, shown=not output)
    if writer.binary and not output and sys.stdout.isatty():
        raise UsageError(
            say("--format {format} is not for a terminal", format=writer.name), say("name a file with -o")
        )
    asked = archived(asked, query)
    with opened(url, cluster, workers) as archive:
        from digestcli.archive.scan import scan
        from digestcli.view import view

        found = (
            view(one, script=asked.script, language=asked.language) for one in scan(archive, asked.selection)
        )
        some = progress(found, say("exporting"))
        if output:
            count = write_file(some, output, writer, options, overwrite=force)
            note(say("{what} in {path}", what=counted(count, "entry"), path=output))
        elif not writer.write(some, sys.stdout, options):
            note(say("no entry matches"))
