"""`digest archive show`: entries of an archive in full."""

from __future__ import annotations

from typing import Annotated

import typer

from digestcli.cli.archive.opening import Cluster, Url, Workers, asking, opened
from digestcli.cli.context import stdin_references
from digestcli.cli.options import Asked, as_text
from digestcli.cli.references import find_all
from digestcli.cli.show import print_found
from digestcli.errors import NoMatch


@asking
def run(
    asked: Asked,
    url: Url,
    references: Annotated[
        list[str],
        typer.Argument(metavar="REF...", help="A number, KEY:number, arXiv id, DOI, URL; - is stdin."),
    ],
    cluster: Cluster = None,
    workers: Workers = None,
    as_json: Annotated[
        bool, typer.Option("--json", help="Print the record; several as a JSON array.")
    ] = False,
    raw_math: Annotated[
        bool, typer.Option("--raw-math", help="Leave TeX as it is (a terminal shows it readably).")
    ] = False,
    side_by_side: Annotated[
        bool, typer.Option("--side-by-side", help="Chinese left, English right (100 cells and more).")
    ] = False,
) -> None:
    """Show entries of an archive in full, with every other digest that their papers stand in.

    Examples: digest archive show archive 1005.3035 --lang zh;
    digest archive show archive 10.1038/nature15759
    """
    wanted = stdin_references(map(as_text, references))
    with opened(url, cluster, workers) as archive:
        from digestcli.archive.lookup import referred
        from digestcli.archive.scan import in_memory

        with in_memory(archive, referred(archive, wanted, asked.selection)) as library:
            found, failed = find_all(library, wanted, asked.selection._replace(digests=()))
            print_found(library, found, asked, as_json=as_json, raw_math=raw_math, side_by_side=side_by_side)
    if failed:
        raise typer.Exit(NoMatch.exit_code)
