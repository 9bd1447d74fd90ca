"""`digest archive search`: the entries of an archive that match a query, the best first."""

from __future__ import annotations

from typing import Annotated

import typer

from digestcli.cli.archive.opening import Cluster, Url, Workers, archived, asking, opened
from digestcli.cli.console import note
from digestcli.cli.options import Asked
from digestcli.cli.search import print_hits_as
from digestcli.library.search import RANKED, search
from digestcli.ui import say

_USUAL = 20


@asking
def run(
    asked: Asked,
    url: Url,
    query: Annotated[list[str], typer.Argument(metavar="QUERY...", help="What to find; see docs/search.md.")],
    limit: Annotated[
        int | None, typer.Option("--limit", "-n", metavar="N", min=0, help="At most so many papers [20].")
    ] = None,
    everything: Annotated[
        bool, typer.Option("--all", help="All papers, and every one of them ranked.")
    ] = False,
    cluster: Cluster = None,
    workers: Workers = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print records as a JSON array.")] = False,
) -> None:
    """Search an archive, the best first: of more than 10,000 matches the newest are ranked.

    Examples: digest archive search archive 'title:"neural network" -review';
    digest archive search archive 量子纠缠 --since 2025
    """
    asked = archived(asked, query, None if everything else RANKED)
    wanted = asked.selection.query
    assert wanted
    with opened(url, cluster, workers) as archive:
        from digestcli.archive.scan import in_memory, scan

        with in_memory(archive, scan(archive, asked.selection)) as library:
            most = limit if limit is not None or everything else _USUAL
            selection = asked.selection._replace(query=None, limit=most, digests=())
            hits = list(search(library, wanted, selection, everything=everything))
            if not hits:
                note(say("no entry matches"))
            print_hits_as(library, hits, asked, as_json=as_json)
